import type { TSESTree } from '@typescript-eslint/utils'

import { importSource, type Bindings } from './bindings.js'
import { unwrap } from './unwrap.js'

/**
 * Answers the module that an expression comes from, as it is written in the `import` or `require`:
 * `fs` for `openSync`, `fs.openSync` or `require('fs').promises.open`. Undefined for all else.
 */
export function moduleOf(node: TSESTree.Node, bindings: Bindings): string | undefined {
  let current = unwrap(node)
  while (current.type === 'MemberExpression') current = unwrap(current.object)
  if (current.type === 'CallExpression' && current.callee.type === 'Identifier') {
    const [argument] = current.arguments
    const isRequire = current.callee.name === 'require' && argument?.type === 'Literal'
    return isRequire && typeof argument.value === 'string' ? argument.value : undefined
  }
  const variable = current.type === 'Identifier' ? bindings.variableOf(current) : undefined
  return variable && importSource(variable)
}

/** Modules that projects wrap in one of their own of the same name, which hands on what it imports: `./fs`. */
const WRAPPED = new Set(['fs', 'fs-extra', 'graceful-fs'])

/** Whether a module is one of those named. */
export function isModuleNamed(source: string, modules: readonly string[]): boolean {
  return modules.includes(source) || modules.includes(wrappedModule(source) ?? source)
}

/** Answers the module that one of the project's own wraps, as far as its name says: `fs` for `./fs`. */
export function wrappedModule(source: string): string | undefined {
  if (!source.startsWith('.') || !source.includes('/')) return undefined
  const name = source.slice(source.lastIndexOf('/') + 1)
  return WRAPPED.has(name) ? name : undefined
}
