import type { TSESTree } from '@typescript-eslint/utils'

import { calleeName } from './property-name.js'

/** Whether a list is that of `useEffect(…, [value])`: the hook reads it, and hands nothing of it on. */
export function isDependencyList(list: TSESTree.Node): boolean {
  const { parent } = list
  return (
    list.type === 'ArrayExpression' &&
    parent?.type === 'CallExpression' &&
    parent.arguments.indexOf(list) > 0 &&
    /^use[A-Z]/.test(calleeName(parent) ?? '')
  )
}
