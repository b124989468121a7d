import type { TSESTree } from '@typescript-eslint/utils'

import { ELEMENT_READERS, REMOVING_CALLS } from '../protocols/collections.js'
import { RUNS_EACH } from '../protocols/ownership.js'
import { isFunction } from '../syntax/functions.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { elementVariableOf } from './values/array-elements.js'
import type { Cell } from './cell.js'
import { cellOfParameter, cellOfTarget } from './cell-of.js'
import { perKey, type FileFacts } from './file-facts.js'
import { useOf, type Use } from './uses/uses.js'
import { usesOfCell, type CellUses, type CellWrite } from './uses/uses-of-cell.js'

/** What a file does with the entries of a collection that is kept in a cell. */
export interface EntriesOfCell {
  /** What is done with an entry that has been read, under whatever name. */
  readonly uses: readonly Use[]
  /** What puts entries in under a key, and takes them out again. */
  readonly writes: readonly CellWrite[]
  /** What takes entries out: the calls, `delete` expressions, and writes of another collection. */
  readonly removals: readonly EntryRemoval[]
  /** False where the collection has more readers than are followed. */
  readonly isComplete: boolean
}

export interface EntryRemoval {
  readonly node: TSESTree.Node
  /** The key of the one entry, or the entry itself of a set; undefined where all are taken out. */
  readonly key: TSESTree.Node | undefined
}

/**
 * Answers what a file does with the entries of the collection in a cell, by the ways in which entries are read. The same
 * answer for all that name the collection.
 */
export function entriesOf(facts: FileFacts, cell: Cell): EntriesOfCell {
  return entriesRead(facts, usesOfCell(facts, cell))
}

const entriesRead = perKey((facts: FileFacts, ofCollection: CellUses): EntriesOfCell => {
  const uses: Use[] = []
  const puts: CellWrite[] = []
  const removals: EntryRemoval[] = []
  for (const use of ofCollection.uses) {
    uses.push(...entryUsesAt(facts, use))
    const put = putAt(use)
    if (put) puts.push(put)
    const removal = removalAt(use)
    if (removal) removals.push(removal)
  }
  for (const { value, at, target } of ofCollection.writes) {
    const isFirst = target.type === 'PropertyDefinition' || at.type === 'VariableDeclarator'
    if (value && !isFirst && isEmptyCollection(value)) removals.push({ node: at, key: undefined })
  }
  const taken = removals.map(({ node }) => ({ target: node, at: node, value: undefined, operator: 'delete' }))
  return { uses, writes: [...puts, ...taken], removals, isComplete: ofCollection.isComplete }
})

/** `map.set(key, value)`, `table[key] = value`: what puts something where something else may have been. */
function putAt(use: Use): CellWrite | undefined {
  if (use.kind === 'receiver') {
    const { call, method } = use
    const value = method === 'set' ? call.arguments[1] : undefined
    return value && { target: call, at: call, value, operator: '=' }
  }
  if (use.kind !== 'property' || !use.member.computed) return undefined
  const target = wrapped(use.member)
  const { parent } = target
  if (parent?.type !== 'AssignmentExpression' || parent.left !== target || isNothing(parent.right))
    return undefined
  return { target: use.member, at: parent, value: parent.right, operator: parent.operator }
}

/** `[]`, `{}`, `new Map()`: a collection that nothing is in. */
export function isEmptyCollection(value: TSESTree.Node): boolean {
  const node = unwrap(value)
  switch (node.type) {
    case 'ArrayExpression':
      return node.elements.length === 0
    case 'ObjectExpression':
      return node.properties.length === 0
    case 'NewExpression':
      return node.arguments.length === 0 && /^(?:Map|Set|Array)$/.test(calleeName(node) ?? '')
    case 'CallExpression':
      return calleeName(node) === 'create' && node.arguments[0]?.type === 'Literal'
    default:
      return false
  }
}

function entryUsesAt(facts: FileFacts, use: Use): readonly Use[] {
  switch (use.kind) {
    case 'receiver': {
      const { method = '', call } = use
      if (RUNS_EACH.has(method)) return usesOfParameter(facts, call.arguments[0])
      if (method === 'values' || method === 'entries' || method === 'splice') return usesOfEach(facts, call)
      return ELEMENT_READERS.has(method) ? usesOfValue(facts, call) : []
    }
    case 'property':
      return use.member.computed ? usesOfValue(facts, use.member) : []
    case 'argument':
      return GO_THROUGH.has(calleeName(use.call) ?? '') ? usesOfEach(facts, use.call) : [use]
    case 'returned':
      return [use]
    default:
      return usesOfEach(facts, use.node)
  }
}

/** `Object.values(table)`, `Array.from(list)` */
const GO_THROUGH: ReadonlySet<string> = new Set(['values', 'entries', 'from'])

/** What is done with each element of what is gone through: `for (const each of list)`, `for (const [key, each] of map)`. */
function usesOfEach(facts: FileFacts, list: TSESTree.Node): readonly Use[] {
  const { parent } = wrapped(list)
  // `[...map.values()].forEach(close)`
  if (parent?.type === 'SpreadElement' && parent.parent.type === 'ArrayExpression')
    return usesOfEach(facts, parent.parent)
  const use = useOf(facts, list)
  if (use.kind === 'argument' && calleeName(use.call) === 'from') return usesOfEach(facts, use.call)
  const element = elementVariableOf(facts, list)
  if (element) return usesOfCell(facts, element).uses
  if (parent?.type !== 'ForOfStatement' || parent.left.type !== 'VariableDeclaration') return []
  const [declared] = parent.left.declarations
  const value = declared.id.type === 'ArrayPattern' ? declared.id.elements[1] : undefined
  const cell = value ? cellOfTarget(facts, value) : undefined
  return cell ? usesOfCell(facts, cell).uses : []
}

function usesOfParameter(facts: FileFacts, callback: TSESTree.Node | undefined): readonly Use[] {
  const cell = isFunction(callback) ? cellOfParameter(facts, callback, 0) : undefined
  return cell ? usesOfCell(facts, cell).uses : []
}

/** What is done with the value of an expression, there or under the name that it is given. */
function usesOfValue(facts: FileFacts, value: TSESTree.Node): readonly Use[] {
  const use = useOf(facts, value)
  if (use.kind !== 'alias') return use.kind === 'assigned' ? [] : [use]
  const identifier = use.variable.identifiers[0]
  const cell = identifier && cellOfTarget(facts, identifier)
  return cell ? [use, ...usesOfCell(facts, cell).uses] : [use]
}

function removalAt(use: Use): EntryRemoval | undefined {
  if (use.kind === 'receiver') {
    const { method = '', call } = use
    if (!REMOVING_CALLS.has(method)) return undefined
    if (method === 'clear') return { node: call, key: undefined }
    // What is taken out is an answer as well, which somebody may end.
    const isDropped = wrapped(call).parent?.type === 'ExpressionStatement'
    return isDropped || method === 'delete' ? { node: call, key: call.arguments[0] } : undefined
  }
  if (use.kind !== 'property') return undefined
  const { parent } = wrapped(use.member)
  // `list.length = 0`
  if (memberName(use.member) === 'length' && parent?.type === 'AssignmentExpression') {
    const isAll = parent.left === use.member && parent.right.type === 'Literal' && parent.right.value === 0
    return isAll ? { node: parent, key: undefined } : undefined
  }
  if (!use.member.computed) return undefined
  const isTakenOut =
    parent?.type === 'AssignmentExpression'
      ? parent.operator === '=' && isNothing(parent.right)
      : parent?.type === 'UnaryExpression' && parent.operator === 'delete'
  return parent && isTakenOut ? { node: parent, key: use.member.property } : undefined
}
