import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { CellEffects } from '../../flow/cell-effects.js'
import { mayReject } from '../../flow/throwing.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { mayFollow } from '../../syntax/may-follow.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * `client.query(…).then(() => client.end())`: answers the chain of promises where a callback for its success is
 * all that releases, and something before that may fail.
 */
export function successOnly(
  facts: FileFacts,
  ends: readonly TSESTree.Node[],
  start: TSESTree.Node | undefined,
): TSESTree.Node | undefined {
  let chain: TSESTree.Node | undefined
  for (const end of ends) {
    const call = end.parent
    if (!isFunction(end) || call?.type !== 'CallExpression' || calleeName(call) !== 'then') return undefined
    if (call.arguments.length !== 1 || call.callee.type !== 'MemberExpression') return undefined
    const before = unwrap(call.callee.object)
    if (before === start || before.type !== 'CallExpression' || !mayReject(facts, before)) return undefined
    chain ??= before
  }
  return chain
}

/**
 * `read(fd, (error) => { …; close(fd) })`: answers the callback that holds every release but those on ways that do not come to it, where
 * it is the last argument of a call that is given the resource, so that it runs once the call is done.
 */
export function soleCallback(
  facts: FileFacts,
  { ends }: CellEffects,
  { variable }: Cell,
): FunctionNode | undefined {
  const [only, ...more] = ends.filter((each) => isFunction(each))
  if (!only || more.length > 0 || only.params.length === 0) return undefined
  if (ends.some((each) => each !== only && mayFollow(only, each))) return undefined
  const { parent } = only
  if (parent.type !== 'CallExpression' || parent.arguments.at(-1) !== only) return undefined
  const [first] = parent.arguments
  if (first?.type === 'Identifier' && facts.bindings.variableOf(first) === variable) return only
  return isAnswerOf(facts, parent, only, variable) ? only : undefined
}

/** `connection.query(text, (error, rows) => …)`: a callback whose first parameter is a failure is the answer, and comes once. */
function isAnswerOf(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  { params: [error] }: FunctionNode,
  variable: Cell['variable'],
): boolean {
  if (call.callee.type !== 'MemberExpression' || variable === undefined) return false
  const isTold = error?.type === 'Identifier' && ERROR.test(error.name)
  return (
    isTold &&
    !LISTENS.test(calleeName(call) ?? '') &&
    facts.bindings.variableOf(unwrap(call.callee.object)) === variable
  )
}

const ERROR = /^_*(?:e|er|\w*err(?:or)?|failure)\d*$/i

/** What may call a function more than once. */
const LISTENS = /^(?:on|once|add|each|forEach|subscribe|listen|watch|use|prepend)(?![a-z])/
