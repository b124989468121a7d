import type { TSESTree } from '@typescript-eslint/utils'

import { OPTIONS_NAME, SIGNAL_CLASS, SIGNAL_NAME } from '../../../protocols/signals.js'
import { LONG_DELAY_MS } from '../../../protocols/timers.js'
import { isModuleVariable, isParameter, soleValue } from '../../../syntax/bindings.js'
import { constantNumber } from '../../../syntax/constants.js'
import { memberName } from '../../../syntax/property-name.js'
import { rootOf, unwrap } from '../../../syntax/unwrap.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import { isMadeAnew } from '../../../ledger/registrations/handlers.js'
import type { Registration } from '../../../ledger/registrations/registration.js'
import { runsOnce } from '../../../lives/multiplicity.js'
import { endOfSignalAt } from '../../../lives/signals/signal-endings.js'

/**
 * Answers how a signal stays that a call has made of others, or of a long time, now that somebody listens to it:
 * `follows` until one of the signals aborts that outlive the call, `waits` until the time has passed. Without a listener
 * it would be collected. Undefined where it ends with the call, or nobody knows.
 */
export function lifeOfMadeSignal(
  facts: FileFacts,
  registration: Registration,
): 'follows' | 'waits' | undefined {
  const { event, handler, node, target } = registration
  if (event.name !== 'abort' || !isMadeAnew(handler) || runsOnce(facts, node)) return undefined
  const made = valueOf(facts, target.node)
  if (made.type !== 'CallExpression') return undefined
  switch (facts.places.placeOf(made.callee)) {
    case `g:${SIGNAL_CLASS}.timeout`:
      return isLong(facts, made) ? 'waits' : undefined
    case `g:${SIGNAL_CLASS}.any`:
      return lifeOfComposite(facts, made, node)
    default:
      return undefined
  }
}

function lifeOfComposite(
  facts: FileFacts,
  { arguments: [list] }: TSESTree.CallExpression,
  at: TSESTree.Node,
): 'follows' | 'waits' | undefined {
  if (list?.type !== 'ArrayExpression') return undefined
  const lives = list.elements.map((element) =>
    element && element.type !== 'SpreadElement' ? lifeOfPart(facts, element, at) : 'unknown',
  )
  if (lives.includes('ends')) return undefined
  return lives.includes('follows') ? 'follows' : lives.includes('waits') ? 'waits' : undefined
}

/** `ends`: soon, or with the work; `unknown`: it may go with the call, and then keeps nothing. */
function lifeOfPart(
  facts: FileFacts,
  part: TSESTree.Node,
  at: TSESTree.Node,
): 'follows' | 'waits' | 'ends' | 'unknown' {
  const { end } = endOfSignalAt(facts, part, at)
  // What the end of the program aborts stays until then.
  if (end === 'atEnd' && !isOfModule(facts, part)) return 'ends'
  const made = valueOf(facts, part)
  if (made.type === 'CallExpression' && facts.places.placeOf(made.callee) === `g:${SIGNAL_CLASS}.timeout`) {
    return isLong(facts, made) ? 'waits' : 'ends'
  }
  return outlivesCall(facts, part) ? 'follows' : 'unknown'
}

function isOfModule(facts: FileFacts, part: TSESTree.Node): boolean {
  const variable = facts.bindings.variableOf(rootOf(part))
  return variable !== undefined && isModuleVariable(variable)
}

/** A signal of the caller, or of a controller of the module. */
function outlivesCall(facts: FileFacts, part: TSESTree.Node): boolean {
  const node = unwrap(part)
  const root = rootOf(node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (!variable) return false
  if (isModuleVariable(variable)) return variable.defs[0]?.type !== ('ImportBinding' as string)
  if (!isParameter(variable)) return false
  const name = node.type === 'MemberExpression' ? (memberName(node) ?? '') : variable.name
  return SIGNAL_NAME.test(name) && (node === root || OPTIONS_NAME.test(variable.name))
}

function isLong(facts: FileFacts, { arguments: [delay] }: TSESTree.CallExpression): boolean {
  if (!delay || delay.type === 'SpreadElement') return false
  return (constantNumber(delay, facts.bindings) ?? 0) >= LONG_DELAY_MS
}

function valueOf(facts: FileFacts, expression: TSESTree.Node): TSESTree.Node {
  const node = unwrap(expression)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  return (variable && soleValue(variable)) ?? node
}
