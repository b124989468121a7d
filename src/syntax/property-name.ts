import type { TSESTree } from '@typescript-eslint/utils'

/**
 * Answers the name of a static property key: `a`, `'a'`, `#a`, `[Symbol.dispose]` (as `Symbol.dispose`).
 * Undefined where the key is computed from anything else.
 */
export function keyName(key: TSESTree.Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value
  if (key.type === 'Literal' && typeof key.value === 'number') return String(key.value)
  if (
    key.type === 'MemberExpression' &&
    !key.computed &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    key.property.type === 'Identifier'
  ) {
    return `Symbol.${key.property.name}`
  }
  return undefined
}

/** Answers the property that a member expression reads; undefined where it is computed. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  const { property, computed } = node
  return !computed && property.type === 'Identifier' ? property.name : keyName(property, computed)
}

/** Answers the last name of what is called or constructed: `c` of `a.b.c()`, `F` of `new F()`. */
export function calleeName(node: TSESTree.CallExpression | TSESTree.NewExpression): string | undefined {
  const callee = node.callee.type === 'ChainExpression' ? node.callee.expression : node.callee
  if (callee.type === 'Identifier') return callee.name
  if (callee.type === 'MemberExpression') return memberName(callee)
  if (callee.type === 'TSNonNullExpression' && callee.expression.type === 'MemberExpression') {
    return memberName(callee.expression)
  }
  return undefined
}

/** Answers the object that a method is called on; undefined where the call is not a method's. */
export function receiverOf(node: TSESTree.CallExpression): TSESTree.Expression | undefined {
  const callee = node.callee.type === 'TSNonNullExpression' ? node.callee.expression : node.callee
  return callee.type === 'MemberExpression' ? callee.object : undefined
}
