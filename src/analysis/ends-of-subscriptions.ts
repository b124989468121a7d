import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable } from '../syntax/bindings.js'
import { isClass, isWithin } from '../syntax/functions.js'
import { keyName, memberName } from '../syntax/property-name.js'
import { componentOfHome } from '../frameworks/component-homes.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { usesOfHandle, type KeptHandle } from './handle.js'
import { endingByUse } from './kept-results.js'
import { runsAtAnyEnd, type Owner } from '../lives/owner.js'
import type { Use } from '../cells/uses.js'

/**
 * Answers where something ends a kept subscription, though not at the end of its owner; undefined where nothing
 * does at all. Unknown where it is ended in time, or may be.
 */
export function endOfKept(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  handle: KeptHandle,
  owners: readonly Owner[],
): TSESTree.Node | 'unknown' | undefined {
  if (handle.kind === 'variable' && isModuleVariable(handle.variable)) return 'unknown'
  if (handle.kind === 'member' && !isOwn(facts, handle)) return 'unknown'
  const [owner] = owners
  if (handle.kind === 'member' && owner?.ends !== 'yes') return 'unknown'
  const uses = usesOfHandle(facts, handle, node)
  const ends = uses.filter((use) => endingByUse(facts, use) !== undefined)
  if (uses.some((use) => !ends.includes(use) && mayEndIt(use))) return 'unknown'
  const [first] = ends.map((use) => use.node).sort((a, b) => a.range[0] - b.range[0])
  if (!first) return undefined
  if (handle.kind === 'variable' || owner?.kind !== 'instance' || owner.teardowns.length === 0)
    return 'unknown'
  if (ends.some((use) => isWithin(use.node, node) || runsAtAnyEnd(facts, use.node, owners))) return 'unknown'
  return first
}

function mayEndIt(use: Use): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
      return false
    case 'property':
      // A part of it may end it: `result.data.subscription.unsubscribe()`.
      return memberName(use.member) !== 'closed'
    default:
      return true
  }
}

/** `this.unsubscribe`, a ref: a place of the owner itself. */
function isOwn(facts: FileFacts, { place, node }: KeptHandle): boolean {
  const home = facts.places.thisPlaceAt(node)
  return place.endsWith('.current') || (home !== undefined && place.startsWith(`${home}.`))
}

/** Whether no other file can get at a handle, or has a reason to: a variable, a private field, one of a component. */
export function isClosed(
  facts: FileFacts,
  { kind, node, text }: KeptHandle,
  owner: Owner | undefined,
): boolean {
  if (kind === 'variable' || /[.][#_]\w+$/.test(text) || text.endsWith('.current')) return true
  if (owner?.home !== undefined && componentOfHome(facts, owner.home)) return true
  // A class with an end of its own, and no base that could have another one, ends what it keeps itself.
  if (owner && owner.teardowns.length > 0 && isClass(owner.node) && !owner.node.superClass) return true
  return privateFields(facts).has(text.replace(/^this[.]/, '')) && node.type !== 'Identifier'
}

/** The names of the fields that TypeScript keeps private. */
const privateFields = perFile((facts): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { body } of facts.nodes.classes) {
    for (const element of body.body) {
      if (element.type !== 'PropertyDefinition' || element.accessibility !== 'private') continue
      const name = keyName(element.key, element.computed)
      if (name !== undefined) names.add(name)
    }
  }
  return names
})
