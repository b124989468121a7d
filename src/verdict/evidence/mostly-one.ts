import type { FileFacts } from '../../cells/file-facts.js'
import { mostlyOne } from '../../lives/mostly-one.js'
import type { Loss } from '../../losses/loss.js'
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

/** The forms of a loss that nothing beside it tells more of. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  'dropped',
  'neverRemoved',
  'signalStays',
  'neverCleared',
  'noTeardown',
])
