import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { mostlyOne } from '../../lives/mostly-one.js'
import { functionsOfTeardowns } from '../../lives/ends/teardown.js'
import type { Loss } from '../../losses/loss.js'
import { PROGRAM_ENDS } from '../../protocols/promises.js'
import { shown, type Shown } from './shown.js'

/**
 * What the end of an owner leaves, of which there is mostly one, is left once, as the program ends. That somebody has ended another
 * one there says that he minds, unless it is what the application begins with.
 */
export function hasMostlyOneOwner(facts: FileFacts, { kind, form, owner }: Loss): Shown | undefined {
  const isOfEnd = kind === 'outlived' || kind === 'dropped'
  const one = isOfEnd && owner ? mostlyOne(facts, owner) : undefined
  if (!one || (one.of === 'container' && !LEFT_ALONE.has(form))) return undefined
  return shown(one.because, one.witness)
}

/** `process.on('exit', () => this.close())`: what is to end its owner with the program is there for as long as that, mostly once. */
export function endsOwnerWithProgram(facts: FileFacts, { listener, owner }: Loss): Shown | undefined {
  if (!listener || owner?.kind !== 'instance') return undefined
  const { target, event, handler } = listener.registration
  const { name = '' } = event
  // A signal ends the program, whoever passes it on.
  const endsProgram = PROGRAM_ENDS.has(name) && target.place?.startsWith('g:process') === true
  if (!endsProgram && !/^SIG[A-Z]+$/.test(name)) return undefined
  const ends = functionsOfTeardowns(facts, owner.teardowns)
  const isEnd = functionsMeantBy(facts, handler).some((each) =>
    [...functionsRunBy(facts, each).functions].some((run) => ends.has(run)),
  )
  return isEnd ? shown('it is there to end its owner with the program', handler) : undefined
}

/** The forms of a loss that nothing beside it tells more of. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  'dropped',
  'neverRemoved',
  'signalStays',
  'neverCleared',
  'noTeardown',
])
