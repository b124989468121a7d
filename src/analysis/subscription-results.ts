import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable } from '../syntax/bindings.js'
import { enclosingFunction } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { silentSubject } from './destroy-subjects.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfHandle, type KeptHandle } from './handle.js'
import { valuesByPlace } from '../cells/values/written-values.js'
import { observableSubscriptions, type ObservableSubscription } from './observables.js'
import { ownersOf, runsAtAnyEnd, type Owner } from '../lives/owner.js'
import { nodesAtPlace, useOf, type Use } from '../cells/uses.js'

/** Where a subscription is kept that does not end with its owner. */
export interface KeptSubscription {
  /** The variable or field, or what collects it. */
  keptIn: TSESTree.Node
  /** Where it is ended instead. */
  endedAt: TSESTree.Node | undefined
  /** Whether that may well be the end of its owner after all. */
  isDoubtful: boolean
}

/** Answers where a subscription is kept without being ended when its owner ends; undefined where it is, or may be. */
export function keptUnended(
  facts: FileFacts,
  { node, result }: ObservableSubscription,
  owners: readonly Owner[],
): KeptSubscription | undefined {
  if (result.kind === 'collected') {
    const { collector, place } = result
    if (place === undefined || isCollectorEnded(facts, place)) return undefined
    return { keptIn: collector, endedAt: undefined, isDoubtful: false }
  }
  return 'place' in result ? keptAs(facts, result, node, owners) : undefined
}

/** Whether `subs` of `subs.add(…)` is ended, or may be. */
function isCollectorEnded(facts: FileFacts, place: Place): boolean {
  const answers = endedCollectors(facts)
  const known = answers.get(place)
  if (known !== undefined) return known
  const isEnded =
    !isOwnCollector(valuesByPlace(facts).get(place)) ||
    nodesAtPlace(facts, place).some((node) => !onlyCollects(useOf(facts, node)))
  answers.set(place, isEnded)
  return isEnded
}

const endedCollectors = perFile(() => new Map<Place, boolean>())

/** A field that the class itself gives a collection: of another, nobody sees here who ends it. */
function isOwnCollector(values: readonly (TSESTree.Node | 'parameter')[] = []): boolean {
  const isOwn = (value: TSESTree.Node | 'parameter'): boolean =>
    value !== 'parameter' && (value.type === 'NewExpression' || value.type === 'ArrayExpression')
  return values.length > 0 && values.every(isOwn)
}

function onlyCollects(use: Use): boolean {
  switch (use.kind) {
    case 'assigned':
      return use.value.type === 'NewExpression' || use.value.type === 'ArrayExpression'
    case 'receiver':
      return use.method === 'add' || use.method === 'push'
    case 'property':
      return use.member.parent.type === 'AssignmentExpression' && use.member.parent.left === use.member
    default:
      return false
  }
}

/** A variable or field that nobody unsubscribes, or not when its owner ends. */
function keptAs(
  facts: FileFacts,
  handle: KeptHandle,
  node: TSESTree.CallExpression,
  owners: readonly Owner[],
): KeptSubscription | undefined {
  if (handle.kind === 'variable' && isModuleVariable(handle.variable)) return undefined
  const uses = usesOfHandle(facts, handle, node)
  const ends = uses.filter((use) => use.kind === 'receiver' && use.method === 'unsubscribe')
  if (uses.some((use) => !ends.includes(use) && mayBeEndedBy(use))) return undefined
  const [first] = ends
  if (!first) return { keptIn: handle.node, endedAt: undefined, isDoubtful: false }
  if (handle.kind === 'variable' || ends.some((use) => runsAtAnyEnd(facts, use.node, owners)))
    return undefined
  // Ended by the call that subscribes again, it is forgotten at the end. Another method may be the end.
  const scope = enclosingFunction(node)
  const isDoubtful = ends.some((use) => enclosingFunction(use.node) !== scope)
  return { keptIn: handle.node, endedAt: first.node, isDoubtful }
}

function mayBeEndedBy(use: Use): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
      return false
    case 'property':
      return use.member.property.type !== 'Identifier' || use.member.property.name !== 'closed'
    case 'receiver':
      return use.method !== 'add'
    default:
      return true
  }
}

/** Answers a subscription of the same instance that ends with it: its author meant to end them. */
export function endedSibling(
  facts: FileFacts,
  subscription: ObservableSubscription,
  owner: Owner,
): ObservableSubscription | undefined {
  return endedByOwner(facts)
    .get(owner.node)
    ?.find((other) => other !== subscription)
}

const endedByOwner = perFile((facts): ReadonlyMap<TSESTree.Node, ObservableSubscription[]> => {
  const found = new Map<TSESTree.Node, ObservableSubscription[]>()
  for (const subscription of observableSubscriptions(facts)) {
    const owners = ownersOf(facts, subscription.node)
    const [owner] = owners
    if (!owner || !endsWithOwner(facts, subscription, owners)) continue
    addTo(found, owner.node, subscription)
  }
  return found
})

function endsWithOwner(
  facts: FileFacts,
  { node, stream, result }: ObservableSubscription,
  owners: readonly Owner[],
): boolean {
  if (stream.ending && !stream.misplaced) {
    return !stream.ending.notifier || silentSubject(facts, stream.ending.notifier) === undefined
  }
  if (result.kind === 'collected') {
    return result.place !== undefined && isCollectorEnded(facts, result.place)
  }
  if (result.kind !== 'member') return false
  return usesOfHandle(facts, result, node).some(
    (use) => use.kind === 'receiver' && use.method === 'unsubscribe' && runsAtAnyEnd(facts, use.node, owners),
  )
}
