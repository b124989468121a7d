import type { TSESTree } from '@typescript-eslint/utils'

import { runsAtModuleLoad, type ClassNode } from '../syntax/functions.js'
import { perKey, type FileFacts } from './file-facts.js'

/** Whether nothing but one `new` at module level uses a class, and no other file can. */
export const isSingletonClass = perKey((facts: FileFacts, node: ClassNode): boolean => {
  const variable = node.id && facts.bindings.variableOf(node.id)
  const isExported =
    node.parent.type === 'ExportNamedDeclaration' || node.parent.type === 'ExportDefaultDeclaration'
  if (!variable || isExported) return false
  const uses = variable.references
    .map((reference) => reference.identifier as TSESTree.Identifier)
    .filter(({ parent }) => !parent.type.startsWith('TS'))
  const [only] = uses
  if (uses.length !== 1 || only?.parent.type !== 'NewExpression' || only.parent.callee !== only) return false
  return runsAtModuleLoad(only.parent)
})
