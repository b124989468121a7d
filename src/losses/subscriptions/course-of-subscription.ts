import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { link, type Link } from '../../ledger/link.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { mayBeTakenOut } from '../../ledger/registrations/removal-index.js'
import { perFile } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import { subscriptionOf } from '../../ledger/sources/registered/subscriptions.js'
import { isCollectedByArgument } from '../../ledger/subscriptions/events.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { streamOfDuty } from '../../lives/streams/subscribed.js'
import type { Course } from '../handles/course.js'
import type { Handle } from '../handles/handle.js'
import { collectedBeside } from './collected-beside.js'
import { courseOfStream, openLink } from './course-of-stream.js'
import { endedByThen } from './ended-by-then.js'
import { courseInPromise } from './in-promises.js'
import { lastingLink, lastingOfCall } from './lasting.js'
import { courseOfWatcher } from './unowned-watchers.js'

/** Answers how a subscription goes on that nothing ends, or that something ends at another time than the end of its owner. */
export function courseOfSubscription(
  facts: FileFacts,
  handle: Handle,
  ends: readonly TSESTree.Node[],
): Course | undefined {
  const { duty, cell } = handle
  const subscription = subscriptionOf(facts, duty)
  if (!subscription) return undefined
  const stream = streamOfDuty(facts, duty)
  const { site } = duty
  if (stream?.isStream === 'yes') {
    const course = courseOfStream(facts, handle, stream, ends)
    return isTestCode(facts) ? { ...course, links: { ...course.links, ...onceOnly(facts, site) } } : course
  }
  const watcher = courseOfWatcher(facts, subscription.node, cell !== undefined)
  if (watcher) return watcher
  const promise = cell ? undefined : courseInPromise(facts, subscription)
  if (promise) return promise
  const alone = takenOutOtherwise(facts, site)
  const open = endedByThen(facts, handle, ends)
  const links = {
    lasting: lastingLink(facts, handle, subscription, ends.length > 0),
    ...onceOnly(facts, site),
    ...(alone && { alone }),
    ...(open && { open }),
  }
  const sibling = cell ? undefined : collectedBeside(facts, subscription)
  if (subscription.isUnique === true && !sibling && !('matters' in links)) {
    const matters = link('likely', 'there is never more than one of its name', site)
    return { node: site, isPlain: true, keepsLinks: true, links: { ...links, matters } }
  }
  if (sibling) return { form: 'siblingKept', at: sibling.sibling.node, node: site, links }
  return { node: site, isPlain: true, keepsLinks: true, links }
}

/** What is begun once in the life of the program, or by a test, is nothing that piles up. */
function onceOnly(facts: FileFacts, site: TSESTree.Node): { matters?: Link } {
  if (isTestCode(facts)) return { matters: link('no', 'this is a test, whose process ends soon', site) }
  return runsOnce(facts, site)
    ? { matters: link('no', 'it is begun once in the life of the program', site) }
    : {}
}

/** `bus.off('x', handler)`: it is taken out by what was given rather than by the result; a list that is given collects it. */
function takenOutOtherwise(facts: FileFacts, site: TSESTree.Node): Link | undefined {
  if (site.type === 'CallExpression' && isCollectedByArgument(site))
    return link('no', 'a list that it is given collects it', site)
  const registration = registrationsByCall(facts).get(site)
  return registration && mayBeTakenOut(facts, registration)
    ? link('no', 'a removal takes it out', site)
    : undefined
}

const registrationsByCall = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Registration> =>
    new Map(registrations(facts).map((registration) => [registration.node, registration])),
)

/** Answers what is known of a subscription that some way out of a function leaves going. */
export function linksOfSubscriptionOnExit(facts: FileFacts, duty: Duty): Course['links'] {
  const { site } = duty
  const subscription = subscriptionOf(facts, duty)
  if (!subscription) return {}
  const subscribed = streamOfDuty(facts, duty)
  // What ends by itself owes nothing, whichever way the function is left.
  const over = subscribed && openLink(subscribed.stream, site)
  const isStream = subscribed?.isStream === 'yes'
  const owed =
    over ?? (isStream ? link('yes', 'a stream keeps its subscribers until it ends', site) : undefined)
  return {
    ...(owed && { owed }),
    lasting: lastingOfCall(facts, duty, subscription, subscribed?.stream),
    ...onceOnly(facts, site),
  }
}
