import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import type { Position } from './explained.js'

/** Longer code says no more to somebody who has the file. */
const MAX_CODE = 60

/** Answers where a node begins, as editors count. */
export function positionOf({ loc: { start } }: TSESTree.Node): Position {
  return { line: start.line, column: start.column + 1 }
}

/** Answers the code of a node as far as it fits into a line. */
export function codeOf(facts: FileFacts, node: TSESTree.Node): string {
  const [first = '', ...others] = facts.sourceCode.getText(node).split('\n')
  return others.length > 0 || first.length > MAX_CODE ? `${first.slice(0, MAX_CODE).trimEnd()} …` : first
}
