import type { TSESTree } from '@typescript-eslint/utils'

import type { Collection } from '../../ledger/collections/collection.js'
import { type CollectionUses } from '../../ledger/collections/uses.js'
import type { Link, LinkName } from '../../ledger/link.js'
import { emptiedEntry } from './emptied.js'
import { endedEntry } from './entries/ended.js'
import { failedEntry } from './entries/failed.js'
import { type FileFacts } from '../../cells/file-facts.js'
import { firedHandle } from './entries/fired-handles.js'
import { forgottenEntry } from './forgotten.js'
import { keptCount } from './kept-counts.js'
import { missedRemoval } from './entries/missed.js'
import { endedHere } from './entries/ended-here.js'
import { inflightEntry } from './entries/inflight.js'
import { rejectedRemoval, skippedRemoval } from './entries/pending.js'
import { unreachedDisposer } from './entries/unreached-disposers.js'
import { returningEntry } from './returning.js'
import { settledEntry } from './entries/settled.js'
import { unansweredEntry } from './entries/unanswered.js'

/** How a collection comes to keep what it should not, each as a sentence without a full stop. */
export const GROWTH_PROBLEMS = {
  neverShrinks: 'nothing takes entries out',
  endOnly: 'only the end of its owner takes entries out',
  failureOnly: 'only a failure, or being called off, takes entries out',
  successOnly: 'only work that goes well takes entries out',
  skippedRemoval: 'an exception skips what takes entries out',
  rejectedRemoval: 'what takes entries out runs only where a promise is fulfilled',
  unreachedDisposer: 'what takes entries out is handed out only after an `await` that may throw',
  endedHere: 'what is put in is ended on a way out, and stays',
  settledEntry: 'what waits is settled by other means, and the entry stays',
  missedRemoval: 'the function that is to remove it leaves on another way',
  createdToDelete: 'code that only deletes makes the entry that it deletes from',
  comesBack: 'what has been deleted is put in again on the way',
  forgotten: 'the same code deletes from other collections, and not from this one',
  emptiedEntry: 'what is in an entry is taken out, and the empty entry stays',
  endedEntry: 'the end of what the entry holds is noticed, and the entry stays',
  failedEntry: 'the end of what the entry is for takes it out, and its failure does not',
  keptCount: 'a count goes down to nothing, and its key stays',
  firedHandle: 'the handles of timers stay when these have fired',
  unanswered: 'an entry leaves when its answer comes, and stays where none does',
  movedHead: 'the head of a queue moves on, and what has been taken stays behind it',
  countedKey: 'each closure adds a key of its own to what they share',
} as const

export type GrowthProblem = keyof typeof GROWTH_PROBLEMS

/** A collection that keeps what it should not. */
export interface Growth {
  collection: Collection
  /** Where it grows. */
  node: TSESTree.Node
  certainty: 'known' | 'likely'
  problem: GrowthProblem
  /** What makes an entry a new one. */
  key: TSESTree.Node | undefined
  /** The other place that the problem is about: what skips the removal, what another collection loses. */
  related?: TSESTree.Node | undefined
  /** A name that the message needs: of the other collection, of an event, of a teardown. */
  detail?: string
  /** The five links, where nothing but their answers makes it a finding. */
  links?: Readonly<Record<LinkName, Link>>
}

type Question = (facts: FileFacts, uses: CollectionUses) => Growth | undefined

/** What the code gives away of its own intent comes before what is merely absent. */
export const GROWTH_QUESTIONS: readonly Question[] = [
  returningEntry,
  skippedRemoval,
  rejectedRemoval,
  inflightEntry,
  unreachedDisposer,
  endedHere,
  settledEntry,
  forgottenEntry,
  endedEntry,
  failedEntry,
  keptCount,
  emptiedEntry,
  firedHandle,
  unansweredEntry,
  missedRemoval,
]
