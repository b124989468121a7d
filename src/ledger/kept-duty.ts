import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { CallNode } from '../cells/file-facts.js'
import type { FunctionNode } from '../syntax/functions.js'
import type { Duty } from './duty.js'

/** A duty whose handle is put into a cell that outlives the call, of whatever form. */
export interface KeptDuty {
  readonly duty: Duty
  readonly cell: Cell
  /** What is written: the member expression, the identifier, the class field; for an entry, what puts it in. */
  readonly target: TSESTree.Node
  /** What stands on the right: the site itself, or a call of the function that answers it. */
  readonly value: TSESTree.Expression
  /** The call that makes it, which may stand in another function of the file. */
  readonly made: CallNode
  /** The function that writes it; undefined for a class field and at module level. */
  readonly scope: FunctionNode | undefined
}

/** Answers what writes the cell, once evaluated: the assignment, the call that puts an entry in, the class field itself. */
export function writeOf({ target }: KeptDuty): TSESTree.Node {
  const { parent } = target
  return parent?.type === 'AssignmentExpression' && parent.left === target ? parent : target
}
