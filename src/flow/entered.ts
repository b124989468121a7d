import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { FileFacts } from '../cells/file-facts.js'
import { callsOf, isCalledHereOnly } from '../lives/repetition/calls.js'
import { isConstructor } from '../lives/repetition/runs.js'
import { RUNS_SOON } from '../protocols/ownership.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { enclosingFunction, isExecutor, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { OPEN_OR_EMPTY, walkKeptCell } from './kept-cell-walk.js'
import { OPEN, type States } from './states.js'

/** What a cell may hold when a function begins, and whether its callers in this file are all there are. */
export interface Entered {
  readonly states: States
  /** The call before which the cell is ended or empty, where one of the callers sees to it. */
  readonly seenTo: TSESTree.Node | undefined
  /** The call that is made only where the cell is filled, and nothing has ended it. */
  readonly filledBy: TSESTree.Node | undefined
}

const MAX_CALLERS = 4

/**
 * Answers what a cell may hold when a function begins: what its callers leave in it, where the file has all of them; open or
 * empty where others may call it at any time.
 */
export function enteredWith(
  facts: FileFacts,
  cell: Cell,
  kind: ResourceProtocol,
  region: FunctionNode,
  depth = 0,
): Entered {
  const calls = callsOf(facts, region).filter((call) => !isWithin(call, region))
  let states: States = 0
  let seenTo: TSESTree.Node | undefined
  let filledBy: TSESTree.Node | undefined
  if (depth < MAX_CALLERS) {
    for (const call of calls) {
      const at = statesAt(facts, cell, kind, call, depth)
      states |= at
      // The first call of several, of who made the cell, finds nothing there yet.
      if ((at & OPEN) === 0 && !(calls.length > 1 && isByMaker(cell, call))) seenTo ??= call
      if (at === OPEN) filledBy ??= call
    }
  }
  const isCallback = calls.length === 0 && isHandedToCall(region)
  if (isCallback && depth < MAX_CALLERS) {
    const at = statesAt(facts, cell, kind, region, depth)
    if (standsAfter(region)) return { states: at, seenTo: undefined, filledBy: undefined }
    // Who knows when it runs, and how often: but the first time it follows what stands before it. A ref is filled by then, where
    // its component runs again.
    if ((at & OPEN) === 0 && cell.kind !== 'ref')
      return { states: OPEN_OR_EMPTY, seenTo: region, filledBy: undefined }
  }
  const isAll = calls.length > 0 && depth < MAX_CALLERS && isCalledHereOnly(facts, region)
  return { states: isAll ? states : OPEN_OR_EMPTY, seenTo, filledBy }
}

function isByMaker(cell: Cell, call: TSESTree.Node): boolean {
  const caller = enclosingFunction(call)
  if (!caller) return true
  return cell.home === undefined ? caller === cell.variable?.scope.block : isConstructor(caller)
}

function isHandedToCall({ parent }: FunctionNode): boolean {
  return parent.type === 'CallExpression' || parent.type === 'NewExpression'
}

/** `.then(() => { … })`, `new Promise((resolve) => { … })`: a callback that runs once, soon after the code around it. */
function standsAfter(region: FunctionNode): boolean {
  const { parent } = region
  return isExecutor(region) || (parent.type === 'CallExpression' && RUNS_SOON.has(calleeName(parent) ?? ''))
}

function statesAt(
  facts: FileFacts,
  cell: Cell,
  kind: ResourceProtocol,
  at: TSESTree.Node,
  depth: number,
): States {
  const caller = enclosingFunction(at)
  if (!caller) return OPEN_OR_EMPTY
  const entered = enteredWith(facts, cell, kind, caller, depth + 1).states
  let found: States = 0
  walkKeptCell(facts, cell, kind, caller, entered, (node, states) => {
    if (node === at) found |= states
  })
  return found === 0 ? OPEN_OR_EMPTY : found
}
