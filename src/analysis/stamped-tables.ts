import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap, wrapped } from '../syntax/unwrap.js'
import { memberName } from '../syntax/property-name.js'
import { runsAtModuleLoad } from '../syntax/functions.js'
import type { Collection } from './collection.js'
import { moduleCollections } from './collections.js'
import { perFile, type FileFacts } from './file-facts.js'
import { idOfObject, stampsOf, type Stamp } from './stamped-ids.js'
import { isSurelyRemoved } from './sure-removals.js'
import { useOf } from './uses.js'

/** A table of which each entry is filed under an id that the file writes on an object of somebody else. */
export interface StampedTable {
  collection: Collection
  stamp: Stamp
  removal: TSESTree.Node | undefined
}

/** Answers the tables of a file that hold what belongs to objects, under ids stamped on those. */
export const stampedTables = perFile((facts): readonly StampedTable[] =>
  stampsOf(facts).length === 0
    ? []
    : moduleCollections(facts).flatMap((collection) => stampedTable(facts, collection) ?? []),
)

interface Entry {
  kind: 'add' | 'read' | 'remove'
  node: TSESTree.Node
  key: TSESTree.Node
}

function stampedTable(facts: FileFacts, collection: Collection): StampedTable | undefined {
  const { noun } = collection.protocol
  if (noun !== 'Map' && noun !== 'object' && noun !== 'array') return undefined
  const entries: Entry[] = []
  for (const node of collection.nodes) {
    if (isDeclarationOrExport(node)) continue
    const entry = entryAt(facts, node)
    if (!entry) return undefined
    entries.push(entry)
  }
  let stamp: Stamp | undefined
  for (const { kind, key } of entries) {
    const of = idOfObject(facts, key)
    // Whoever looks an entry up by an id of another origin needs the id: the objects would not do as keys.
    if (!of) return undefined
    if (kind === 'add') stamp ??= of
  }
  const additions = entries.filter(({ kind, node }) => kind === 'add' && !runsAtModuleLoad(node))
  const removals = entries.filter(({ kind }) => kind === 'remove')
  if (!stamp || additions.length === 0) return undefined
  if (additions.some((add) => removals.some(({ node }) => isSurelyRemoved(facts, add.node, node))))
    return undefined
  return { collection, stamp, removal: removals[0]?.node }
}

function isDeclarationOrExport({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration'
}

/** Answers what one mention of a table does with one entry; undefined for all else. */
function entryAt(facts: FileFacts, node: TSESTree.Node): Entry | undefined {
  const use = useOf(facts, node)
  if (use.kind === 'receiver' && use.method !== undefined) {
    const [key] = use.call.arguments
    const kind = METHODS.get(use.method)
    return kind && key && key.type !== 'SpreadElement' ? { kind, node: use.call, key } : undefined
  }
  // `table[id](…)` calls what an entry holds.
  const member = use.kind === 'property' ? use.member : wrapped(node).parent
  if (member?.type !== 'MemberExpression' || !member.computed || memberName(member) !== undefined)
    return undefined
  const key = member.property
  const outer = wrapped(member)
  const { parent } = outer
  if (parent?.type === 'AssignmentExpression' && parent.left === outer)
    return { kind: 'add', node: parent, key }
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
    return { kind: 'remove', node: parent, key }
  return { kind: 'read', node: unwrap(member), key }
}

const METHODS: ReadonlyMap<string, Entry['kind']> = new Map([
  ['set', 'add'],
  ['get', 'read'],
  ['has', 'read'],
  ['hasOwnProperty', 'read'],
  ['delete', 'remove'],
])
