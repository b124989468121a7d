import type { TSESTree } from '@typescript-eslint/utils'

import { ELEMENT_READERS, REMOVING_CALLS } from '../protocols/collections.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { elementVariableOf } from './array-elements.js'
import type { Cell } from './cell.js'
import { cellOfParameter, cellOfTarget } from './cell-of.js'
import { perKey, type FileFacts } from './file-facts.js'
import { useOf, type Use } from './uses.js'
import { usesOfCell } from './uses-of-cell.js'

/** What a file does with the entries of a collection that is kept in a cell. */
export interface EntriesOfCell {
  /** What is done with an entry that has been read, under whatever name. */
  readonly uses: readonly Use[]
  /** What takes entries out: the calls, `delete` expressions and writes. */
  readonly removals: readonly EntryRemoval[]
}

export interface EntryRemoval {
  readonly node: TSESTree.Node
  /** The key of the one entry, or the entry itself of a set; undefined where all are taken out. */
  readonly key: TSESTree.Node | undefined
}

/** Answers what a file does with the entries of the collection in a cell, by the ways in which entries are read. */
export const entriesOf = perKey((facts: FileFacts, cell: Cell): EntriesOfCell => {
  const uses: Use[] = []
  const removals: EntryRemoval[] = []
  for (const use of usesOfCell(facts, cell).uses) {
    uses.push(...entryUsesAt(facts, use))
    const removal = removalAt(facts, use)
    if (removal) removals.push(removal)
  }
  return { uses, removals }
})

function entryUsesAt(facts: FileFacts, use: Use): readonly Use[] {
  switch (use.kind) {
    case 'receiver': {
      const { method = '', call } = use
      if (method === 'forEach') return usesOfParameter(facts, call.arguments[0])
      if (method === 'values') return usesOfEach(facts, call)
      return ELEMENT_READERS.has(method) ? usesOfValue(facts, call) : []
    }
    case 'property':
      return use.member.computed ? usesOfValue(facts, use.member) : []
    case 'argument':
      return ['values', 'from'].includes(calleeName(use.call) ?? '') ? usesOfEach(facts, use.call) : []
    default:
      return usesOfEach(facts, use.node)
  }
}

/** What is done with each element of what is gone through: `for (const each of list)`, `for (const [key, each] of map)`. */
function usesOfEach(facts: FileFacts, list: TSESTree.Node): readonly Use[] {
  const element = elementVariableOf(facts, list)
  if (element) return usesOfCell(facts, element).uses
  const { parent } = wrapped(list)
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
  return cell ? usesOfCell(facts, cell).uses : []
}

function removalAt(_facts: FileFacts, use: Use): EntryRemoval | undefined {
  if (use.kind === 'receiver') {
    const { method = '', call } = use
    if (!REMOVING_CALLS.has(method)) return undefined
    if (method === 'clear') return { node: call, key: undefined }
    // What is taken out is an answer as well, which somebody may end.
    const isDropped = wrapped(call).parent?.type === 'ExpressionStatement'
    return isDropped || method === 'delete' ? { node: call, key: call.arguments[0] } : undefined
  }
  if (use.kind !== 'property' || !use.member.computed) return undefined
  const { parent } = wrapped(use.member)
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete'
    ? { node: parent, key: use.member.property }
    : undefined
}
