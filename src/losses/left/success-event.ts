import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import type { Duty } from '../../ledger/duty.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { isReleaseOf } from '../../ledger/releases.js'
import { eventsThatRun } from '../../lives/repetition/events.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'

/**
 * `response.on('finish', () => clearInterval(timer))`: answers the listener by which alone a function ends what it keeps in a local,
 * where its event only comes to a stream that has succeeded: one that is cut off before that has none.
 */
export function endedBySuccess(facts: FileFacts, duty: Duty, cell: Cell): Registration | undefined {
  const { scope } = cell
  if (cell.kind !== 'local' || !scope || !duty.source.startsWith('row')) return undefined
  const { uses, isComplete } = usesOfCell(facts, cell)
  const releases = uses.filter((use) => isReleaseOf(facts, duty, use) !== 'no')
  if (!isComplete || releases.length === 0) return undefined
  let found: Registration | undefined
  for (const { node } of releases) {
    const inner = enclosingFunction(node)
    if (!inner || inner === scope || !isWithin(inner, scope)) return undefined
    for (const { registration } of eventsThatRun(facts, inner) ?? [{ registration: undefined }]) {
      if (!registration || !comesOnSuccess(registration)) return undefined
      found ??= registration
    }
  }
  return found
}

/** Whether it listens for the success of what is called a stream: other things may have ends of that name that come in any case. */
function comesOnSuccess({ event, target }: Registration): boolean {
  return ENDS_OF_SUCCESS.has(event.name ?? '') && STREAM_NAME.test(target.text)
}

const STREAM_NAME =
  /(?:stream|\bre[sq]|response|request|reply|socket|readable|writable|file|(?:read|writ|download|upload)er)$/i

/** The events by which streams say that all has been read, or written. */
const ENDS_OF_SUCCESS: ReadonlySet<string> = new Set(['end', 'finish'])
