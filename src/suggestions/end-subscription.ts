import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { isVisibleIn } from '../cells/uses/visibility.js'
import type { Subscription } from '../ledger/subscriptions/subscription.js'
import type { Loss } from '../losses/loss.js'
import { collectedBeside } from '../losses/subscriptions/collected-beside.js'
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { endingSuggestions, endWithOwner } from './end-with-owner.js'

export type SubscriptionSuggestionId = 'collectToo' | 'returnFromEffect' | 'returnCleanup'

export const subscriptionSuggestions: Readonly<Record<SubscriptionSuggestionId, string>> = {
  collectToo: 'Pass the result to {{collector}}().',
  returnFromEffect: 'Return the function, for the effect to call it as its cleanup.',
  returnCleanup: endingSuggestions.returnCleanup,
}

type Suggestions = TSESLint.ReportSuggestionArray<SubscriptionSuggestionId>

/**
 * Answers the change by which a subscription that is dropped ends with its owner: it is given to what collects the one beside
 * it, or ended in the cleanup of its effect. None where it is not dropped by a statement, or its owner has no such place.
 */
export function endSubscription(facts: FileFacts, subscription: Subscription, loss: Loss): Suggestions {
  const { node, ending, method = ending, basis, isSure } = subscription
  const statement = wrapped(node).parent
  if (statement?.type !== 'ExpressionStatement' || statement.expression !== wrapped(node)) return []
  if (loss.form === 'siblingKept') {
    const collector = collectedBeside(facts, subscription)?.sibling.collector
    return collector ? collect(facts, node, statement, collector) : []
  }
  const scope = enclosingFunction(node)
  if (loss.owner?.kind !== 'effect' || loss.owner.node !== scope) return []
  if (ending === 'call') return isLastOf(facts, scope, statement) ? [returnIt(statement)] : []
  const isKnown = basis === 'row' || basis === 'type' || isSure === true
  return isKnown ? endInCleanup(facts, node, loss, method) : []
}

/** Answers the change that keeps what a call of an effect answers, and ends it by a method of that in the cleanup of the effect. */
export function endInCleanup(
  facts: FileFacts,
  value: TSESTree.CallExpression,
  loss: Loss,
  method = 'unsubscribe',
): Suggestions {
  if (loss.owner?.kind !== 'effect') return []
  const end = (handle: string): string => `${handle}.${method}()`
  const begun = { value, name: 'subscription', type: undefined, end, filename: facts.path }
  const change = endWithOwner(facts, { ...begun, isRepeated: true, answersNothing: true }, loss)
  return change?.messageId === 'returnCleanup' ? [{ ...change, messageId: change.messageId }] : []
}

function collect(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  { expression }: TSESTree.ExpressionStatement,
  collector: TSESTree.CallExpression,
): Suggestions {
  // One that takes a list of them is not given a single one.
  if (calleeName(collector)?.endsWith('All') === true) return []
  const scope = enclosingFunction(node)
  if (!scope || !isVisibleIn(facts, collector.callee, scope)) return []
  const text = facts.sourceCode.getText(collector.callee)
  return [
    {
      messageId: 'collectToo',
      data: { collector: text },
      fix: (fixer) => [
        fixer.insertTextBefore(expression, `${text}(`),
        fixer.insertTextAfter(expression, ')'),
      ],
    },
  ]
}

function returnIt(statement: TSESTree.ExpressionStatement): Suggestions[number] {
  return { messageId: 'returnFromEffect', fix: (fixer) => fixer.insertTextBefore(statement, 'return ') }
}

/** Whether a statement is the last of an effect that returns nothing. */
function isLastOf(facts: FileFacts, scope: FunctionNode, statement: TSESTree.Statement): boolean {
  const isLast = scope.body.type === 'BlockStatement' && scope.body.body.at(-1) === statement
  return isLast && !scope.async && (facts.nodes.returns.get(scope) ?? []).length === 0
}
