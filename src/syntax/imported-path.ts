import type { TSESTree } from '@typescript-eslint/utils'

import { loadedModule, soleValue, writesOf, type Bindings, type Variable } from './bindings.js'
import { keyName, memberName } from './property-name.js'
import { unwrap } from './unwrap.js'

/** Longer chains of aliases than anyone writes by hand. */
const MAX_DEPTH = 8

/**
 * Answers what an expression is of the exports of a module, through aliases: `lodash#memoize` for `memoize` after
 * `import { memoize } from 'lodash'` and for `_.memoize` after `const _ = require('lodash')`; the module alone for
 * what it exports by default or as a whole. Undefined for all else.
 */
export function importedPathOf(node: TSESTree.Node, bindings: Bindings): string | undefined {
  const path = pathOf(node, bindings, 0)
  if (!path) return undefined
  const members = path.members.filter((name) => name !== 'default')
  return members.length === 0 ? path.module : `${path.module}#${members.join('.')}`
}

/** A module as the import names it, and the member of what it exports; `default` among them where the file says so. */
export interface ImportedPath {
  readonly module: string
  readonly members: readonly string[]
}

/** Answers the same in its parts, which say what is exported under another name as well. */
export function importedPartsOf(node: TSESTree.Node, bindings: Bindings): ImportedPath | undefined {
  return pathOf(node, bindings, 0)
}

function pathOf(node: TSESTree.Node, bindings: Bindings, depth: number): ImportedPath | undefined {
  if (depth > MAX_DEPTH) return undefined
  const expression = unwrap(node)
  switch (expression.type) {
    case 'MemberExpression':
      return memberPath(pathOf(expression.object, bindings, depth + 1), memberName(expression))
    case 'AwaitExpression':
    case 'CallExpression':
    case 'ImportExpression': {
      const module = loadedModule(expression)
      return module === undefined ? undefined : { module, members: [] }
    }
    case 'Identifier': {
      const variable = bindings.variableOf(expression)
      return variable && variablePath(variable, bindings, depth)
    }
    default:
      return undefined
  }
}

function memberPath(object: ImportedPath | undefined, name: string | undefined): ImportedPath | undefined {
  return object && name !== undefined ? { ...object, members: [...object.members, name] } : undefined
}

function variablePath(variable: Variable, bindings: Bindings, depth: number): ImportedPath | undefined {
  const [definition] = variable.defs
  if (variable.defs.length !== 1 || !definition) return undefined
  const node = definition.node as TSESTree.Node
  const parent = definition.parent as TSESTree.Node | null | undefined
  switch (node.type) {
    case 'ImportSpecifier':
      return parent?.type === 'ImportDeclaration'
        ? memberPath({ module: parent.source.value, members: [] }, keyName(node.imported, false))
        : undefined
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return parent?.type === 'ImportDeclaration' ? { module: parent.source.value, members: [] } : undefined
    case 'TSImportEqualsDeclaration': {
      const { moduleReference: reference } = node
      if (reference.type !== 'TSExternalModuleReference') return undefined
      return { module: reference.expression.value, members: [] }
    }
    case 'VariableDeclarator': {
      if (node.id.type === 'ObjectPattern') return destructuredPath(variable, node, bindings, depth)
      const value = soleValue(variable)
      return value && pathOf(value, bindings, depth + 1)
    }
    default:
      return undefined
  }
}

/** `const { memoize: m } = require('lodash')` */
function destructuredPath(
  variable: Variable,
  { id, init }: TSESTree.VariableDeclarator,
  bindings: Bindings,
  depth: number,
): ImportedPath | undefined {
  if (id.type !== 'ObjectPattern' || !init) return undefined
  if (writesOf(variable).length !== 1) return undefined
  const property = id.properties.find(
    (each): each is TSESTree.Property => each.type === 'Property' && each.value === variable.identifiers[0],
  )
  return property && memberPath(pathOf(init, bindings, depth + 1), keyName(property.key, property.computed))
}
