import type { TSESTree } from '@typescript-eslint/utils'

import { RUNS_AT_END, SIGNAL_CLASS } from '../../protocols/signals.js'
import { LONG_DELAY_MS } from '../../protocols/timers.js'
import { isModuleVariable, soleValue } from '../../syntax/bindings.js'
import { constantNumber } from '../../syntax/constants.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { controllerAt, makesController, type Controller } from './controllers.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { effects } from '../../frameworks/hooks.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { runsAtFinalization } from '../ends/finalization.js'
import { ownersOf, runsAtAnyEnd, type Owner } from '../owner.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { useOf } from '../../cells/uses/uses.js'

/**
 * How the signal ends that a listener was registered with.
 *
 * - `atEnd`: when the owner of the listener ends, or the work that the signal was made for
 * - `aborted`: somewhere, though not when the owner ends
 * - `late`: by itself, after so long a time that it matters
 * - `never`: nobody can abort it
 * - `none`: the options hold no signal after all
 * - `unknown`: it comes from outside, or goes there
 */
export interface SignalEnding {
  end: 'atEnd' | 'aborted' | 'late' | 'never' | 'none' | 'unknown'
  /** Whether `never` is beyond doubt: no other file can reach what would abort it. */
  isCertain: boolean
  /** What would abort it, where the file keeps that under a name. */
  controller: Controller | undefined
  /** For `aborted`: where. */
  abortedAt: TSESTree.Node | undefined
}

const answer = (
  end: SignalEnding['end'],
  controller?: Controller,
  abortedAt?: TSESTree.Node,
): SignalEnding => ({ end, isCertain: controller?.reachable !== 'unknown', controller, abortedAt })

const UNKNOWN = answer('unknown')

/** Answers how the signal of a listener ends; `none` for one that is registered without. */
export const endOfSignal = perKey((facts: FileFacts, registration: Registration): SignalEnding => {
  const signal = signalOf(facts, registration)
  if (signal === 'none' || signal === 'unknown') return answer(signal)
  return endOf(facts, signal, registration.node, 0)
})

/** Answers how a signal ends that is named somewhere. */
export function endOfSignalAt(facts: FileFacts, signal: TSESTree.Node, at: TSESTree.Node): SignalEnding {
  return endOf(facts, signal, at, 0)
}

const MAX_DEPTH = 6

/** The signal itself, where the options are a variable or are spread from one. */
function signalOf(facts: FileFacts, { signal }: Registration): TSESTree.Node | 'none' | 'unknown' {
  if (!signal) return 'none'
  const { parent } = signal
  const isWrittenOut = parent?.type === 'Property' && keyName(parent.key, parent.computed) === 'signal'
  if (isWrittenOut && parent.value === signal) return signal
  return signalOfOptions(facts, signal.type === 'SpreadElement' ? signal.argument : signal)
}

function signalOfOptions(facts: FileFacts, options: TSESTree.Node): TSESTree.Node | 'none' | 'unknown' {
  const node = unwrap(options)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const value = variable ? soleValue(variable) : node
  if (value?.type !== 'ObjectExpression') return 'unknown'
  if (variable?.references.some(({ identifier }) => identifier.parent.type === 'MemberExpression'))
    return 'unknown'
  for (const property of value.properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined
    // A spread may hold anything, and `once` belongs to what the registration itself has to say.
    if (property.type !== 'Property' || name === undefined || name === 'once') return 'unknown'
    if (name === 'signal') return property.value
  }
  return 'none'
}

function endOf(facts: FileFacts, signal: TSESTree.Node, at: TSESTree.Node, depth: number): SignalEnding {
  if (depth > MAX_DEPTH) return UNKNOWN
  const node = unwrap(signal)
  if (node.type === 'CallExpression') return endOfMade(facts, node, at, depth)
  if (node.type === 'MemberExpression' && memberName(node) === 'signal') {
    if (makesController(facts, unwrap(node.object))) return answer('never')
  }
  const place = facts.places.placeOf(node)
  if (place?.endsWith('.signal')) {
    const controller = controllerAt(facts, place.slice(0, -'.signal'.length))
    if (controller) return endOfController(facts, controller, at)
  }
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    if (!variable) return UNKNOWN
    const value = soleValue(variable)
    if (value) return endOf(facts, value, at, depth + 1)
    return endOfDestructured(facts, variable.defs[0]?.node, at)
  }
  const values = place === undefined ? [] : (valuesByPlace(facts).get(place) ?? [])
  const [only, ...others] = values
  if (!only || only === 'parameter' || others.length > 0 || !place?.startsWith('this')) return UNKNOWN
  return endOf(facts, only, at, depth + 1)
}

/**
 * `const { signal } = new AbortController()`: with the controller goes whoever could abort. Not so for
 * `const { signal } = (this.controller = new AbortController())`.
 */
function endOfDestructured(
  facts: FileFacts,
  node: TSESTree.Node | undefined,
  at: TSESTree.Node,
): SignalEnding {
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init) return UNKNOWN
  const isSignalOnly = node.id.properties.every(
    (property) => property.type === 'Property' && keyName(property.key, property.computed) === 'signal',
  )
  if (!isSignalOnly) return UNKNOWN
  const source = unwrap(node.init)
  if (makesController(facts, source)) return answer('never')
  const place = source.type === 'AssignmentExpression' ? facts.places.placeOf(source.left) : undefined
  const controller = place === undefined ? undefined : controllerAt(facts, place)
  return controller ? endOfController(facts, controller, at) : UNKNOWN
}

/** `AbortSignal.timeout(ms)`, `AbortSignal.any([…])`, `AbortSignal.abort()` */
function endOfMade(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  at: TSESTree.Node,
  depth: number,
): SignalEnding {
  const [first] = call.arguments
  switch (facts.places.placeOf(call.callee)) {
    case `g:${SIGNAL_CLASS}.abort`:
      return answer('atEnd')
    case `g:${SIGNAL_CLASS}.timeout`: {
      const delay = first && first.type !== 'SpreadElement' && constantNumber(first, facts.bindings)
      if (typeof delay !== 'number') return UNKNOWN
      return answer(delay >= LONG_DELAY_MS ? 'late' : 'atEnd')
    }
    case `g:${SIGNAL_CLASS}.any`: {
      if (first?.type !== 'ArrayExpression') return UNKNOWN
      const parts = first.elements.map((element) =>
        element && element.type !== 'SpreadElement' ? endOf(facts, element, at, depth + 1) : UNKNOWN,
      )
      return ORDER.map((end) => parts.find((part) => part.end === end)).find((part) => part) ?? UNKNOWN
    }
    default:
      return UNKNOWN
  }
}

/** What ends first, or may do so, decides for a signal that follows several. */
const ORDER = ['atEnd', 'unknown', 'late', 'aborted', 'never'] as const

function endOfController(facts: FileFacts, controller: Controller, at: TSESTree.Node): SignalEnding {
  const { boundAborts, reachable } = controller
  const aborts = controller.aborts.filter(
    (abort) => !runsAtFinalization(facts, abort) && !comesWithAnAbort(facts, abort, at),
  )
  const owners = ownersOf(facts, at)
  if (
    aborts.some((abort) => runsAtAnyEnd(facts, abort, owners) || runsFinally(abort, at)) ||
    boundAborts.some((abort) => isGivenToEnd(facts, abort))
  ) {
    return answer('atEnd', controller)
  }
  if (reachable === 'yes' || boundAborts.length > 0) return UNKNOWN
  const [abortedAt] = aborts
  if (!abortedAt) return answer('never', controller)
  if (isOfItsCall(facts, controller, owners[0])) return answer('atEnd', controller)
  return owners.some(({ ends }) => ends === 'yes') ? answer('aborted', controller, abortedAt) : UNKNOWN
}

/**
 * `signal.addEventListener('abort', () => inner.abort(), { signal: inner.signal })`, `if (signal.aborted) inner.abort()`: it is aborted
 * where another signal is, which may never be.
 */
function comesWithAnAbort(facts: FileFacts, abort: TSESTree.CallExpression, at: TSESTree.Node): boolean {
  if (isForAborted(facts, abort, enclosingFunction(abort))) return true
  const [event, handler] = at.type === 'CallExpression' ? at.arguments : []
  if (event?.type !== 'Literal' || event.value !== 'abort' || !handler) return false
  return functionsMeantBy(facts, handler).some((each) => isWithin(abort, each))
}

/** Answers whether a node runs where a signal has aborted already: `if (signal.aborted) reject(…)`, what is over before it began. */
export function isForAborted(
  { sourceCode }: FileFacts,
  node: TSESTree.Node,
  scope: FunctionNode | undefined,
): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type === 'IfStatement' || current.type === 'LogicalExpression') {
      const test = current.type === 'IfStatement' ? current.test : current.left
      if (/\baborted\b/.test(sourceCode.getText(test))) return true
    }
  }
  return false
}

/** In a `finally` around the listener, or after it, of a function around both. */
function runsFinally(abort: TSESTree.Node, at: TSESTree.Node): boolean {
  const scope = enclosingFunction(abort)
  if (!scope || !isWithin(at, scope)) return false
  for (let node: TSESTree.Node = abort; node !== scope && node.parent; node = node.parent) {
    if (node.parent.type === 'TryStatement' && node.parent.finalizer === node) return true
  }
  return false
}

/** `return controller.abort.bind(controller)` in an effect, `onUnmounted(controller.abort.bind(controller))` */
function isGivenToEnd(facts: FileFacts, abort: TSESTree.Node): boolean {
  const { parent } = abort
  const isBound = parent?.type === 'MemberExpression' && memberName(parent) === 'bind'
  const value = isBound && parent.parent.type === 'CallExpression' ? parent.parent : abort
  const use = useOf(facts, value)
  if (use.kind === 'argument') return RUNS_AT_END.has(calleeName(use.call) ?? '')
  const scope = enclosingFunction(value)
  return use.kind === 'returned' && scope !== undefined && effects(facts).has(scope)
}

/** A local of a call that is not the owner itself, such as a handler: what the call began, it or a callback ends. */
function isOfItsCall(facts: FileFacts, { handle }: Controller, owner: Owner | undefined): boolean {
  if (!handle.variable || isModuleVariable(handle.variable)) return false
  return handle.variable.scope.variableScope.block !== owner?.node
}
