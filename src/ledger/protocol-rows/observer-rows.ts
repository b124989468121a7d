import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { ObserverProtocol } from '../../protocols/observers.js'
import { isWindowName } from '../../protocols/timers.js'
import { importSource, type Variable } from '../../syntax/bindings.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** Whether a construction is of the platform's class: the global, a window's, or one that is imported. */
export function constructs(
  facts: FileFacts,
  { callee }: TSESTree.NewExpression,
  row: ObserverProtocol,
): boolean {
  if (facts.places.placeOf(callee) === `g:${row.name}`) return true
  const node = unwrap(callee)
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    const source = variable && importSource(variable)
    return variable !== undefined && row.modules.includes(source ?? '') && isNamed(variable, row)
  }
  if (node.type !== 'MemberExpression' || memberName(node) !== row.name) return false
  const object = unwrap(node.object)
  const variable = facts.bindings.variableOf(object)
  if (row.modules.includes((variable && importSource(variable)) ?? '')) return true
  const name = object.type === 'MemberExpression' ? memberName(object) : undefined
  return isWindowName(object.type === 'Identifier' ? object.name : (name ?? ''))
}

/** A module that exports more than observers has them under their names. */
function isNamed(variable: Variable, row: ObserverProtocol): boolean {
  const specifier = variable.defs[0]?.node as TSESTree.Node | undefined
  return (
    specifier?.type !== 'ImportSpecifier' ||
    specifier.imported.type !== 'Identifier' ||
    specifier.imported.name === row.name ||
    specifier.imported.name === 'default'
  )
}
