import type { TSESTree } from '@typescript-eslint/utils'

import type { FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { perFile, type FileFacts } from '../file-facts.js'
import { basesOf } from './inherited-fields.js'

/** The members of a file by the place of their `this` and their name. */
export type MembersByName = ReadonlyMap<Place, ReadonlyMap<string, readonly FunctionNode[]>>

/**
 * Answers the members that a call on an instance runs, through the classes of this file that its class extends or is extended by: its own
 * and those that may override them, or else the nearest that it inherits.
 */
export function membersOfFamily(
  facts: FileFacts,
  members: MembersByName,
  home: Place,
  name: string,
): readonly FunctionNode[] {
  const family = families(facts).get(home)
  const own = members.get(home)?.get(name) ?? []
  if (!family) return own
  const overriding = family.derived.flatMap((each) => members.get(each)?.get(name) ?? [])
  return own.length > 0 ? [...own, ...overriding] : [...inherited(members, family, name), ...overriding]
}

/** Answers what `super.name` is, at a node; nothing where the class that it is in is of another file. */
export function membersOfSuper(
  facts: FileFacts,
  members: MembersByName,
  node: TSESTree.Node,
  name: string,
): readonly FunctionNode[] {
  const home = facts.places.thisPlaceAt(node)
  const family = home === undefined ? undefined : families(facts).get(home)
  return family ? inherited(members, family, name) : []
}

interface Family {
  /** Nearest first. */
  readonly bases: Place[]
  readonly derived: Place[]
}

function inherited(members: MembersByName, { bases }: Family, name: string): readonly FunctionNode[] {
  const base = bases.find((each) => members.get(each)?.has(name))
  return (base !== undefined && members.get(base)?.get(name)) || []
}

/** The classes of a file that extend another one of it, and those that they extend. */
const families = perFile((facts): ReadonlyMap<Place, Family> => {
  const bases = new Map<Place, Place[]>()
  const derived = new Map<Place, Place[]>()
  for (const node of facts.nodes.classes) {
    const home = facts.places.thisPlaceAt(node.body)
    if (home === undefined) continue
    for (const base of basesOf(facts, node)) {
      const above = facts.places.thisPlaceAt(base.body)
      if (above === undefined) continue
      addTo(bases, home, above)
      addTo(derived, above, home)
    }
  }
  return new Map(
    [...bases.keys(), ...derived.keys()].map((home) => [
      home,
      { bases: bases.get(home) ?? [], derived: derived.get(home) ?? [] },
    ]),
  )
})
