import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { isLoop } from '../syntax/loops.js'
import { remembered } from '../syntax/remembered.js'
import { walk } from '../syntax/walk.js'

/** How a file is written, for what is put into it to look like the rest. */
export interface SourceStyle {
  /** What ends a statement on a line of its own: nothing where the file ends none with a semicolon. */
  readonly semicolon: '' | ';'
  readonly quote: "'" | '"'
  readonly lineBreak: '\n' | '\r\n'
  /** One level of indentation. */
  readonly unit: string
}

/** Answers how a file is written: what most of its statements, strings and blocks do. */
export const styleOf = remembered((sourceCode: Readonly<SourceCode>): SourceStyle => {
  const { ast, text, visitorKeys } = sourceCode
  const counts = { closed: 0, open: 0, double: 0, single: 0 }
  const units = new Map<string, number>()
  walk(ast, visitorKeys, (node) => {
    if (isTerminated(node)) countEnd(sourceCode, node, counts)
    else if (node.type === 'Literal' && node.parent.type !== 'JSXAttribute') {
      if (node.raw.startsWith('"')) counts.double += 1
      if (node.raw.startsWith("'")) counts.single += 1
    }
    const unit = unitWithin(sourceCode, node)
    if (unit !== undefined) units.set(unit, (units.get(unit) ?? 0) + 1)
    return undefined
  })
  const [commonest] = [...units].sort(([, a], [, b]) => b - a)
  return {
    semicolon: counts.closed > 0 && counts.closed >= counts.open ? ';' : '',
    quote: counts.double > counts.single ? '"' : "'",
    lineBreak: /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    unit: commonest?.[0] ?? '  ',
  }
})

const TERMINATED = new Set<string>([
  'ExpressionStatement',
  'ReturnStatement',
  'ThrowStatement',
  'ImportDeclaration',
  'ExportAllDeclaration',
  'PropertyDefinition',
  'BreakStatement',
  'ContinueStatement',
])

/** Whether a node is of a kind that a semicolon may end or not. */
export function isTerminated(node: TSESTree.Node): boolean {
  if (node.type === 'VariableDeclaration') return !isLoop(node.parent)
  return TERMINATED.has(node.type)
}

function countEnd(
  sourceCode: Readonly<SourceCode>,
  node: TSESTree.Node,
  counts: { closed: number; open: number },
): void {
  const last = sourceCode.getLastToken(node)
  if (last?.value !== ';') {
    counts.open += 1
    return
  }
  // One that parts two statements on a line, or begins a line that would go on with the one before, is needed anyway.
  const before = sourceCode.getTokenBefore(last)
  const after = sourceCode.getTokenAfter(last)
  if (before && before.loc.end.line < last.loc.start.line) counts.open += 1
  else if (!after || after.loc.start.line > last.loc.end.line || after.value === '}') counts.closed += 1
}

/** By how much a block indents what is in it. */
function unitWithin({ lines }: Readonly<SourceCode>, node: TSESTree.Node): string | undefined {
  if (node.type !== 'BlockStatement' && node.type !== 'ClassBody') return undefined
  const [first] = node.body
  if (!first || first.loc.start.line === node.loc.start.line) return undefined
  const outer = marginOf(lines[node.loc.start.line - 1])
  const inner = marginOf(lines[first.loc.start.line - 1])
  return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined
}

/** Answers the white space that a line begins with. */
export function marginOf(line: string | undefined): string {
  return /^\s*/.exec(line ?? '')?.[0] ?? ''
}
