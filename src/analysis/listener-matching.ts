import type { TSESTree } from '@typescript-eslint/utils'

import type { EventName, Registration, Removal, Target } from '../ledger/registrations.js'
import { soleValue } from '../syntax/bindings.js'
import { isFunction, isWithin } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'

/**
 * Whether a removal takes out what a registration put in. Unknown where the target, the event or the
 * handler cannot be compared; "no" for another event, another handler, a function made anew, or another
 * capture flag.
 */
export function takesOut(
  facts: FileFacts,
  removal: Removal,
  registration: Registration,
): 'yes' | 'no' | 'unknown' {
  const target = sameTarget(facts, removal.target, registration.target)
  if (target === 'no') return 'no'
  // What empties another target by another name says nothing of this one.
  if (target === 'unknown' && !removal.handler && removal.target.text !== registration.target.text)
    return 'no'
  const [given, set] = [removal.capture, registration.capture]
  if (given !== undefined && set !== undefined && given !== set) return 'no'
  const event = removal.event ? sameEvent(removal.event, registration.event) : 'yes'
  if (event === 'no') return 'no'
  const handler = removal.handler ? sameHandler(facts, removal.handler, registration.handler) : 'yes'
  if (handler === 'no') return 'no'
  return target === 'yes' && event === 'yes' && handler === 'yes' ? 'yes' : 'unknown'
}

/** Whether a removal names the very event and handler of a registration, whatever its target is called. */
export function namesSame(facts: FileFacts, removal: Removal, registration: Registration): boolean {
  return (
    removal.event !== undefined &&
    removal.handler !== undefined &&
    removal.event.name !== undefined &&
    sameEvent(removal.event, registration.event) === 'yes' &&
    sameHandler(facts, removal.handler, registration.handler) === 'yes' &&
    sameTarget(facts, removal.target, registration.target) !== 'no'
  )
}

/** Whether two targets are the same; "no" for two lists of `matchMedia()`, and for a global and something else. */
export function sameTarget(facts: FileFacts, a: Target, b: Target): 'yes' | 'no' | 'unknown' {
  // Each call answers a list of its own, with its own listeners.
  const [first, second] = [mediaQueryOf(facts, a.node), mediaQueryOf(facts, b.node)]
  if (first && second && first !== second) return 'no'
  if (a.place !== undefined && a.place === b.place) return 'yes'
  if (a.text === b.text) return 'unknown'
  // Two variables may hold the same object, but not a global and something else.
  const global = a.place?.startsWith('g:') === true || b.place?.startsWith('g:') === true
  return global && a.place !== undefined && b.place !== undefined && isPlain(a) && isPlain(b)
    ? 'no'
    : 'unknown'
}

/** Answers the call of `matchMedia()` that an expression certainly is. */
export function mediaQueryOf(facts: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const variable = facts.bindings.variableOf(unwrap(node))
  const call = variable ? soleValue(variable) : unwrap(node)
  return call?.type === 'CallExpression' && calleeName(call) === 'matchMedia' ? call : undefined
}

/** A target that certainly differs from other plain ones: a global, or `this` beside a global. */
export function isPlain(target: Target): boolean {
  const isGlobal = target.place?.startsWith('g:') === true && !target.place.includes('(')
  return isGlobal || target.node.type === 'ThisExpression'
}

function sameEvent(a: EventName, b: EventName): 'yes' | 'no' | 'unknown' {
  if (a.name !== undefined && b.name !== undefined) {
    return a.name.split(/\s+/).includes(b.name) || a.name === b.name ? 'yes' : 'no'
  }
  return a.text === b.text ? 'yes' : 'unknown'
}

function sameHandler(
  facts: FileFacts,
  a: TSESTree.Expression,
  b: TSESTree.Expression,
): 'yes' | 'no' | 'unknown' {
  const [left, right] = [unwrap(a), unwrap(b)]
  if (isNameWithin(facts, left, right)) return 'yes'
  if (isMadeAnew(left) || isMadeAnew(right)) return 'no'
  const [leftPlace, rightPlace] = [facts.places.placeOf(left), facts.places.placeOf(right)]
  if (leftPlace !== undefined && leftPlace === rightPlace) return 'yes'
  const [leftFunctions, rightFunctions] = [functionsMeantBy(facts, left), functionsMeantBy(facts, right)]
  const areKnown = leftFunctions.length > 0 && rightFunctions.length > 0
  return areKnown && !leftFunctions.some((each) => rightFunctions.includes(each)) ? 'no' : 'unknown'
}

/** `target.on('x', function handle() { target.off('x', handle) })`: the name by which a function knows itself. */
function isNameWithin(facts: FileFacts, name: TSESTree.Node, handler: TSESTree.Node): boolean {
  if (handler.type !== 'FunctionExpression') return false
  if (name.type === 'Identifier') return facts.bindings.variableOf(name)?.defs[0]?.node === handler
  return name.type === 'MemberExpression' && memberName(name) === 'callee' && isWithin(name, handler)
}

/** An expression that is another function at each evaluation. */
export function isMadeAnew(node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  if (isFunction(inner)) return true
  return (
    inner.type === 'CallExpression' &&
    inner.callee.type === 'MemberExpression' &&
    memberName(inner.callee) === 'bind'
  )
}

/** Whether a name stands for a function of this file, so that another such name is another function. */
export function isOwnFunction(facts: FileFacts, node: TSESTree.Identifier): boolean {
  const definition = facts.bindings.variableOf(node)?.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type === 'FunctionDeclaration') return true
  return definition?.type === 'VariableDeclarator' && definition.init !== null && isFunction(definition.init)
}
