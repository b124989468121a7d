import type { TSESTree } from '@typescript-eslint/utils'

import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  isWithin,
  runningFunction,
} from '../../../syntax/functions.js'
import { soleValue } from '../../../syntax/bindings.js'
import { mayFollow } from '../../../syntax/may-follow.js'
import { enclosingTry } from '../../../syntax/jumps.js'
import { walk } from '../../../syntax/walk.js'
import { LOGGING_NAME } from '../../../protocols/collections.js'
import { PROMISE_METHODS } from '../../../protocols/signals.js'
import { calleeName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Grow, Shrink } from '../../../ledger/collections/access.js'
import { continuesEntry, isSameKey, type CollectionUses } from '../../../ledger/collections/uses.js'
import { runsOnlyAtEnd } from '../../../lives/collections/ends-of-entries.js'
import { openExits } from '../../../flow/exits.js'
import { mayReject } from '../../../flow/throwing.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Growth } from '../growth.js'
import { growsPerCall } from '../../../lives/collections/additions.js'

/**
 * Answers how a pending table keeps an entry: the only function that removes it is the one that added it, and an
 * exception on the way skips the removal.
 */
export function skippedRemoval(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const pending = pendingEntry(facts, uses)
  const scope = pending && runningFunction(pending.grow.node)
  if (!pending || !scope) return undefined
  const { grow, removals } = pending
  if (!removals.every((removal) => enclosingFunction(removal.node) === scope)) return undefined
  // What is only taken out before is another entry of the same name.
  if (!removals.some((removal) => removal.node.range[0] > grow.node.range[1])) return undefined
  const nodes = new Set(removals.map((removal) => removal.node))
  const exits = openExits(scope.body, {
    acquisition: runWithin(grow.node, scope),
    effectOf: (node) =>
      nodes.has(node)
        ? 'release'
        : node.type === 'AwaitExpression' && mayReject(facts, node.argument)
          ? 'throws'
          : 'none',
    existsWhen: () => 'either',
  })
  if (
    !removals.some(
      (removal) => isOnSameWay(grow.node, removal.node, scope) && mayFollow(removal.node, grow.node),
    )
  )
    return undefined
  const exit = exits?.find((candidate) => candidate.kind === 'throw' && candidate.open === 'yes')
  const skipping = exit?.node ?? caughtBefore(facts, uses, grow, removals)
  if (skipping) return { ...found(uses, grow), problem: 'skippedRemoval', related: skipping }
  const left = exits?.find(
    ({ kind, open, node }) => kind === 'return' && open === 'yes' && comesAfter(node, grow),
  )
  if (!left) return undefined
  const detail = `${functionName(scope) ?? 'the function'}()`
  return { ...found(uses, grow), certainty: 'likely', problem: 'missedRemoval', related: left.node, detail }
}

function comesAfter(node: TSESTree.Node, grow: Grow): boolean {
  return node.range[0] >= grow.node.range[1]
}

/** Whether what adds an entry is followed by a removal, rather than an alternative to it: `if (on) add(x); else remove(x)`. */
function isOnSameWay(grow: TSESTree.Node, removal: TSESTree.Node, scope: TSESTree.Node): boolean {
  for (let current = removal; current.parent && current !== scope; current = current.parent) {
    const { parent } = current
    const isBranch =
      parent.type === 'IfStatement' || parent.type === 'ConditionalExpression'
        ? parent.test !== current
        : parent.type === 'SwitchCase'
    if (isBranch && !isWithin(grow, current)) {
      // A branch of its own after the addition is a way on which the entry leaves.
      return !isWithin(grow, parent) && grow.range[1] <= parent.range[0]
    }
  }
  return true
}

/** `try { await work(); map.delete(key) } catch (error) { … }`: what is caught skips the removal, and stays. */
function caughtBefore(
  facts: FileFacts,
  uses: CollectionUses,
  grow: Grow,
  removals: readonly Shrink[],
): TSESTree.Node | undefined {
  const [removal] = removals
  const statement = removal && enclosingTry(removal.node)
  if (!removal || !statement?.handler || statement.finalizer) return undefined
  const { block, handler } = statement
  const isAllWithin = removals.every(({ node }) => isWithin(node, block))
  const isKnown = [...uses.reads, ...uses.grows].some(({ node }) => isWithin(node, handler))
  if (!isAllWithin || isKnown || isWithin(grow.node, handler)) return undefined
  if (isHandedOn(facts, grow, handler)) return undefined
  const scope = enclosingFunction(removal.node)
  let found: TSESTree.Node | undefined
  walk(block, facts.sourceCode.visitorKeys, (node) => {
    const isWait =
      node.type === 'AwaitExpression' && enclosingFunction(node) === scope && mayReject(facts, node.argument)
    const isBetween = node.range[0] >= grow.node.range[1] && node.range[1] <= removal.node.range[0]
    if (isWait && isBetween && !isBranch(node, block)) found ??= node
    return found === undefined
  })
  return found
}

/** Whether a handler gives the key to other code, which may see to the entry: to log it does not count. */
function isHandedOn(facts: FileFacts, { key, value }: Grow, handler: TSESTree.CatchClause): boolean {
  let found = false
  walk(handler, facts.sourceCode.visitorKeys, (node) => {
    if (node.type !== 'CallExpression' || LOGGING_NAME.test(calleeName(node) ?? '')) return !found
    found ||= node.arguments.some(
      (argument) => isSameKey(facts, argument, key) || isSameKey(facts, argument, value),
    )
    return !found
  })
  return found
}

/** Whether a node stands in another `try` within a block, which deals with what it throws. */
function isBranch(node: TSESTree.Node, block: TSESTree.Node): boolean {
  const around = enclosingTry(node)
  return around !== undefined && around.block !== block
}

/**
 * Answers how an entry stays whose removal waits for a promise to be fulfilled: `work.then(() => map.delete(key))`,
 * and nothing of the kind where it is rejected.
 */
export function rejectedRemoval(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const pending = pendingEntry(facts, uses)
  const scope = pending && runningFunction(pending.grow.node)
  if (!pending || !scope) return undefined
  const { grow, removals } = pending
  const [callback] = removals.map((removal) => enclosingFunction(removal.node))
  if (!callback || !removals.every((removal) => enclosingFunction(removal.node) === callback))
    return undefined
  const call = callback.parent
  if (call.type !== 'CallExpression' || calleeName(call) !== 'then') return undefined
  if (call.arguments.length !== 1 || call.arguments[0] !== callback) return undefined
  const waited = receiverOf(call)
  if (!enclosingFunctions(call).includes(scope) || !waited || !mayReject(facts, waited)) return undefined
  // A promise that is kept may be one that is never rejected; who handles the failure afterwards has thought of it.
  const isSure = isOfWork(facts, waited) && !isHandledAfter(call)
  return {
    ...found(uses, grow),
    certainty: isSure ? 'known' : 'likely',
    problem: 'rejectedRemoval',
    related: call,
  }
}

function found({ collection }: CollectionUses, { node, key }: Grow) {
  return { collection, node, key, certainty: 'known' } as const
}

/** An entry that the file adds in one place, and takes out by its key. */
export interface PendingEntry {
  grow: Grow
  /** What takes out the entry of its key. What empties the whole collection may be long in coming. */
  removals: readonly Shrink[]
}

/** Answers the only entry of a collection that is added and taken out one by one; undefined where others may fill or empty it. */
export function pendingEntry(facts: FileFacts, uses: CollectionUses): PendingEntry | undefined {
  if (uses.collection.lifetime === 'module' && uses.collection.reachable) return undefined
  const grows = uses.grows.filter((grow) => growsPerCall(facts, grow))
  const [grow] = grows
  if (!grow || grows.length > 1) return undefined
  const removals = uses.shrinks.filter(({ extent }) => extent !== 'all')
  const others = uses.shrinks.filter(({ extent }) => extent === 'all')
  if (removals.length === 0 || !others.every(({ node }) => runsOnlyAtEnd(facts, node))) return undefined
  const isOfEntry = (removal: Shrink): boolean =>
    removal.extent === 'entry' ? isSameKey(facts, removal.key, grow.key) : grow.key === undefined
  return removals.every(isOfEntry) && !continuesEntry(facts, uses, grow) ? { grow, removals } : undefined
}

/** The part of a function that runs a node: the promise whose executor it stands in. */
function runWithin(node: TSESTree.Node, scope: TSESTree.Node): TSESTree.Node {
  let outermost = node
  for (
    let current: TSESTree.Node | undefined = node;
    current && current !== scope;
    current = current.parent
  ) {
    if (isFunction(current)) outermost = current.parent
  }
  return outermost
}

/** What a call answers may fail; what a member holds is a promise that somebody settles. */
function isOfWork(facts: FileFacts, promise: TSESTree.Node): boolean {
  const node = unwrap(promise)
  const variable = facts.bindings.variableOf(node)
  const value = variable && soleValue(variable)
  if (value) return isOfWork(facts, value)
  if (node.type !== 'CallExpression') return node.type !== 'MemberExpression'
  const source = PROMISE_METHODS.has(calleeName(node) ?? '') ? receiverOf(node) : undefined
  return source === undefined || isOfWork(facts, source)
}

/** `work.then(() => table.delete(key)).catch(report)` */
function isHandledAfter(call: TSESTree.CallExpression): boolean {
  const member = call.parent
  const next = member.type === 'MemberExpression' && member.object === call ? member.parent : undefined
  return next?.type === 'CallExpression' && calleeName(next) === 'catch'
}
