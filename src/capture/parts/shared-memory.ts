import type { TSESTree } from '@typescript-eslint/utils'

import { TYPED_ARRAYS } from '../../protocols/slices.js'
import { isModuleVariable, soleValue, writesOf, type Variable } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { regexOf } from './captured-text.js'
import { matchOf, memberOf, ofMethod, ranged } from './cuts.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { largeSizeOf, largeSizeOfValue } from '../sizes/large-values.js'
import { kindMadeBy, kindOfFileGiven } from './made-kinds.js'
import { copyOf, type Shared } from './shared.js'

/** Longer chains of members and calls than anyone writes by hand. */
const MAX_DEPTH = 30

/** Answers the large value whose memory the value of an expression keeps; undefined where none is known. */
export const sharedBy = perKey((facts: FileFacts, expression: TSESTree.Node) =>
  sharedOf(facts, expression, 0),
)

function sharedOf(facts: FileFacts, expression: TSESTree.Node, depth: number): Shared | undefined {
  if (depth > MAX_DEPTH) return undefined
  const node = unwrapAwait(expression)
  switch (node.type) {
    case 'Identifier':
      return ofVariable(facts, node, depth)
    case 'MemberExpression': {
      const whole = sharedOf(facts, node.object, depth + 1)
      return whole && memberOf(whole, node.computed && !memberName(node) ? undefined : memberName(node), node)
    }
    case 'CallExpression':
      return ofCall(facts, node, depth) ?? madeBy(facts, node)
    case 'NewExpression':
      return ofConstruction(facts, node, depth) ?? madeBy(facts, node)
    case 'TemplateLiteral': {
      // Around a text alone a template answers that very text.
      const [only, another] = node.expressions
      const isAlone = only && !another && node.quasis.every(({ value }) => value.raw === '')
      return isAlone ? asText(sharedOf(facts, only, depth + 1), node) : undefined
    }
    case 'ArrayExpression': {
      const [only, another] = node.elements
      const found =
        only?.type === 'SpreadElement' && !another ? sharedOf(facts, only.argument, depth + 1) : undefined
      return found?.kind === 'matches' || found?.kind === 'pieces' ? found : undefined
    }
    default:
      return undefined
  }
}

function madeBy(
  facts: FileFacts,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
): Shared | undefined {
  const size = largeSizeOfValue(facts, node)
  const kind = size && kindMadeBy(facts, node)
  return kind && { kind, whole: node, variable: undefined, size, piece: undefined, cuts: [] }
}

/** What is large and in a variable of the module stays with it anyway. */
function ofVariable(facts: FileFacts, node: TSESTree.Identifier, depth: number): Shared | undefined {
  const variable = facts.bindings.variableOf(node)
  if (!variable || isModuleVariable(variable)) return undefined
  const value = soleValue(variable)
  const found = value ? sharedOf(facts, value, depth + 1) : ofDefinition(facts, variable, depth)
  return found && !found.piece ? { ...found, variable } : found
}

/** A part of a pattern, or a parameter that a callback gets the large value by. */
function ofDefinition(facts: FileFacts, variable: Variable, depth: number): Shared | undefined {
  const [name] = variable.identifiers
  if (!name || writesOf(variable).length > 1) return undefined
  const { parent } = name
  if (isFunction(parent)) return ofParameter(facts, parent, variable, depth)
  return ofPattern(facts, name, depth)
}

function ofParameter(
  facts: FileFacts,
  callback: TSESTree.Node,
  variable: Variable,
  depth: number,
): Shared | undefined {
  const [name] = variable.identifiers
  const call = callback.parent
  if (!name || !isFunction(callback) || call?.type !== 'CallExpression') return undefined
  const size = largeSizeOf(facts, variable)
  const kind = size && kindOfFileGiven(facts, call, name)
  if (kind) return { kind, whole: name, variable, size, piece: undefined, cuts: [] }
  // `readFile(path).then((data) => …)`
  const { callee } = call
  const isThen = callee.type === 'MemberExpression' && memberName(callee) === 'then'
  if (!isThen || call.arguments[0] !== callback || callback.params[0] !== name) return undefined
  const found = sharedOf(facts, callee.object, depth + 1)
  return found && !found.piece ? { ...found, whole: name } : undefined
}

/** `const [first] = lines`, `const { groups: { name } } = match` */
function ofPattern(facts: FileFacts, name: TSESTree.Node, depth: number): Shared | undefined {
  const { parent } = name
  if (parent?.type === 'VariableDeclarator' && parent.id === name) {
    return parent.init ? sharedOf(facts, parent.init, depth + 1) : undefined
  }
  if (depth > MAX_DEPTH) return undefined
  if (parent?.type === 'ArrayPattern') {
    const whole = ofPattern(facts, parent, depth + 1)
    return whole && memberOf(whole, String(parent.elements.indexOf(name as TSESTree.Identifier)), name)
  }
  if (parent?.type !== 'Property' || parent.parent.type !== 'ObjectPattern') return undefined
  const whole = ofPattern(facts, parent.parent, depth + 1)
  return whole && memberOf(whole, keyName(parent.key, parent.computed), name)
}

function asText(whole: Shared | undefined, node: TSESTree.Node): Shared | undefined {
  if (whole?.kind === 'string') return whole
  return whole?.kind === 'Buffer' ? copyOf(whole, 'string', node) : undefined
}

function ofCall(facts: FileFacts, node: TSESTree.CallExpression, depth: number): Shared | undefined {
  const callee = unwrap(node.callee)
  const [first] = node.arguments
  const given = (): Shared | undefined =>
    first && first.type !== 'SpreadElement' ? sharedOf(facts, first, depth + 1) : undefined
  if (callee.type === 'Identifier') {
    if (!facts.bindings.isGlobal(callee)) return undefined
    if (callee.name === 'String') return asText(given(), node)
    // Of a view it copies all that is behind it; of a string, that alone.
    const cloned = callee.name === 'structuredClone' ? given() : undefined
    return cloned?.kind === 'Buffer' || cloned?.kind === 'typed array' || cloned?.kind === 'DataView'
      ? cloned
      : undefined
  }
  if (callee.type !== 'MemberExpression') return undefined
  const name = memberName(callee)
  if (name === undefined) return undefined
  const text = facts.sourceCode.getText(callee)
  if (text === 'Buffer.from') return bytesFrom(facts, node, given(), 'Buffer')
  if (text === 'Array.from') {
    const list = given()
    return list?.kind === 'matches' || list?.kind === 'pieces' ? list : undefined
  }
  if (name === 'exec') {
    const input = given()
    return input?.kind === 'string' ? matchOf(input, node, regexOf(facts, callee.object)) : undefined
  }
  if (name === 'decode') {
    const bytes = given()
    return bytes && copyOf(bytes, 'string', node)
  }
  const receiver = sharedOf(facts, callee.object, depth + 1)
  return receiver && ofMethod(facts, node, receiver, name)
}

/** `Buffer.from(x)`, `new Uint8Array(x, begin, length)`: a view of an ArrayBuffer, and a copy of anything else. */
function bytesFrom(
  facts: FileFacts,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  given: Shared | undefined,
  gives: 'Buffer' | 'typed array' | 'DataView',
): Shared | undefined {
  if (!given) return undefined
  if (given.kind === 'ArrayBuffer')
    return ranged(facts, given, gives, 'length', node.arguments.slice(1), node)
  if (gives === 'DataView') return undefined
  const isCopied = given.kind === 'Buffer' || given.kind === 'typed array' || given.kind === 'string'
  return isCopied ? copyOf(given, gives, node) : undefined
}

function ofConstruction(facts: FileFacts, node: TSESTree.NewExpression, depth: number): Shared | undefined {
  const { callee } = node
  const [first] = node.arguments
  if (callee.type !== 'Identifier' || !facts.bindings.isGlobal(callee) || !first) return undefined
  const { name } = callee
  const isView = name === 'DataView'
  if (!isView && name !== 'URLSearchParams' && !TYPED_ARRAYS.has(name)) return undefined
  const given = sharedOf(facts, first, depth + 1)
  if (name !== 'URLSearchParams') return bytesFrom(facts, node, given, isView ? 'DataView' : 'typed array')
  return given?.kind === 'string' ? { ...given, kind: 'query', captures: 'likely' } : undefined
}
