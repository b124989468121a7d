import type { TSESTree } from '@typescript-eslint/utils'

/**
 * Answers the expression inside wrappers that change neither its value nor its identity: type assertions,
 * non-null assertions, optional chains.
 */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression
        break
      default:
        return current
    }
  }
}

/** Like {@link unwrap}, and steps into `await` too: the value that a variable ends up with. */
export function unwrapAwait(node: TSESTree.Node): TSESTree.Node {
  // One loop, here and below: these are asked more often than anything else.
  let current = node
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression
        break
      case 'AwaitExpression':
        current = current.argument
        break
      default:
        return current
    }
  }
}

/** Answers what a chain of members begins with: `a` of `a.b.c`; the expression itself where it is no member. */
export function rootOf(node: TSESTree.Node): TSESTree.Node {
  let root = unwrap(node)
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  return root
}

/** Answers the outermost wrapper around a node (see {@link unwrap}). */
export function outermost(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (;;) {
    const { parent } = current
    switch (parent?.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
        current = parent
        break
      default:
        return current
    }
  }
}

/** Like {@link outermost}, `await` included: the node whose parent says what becomes of the value. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  let current = node
  for (;;) {
    const { parent } = current
    switch (parent?.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'AwaitExpression':
        current = parent
        break
      default:
        return current
    }
  }
}
