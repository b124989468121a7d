import type { TSESTree } from '@typescript-eslint/utils'

import { importSource, loadedModule, type Bindings } from './bindings.js'
import { unwrapAwait } from './unwrap.js'

/**
 * Answers the module that an expression comes from, as it is written in the `import` or `require`:
 * `fs` for `openSync`, `fs.openSync`, `require('fs').promises.open` or `(await import('fs')).openSync`. Undefined for all else.
 */
export function moduleOf(node: TSESTree.Node, bindings: Bindings): string | undefined {
  let current = unwrapAwait(node)
  while (current.type === 'MemberExpression') current = unwrapAwait(current.object)
  const variable = current.type === 'Identifier' ? bindings.variableOf(current) : undefined
  return variable ? importSource(variable) : loadedModule(current)
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
