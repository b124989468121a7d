import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { usesOfCell, type CellWrite } from '../../cells/uses/uses-of-cell.js'
import type { Variable } from '../../syntax/bindings.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'

/** What opens a resource that a `finally` block releases, and where it is declared. */
export interface Opened {
  readonly cell: Cell
  readonly declaration: TSESTree.VariableDeclaration
  /** `file = open()` within the `try`, where the declaration is outside of it. */
  readonly assignment: TSESTree.ExpressionStatement | undefined
  readonly value: TSESTree.Node
}

/** Answers how a variable gets what a `try` statement releases: by its declaration before it, or once within it. */
export function openedFor(
  facts: FileFacts,
  variable: Variable,
  statement: TSESTree.TryStatement,
): Opened | undefined {
  const declarator = soleDeclarator(variable)
  const cell = declarator && cellOfTarget(facts, declarator.id)
  if (!cell || enclosingFunction(declarator) !== enclosingFunction(statement)) return undefined
  const declaration = declarator.parent
  const [write, ...others] = usesOfCell(facts, cell).writes.filter(({ target, value }) => {
    const isEmpty = value !== undefined && isNothing(value) && target.parent === declarator
    return !isEmpty
  })
  if (write?.value === undefined || others.length > 0) return undefined
  if (write.target.parent === declarator) {
    const isBefore = declaration.parent === statement.parent && KINDS.has(declaration.kind)
    return isBefore ? { cell, declaration, assignment: undefined, value: write.value } : undefined
  }
  const assignment = assignmentIn(statement.block, write)
  if (!assignment || declaration.kind !== 'let' || !LISTS.has(declaration.parent.type)) return undefined
  return { cell, declaration, assignment, value: write.value }
}

const KINDS = new Set<string>(['const', 'let'])
const LISTS = new Set<string>(['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase'])

/** The variable's own declaration, where it declares nothing else. */
function soleDeclarator({ defs }: Variable): TSESTree.VariableDeclarator | undefined {
  const declarator = defs[0]?.node as TSESTree.Node | undefined
  if (defs.length !== 1 || declarator?.type !== 'VariableDeclarator') return undefined
  const isAlone = declarator.id.type === 'Identifier' && declarator.parent.declarations.length === 1
  return isAlone ? declarator : undefined
}

/** The statement of a block that a write is, where a keyword may stand before it. */
function assignmentIn(
  block: TSESTree.BlockStatement,
  { target, operator }: CellWrite,
): TSESTree.ExpressionStatement | undefined {
  const assignment = target.parent?.parent
  if (target.parent?.type !== 'AssignmentExpression' || operator !== '=') return undefined
  if (assignment?.type !== 'ExpressionStatement' || assignment.parent !== block) return undefined
  // Not in parentheses.
  return assignment.range[0] === target.range[0] ? assignment : undefined
}

/** Whether a `using` would come to stand on the other side of what is opened, and be released in another order. */
export function declaresOther(
  { block, parent }: TSESTree.TryStatement,
  { declaration, assignment }: Opened,
): boolean {
  const statements = assignment
    ? block.body
    : 'body' in parent && Array.isArray(parent.body)
      ? parent.body
      : []
  return (statements as TSESTree.Node[]).some(
    (each) =>
      each.type === 'VariableDeclaration' &&
      (each.kind === 'using' || each.kind === 'await using') &&
      (assignment
        ? each.range[1] <= assignment.range[0]
        : each.range[0] >= declaration.range[1] && each.range[1] <= block.range[0]),
  )
}
