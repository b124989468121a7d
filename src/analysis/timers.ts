import { isExecutor } from '../syntax/functions.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { RELEASING_NAME } from '../protocols/teardowns.js'
import {
  isWindowName,
  LONG_DELAY_MS,
  SHORT_DELAY_MS,
  TIMER_PROTOCOLS,
  type TimerProtocol,
} from '../protocols/timers.js'
import { importSource, isModuleVariable } from '../syntax/bindings.js'
import { constantNumber } from '../syntax/constants.js'
import { enclosingFunction, enclosingFunctions, isWithin, runsAtModuleLoad } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsMeantBy, functionsRunBy } from './call-targets.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { handleOf, usesOfHandle, type KeptHandle } from './handle.js'
import { holderOf } from './lifetime.js'
import { ownersOf, runsAtAnyEnd, type Owner } from './owner.js'
import { runsOnce } from './repetition.js'
import { reschedules, type Rescheduling } from './rescheduling.js'
import { functionsOfTeardowns } from './teardown.js'
import type { Use } from './uses.js'

/** A timer that nothing stops when its owner ends. */
export interface TimerLeak {
  node: TSESTree.CallExpression
  protocol: TimerProtocol
  certainty: Certainty
  /** `dropped`: no handle; `neverCleared`: a handle nobody clears; `notClearedAtEnd`: cleared, but not there. */
  problem: 'dropped' | 'neverCleared' | 'notClearedAtEnd'
  /** Whether it runs again and again, so that it never ends by itself. */
  perpetual: boolean
  owner: Owner | undefined
  handle: KeptHandle | undefined
  /** Where the handle is cleared instead, for `notClearedAtEnd`. */
  clearedAt: TSESTree.Node | undefined
}

/** Answers the timers of a file that outlive their owner. */
export const timerLeaks = perFile((facts): readonly TimerLeak[] =>
  TIMER_PROTOCOLS.flatMap((protocol) =>
    (facts.nodes.calls.get(protocol.start) ?? [])
      .filter((call) => startsTimer(facts, call, protocol) && !runsAtModuleLoad(call))
      .flatMap((call) => leakOf(facts, timerOf(facts, call, protocol)) ?? []),
  ),
)

/** A timer, with what its judgement depends on. */
interface Timer {
  node: TSESTree.CallExpression
  protocol: TimerProtocol
  rescheduling: Rescheduling
  perpetual: boolean
  /** In milliseconds, where it is a constant. */
  delay: number | undefined
  owners: readonly Owner[]
  owner: Owner | undefined
}

/** Whether a call is the platform's timer: the global, a window's method, or node:timers. */
function startsTimer(facts: FileFacts, call: TSESTree.CallExpression, protocol: TimerProtocol): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return facts.bindings.isGlobal(callee) || isFromTimers(facts, callee)
  if (callee.type !== 'MemberExpression') return false
  if (facts.places.placeOf(callee) === `g:${protocol.start}`) return true
  const object = unwrap(callee.object)
  if (isFromTimers(facts, object)) return true
  const name = object.type === 'MemberExpression' ? memberName(object) : undefined
  return isWindowName(object.type === 'Identifier' ? object.name : (name ?? ''))
}

function isFromTimers(facts: FileFacts, node: TSESTree.Node): boolean {
  const variable = facts.bindings.variableOf(node)
  const source = variable && importSource(variable)
  return source === 'timers' || source === 'node:timers'
}

function timerOf(facts: FileFacts, node: TSESTree.CallExpression, protocol: TimerProtocol): Timer {
  const rescheduling = protocol.kind === 'interval' ? 'no' : reschedules(facts, node)
  const owners = ownersOf(facts, node)
  return {
    node,
    protocol,
    rescheduling,
    perpetual: protocol.kind === 'interval' || rescheduling === 'always',
    delay: delayOf(facts, node, protocol),
    owners,
    owner: owners[0],
  }
}

function delayOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  protocol: TimerProtocol,
): number | undefined {
  if (protocol.delay === undefined) return undefined
  const argument = node.arguments[protocol.delay]
  if (!argument) return 0
  return argument.type === 'SpreadElement' ? undefined : constantNumber(argument, facts.bindings)
}

/** Methods of a handle that answer the handle itself. */
const FLUENT = new Set(['unref', 'ref', 'refresh'])

function leakOf(facts: FileFacts, timer: Timer): TimerLeak | undefined {
  const { node, protocol, perpetual, owner } = timer
  const found = { node, protocol, perpetual, owner, handle: undefined, clearedAt: undefined }
  const handle = handleOf(facts, node, FLUENT)
  const droppedLeak = (): TimerLeak | undefined => {
    const certainty = certaintyWithoutRelease(facts, timer)
    return certainty && { ...found, certainty, problem: 'dropped' }
  }
  switch (handle.kind) {
    case 'dropped':
      return droppedLeak()
    case 'variable':
    case 'member':
      return leakOfKept(facts, timer, handle)
    case 'returned':
      // A promise ignores what its executor returns.
      return isExecutor(enclosingFunction(node)) ? droppedLeak() : undefined
    case 'handedOn':
      return undefined
  }
}

function leakOfKept(facts: FileFacts, timer: Timer, handle: KeptHandle): TimerLeak | undefined {
  const { node, protocol, perpetual, owner, owners } = timer
  if (handle.kind === 'variable' && isModuleVariable(handle.variable)) return undefined
  const uses = usesOfHandle(facts, handle, node)
  const clears = uses.filter((use) => clearsHandle(use, protocol))
  if (uses.some((use) => !clears.includes(use) && mayBeReleasedBy(use))) return undefined
  const found = { node, protocol, perpetual, owner, handle }
  const isOutside = isKeptOutside(facts, handle)
  if (clears.length === 0) {
    const certainty = certaintyWithoutRelease(facts, timer)
    return (
      certainty && {
        ...found,
        certainty: isOutside ? 'likely' : certainty,
        problem: 'neverCleared',
        clearedAt: undefined,
      }
    )
  }
  if (!owner || clears.some((use) => runsAtAnyEnd(facts, use.node, owners))) return undefined
  if (owner.kind === 'instance' && clears.some((use) => isRunByOthers(use.node))) return undefined
  if (isSettledInItsCall(handle, timer) || runsTeardown(facts, timer)) return undefined
  const [clearedAt] = clears.map((use) => use.node).sort((a, b) => a.range[0] - b.range[0])
  const certainty = isOutside ? 'likely' : certaintyWithoutEnd(timer, owner, handle)
  return certainty && { ...found, certainty, problem: 'notClearedAtEnd', clearedAt }
}

/** `session.timer = …` on an object from outside: whoever it belongs to may clear it, and it has its own end. */
function isKeptOutside(facts: FileFacts, handle: KeptHandle): boolean {
  let root = handle.node
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  const { origin } = holderOf(facts, root)
  return handle.kind === 'member' && (origin === 'parameter' || origin === 'import')
}

/** How sure it is that a timer which nothing clears is a leak; undefined where it ends by itself soon enough. */
function certaintyWithoutRelease(facts: FileFacts, timer: Timer): Certainty | undefined {
  const { node, protocol, owner, delay } = timer
  const role = protocol.kind === 'interval' ? undefined : roleInPromise(facts, node)
  if (role === 'sleep') return undefined
  if (role === 'guard') return delay !== undefined && delay < SHORT_DELAY_MS ? undefined : 'likely'
  if (timer.rescheduling === 'sometimes') return owner?.ends === 'yes' ? 'likely' : undefined
  if (timer.perpetual) return owner?.ends === 'yes' ? 'known' : runsOnce(facts, node) ? undefined : 'likely'
  if (protocol.kind === 'frame') return undefined
  if (delay !== undefined && delay >= LONG_DELAY_MS) return 'likely'
  return owner?.ends === 'yes' && (delay === undefined || delay >= SHORT_DELAY_MS) ? 'likely' : undefined
}

/**
 * How sure it is that a timer which is cleared somewhere, though not at the end of its owner, is a leak.
 * Undefined for a single frame: it is over before anyone minds.
 */
function certaintyWithoutEnd(timer: Timer, owner: Owner, handle: KeptHandle): Certainty | undefined {
  const { protocol, perpetual, delay } = timer
  if (protocol.kind === 'frame' && !perpetual) return undefined
  const isShort = !perpetual && delay !== undefined && delay < SHORT_DELAY_MS
  // A component that keeps a ref is unmounted some time, whether it says so or not.
  const isRefOfComponent = owner.kind === 'scope' && handle.place.endsWith('.current')
  const ends = owner.teardowns.length > 0 && timer.owners.some((each) => each.ends === 'yes')
  return !isShort && (ends || isRefOfComponent) ? 'known' : 'likely'
}

/** A variable of the call that starts the timer: the call itself, or its callbacks, settle it. */
function isSettledInItsCall(handle: KeptHandle, { node, owner }: Timer): boolean {
  if (handle.kind !== 'variable') return false
  const block = handle.variable.scope.variableScope.block as TSESTree.Node
  return owner?.kind === 'instance' || (owner?.node !== block && block === enclosingFunction(node))
}

/** Whether a node lies in a function that is kept in an object or a field: it is not visible who runs it. */
function isRunByOthers(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope || !enclosingFunction(scope)) return false
  const { parent } = scope
  return (
    parent.type === 'AssignmentExpression' ||
    (parent.type === 'Property' && parent.parent.parent.type !== 'CallExpression')
  )
}

/** `setTimeout(this.dispose, ms)`: the timer brings the end about, so it cannot outlive it. */
function runsTeardown(facts: FileFacts, { node, owners }: Timer): boolean {
  const [callback] = node.arguments
  if (!callback) return false
  return functionsMeantBy(facts, callback).some((target) => {
    const { functions, isComplete } = functionsRunBy(facts, target)
    if (!isComplete) return true
    return owners.some((owner) => {
      const ends = functionsOfTeardowns(facts, owner.teardowns)
      return [...functions].some((node) => ends.has(node))
    })
  })
}

/**
 * What a promise's executor wants of a timer: `sleep` settles the promise somebody waits for,
 * `new Promise((resolve) => setTimeout(resolve, ms))`; `guard` only rejects it unless something else is
 * faster, and goes on keeping what it uses when that was so.
 */
function roleInPromise(facts: FileFacts, call: TSESTree.CallExpression): 'sleep' | 'guard' | undefined {
  const [callback] = call.arguments
  if (!callback) return undefined
  const run = functionsMeantBy(facts, callback).flatMap((target) => [
    ...functionsRunBy(facts, target).functions,
  ])
  const executor = enclosingFunctions(call).find(isExecutor)
  if (!executor) return undefined
  const [resolve, reject] = executor.params
  if (mentions(facts, [callback, ...run], resolve)) return 'sleep'
  return mentions(facts, [callback, ...run], reject) ? 'guard' : undefined
}

function mentions(
  facts: FileFacts,
  nodes: readonly TSESTree.Node[],
  parameter: TSESTree.Parameter | undefined,
): boolean {
  const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  const references = variable?.references ?? []
  return references.some((reference) => nodes.some((node) => isWithin(reference.identifier, node)))
}

function clearsHandle(use: Use, protocol: TimerProtocol): boolean {
  if (use.kind === 'receiver') {
    return use.method !== undefined && !FLUENT.has(use.method) && RELEASING_NAME.test(use.method)
  }
  if (use.kind !== 'argument') return false
  const name = calleeName(use.call)
  return name !== undefined && (protocol.stop.includes(name) || RELEASING_NAME.test(name))
}

/** Whether a use may lead to a release that the analysis does not see. */
function mayBeReleasedBy(use: Use): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
    case 'property':
      return false
    case 'receiver':
      return use.method === undefined || !(FLUENT.has(use.method) || use.method === 'hasRef')
    default:
      return true
  }
}
