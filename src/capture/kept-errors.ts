import type { TSESTree } from '@typescript-eslint/utils'

import { ERROR_EVENTS, ERROR_NAME, READS_STACK, REJECTION_METHODS } from '../protocols/errors.js'
import { isModuleVariable, isParameter, soleValue, writesOf, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction } from '../syntax/functions.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { boundedCollections } from './keepers/bounded-collections.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import type { Grow } from '../ledger/collections/access.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { isFiniteKey } from '../lives/collections/growth-keys.js'
import { registrations } from '../ledger/registrations/registrations.js'
import { runsOnce } from '../lives/multiplicity.js'
import { isTestCode } from '../lives/test-code.js'
import { nodesAtPlace, useOf } from '../cells/uses/uses.js'

/** An error that stays, and with it what was `this` in the functions that were running when it was made. */
export interface KeptError {
  node: TSESTree.Node
  /**
   * - `keptError`: a list that is only kept short has it
   * - `causeChain`: each has the one before it as its cause
   */
  problem: 'keptError' | 'causeChain'
  /** What keeps it, as a message says it. */
  keeper: string
}

/**
 * Answers the errors of a file that are kept one after the other before anything has read their stack. V8 writes the
 * stack down when it is first read, and until then an error keeps the `this` of each function on it.
 */
export const keptErrors = perFile((facts): readonly KeptError[] => {
  if (isTestCode(facts)) return []
  return [...collectedErrors(facts), ...causeChains(facts)]
})

function collectedErrors(facts: FileFacts): KeptError[] {
  return boundedCollections(facts).flatMap(({ collection, grows }) => {
    const grow = grows.find((each) => keepsError(facts, each))
    return grow ? [{ node: grow.node, problem: 'keptError', keeper: `\`${collection.name}\`` }] : []
  })
}

/** Whether an addition puts in another error each time, itself or as a property of an object. */
function keepsError(facts: FileFacts, { node, key, value }: Grow): boolean {
  if (!value || runsOnce(facts, node)) return false
  if (key && key !== value && isFiniteKey(facts, key)) return false
  const inner = unwrap(value)
  const parts = inner.type === 'ObjectExpression' ? inner.properties : []
  const values = parts.flatMap((part) => (part.type === 'Property' ? [part.value] : []))
  return [inner, ...values].some((each) => isUnreadError(facts, each))
}

/** Whether an expression is an error whose stack nothing in its function may have read. */
function isUnreadError(facts: FileFacts, expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  if (isErrorConstruction(facts, node)) return true
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable || !isErrorVariable(facts, variable)) return false
  return variable.references.every(({ identifier }) => !mayReadStack(facts, identifier))
}

function isErrorConstruction(facts: FileFacts, node: TSESTree.Node): boolean {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return false
  if (node.callee.type !== 'Identifier' || !ERROR_NAME.test(node.callee.name)) return false
  return node.type === 'NewExpression' || facts.bindings.isGlobal(node.callee)
}

/** What `catch` has caught, what an error listener or the rejection of a promise gives, or an error made here. */
function isErrorVariable(facts: FileFacts, variable: Variable): boolean {
  const [definition] = variable.defs
  const value = soleValue(variable)
  if (value) return isErrorConstruction(facts, value)
  if ((definition?.type as string) === 'CatchClause') return true
  if (!isParameter(variable) || writesOf(variable).length > 0) return false
  const scope = definition?.node as TSESTree.Node | undefined
  if (!isFunction(scope) || scope.params[0] !== variable.identifiers[0]) return false
  return errorCallbacks(facts).has(scope)
}

/** The functions that get an error first: listeners of errors, and what promises call when they are rejected. */
const errorCallbacks = perFile((facts): ReadonlySet<TSESTree.Node> => {
  const callbacks: TSESTree.Node[] = []
  for (const { event, handler } of registrations(facts)) {
    if (ERROR_EVENTS.has(event.name ?? '')) callbacks.push(handler)
  }
  for (const [name, index] of REJECTION_METHODS) {
    for (const { arguments: given } of facts.nodes.calls.get(name) ?? []) {
      const callback = given[index]
      if (callback) callbacks.push(callback)
    }
  }
  return new Set(callbacks.flatMap((callback) => functionsMeantBy(facts, callback)))
})

/** `error.stack`, `console.error(error)`, `throw error`: what reads the stack, or gives the error to what may. */
function mayReadStack(facts: FileFacts, identifier: TSESTree.Node): boolean {
  const use = useOf(facts, identifier)
  switch (use.kind) {
    case 'property':
      return memberName(use.member) === 'stack'
    case 'argument':
      return READS_STACK.test(calleeName(use.call) ?? '')
    case 'stored':
      // `const { stack } = error`, `logger.warn({ error })`
      return (
        use.target.type === 'ObjectPattern' ||
        (use.target.type === 'Property' && isGivenToReader(facts, use.target.parent))
      )
    default:
      return identifier.parent?.type === 'ThrowStatement'
  }
}

function isGivenToReader(facts: FileFacts, object: TSESTree.Node): boolean {
  const use = useOf(facts, object)
  return use.kind === 'argument' && READS_STACK.test(calleeName(use.call) ?? '')
}

/** `last = new Error(text, { cause: last })`, where nothing ends the chain. */
function causeChains(facts: FileFacts): KeptError[] {
  return facts.nodes.assignments.flatMap((assignment): KeptError[] => {
    const { left, right, operator } = assignment
    const made = unwrap(right)
    const variable = made.type === 'Identifier' ? facts.bindings.variableOf(made) : undefined
    const error = (variable && soleValue(variable)) ?? made
    if (operator !== '=' || error.type !== 'NewExpression' || !enclosingFunction(assignment)) return []
    const place = facts.places.placeOf(left)
    const cause = causeOf(error)
    if (place === undefined || !cause || facts.places.placeOf(cause) !== place) return []
    if (!staysIn(facts, left) || isEnded(facts, left, place)) return []
    return [{ node: assignment, problem: 'causeChain', keeper: `\`${facts.sourceCode.getText(left)}\`` }]
  })
}

function causeOf({ arguments: [, options] }: TSESTree.NewExpression): TSESTree.Node | undefined {
  if (options?.type !== 'ObjectExpression') return undefined
  for (const property of options.properties) {
    if (property.type !== 'Property') continue
    if (keyName(property.key, property.computed) === 'cause') return property.value
  }
  return undefined
}

/** A variable of the module or a field: it is there when the function runs again. */
function staysIn(facts: FileFacts, target: TSESTree.Node): boolean {
  if (target.type === 'MemberExpression') return target.object.type === 'ThisExpression'
  const variable = facts.bindings.variableOf(target)
  return variable !== undefined && isModuleVariable(variable)
}

/** Whether the file also gives the place something else, which ends the chain. */
function isEnded(facts: FileFacts, target: TSESTree.Node, place: string): boolean {
  const variable = target.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
  const nodes = variable
    ? variable.references.map(({ identifier }) => identifier)
    : nodesAtPlace(facts, place)
  return nodes.some((node) => node !== target && useOf(facts, node).kind === 'assigned')
}
