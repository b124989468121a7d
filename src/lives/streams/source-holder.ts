import type { TSESTree } from '@typescript-eslint/utils'

import { ENDS_ITSELF } from '../../protocols/listeners.js'
import { RELEASING_NAME } from '../../protocols/teardowns.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isCollector } from '../../ledger/subscriptions/collected.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { holderOf, type Holder } from '../lifetime.js'
import { nodesAtPlace, nodesOfVariable, useOf, type Use } from '../../cells/uses/uses.js'

/**
 * Answers how long that which a subscription is on lives: `call` or `owner` where it goes with the code that
 * subscribes, because that made it or ends it.
 */
export function sourceHolder(facts: FileFacts, source: TSESTree.Node): Holder {
  for (const part of partsOf(source)) {
    if (part.type === 'ThisExpression' && unwrap(source) !== part) break
    const holder = holderOf(facts, part)
    if (holder.lifetime === 'call' || holder.lifetime === 'owner') return holder
    if (isEndedHere(facts, part)) return { lifetime: 'owner', until: undefined, origin: 'other' }
  }
  return holderOf(facts, source)
}

/** An expression and what it is a part of: `this.a.b`, `this.a`, `this`. */
function partsOf(source: TSESTree.Node): TSESTree.Node[] {
  const parts: TSESTree.Node[] = []
  for (
    let node = unwrap(source);
    ;
    node = unwrap(node.type === 'MemberExpression' ? node.object : node.callee)
  ) {
    parts.push(node)
    if (node.type !== 'MemberExpression' && node.type !== 'CallExpression') return parts
  }
}

/** Whether the file ends what is in a place, or gives it to a collector: `this.view.dispose()`. */
function isEndedHere(facts: FileFacts, node: TSESTree.Node): boolean {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return false
  const place = facts.places.placeOf(node)
  if (place === undefined || place.startsWith('g:')) return false
  const known = endedPlaces(facts).get(place)
  if (known !== undefined) return known
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const nodes = variable ? nodesOfVariable(variable) : nodesAtPlace(facts, place)
  const isEnded = nodes.some((each) => ends(facts, useOf(facts, each)))
  endedPlaces(facts).set(place, isEnded)
  return isEnded
}

const endedPlaces = perFile(() => new Map<string, boolean>())

function ends(facts: FileFacts, use: Use): boolean {
  if (use.kind === 'receiver') return use.method !== undefined && ENDS_ITSELF.test(use.method)
  if (use.kind !== 'argument' || use.call.type !== 'CallExpression') return false
  return isCollector(facts, use.call) || RELEASING_NAME.test(calleeName(use.call) ?? '')
}
