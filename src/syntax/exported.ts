import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from './bindings.js'
import { remembered } from './remembered.js'
import { rootOf } from './unwrap.js'

/** Whether a node makes a value what its module is by default: `export default …`, `export = …`. */
export function isExport(node: TSESTree.Node | undefined): boolean {
  return node?.type === 'ExportDefaultDeclaration' || node?.type === 'TSExportAssignment'
}

/**
 * Whether other modules can reach a variable: `export const x`, `export { x }`, `export default x`,
 * `module.exports = { x }`.
 */
export const isExported = remembered((variable: Variable): boolean => {
  const [definition] = variable.defs
  // A function or class is declared by its own node, a variable by a part of the declaration.
  const declaration = (definition?.parent ?? definition?.node) as TSESTree.Node | undefined
  const around = declaration?.parent
  if (around?.type === 'ExportNamedDeclaration' || isExport(around)) return true
  return variable.references.some(({ identifier }) => isExportOf(identifier))
})

/** Whether a node stands where it is exported: `export { x }`, `exports.x = x`, `module.exports = { x }`. */
export function isExportOf(node: TSESTree.Node): boolean {
  const { parent } = node
  if (isExport(parent) || parent?.type === 'ExportSpecifier') return true
  if (parent?.type === 'Property')
    return parent.parent.type === 'ObjectExpression' && isExportsTarget(parent.parent)
  return isExportsTarget(node)
}

function isExportsTarget(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type !== 'AssignmentExpression' || parent.right !== node) return false
  const root = rootOf(parent.left)
  return root.type === 'Identifier' && (root.name === 'module' || root.name === 'exports')
}
