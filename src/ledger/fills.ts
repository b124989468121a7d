import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { cellOfVariable, collectionOf } from '../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { stores, type Store } from '../cells/uses/stores.js'
import { ANSWERS_VALUES } from '../protocols/makers.js'
import { isModuleVariable, isParameter, soleValue } from '../syntax/bindings.js'
import { enclosingFunction } from '../syntax/functions.js'
import { groupedBy } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { calleeName } from '../syntax/property-name.js'
import { rootOf, unwrapAwait } from '../syntax/unwrap.js'
import type { KeptDuty } from './kept-duty.js'
import { giverOf, makerKey, type Making } from './makers.js'

/** What a call has just made, and a cell is filled with that outlives the statement: of every form, of every kind. */
export interface Fill extends Omit<KeptDuty, 'duty'> {
  /** For an entry the cell of its collection. */
  readonly cell: Cell
  readonly isEntry: boolean
  /** What it has in common with all that is made in the same way. */
  readonly maker: string
  /** What it has in common with the cells that begin and end with it; undefined where it has no such. */
  readonly group: Place | TSESTree.Node | undefined
}

/**
 * Answers what a file puts into cells that it has made itself, in the order of the file. What is made in a way of its own is
 * left out: it says nothing of another one, nor another one of it.
 */
export const fills = perFile((facts): readonly Fill[] => {
  const makings = stores(facts).flatMap((store) => makingOf(facts, store) ?? [])
  return [...groupedBy(makings, ({ maker }) => maker).values()]
    .flatMap((alike) => (alike.length < 2 ? [] : alike.flatMap((each) => fillOf(facts, each) ?? [])))
    .toSorted((a, b) => a.target.range[0] - b.target.range[0])
})

/** Answers them by how they are made. */
export const fillsByMaker = perFile((facts) => groupedBy(fills(facts), ({ maker }) => maker))

/** A store of what is made by a call, and what that has in common with others. */
interface MadeStore extends Store {
  readonly made: CallNode
  readonly maker: string
}

function makingOf(facts: FileFacts, store: Store): MadeStore | undefined {
  const making = madeBy(facts, store.value)
  const maker = making && makerOf(facts, making)
  return making && maker !== undefined ? { ...store, made: making.call, maker } : undefined
}

function fillOf(facts: FileFacts, { cell: stored, target, value, made, maker }: MadeStore): Fill | undefined {
  const isEntry = stored.kind === 'entry'
  const cell = isEntry ? collectionOf(facts, stored) : stored
  if (!cell) return undefined
  const group = groupOf(facts, cell)
  return { cell, isEntry, maker, group, target, value, made, scope: enclosingFunction(target) }
}

/** `new X()`, `await open()`, a constant that is one of these, or what a callback is given: `open((file) => …)`. */
function madeBy(facts: FileFacts, value: TSESTree.Node, depth = 0): Making | undefined {
  const node = unwrapAwait(value)
  if (node.type === 'NewExpression' || node.type === 'CallExpression') return { call: node, index: undefined }
  if (node.type !== 'Identifier' || depth > 1) return undefined
  const variable = facts.bindings.variableOf(node)
  if (!variable) return undefined
  if (isParameter(variable)) return giverOf(variable)
  const sole = soleValue(variable)
  return sole ? madeBy(facts, sole, depth + 1) : undefined
}

function makerOf(facts: FileFacts, { call, index }: Making): string | undefined {
  // A time or a text is nothing that anybody ends, and what a table answers was there before.
  const name = calleeName(call) ?? ''
  if (ANSWERS_VALUES.has(name) || name === 'get') return undefined
  const key = makerKey(facts, call)
  if (key === undefined) return undefined
  return index === undefined ? `${key}${classGiven(call)}` : `${key} ${String(index)}`
}

/** `create(Reader)`, not `open(PATH)`: what is given the class to make makes what that class is. */
function classGiven({ type, arguments: [first] }: CallNode): string {
  const isClass =
    type === 'CallExpression' && first?.type === 'Identifier' && /^[A-Z]\w*[a-z]/.test(first.name)
  return isClass ? `(${first.name})` : ''
}

/**
 * What a cell has in common with those that begin and end with it: the instance of a field, the class of a static, the
 * object of a member, the module, or the function whose closure a variable, a ref or a collection is in.
 */
function groupOf(facts: FileFacts, { kind, place, home, variable, target }: Cell): Fill['group'] {
  if (home !== undefined) return home
  if (variable) return isModuleVariable(variable) ? 'module' : blockOf(variable)
  if (kind === 'static' || kind === 'member') return place.slice(0, place.lastIndexOf('.'))
  const root = rootOf(target)
  const holder = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return holder && groupOf(facts, cellOfVariable(facts, holder, root))
}

function blockOf({ scope }: { readonly scope: { readonly variableScope: { readonly block: unknown } } }) {
  return scope.variableScope.block as TSESTree.Node
}
