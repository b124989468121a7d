import type { TSESTree } from '@typescript-eslint/utils'

/** Whether a node stands in a static member of a class, whose `this` is the class. */
export function isStaticCode(node: TSESTree.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'StaticBlock') return true
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition') return current.static
  }
  return false
}
