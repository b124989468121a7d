import type { TSESTree } from '@typescript-eslint/utils'

import { loadedModule } from '../../syntax/bindings.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { perFile } from '../file-facts.js'

/** What a file exports under a name: a value of its own, or what another file exports. */
export type Exported =
  | { readonly from: 'here'; readonly node: TSESTree.Node }
  /** Without a name it is the other module as a whole. */
  | { readonly from: 'there'; readonly module: string; readonly name: string | undefined }

export interface Exports {
  readonly named: ReadonlyMap<string, Exported>
  /** The modules all of whose exports are this one's as well: `export * from './a'`. */
  readonly all: readonly string[]
}

/** Answers what a file exports, as a module of either kind: `export`, `module.exports`, `exports.name`. */
export const exportsOf = perFile(({ sourceCode, nodes }): Exports => {
  const named = new Map<string, Exported>()
  const all: string[] = []
  const here = (name: string | undefined, node: TSESTree.Node | null): void => {
    if (name !== undefined && node && !named.has(name)) named.set(name, { from: 'here', node })
  }
  for (const statement of sourceCode.ast.body) {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        here('default', statement.declaration)
        break
      case 'TSExportAssignment':
        here('default', statement.expression)
        break
      case 'ExportAllDeclaration': {
        const { exported, source } = statement
        if (exported) named.set(exported.name, { from: 'there', module: source.value, name: undefined })
        else all.push(source.value)
        break
      }
      case 'ExportNamedDeclaration':
        for (const specifier of statement.specifiers) {
          const name = keyName(specifier.exported, false)
          if (name === undefined) continue
          const { source } = statement
          if (source)
            named.set(name, { from: 'there', module: source.value, name: keyName(specifier.local, false) })
          else here(name, specifier.local)
        }
        for (const id of statement.declaration ? declaredBy(statement.declaration) : []) here(id.name, id)
        break
      default:
    }
  }
  for (const { left, right } of nodes.assignments) {
    if (left.type === 'MemberExpression') addAssigned(left, right, here)
  }
  return { named, all: [...all, ...handedOnWhole(named)] }
})

function declaredBy(
  declaration: TSESTree.ExportNamedDeclaration['declaration'] & object,
): TSESTree.Identifier[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id] : []))
  }
  const isNamed = declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration'
  return isNamed && declaration.id ? [declaration.id] : []
}

type Adding = (name: string | undefined, node: TSESTree.Node) => void

/** `module.exports = X`, `module.exports = { X }`, `module.exports.X = X`, `exports.X = X` */
function addAssigned(left: TSESTree.MemberExpression, right: TSESTree.Expression, here: Adding): void {
  const root = rootOf(left)
  if (root.type !== 'Identifier' || (root.name !== 'module' && root.name !== 'exports')) return
  const name = memberName(left)
  if (root.name === 'exports' || isModuleExports(left.object)) {
    if (unwrap(left.object) === root || isModuleExports(left.object)) here(name, right)
    return
  }
  if (!isModuleExports(left)) return
  here('default', right)
  const value = unwrap(right)
  if (value.type !== 'ObjectExpression') return
  for (const property of value.properties) {
    if (property.type === 'Property') here(keyName(property.key, property.computed), property.value)
  }
}

function isModuleExports(node: TSESTree.Node): boolean {
  const member = unwrap(node)
  if (member.type !== 'MemberExpression' || memberName(member) !== 'exports') return false
  const object = unwrap(member.object)
  return object.type === 'Identifier' && object.name === 'module'
}

/** `module.exports = require('./lib')` */
function handedOnWhole(named: ReadonlyMap<string, Exported>): readonly string[] {
  const whole = named.get('default')
  const module = whole?.from === 'here' ? loadedModule(whole.node) : undefined
  return module === undefined ? [] : [module]
}
