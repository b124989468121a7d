import type { TSESTree } from '@typescript-eslint/utils'

import { functionsRunBy, functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import { entriesOf } from '../../cells/entries.js'
import { collectionOf } from '../../cells/cell-of.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { isConstructor, isConstructorFunction } from '../../lives/repetition/runs.js'
import { enclosingFunction, enclosingFunctions, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import type { Loss } from '../loss.js'
import { linksOnSomeWay } from './course.js'
import { endsOfHandle } from './ends-of-handle.js'
import type { Handle } from './handle.js'

/**
 * `pending.set(id, { resolve, timer }); …; pending.delete(id); entry.resolve(answer)`: answers how an entry that has a handle is taken
 * out of its collection by code that leaves running what the handle is of. Undefined where all that take it out end it.
 */
export function takenOutRunning(
  facts: FileFacts,
  handle: Handle,
  callbacks: readonly FunctionNode[],
): Loss | undefined {
  const { cell, duty, member, owner } = handle
  const collection = cell && collectionOf(facts, cell)
  if (!collection || member === undefined) return undefined
  const { ends } = endsOfHandle(facts, handle)
  // Whoever has another name of it ends it without the entry.
  if (!ends.every((end) => isMember(end, member))) return undefined
  const { uses, removals } = entriesOf(facts, collection)
  for (const { node: at } of removals) {
    const scopes = scopesOf(facts, at)
    if (scopes.length === 0 || callbacks.some((each) => runsAny(facts, each, scopes))) continue
    if (isWithin(duty.site, scopes.at(-1) ?? at) || scopes.some((each) => makesInstance(facts, each)))
      continue
    const { functions, isComplete } = functionsRunByAll(facts, scopes, MAX_REACH)
    if (!isComplete || ends.some((end) => enclosingFunctions(end).some((each) => functions.has(each))))
      continue
    const passed = uses.find(
      ({ kind, node }) =>
        (kind === 'argument' || kind === 'returned' || kind === 'stored') &&
        scopes.some((scope) => isWithin(node, scope)),
    )
    const links = {
      alone: passed
        ? link('unknown', 'the entry is handed on', passed.node)
        : link('yes', 'nothing that takes it out ends it', at),
      lasting: link('yes', 'it goes on without its entry', at),
      matters: mattersTakenOut(facts, handle, ends),
    }
    return { kind: 'removed', form: 'takenOut', duty, cell, node: duty.site, at, owner, ended: ends, links }
  }
  return undefined
}

/** What another that takes an entry out ends, is meant to be ended. */
function mattersTakenOut(facts: FileFacts, handle: Handle, ends: readonly TSESTree.Node[]): Link {
  const matters = linksOnSomeWay(facts, handle).matters ?? link('yes', 'it goes on', handle.duty.site)
  return matters.sure === 'likely' && ends.length > 0
    ? doubted('over', 'likely', matters.because, matters.witness)
    : matters
}

function isMember(node: TSESTree.Node, name: string): boolean {
  return node.type === 'MemberExpression' ? memberName(node) === name : node.parent?.type === 'Property'
}

/** The function that a node stands in, through the callbacks that it is given to, and those that call it. */
function scopesOf(facts: FileFacts, node: TSESTree.Node): readonly FunctionNode[] {
  const found: FunctionNode[] = []
  for (const scope of enclosingFunctions(node)) {
    found.push(scope)
    if (scope.parent.type !== 'CallExpression' || scope.parent.callee === scope) break
  }
  const outer = found.at(-1)
  const callers = outer ? callsOf(facts, outer).flatMap((call) => enclosingFunction(call) ?? []) : []
  return [...found, ...callers]
}

/** What is made anew has no entries yet. */
function makesInstance(facts: FileFacts, scope: FunctionNode): boolean {
  return isConstructor(scope) || isConstructorFunction(facts, scope)
}

function runsAny(facts: FileFacts, callback: FunctionNode, scopes: readonly FunctionNode[]): boolean {
  const { functions } = functionsRunBy(facts, callback)
  return scopes.some((scope) => functions.has(scope))
}
