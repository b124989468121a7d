import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { enclosingFunction, functionName, isWithin } from '../syntax/functions.js'
import { perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { callThatMakes } from '../cells/member-writes.js'
import { useOf, type Use } from '../cells/uses.js'

/** A call that opens something. */
interface Opening {
  node: CallNode
  protocol: ResourceProtocol
}

/**
 * Answers the calls of functions of this file that hand a fresh resource to their callers, who have to release
 * it then.
 */
export const callsOfAcquiringFunctions = perKey(
  (facts: FileFacts, openings: readonly Opening[]): readonly Opening[] => {
    const byNode = new Map(openings.map((opening) => [opening.node, opening]))
    const names = new Set<string>()
    for (const opening of openings) {
      if (!isOnlyHandedOut(facts, opening)) continue
      const { node } = opening
      const scope = enclosingFunction(node)
      const name = scope && functionName(scope)
      if (name !== undefined) names.add(name)
    }
    return [...names].flatMap((name) =>
      (facts.nodes.calls.get(name) ?? []).flatMap((call) => {
        const made = byNode.has(call) ? undefined : callThatMakes(facts, call)
        const opening = made && byNode.get(made)
        return opening && opening.protocol.result.as === 'value' && isOnlyHandedOut(facts, opening)
          ? [{ node: call, protocol: asOpened(opening.protocol) }]
          : []
      }),
    )
  },
)

/**
 * Whether a function opens something, and returns it without keeping it anywhere: what it also stores, or
 * registers itself with, may be released by others than its callers.
 */
function isOnlyHandedOut(facts: FileFacts, { node, protocol }: Opening): boolean {
  const { opensBy } = protocol.acquire
  const use = useOf(facts, node)
  if (use.kind === 'returned') return opensBy === undefined
  if (use.kind !== 'alias') return false
  const scope = enclosingFunction(node)
  let isOpened = opensBy === undefined
  for (const { identifier } of use.variable.references) {
    const each = useOf(facts, identifier)
    if (each.kind === 'receiver' && each.method === opensBy) isOpened = true
    const isKept = !BORROWS.has(each.kind) && !isWithin(node, identifier.parent)
    const listens = each.kind === 'receiver' && /^(?:on|once|add)/.test(each.method ?? '')
    if (isKept || listens || enclosingFunction(identifier) !== scope) return false
  }
  return isOpened
}

const BORROWS: ReadonlySet<Use['kind']> = new Set(['returned', 'receiver', 'property', 'tested', 'assigned'])

/** Answers the protocol of what is open already, such as what a function hands out. */
export function asOpened(protocol: ResourceProtocol): ResourceProtocol {
  const { opensBy: _, ...acquire } = protocol.acquire
  return { ...protocol, acquire }
}
