import { perFile } from '../../cells/file-facts.js'
import { link, type Link } from '../../ledger/link.js'
import { isService, lifeOf } from '../../lives/application-life.js'
import { runsAtAnyEnd } from '../../lives/owner.js'
import { silentSubject, type SilentSubject } from '../../lives/streams/silent-subjects.js'
import { streamOfDuty } from '../../lives/streams/subscribed.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { handles, type Handle } from '../handles/handle.js'
import type { Loss } from '../loss.js'

/**
 * Answers the operators that are meant to end a stream with its owner, and end nothing: another one goes on behind them, or
 * nothing fires what they wait for. One subject that nothing fires is one mistake, however many streams wait for it.
 */
export const unendingLosses = perFile((facts): readonly Loss[] => {
  const seen = new Set<SilentSubject>()
  return handles(facts).flatMap((handle) => {
    const { duty, owner, owners } = handle
    const { stream, isStream } = streamOfDuty(facts, duty) ?? {}
    if (isStream !== 'yes' || !stream?.ending || handle.cell || runsAtModuleLoad(duty.site)) return []
    if (lifeOf(owner) === 'stays' || runsAtAnyEnd(facts, duty.site, owners)) return []
    const { ending, misplaced } = stream
    const lasting = lastingLink(handle)
    if (misplaced) {
      const open = link(misplaced.sure, 'what it subscribes to goes on without it', misplaced.operator)
      return lossOf(handle, 'takeUntilNotLast', { open, lasting }, misplaced.ending.operator)
    }
    if (ending.held.keeper === 'own' || !ending.notifier) return []
    const subject = silentSubject(facts, ending.notifier)
    if (!subject || seen.has(subject)) return []
    seen.add(subject)
    const open = link(subject.sure, `nothing fires ${subject.name}`, subject.made)
    return lossOf(handle, 'neverFires', { open, lasting }, ending.operator)
  })
})

function lastingLink({ owner, duty: { site } }: Handle): Link {
  const isSureToEnd = lifeOf(owner) === 'ends' && owner !== undefined && !isService(owner)
  return isSureToEnd
    ? link('yes', `the stream goes on when ${owner.name} ends`, owner.node)
    : link('likely', 'the stream goes on should its owner end', site)
}

function lossOf(
  { duty, owner }: Handle,
  form: 'takeUntilNotLast' | 'neverFires',
  links: Pick<Loss['links'], 'open' | 'lasting'>,
  node: Loss['node'],
): Loss {
  return {
    kind: 'mismatched',
    form,
    duty,
    cell: undefined,
    node,
    at: undefined,
    owner,
    ended: [],
    links: { owed: link('yes', 'a stream keeps its subscribers until it ends', duty.site), ...links },
  }
}
