import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../../cells/file-facts.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import type { Owner } from '../../lives/owner.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import {
  blockWithCleanup,
  effectWithoutCleanup,
  isFollowedByEnd,
  returnOfCleanup,
} from '../ends/effect-cleanup.js'
import { insertAtEnd, type StatementText } from '../insert-statement.js'
import { asVariable, statementOf } from './name-handler.js'
import { isRemovableIn, removalText } from './removal-text.js'

/**
 * Answers the fix that lets an effect without a cleanup return one, which removes the listener; a function that is
 * written in the call gets a name before.
 */
export function returnCleanup(
  facts: FileFacts,
  registration: Registration,
  owner: Owner | undefined,
  { remove, filename }: { remove: string; filename: string },
): ((fixer: RuleFixer) => RuleFix[]) | undefined {
  const effect = effectWithoutCleanup(facts, owner)
  // What a ref holds may be another element by then.
  if (!effect || /\.current\b/.test(registration.target.text)) return undefined
  const { body } = effect
  if (body.type !== 'BlockStatement') return cleanupOfExpression(facts, registration, effect, remove)
  const statement = statementOf(registration)
  if (!statement || !isFollowedByEnd(facts, effect, statement)) return undefined
  const named = isMadeAnew(registration.handler)
    ? asVariable(facts, registration, statement, { at: [statement], filename })
    : undefined
  if (isMadeAnew(registration.handler) && !named) return undefined
  if (!isRemovableIn(facts, registration, effect, named?.reference)) return undefined
  const cleanup = cleanupOf(facts, registration, remove, named?.reference)
  return (fixer) => [...(named?.edits(fixer) ?? []), insertAtEnd(fixer, facts.sourceCode, body, cleanup)]
}

/** `useEffect(() => window.addEventListener('resize', onResize), [])` */
function cleanupOfExpression(
  facts: FileFacts,
  registration: Registration,
  effect: FunctionNode,
  remove: string,
): ((fixer: RuleFixer) => RuleFix[]) | undefined {
  const { sourceCode } = facts
  if (unwrap(effect.body) !== registration.node) return undefined
  if (isMadeAnew(registration.handler) || !isRemovableIn(facts, registration, effect)) return undefined
  const cleanup = cleanupOf(facts, registration, remove)
  const fix = blockWithCleanup(sourceCode, effect, sourceCode.getText(effect.body), cleanup)
  return fix && ((fixer) => [fix(fixer)])
}

/** What an emitter's method answers is no business of the hook's. */
function cleanupOf(
  facts: FileFacts,
  registration: Registration,
  remove: string,
  handler?: string,
): StatementText {
  const removal = removalText(facts, registration, remove, handler)
  return returnOfCleanup(facts.sourceCode, removal, remove === 'removeEventListener')
}
