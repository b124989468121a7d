import type { FileFacts } from '../cells/file-facts.js'
import { isOfRegistration, type Duty } from '../ledger/duty.js'
import { doubted, link, type Link, type LinkName } from '../ledger/link.js'
import { makesByName } from '../ledger/makers.js'
import { ownersOf, type Owner } from '../lives/owner.js'
import { runsOnce } from '../lives/multiplicity.js'
import { isParameter, soleValue } from '../syntax/bindings.js'
import { runsAtModuleLoad } from '../syntax/functions.js'
import { moduleOf } from '../syntax/module-origin.js'
import type { Place } from '../syntax/places.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrapAwait } from '../syntax/unwrap.js'
import { linksOnSomeWay } from './handles/course.js'
import { handleOfDuty } from './handles/handle.js'
import { linksOfSubscriptionOnExit } from './subscriptions/course-of-subscription.js'

type Links = Partial<Record<LinkName, Link>>

/** Answers what speaks against every loss of a duty, whatever its cell: an end of everything at once, and the load of the module. */
export function linksOfDuty(facts: FileFacts, duty: Duty): Links {
  const links: Links = {}
  const { site, kind, arrival } = duty
  const closer = closerOfAll(facts, duty)
  if (closer) links.alone = link('no', 'everything that was opened there is closed at once', closer)
  if (arrival.as !== 'parameter' && runsAtModuleLoad(site)) {
    links.matters = link('no', 'it is opened once, while the module loads', site)
  } else if (!isOfRegistration(duty) && runsOnce(facts, site)) {
    links.matters = link('no', 'it is opened once in the life of the program', site)
  } else if (isOfRegistration(duty)) {
    const handle = handleOfDuty(facts, duty)
    Object.assign(links, handle ? linksOnSomeWay(facts, handle) : linksOfSubscriptionOnExit(facts, duty))
  } else if (kind.isLongLived) {
    links.matters = doubted('kept', 'likely', `programs commonly keep ${kind.noun}s until they end`)
  }
  return links
}

/** Something in the file that closes everything which the same module or object has opened: `sql.close()`. */
function closerOfAll(facts: FileFacts, { site, kind }: Duty): Duty['site'] | undefined {
  if (kind.closers.length === 0) return undefined
  const source = moduleOf(site.callee, facts.bindings)
  const openers = openersOf(facts, site)
  return kind.closers
    .flatMap((name) => facts.nodes.calls.get(name) ?? [])
    .find((call) =>
      source === undefined
        ? openers.includes(receiverPlace(facts, call) ?? '')
        : moduleOf(call.callee, facts.bindings) === source,
    )
}

/** What opens a thing, and what opened that: `browser` and `context` of `context.newPage()`, which go together. */
function openersOf(facts: FileFacts, site: Duty['site'], depth = 0): readonly Place[] {
  const receiver = site.type === 'CallExpression' ? receiverOf(site) : undefined
  const place = receiver && facts.places.placeOf(receiver)
  if (place === undefined) return []
  const variable = receiver?.type === 'Identifier' ? facts.bindings.variableOf(receiver) : undefined
  const value = variable && soleValue(variable)
  const made = value && unwrapAwait(value)
  return made?.type === 'CallExpression' && depth < MAX_OPENERS
    ? [place, ...openersOf(facts, made, depth + 1)]
    : [place]
}

const MAX_OPENERS = 3

function receiverPlace(facts: FileFacts, node: Duty['site']): Place | undefined {
  const receiver = node.type === 'CallExpression' ? receiverOf(node) : undefined
  return receiver && facts.places.placeOf(receiver)
}

/** Answers the effect that what is opened belongs to: it ends when its component does. */
export function effectAround(facts: FileFacts, { site }: Duty): Owner | undefined {
  return ownersOf(facts, site).find(({ kind, ends }) => kind === 'effect' && ends === 'yes')
}

/** Whether what is opened is put on an element that a parameter names, in code that may run more than once. */
export function isOnElementOfOthers(facts: FileFacts, { site, kind }: Duty): boolean {
  const element = kind.element === undefined ? undefined : site.arguments[kind.element]
  const variable = element?.type === 'Identifier' ? facts.bindings.variableOf(element) : undefined
  return variable !== undefined && isParameter(variable) && !runsOnce(facts, site)
}

/**
 * What nothing ends here is owed by what is done with another of its kind, which may have been needed there only. Of what is looked up
 * nothing is known by that.
 */
export function owedElsewhere({ site, source, owed }: Duty): Links {
  if (source !== 'learned') return {}
  const name = calleeName(site) ?? ''
  const isOfOthers = OF_OTHERS.test(name) && !makesByName(site)
  return { owed: link(isOfOthers ? 'unknown' : 'likely', owed.because, owed.witness) }
}

/** Names of what answers a thing that others have as well. */
const OF_OTHERS =
  /^_*(?:get|find|look|peek|fetch|with|run|use|of|for|current|select|query|load|read|to|as)(?![a-z])/
