import { collectionOf } from '../../cells/cell-of.js'
import { entriesOf } from '../../cells/entries.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { nodesOfProperty, useOf, type Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { standsInMisspelledTeardown } from '../../frameworks/misspelled-teardowns.js'
import { isWithin } from '../../syntax/functions.js'
import type { Handle } from './handle.js'

/** Answers all that is done with a handle, under all of its names; with an entry, whatever its key. */
export function usesOfHandle(facts: FileFacts, { duty, cells, member }: Handle): readonly Use[] {
  const uses = cells.flatMap((cell) => {
    if (cell.kind !== 'entry') return usesOfCell(facts, cell).uses
    // `clearTimeout(entry.timer)`: an entry has many names, and its member one.
    if (member !== undefined) return nodesOfProperty(facts, `.${member}`).map((node) => useOf(facts, node))
    const collection = collectionOf(facts, cell)
    return collection ? entriesOf(facts, collection).uses : []
  })
  return uses.filter(
    ({ node, kind }) =>
      kind !== 'assigned' && !isWithin(duty.site, node) && !standsInMisspelledTeardown(facts, node),
  )
}
