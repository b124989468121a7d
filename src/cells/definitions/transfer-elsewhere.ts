import { isClosingVerb } from '../../protocols/closing-verbs.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { cellOfParameter } from '../cell-of.js'
import type { FileFacts } from '../file-facts.js'
import { functionCalled } from './function-called.js'
import { transferOf } from '../transfer-of.js'
import type { Transfer } from '../transfer.js'
import type { Use } from '../uses/uses.js'
import { usesOfCell } from '../uses/uses-of-cell.js'

/** More functions than hand a thing on to one another. */
const MAX_CALLS = 3

/**
 * Answers what a call does with what it is given where the function that it runs is in another file of the project: the oracle's
 * answer for what that of this file cannot tell. Undefined where that function is not found, or may do either. Reads other files.
 */
export function transferElsewhere(
  facts: FileFacts,
  use: Use,
  kind: ResourceProtocol,
  depth = 0,
): Transfer | undefined {
  if (use.kind !== 'argument' || use.call.arguments.some(({ type }) => type === 'SpreadElement'))
    return undefined
  const called = depth < MAX_CALLS ? functionCalled(facts, use.call) : undefined
  if (!called) return undefined
  const effects = usesOfParameter(called.facts, called.node, use.index)
  if (!effects) return undefined
  const text = `${calleeName(use.call) ?? 'a call'}() of ${called.module ?? 'this file'}`
  let isBorrowed = true
  for (const each of effects) {
    if (isEnd(each, kind)) return { effect: 'takes', reason: `${text} ends it` }
    if (enclosingFunction(each.node) !== called.node) isBorrowed = false
    else {
      const { effect } = effectOf(called.facts, each, kind, depth)
      if (effect === 'takes') return { effect, reason: `${text} keeps it` }
      if (effect === 'mayTake') isBorrowed = false
    }
  }
  return isBorrowed ? { effect: 'borrows', reason: `${text} only uses it` } : undefined
}

function usesOfParameter(facts: FileFacts, node: FunctionNode, index: number): readonly Use[] | undefined {
  const cell = cellOfParameter(facts, node, index)
  if (!cell) return undefined
  const { uses, writes, isComplete } = usesOfCell(facts, cell)
  const isWritten = writes.some(({ target: { parent } }) => parent?.type === 'AssignmentExpression')
  return isComplete && !isWritten ? uses : undefined
}

function isEnd(use: Use, kind: ResourceProtocol): boolean {
  const method =
    use.kind === 'receiver' ? use.method : use.kind === 'argument' ? calleeName(use.call) : undefined
  if (method === undefined) return false
  return kind.methods.includes(method) || kind.functions.includes(method) || isClosingVerb(method)
}

function effectOf(facts: FileFacts, use: Use, kind: ResourceProtocol, depth: number): Transfer {
  const known = transferOf(facts, use, kind)
  return known.effect === 'mayTake' ? (transferElsewhere(facts, use, kind, depth + 1) ?? known) : known
}
