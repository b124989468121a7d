import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { Loss } from '../losses/loss.js'
import { firstFrom } from '../syntax/first-from.js'
import { enclosingFunction } from '../syntax/functions.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { unwrapAwait } from '../syntax/unwrap.js'

/**
 * Answers the fix that moves what follows an acquisition into a `try` block, and its release into a
 * `finally` block. Undefined where that would take more than moving text: the variable is not a `const`
 * of the block, or it is released in several places, or inside of another statement.
 */
export function releaseInFinally(
  loss: Loss,
  sourceCode: Readonly<SourceCode>,
): ReportFixFunction | undefined {
  const variable = loss.cell?.variable
  const declaration = variable?.defs[0]?.parent
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return undefined
  if (declaration.declarations.length !== 1 || declaration.parent.type !== 'BlockStatement') return undefined
  const block = declaration.parent
  const { body } = block
  const position = firstFrom(body.length, (at) => (body[at]?.range[0] ?? 0) > declaration.range[0])
  const first = body[position]
  const last = first && body.at(-1)
  const releases = releasesOf(loss)
  // What is also handed on is not this function's to release on every way out.
  if (releases.length !== loss.ended.length || isNeededBefore(block, position, sourceCode)) return undefined
  const release = first && statementOf(body, position, releases)
  if (!variable || !first || !last || releases.length > 1 || (releases.length === 1 && !release))
    return undefined
  // Where the release comes first, there is nothing to protect.
  if (release === first) return undefined
  const isAsync = enclosingFunction(loss.node)?.async === true
  const text = release ? sourceCode.getText(release) : releaseText(loss, variable.name, isAsync)
  if (text === undefined) return undefined
  return (fixer) => {
    const indentation = (sourceCode.lines[first.loc.start.line - 1] ?? '').slice(0, first.loc.start.column)
    const separator = indentation.trim() === '' ? `\n${indentation}` : ' '
    const comments = sourceCode.getCommentsBefore(first)
    const anchor = comments.find(({ loc }) => loc.start.line > declaration.loc.end.line) ?? first
    const start = fixer.insertTextBeforeRange(anchor.range, `try {${separator}`)
    const end = `} finally {${separator}${text}${separator}}`
    if (release === last) return [start, fixer.replaceText(last, end)]
    return [
      start,
      ...(release ? [fixer.removeRange(lineRange(release, sourceCode))] : []),
      fixer.insertTextAfter(last, `${separator}${end}`),
    ]
  }
}

/** Whether code before a statement uses what it and the following declare, which it could not if they were in a block. */
function isNeededBefore(
  block: TSESTree.BlockStatement,
  position: number,
  sourceCode: Readonly<SourceCode>,
): boolean {
  const known = firstUses.get(block) ?? firstUsesIn(block, sourceCode)
  firstUses.set(block, known)
  return (known[position] ?? Infinity) < (block.body[position]?.range[0] ?? 0)
}

/** By block: where what each of its statements and those after it declare is first used. Each report of a block asks. */
const firstUses = new WeakMap<TSESTree.BlockStatement, Float64Array>()

function firstUsesIn(
  { body }: TSESTree.BlockStatement,
  { scopeManager }: Readonly<SourceCode>,
): Float64Array {
  const firsts = new Float64Array(body.length + 1).fill(Infinity)
  for (let at = body.length - 1; at >= 0; at -= 1) {
    const statement = body[at]
    const declared = (statement && scopeManager?.getDeclaredVariables(statement)) ?? []
    const uses = declared.flatMap(({ references }) => references.map(({ identifier }) => identifier.range[0]))
    firsts[at] = Math.min(firsts[at + 1] ?? Infinity, ...uses)
  }
  return firsts
}

/** The calls that release the variable and need nothing else for it. */
function releasesOf({ cell, duty }: Loss): TSESTree.CallExpression[] {
  const { methods, functions } = duty.kind
  return (cell?.variable?.references ?? []).flatMap(({ identifier }) => {
    const { parent } = identifier
    if (parent.type === 'CallExpression' && functions.includes(calleeName(parent) ?? '')) {
      return parent.arguments.length === 1 ? [parent] : []
    }
    if (parent.type !== 'MemberExpression' || parent.parent.type !== 'CallExpression') return []
    const call = parent.parent
    const isRelease = receiverOf(call) === identifier && methods.includes(calleeName(call) ?? '')
    return isRelease && call.arguments.length === 0 ? [call] : []
  })
}

/** The first of the statements from a position on that is one of some calls. */
function statementOf(
  body: readonly TSESTree.Statement[],
  position: number,
  calls: readonly TSESTree.CallExpression[],
): TSESTree.Statement | undefined {
  const found = calls.flatMap((call) => {
    const at = firstFrom(body.length, (each) => (body[each]?.range[1] ?? 0) >= call.range[1])
    const statement = body[at]
    return at >= position && statement && isStatementOf(statement, call) ? [statement] : []
  })
  return found.sort((a, b) => a.range[0] - b.range[0])[0]
}

function isStatementOf(statement: TSESTree.Statement, call: TSESTree.CallExpression): boolean {
  return statement.type === 'ExpressionStatement' && unwrapAwait(statement.expression) === call
}

function releaseText({ duty }: Loss, name: string, isAsync: boolean): string | undefined {
  const { methods, functions, awaits } = duty.kind
  const [method] = methods
  if (method?.startsWith('Symbol.') === true) return undefined
  if (awaits && !isAsync) return undefined
  // A function that releases may be known under another name here, or not at all.
  if (method === undefined) return undefined
  // A row of the settings does not say whether the name is a method or a function.
  if (methods === functions) return undefined
  return `${awaits ? 'await ' : ''}${name}.${method}();`
}

/** A statement with the white space before it, from the end of the line above, unless code follows on its line. */
function lineRange(node: TSESTree.Node, sourceCode: Readonly<SourceCode>): [number, number] {
  const rest = (sourceCode.lines[node.loc.end.line - 1] ?? '').slice(node.loc.end.column)
  const code = rest.trimStart()
  if (code !== '' && !code.startsWith('//')) return [node.range[0], node.range[1] + rest.length - code.length]
  const before = sourceCode.text.slice(0, node.range[0])
  return [node.range[0] - (before.length - before.trimEnd().length), node.range[1]]
}
