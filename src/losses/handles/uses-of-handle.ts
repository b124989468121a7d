import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { collectionOf } from '../../cells/cell-of.js'
import { entriesOf } from '../../cells/entries.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfProperty, useOf, type Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { neverRuns } from '../../frameworks/never-run.js'
import { isWithin } from '../../syntax/functions.js'
import type { Handle } from './handle.js'

/** Answers all that is done with a handle, under all of its names; with an entry, whatever its key. */
export function usesOfHandle(facts: FileFacts, { duty, cells, member }: Handle): readonly Use[] {
  const [first = NONE, ...others] = cells
    .map((cell) => effectiveUses(facts, usesUnder(facts, cell, member)))
    .filter((uses) => uses.length > 0)
  const uses = others.length === 0 ? first : [first, ...others].flat()
  const isRound = holdingCalls(facts, uses).some(({ node }) => isWithin(duty.site, node))
  return isRound ? uses.filter(({ node }) => !isWithin(duty.site, node)) : uses
}

const NONE: readonly never[] = []

function usesUnder(facts: FileFacts, cell: Cell, member: string | undefined): readonly Use[] {
  if (cell.kind !== 'entry') return usesOfCell(facts, cell).uses
  // `clearTimeout(entry.timer)`: an entry has many names, and its member one.
  if (member !== undefined) return usesOfNodes(facts, nodesOfProperty(facts, `.${member}`))
  const collection = collectionOf(facts, cell)
  return collection ? entriesOf(facts, collection).uses : NONE
}

const usesOfNodes = perKey((facts: FileFacts, nodes: readonly TSESTree.Node[]): readonly Use[] =>
  nodes.map((node) => useOf(facts, node)),
)

/** All but what never runs. One list for all handles that a cell is given: what is answered of it is answered for all of them. */
const effectiveUses = perKey((facts: FileFacts, uses: readonly Use[]): readonly Use[] =>
  uses.filter(({ node, kind }) => kind !== 'assigned' && !neverRuns(facts, node)),
)

/** Those that may be of what a call within them makes: `watch(path).on(…)`. */
const holdingCalls = perKey((_facts: FileFacts, uses: readonly Use[]): readonly Use[] =>
  uses.filter(({ node }) => !isPath(node)),
)

/** `socket`, `this.socket`: there is no call in it. */
function isPath(node: TSESTree.Node): boolean {
  if (node.type === 'MemberExpression') return !node.computed && isPath(node.object)
  return node.type === 'Identifier' || node.type === 'ThisExpression'
}
