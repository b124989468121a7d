import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Cell } from '../cell.js'
import { perFile, perKey, type FileFacts } from '../file-facts.js'
import { usesOfPart } from './part-uses.js'
import { nodesAtPlace, nodesOfProperty, nodesOfVariable, useOf, type Use } from './uses.js'

/** A property that is read more often than this, as the short names of a bundle are, is not followed. */
const MAX_READERS = 200

/** What is done with the content of a cell, and whether this is all of it. */
export interface CellUses {
  /** Everything but writes and declarations, through aliases, in the order of the file. */
  readonly uses: readonly Use[]
  /** The writes of the cell itself: `x = …`, `this.x = …`, `delete this.x`; declarations without a value are none. */
  readonly writes: readonly CellWrite[]
  /** False where the cell has more readers than are followed. */
  readonly isComplete: boolean
}

/** A write of a cell. */
export interface CellWrite {
  /** What is written: an identifier, a member expression, a class field. */
  readonly target: TSESTree.Node
  /** What is put in; undefined where it is a part of something: `[a, this.x] = pair`, `for (x of list)`. */
  readonly value: TSESTree.Node | undefined
  readonly operator: string
  /** What does it, once evaluated: the assignment, the `delete`, the call that puts an entry in. */
  readonly at: TSESTree.Node
}

/** Answers everything that a file does with a cell. The same answer for all cells of one place. */
export function usesOfCell(facts: FileFacts, cell: Cell): CellUses {
  const { part, ...whole } = cell
  // An entry is not what its collection is, whose uses are asked for here.
  if (part !== undefined && cell.kind !== 'entry') return usesOfPart(facts, usesOfWhole(facts, whole), part)
  return usesOfWhole(facts, cell)
}

function usesOfWhole(facts: FileFacts, cell: Cell): CellUses {
  // A field that is declared with a value, and a ref, which may be handed on, show more from their own target.
  if (cell.kind === 'ref' || classFieldOf(cell).length > 0) return usesFromTarget(facts, cell)
  const known = usesByPlace(facts)
  // What is put into a variable as an entry has the place of the variable, and is found by it in another way.
  const key = `${cell.variable ? 'variable' : cell.kind} ${cell.place}`
  const uses = known.get(key) ?? gatheredUses(facts, cell)
  known.set(key, uses)
  return uses
}

/** Each write of a cell makes a cell of its own: one walk for all of them, or n writes cost n times n. */
const usesByPlace = perFile(() => new Map<string, CellUses>())

const usesFromTarget = perKey(gatheredUses)

function gatheredUses(facts: FileFacts, cell: Cell): CellUses {
  const nodes = nodesOfCell(facts, cell)
  if (nodes.length > MAX_READERS && isForeign(cell)) return { uses: [], writes: [], isComplete: false }
  const uses: Use[] = []
  const writes: CellWrite[] = []
  const seen = new Set<Variable>(cell.variable ? [cell.variable] : [])
  const pending = [...nodes]
  // The cell's own nodes lie below those of its aliases.
  let ownLeft = pending.length
  for (let node = pending.pop(); node; node = pending.pop()) {
    const isOwn = pending.length < ownLeft
    if (isOwn) ownLeft = pending.length
    const write = writeAt(node)
    if (write) {
      if (isOwn && (!isForeign(cell) || facts.places.placeOf(node) === cell.place)) writes.push(write)
      continue
    }
    if (isDeclaration(node)) continue
    const use = useOf(facts, node)
    uses.push(use)
    if (use.kind === 'alias' && !seen.has(use.variable)) {
      seen.add(use.variable)
      for (const alias of nodesOfVariable(use.variable)) pending.push(alias)
    }
    const resolved = cell.kind === 'local' ? undefined : resolvedBy(facts, use)
    if (resolved && !seen.has(resolved)) {
      seen.add(resolved)
      for (const each of nodesOfVariable(resolved)) pending.push(each)
    }
  }
  for (const field of classFieldOf(cell)) writes.push(field)
  if (uses.length > 1) uses.sort((a, b) => a.node.range[0] - b.node.range[0])
  if (writes.length > 1) writes.sort((a, b) => a.target.range[0] - b.target.range[0])
  return { uses, writes, isComplete: true }
}

/** `this.lock?.then((lock) => lock.release())`: what a promise in a cell brings is what the cell is for. */
function resolvedBy(facts: FileFacts, use: Use): Variable | undefined {
  const callback = use.kind === 'receiver' && use.method === 'then' ? use.call.arguments[0] : undefined
  const [parameter] = isFunction(callback) ? callback.params : []
  return parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
}

function nodesOfCell(facts: FileFacts, cell: Cell): readonly TSESTree.Node[] {
  if (cell.variable) return nodesOfVariable(cell.variable)
  if (isForeign(cell)) return nodesOfProperty(facts, cell.place)
  return [...nodesAtPlace(facts, cell.place), ...refsHandedOn(facts, cell)]
}

/** `session.timer` is reached through other variables elsewhere; `this.timer` has one name in its class. */
function isForeign({ kind }: Cell): boolean {
  return kind === 'member'
}

/** `clearIfSet(timerRef)`, `return { timerRef }`: what is kept in a ref can be ended by whoever is given the ref. */
function refsHandedOn(facts: FileFacts, { kind, target }: Cell): TSESTree.Node[] {
  const root = kind === 'ref' && target.type === 'MemberExpression' ? unwrap(target.object) : undefined
  const variable = root?.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (!variable) return []
  return nodesOfVariable(variable).filter((each) => {
    const use = useOf(facts, each)
    if (use.kind === 'stored') return use.target.type === 'Property'
    return use.kind === 'argument' || use.kind === 'returned'
  })
}

function writeAt(node: TSESTree.Node): CellWrite | undefined {
  const { parent } = node
  const write = parent && valueWritten(node, parent)
  return write && { target: node, at: parent, ...write }
}

function valueWritten(
  node: TSESTree.Node,
  parent: TSESTree.Node,
): Pick<CellWrite, 'value' | 'operator'> | undefined {
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.left === node ? { value: parent.right, operator: parent.operator } : undefined
    case 'VariableDeclarator':
      return parent.id === node && parent.init ? { value: parent.init, operator: '=' } : undefined
    case 'UnaryExpression':
      return parent.operator === 'delete' ? { value: undefined, operator: 'delete' } : undefined
    case 'UpdateExpression':
      return { value: undefined, operator: parent.operator }
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === node ? { value: undefined, operator: '=' } : undefined
    case 'ArrayPattern':
    case 'RestElement':
      return { value: undefined, operator: '=' }
    case 'AssignmentPattern':
      return parent.left === node ? { value: undefined, operator: '=' } : undefined
    case 'Property':
      return parent.parent.type === 'ObjectPattern' && parent.value === node
        ? { value: undefined, operator: '=' }
        : undefined
    default:
      return undefined
  }
}

function isDeclaration(node: TSESTree.Node): boolean {
  return node.parent?.type === 'VariableDeclarator' && node.parent.id === node
}

function classFieldOf({ target }: Cell): CellWrite[] {
  const isField = target.type === 'PropertyDefinition' || target.type === 'AccessorProperty'
  return isField && target.value ? [{ target, at: target, value: target.value, operator: '=' }] : []
}
