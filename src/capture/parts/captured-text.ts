import type { TSESTree } from '@typescript-eslint/utils'

import { WIDE_PATTERN } from '../../protocols/slices.js'
import { soleValue } from '../../syntax/bindings.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'

/** A regular expression as it is written. */
export interface Regex {
  source: string
  flags: string
}

/** Answers the regular expression that an expression certainly is. */
export function regexOf(facts: FileFacts, expression: TSESTree.Node): Regex | undefined {
  const node = unwrap(expression)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const value = (variable && soleValue(variable)) ?? node
  return value.type === 'Literal' && 'regex' in value
    ? { source: value.regex.pattern, flags: value.regex.flags }
    : undefined
}

/**
 * Answers how certain it is that what a pattern captures is small and still refers to its input: never quite, since
 * what is short is copied. Undefined where it may be most of the input, or is a number or another few characters.
 */
export function certaintyOfGroups({ source, flags }: Regex): Certainty | undefined {
  if (WIDE_PATTERN.test(source) || (flags.includes('s') && source.includes('.'))) return undefined
  const groups = source.match(/\((?!\?[:=!]|\?<[=!])(?:\?<\w+>)?[^()]*\)/g) ?? [source]
  return groups.every((group) => SHORT_GROUP.test(group)) ? undefined : 'likely'
}

/** Numbers, and what has no repetition without a limit. */
const SHORT_GROUP = /^\((?:\?<\w+>)?(?:(?:\\d|\[(?:\\d|0-9|[.,+-])+\])[+*?]?|[^*+{]*)\)$/
