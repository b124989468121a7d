import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { mayBeMade, type Store } from '../cells/uses/stores.js'
import { soleValue } from '../syntax/bindings.js'
import { keyName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'

/**
 * Answers what the members of a record are filled with that is put into a cell, each as a store of its own: `sessions.set(id, { socket:
 * connect() })`, `this.session = { socket: connect() }`, also where the record has a name of its own before that. Nothing for what is no
 * record, or has none that a call may have made.
 */
export function partsOf(facts: FileFacts, store: Store): readonly Store[] {
  return (recordOf(facts, store.value)?.properties ?? []).flatMap((property) => {
    if (property.type !== 'Property' || property.kind !== 'init') return []
    const part = keyName(property.key, property.computed)
    const value = property.value as TSESTree.Expression
    return part !== undefined && mayBeMade(value) ? [{ ...store, cell: { ...store.cell, part }, value }] : []
  })
}

function recordOf(facts: FileFacts, value: TSESTree.Node): TSESTree.ObjectExpression | undefined {
  const node = unwrap(value)
  if (node.type === 'ObjectExpression') return node
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const sole = variable && soleValue(variable)
  return sole?.type === 'ObjectExpression' ? sole : undefined
}
