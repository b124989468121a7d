import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../../cells/file-facts.js'
import { effects } from '../../frameworks/hooks.js'
import { END_HOOKS } from '../../protocols/frameworks.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { insertAtStart, type StatementText } from '../insert-statement.js'

/** Makes a statement the first of what runs at an end. */
export function insertInTeardown(
  fixer: RuleFixer,
  facts: FileFacts,
  teardown: FunctionNode,
  statement: StatementText,
): RuleFix {
  return insertAtStart(fixer, facts.sourceCode, teardown, statement, answersNobody(facts, teardown))
}

/** Whether nobody asks for what a function answers: an effect returns it, a hook is given it. */
function answersNobody(facts: FileFacts, { parent }: FunctionNode): boolean {
  if (parent.type === 'CallExpression') return END_HOOKS.has(calleeName(parent) ?? '')
  const effect = parent.type === 'ReturnStatement' ? enclosingFunction(parent) : undefined
  return effect !== undefined && effects(facts).has(effect)
}
