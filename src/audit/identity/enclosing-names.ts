import type { Rule } from 'eslint'

/** Answers the named functions and classes around a node, from the outside in, joined by dots. */
export function enclosingNames(node: Rule.Node | null): string {
  const names: string[] = []
  for (let current: Rule.Node | null | undefined = node; current; current = current.parent) {
    const name = nameOf(current)
    if (name !== undefined) names.unshift(name)
  }
  return names.join('.')
}

/** The name that a function, class or member of a class bears, or is given where it is made. */
function nameOf(node: Rule.Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return (node.id as { name: string } | null)?.name ?? 'default'
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return nameOfKey(node.key)
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
      return nameOfMade(node)
    default:
      return undefined
  }
}

function nameOfMade(node: Rule.Node): string | undefined {
  const parent = node.parent as Rule.Node
  if (parent.type === 'Property') return nameOfKey(parent.key)
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  if (parent.type === 'AssignmentExpression') return nameOfTarget(parent.left)
  return undefined
}

function nameOfTarget(target: object): string | undefined {
  const { name, property } = target as { name?: unknown; property?: object }
  if (typeof name === 'string') return name
  return property && nameOfKey(property)
}

function nameOfKey(key: object): string | undefined {
  const { name, value } = key as { name?: unknown; value?: unknown }
  if (typeof name === 'string') return name
  return typeof value === 'string' ? value : undefined
}
