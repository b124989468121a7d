import type { AST, Rule, SourceCode } from 'eslint'

/** Enough to tell places apart by, and to know one by in a baseline. */
const LONGEST = 120

/**
 * Answers the code of a range, without what a formatter may change (white space, quotes, parentheses, commas,
 * semicolons), comments, and the bodies of functions and classes in it. Where nothing is left, as of the head of
 * an arrow function, it is the code of what is around it.
 */
export function stableCode(range: AST.Range, node: Rule.Node | null, sourceCode: SourceCode): string {
  let current: Rule.Node | null | undefined = node
  let written = codeIn(range, current, sourceCode)
  while (!/\w/.test(written) && current?.parent) {
    current = current.parent
    written = codeIn(current.range ?? range, current, sourceCode)
  }
  return written.slice(0, LONGEST)
}

function codeIn([start, end]: AST.Range, node: Rule.Node | null | undefined, sourceCode: SourceCode): string {
  let around = node
  while (around?.parent && !isWithin([start, end], around.range)) around = around.parent
  const bodies = around ? bodiesIn(around, [start, end], sourceCode) : []
  let code = ''
  for (const { range, type, value } of sourceCode.ast.tokens) {
    if (range[0] < start || range[1] > end || bodies.some((body) => isWithin(range, body))) continue
    const word = type === 'String' ? value.slice(1, -1) : value
    if (/^[;,()]$/.test(word)) continue
    code += /\w$/.test(code) && /^\w/.test(word) ? ` ${word}` : word
  }
  return code
}

/** The bodies that lie in a range but do not make up all of it. */
function bodiesIn(node: Rule.Node, range: AST.Range, sourceCode: SourceCode): AST.Range[] {
  const bodies: AST.Range[] = []
  collect(node)
  return bodies

  function collect(current: Rule.Node): void {
    for (const key of sourceCode.visitorKeys[current.type] ?? []) {
      const value = (current as unknown as Record<string, unknown>)[key]
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (!isNode(child) || !child.range) continue
        if (key === 'body' && isWithin(child.range, range)) bodies.push(child.range)
        else if (child.range[0] < range[1] && child.range[1] > range[0]) collect(child)
      }
    }
  }
}

function isNode(value: unknown): value is Rule.Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function isWithin([start, end]: AST.Range, outer: AST.Range | undefined): boolean {
  return outer !== undefined && outer[0] <= start && end <= outer[1]
}
