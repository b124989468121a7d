import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../../cells/file-facts.js'
import { runsCleanup } from '../../frameworks/hooks.js'
import type { Owner } from '../../lives/owner.js'
import { NAMES_A_DISPOSER } from '../../protocols/subscriptions.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { blockText, type StatementText } from '../insert-statement.js'
import { styleOf } from '../source-style.js'

/** Answers the function of an effect that may return a cleanup, and returns none. */
export function effectWithoutCleanup(facts: FileFacts, owner: Owner | undefined): FunctionNode | undefined {
  const effect = owner?.kind === 'effect' && owner.teardowns.length === 0 ? owner.node : undefined
  if (!isFunction(effect) || effect.async || effect.generator) return undefined
  return runsCleanup(facts, effect) ? effect : undefined
}

/** Whether what an effect returns at its end is returned wherever one of its statements has run. */
export function isFollowedByEnd(
  facts: FileFacts,
  effect: FunctionNode,
  statement: TSESTree.Statement,
): boolean {
  if (statement.parent !== effect.body) return false
  const exits = facts.nodes.exits.get(effect) ?? []
  return !exits.some((exit) => exit.argument || exit.range[0] > statement.range[1])
}

/**
 * Answers the name of a function that an effect returns as its cleanup, where it is no function of this file, and is returned wherever
 * one of its statements has run: `return unsubscribe`.
 */
export function returnedDisposer(
  facts: FileFacts,
  effect: FunctionNode,
  statement: TSESTree.Statement,
): TSESTree.Identifier | undefined {
  const { body } = effect
  if (body.type !== 'BlockStatement' || statement.parent !== body) return undefined
  const last = body.body.at(-1)
  const returned = last?.type === 'ReturnStatement' ? last.argument : undefined
  if (returned?.type !== 'Identifier' || !NAMES_A_DISPOSER.test(returned.name)) return undefined
  const others = (facts.nodes.exits.get(effect) ?? []).filter((exit) => exit !== last)
  return others.some((exit) => exit.argument || exit.range[0] > statement.range[1]) ? undefined : returned
}

/** Has a function that is returned as a cleanup called by one that ends something else before. */
export function endBeforeReturned(
  { sourceCode }: FileFacts,
  fixer: RuleFixer,
  returned: TSESTree.Identifier,
  end: string,
): RuleFix {
  const body = blockText(sourceCode, returned, [end, `${returned.name}()`])
  return fixer.replaceText(returned, `() => ${body}`)
}

/**
 * Answers the statement that returns a cleanup. An expression that `answersNothing` is the body of the function, for
 * the hook to get nothing; any other becomes a statement of it.
 */
export function returnOfCleanup(
  sourceCode: Readonly<SourceCode>,
  expression: string,
  answersNothing: boolean,
): StatementText {
  if (answersNothing) return `return () => ${expression}`
  const { semicolon, unit } = styleOf(sourceCode)
  return ['return () => {', `${unit}${expression}${semicolon}`, '}']
}

/**
 * Makes a block of an effect that is an expression, with its cleanup. Undefined where a comment would be lost.
 */
export function blockWithCleanup(
  sourceCode: Readonly<SourceCode>,
  effect: FunctionNode,
  statement: string,
  cleanup: StatementText,
): ((fixer: RuleFixer) => RuleFix) | undefined {
  const arrow = sourceCode.getTokenBefore(effect.body, (token) => token.value === '=>')
  if (!arrow || sourceCode.getCommentsAfter(arrow).length > 0) return undefined
  const range: [number, number] = [arrow.range[1], effect.range[1]]
  return (fixer) => fixer.replaceTextRange(range, ` ${blockText(sourceCode, effect, [statement, cleanup])}`)
}
