import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { MAKES_NEW } from '../protocols/makers.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { calleeName } from '../syntax/property-name.js'
import { duties, dutyAt } from './duties.js'
import type { Duty } from './duty.js'

/* What the older analysis asks of the ledger. It goes with that. */

/** A call that acquires something which must be released. */
export interface Acquisition {
  node: CallNode
  protocol: ResourceProtocol
  /** Whether only the code around it says that it opens something. */
  isInferred?: true
}

/** Answers the duties of a file that arrive as a resource. */
export const acquisitions = perFile((facts): readonly Acquisition[] =>
  duties(facts).flatMap((duty) => {
    const { site: node, kind: protocol, source } = duty
    if (!isResource(duty)) return []
    return [source === 'learned' ? { node, protocol, isInferred: true as const } : { node, protocol }]
  }),
)

function isResource({ arrival, source, owed, kind }: Duty): boolean {
  if (arrival.as === 'member' || arrival.as === 'receiver' || owed.sure === 'unknown') return false
  if (arrival.as === 'parameter' && kind.result.as !== 'callback') return false
  return source === 'row' || source === 'type' || source === 'factory' || source === 'learned'
}

/** Something that is meant to be closed, and how that is known. */
export interface Closable {
  protocol: ResourceProtocol
  /** `row`: a row of the protocols; `class`: a class of this file that has a teardown; `type`: by its type. */
  basis: 'row' | 'class' | 'type'
}

/** Answers how the value that a call makes is closed; undefined where it is nothing to close. */
export function closableOf(facts: FileFacts, made: CallNode): Closable | undefined {
  const duty = dutyAt(facts, made)
  if (!duty || (duty.arrival.as !== 'value' && duty.arrival.as !== 'argument')) return undefined
  const { source, kind: protocol, owed } = duty
  if (owed.sure === 'unknown' || source === 'row-of-registration' || source === 'inverse') return undefined
  if (protocol.result.as !== 'value') return undefined
  if (
    source === 'learned' &&
    !MAKES_NEW.test(made.type === 'CallExpression' ? (calleeName(made) ?? '') : '')
  ) {
    return undefined
  }
  if (source === 'class') return { protocol, basis: 'class' }
  return { protocol, basis: source === 'type' && !protocol.acquire.name ? 'type' : 'row' }
}
