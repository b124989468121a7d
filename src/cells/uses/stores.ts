import type { TSESTree } from '@typescript-eslint/utils'

import { LIST_ADDERS } from '../../protocols/teardowns.js'
import type { Cell } from '../cell.js'
import { cellOfTarget, entryOf } from '../cell-of.js'
import { outermostValue } from './destinations.js'
import { perFile } from '../file-facts.js'

/** A value that is put into a cell of any form. */
export interface Store {
  readonly cell: Cell
  /** What is written: an expression, a class field, the identifier of a declaration; for an entry, what puts it in. */
  readonly target: TSESTree.Node
  readonly value: TSESTree.Expression
}

/**
 * Answers what a file puts into cells: first by what runs again and again, assignments and calls that add to a collection;
 * then what a cell begins with, as a class field or in the declaration of a variable, where a call makes it.
 */
export const stores = perFile((facts): readonly Store[] => {
  const found: Store[] = []
  const add = (cell: Cell | undefined, target: TSESTree.Node, value: TSESTree.Expression | null) => {
    if (cell && value) found.push({ cell, target, value })
  }
  for (const { left, right, operator } of facts.nodes.assignments) {
    if (STORES.has(operator)) add(cellOfTarget(facts, left), left, right)
  }
  for (const name of ['set', ...LIST_ADDERS]) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const value = call.arguments[name === 'set' ? 1 : 0]
      if (value && value.type !== 'SpreadElement') add(entryOf(facts, value), call, value)
    }
  }
  for (const { body } of facts.nodes.classes) {
    for (const element of body.body) {
      if (element.type === 'PropertyDefinition' && element.value) {
        add(cellOfTarget(facts, element), element, element.value)
      }
    }
  }
  for (const named of [facts.nodes.calls, facts.nodes.constructions]) {
    for (const made of named.values()) {
      for (const each of made) {
        const { parent } = outermostValue(each)
        if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') continue
        add(cellOfTarget(facts, parent.id), parent.id, parent.init)
      }
    }
  }
  return found
})

const STORES: ReadonlySet<string> = new Set(['=', '??=', '||='])
