import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue } from '../../../syntax/bindings.js'
import { isNothing } from '../../../syntax/nothing.js'
import { enclosingFunction, functionName, isWithin, type FunctionNode } from '../../../syntax/functions.js'
import { calleeName, memberName } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { walk } from '../../../syntax/walk.js'
import { entriesOf, isMeasured, isSameKey, type CollectionUses } from '../../../ledger/collections/uses.js'
import { standsAtEnd } from '../../../lives/collections/ends-of-entries.js'
import { openExits } from '../../../flow/exits.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Growth } from '../growth.js'
import { isNamedByProgram } from '../../../lives/collections/key-names.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { negate } from '../../../flow/conditions/exists-when.js'

/**
 * Answers how an entry stays though a function is there to take it out where what it stands for ends: an early return
 * or a condition that asks for something else than the entry comes before, or an `await` that may throw.
 */
export function missedRemoval(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (collection.lifetime === 'closure' || (collection.lifetime === 'module' && collection.reachable))
    return undefined
  const grow = uses.grows.find((each) => each.key && growsPerCall(facts, each) && !isNamedByProgram(each.key))
  const [removal] = shrinks
  const end = removal && enclosingFunction(removal.node)
  if (!grow || !end || !standsAtEnd(facts, removal.node) || enclosingFunction(grow.node) === end)
    return undefined
  if (shrinks.some(({ node, extent }) => extent !== 'entry' || enclosingFunction(node) !== end))
    return undefined
  if (asksForMore(facts, uses, end)) return undefined
  const nodes = new Set(shrinks.map(({ node }) => node))
  const exits = openExits(end.body, {
    acquisition: undefined,
    effectOf: (node) => (nodes.has(node) ? 'release' : node.type === 'AwaitExpression' ? 'throws' : 'none'),
    existsWhen: (test) => isThereWhen(facts, test, removal.key),
  })
  const exit = exits?.find(({ open, kind }) => open === 'yes' && kind !== 'overwrite')
  if (!exit) return undefined
  const at = exit.kind === 'end' ? removal.node : exit.node
  return {
    collection,
    node: grow.node,
    certainty: 'likely',
    problem: 'missedRemoval',
    key: grow.key,
    related: at,
    detail: functionName(end) === undefined ? 'the function' : `${functionName(end) ?? ''}()`,
  }
}

/** Whether a condition says that the entry is there, or that it is not. */
function isThereWhen(
  facts: FileFacts,
  test: TSESTree.Node,
  key: TSESTree.Node | undefined,
): 'true' | 'false' | 'either' {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(isThereWhen(facts, node.argument, key)) : 'either'
    case 'BinaryExpression': {
      const subject = isNothing(node.right) ? node.left : isNothing(node.left) ? node.right : undefined
      if (!subject || !/^[!=]==?$/.test(node.operator)) return 'either'
      const isThere = isThereWhen(facts, subject, key)
      return node.operator.startsWith('!') ? isThere : negate(isThere)
    }
    case 'LogicalExpression': {
      const sides = [node.left, node.right].map((side) => isThereWhen(facts, side, key))
      if (node.operator === '&&' && sides.includes('true')) return 'true'
      return node.operator === '||' && sides.includes('false') ? 'false' : 'either'
    }
    default:
      // What has no key has no entry.
      return isLookup(facts, node) || isSameKey(facts, node, key) ? 'true' : 'either'
  }
}

/** Calls that look something up: what is not there needs no removal, here or in a collection filled along with it. */
const LOOKUPS = new Set(['get', 'has', 'find', 'delete', 'hasOwnProperty', 'includes'])

function isLookup(facts: FileFacts, node: TSESTree.Node): boolean {
  if (node.type === 'CallExpression') return LOOKUPS.has(calleeName(node) ?? '')
  if (node.type === 'MemberExpression') return node.computed
  if (node.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(node)
  const value = variable && soleValue(variable)
  return value !== undefined && value.type !== 'Identifier' && isLookup(facts, unwrap(value))
}

/** Whether a function looks at numbers or identities, which say that the entry is still of use to others. */
function asksForMore(facts: FileFacts, uses: CollectionUses, end: FunctionNode): boolean {
  if (entriesOf(facts, uses).some((entry) => isMeasured(entry) && isWithin(entry.node, end))) return true
  let asks = false
  walk(end.body, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'UpdateExpression') asks = true
    if (node.type === 'BinaryExpression' && /^[<>]=?$|^[!=]==?$/.test(node.operator)) {
      const sides = [node.left, node.right]
      // A kind or a reason says nothing of who else needs the entry; numbers and identities may.
      const isOfKind = sides.some((side) => side.type === 'Literal' && typeof side.value === 'string')
      if (!isOfKind && !sides.some(isNothing)) asks = true
    }
    if (node.type === 'MemberExpression' && /^(?:size|length|count)$/.test(memberName(node) ?? ''))
      asks = true
    return !asks
  })
  return asks
}
