import type { TSESTree } from '@typescript-eslint/utils'

import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { usesOfCollection } from '../../ledger/collections/uses.js'
import { moduleCollections, ownedCollections } from '../../lives/collections/collections.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { isFiniteKey } from '../../lives/collections/growth-keys.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** A collection of WeakRefs from which nothing takes those that are empty. */
export interface UnsweptCollection {
  collection: Collection
  /** Where a WeakRef is added. */
  node: TSESTree.Node
  /** Whether the entries are found under a key. */
  isKeyed: boolean
  certainty: Certainty
}

/** Answers the collections of a file that gain WeakRefs and keep the empty ones, each at most once. */
export const unsweptCollections = perFile((facts): readonly UnsweptCollection[] => {
  const constructions = facts.nodes.constructions.get('WeakRef') ?? []
  if (constructions.length === 0 || isTestCode(facts)) return []
  const found = new Map<Collection, UnsweptCollection>()
  for (const construction of constructions) {
    for (const addition of additionsOf(facts, construction)) {
      const collection = collectionOf(facts, addition.receiver)
      if (!collection || found.has(collection) || runsOnceOnly(facts, addition.node)) continue
      if (addition.key && isFiniteKey(facts, addition.key)) continue
      const uses = usesOfCollection(facts, collection)
      if (uses.shrinks.length > 0 || uses.isBounded || uses.escapes) continue
      const isLasting = collection.lifetime === 'module'
      found.set(collection, {
        collection,
        node: addition.node,
        isKeyed: addition.key !== undefined,
        certainty: isLasting && !collection.reachable ? 'known' : 'likely',
      })
    }
  }
  return [...found.values()]
})

function runsOnceOnly(facts: FileFacts, node: TSESTree.Node): boolean {
  return runsOnce(facts, node)
}

/** One place where a WeakRef goes into a collection. */
interface Addition {
  node: TSESTree.Node
  receiver: TSESTree.Node
  key: TSESTree.Node | undefined
}

const METHODS: ReadonlyMap<string, { key: number | undefined; value: number }> = new Map([
  ['set', { key: 0, value: 1 }],
  ['add', { key: undefined, value: 0 }],
  ['push', { key: undefined, value: 0 }],
  ['unshift', { key: undefined, value: 0 }],
])

/** Where the value of an expression is added to a collection: itself, in an object literal, through a variable. */
function* additionsOf(facts: FileFacts, expression: TSESTree.Node, isAlias = false): Iterable<Addition> {
  const use = useOf(facts, expression)
  if (use.kind === 'alias' && !isAlias) {
    for (const node of nodesOfVariable(use.variable)) yield* additionsOf(facts, node, true)
  } else if (use.kind === 'argument') {
    const { call, index } = use
    const callee = unwrap(call.callee)
    const method = callee.type === 'MemberExpression' ? METHODS.get(memberName(callee) ?? '') : undefined
    if (!method || method.value !== index || callee.type !== 'MemberExpression') return
    const key = method.key === undefined ? undefined : call.arguments[method.key]
    yield { node: call, receiver: unwrap(callee.object), key }
  } else if (use.kind === 'stored') {
    const target = unwrap(use.target)
    if (target.type === 'Property' && target.parent.type === 'ObjectExpression') {
      yield* additionsOf(facts, target.parent, isAlias)
    } else if (
      target.type === 'MemberExpression' &&
      target.computed &&
      target.parent.type === 'AssignmentExpression'
    ) {
      yield { node: target.parent, receiver: unwrap(target.object), key: target.property }
    }
  }
}

/** Answers the collection that an expression denotes: one of the module, or a field of an instance. */
function collectionOf(facts: FileFacts, receiver: TSESTree.Node): Collection | undefined {
  return collectionsByNode(facts).get(receiver)
}

const collectionsByNode = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Collection> =>
    new Map(
      [...ownedCollections(facts), ...moduleCollections(facts)].flatMap((collection) =>
        collection.lifetime === 'closure' ? [] : collection.nodes.map((node) => [node, collection] as const),
      ),
    ),
)
