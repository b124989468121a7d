import type { TSESTree } from '@typescript-eslint/utils'

import { UNIQUE_CALLS, UNIQUE_OWNERS } from '../../protocols/keys.js'
import { CHANGES_WITH_FILE, KEEPS_TEXT, PARTS_OF_URL } from '../../protocols/permanent-allocations.js'
import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../call-targets.js'
import { perKey, type FileFacts } from '../file-facts.js'
import { nodesAtPlace, nodesOfVariable } from '../uses/uses.js'

/** Why a value differs from one evaluation to the next. */
export interface Uniqueness {
  /** `always`: at each evaluation; `edits`: whenever somebody has changed a file. */
  kind: 'always' | 'edits'
  /** What makes it differ. */
  source: TSESTree.Node
}

/** More than anyone writes into one expression by hand. */
const MAX_DEPTH = 30

/**
 * Answers why a text, number or URL is another one each time that it is made: the time, a random number or a
 * counter is a part of it. Undefined where nothing in the file says so: that a key of another origin, such as the id
 * of a request, is one of endlessly many is what `isEndlessKey` answers.
 */
export function uniquenessOf(facts: FileFacts, expression: TSESTree.Node, depth = 0): Uniqueness | undefined {
  if (depth > MAX_DEPTH) return undefined
  const node = unwrapAwait(expression)
  const partsUnique = (parts: readonly (TSESTree.Node | null)[]): Uniqueness | undefined => {
    const found = parts.flatMap((part) => (part && uniquenessOf(facts, part, depth + 1)) ?? [])
    return found.find(({ kind }) => kind === 'always') ?? found[0]
  }
  switch (node.type) {
    case 'TemplateLiteral':
      return partsUnique(node.expressions)
    case 'BinaryExpression':
      return node.operator === '+' ? partsUnique([node.left, node.right]) : undefined
    case 'LogicalExpression':
      return partsUnique([node.left, node.right])
    case 'ConditionalExpression':
      return partsUnique([node.consequent, node.alternate])
    case 'UnaryExpression':
      return node.operator === '+' ? partsUnique([node.argument]) : undefined
    case 'UpdateExpression':
      return node.operator === '++' && isKeptCounter(facts, node.argument)
        ? { kind: 'always', source: node }
        : undefined
    case 'MemberExpression':
      if (CHANGES_WITH_FILE.has(memberName(node) ?? '')) return { kind: 'edits', source: node }
      if (isKeptCounter(facts, node)) return { kind: 'always', source: node }
      return PARTS_OF_URL.has(memberName(node) ?? '') ? partsUnique([node.object]) : undefined
    case 'NewExpression':
      if (calleeName(node) === 'Date' && node.arguments.length === 0) return { kind: 'always', source: node }
      return KEEPS_TEXT.has(calleeName(node) ?? '') ? partsUnique(node.arguments) : undefined
    case 'CallExpression':
      return uniquenessOfCall(facts, node, partsUnique)
    case 'Identifier':
      return uniquenessOfName(facts, node)
    default:
      return undefined
  }
}

function uniquenessOfCall(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  partsUnique: (parts: readonly TSESTree.Node[]) => Uniqueness | undefined,
): Uniqueness | undefined {
  if (isUniqueCall(node)) return { kind: 'always', source: node }
  const receiver = receiverOf(node)
  if (KEEPS_TEXT.has(calleeName(node) ?? '')) {
    const found = partsUnique(receiver ? [receiver, ...node.arguments] : node.arguments)
    if (found) return found
  }
  for (const called of functionsMeantBy(facts, node.callee)) {
    const found = uniquenessOfResult(facts, called)
    // What it is made of is made anew at this call, wherever the function stands.
    if (found !== NONE) return { ...found, source: node }
  }
  return undefined
}

/** An answer for what may depend on itself: functions call each other, and values are made of each other. */
const NONE = 'none'

const uniquenessOfResult = perKey((facts: FileFacts, called: FunctionNode): Uniqueness | typeof NONE => {
  for (const returned of facts.nodes.returns.get(called) ?? []) {
    const found = uniquenessOf(facts, returned)
    if (found) return found
  }
  return NONE
}, NONE)

/** Whether a call answers another value each time: `randomUUID()`, `Date.now()`. */
export function isUniqueCall(node: TSESTree.CallExpression): boolean {
  const name = calleeName(node)
  if (name === undefined || !UNIQUE_CALLS.has(name)) return false
  const owner = UNIQUE_OWNERS.get(name)
  const receiver = receiverOf(node)
  if (!owner) return true
  const object = receiver && unwrap(receiver)
  if (object?.type === 'Identifier') return owner.test(object.name)
  return object?.type === 'MemberExpression' && owner.test(memberName(object) ?? '')
}

/** A variable of a call; one of the module has its value from the load on, unless it counts. */
function uniquenessOfName(facts: FileFacts, node: TSESTree.Identifier): Uniqueness | undefined {
  const variable = facts.bindings.variableOf(node)
  if (!variable) return undefined
  if (isModuleVariable(variable)) {
    return isCountingVariable(facts, variable) ? { kind: 'always', source: node } : undefined
  }
  if (CHANGES_WITH_FILE.has(node.name)) return { kind: 'edits', source: node }
  const found = uniquenessOfVariable(facts, variable)
  return found === NONE ? undefined : found
}

const uniquenessOfVariable = perKey((facts: FileFacts, variable: Variable): Uniqueness | typeof NONE => {
  for (const { writeExpr, identifier, init } of variable.references) {
    // The default of a parameter, or the object that a variable is a part of, is not what it is given.
    if (!writeExpr || (init === true && !isInitialised(identifier))) continue
    const found = uniquenessOf(facts, writeExpr)
    if (found) return found
  }
  return uniquenessOfParts(facts, variable) ?? NONE
}, NONE)

function isInitialised({ parent }: { parent?: TSESTree.Node }): boolean {
  return parent?.type === 'VariableDeclarator'
}

/** `url.searchParams.set('t', Date.now())`, `url.search = '?' + Date.now()` */
function uniquenessOfParts(facts: FileFacts, variable: Variable): Uniqueness | undefined {
  for (const node of nodesOfVariable(variable)) {
    const member = node.parent
    if (member?.type !== 'MemberExpression' || member.object !== node) continue
    const part = memberName(member)
    const { parent } = member
    if (parent.type === 'AssignmentExpression' && parent.left === member && PARTS_OF_URL.has(part ?? '')) {
      const found = uniquenessOf(facts, parent.right)
      if (found) return found
    }
    const call = parent.type === 'MemberExpression' ? parent.parent : undefined
    if (part !== 'searchParams' || call?.type !== 'CallExpression') continue
    if (!['set', 'append'].includes(calleeName(call) ?? '')) continue
    const [, value] = call.arguments
    const found = value && uniquenessOf(facts, value)
    if (found) return found
  }
  return undefined
}

/** Whether a number outlives the call that reads it, and only ever counts up. */
function isKeptCounter(facts: FileFacts, expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    return variable !== undefined && isModuleVariable(variable) && isCountingVariable(facts, variable)
  }
  if (node.type !== 'MemberExpression') return false
  const place = facts.places.placeOf(node)
  if (place === undefined) return false
  const nodes = nodesAtPlace(facts, place)
  return nodes.some(isCountedUp) && !nodes.some(isCountedDown)
}

const isCountingVariable = perKey((_facts: FileFacts, variable: Variable): boolean => {
  const nodes = nodesOfVariable(variable)
  return nodes.some(isCountedUp) && !nodes.some(isCountedDown)
})

function isCountedUp({ parent }: TSESTree.Node): boolean {
  if (parent?.type === 'UpdateExpression') return parent.operator === '++'
  return parent?.type === 'AssignmentExpression' && parent.operator === '+='
}

function isCountedDown({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'UpdateExpression' && parent.operator === '--'
}
