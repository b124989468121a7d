import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { BodyDuty } from '../ledger/sources/bodies/bodies.js'
import type { ReaderDuty } from '../ledger/sources/bodies/readers.js'
import type { HandlerDuty } from '../ledger/sources/handlers.js'
import { regionOf } from '../losses/bodies/left-bodies.js'
import type { Loss } from '../losses/loss.js'
import { enclosingFunction, isFunction, isWithin } from '../syntax/functions.js'
import { insertAtEnd, insertAtStart, insertAtStartOfBlock, insertBefore } from './insert-statement.js'
import { styleOf } from './source-style.js'

/** Answers the call that throws a body away, for a message: `body.dump()`, `res.body?.cancel()`; that of a member where nothing has the response. */
export function discardText({ kind, cell, holder }: BodyDuty): string {
  const { discard, response, isOptional } = kind
  const isBody = cell !== undefined && holder !== response
  const names = [cell?.text, response.body && !isBody ? response.bodyName : undefined].filter(Boolean)
  return names.length === 0 ? `${discard}()` : `${names.join('.')}${isOptional ? '?.' : '.'}${discard}()`
}

/** Answers the fix that throws a body away where it is left unread; undefined where that is not one statement. */
export function discardBody(
  { form, at, node, links }: Loss,
  duty: BodyDuty,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const region = duty.cell && regionOf(duty.cell)
  if (!region) return undefined
  const { awaits } = duty.kind
  const isReturn = form === 'unreadOnReturn'
  if (awaits && enclosingFunction(isReturn && at ? at : region)?.async !== true) return undefined
  const statement = `${awaits ? 'await ' : ''}${discardText(duty)}`
  if (isReturn) {
    return at && links.open?.sure === 'yes'
      ? (fixer) => beforeExit(fixer, sourceCode, at, statement)
      : undefined
  }
  if (form === 'unreadOnEnd') {
    const branch = at?.type === 'BlockStatement' && at !== region ? at : undefined
    return branch && ((fixer) => insertAtStartOfBlock(fixer, sourceCode, branch, statement))
  }
  const scope = region.parent
  // A parameter is there from the start, and nothing else is done with it.
  if (!isFunction(scope) || !isWithin(node, scope) || isWithin(node, region)) return undefined
  return (fixer) => insertAtStart(fixer, sourceCode, scope, statement)
}

/** Answers the fix that cancels a reader on the way out. */
export function cancelReader(
  { form, node, links }: Loss,
  { variable }: ReaderDuty,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const isKnown = form === 'abandonedReader' && links.open?.sure === 'yes'
  if (!isKnown || enclosingFunction(node)?.async !== true) return undefined
  return (fixer) => beforeExit(fixer, sourceCode, node, `await ${variable.name}.cancel()`)
}

/** Answers the fix that ends the socket, after everything else, as the server itself would have done. */
export function endSocket(
  { form, links }: Loss,
  { handler, cell, kind }: HandlerDuty,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const { body } = handler
  if (!cell || form !== 'openSocket' || links.open?.sure !== 'yes' || body.type !== 'BlockStatement') {
    return undefined
  }
  const { quote } = styleOf(sourceCode)
  const statement =
    kind.event === 'clientError'
      ? `${cell.text}.end(${quote}HTTP/1.1 400 Bad Request\\r\\n\\r\\n${quote})`
      : `${cell.text}.destroy()`
  const last = body.body.at(-1)
  if (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement') return undefined
  return (fixer) => insertAtEnd(fixer, sourceCode, body, statement)
}

/** Puts a statement before one that leaves, in a block of both where that one stands alone: `if (x) return`. */
function beforeExit(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  exit: TSESTree.Node,
  statement: string,
): RuleFix | RuleFix[] {
  const { parent } = exit
  if (parent?.type === 'BlockStatement' || parent?.type === 'SwitchCase') {
    return insertBefore(fixer, sourceCode, exit, statement)
  }
  const { semicolon } = styleOf(sourceCode)
  const end = sourceCode.getLastToken(exit)?.value === ';' ? '' : semicolon
  return [fixer.insertTextBefore(exit, `{ ${statement}; `), fixer.insertTextAfter(exit, `${end} }`)]
}
