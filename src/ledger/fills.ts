import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { cellOfTarget, cellOfVariable } from '../cells/cell-of.js'
import { outermostValue } from '../cells/destinations.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { LIST_ADDERS } from '../protocols/teardowns.js'
import { isModuleVariable, soleValue } from '../syntax/bindings.js'
import { enclosingFunction, isFunction } from '../syntax/functions.js'
import { groupedBy } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { rootOf, unwrapAwait } from '../syntax/unwrap.js'
import type { KeptDuty } from './kept-duty.js'
import { makerKey } from './makers.js'

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

/** Answers what a file puts into cells that it has made itself, in the order of the file. */
export const fills = perFile((facts): readonly Fill[] => {
  const found: Fill[] = []
  const add = (target: TSESTree.Node, value: TSESTree.Node | null | undefined, entryOf?: TSESTree.Node) => {
    const fill = value ? fillOf(facts, target, value as TSESTree.Expression, entryOf) : undefined
    if (fill) found.push(fill)
  }
  for (const { left, right, operator } of facts.nodes.assignments) {
    if (!STORES.has(operator)) continue
    const isEntry = left.type === 'MemberExpression' && cellOfTarget(facts, left)?.kind === 'entry'
    add(left, right, isEntry ? left.object : undefined)
  }
  for (const element of facts.nodes.classes.flatMap(({ body }) => body.body)) {
    if (element.type === 'PropertyDefinition') add(element, element.value)
  }
  for (const name of ['set', ...LIST_ADDERS]) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const value = call.arguments[name === 'set' ? 1 : 0]
      if (call.callee.type === 'MemberExpression') add(call, value, call.callee.object)
    }
  }
  const made = [...facts.nodes.calls.values(), ...facts.nodes.constructions.values()].flat()
  for (const call of made) {
    const { parent } = outermostValue(call)
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') add(parent.id, parent.init)
  }
  return found.toSorted((a, b) => a.target.range[0] - b.target.range[0])
})

/** Answers them by how they are made. */
export const fillsByMaker = perFile((facts) => groupedBy(fills(facts), ({ maker }) => maker))

const STORES: ReadonlySet<string> = new Set(['=', '??=', '||='])

function fillOf(
  facts: FileFacts,
  target: TSESTree.Node,
  value: TSESTree.Expression,
  collection: TSESTree.Node | undefined,
): Fill | undefined {
  const made = madeBy(facts, value)
  const maker = made && makerOf(facts, made)
  const cell = maker === undefined ? undefined : cellOfTarget(facts, collection ?? target)
  if (!made || maker === undefined || !cell) return undefined
  return {
    cell,
    isEntry: collection !== undefined,
    maker,
    group: groupOf(facts, cell),
    target,
    value,
    made: made.call,
    scope: enclosingFunction(target),
  }
}

/** The call that makes a value, and the position at which it arrives in a callback, if it does. */
interface Making {
  readonly call: CallNode
  readonly index: number | undefined
}

/** `new X()`, `await open()`, a constant that is one of these, or what a callback is given: `open((file) => …)`. */
function madeBy(facts: FileFacts, value: TSESTree.Node, depth = 0): Making | undefined {
  const node = unwrapAwait(value)
  if (node.type === 'NewExpression' || node.type === 'CallExpression') return { call: node, index: undefined }
  if (node.type !== 'Identifier' || depth > 1) return undefined
  const variable = facts.bindings.variableOf(node)
  const definition = variable?.defs[0]
  if (!variable || !definition) return undefined
  if (definition.type !== 'Parameter') {
    const sole = soleValue(variable)
    return sole ? madeBy(facts, sole, depth + 1) : undefined
  }
  const callback = definition.node as TSESTree.Node
  const call = callback.parent
  if (!isFunction(callback) || call?.type !== 'CallExpression' || call.callee === callback) return undefined
  const index = callback.params.findIndex((each) => each === variable.identifiers[0])
  return index < 0 ? undefined : { call, index }
}

function makerOf(facts: FileFacts, { call, index }: Making): string | undefined {
  const key = makerKey(facts, call)
  return key === undefined || index === undefined ? key : `${key} ${String(index)}`
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
