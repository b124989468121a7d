import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../../cells/file-facts.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Owner } from '../../lives/owner.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { runsCleanup } from '../../frameworks/hooks.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
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
  const effect = owner?.kind === 'effect' && owner.teardowns.length === 0 ? owner.node : undefined
  if (!isFunction(effect) || effect.async || effect.generator || !runsCleanup(facts, effect)) return undefined
  // What a ref holds may be another element by then.
  if (/\.current\b/.test(registration.target.text)) return undefined
  const { body } = effect
  if (body.type !== 'BlockStatement') return cleanupOfExpression(facts, registration, effect, remove)
  const statement = statementOf(registration)
  const exits = facts.nodes.exits.get(effect) ?? []
  const last = body.body.at(-1)
  if (statement?.parent !== body || !last) return undefined
  if (exits.some((exit) => exit.argument || exit.range[0] > statement.range[1])) return undefined
  const named = isMadeAnew(registration.handler)
    ? asVariable(facts, registration, statement, { at: [statement], filename })
    : undefined
  if (isMadeAnew(registration.handler) && !named) return undefined
  if (!isRemovableIn(facts, registration, effect, named?.reference)) return undefined
  const cleanup = `return ${cleanupText(facts, registration, remove, named?.reference)};`
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
  const arrow = sourceCode.getTokenBefore(effect.body, (token) => token.value === '=>')
  if (!arrow || unwrap(effect.body) !== registration.node || sourceCode.getCommentsAfter(arrow).length > 0) {
    return undefined
  }
  if (isMadeAnew(registration.handler) || !isRemovableIn(facts, registration, effect)) return undefined
  const statement = `${sourceCode.getText(effect.body)};`
  const cleanup = `return ${cleanupText(facts, registration, remove)};`
  const range: [number, number] = [arrow.range[1], effect.range[1]]
  return (fixer) => [fixer.replaceTextRange(range, ` { ${statement} ${cleanup} }`)]
}

function cleanupText(facts: FileFacts, registration: Registration, remove: string, handler?: string): string {
  const removal = removalText(facts, registration, remove, handler)
  // What an emitter's method answers is no business of the hook's.
  return remove === 'removeEventListener' ? `() => ${removal}` : `() => { ${removal}; }`
}

/** Makes a statement the last of a block: on a line of its own where the last one has one. */
function insertAtEnd(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  body: TSESTree.BlockStatement,
  statement: string,
): RuleFix {
  const close = sourceCode.getLastToken(body)
  const last = close && sourceCode.getTokenBefore(close, { includeComments: true })
  const code = close && sourceCode.getTokenBefore(close)
  const node = body.body.at(-1)
  if (!last || !code || !node) return fixer.insertTextAfter(body, '')
  if (node.loc.start.line === body.loc.start.line && !sourceCode.text.startsWith('//', last.range[0])) {
    const separator = code.value === ';' || code.value === '}' ? '' : ';'
    return fixer.insertTextAfterRange(last.range, `${separator} ${statement}`)
  }
  const indentation = /^\s*/.exec(sourceCode.lines[node.loc.start.line - 1] ?? '')?.[0] ?? ''
  return fixer.insertTextAfterRange(last.range, `\n${indentation}${statement}`)
}
