import type { TSESTree } from '@typescript-eslint/utils'

import { STOP_NAME } from '../../protocols/timers.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Owner } from '../owner.js'
import { functionsOfTeardowns, type Teardown } from './teardown.js'

/**
 * Whether some functions look at whether their owner has ended: they test something that a teardown sets, or
 * that is called like it. "Yes" where there is too much to follow. What one condition says of an end, and in which
 * of its values, is what `stopCondition` answers. With `after`, what is tested before that does not count.
 */
export function looksAtEnd(
  facts: FileFacts,
  functions: Iterable<FunctionNode>,
  owners: readonly Owner[],
  after?: TSESTree.Node,
): boolean {
  const flags = owners.map((owner) => placesSetByTeardowns(facts, owner.teardowns))
  for (const each of functions) {
    // What was asked before says nothing of what is so by then.
    const start = after && isWithin(after, each) ? after.range[0] : -1
    for (const node of testedIn(facts, each)) {
      if (node.range[0] < start) continue
      if (STOP_NAME.test(nameOf(node) ?? '')) return true
      const place = facts.places.placeOf(node)
      if (place !== undefined && flags.some((set) => set === 'unknown' || set.has(place))) return true
    }
  }
  return false
}

/**
 * Whether a callback first asks whether what it was begun for is still the current one, `if (this.socket === socket)`, where a
 * teardown sets the member: after that it does nothing, whatever has been begun anew since. A flag may be down again by then.
 */
export function asksForCurrentFirst(
  facts: FileFacts,
  { body }: FunctionNode,
  owners: readonly Owner[],
): boolean {
  const first = body.type === 'BlockStatement' ? body.body[0] : body
  const test = first && testOf(first)
  if (test?.type !== 'BinaryExpression' || !COMPARES.test(test.operator)) return false
  const sides = [test.left, test.right].map((side) => unwrap(side))
  const isLocal = sides.some(({ type }) => type === 'Identifier')
  const places = sides.map((side) => facts.places.placeOf(side))
  return (
    isLocal &&
    owners.some(({ teardowns }) => {
      const set = placesSetByTeardowns(facts, teardowns)
      return set !== 'unknown' && places.some((place) => place !== undefined && set.has(place))
    })
  )
}

const COMPARES = /^[!=]==?$/

function nameOf(node: TSESTree.Identifier | TSESTree.MemberExpression): string | undefined {
  return node.type === 'Identifier' ? node.name : memberName(node)
}

/** The names and members that the conditions of a function look at. */
const testedIn = perKey(
  (facts: FileFacts, scope: FunctionNode): readonly (TSESTree.Identifier | TSESTree.MemberExpression)[] => {
    const found: (TSESTree.Identifier | TSESTree.MemberExpression)[] = []
    const keys = facts.sourceCode.visitorKeys
    const seen = new Set<TSESTree.Node>()
    walk(scope.body, keys, (node) => {
      const test = testOf(node)
      if (test) {
        walk(test, keys, (part) => {
          if (seen.has(part)) return false
          seen.add(part)
          if (part.type === 'Identifier' || part.type === 'MemberExpression') found.push(part)
          return undefined
        })
      }
      return undefined
    })
    return found
  },
)

function testOf(node: TSESTree.Node): TSESTree.Node | null | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return node.test
    case 'LogicalExpression':
      return node.left
    case 'SwitchStatement':
      return node.discriminant
    default:
      return undefined
  }
}

const placesSetByTeardowns = perKey(
  (facts: FileFacts, teardowns: readonly Teardown[]): ReadonlySet<Place> | 'unknown' => {
    const { functions, isComplete } = functionsRunByAll(
      facts,
      functionsOfTeardowns(facts, teardowns),
      teardowns.length * MAX_REACH,
    )
    if (!isComplete) return 'unknown'
    return new Set([...functions].flatMap((scope) => placesWritten(facts).get(scope) ?? []))
  },
)

/** The places that each function assigns to, those of the functions within it apart. */
const placesWritten = perFile((facts): ReadonlyMap<FunctionNode, Place[]> => {
  const written = new Map<FunctionNode, Place[]>()
  for (const { left } of facts.nodes.assignments) {
    const scope = enclosingFunction(left)
    const place = facts.places.placeOf(unwrap(left))
    if (!scope || place === undefined) continue
    addTo(written, scope, place)
  }
  return written
})
