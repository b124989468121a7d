import type { TSESTree } from '@typescript-eslint/utils'

import { ARRAY, MAP, RECORD, SET, type CollectionProtocol } from '../protocols/collections.js'
import { enclosingFunctions, runsAtModuleLoad } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { accessOf, type Access } from './collection-access.js'
import { moduleCollections, type Collection } from './collections.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { isFiniteKey } from './growth-keys.js'
import { classAround } from './injected-classes.js'
import { valuesByPlace } from './lifetime.js'
import { runsOnce } from './repetition.js'
import { isTestCode } from './test-code.js'
import { nodesAtPlace, nodesOfVariable, useOf } from './uses.js'

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
      if (collection.nodes.some((node) => mayTakeOut(facts, collection, node))) continue
      const isLasting = moduleCollections(facts).includes(collection)
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
  return runsAtModuleLoad(node) || runsOnce(facts, node)
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
  const lasting = collectionsByNode(facts).get(receiver)
  if (lasting) return lasting
  const place = receiver.type === 'MemberExpression' ? facts.places.placeOf(receiver) : undefined
  const name = receiver.type === 'MemberExpression' ? memberName(receiver) : undefined
  if (place?.startsWith('this') !== true || name === undefined || place.split('.').length !== 2)
    return undefined
  const known = fields(facts)
  const field = known.get(place) ?? fieldCollection(facts, place, name, receiver)
  if (field) known.set(place, field)
  return field
}

const collectionsByNode = perFile(
  (facts): ReadonlyMap<TSESTree.Node, Collection> =>
    new Map(
      moduleCollections(facts).flatMap((collection) =>
        collection.nodes.map((node) => [node, collection] as const),
      ),
    ),
)

const fields = perFile(() => new Map<Place, Collection>())

function fieldCollection(
  facts: FileFacts,
  place: Place,
  name: string,
  node: TSESTree.Node,
): Collection | undefined {
  const [value, ...others] = valuesByPlace(facts).get(place) ?? []
  if (!value || value === 'parameter' || others.length > 0) return undefined
  const protocol = protocolOf(facts, value)
  if (!protocol || !runsWhenMade(value)) return undefined
  const className = classAround(node)?.id?.name
  return {
    name: `this.${name}`,
    protocol,
    node: value,
    nodes: nodesAtPlace(facts, place),
    reachable: true,
    keeper: className === undefined ? 'its instance' : `each ${className}`,
  }
}

function protocolOf(facts: FileFacts, value: TSESTree.Node): CollectionProtocol | undefined {
  const node = unwrap(value)
  if (node.type === 'ArrayExpression') return ARRAY
  if (node.type === 'ObjectExpression') return node.properties.length === 0 ? RECORD : undefined
  if (node.type !== 'NewExpression' || !facts.bindings.isGlobal(node.callee)) return undefined
  const { name } = node.callee as TSESTree.Identifier
  return name === 'Map' ? MAP : name === 'Set' ? SET : undefined
}

/** Whether a field gets its value when the instance is made: what is made again empties it. */
function runsWhenMade(value: TSESTree.Node): boolean {
  const [scope] = enclosingFunctions(value)
  if (!scope || value.parent?.type === 'PropertyDefinition') return true
  return scope.parent.type === 'MethodDefinition' && scope.parent.kind === 'constructor'
}

/** Whether one mention of a collection may take entries out of it, or hands it to code that may. */
function mayTakeOut(facts: FileFacts, collection: Collection, node: TSESTree.Node): boolean {
  const access = accessOf(facts, collection, node)
  if (access.kind === 'grow' || access.kind === 'read') return false
  return !isOwnBeginning(access, node)
}

/** `this.refs = new Map()` in the constructor. */
function isOwnBeginning(access: Access, node: TSESTree.Node): boolean {
  const { parent } = node
  return (
    access.kind === 'shrink' &&
    parent?.type === 'AssignmentExpression' &&
    parent.left === node &&
    runsWhenMade(parent.right)
  )
}
