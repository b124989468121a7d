import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { codeText } from '../../syntax/code-text.js'
import { enclosingFunction, functionName, isFunction } from '../../syntax/functions.js'

/** Answers how a message names a way out of a function that leaves something going, behind "is not released". */
export function exitText(
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node | undefined,
  form: string,
): string {
  if (!node) return 'on every way out'
  if (/Reject|Failure/.test(form)) return 'on a failure'
  if (form === 'openOnEnd') return `on a path to the end of ${endText(node)}`
  const isThrown = form === 'openOnThrow' && node.type !== 'ThrowStatement'
  const text = codeText(sourceCode, node)
  return isThrown || node.type === 'AwaitExpression' ? `when ${text} throws` : `on ${text}`
}

/** Answers how a message names the function whose end a node is at. */
export function endText(node: TSESTree.Node): string {
  const scope = isFunction(node) ? node : enclosingFunction(node)
  if (!scope) return 'the file'
  const name = functionName(scope)
  return name === undefined ? 'this function' : `${name}()`
}
