import type { TSESTree } from '@typescript-eslint/utils'

import {
  LATE_ENDS,
  OVER_AT_FIRST,
  PROGRAM_ENDS,
  RUNS_ONCE,
  WAITS_FOR_THE_END,
} from '../../protocols/promises.js'
import { beginsLife, END_EVENTS, LOADING_EVENTS, ONE_TIME_EVENTS } from '../../protocols/teardowns.js'
import { constantString } from '../../syntax/constants.js'
import { enclosingFunction, functionName, isExecutor } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { combinatorOf } from '../../cells/values/combinators.js'
import { derivedFrom } from '../../cells/values/derived-promises.js'
import { eventWaits } from './event-waits.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { holderOf } from '../../lives/lifetime.js'
import { isTakenOut } from '../../losses/registrations/ends/releases.js'
import { findings } from '../../verdict/findings.js'
import { pendingReactions } from './promise-reactions.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'

/** A listener that stays on an emitter when another promise has won the race against that of its event. */
export interface RacedEvent {
  /** The call that puts the listener on the emitter. */
  node: TSESTree.CallExpression
  promise: CallNode
  emitter: TSESTree.Node
  event: string
  certainty: Certainty
  /** Whether `once()` of `node:events` waits, which a signal can end. */
  takesSignal: boolean
}

/** Answers the events of emitters which outlive the call that lets them race against something else. */
export const racedEvents = perFile((facts): readonly RacedEvent[] => {
  if (isTestCode(facts)) return []
  const found = [...eventWaitsInRaces(facts), ...registrationsInRaces(facts)]
  if (found.length === 0) return found
  // A promise that every turn of a loop waits for stays for the loop, which is the greater matter.
  const kept = new Set(pendingReactions(facts).map(({ promise }) => promise.node))
  return found.filter(({ promise }) => !kept.has(promise))
})

function eventWaitsInRaces(facts: FileFacts): RacedEvent[] {
  return eventWaits(facts).flatMap(({ node, emitter, event }) => {
    const name = constantString(event, facts.bindings)
    const certainty = name === undefined ? undefined : certaintyOf(facts, node, emitter, name)
    if (name === undefined || !certainty || !isRaced(facts, node)) return []
    return [{ node, promise: node, emitter, event: name, certainty, takesSignal: true }]
  })
}

/** `new Promise((resolve) => { process.once('message', resolve) })`, unless it is a finding in itself. */
function registrationsInRaces(facts: FileFacts): RacedEvent[] {
  const found = registrations(facts).flatMap((registration): RacedEvent[] => {
    const { node, target, event, signal } = registration
    const executor = enclosingFunction(node)
    if (!isExecutor(executor) || signal || event.name === undefined || event.name === 'abort') return []
    const promise = executor.parent as TSESTree.NewExpression
    if (!isRaced(facts, promise) || isTakenOut(facts, registration)) return []
    const certainty = certaintyOf(facts, promise, target.node, event.name)
    return certainty
      ? [{ node, promise, emitter: target.node, event: event.name, certainty, takesSignal: false }]
      : []
  })
  if (found.length === 0) return found
  const known = new Set(
    findings(facts).flatMap(({ loss, verdict, node }) =>
      loss.listener && verdict !== 'silent' ? [node] : [],
    ),
  )
  return found.filter(({ node }) => !known.has(node))
}

function isRaced(facts: FileFacts, promise: TSESTree.Node): boolean {
  const combinator = combinatorOf(facts, derivedFrom(promise))
  if (!combinator || !OVER_AT_FIRST.has(calleeName(combinator) ?? '')) return false
  const [list] = combinator.arguments
  return list?.type !== 'ArrayExpression' || list.elements.length > 1
}

/** How sure it is that an emitter gains one more listener at each call; undefined where it goes with the call. */
function certaintyOf(
  facts: FileFacts,
  node: TSESTree.Node,
  emitter: TSESTree.Node,
  event: string,
): Certainty | undefined {
  if (runsOnce(facts, node)) return undefined
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  const isBeginning =
    name !== undefined && (RUNS_ONCE.test(name) || beginsLife(name) || WAITS_FOR_THE_END.test(name))
  const { lifetime, origin, ownModule } = holderOf(facts, emitter)
  const comesOnce = ONE_TIME_EVENTS.has(event) || END_EVENTS.has(event) || LATE_ENDS.has(event)
  if (lifetime === 'module') {
    if (isBeginning) return undefined
    if (!comesOnce || (ownModule !== true && PROGRAM_ENDS.has(event))) return 'known'
    // The page is loaded, and the input ends, once; what waits for that does so about as often.
    return ownModule !== true && (LOADING_EVENTS.has(event) || END_EVENTS.has(event)) ? undefined : 'likely'
  }
  // What others have made may be there for this one call.
  if (comesOnce || isBeginning || lifetime === 'call') return undefined
  return lifetime === 'owner' || origin !== 'other' ? 'likely' : undefined
}
