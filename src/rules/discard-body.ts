import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { AbandonedReader } from '../analysis/body-readers.js'
import type { OpenSocket } from '../analysis/client-errors.js'
import type { UnreadBody } from '../analysis/unread-exits.js'
import { enclosingFunction, isFunction, isWithin } from '../syntax/functions.js'
import { insertAtStart, insertBefore } from '../suggestions/insert-statement.js'

/** Answers the call that throws a body away, for a message: `body.dump()`, `res.body?.cancel()`. */
export function discardText({ source, variable, isBody }: UnreadBody): string {
  const { discard, response, isOptional } = source.protocol
  const name = variable?.name ?? 'response'
  return `${response.body && !isBody ? `${name}.body` : name}${isOptional ? '?.' : '.'}${discard}()`
}

/** Answers the fix that throws a body away where it is left unread; undefined where that is not one statement. */
export function discardBody(
  leak: UnreadBody,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const { exit, region, variable, branch, node } = leak
  const { awaits } = leak.source.protocol
  // Another package of the same name may answer another kind of body.
  if (!variable || !region) return undefined
  const place = branch ?? exit?.node ?? region
  if (awaits && enclosingFunction(exit && exit.kind !== 'end' ? exit.node : region)?.async !== true) {
    return undefined
  }
  const statement = `${awaits ? 'await ' : ''}${discardText(leak)};`
  if (exit && exit.kind !== 'end') {
    return exit.open === 'yes' ? (fixer) => beforeExit(fixer, sourceCode, place, statement) : undefined
  }
  if (branch) return (fixer) => atStartOf(fixer, sourceCode, branch, statement)
  const scope = region.parent
  // A parameter is there from the start, and nothing else is done with it.
  if (exit || !isFunction(scope) || !isWithin(node, scope) || isWithin(node, region)) return undefined
  return (fixer) => insertAtStart(fixer, sourceCode, scope, statement)
}

/** Answers the fix that cancels a reader on the way out. */
export function cancelReader(
  { node, isExit, variable, certainty }: AbandonedReader,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  if (!isExit || certainty !== 'known' || enclosingFunction(node)?.async !== true) return undefined
  return (fixer) => beforeExit(fixer, sourceCode, node, `await ${variable.name}.cancel();`)
}

/** Answers the fix that ends the socket, after everything else, as the server itself would have done. */
export function endSocket(
  { handler, socket, isExit, certainty }: OpenSocket,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const { body } = handler
  if (!socket || isExit || certainty !== 'known' || body.type !== 'BlockStatement') return undefined
  const statement = `${socket.name}.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n');`
  const last = body.body.at(-1)
  if (!last) return (fixer) => atStartOf(fixer, sourceCode, body, statement)
  if (last.type === 'ReturnStatement' || last.type === 'ThrowStatement') return undefined
  const brace: [number, number] = [body.range[1] - 1, body.range[1]]
  const margin = (sourceCode.lines[body.loc.end.line - 1] ?? '').slice(0, body.loc.end.column - 1)
  if (margin.trim() === '' && body.loc.end.line > last.loc.end.line) {
    const indentation = (sourceCode.lines[last.loc.start.line - 1] ?? '').slice(0, last.loc.start.column)
    const rest = indentation.startsWith(margin) ? indentation.slice(margin.length) : ''
    return (fixer) =>
      fixer.insertTextBeforeRange(brace, `${rest.trim() === '' ? rest : ''}${statement}\n${margin}`)
  }
  const isOpenEnded = last.type === 'ExpressionStatement' || last.type === 'VariableDeclaration'
  const separator = isOpenEnded && !sourceCode.getText(last).endsWith(';') ? '; ' : ' '
  return (fixer) => fixer.insertTextAfter(last, separator + statement)
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
  return [fixer.insertTextBefore(exit, `{ ${statement} `), fixer.insertTextAfter(exit, ' }')]
}

function atStartOf(
  fixer: RuleFixer,
  sourceCode: Readonly<SourceCode>,
  block: TSESTree.BlockStatement,
  statement: string,
): RuleFix {
  const [first] = block.body
  return first
    ? insertBefore(fixer, sourceCode, first, statement)
    : fixer.insertTextAfterRange([block.range[0], block.range[0] + 1], ` ${statement} `)
}
