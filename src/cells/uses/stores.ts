import type { TSESTree } from '@typescript-eslint/utils'

import { LIST_ADDERS } from '../../protocols/teardowns.js'
import type { Cell } from '../cell.js'
import { cellOfTarget, entryOf } from '../cell-of.js'
import { outermostValue } from './destinations.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../file-facts.js'

/** A value that is put into a cell of any form. */
export interface Store {
  readonly cell: Cell
  /** What is written: an expression, a class field, the identifier of a declaration; for an entry, what puts it in. */
  readonly target: TSESTree.Node
  readonly value: TSESTree.Expression
}

/**
 * Answers what a file puts into cells that a call may have made: first by what runs again and again, assignments and calls that
 * add to a collection; then what a cell begins with, as a class field or in the declaration of a variable. Of what is added
 * to a collection everything, since that may hold what a call has made.
 */
export const stores = perFile((facts): readonly Store[] => [
  ...storesInPlaces(facts),
  ...declarations(facts).flatMap((declaration) => storeOf(facts, declaration) ?? []),
])

/** Answers them but for what is declared. */
export const storesInPlaces = perFile((facts): readonly Store[] => {
  const found: Store[] = []
  const add = (cell: Cell | undefined, target: TSESTree.Node, value: TSESTree.Expression) => {
    if (cell) found.push({ cell, target, value })
  }
  for (const { left, right, operator } of facts.nodes.assignments) {
    if (STORES.has(operator) && (mayBeMade(right) || isRecord(right)))
      add(cellOfTarget(facts, left), left, right)
  }
  for (const name of ['set', ...LIST_ADDERS]) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const value = call.arguments[name === 'set' ? 1 : 0]
      if (value && value.type !== 'SpreadElement') add(entryOf(facts, value), call, value)
    }
  }
  for (const { body } of facts.nodes.classes) {
    for (const element of body.body) {
      const value = element.type === 'PropertyDefinition' ? element.value : null
      if (value && (mayBeMade(value) || isRecord(value))) add(cellOfTarget(facts, element), element, value)
    }
  }
  return found
})

/** What a variable is declared with. */
export interface Declaration {
  readonly target: TSESTree.Identifier
  readonly value: TSESTree.Expression
  readonly isConstant: boolean
}

/** Answers the variables that are declared with what a call may have made, as their declarations tell at a glance. */
export const declarations = perFile((facts): readonly Declaration[] => {
  const found: Declaration[] = []
  for (const named of [facts.nodes.calls, facts.nodes.constructions]) {
    for (const made of named.values()) {
      for (const each of made) {
        const { parent } = outermostValue(each)
        if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || !parent.init) continue
        if (!mayBeMade(parent.init)) continue
        found.push({ target: parent.id, value: parent.init, isConstant: parent.parent.kind === 'const' })
      }
    }
  }
  return found
})

/** Answers a declaration as what it puts into the cell of its variable. */
export function storeOf(facts: FileFacts, { target, value }: Declaration): Store | undefined {
  const cell = cellOfTarget(facts, target)
  return cell && { cell, target, value }
}

/** Whether a call may have made a value, as its form tells: that call, a name that it is given, or one of two. */
export function mayBeMade(value: TSESTree.Node): boolean {
  switch (unwrapAwait(value).type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'Identifier':
    case 'ConditionalExpression':
      return true
    default:
      return false
  }
}

/** Whether a value is a record, whose members a call may have made. */
function isRecord(value: TSESTree.Node): boolean {
  return unwrap(value).type === 'ObjectExpression'
}

const STORES: ReadonlySet<string> = new Set(['=', '??=', '||='])
