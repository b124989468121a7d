import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { enclosingFunctions, functionName, isFunction } from './functions.js'

const MAX_LENGTH = 40

/**
 * Answers what stands at a node, in quotes and short, for a message: on one line, functions and long arguments left
 * out. A message names other places of the file by it, since a line moves with every edit above it.
 */
export function codeText(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): string {
  const text = shortText(sourceCode, node)
  return `\`${text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1).trimEnd()}…` : text}\``
}

/** Answers where a node stands, for a message: in the function around it, or what stands there where none has a name. */
export function placeText(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): string {
  const name = enclosingFunctions(node)
    .map((scope) => functionName(scope))
    .find((each) => each !== undefined)
  return name === undefined ? `by ${codeText(sourceCode, node)}` : `in ${name}()`
}

/** Answers a text as the beginning of a sentence. */
export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function shortText(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): string {
  const text = oneLine(sourceCode, node)
  if (text.length <= MAX_LENGTH) return text
  switch (node.type) {
    case 'ExpressionStatement':
    case 'ChainExpression':
      return shortText(sourceCode, node.expression)
    case 'AwaitExpression':
      return `await ${shortText(sourceCode, node.argument)}`
    case 'ThrowStatement':
      return `throw ${shortText(sourceCode, node.argument)}`
    case 'ReturnStatement':
      return node.argument ? `return ${shortText(sourceCode, node.argument)}` : 'return'
    case 'CallExpression':
    case 'NewExpression':
      return shortCall(sourceCode, node)
    default:
      return text
  }
}

function shortCall(
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.CallExpression | TSESTree.NewExpression,
): string {
  const { callee } = node
  const prefix = node.type === 'NewExpression' ? 'new ' : ''
  const whole = prefix + oneLine(sourceCode, callee)
  const isLong = whole.length > MAX_LENGTH - 3 && callee.type === 'MemberExpression'
  const called = isLong ? prefix + oneLine(sourceCode, callee.property) : whole
  const given = node.arguments.map((each) => (isFunction(each) ? '…' : oneLine(sourceCode, each)))
  const call = `${called}(${given.join(', ')})`
  return call.length <= MAX_LENGTH ? call : `${called}(…)`
}

function oneLine(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): string {
  return sourceCode.getText(node).replace(/\s+/g, ' ').replaceAll('`', "'").replace(/;$/, '')
}
