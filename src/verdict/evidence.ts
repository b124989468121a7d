import type { FileFacts } from '../cells/file-facts.js'
import { link, type Doubt, type Link, type LinkName, type Sureness } from '../ledger/link.js'
import type { EntryLoss } from '../losses/growth/entry-loss.js'
import type { Loss } from '../losses/loss.js'
import { isBegunAtEnd } from './evidence/at-end.js'
import { isBegunAnew, isRepeatedForCertain, isRepeatedPerhaps, isToldWhat } from './evidence/again.js'
import { isMadeOfMemory, keepsListenersOnly } from './evidence/memory.js'
import { failsAsItStarts, failsWithProgram } from './evidence/program.js'
import { throwsBodiesAway, throwsThisAway } from './evidence/bodies.js'
import { beginsInEffect, endedHere, hasServed, isOnElementOfMany, waitsForOne } from './evidence/kept.js'
import {
  anotherLosesEntries,
  closureCounts,
  disposerEndsIt,
  entriesAreEnded,
  eventAddsKey,
  eventAddsOne,
  eventAddsOneAtOnce,
  isFilledForAsking,
  isNamedPassing,
  keyIsFresh,
  keyIsNamedFresh,
  keyIsOfMade,
  ownerHasEnd,
  ownerEndsEntries,
  valueIsForKey,
  valueIsOfCall,
} from './evidence/entries.js'
import {
  endedForCertain,
  endedOnSuccess,
  releasedOtherwise,
  undoneForCertain,
  undoneHere,
} from './evidence/meant.js'
import { endsThroughOthers } from './evidence/handed-over.js'
import { leavesHolder, usesHolder } from './evidence/holder.js'
import { isOnlyText, lentElsewhere, toldOf } from './evidence/lent.js'
import { listensToWhatStays, takesOthersOut } from './evidence/registered/listening.js'
import { listensForWhatEnds, keptBesideEnded } from './evidence/registered/listens-for.js'
import { endedByOwner, endedElsewhere, endedWithOwner, lastIsEnded } from './evidence/over.js'
import { endsOthers, oneIsForgotten, releasesNothing, siblingIsEnded } from './evidence/owner.js'
import {
  anotherIsCollected,
  anotherMayBeCollected,
  listensBesideCollected,
  registersBesideCollected,
} from './evidence/registered/collected.js'
import {
  anotherIsEnded,
  endedWhereMadeAlike,
  keptWhereAlikeIsEnded,
} from './evidence/registered/forgotten.js'
import { firesInVain } from './evidence/in-vain.js'
import { endsOwnerWithProgram, hasMostlyOneOwner } from './evidence/mostly-one.js'
import type { Shown } from './evidence/shown.js'
import { isToldEachTime, isToldPerhaps } from './evidence/registered/told.js'

/** A fact that raises a link: a doubt that the file itself answers. */
export interface Evidence<L> {
  readonly name: string
  readonly answers: Doubt
  /** Up to what. A link that is sure of this already, or is a no, stays as it is. */
  readonly to: Exclude<Sureness, 'no' | 'unknown'>
  /** Answers what shows it, or undefined where the fact does not hold. */
  readonly holds: (facts: FileFacts, loss: L) => Shown | undefined
}

/** All that raises a link of a duty. */
export const EVIDENCE: readonly Evidence<Loss>[] = [
  { name: 'the same function ends it on another way', answers: 'meant', to: 'yes', holds: releasedOtherwise },
  { name: 'it is ended where the work succeeds', answers: 'meant', to: 'yes', holds: endedOnSuccess },
  { name: 'the file ends the same thing elsewhere', answers: 'meant', to: 'yes', holds: endedForCertain },
  { name: 'the end of its owner ends it', answers: 'meant', to: 'yes', holds: endedByOwner },
  { name: 'the inverse is in a finally', answers: 'meant', to: 'yes', holds: undoneForCertain },
  { name: 'the same function undoes it', answers: 'meant', to: 'likely', holds: undoneHere },
  { name: 'a sibling of the same owner is ended', answers: 'meant', to: 'yes', holds: siblingIsEnded },
  { name: 'a release of the owner matches nothing', answers: 'meant', to: 'yes', holds: releasesNothing },
  { name: "the owner's end ends other things", answers: 'memory', to: 'yes', holds: endsOthers },
  { name: 'it alone is forgotten of its kind', answers: 'memory', to: 'yes', holds: oneIsForgotten },
  { name: 'a release of the owner matches nothing', answers: 'memory', to: 'yes', holds: releasesNothing },
  { name: 'a sibling of the same owner is ended', answers: 'ends', to: 'yes', holds: siblingIsEnded },
  { name: 'it certainly runs again', answers: 'again', to: 'yes', holds: isRepeatedForCertain },
  { name: 'each call is told what to do', answers: 'again', to: 'yes', holds: isToldEachTime },
  { name: 'each call is told what to do on the page', answers: 'again', to: 'likely', holds: isToldPerhaps },
  { name: 'it is told what to do', answers: 'again', to: 'likely', holds: isToldWhat },
  { name: 'it is begun anew', answers: 'again', to: 'likely', holds: isBegunAnew },
  { name: 'it runs again', answers: 'again', to: 'likely', holds: isRepeatedPerhaps },
  { name: 'the same function ends it', answers: 'kept', to: 'yes', holds: endedHere },
  { name: 'it has served', answers: 'kept', to: 'yes', holds: hasServed },
  { name: 'one has come', answers: 'kept', to: 'yes', holds: waitsForOne },
  { name: 'its component ends', answers: 'kept', to: 'yes', holds: beginsInEffect },
  { name: 'it is begun again and again', answers: 'kept', to: 'yes', holds: isOnElementOfMany },
  { name: 'another of its owner is ended', answers: 'forgotten', to: 'yes', holds: anotherIsEnded },
  {
    name: 'the file ends another one of the same',
    answers: 'forgotten',
    to: 'likely',
    holds: endedWhereMadeAlike,
  },
  { name: 'another of its owner is collected', answers: 'forgotten', to: 'yes', holds: anotherIsCollected },
  {
    name: 'another of its owner is collected, as this one may be meant to be',
    answers: 'forgotten',
    to: 'likely',
    holds: anotherMayBeCollected,
  },
  {
    name: 'it listens beside others that are collected',
    answers: 'meant',
    to: 'yes',
    holds: listensBesideCollected,
  },
  {
    name: 'it listens to what outlives its owner',
    answers: 'meant',
    to: 'likely',
    holds: listensToWhatStays,
  },
  { name: 'it is called back for what ends', answers: 'meant', to: 'likely', holds: listensForWhatEnds },
  { name: 'it is called back for what ends', answers: 'forgotten', to: 'yes', holds: listensForWhatEnds },
  { name: 'another of its owner is ended', answers: 'meant', to: 'likely', holds: keptBesideEnded },
  {
    name: 'what the same method answers is ended',
    answers: 'meant',
    to: 'yes',
    holds: keptWhereAlikeIsEnded,
  },
  { name: 'others beside it are collected', answers: 'meant', to: 'likely', holds: registersBesideCollected },
  { name: 'it is thrown away on another way', answers: 'long', to: 'yes', holds: throwsThisAway },
  { name: 'the file throws bodies away', answers: 'long', to: 'likely', holds: throwsBodiesAway },
  { name: 'what it is given to only borrows it', answers: 'lent', to: 'likely', holds: lentElsewhere },
  { name: 'it is only a text', answers: 'lent', to: 'likely', holds: isOnlyText },
  { name: 'others are told of it', answers: 'lent', to: 'likely', holds: toldOf },
  { name: 'the end of its owner ends it', answers: 'lent', to: 'yes', holds: endedWithOwner },
  { name: 'the last one is ended', answers: 'over', to: 'yes', holds: lastIsEnded },
  { name: 'the end takes out others', answers: 'over', to: 'likely', holds: takesOthersOut },
  { name: 'the file ends it elsewhere', answers: 'over', to: 'yes', holds: endedElsewhere },
  { name: 'the end of the owner leaves the holder', answers: 'holder', to: 'yes', holds: leavesHolder },
  { name: 'the same function ends it', answers: 'holder', to: 'yes', holds: endedHere },
  { name: 'the end takes out others', answers: 'holder', to: 'likely', holds: takesOthersOut },
  { name: 'the end of the owner uses the holder', answers: 'holder', to: 'likely', holds: usesHolder },
]

/** All that raises a link of an entry. */
export const EVIDENCE_OF_ENTRIES: readonly Evidence<EntryLoss>[] = [
  { name: 'its key is fresh', answers: 'passes', to: 'yes', holds: keyIsFresh },
  { name: 'its key is that of what is made', answers: 'passes', to: 'yes', holds: keyIsOfMade },
  { name: 'the event itself adds one', answers: 'passes', to: 'yes', holds: eventAddsOneAtOnce },
  { name: 'it is of one call', answers: 'passes', to: 'yes', holds: valueIsOfCall },
  { name: 'its disposer leaves it', answers: 'passes', to: 'yes', holds: disposerEndsIt },
  { name: 'it is for one key', answers: 'passes', to: 'likely', holds: valueIsForKey },
  { name: 'it has an end of its own', answers: 'passes', to: 'likely', holds: ownerEndsEntries },
  { name: 'each event adds one', answers: 'passes', to: 'likely', holds: eventAddsOne },
  { name: 'each event adds a key', answers: 'passes', to: 'likely', holds: eventAddsKey },
  { name: 'it is ended, and stays', answers: 'passes', to: 'likely', holds: entriesAreEnded },
  { name: 'others lose theirs', answers: 'passes', to: 'likely', holds: anotherLosesEntries },
  {
    name: 'what is named so is filled for whoever asks',
    answers: 'passes',
    to: 'yes',
    holds: isFilledForAsking,
  },
  { name: 'the collection is named so', answers: 'passes', to: 'likely', holds: isNamedPassing },
  { name: 'its key is fresh', answers: 'again', to: 'yes', holds: keyIsNamedFresh },
  { name: 'its key is that of what is made', answers: 'again', to: 'yes', holds: keyIsOfMade },
  { name: 'it is of one call', answers: 'again', to: 'yes', holds: valueIsOfCall },
  { name: 'it is for one key', answers: 'again', to: 'yes', holds: valueIsForKey },
  { name: 'its owner has an end', answers: 'lasts', to: 'likely', holds: ownerHasEnd },
  { name: 'the closure counts its keys', answers: 'lasts', to: 'likely', holds: closureCounts },
]

/** A fact that lowers a link that is sure, whatever else speaks for it. */
interface CounterEvidence {
  readonly name: string
  readonly lowers: LinkName
  readonly to: 'likely' | 'unknown'
  /** Answers what shows it, or undefined where the fact does not hold. */
  readonly holds: (facts: FileFacts, loss: Loss) => Shown | undefined
}

/** All that lowers a link, the only table of it. */
const COUNTER_EVIDENCE: readonly CounterEvidence[] = [
  {
    name: 'it keeps nothing but those that listen to it',
    lowers: 'owed',
    to: 'likely',
    holds: keepsListenersOnly,
  },
  { name: 'it is made of memory alone', lowers: 'owed', to: 'likely', holds: isMadeOfMemory },
  { name: 'the end of its owner asks other files', lowers: 'alone', to: 'likely', holds: endsThroughOthers },
  {
    name: 'it is lost where the program fails as a whole',
    lowers: 'matters',
    to: 'unknown',
    holds: failsWithProgram,
  },
  {
    name: 'it is lost where a session fails to start',
    lowers: 'matters',
    to: 'likely',
    holds: failsAsItStarts,
  },
  { name: 'its owner begins it as it ends', lowers: 'matters', to: 'likely', holds: isBegunAtEnd },
  { name: 'there is mostly one of its owner', lowers: 'matters', to: 'unknown', holds: hasMostlyOneOwner },
  {
    name: 'it ends its owner with the program',
    lowers: 'matters',
    to: 'likely',
    holds: endsOwnerWithProgram,
  },
  {
    name: 'a failure leaves it, and it does nothing more',
    lowers: 'matters',
    to: 'unknown',
    holds: firesInVain,
  },
]

const ORDER: readonly Sureness[] = ['no', 'unknown', 'likely', 'yes']

/** Answers a link as the table raises it: by the first of the surest facts that hold. A no stays: it has a witness. */
export function raised<L>(facts: FileFacts, table: readonly Evidence<L>[], loss: L, doubtful: Link): Link {
  const { doubt, sure } = doubtful
  if (doubt === undefined || sure === 'no' || sure === 'yes') return doubtful
  let best = doubtful
  for (const { answers, to, holds } of table) {
    if (answers !== doubt || ORDER.indexOf(to) <= ORDER.indexOf(best.sure)) continue
    const shown = holds(facts, loss)
    if (shown) best = link(to, shown.because, shown.witness)
  }
  return best
}

/** Answers a link as the second table lowers it: what is sure of more than a doubt allows is so no more. */
export function lowered(facts: FileFacts, loss: Loss, name: LinkName, sure: Link): Link {
  if (sure.sure !== 'yes') return sure
  for (const { lowers, to, holds } of COUNTER_EVIDENCE) {
    const shown = lowers === name ? holds(facts, loss) : undefined
    if (shown) return link(to, shown.because, shown.witness)
  }
  return sure
}
