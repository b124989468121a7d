import { perFile, type FileFacts } from '../cells/file-facts.js'
import { outlivedHandles } from './handles/outlived-handles.js'
import { droppedLosses } from './dropped.js'
import { bodyLosses } from './bodies/left-bodies.js'
import { handlerLosses } from './bodies/left-sockets.js'
import { leftLosses } from './left.js'
import type { Loss } from './loss.js'
import { outlivedLosses } from './outlived.js'
import { begunPastEnd } from './outlived/begun-past-end.js'
import { entriesLeft } from './outlived/entries-left.js'
import { forgottenLosses } from './outlived/forgotten.js'
import { overwrittenLosses } from './overwritten.js'
import { overwrittenLocals } from './overwritten-locals.js'
import { removedLosses } from './removed.js'
import { couplingLosses } from './coupled/uncoupled.js'
import { listenerLosses } from './registrations/listeners.js'
import { misplacedLosses } from './registrations/removals/misplaced.js'
import { mismatchedLosses } from './registrations/removals/mismatched.js'
import { begunAgain } from './subscriptions/again.js'
import { piledUpLosses } from './subscriptions/piled-up.js'
import { replayLosses } from './subscriptions/replays.js'
import { unendingLosses } from './subscriptions/unending.js'
import { voidedLosses } from './voided.js'

/** Answers all losses of a file, for all kinds and cells; each duty is lost once, in its plainest way. */
export const losses = perFile((facts): readonly Loss[] => WAYS.flatMap((way) => way(facts)))

/** What is told of a field already is not told again of the cell that it is; what is not known of it there may be here. */
const forgottenBeside = perFile((facts): readonly Loss[] => {
  const told = new Set(
    outlivedLosses(facts)
      .filter(({ links }) => links.alone?.sure === 'no' || isAnswered(links))
      .map(({ cell }) => cell?.place),
  )
  return forgottenLosses(facts).filter(({ cell }) => !told.has(cell?.place))
})

function isAnswered(links: Loss['links']): boolean {
  return Object.values(links).every(({ sure }) => sure === 'yes' || sure === 'likely')
}

/** That nothing ends a local says less than that the end of its closure ends another one. */
function leftOtherwise(facts: FileFacts): readonly Loss[] {
  const left = leftLosses(facts)
  if (!left.some(({ form }) => form === 'neverReleased')) return left
  const told = new Set(
    forgottenBeside(facts)
      .filter(({ links }) => isAnswered(links))
      .map(({ duty }) => duty.site),
  )
  return left.filter(({ form, duty }) => form !== 'neverReleased' || !told.has(duty.site))
}

/** The ways to lose a duty, in the order in which a file is told of them. */
const WAYS: readonly ((facts: FileFacts) => readonly Loss[])[] = [
  droppedLosses,
  leftOtherwise,
  outlivedLosses,
  outlivedHandles,
  forgottenBeside,
  begunPastEnd,
  entriesLeft,
  overwrittenLosses,
  overwrittenLocals,
  voidedLosses,
  removedLosses,
  bodyLosses,
  handlerLosses,
  couplingLosses,
  listenerLosses,
  mismatchedLosses,
  misplacedLosses,
  unendingLosses,
  replayLosses,
  piledUpLosses,
  begunAgain,
]
