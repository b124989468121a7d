import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { isVisibleIn } from '../../cells/uses/visibility.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { keyName } from '../../syntax/property-name.js'

/** Answers the name of the method that registers, where the call is on the target itself. */
export function methodOf({ callee }: TSESTree.CallExpression): TSESTree.Node | undefined {
  if (callee.type === 'Identifier') return callee
  return callee.type === 'MemberExpression' && !callee.computed ? callee.property : undefined
}

/**
 * Answers the call that takes a listener out, without a semicolon; `handler` is what the function is called from now
 * on, where that changes.
 */
export function removalText(
  { sourceCode }: FileFacts,
  registration: Registration,
  remove: string,
  handler?: string,
): string {
  const { callee, arguments: given } = registration.node
  const object = objectOf(registration)
  const dot = callee.type === 'MemberExpression' && callee.optional ? '?.' : '.'
  const texts = argumentsOfRemoval(registration).map((argument) => {
    if (argument === registration.handler && handler !== undefined) return handler
    const text = sourceCode.getText(argument)
    return given.includes(argument) ? text : `{ capture: ${text} }`
  })
  return `${object ? sourceCode.getText(object) + dot : ''}${remove}(${texts.join(', ')})`
}

/** Whether what the removal names means the same in another function; the handler as well, unless it gets a new name. */
export function isRemovableIn(
  facts: FileFacts,
  registration: Registration,
  scope: FunctionNode,
  handler?: string,
): boolean {
  const parts = [registration.target.node, objectOf(registration), ...argumentsOfRemoval(registration)]
  return parts.every(
    (part) =>
      !part || (part === registration.handler && handler !== undefined) || isVisibleIn(facts, part, scope),
  )
}

/** What the method is called on: in a chain, what the first call is on. */
function objectOf({ node: { callee }, target }: Registration): TSESTree.Node | undefined {
  if (callee.type !== 'MemberExpression') return undefined
  return callee.object.type === 'CallExpression' ? target.node : callee.object
}

/** The first three arguments; of options that are written out, the value of the only one a removal takes. */
function argumentsOfRemoval({ node, protocol }: Registration): TSESTree.CallExpressionArgument[] {
  const [first, second, third] = node.arguments
  const isWrittenOut = protocol.takesOptions && third?.type === 'ObjectExpression'
  return [first, second, isWrittenOut ? valueOf(third, 'capture') : third].filter(
    (each) => each !== undefined,
  )
}

function valueOf(object: TSESTree.ObjectExpression, name: string): TSESTree.Expression | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== name) continue
    // In an expression the value of a property is one as well.
    return property.value as TSESTree.Expression
  }
  return undefined
}
