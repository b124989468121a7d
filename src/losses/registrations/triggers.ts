import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { registrationsBeside } from '../../ledger/registrations/beside.js'
import type { Registration, Removal } from '../../ledger/registrations/registration.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { holderOf } from '../../lives/lifetime.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import type { Run } from '../../lives/repetition/run.js'
import { isUpdateMember, runsOf } from '../../lives/repetition/runs.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'

/**
 * What makes a removal come.
 *
 * - `swap`: the next listener, which takes the place of the one before: the last one stays
 * - `event`: an event, perhaps of an element of the owner's own, which comes no more when that is gone
 */
export type Trigger =
  { readonly by: 'swap' } | { readonly by: 'event'; readonly at: TSESTree.Node; readonly isOwn: boolean }

/** Answers what alone makes a removal of a listener come; undefined where others may, or nothing is seen to. */
export function triggerOf(
  facts: FileFacts,
  removal: Removal,
  registration: Registration,
): Trigger | undefined {
  const isOfOne = holderOf(facts, registration.target.node).lifetime === 'module'
  if (isOfOne && (isSwap(facts, removal) || comesBeforeNext(facts, removal, registration))) return { by: 'swap' }
  const scope = enclosingFunction(removal.node)
  return scope && eventThatRuns(facts, scope, new Set())
}

/** What runs a function, where that is events only; who else may call a member that is given to an event is not asked. */
function eventThatRuns(facts: FileFacts, scope: FunctionNode, seen: Set<FunctionNode>): Trigger | undefined {
  if (seen.has(scope)) return undefined
  seen.add(scope)
  if (isUpdateMember(facts, scope)) return undefined
  let found: Trigger | undefined
  for (const run of runsOf(facts, scope)) {
    const inner = run.by === 'code' && !isEvent(facts, run) ? enclosingFunction(run.at) : undefined
    const trigger = inner ? eventThatRuns(facts, inner, seen) : eventOf(facts, run)
    if (!trigger && run.at !== scope) return undefined
    found ??= trigger
  }
  return found
}

function isEvent(facts: FileFacts, { at }: Run): boolean {
  return eventsByCall(facts).has(at)
}

function eventOf(facts: FileFacts, { at }: Run): Trigger | undefined {
  if (eventsByCall(facts).has(at)) return { by: 'event', at, isOwn: false }
  if (isHandlerOfElement(at)) return { by: 'event', at, isOwn: true }
  if (at.type !== 'AssignmentExpression' || at.left.type !== 'MemberExpression') return undefined
  return /^on[a-z]/.test(memberName(at.left) ?? '') ? { by: 'event', at, isOwn: false } : undefined
}

/** `<input onBlur={f} />`; a `ref` is told that its element goes, and other attributes are called by components. */
function isHandlerOfElement(node: TSESTree.Node): boolean {
  if (node.type !== 'JSXExpressionContainer' || node.parent.type !== 'JSXAttribute') return false
  const { name } = node.parent
  return name.type === 'JSXIdentifier' && /^on[A-Z]/.test(name.name)
}

const eventsByCall = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Registration> =>
    new Map(registrations(facts).map((each) => [each.node, each])),
)

/**
 * `if (before) before.off('x', f); if (now) now.on('x', f)`, in a function that only its own instance runs: it takes out what its last
 * run has put there, and this run puts on the next one. A reference of a component is told that its element goes.
 */
function comesBeforeNext(facts: FileFacts, { node }: Removal, registration: Registration): boolean {
  const scope = enclosingFunction(node)
  if (!scope || scope !== enclosingFunction(registration.node) || !follows(registration.node, node))
    return false
  const runs = runsOf(facts, scope)
  return runs.length > 0 && runs.every((run) => run.by === 'code' || run.by === 'owner')
}

/** `target.off('x', before); target.on('x', after)`: whether a removal makes room for the next listener. */
function isSwap(facts: FileFacts, removal: Removal): boolean {
  const scope = enclosingFunction(removal.node)
  return registrationsBeside(facts, removal).some(
    ({ node }) =>
      enclosingFunction(node) === scope &&
      follows(node, removal.node) &&
      isUnconditional(facts, node, removal),
  )
}

function follows(node: TSESTree.Node, other: TSESTree.Node): boolean {
  return node.range[0] > other.range[1]
}

/** Whether an addition comes each time that a removal before it does. */
function isUnconditional(facts: FileFacts, node: TSESTree.Node, removal: Removal): boolean {
  return runsEachTime(facts, node) || statementAround(node).parent === statementAround(removal.node).parent
}

function statementAround(node: TSESTree.Node): TSESTree.Node {
  let current = node
  while (current.parent && !current.type.endsWith('Statement')) current = current.parent
  return current
}
