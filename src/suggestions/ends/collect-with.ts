import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { isVisibleIn } from '../../cells/uses/visibility.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { EndChange } from './end-change.js'

/** Answers the change that gives what nobody keeps to what collects the like of it; undefined where that may mean another one here. */
export function collectWith(
  facts: FileFacts,
  value: TSESTree.Node,
  collector: TSESTree.CallExpression,
): EndChange | undefined {
  const given = wrapped(value)
  const scope = enclosingFunction(value)
  if (given.parent?.type !== 'ExpressionStatement' || !scope) return undefined
  // One that takes a list of them is not given a single one.
  if (calleeName(collector)?.endsWith('All') === true) return undefined
  if (!isVisibleIn(facts, collector.callee, scope)) return undefined
  const text = facts.sourceCode.getText(collector.callee)
  return {
    messageId: 'collectToo',
    data: { collector: text },
    fix: (fixer) => [fixer.insertTextBefore(given, `${text}(`), fixer.insertTextAfter(given, ')')],
  }
}
