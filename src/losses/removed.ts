import type { TSESTree } from '@typescript-eslint/utils'

import { identityOf, type Cell } from '../cells/cell.js'
import { cellOfTarget, collectionOf } from '../cells/cell-of.js'
import { entriesOf, type EntryRemoval } from '../cells/entries.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import { nodesNamed } from '../cells/named-nodes.js'
import { heldIn } from '../cells/uses/held.js'
import { useOf, type Use } from '../cells/uses/uses.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import { endsOf } from '../flow/kept-cell-uses.js'
import type { Duty } from '../ledger/duty.js'
import { endsByName } from '../ledger/ended-cells.js'
import { entriesPut, keptDutiesByCell } from '../ledger/kept-duties.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { doubted, link } from '../ledger/link.js'
import { ENDS_A_HANDLE } from '../protocols/ownership.js'
import { resource } from '../protocols/resources/protocol.js'
import { isParameter, soleValue } from '../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../syntax/functions.js'
import { mayFollow } from '../syntax/may-follow.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { rootOf, unwrap, wrapped } from '../syntax/unwrap.js'
import { lossesAt } from './emptied.js'
import type { Loss } from './loss.js'
import type { CellUses } from '../cells/uses/uses-of-cell.js'

/**
 * Answers the entries that are taken out of a collection, and nothing was ended, where the file ends entries of the same
 * collection elsewhere: `pool.delete(id)` beside `for (const each of pool.values()) each.close()`.
 */
export const removedLosses = perFile((facts): readonly Loss[] =>
  entriesKept(facts).flatMap((kept) => {
    const collection = collectionOf(facts, kept.cell)
    if (!collection) return []
    const { uses, removals } = entriesOf(facts, collection)
    const ends = endsOf(facts, kept)
    const taken = removals.filter(
      (removal) =>
        !isHandedOn(facts, removal, uses) &&
        !isOfOwnEnd(facts, removal, kept) &&
        !ends.some((end) => isEndedNext(removal, end)),
    )
    const found = lossesAt(
      facts,
      kept,
      'removed',
      taken.map(({ node }) => node),
      ends,
    )
    const [value] = kept.duty.site.arguments.slice(-1)
    if (kept.duty.site !== kept.target || !value || !isGivenHere(facts, value)) return found
    const alone = link('unknown', 'it was given, and whoever gave it may end it', value)
    return found.map((loss) => ({ ...loss, links: { ...loss.links, alone } }))
  }),
)

/** `add(item) { this.items.add(item) }`: what is put in is a parameter, and was begun elsewhere. */
function isGivenHere(facts: FileFacts, value: TSESTree.Node): boolean {
  const root = unwrap(value)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return variable !== undefined && isParameter(variable)
}

/** What is kept as an entry, once for each collection: what the ledger knows, or else what the file ends there for good. */
const entriesKept = perFile((facts): readonly KeptDuty[] => {
  const found = new Map<string, KeptDuty>()
  for (const [kept] of keptDutiesByCell(facts).values()) {
    if (kept?.cell.kind === 'entry') found.set(collectionIdentity(kept.cell), kept)
  }
  for (const { cell, value, target } of closingCalls(facts).length === 0 ? [] : entriesPut(facts)) {
    const identity = identityOf(cell)
    if (found.has(identity)) continue
    const held = heldIn(facts, cell)
    const closed = firstClosed(facts, held)
    const ended = closed ? { end: closed } : firstPartClosed(facts, held)
    const duty = ended && learnedDuty(cell, value, ended.end)
    if (!duty) continue
    const kept = { ...cell, ...('part' in ended && { part: ended.part }) }
    found.set(identity, {
      duty,
      cell: kept,
      target,
      value,
      made: duty.site,
      scope: enclosingFunction(target),
    })
  }
  return [...found.values()]
})

/** What n puts into one collection ask is answered once. */
const firstClosed = perKey((facts: FileFacts, { uses }: CellUses): Use | undefined =>
  uses.find((use) => isClosed(use) && endsByName(facts, use)),
)

/** Ended for good: by a method that closes, or a function that is given it. */
function isClosed(use: Use): boolean {
  if (use.kind === 'receiver') return ENDS_A_HANDLE.test(use.method ?? '')
  return use.kind === 'argument' && CLOSES_ARGUMENT.test(calleeName(use.call) ?? '')
}

const CLOSES_ARGUMENT = /^(?:clear(?:Timeout|Interval)|close|dispose|destroy)/

/** Where nothing is closed, no entry is. */
const closingCalls = nodesNamed('calls', (name) => ENDS_A_HANDLE.test(name) || CLOSES_ARGUMENT.test(name))

/** The collection that an entry, or a member of one, is in. */
function collectionIdentity({ kind, place }: Cell): string {
  return identityOf({ kind, place })
}

interface PartClosed {
  readonly part: string
  readonly end: Use
}

/** `sessions.set(id, { socket, since })`, of which the file ends one member elsewhere: `session.socket.close()`. */
const firstPartClosed = perKey((facts: FileFacts, { uses }: CellUses): PartClosed | undefined => {
  for (const use of uses) {
    if (use.kind !== 'property' || use.member.computed) continue
    const part = memberName(use.member)
    const end = useOf(facts, use.member)
    if (part !== undefined && end.kind === 'receiver' && isClosed(end)) return { part, end }
  }
  return undefined
})

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

/** An entry that is handed on, or kept elsewhere, by the function that takes it out goes on living; so does one that this ends. */
function isHandedOn(facts: FileFacts, { key, node }: EntryRemoval, uses: readonly Use[]): boolean {
  const around = enclosingFunctions(node)
  const isHere = (each: TSESTree.Node): boolean => around.some((scope) => isWithin(each, scope))
  const passed = uses.filter((use) => isHere(use.node))
  if (passed.some(({ kind }) => kind === 'returned' || kind === 'argument' || kind === 'stored')) return true
  return key !== undefined && isEntryEnded(facts, foundBy(facts, key) ?? key, around)
}

/** `entries.delete(id); entry.socket.close()`: what the function that takes it out ends then. */
function isEndedNext({ node }: EntryRemoval, end: TSESTree.Node): boolean {
  return (
    end.range[0] >= node.range[1] &&
    enclosingFunction(end) === enclosingFunction(node) &&
    mayFollow(end, node)
  )
}

/** `const entry = { dispose() { …; entries.delete(key) } }; entries.set(key, entry)`: what is put in takes itself out as it ends. */
function isOfOwnEnd(facts: FileFacts, { node }: EntryRemoval, { value }: KeptDuty): boolean {
  const variable = value.type === 'Identifier' ? facts.bindings.variableOf(value) : undefined
  const whole = unwrap((variable && soleValue(variable)) ?? value)
  return enclosingFunctions(node).some(
    ({ parent }) =>
      parent.type === 'Property' &&
      parent.parent === whole &&
      ENDS_A_HANDLE.test(keyName(parent.key, parent.computed) ?? ''),
  )
}

/** `list.splice(list.indexOf(item), 1)`, `list.findIndex((each) => each.id === item.id)`: the entry that a position was asked for. */
function foundBy(facts: FileFacts, key: TSESTree.Node): TSESTree.Node | undefined {
  const variable = key.type === 'Identifier' ? facts.bindings.variableOf(key) : undefined
  const asked = unwrap((variable && soleValue(variable)) ?? key)
  if (asked.type !== 'CallExpression') return undefined
  const [first] = asked.arguments
  if (calleeName(asked) === 'indexOf') return first
  const test = calleeName(asked) === 'findIndex' && isFunction(first) ? unwrap(first.body) : undefined
  if (test?.type !== 'BinaryExpression' || !isFunction(first)) return undefined
  const [left, right] = [rootOf(test.left), rootOf(test.right)]
  const isEach = (node: TSESTree.Node): boolean =>
    node.type === 'Identifier' && isWithin(facts.bindings.variableOf(node)?.identifiers[0] ?? asked, first)
  return isEach(left) ? right : left
}

/** `close(client) { client.end(); this.clients.delete(client) }`: of a set the key is the entry. */
function isEntryEnded(facts: FileFacts, key: TSESTree.Node, around: readonly FunctionNode[]): boolean {
  const cell = cellOfTarget(facts, unwrap(key))
  if (!cell) return false
  return usesOfCell(facts, cell).uses.some(
    (use) => isClosed(use) && around.some((scope) => isWithin(use.node, scope)),
  )
}
