import type { TSESTree } from '@typescript-eslint/utils'

import { INPUT_PARTS } from '../../protocols/keys.js'
import { isModuleVariable, isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { constantNumber, constantString } from '../../syntax/constants.js'
import { enclosingFunctions, runsWhereItStands, type FunctionNode } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isFinite } from '../../types/finite-key.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { isFiniteType } from './finite-types.js'
import { givenToParameter } from './given-to-parameter.js'
import { isEndlessName, isSurelyEndlessName, nameOfKey } from './key-names.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { nodesAtPlace } from '../../cells/uses/uses.js'
import { isUniqueCall } from '../../cells/values/unique-values.js'

/** Variables may be made of each other: `let a = b + b, b = a`. */
const MAX_ALIAS_DEPTH = 6

/** Whether a key has only so many values as this file names; see `isProgramKey` for those that others name. */
export function isFiniteKey(facts: FileFacts, key: TSESTree.Node, depth = 0): boolean {
  if (depth > MAX_ALIAS_DEPTH) return false
  const node = unwrap(key)
  if (
    constantString(node, facts.bindings) !== undefined ||
    constantNumber(node, facts.bindings) !== undefined
  )
    return true
  if (facts.types && isFinite(facts.types, facts.types.typeOf(node)) === 'yes') return true
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === 'typeof' || node.operator === '!'
    case 'ConditionalExpression':
      return isFiniteKey(facts, node.consequent, depth) && isFiniteKey(facts, node.alternate, depth)
    case 'LogicalExpression':
      return isFiniteKey(facts, node.left, depth) && isFiniteKey(facts, node.right, depth)
    case 'TemplateLiteral':
      return node.expressions.every((part) => isFiniteKey(facts, part, depth))
    case 'BinaryExpression':
      // A comparison has two answers; a remainder or a mask has no more than its right side allows.
      return (
        /^(?:[!=]==?|[<>]=?|in|instanceof|%|&)$/.test(node.operator) ||
        (node.left.type !== 'PrivateIdentifier' &&
          isFiniteKey(facts, node.left, depth) &&
          isFiniteKey(facts, node.right, depth))
      )
    case 'MemberExpression':
      if (/^[A-Z]/.test(facts.sourceCode.getText(node)) || memberName(node) === 'constructor') return true
      return holdsFinite(facts, node, depth)
    case 'CallExpression':
      return answersFinite(facts, node)
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      if (!variable) return false
      if (variable.identifiers.some((name) => isFiniteType(facts, name.typeAnnotation?.typeAnnotation)))
        return true
      if (isModuleVariable(variable)) return soleValue(variable) !== undefined
      if (isParameter(variable)) return isGivenFinite(facts, variable)
      const value = soleValue(variable)
      return value !== undefined && isFiniteKey(facts, value, depth + 1)
    }
    default:
      return false
  }
}

/** A parameter of a function that this file alone can call, with one of so many values at every call. */
const isGivenFinite = perKey(
  (facts: FileFacts, variable: Variable): boolean =>
    givenToParameter(facts, variable)?.every((given) => isFiniteKey(facts, given)) === true,
  false,
)

/** `kindOf(code)`: functions of this file whose declaration, or whose every answer, has so many values. */
function answersFinite(facts: FileFacts, { callee }: TSESTree.CallExpression): boolean {
  const functions = functionsMeantBy(facts, callee)
  return functions.length > 0 && functions.every((each) => hasFiniteAnswers(facts, each))
}

const hasFiniteAnswers = perKey((facts: FileFacts, called: FunctionNode): boolean => {
  if (isFiniteType(facts, called.returnType?.typeAnnotation)) return true
  const answers = called.async || called.generator ? [] : (facts.nodes.returns.get(called) ?? [])
  return answers.length > 0 && answers.every((answer) => isFiniteKey(facts, answer))
}, false)

/** `this.rear = (this.rear + 1) % capacity`: a place whose every value is one of so many. */
function holdsFinite(facts: FileFacts, node: TSESTree.MemberExpression, depth: number): boolean {
  const place = node.computed ? undefined : facts.places.placeOf(node)
  const values = place === undefined ? undefined : valuesByPlace(facts).get(place)
  if (
    place === undefined ||
    !values?.every((value) => value !== 'parameter' && isFiniteKey(facts, value, depth + 1))
  )
    return false
  return nodesAtPlace(facts, place).every(({ parent }) => parent?.type !== 'UpdateExpression')
}

/** Whether a name says that there is always another one; `owner` is the name of what the value is a property of. */
type NameQuestion = (name: string, owner: string | undefined) => boolean

/** Whether a key names something of which there is always another one. */
export function isEndlessKey(facts: FileFacts, key: TSESTree.Node): boolean {
  return isEndless(facts, key, (name) => isEndlessName(name), 0)
}

/** The same where it is certain: not of any `id` or `url`, of which a program may have a few. */
export function isSurelyEndlessKey(facts: FileFacts, key: TSESTree.Node): boolean {
  return isEndless(facts, key, isSurelyEndlessName, 0)
}

function isEndless(facts: FileFacts, key: TSESTree.Node, isNamed: NameQuestion, depth: number): boolean {
  if (depth > MAX_ALIAS_DEPTH) return false
  const isPartEndless = (part: TSESTree.Node): boolean => isEndless(facts, part, isNamed, depth)
  const node = unwrap(key)
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const value = variable && soleValue(variable)
      if (value && isEndless(facts, value, isNamed, depth + 1)) return true
      const comesIn = variable && (isParameter(variable) || value !== undefined || isDestructured(variable))
      return comesIn === true && isNamed(node.name, undefined)
    }
    case 'MemberExpression':
      return (
        isNamed(memberName(node) ?? '', nameOfKey(node.object)) ||
        isInput(unwrap(node.object)) ||
        isMadeEndless(facts, node, isNamed, depth)
      )
    case 'CallExpression':
      return isUniqueCall(node) || calleeName(node) === 'Symbol'
    case 'UpdateExpression':
      return node.operator === '++' && isCounter(facts, node.argument)
    case 'ObjectExpression':
    case 'NewExpression':
      return true
    case 'TemplateLiteral':
      return node.expressions.some(isPartEndless)
    case 'BinaryExpression':
      return node.operator === '+' && (isPartEndless(node.left) || isPartEndless(node.right))
    default:
      return false
  }
}

/** `const entry = { id: this.next++ }; table.set(entry.id, entry)`: what a part of a record was made with. */
function isMadeEndless(
  facts: FileFacts,
  { object, property, computed }: TSESTree.MemberExpression,
  isNamed: NameQuestion,
  depth: number,
): boolean {
  const variable = facts.bindings.variableOf(unwrap(object))
  const value = variable && soleValue(variable)
  const record = value && unwrap(value)
  if (record?.type !== 'ObjectExpression') return false
  const name = keyName(property, computed)
  return record.properties.some(
    (each) =>
      each.type === 'Property' &&
      keyName(each.key, each.computed) === name &&
      isEndless(facts, each.value, isNamed, depth + 1),
  )
}

/** `const { token } = session`, in a function. */
function isDestructured(variable: Variable): boolean {
  const definition = variable.defs[0]?.node as TSESTree.Node | undefined
  return (
    definition?.type === 'VariableDeclarator' &&
    definition.id.type === 'ObjectPattern' &&
    !isModuleVariable(variable)
  )
}

function isInput(node: TSESTree.Node): boolean {
  return node.type === 'MemberExpression' && INPUT_PARTS.has(memberName(node) ?? '')
}

/**
 * Whether a number counts up and never begins anew: it outlives the call, and nothing else writes it again. A
 * value is another one each time also where its counter is set back, but such keys come back.
 */
function isCounter(facts: FileFacts, node: TSESTree.Node): boolean {
  const counter = unwrap(node)
  const place = facts.places.placeOf(counter)
  if (place === undefined || assignedPlaces(facts).has(place)) return false
  if (counter.type !== 'Identifier') return true
  const variable = facts.bindings.variableOf(counter)
  if (!variable) return false
  // Of the function that counts, it begins anew with each call.
  const [own] = enclosingFunctions(node).filter((scope) => !runsWhereItStands(scope))
  return isModuleVariable(variable) || (own !== undefined && variable.scope.variableScope.block !== own)
}

const assignedPlaces = perFile(
  (facts): ReadonlySet<Place | undefined> =>
    new Set(facts.nodes.assignments.map(({ left }) => facts.places.placeOf(left))),
)
