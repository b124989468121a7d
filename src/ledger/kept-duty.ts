import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { CallNode } from '../cells/file-facts.js'
import type { FunctionNode } from '../syntax/functions.js'
import type { Duty } from './duty.js'

/** A duty whose handle is put into a cell that outlives the call: a field, a module variable, a ref, a static. */
export interface KeptDuty {
  readonly duty: Duty
  readonly cell: Cell
  /** What is written: the member expression, the identifier, the class field. */
  readonly target: TSESTree.Node
  /** What stands on the right: the site itself, or a call of the function that answers it. */
  readonly value: TSESTree.Expression
  /** The call that makes it, which may stand in another function of the file. */
  readonly made: CallNode
  /** The function that writes it; undefined for a class field and at module level. */
  readonly scope: FunctionNode | undefined
}
