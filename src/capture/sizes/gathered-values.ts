import type { TSESTree } from '@typescript-eslint/utils'

import { LISTENER_METHODS } from '../../protocols/streams.js'
import { isModuleVariable, soleValue, type Variable } from '../../syntax/bindings.js'
import { isFunction, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'

/**
 * Whether a variable gathers all that a stream brings: `chunks.push(chunk)` or `text += chunk` in a loop over it, or in
 * a listener to its data.
 */
export function isGathered(variable: Variable): boolean {
  const [declared] = variable.identifiers
  if (!declared || isModuleVariable(variable)) return false
  const isList = soleValue(variable)?.type === 'ArrayExpression'
  return variable.references.some(({ identifier }) => {
    const adding = isList ? pushOn(identifier) : additionTo(identifier)
    return adding !== undefined && comesFromStream(adding, declared)
  })
}

function pushOn({ parent }: TSESTree.Node): TSESTree.Node | undefined {
  const call = parent?.type === 'MemberExpression' ? parent.parent : undefined
  return call?.type === 'CallExpression' && call.callee === parent && calleeName(call) === 'push'
    ? call
    : undefined
}

function additionTo(node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = node
  return parent?.type === 'AssignmentExpression' && parent.left === node && parent.operator === '+='
    ? parent
    : undefined
}

/** Whether a node runs for each part of a stream, and a declaration before it once for all parts. */
function comesFromStream(node: TSESTree.Node, declared: TSESTree.Node): boolean {
  for (let { parent } = node; parent && !isWithin(declared, parent); { parent } = parent) {
    if (parent.type === 'ForOfStatement' && parent.await) return true
    if (isFunction(parent)) return isDataListener(parent)
  }
  return false
}

function isDataListener(node: TSESTree.Node): boolean {
  const { parent: call } = node
  if (call?.type !== 'CallExpression' || !LISTENER_METHODS.includes(calleeName(call) ?? '')) return false
  const [event] = call.arguments
  return event?.type === 'Literal' && event.value === 'data'
}
