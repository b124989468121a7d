import type { TSESTree } from '@typescript-eslint/utils'

import { RUNS_SOON } from '../../protocols/ownership.js'
import { declaredName, isClass, runsWhereItStands, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'

/**
 * Whether a function may be kept by somebody after the call that made it: it is returned, stored, or given to a method
 * that registers it. A function given to another function is taken to be called by it.
 */
export const mayOutlive = perKey((facts: FileFacts, node: FunctionNode): boolean => {
  if (runsWhereItStands(node)) return false
  const { parent } = node
  if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
    return isClass(parent.parent.parent) && isHandedOut(facts, parent.parent.parent)
  }
  if (node.type === 'FunctionDeclaration') return isNameHandedOut(facts, node.id)
  return isHandedOut(facts, node)
}, false)

/** Longer chains of names than anyone writes by hand. */
const MAX_ALIAS_DEPTH = 8

function isHandedOut(facts: FileFacts, node: TSESTree.Node, depth = 0): boolean {
  if (depth > MAX_ALIAS_DEPTH) return true
  if (node.type === 'ClassDeclaration') return isNameHandedOut(facts, node.id)
  if (node.parent?.type === 'JSXExpressionContainer') return true
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'returned':
    case 'stored':
      return true
    case 'argument': {
      const { call } = use
      return call.callee.type === 'MemberExpression' && !RUNS_SOON.has(calleeName(call) ?? '')
    }
    case 'alias': {
      const name = declaredName(node as FunctionNode)
      return name ? isNameHandedOut(facts, name, depth + 1) : true
    }
    default:
      return false
  }
}

function isNameHandedOut(facts: FileFacts, name: TSESTree.Identifier | null, depth = 0): boolean {
  const variable = name && facts.bindings.variableOf(name)
  if (!variable) return false
  return variable.references.some((reference) => {
    if (!reference.isRead()) return false
    return isHandedOut(facts, reference.identifier, depth)
  })
}
