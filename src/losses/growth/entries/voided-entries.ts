import type { TSESTree } from '@typescript-eslint/utils'

import { HAS_SLOTS, TAKES_OUT } from '../../../protocols/permanent-allocations.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isWithin,
  type FunctionNode,
} from '../../../syntax/functions.js'
import { groupedBy } from '../../../syntax/grouping.js'
import { isNothing } from '../../../syntax/nothing.js'
import { calleeName } from '../../../syntax/property-name.js'
import { wrapped } from '../../../syntax/unwrap.js'
import type { Grow, Shrink, Void } from '../../../ledger/collections/access.js'
import { usesOfCollection, withAliases, type CollectionUses } from '../../../ledger/collections/uses.js'
import type { Collection } from '../../../ledger/collections/collection.js'
import { longLivedTables } from '../../../lives/collections/collections.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import type { Certainty } from '../../../ledger/certainty.js'
import { isEndlessKey } from '../../../lives/collections/growth-keys.js'
import { namesPartOfProgram } from '../../../lives/collections/key-names.js'
import { isProgramKey } from '../../../lives/collections/program-keys.js'
import { runsOnce } from '../../../lives/multiplicity.js'
import { uniquenessOf } from '../../../cells/values/unique-values.js'
import { nodesOfVariable, useOf } from '../../../cells/uses/uses.js'

/** A value that is overwritten with `null` or `undefined` where its key was to go. */
export interface VoidedEntry {
  node: Void['node']
  collection: Collection
  key: TSESTree.Expression
  value: TSESTree.Expression
  certainty: Certainty
}

/** Answers where a file empties an entry of a table that gains keys from outside and never loses one. */
export const voidedEntries = perFile((facts): readonly VoidedEntry[] =>
  writesNothing(facts) ? longLivedTables(facts).flatMap((collection) => voidedIn(facts, collection)) : [],
)

/** Whether a collection is reported for the entries that are voided in it, so that no other rule has to. */
export function hasVoidedEntries(facts: FileFacts, collection: Collection, withLikely: boolean): boolean {
  return voidedEntries(facts).some(
    (voided) => voided.collection === collection && (withLikely || voided.certainty === 'known'),
  )
}

const writesNothing = perFile(
  ({ nodes }): boolean =>
    nodes.assignments.some(
      ({ left, right }) => left.type === 'MemberExpression' && left.computed && isNothing(right),
    ) || (nodes.calls.get('set') ?? []).some(({ arguments: [, value] }) => value && isNothing(value)),
)

function voidedIn(facts: FileFacts, collection: Collection): readonly VoidedEntry[] {
  if (HAS_SLOTS.test(collection.name) || !beginsEmpty(collection)) return []
  const uses = usesOfCollection(facts, withAliases(facts, collection))
  if (uses.voids.length === 0 || uses.shrinks.some((shrink) => !isLettingGo(shrink))) return []
  if (uses.reads.some((read) => read.of === 'presence')) return []
  const gains = uses.grows.filter((grow) => isGainOfCalls(facts, grow))
  if (gains.length === 0 || !isUsedAcrossCalls(uses)) return []
  const reads = [
    ...uses.reads.flatMap((read) => (read.of === 'entry' ? [read.entry ?? read.node] : [])),
    ...uses.calls.map(({ node }) => node),
  ]
  const known = {
    gains: groupedBy(
      gains.map(({ node }) => node),
      enclosingFunction,
    ),
    reads: groupedBy(reads, enclosingFunction),
  }
  const isSeen = uses.isHandedOn || uses.isBounded || uses.reads.some((read) => read.of === 'all')
  const isOfOutside = gains.some(({ key }) => key && isEndless(facts, key))
  const isReturned = reads.some((read) => useOf(facts, read).kind === 'returned')
  const states = { null: hasState(facts, reads, true), undefined: hasState(facts, reads, false) }
  return uses.voids.flatMap((voided): VoidedEntry[] => {
    if (isFewOf(facts, voided.key)) return []
    const value = voided.value.type === 'Literal' ? 'null' : 'undefined'
    if (states[value] || !isMeantAsRemoval(voided, known)) return []
    const isSure =
      isOfOutside &&
      !isSeen &&
      !(isReturned && value === 'null') &&
      !isOpenVariable(collection) &&
      collection.lifetime !== 'closure'
    const { node, key, value: nothing } = voided
    return [{ node, collection, key, value: nothing, certainty: isSure ? 'known' : 'likely' }]
  })
}

/** One with properties from the beginning is an object with members rather than a table. */
function beginsEmpty({ made }: Collection): boolean {
  return made !== undefined && !(made.type === 'ObjectExpression' && made.properties.length > 0)
}

/** `this.table = null` lets go of the whole table, and takes no key out of one that stays. */
function isLettingGo({ node }: Shrink): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'AssignmentExpression' && parent.left === wrapped(node) && isNothing(parent.right)
}

/** Whether other files can name the variable that a collection is, or is a property of. */
function isOpenVariable({ reachable, node }: Collection): boolean {
  return reachable && (node.type === 'VariableDeclarator' || node.type === 'Property')
}

type ByFunction = ReadonlyMap<FunctionNode | undefined, readonly TSESTree.Node[]>

function isGainOfCalls(facts: FileFacts, { node, key }: Grow): boolean {
  return key !== undefined && !runsOnce(facts, node) && !isFewOf(facts, key)
}

function isFewOf(facts: FileFacts, key: TSESTree.Node): boolean {
  return isProgramKey(facts, key) || isSlot(facts, key) || namesPartOfProgram(key)
}

function isEndless(facts: FileFacts, key: TSESTree.Node): boolean {
  return isEndlessKey(facts, key) || uniquenessOf(facts, key)?.kind === 'always'
}

/** Whether a table outlives the calls that fill it: it is no local of the one function that does all. */
function isUsedAcrossCalls({ collection: { lifetime, nodes } }: CollectionUses): boolean {
  return lifetime !== 'closure' || new Set(nodes.map(enclosingFunction)).size > 1
}

/** `for (let i = 0; …) list[i] = null`: a place by its number, which is to be used again. */
function isSlot(facts: FileFacts, key: TSESTree.Node): boolean {
  const variable = key.type === 'Identifier' ? facts.bindings.variableOf(key) : undefined
  const declaration = (variable?.defs[0]?.node as TSESTree.Node | undefined)?.parent
  return declaration?.parent?.type === 'ForStatement'
}

/** Whether something asks if an entry is exactly `null`, or tells it from one that is missing. */
function hasState(facts: FileFacts, reads: readonly TSESTree.Node[], writesNull: boolean): boolean {
  return reads.some((read) => isState(facts, read, writesNull))
}

function isState(facts: FileFacts, read: TSESTree.Node, writesNull: boolean): boolean {
  if (isComparedExactly(read, writesNull)) return true
  const use = useOf(facts, read)
  return (
    use.kind === 'alias' && nodesOfVariable(use.variable).some((each) => isComparedExactly(each, writesNull))
  )
}

function isComparedExactly(node: TSESTree.Node, writesNull: boolean): boolean {
  const outer = wrapped(node)
  const { parent } = outer
  if (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') return writesNull
  if (parent?.type !== 'BinaryExpression' || !/^[!=]==$/.test(parent.operator)) return false
  const other = parent.left === outer ? parent.right : parent.left
  if (!isNothing(other)) return false
  return writesNull || other.type === 'Literal'
}

/**
 * Whether an entry is emptied because it is over, and not because it has not begun or has failed: its function is
 * named after that, or has had the value in hand before.
 */
function isMeantAsRemoval({ node }: Void, known: { gains: ByFunction; reads: ByFunction }): boolean {
  const scope = enclosingFunction(node)
  if (!scope || isInCatch(node, scope)) return false
  const gains = known.gains.get(scope) ?? []
  if (gains.length > 0) return gains.some((gain) => isFollowedBy(gain, node, scope))
  if (enclosingFunctions(node).some((each) => isNamedRemoval(each))) return true
  return (known.reads.get(scope) ?? []).some((read) => read.range[1] <= node.range[0])
}

function isInCatch(node: TSESTree.Node, scope: FunctionNode): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type === 'CatchClause') return true
  }
  return false
}

/** Whether a node comes after another one on the same way: later in a block around both, or in its `finally`. */
function isFollowedBy(first: TSESTree.Node, second: TSESTree.Node, scope: FunctionNode): boolean {
  if (first.range[1] > second.range[0]) return false
  let inner: TSESTree.Node = second
  for (let current = second.parent; current && current !== scope; inner = current, current = current.parent) {
    if (!isWithin(first, current)) continue
    return (
      current.type === 'BlockStatement' || (current.type === 'TryStatement' && current.finalizer === inner)
    )
  }
  return false
}

/** `remove(id) { … }`, `socket.on('close', () => { … })`, `setTimeout(() => { … })` */
function isNamedRemoval(scope: FunctionNode): boolean {
  if (TAKES_OUT.test(functionName(scope) ?? '')) return true
  const { parent } = scope
  if (parent.type !== 'CallExpression' || parent.callee === scope) return false
  const name = calleeName(parent) ?? ''
  if (name === 'setTimeout' || name === 'finally') return true
  const [event] = parent.arguments
  return event?.type === 'Literal' && typeof event.value === 'string' && TAKES_OUT.test(event.value)
}
