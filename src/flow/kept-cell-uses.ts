import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../cells/file-facts.js'
import { heldIn } from '../cells/uses/held.js'
import { nodesOfVariable, useOf, type Use } from '../cells/uses/uses.js'
import type { CellUses, CellWrite } from '../cells/uses/uses-of-cell.js'
import { endsByName } from '../ledger/ended-cells.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { consumedBy, releasedBy } from '../ledger/releases.js'
import { TIMER_PROTOCOLS } from '../protocols/timers.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { isModuleVariable } from '../syntax/bindings.js'
import { unwrap, unwrapAwait, wrapped } from '../syntax/unwrap.js'

/** Answers what is done with the variables that fill a cell: `const stream = open(); this.stream = stream; stream.close()`. */
export const usesOfSources = perKey((facts: FileFacts, writes: readonly CellWrite[]): readonly Use[] => {
  const variables = new Set(
    writes.flatMap(({ value, operator, at }) => {
      // `const stream = (this.stream = open())`
      const outer = at.type === 'AssignmentExpression' ? wrapped(at).parent : undefined
      const other = outer?.type === 'VariableDeclarator' ? outer.id : value
      const inner = other && operator === '=' ? unwrap(other) : undefined
      const variable = inner?.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
      return variable && !isModuleVariable(variable) ? [variable] : []
    }),
  )
  const targets = new Set(variables.size > 0 ? writes.map(({ target }) => target) : [])
  return [...variables].flatMap((variable) =>
    nodesOfVariable(variable).flatMap((node) => {
      const use = useOf(facts, node)
      // `sockets.set(id, socket)` is how it gets there.
      const isPut = use.kind === 'argument' && targets.has(use.call)
      return use.kind === 'receiver' || (use.kind === 'argument' && !isPut) ? [use] : []
    }),
  )
})

/** Answers what is done with what is in a cell, also by the names it has before it gets there. */
export const usesUnderAnyName = perKey((facts: FileFacts, { uses, writes }: CellUses): readonly Use[] => {
  const ofSources = usesOfSources(facts, writes)
  return ofSources.length === 0 ? uses : [...uses, ...ofSources]
})

/** What the file says ends the kind, what uses it up, or what ends anything by its name. */
export function isEnd(facts: FileFacts, kind: ResourceProtocol, use: Use): boolean {
  if (use.kind === 'receiver' && consumedBy(kind, use.call)) return true
  // It lets the program end, and the timer goes on until then.
  if (use.kind === 'receiver' && use.method === 'unref' && TIMER_NOUNS.has(kind.noun)) return false
  return releasedBy(facts, kind, use) === 'yes' || endsByName(facts, use)
}

const TIMER_NOUNS: ReadonlySet<string> = new Set(TIMER_PROTOCOLS.map(({ noun }) => noun))

/** Answers where a file ends what is in the cell of a kept duty. */
export function endsOf(facts: FileFacts, { cell, duty: { kind } }: KeptDuty): readonly TSESTree.Node[] {
  const held = heldIn(facts, cell)
  const known = endsByKind(facts, held)
  const ends = known.get(kind) ?? held.uses.filter((use) => isEnd(facts, kind, use)).map(({ node }) => node)
  known.set(kind, ends)
  return ends
}

/** What n writes of one cell put in has its ends in common. */
const endsByKind = perKey(
  (_facts: FileFacts, _held: CellUses) => new Map<ResourceProtocol, readonly TSESTree.Node[]>(),
)

/** `this.watch = begin(() => this.watch.stop())`: whether a function is given to what fills a cell, in place or by its name. */
export function isMadeWith(
  facts: FileFacts,
  writes: readonly CellWrite[],
  { parent, range: [start] }: TSESTree.Node,
): boolean {
  const name = parent?.type === 'VariableDeclarator' ? parent.id : undefined
  const variable = name?.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  const nodes = variable
    ? variable.references.filter(({ init }) => init !== true).map(({ identifier: { range } }) => range[0])
    : [start]
  return writes.some(({ value }) => {
    const made = value && unwrapAwait(value)
    if (made?.type !== 'CallExpression') return false
    const [begin, end] = made.range
    return nodes.length > 0 && nodes.every((at) => at > begin && at < end)
  })
}
