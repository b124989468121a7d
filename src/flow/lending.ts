import type { TSESTree } from '@typescript-eslint/utils'

import type { CallNode, FileFacts } from '../cells/file-facts.js'
import { useOf, type Use } from '../cells/uses/uses.js'
import type { CellWrite } from '../cells/uses/uses-of-cell.js'
import { consumedBy, releasedBy } from '../ledger/releases.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import type { Variable } from '../syntax/bindings.js'
import { isFunction } from '../syntax/functions.js'
import { wrapped } from '../syntax/unwrap.js'

/** The lists of statements that release a value in one of their own, by where the last of these stands. */
export type ReleasingLists = ReadonlyMap<TSESTree.Node, number>

/** Answers where statements of a list do nothing but end what a cell holds. */
export function releasingLists(
  facts: FileFacts,
  kind: ResourceProtocol,
  uses: readonly Use[],
): ReleasingLists {
  const lists = new Map<TSESTree.Node, number>()
  for (const use of uses) {
    // A transaction is as much over where it is committed.
    if (use.kind !== 'receiver') continue
    if (releasedBy(facts, kind, use) !== 'yes' && !consumedBy(kind, use.call)) continue
    const statement = wrapped(use.call).parent
    if (statement?.type === 'ExpressionStatement' && LISTS.has(statement.parent.type)) {
      lists.set(statement.parent, Math.max(lists.get(statement.parent) ?? 0, statement.range[0]))
    }
  }
  return lists
}

const LISTS: ReadonlySet<string> = new Set(['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase'])

/**
 * `const reader = createReader(file); …; file.close()`: whether what a statement of the list is given, that goes on to
 * end it, is lent. Not where something else is put into the cell in between, since that is what is ended then.
 */
export function isLentBefore(
  lists: ReleasingLists,
  { call }: { call: CallNode },
  writes: readonly CellWrite[],
): boolean {
  if (lists.size === 0) return false
  const statement = statementOf(call)
  if (statement?.type !== 'ExpressionStatement' && statement?.type !== 'VariableDeclaration') return false
  const end = lists.get(statement.parent)
  if (end === undefined || statement.range[0] >= end) return false
  return !writes.some(({ target: { range } }) => range[0] > statement.range[1] && range[0] < end)
}

/**
 * `const wrapper = wrap(file); …; return wrapper.unwrap()`: answers the `return` statements that may hand on what
 * something was lent to, or what that made in turn.
 */
export function returnsOfWhatWraps(facts: FileFacts, call: CallNode): TSESTree.Node[] {
  const pending = variablesMadeBy(facts, call)
  const seen = new Set<Variable>()
  const exits: TSESTree.Node[] = []
  for (let variable = pending.pop(); variable; variable = pending.pop()) {
    if (seen.has(variable)) continue
    seen.add(variable)
    for (const { identifier } of variable.references) {
      const exit = returnAround(identifier)
      if (exit) exits.push(exit)
      const next = useOf(facts, identifier)
      if (next.kind === 'receiver' || next.kind === 'argument') {
        pending.push(...variablesMadeBy(facts, next.call))
      }
    }
  }
  return exits
}

function variablesMadeBy(facts: FileFacts, call: CallNode): Variable[] {
  const use = useOf(facts, call)
  return use.kind === 'alias' ? [use.variable] : []
}

function returnAround(node: TSESTree.Node): TSESTree.ReturnStatement | undefined {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type === 'ReturnStatement') return current
    if (isFunction(current)) return undefined
  }
  return undefined
}

/** The statement that a node is part of, where no function lies between them. */
function statementOf(node: TSESTree.Node): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = node
  while (current && current.type !== 'ExpressionStatement' && current.type !== 'VariableDeclaration') {
    if (isFunction(current)) return undefined
    current = current.parent
  }
  return current
}
