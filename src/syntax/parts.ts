import type { TSESTree } from '@typescript-eslint/utils'

/** The expressions in a node of a rarer kind, such as an element, a class or a pattern, in their order. */
export function partsOf(node: TSESTree.Node): TSESTree.Node[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'parent' || key.startsWith('type')) return []
    return (Array.isArray(value) ? value : [value]).filter(isNode)
  })
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'range' in value
}
