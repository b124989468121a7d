import type { TSESTree } from '@typescript-eslint/utils'

/** Answers how a message names a way out of a function that leaves something going. */
export function exitText(node: TSESTree.Node | undefined, form: string): string {
  if (/Reject|Failure/.test(form)) return 'a failure'
  switch (node?.type) {
    case 'AwaitExpression':
      return 'an exception from the await'
    case 'ThrowStatement':
      return 'the throw'
    default:
      return form === 'openOnEnd' ? 'a path to the end' : 'the return'
  }
}
