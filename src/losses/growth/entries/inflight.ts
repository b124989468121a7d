import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import { openExits } from '../../../flow/exits.js'
import { mayReject } from '../../../flow/throwing.js'
import type { CollectionUses } from '../../../ledger/collections/uses.js'
import { functionName, isFunction, isWithin, type FunctionNode } from '../../../syntax/functions.js'
import { calleeName } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Growth } from '../growth.js'
import { pendingEntry } from './pending.js'

/**
 * `pending.set(id, load(id))`, where `load()` itself takes its entry out as it goes well: answers how the entry stays on the
 * other ways out of it. What asks for the same key from then on gets a promise that has failed.
 */
export function inflightEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const pending = pendingEntry(facts, uses)
  const { grow, removals } = pending ?? {}
  const work = grow?.value && workOf(facts, grow.value, grow.node)
  if (!grow || !removals || !work) return undefined
  // What is taken out on some ways only is meant to stay on the others.
  if (!removals.every(({ node }) => isOnMainWay(node, work))) return undefined
  const nodes = new Set(removals.map(({ node }) => node))
  const exits = openExits(work.body, {
    acquisition: undefined,
    effectOf: (node) =>
      nodes.has(node)
        ? 'release'
        : node.type === 'AwaitExpression' && mayReject(facts, node.argument)
          ? 'throws'
          : 'none',
    existsWhen: () => 'either',
  })
  const exit = exits?.find(({ kind, open }) => open === 'yes' && (kind === 'throw' || kind === 'return'))
  if (!exit) return undefined
  const found = { collection: uses.collection, node: grow.node, key: grow.key, related: exit.node }
  return exit.kind === 'throw'
    ? { ...found, certainty: 'likely', problem: 'skippedRemoval' }
    : {
        ...found,
        certainty: 'likely',
        problem: 'missedRemoval',
        detail: `${functionName(work) ?? 'the function'}()`,
      }
}

/** Whether a node stands on the way that a function takes when nothing is amiss. */
function isOnMainWay(node: TSESTree.Node, work: FunctionNode): boolean {
  for (let current = node; current.parent && current !== work; current = current.parent) {
    if (isFunction(current) || /^(?:If|Switch)Statement$|^CatchClause$/.test(current.parent.type))
      return false
  }
  return isWithin(node, work)
}

/** The asynchronous function of this file whose promise a value is: the call itself, or what a variable was given last. */
function workOf(facts: FileFacts, value: TSESTree.Node, at: TSESTree.Node): FunctionNode | undefined {
  const node = unwrap(value)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const written = variable?.references
    .flatMap(({ writeExpr }) => (writeExpr && writeExpr.range[1] <= at.range[0] ? [writeExpr] : []))
    .at(-1)
  const call = unwrap(written ?? node)
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const isBorrowed = callee.type === 'MemberExpression' && /^(?:call|apply)$/.test(calleeName(call) ?? '')
  const [target, ...others] = functionsMeantBy(facts, isBorrowed ? callee.object : callee)
  return target?.async === true && others.length === 0 ? target : undefined
}
