import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../syntax/functions.js'
import { enclosingFunction, enclosingFunctions, isFunction } from '../../syntax/functions.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import type { Place } from '../../syntax/places.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import type { Cell } from '../cell.js'
import { collectionOf } from '../cell-of.js'
import { entriesOf, type EntriesOfCell } from '../entries.js'
import { perKey, type FileFacts } from '../file-facts.js'
import { usesOfPart } from './part-uses.js'
import { usesOfCell, type CellUses } from './uses-of-cell.js'

/**
 * Answers what a file does with what is in a cell of any form: of an entry, what is done with it once it has been read
 * from its collection, under whatever key, and what puts entries in and takes them out.
 */
export const heldIn = perKey((facts: FileFacts, cell: Cell): CellUses => {
  if (cell.kind !== 'entry') return usesOfCell(facts, cell)
  const collection = collectionOf(facts, cell)
  const held = collection ? heldInEntries(facts, entriesOf(facts, collection)) : UNSEEN
  return cell.part === undefined ? held : usesOfPart(facts, held, cell.part)
})

const UNSEEN: CellUses = { uses: [], writes: [], isComplete: false }

/** The same answer for all entries of a collection. */
const heldInEntries = perKey((_facts: FileFacts, { uses, writes, isComplete }: EntriesOfCell): CellUses => ({
  uses,
  writes,
  isComplete,
}))

/** Answers the key of an entry as the code writes it; undefined for what is no entry, or is in a list without keys. */
export function keyOfEntry({ kind, target }: Cell): TSESTree.Node | undefined {
  if (kind !== 'entry') return undefined
  if (target.type === 'MemberExpression') return target.property
  return target.type === 'CallExpression' && target.arguments.length > 1 ? target.arguments[0] : undefined
}

/** What a cell belongs to, and lives as long as. */
export type Holder =
  | { readonly of: 'instance'; readonly home: Place | undefined }
  | { readonly of: 'module' }
  /** A call of a function whose nested functions share the cell. */
  | { readonly of: 'call'; readonly scope: FunctionNode }

/** Answers what a cell belongs to, by what its access begins with: `this`, a variable of the module or of a function. */
export function holderOf(facts: FileFacts, cell: Cell): Holder | undefined {
  if (cell.kind === 'field') return { of: 'instance', home: cell.home }
  if (cell.kind === 'static' || cell.kind === 'module') return { of: 'module' }
  const root = unwrap(rootOf(targetOf(cell)))
  if (root.type === 'ThisExpression') return { of: 'instance', home: facts.places.thisPlaceAt(root) }
  const variable = cell.variable ?? (root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined)
  if (!variable) return undefined
  if (isModuleVariable(variable)) return { of: 'module' }
  const block = variable.scope.variableScope.block as TSESTree.Node
  const scope = isFunction(block) ? block : enclosingFunction(block)
  return scope && { of: 'call', scope }
}

/** Whether a cell is there before a call of a function that writes it, and after it. */
export function outlivesCall(facts: FileFacts, cell: Cell, scope: FunctionNode | undefined): boolean {
  const holder = holderOf(facts, cell)
  if (holder?.of !== 'call') return holder !== undefined
  return scope !== undefined && scope !== holder.scope && enclosingFunctions(scope).includes(holder.scope)
}

function targetOf({ kind, target }: Cell): TSESTree.Node {
  if (kind === 'entry' && target.type === 'CallExpression') return unwrap(target.callee)
  return target
}
