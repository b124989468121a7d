import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../../syntax/bindings.js'
import { calleeName, memberName } from '../../syntax/property-name.js'

/**
 * Whether all that is done with a variable is plain, at a glance: its methods are called, its members are read, and calls are
 * given it, of no name that is asked for. False where it has another name, is called itself, or is more than a glance shows.
 */
export function isUsedPlainly({ references }: Variable, isAskedFor: (name: string) => boolean): boolean {
  return references.every(({ identifier }) => isPlain(identifier as TSESTree.Node, isAskedFor))
}

function isPlain(node: TSESTree.Node, isAskedFor: (name: string) => boolean): boolean {
  const { parent } = node
  switch (parent?.type) {
    case 'VariableDeclarator':
      return parent.id === node
    case 'AssignmentExpression':
      return parent.left === node
    case 'ReturnStatement':
    case 'IfStatement':
    case 'BinaryExpression':
    case 'TemplateLiteral':
      return true
    case 'CallExpression':
      return parent.callee !== node && !isAskedFor(calleeName(parent) ?? '')
    case 'MemberExpression': {
      if (parent.object !== node) return true
      const { parent: outer } = parent
      if (outer.type === 'CallExpression' && outer.callee === parent) {
        const method = memberName(parent)
        return method !== undefined && !RESOLVES.has(method) && !isAskedFor(method)
      }
      return READS.has(outer.type)
    }
    default:
      return false
  }
}

/** What these run is given what the variable stands for. */
const RESOLVES: ReadonlySet<string> = new Set(['then', 'catch', 'finally'])

/** Where a member is read, and neither handed on nor ended. */
const READS: ReadonlySet<string> = new Set([
  'MemberExpression',
  'BinaryExpression',
  'IfStatement',
  'TemplateLiteral',
  'ReturnStatement',
  'VariableDeclarator',
])
