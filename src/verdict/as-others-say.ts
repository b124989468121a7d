import { isOfProject } from '../cells/definitions/definition-of.js'
import type { FileFacts } from '../cells/file-facts.js'
import { functionCalled, type DefinedFunction } from '../cells/definitions/function-called.js'
import { transferElsewhere } from '../cells/definitions/transfer-elsewhere.js'
import { transferOf } from '../cells/transfer-of.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import { endAnsweredBy } from '../ledger/answered-ends.js'
import type { Duty } from '../ledger/duty.js'
import { link, type Link } from '../ledger/link.js'
import { handedOutByFunction } from '../ledger/handed-out.js'
import { dutyAsDefined } from '../ledger/sources/classes.js'
import { isOfImportedMaker } from '../ledger/sources/imported-makers.js'
import { subscriptionOf } from '../ledger/sources/registered/subscriptions.js'
import type { Subscription } from '../ledger/subscriptions/subscription.js'
import { inProject } from '../lives/in-project.js'
import { runsOnce } from '../lives/multiplicity.js'
import { makerName } from '../ledger/makers.js'
import { handleOfDuty } from '../losses/handles/handle.js'
import type { Loss } from '../losses/loss.js'
import { lastingLink } from '../losses/subscriptions/lasting.js'
import type { Finding } from './finding.js'
import { verdictOf } from './verdict-of.js'

/**
 * Answers a finding as other files of the project make it. They are asked only for what would be a finding by all else: to read
 * another file takes longer than everything that is asked of this one.
 */
export function asOthersSay(facts: FileFacts, finding: Finding): Finding {
  if (!facts.others || !mayStand(facts, finding)) return finding
  const begun = ofClass(facts, finding) ?? ofAnswer(facts, finding) ?? ofMaker(facts, finding)
  const said = begun ? { ...finding, ...begun } : finding
  const { loss } = finding
  const alone = said.links.owed.sure === 'no' ? undefined : ofTakers(facts, said)
  const { duty } = said
  const links = alone ? { ...said.links, alone } : said.links
  const matters = hangsOnLives(facts, loss, links) ? ofLives(facts, said) : undefined
  if (!begun && !alone && !matters) return finding
  const told = matters ? { ...links, matters } : links
  return { ...finding, loss: { ...loss, duty }, links: told, verdict: verdictOf(told) }
}

/** Whether all else speaks for a finding by now: to know who uses what is begun, several files are parsed. */
function hangsOnLives(facts: FileFacts, loss: Loss, links: Finding['links']): boolean {
  const matters = isForOthersToSay(loss, links.matters) ? link('yes', '') : links.matters
  const verdict = verdictOf({ ...links, matters })
  return verdict === 'known' || (verdict === 'likely' && !facts.onlyKnown)
}

/**
 * How often it is begun, where this file does not show it: `listen()` of the only file that calls it, as the program starts, begins one;
 * called for each request it begins many.
 */
function ofLives(facts: FileFacts, { loss, duty: { site }, links }: Finding): Link | undefined {
  if (runsOnce(facts, site)) return undefined
  const { times, because, certain } = inProject.timesOfCode(facts, site)
  if (times === 'once') return link('no', `in this project ${because}`)
  return times === 'many' && certain && isForOthersToSay(loss, links.matters)
    ? link('yes', `in this project ${because}`)
    : undefined
}

/** Whether it hangs on how often others run the code; what is overwritten may be guarded by its own state. */
function isForOthersToSay({ kind }: Loss, { doubt, sure }: Link): boolean {
  return doubt === 'again' && sure !== 'yes' && sure !== 'no' && kind !== 'overwritten'
}

type Said = Pick<Finding, 'duty' | 'links'>

/** `new Pool()`, of which the file of the class says how it is ended, and whether it need be. */
function ofClass(facts: FileFacts, { duty, links, loss: { cell } }: Finding): Said | undefined {
  const defined = dutyAsDefined(facts, duty)
  if (!defined) {
    // Of a class that cannot be found nothing is known: that a field of it is left says the same of all there are.
    const isUnseen = duty.source === 'class' && duty.owed.sure === 'unknown' && cell?.home !== undefined
    return isUnseen ? { duty, links: { ...links, owed: duty.owed } } : undefined
  }
  const { owed } = defined
  const isSurer = owed.sure === 'no' || links.owed.sure === 'unknown'
  return { duty: defined, links: isSurer ? { ...links, owed: likelyAtMost(owed) } : links }
}

/**
 * That a thing can be ended, another file may say. Whether it has to be, the file shows that makes it: what runs to its own end, and
 * is ended to cut it short, looks the same from there.
 */
function likelyAtMost(owed: Link): Link {
  return owed.sure === 'yes' ? link('likely', owed.because) : owed
}

/** Whether it would be a finding that somebody asks for if other files said what they can. */
function mayStand(facts: FileFacts, { links, loss, duty }: Finding): boolean {
  if (links.owed.sure === 'no' || links.alone.sure === 'no') return false
  const yes = link('yes', '')
  const isAsked = !facts.onlyKnown || mayBeAnswered(subscriptionOf(facts, duty))
  const owed = isAsked ? yes : links.owed
  const alone = isLentPerhaps(loss) ? yes : links.alone
  const lasting = loss.links.lasting?.doubt === undefined ? links.lasting : yes
  const matters = isForOthersToSay(loss, links.matters) ? yes : links.matters
  const verdict = verdictOf({ ...links, owed, alone, lasting, matters })
  return verdict === 'known' || (verdict === 'likely' && !facts.onlyKnown)
}

/** Whether a call may answer what ends what it begins, so far as this file can tell. */
function mayBeAnswered(subscription: Subscription | undefined): boolean {
  return subscription?.basis === 'event' || subscription?.basis === 'stream'
}

/** Whether it hangs on what a function does that is given the thing. */
function isLentPerhaps({ links: { alone } }: Loss): boolean {
  return alone?.doubt === 'lent' && alone.sure !== 'yes'
}

/** What each function of another file that is given the thing does with it; undefined where one of them cannot be asked. */
function ofTakers(facts: FileFacts, { loss, duty, links }: Finding): Link | undefined {
  const { cell } = loss
  if (!cell || !isLentPerhaps(loss)) return undefined
  let borrowed: Link | undefined
  for (const use of usesOfCell(facts, cell).uses) {
    if (transferOf(facts, use, duty.kind).effect !== 'mayTake') continue
    const transfer = transferElsewhere(facts, use, duty.kind)
    if (transfer?.effect === 'takes') return link('no', transfer.reason, use.node)
    if (transfer?.effect !== 'borrows') return undefined
    borrowed = link('yes', transfer.reason, use.node)
  }
  return links.alone.sure === 'yes' ? undefined : borrowed
}

/** `store.subscribe(render)`, of which the file of the store says that it answers how to end it. */
function ofAnswer(facts: FileFacts, { duty, links }: Finding): Said | undefined {
  const subscription = subscriptionOf(facts, duty)
  if (!subscription || !mayBeAnswered(subscription)) return undefined
  const { basis, node } = subscription
  const called = functionCalled(facts, node)
  if (!called || !endAnsweredBy(called.facts, called.node)) return undefined
  const where = called.module === undefined ? '' : ` of ${called.module}`
  const witness = called.module === undefined ? called.node : undefined
  const owed = link('yes', `${makerName(node)}${where} answers what ends it`, witness)
  const handle = basis === 'event' ? handleOfDuty(facts, duty) : undefined
  // That it registers something is certain now, and so it matters for certain who lives longer.
  const lasting = handle ? lastingLink(facts, handle, { ...subscription, basis: 'kept' }) : links.lasting
  return { duty: { ...duty, owed }, links: { ...links, owed, lasting } }
}

/** `openFeed()`, of which the file of the function says what it hands out; nothing else does where this file says nothing. */
function ofMaker(facts: FileFacts, { duty, links }: Finding): Said | undefined {
  const { site } = duty
  const isUnseen = isOfImportedMaker(duty)
  if (!isUnseen && !(duty.source === 'learned' && isOfProject(facts, site.callee))) return undefined
  const called = functionCalled(facts, site)
  // Of what cannot be found nothing is known, whatever this file shows of its like.
  if (!called) return isUnseen ? { duty, links: { ...links, owed: duty.owed } } : undefined
  const made = whatIsMade(duty, called)
  if (made) return { duty: made, links: isUnseen ? { ...links, owed: likelyAtMost(made.owed) } : links }
  if (!isUnseen) return undefined
  return { duty, links: { ...links, owed: link('no', `${makerName(site)} hands out nothing to end`) } }
}

function whatIsMade(duty: Duty, called: DefinedFunction): Duty | undefined {
  const { site } = duty
  const of = `${makerName(site)} of ${called.module ?? 'this file'}`
  const { duty: there, handed } = handedOutByFunction(called.facts, called.node) ?? {}
  if (there && handed?.arrival) {
    const owed = link(handed.sure, `${of} hands out what ${makerName(there.site)} makes`)
    return { ...duty, kind: handed.kind, arrival: handed.arrival, owed }
  }
  if (endAnsweredBy(called.facts, called.node) !== 'call') return undefined
  return { ...duty, owed: link('yes', `${of} answers what ends it`) }
}
