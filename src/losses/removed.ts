import type { TSESTree } from '@typescript-eslint/utils'

import { functionsRunBy } from '../cells/call-targets.js'
import type { Cell } from '../cells/cell.js'
import { cellOfTarget, entryOf } from '../cells/cell-of.js'
import { partsTaken } from '../cells/destinations.js'
import { entriesOf, type EntryRemoval } from '../cells/entries.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { nodesOfProperty, useOf, type Use } from '../cells/uses.js'
import { usesOfCell } from '../cells/uses-of-cell.js'
import { duties } from '../ledger/duties.js'
import type { Duty } from '../ledger/duty.js'
import { endsByName } from '../ledger/ended-cells.js'
import { doubted, link, type Link } from '../ledger/link.js'
import { isConstructor } from '../lives/repetition/runs.js'
import { runsOnEvent } from '../lives/repetition/reached-from.js'
import { ENDS_A_HANDLE } from '../protocols/ownership.js'
import { resource } from '../protocols/resources/protocol.js'
import { isHandlerOfEnd } from '../protocols/teardowns.js'
import { enclosingFunctions, functionName, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { Loss } from './loss.js'

/**
 * Answers the entries that are taken out of a collection, and nothing was ended, where the file ends entries of the same
 * collection elsewhere: `pool.delete(id)` beside `for (const each of pool.values()) each.close()`.
 */
export const removedLosses = perFile((facts): readonly Loss[] =>
  tables(facts).flatMap((table) => {
    const { uses: ofEntries, removals } = entriesOf(facts, table.cell)
    const uses = [...ofEntries, ...endsOfMembers(facts, ofEntries)]
    const ended = uses.filter((use) => isClosed(use) && endsByName(facts, use))
    const [first] = ended
    if (!first) return []
    return removals.flatMap((removal) => lossOf(facts, table, removal, uses, ended) ?? [])
  }),
)

/**
 * `clearTimeout(entry.timer)`: a member of an entry that is read is ended. Then it is ended wherever a member of that name
 * is, as in `for (const { timer } of map.values())`.
 */
function endsOfMembers(facts: FileFacts, uses: readonly Use[]): readonly Use[] {
  const names = new Set(uses.flatMap((use) => endedMembers(facts, use)))
  return [...names]
    .flatMap((name) => nodesOfProperty(facts, `.${name}`).map((node) => useOf(facts, node)))
    .filter((use) => use.kind === 'argument' && isClosed(use))
}

function endedMembers(facts: FileFacts, use: Use): readonly string[] {
  if (use.kind === 'property' && !use.member.computed) {
    const inner = useOf(facts, use.member)
    const name = memberName(use.member)
    return name !== undefined && inner.kind === 'argument' && isClosed(inner) ? [name] : []
  }
  if (use.kind !== 'stored') return []
  return partsTaken(use.target).flatMap(({ name, target }) => {
    const cell = cellOfTarget(facts, target)
    const isEnded =
      cell && usesOfCell(facts, cell).uses.some((each) => each.kind === 'argument' && isClosed(each))
    return isEnded ? [name] : []
  })
}

/** A collection, with what a file puts into it that must be ended, where the ledger knows of such. */
interface Table {
  readonly cell: Cell
  readonly duty: Duty | undefined
  readonly added: TSESTree.Node
}

/** The collections of a file that something is put into by a call or under a key. */
const tables = perFile((facts): readonly Table[] => {
  const found = new Map<string, Table>()
  const add = (cell: Cell | undefined, duty: Duty | undefined, added: TSESTree.Node): void => {
    if (!cell) return
    const known = found.get(cell.place)
    if (!known || (duty && !known.duty)) found.set(cell.place, { cell, duty, added })
  }
  for (const name of ['set', 'push', 'add'] as const) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const value = call.arguments[name === 'set' ? 1 : 0]
      if (value && entryOf(facts, value)) add(collectionAt(facts, call.callee), undefined, value)
    }
  }
  for (const { left, right } of facts.nodes.assignments) {
    if (left.type === 'MemberExpression' && left.computed) add(collectionAt(facts, left), undefined, right)
  }
  for (const duty of duties(facts)) {
    if (duty.arrival.as === 'registration') continue
    const table = found.get(entryOf(facts, duty.site)?.place ?? '')
    if (table) add(table.cell, duty, duty.site)
  }
  return [...found.values()]
})

/** The cell of what a method is called on, or a key is put into. */
function collectionAt(facts: FileFacts, callee: TSESTree.Node): Cell | undefined {
  return callee.type === 'MemberExpression' ? cellOfTarget(facts, callee.object) : undefined
}

/** Ended for good: by a method that closes, or a function that is given it. */
function isClosed(use: Use): boolean {
  if (use.kind === 'receiver') return ENDS_A_HANDLE.test(use.method ?? '')
  return (
    use.kind === 'argument' &&
    /^(?:clear(?:Timeout|Interval)|close|dispose|destroy)/.test(calleeName(use.call) ?? '')
  )
}

function lossOf(
  facts: FileFacts,
  { cell, duty, added }: Table,
  removal: EntryRemoval,
  uses: readonly Use[],
  ended: readonly Use[],
): Loss | undefined {
  const region = enclosingFunctions(removal.node)[0]
  const [first] = ended
  if (!region || !first || isConstructor(region) || isSeenTo(facts, removal, region, uses, ended))
    return undefined
  const known = duty ?? learnedDuty(cell, added, first)
  return (
    known && {
      kind: 'removed',
      form: 'removed',
      duty: known,
      cell,
      node: removal.node,
      at: removal.node,
      owner: undefined,
      ended: ended.map(({ node }) => node),
      links: {
        open: openLink(facts, region),
        matters: doubted('over', 'likely', 'an entry may have ended by itself'),
      },
    }
  )
}

/** What the file ends in one place, and takes out in another: the site is what is put in. */
function learnedDuty(cell: Cell, added: TSESTree.Node, end: Use): Duty | undefined {
  const site = wrapped(added).parent
  if (site?.type !== 'CallExpression' && site?.type !== 'NewExpression') return undefined
  const method = end.kind === 'receiver' ? end.method : undefined
  const kind = resource({
    noun: 'entry',
    acquire: { name: '', form: 'function' },
    methods: method === undefined ? [] : [method],
    functions: end.kind === 'argument' ? [calleeName(end.call) ?? ''] : [],
    example: '',
  })
  const owed = doubted('meant', 'likely', `the file ends entries of ${cell.text} elsewhere`, end.node)
  return { site, kind, source: 'learned', arrival: { as: 'value' }, owed }
}

/** Whether the function that takes an entry out, or one that it runs, ends an entry, or hands it on. */
function isSeenTo(
  facts: FileFacts,
  { key, node }: EntryRemoval,
  region: FunctionNode,
  uses: readonly Use[],
  ended: readonly Use[],
): boolean {
  const around = enclosingFunctions(node)
  const { functions, isComplete } = functionsRunBy(facts, region)
  if (!isComplete) return true
  const isHere = (each: TSESTree.Node): boolean =>
    around.some((scope) => isWithin(each, scope)) ||
    enclosingFunctions(each).some((scope) => functions.has(scope))
  if (ended.some((use) => isHere(use.node))) return true
  // An entry that is handed on, or kept elsewhere, goes on living.
  const passed = uses.filter((use) => isHere(use.node))
  if (passed.some(({ kind }) => kind === 'returned' || kind === 'argument' || kind === 'stored')) return true
  return key !== undefined && isEntryEnded(facts, key, around)
}

/** `close(client) { client.end(); this.clients.delete(client) }`: of a set the key is the entry. */
function isEntryEnded(facts: FileFacts, key: TSESTree.Node, around: readonly FunctionNode[]): boolean {
  const cell = cellOfTarget(facts, unwrap(key))
  if (!cell) return false
  return usesOfCell(facts, cell).uses.some(
    (use) => isClosed(use) && around.some((scope) => isWithin(use.node, scope)),
  )
}

/** What runs when an entry has ended by itself takes it out rightly: a callback, the handler of an event. */
function openLink(facts: FileFacts, region: FunctionNode): Link {
  const name = functionName(region) ?? ''
  const { parent } = region
  const isCallback = parent.type === 'CallExpression' || parent.type === 'NewExpression'
  if (isCallback || isHandlerOfEnd(name) || runsOnEvent(facts, region.body)) {
    return link('unknown', 'it may run when the entry has ended by itself', region)
  }
  return link('yes', `${name === '' ? 'the function' : `${name}()`} takes it out and ends nothing`, region)
}
