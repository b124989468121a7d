import type { TSESTree } from '@typescript-eslint/utils'

import { constantNumber } from '../../syntax/constants.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'

/** A piece of at most so many bytes or characters is small beside what counts as large. */
const SMALL_PART = 16

/**
 * Answers how much of a value a range takes: `all` or nearly all of it; a piece that is certainly small, or perhaps;
 * `none` where what it takes is empty, or so short that it is copied.
 */
export function takenBy(
  facts: FileFacts,
  cut: 'range' | 'length',
  [begin, end]: readonly TSESTree.Node[],
  copied: number,
): Certainty | 'all' | 'none' {
  if (!begin) return 'all'
  if (begin.type === 'SpreadElement' || end?.type === 'SpreadElement') return 'likely'
  const sized = (length: number | undefined): Certainty | 'none' => {
    if (length === undefined) return 'likely'
    if (length <= copied) return 'none'
    return length <= facts.settings.largeBytes / SMALL_PART ? 'known' : 'likely'
  }
  const from = constantNumber(begin, facts.bindings)
  if (!end) return from === undefined ? 'likely' : from < 0 ? sized(-from) : 'all'
  if (cut === 'length') return sized(atMost(facts, end))
  const to = constantNumber(end, facts.bindings)
  if (from !== undefined && to !== undefined && from >= 0 && to < 0) return 'all'
  if (from !== undefined && to !== undefined) return from < 0 === to < 0 ? sized(to - from) : 'likely'
  if (from !== undefined && from >= 0) {
    const last = atMost(facts, end)
    return sized(last === undefined ? undefined : last - from)
  }
  return sized(lengthAfter(facts, begin, end))
}

/** `text.slice(at, at + 40)` */
function lengthAfter(facts: FileFacts, begin: TSESTree.Node, end: TSESTree.Node): number | undefined {
  const sum = unwrap(end)
  if (sum.type !== 'BinaryExpression' || sum.operator !== '+') return undefined
  const text = facts.sourceCode.getText(unwrap(begin))
  if (facts.sourceCode.getText(sum.left) === text) return atMost(facts, sum.right)
  return facts.sourceCode.getText(sum.right) === text ? atMost(facts, sum.left) : undefined
}

/** A number that an expression does not exceed: a constant, or `Math.min(…, 100)`. */
function atMost(facts: FileFacts, node: TSESTree.Node): number | undefined {
  const expression = unwrap(node)
  if (expression.type !== 'CallExpression' || facts.places.placeOf(expression.callee) !== 'g:Math.min') {
    return constantNumber(expression, facts.bindings)
  }
  const limits = expression.arguments.flatMap((each) => constantNumber(each, facts.bindings) ?? [])
  return limits.length > 0 ? Math.min(...limits) : undefined
}
