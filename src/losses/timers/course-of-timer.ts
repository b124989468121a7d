import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { roleInPromise } from '../../lives/execution.js'
import { isStartedOnce, multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { asksForCurrentFirst } from '../../lives/ends/stop-flags.js'
import { LONG_DELAY_MS, MINOR_DELAY_MS } from '../../protocols/timers.js'
import { enclosingFunction, runsAtModuleLoad } from '../../syntax/functions.js'
import type { Course } from '../handles/course.js'
import { endsBefore } from '../handles/handle.js'
import { guardOf } from './guarded.js'
import { raceOfTimer } from './raced.js'
import { isLoopStopped } from './rearmed.js'
import { settlesWithoutClear } from './settled.js'
import { isMinor, isNamedLimit, isOfMoment, isShort, type Timer } from './timer.js'

/** Answers how a timer goes on that nothing clears, or that something clears at another time than the end of its owner. */
export function courseOfTimer(facts: FileFacts, timer: Timer, isEndedSomewhere: boolean): Course {
  const { node } = timer
  if (runsAtModuleLoad(node)) {
    return { links: { matters: link('no', 'it is started once, while the module loads', node) } }
  }
  const course = isEndedSomewhere
    ? { links: { matters: mattersWhereCleared(timer), lasting: lastingLink(timer) } }
    : courseWithoutClear(facts, timer)
  // A guard is begun for each piece of work, and they pile up as fast as that is done.
  if (course.form === 'guardStays' && roleInPromise(facts, node) !== 'sleep') return course
  return isMinor(timer) ? { ...course, links: { ...course.links, matters: minor(timer, course) } } : course
}

/** What is over within half a minute is true, and nothing that maintainers mend, whoever clears it where. */
function minor({ node }: Timer, { links: { matters } }: Course): Link {
  const isDoubted = matters !== undefined && matters.sure !== 'yes'
  return isDoubted ? matters : link('likely', 'it ends by itself within half a minute', node)
}

/** The timer queue outlives every owner: the question is whether there is one that ends. */
function lastingLink({ owner, handle }: Timer): Link {
  if (!owner) return link('unknown', 'nothing is seen to end before it')
  return endsBefore(handle)
    ? link('yes', `the timer queue outlives ${owner.name}`, owner.node)
    : link('likely', `the timer queue outlives ${owner.name}, should that end`, owner.node)
}

/** One that is cleared somewhere was meant to be; a short one may be over before that. */
function mattersWhereCleared(timer: Timer): Link {
  const { protocol, perpetual, node } = timer
  if (protocol.kind === 'frame' && !perpetual)
    return link('no', 'a single frame is over with the next one', node)
  if (isShort(timer) || isOfMoment(timer)) return link('likely', 'it is over before long', node)
  return perpetual ? link('yes', 'it never ends by itself', node) : link('yes', 'it may wait for long', node)
}

/** Does it matter that a way out of the function that clears a timer leaves it going. */
export function mattersOnExit(facts: FileFacts, { node, protocol, perpetual, delay }: Timer): Link {
  if (runsOnce(facts, node)) return link('no', 'it is started once', node)
  if (protocol.kind === 'frame') return link('no', 'a frame is over with the next one', node)
  if (perpetual) return link('yes', 'it never ends by itself', node)
  if (delay !== undefined && delay < LONG_DELAY_MS) return link('no', 'it is over before anyone minds', node)
  return delay === undefined || delay > MINOR_DELAY_MS
    ? doubted('meant', 'likely', 'it ends by itself, in time', node)
    : link('likely', 'it ends by itself, in time', node)
}

function courseWithoutClear(facts: FileFacts, timer: Timer): Course {
  const { node, protocol, perpetual, delay } = timer
  const settle = perpetual ? settlesWithoutClear(facts, timer, []) : undefined
  if (settle) return { form: 'runsOnSettled', at: settle, links: {} }
  const role = protocol.kind === 'interval' ? undefined : roleInPromise(facts, node)
  const race = role && raceOfTimer(facts, node, delay)
  if (role === 'sleep') {
    if (!race) return { links: { matters: link('no', 'somebody waits until it fires', node) } }
    const matters = runsOnce(facts, node)
      ? link('no', 'it runs once', node)
      : link('yes', 'the race may have been settled without it', race.combinator)
    return { form: 'guardStays', links: { matters } }
  }
  const guard = guardOf(facts, timer) ?? (race?.helper && {})
  if (guard) {
    // Of a race the callers may say how long it waits.
    const matters =
      delay === undefined && race?.isTimeKnown !== true && !isNamedLimit(timer)
        ? link('likely', 'its delay is not known, and may be long', node)
        : undefined
    return { form: 'guardStays', links: matters ? { matters } : {} }
  }
  if (role === 'guard') {
    const isOver = isShort(timer)
    return {
      links: { matters: link(isOver ? 'no' : 'unknown', 'it goes on where the promise is settled', node) },
    }
  }
  const { rescheduling } = timer
  const isPlain =
    perpetual ||
    (protocol.kind === 'timeout' && rescheduling === 'sometimes') ||
    (delay !== undefined && rescheduling === 'no')
  return { isPlain, links: linksWithoutClear(facts, timer) }
}

function linksWithoutClear(facts: FileFacts, timer: Timer): Course['links'] {
  const { node, handle, protocol, delay, perpetual, rescheduling, callbacks, owners } = timer
  const lasting = lastingLink(timer)
  const ends = endsBefore(handle)
  if (rescheduling === 'sometimes') {
    const asksFirst =
      callbacks.length > 0 && callbacks.every((each) => asksForCurrentFirst(facts, each, owners))
    const open =
      asksFirst || (isLoopStopped(facts, timer) && !isRestartedByEvent(timer))
        ? link('no', 'it looks at whether it is to go on before it starts again', node)
        : link('likely', 'a condition says whether it starts again', node)
    return { open, lasting: ends ? lasting : link('unknown', lasting.because, lasting.witness) }
  }
  if (perpetual) {
    if (ends) return { lasting }
    const isOne = runsOnce(facts, node) || isOneChain(facts, timer)
    return isOne
      ? { matters: link('no', 'there is never more than one of it', node) }
      : { lasting: link('likely', 'each run may start one more', node) }
  }
  if (protocol.kind === 'frame')
    return { matters: link('no', 'a single frame is over with the next one', node) }
  if (isShort(timer)) return { lasting, matters: mattersOfShort(timer) }
  const matters = link('likely', 'it ends by itself, in time', node)
  if (delay !== undefined && delay >= LONG_DELAY_MS && multiplicityOf(facts, node).times !== 'perOwner') {
    return {
      lasting: ends ? lasting : link('likely', 'what starts it is over long before it fires', node),
      matters,
    }
  }
  return { lasting: ends ? lasting : link('unknown', lasting.because, lasting.witness), matters }
}

/** A short one weighs less; whoever keeps its handle, where something ends, meant to clear it. */
function mattersOfShort({ node, handle: { cell }, owner }: Timer): Link {
  const isMeant = cell !== undefined && cell.kind !== 'local' && owner?.ends === 'yes'
  return isMeant
    ? link('likely', `its handle is kept in ${cell.text}, and for nothing`, node)
    : link('no', 'it is over before anyone minds', node)
}

/** A timeout that starts itself again, and that the module starts once: there is never more than one of it. */
function isOneChain(facts: FileFacts, { node, rescheduling }: Timer): boolean {
  const scope = enclosingFunction(node)
  return rescheduling !== 'no' && scope !== undefined && isStartedOnce(facts, scope)
}

/** A reconnect: an event starts it, so that a start after the end finds it still waiting. */
function isRestartedByEvent({ node, callbacks }: Timer): boolean {
  const scope = enclosingFunction(node)
  return scope !== undefined && scope.parent.type === 'AssignmentExpression' && !callbacks.includes(scope)
}
