import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, writesOf, type Variable } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import {
  accessOf,
  type Access,
  type EntryCall,
  type Grow,
  type Read,
  type Shrink,
  type Void,
} from './access.js'
import type { Collection } from './collection.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'
import { usesWithin } from '../../cells/uses/within.js'

/** All that a file does to one collection. */
export interface CollectionUses {
  collection: Collection
  grows: readonly Grow[]
  /** Where a key is written with nothing, which neither adds to what the file means to keep nor takes the key out. */
  voids: readonly Void[]
  shrinks: readonly Shrink[]
  reads: readonly Read[]
  /** Calls of functions that an object holds. */
  calls: readonly EntryCall[]
  /** Whether its size is compared with something, which may keep it in bounds. */
  isBounded: boolean
  /** Whether other code is given it, which may do anything to it. */
  isHandedOn: boolean
  /** Whether other code gets at it at all: it is handed on, or a function that the program names in it is called on it. */
  escapes: boolean
}

/** Answers all that a file does to a collection. */
export const usesOfCollection = perKey((facts: FileFacts, collection: Collection): CollectionUses => {
  const accesses = collection.nodes.map((node) => accessOf(facts, collection, node))
  const ofKind = <K extends Access['kind']>(kind: K): Extract<Access, { kind: K }>[] =>
    accesses.filter((access): access is Extract<Access, { kind: K }> => access.kind === kind)
  const grows = ofKind('grow')
  const voids = ofKind('void')
  // A Map that never gets a value is a set of its keys.
  const isSet = grows.length === 0 && collection.protocol.noun === 'Map'
  const calls = ofKind('call')
  return {
    collection,
    grows: isSet ? voids.map((each) => ({ ...each, kind: 'grow' as const })) : grows,
    voids: isSet ? [] : voids,
    shrinks: ofKind('shrink'),
    reads: ofKind('read'),
    calls,
    isBounded: ofKind('bound').length > 0,
    isHandedOn: ofKind('escape').length > 0,
    escapes: ofKind('escape').length > 0 || calls.some(({ key }) => !key),
  }
})

/** Answers a collection with what is done to it by the names of variables that hold it: `const list = this.list`. */
export const withAliases = perKey((facts: FileFacts, collection: Collection): Collection => {
  const aliases = new Set<Variable>()
  const own = collection.nodes.filter((node) => {
    const use = useOf(facts, node)
    if (use.kind !== 'alias' || writesOf(use.variable).length !== 1) return true
    aliases.add(use.variable)
    return false
  })
  const others = [...aliases].flatMap(({ references }) =>
    references.filter((each) => each.isRead()).map(({ identifier }) => identifier as TSESTree.Node),
  )
  return { ...collection, nodes: [...own, ...others] }
})

/** Code that has the value of an entry in its hands. */
export interface EntryUse {
  /** The expression whose value it is. */
  node: TSESTree.Node
  /** The key it was found under. */
  key: TSESTree.Node | undefined
}

/**
 * Answers every expression of the file whose value is an entry of a collection: `table[key]`, `map.get(key)`, a
 * variable that one of these is put into, or that is put into the collection.
 */
export const entriesOf = perKey((facts: FileFacts, uses: CollectionUses): readonly EntryUse[] => {
  const found = new Map<TSESTree.Node, EntryUse>()
  const add = (node: TSESTree.Node, key: TSESTree.Node | undefined): void => {
    if (!found.has(node)) found.set(node, { node, key })
  }
  for (const { entry, key } of uses.reads) {
    if (!entry) continue
    add(entry, key)
    const use = useOf(facts, entry)
    if (use.kind === 'alias') for (const node of nodesOfVariable(use.variable)) add(node, key)
  }
  for (const { node, value, key } of uses.grows) {
    // `const entry = (table[key] ||= {})`, `(table[key] ||= []).push(x)`
    if (node.type === 'AssignmentExpression') {
      add(node, key)
      const use = useOf(facts, node)
      if (use.kind === 'alias') for (const each of nodesOfVariable(use.variable)) add(each, key)
    }
    const inner = value && unwrap(value)
    const name = inner?.type === 'AssignmentExpression' ? inner.left : inner
    if (name?.type !== 'Identifier') continue
    const variable = facts.bindings.variableOf(name)
    if (variable) for (const node of nodesOfVariable(variable)) add(node, key)
  }
  return [...found.values()]
})

const INNER_REMOVALS = new Set(['delete', 'splice', 'pop', 'shift', 'remove'])
const INNER_ADDITIONS = new Set(['push', 'add', 'set', 'unshift'])

/** Answers the code that takes something out of an entry that is itself a collection: `table[key].delete(x)`. */
export function removalFrom(facts: FileFacts, { node }: EntryUse): TSESTree.Node | undefined {
  const use = useOf(facts, node)
  if (use.kind === 'receiver') return INNER_REMOVALS.has(use.method ?? '') ? use.call : undefined
  if (use.kind !== 'property') return undefined
  const { parent } = wrapped(use.member)
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete' ? parent : undefined
}

/** Answers the code that adds something to an entry that is itself a collection. */
export function additionTo(facts: FileFacts, { node }: EntryUse): TSESTree.Node | undefined {
  const use = useOf(facts, node)
  if (use.kind === 'receiver') return INNER_ADDITIONS.has(use.method ?? '') ? use.call : undefined
  if (use.kind !== 'property') return undefined
  const outer = wrapped(use.member)
  const { parent } = outer
  return parent?.type === 'AssignmentExpression' && parent.left === outer ? parent : undefined
}

/** Whether an entry is asked how much is in it, as code does that deletes the key of an empty one. */
export function isMeasured({ node }: EntryUse): boolean {
  const { parent } = wrapped(node)
  if (parent?.type !== 'MemberExpression' || !['size', 'length'].includes(memberName(parent) ?? ''))
    return false
  // `for (let i = 0; i < list.length; i++)` goes through it.
  return !isHeadOfWalk(parent)
}

function isHeadOfWalk(size: TSESTree.Node): boolean {
  for (let { parent } = size, inner = size; parent; inner = parent, { parent } = parent) {
    if (parent.type === 'ForStatement') return parent.test === inner || parent.init === inner
    if (parent.type === 'BlockStatement' || isFunction(parent)) return false
  }
  return false
}

/** Whether two keys are written the same, which in functions of one home means the same thing. */
export function isSameKey(
  facts: FileFacts,
  one: TSESTree.Node | undefined,
  other: TSESTree.Node | undefined,
): boolean {
  if (!one || !other) return false
  return textOfKey(facts, one) === textOfKey(facts, other)
}

/** Answers how a key is written, for those that are looked up by it. */
export function textOfKey(facts: FileFacts, key: TSESTree.Node): string {
  return facts.sourceCode.getText(unwrap(key))
}

/** Whether an addition puts in what it makes of the entry that was there: `map.set(key, (map.get(key) ?? 0) + 1)`. */
export function continuesEntry(facts: FileFacts, { reads }: CollectionUses, { key, value }: Grow): boolean {
  const inner = value && unwrap(value)
  const variable = inner?.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
  const made = (variable && soleValue(variable)) ?? inner
  return made !== undefined && usesWithin(facts, reads, made).some(({ key: at }) => isSameKey(facts, at, key))
}
