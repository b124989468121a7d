import type { TSESTree } from '@typescript-eslint/utils'

import { IGNORES_ANSWER } from '../../protocols/repetition.js'
import { enclosingFunction, isExecutor } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import { destinationsOf, type Destination } from './destinations.js'
import type { FileFacts } from '../file-facts.js'

/** Whether nobody has the value of an expression: it is a statement of its own, or is answered to what does not look at it. */
export function isDropped(facts: FileFacts, expression: TSESTree.Node): boolean {
  // Most calls are statements: that must cost nothing.
  if (wrapped(expression).parent?.type === 'ExpressionStatement') return true
  return destinationsOf(facts, expression).every(isNowhere)
}

/** Whether what goes to a destination goes to nobody. */
export function isNowhere({ to, node }: Destination): boolean {
  if (to === 'nowhere') return true
  const scope = to === 'caller' ? enclosingFunction(node) : undefined
  if (!scope) return false
  const { parent } = scope
  return isExecutor(scope) || isAnswerIgnored(parent, scope)
}

function isAnswerIgnored(call: TSESTree.Node, scope: TSESTree.Node): boolean {
  return call.type === 'CallExpression' && call.callee !== scope && IGNORES_ANSWER.has(calleeName(call) ?? '')
}
