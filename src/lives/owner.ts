import type { TSESTree } from '@typescript-eslint/utils'

import { componentAround } from '../syntax/component-scripts.js'
import { enclosingFunctions, type FunctionNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { effects } from '../frameworks/hooks.js'
import { enclosingClass, instanceOwner } from './instance-owner.js'
import {
  componentOwner,
  effectOwner,
  entryOwner,
  functionOwner,
  requestOwner,
  setupOwner,
} from './scope-owner.js'
import { isInCollectedCallback, runsWithin, type Teardown } from './ends/teardown.js'

/**
 * The scope whose end should release what is acquired in it.
 *
 * - `instance`: a class, an object literal or a prototype
 * - `effect`: the callback of an effect, which says what its cleanup is
 * - `request`: a function that serves one request or connection, which is over when that is closed
 * - `scope`: a function that ends through hooks or through what it returns: a component, a composable, a
 *   factory that hands back a disposer; or the program whose script runs for each component
 */
export interface Owner {
  kind: 'instance' | 'effect' | 'scope' | 'request'
  node: TSESTree.Node
  /** How a message names it. */
  name: string
  /** The code that runs at its end; empty where it has none. */
  teardowns: readonly Teardown[]
  /**
   * Whether instances certainly come and go: the framework mounts and unmounts it, or it has a teardown.
   * A class without one may well live as long as the program.
   */
  ends: 'yes' | 'unknown'
  /** For an instance: the place of its `this`. */
  home: Place | undefined
  /** Where its end is to be written if it has none, as a message says it. */
  missing: string
}

/** Answers the owners of the code at a node, innermost first: an effect, and the component around it. */
export const ownersOf = perKey((facts: FileFacts, node: TSESTree.Node): readonly Owner[] => {
  const found: Owner[] = []
  for (const scope of enclosingFunctions(node)) {
    const owner = ownerOfScope(facts, scope)
    if (owner) found.push(owner)
  }
  // A field's initialiser runs in no function of its own.
  const home = found.length === 0 && enclosingClass(node) ? facts.places.thisPlaceAt(node) : undefined
  if (home !== undefined) found.push(instanceOwner(facts, home, node))
  const component = componentAround(node)
  if (component) found.push(componentOwner(facts, component))
  return found
})

const ownerOfScope = perKey((facts: FileFacts, scope: FunctionNode): Owner | undefined => {
  const effect = effects(facts).get(scope)
  if (effect) return effectOwner(facts, scope, effect)
  const setup = setupOwner(facts, scope)
  if (setup) return setup
  const member = facts.places.memberOf(scope)
  if (member) {
    const owner = instanceOwner(facts, member.home, scope)
    if (owner.teardowns.length > 0 || owner.ends === 'yes' || enclosingClass(scope)) return owner
  }
  return entryOwner(facts, scope) ?? requestOwner(facts, scope) ?? functionOwner(facts, scope)
})

/**
 * Answers the teardown that a message should name: the one that runs for certain at the end, rather than a
 * callback collected somewhere, or the end of an effect.
 */
export function mainTeardown(owner: Owner): Teardown | undefined {
  const own = owner.teardowns.filter(({ isOfEffect }) => isOfEffect !== true)
  const [other] = owner.node.type === 'Program' ? [] : owner.teardowns
  return own.find((teardown) => teardown.name.endsWith('()')) ?? own[0] ?? other
}

/** Answers, for a message, where the code of an owner lets go of things; without an owner, that there is none. */
export function describeEnd(owner: Owner | undefined): string {
  if (!owner) return 'a function that ends this work'
  const teardown = mainTeardown(owner)
  return teardown ? teardown.name : owner.missing
}

/** Whether a node runs when an owner ends: it lies in a teardown, or in what a teardown runs. */
function runsAtEnd(facts: FileFacts, node: TSESTree.Node, owner: Owner): boolean {
  return runsWithin(facts, node, owner.teardowns)
}

/** Answers the first of some nodes that runs at the end of an owner, or in a callback that some end will run. */
export function firstAtEnd(
  facts: FileFacts,
  nodes: readonly TSESTree.Node[],
  { teardowns }: Pick<Owner, 'teardowns'>,
): TSESTree.Node | undefined {
  const known = firstAtEnds(facts, nodes)
  if (known.has(teardowns)) return known.get(teardowns)
  const found = nodes.find((node) => runsWithin(facts, node, teardowns) || isInCollectedCallback(facts, node))
  known.set(teardowns, found)
  return found
}

/** What is begun in n methods of one owner, and ended in n, is asked for once. */
const firstAtEnds = perKey(
  (_facts: FileFacts, _nodes: readonly TSESTree.Node[]) =>
    new Map<readonly Teardown[], TSESTree.Node | undefined>(),
)

/** Whether any of some nodes runs at the end of any of the owners, or in a callback that some end will run. */
export function anyAtEnd(
  facts: FileFacts,
  nodes: readonly TSESTree.Node[],
  owners: readonly Owner[],
): boolean {
  return (owners.length === 0 ? [NO_OWNER] : owners).some(
    (owner) => firstAtEnd(facts, nodes, owner) !== undefined,
  )
}

const NO_OWNER: Pick<Owner, 'teardowns'> = { teardowns: [] }

/** Whether a node runs at the end of any of the owners, or in a callback that some end will run. */
export function runsAtAnyEnd(facts: FileFacts, node: TSESTree.Node, owners: readonly Owner[]): boolean {
  return owners.some((owner) => runsAtEnd(facts, node, owner)) || isInCollectedCallback(facts, node)
}
