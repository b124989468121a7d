import type { TSESTree } from '@typescript-eslint/utils'

import type { Collection } from '../../ledger/collections/collection.js'
import { moduleCollections } from '../../lives/collections/collections.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { keyedAccesses, type KeyedAccess, type KeyedAccesses } from './keyed-accesses.js'
import { weakestOf, type KeyKind } from './key-kinds.js'
import { isFixedType, kindOfType } from './key-types.js'
import { kindOfKey } from './object-keys.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { isSurelyRemoved, standsInTeardown } from './sure-removals.js'
import { stampedTables } from './stamped-tables.js'
import { isTestCode } from '../../lives/test-code.js'

/** A collection whose entries would go with the objects that they belong to, if it were a weak one. */
export interface WeakCandidate {
  collection: Collection
  certainty: Certainty
  /** `objectKeys`: its keys are the objects; `stampedIds`: an id that this file writes on them is. */
  problem: 'objectKeys' | 'stampedIds'
  /** The expression of a key, or of the property that has the id. */
  key: TSESTree.Node
  /** The first place that takes an entry out. */
  removal: TSESTree.Node | undefined
  /** For `objectKeys`: all that is done with the collection. */
  accesses: KeyedAccesses | undefined
}

/** Answers the collections of a file that should be a WeakMap or WeakSet. */
export const weakCandidates = perFile((facts): readonly WeakCandidate[] => {
  if (isTestCode(facts)) return []
  const collections = moduleCollections(facts)
  return [...collections.flatMap((collection) => objectKeyed(facts, collection) ?? []), ...stamped(facts)]
})

/** Whether the rule that prefers weak collections reports a collection, so that no other has to. */
export function isWeakCandidate(facts: FileFacts, collection: Collection, withLikely: boolean): boolean {
  return weakCandidates(facts).some(
    (candidate) => candidate.collection === collection && (withLikely || candidate.certainty === 'known'),
  )
}

function stamped(facts: FileFacts): WeakCandidate[] {
  return stampedTables(facts).map(({ collection, stamp, removal }) => ({
    collection,
    certainty: stamp.certainty,
    problem: 'stampedIds',
    key: stamp.target,
    removal,
    accesses: undefined,
  }))
}

function objectKeyed(facts: FileFacts, collection: Collection): WeakCandidate | undefined {
  const { noun } = collection.protocol
  if (noun !== 'Map' && noun !== 'Set') return undefined
  const made = madeBy(collection)
  if (!made || made.arguments.length > 0) return undefined
  const accesses = keyedAccesses(facts, collection)
  // What nothing ever looks up is there to keep its entries.
  if (!accesses || accesses.reads.length === 0) return undefined
  const [add] = accesses.adds.filter(({ node }) => !runsOnce(facts, node))
  if (!add) return undefined
  const kind = kindOfKeys(facts, collection, accesses)
  if (kind !== 'passing' && kind !== 'object') return undefined
  const removals = [...accesses.removals.map(({ node }) => node), ...accesses.clears]
  if (accesses.adds.some(({ node }) => removals.some((removal) => isSure(facts, node, removal))))
    return undefined
  const isKnown = kind === 'passing' && removals.length === 0 && !collection.reachable
  return {
    collection,
    certainty: isKnown ? 'known' : 'likely',
    problem: 'objectKeys',
    key: add.key,
    removal: removals[0],
    accesses,
  }
}

function isSure(facts: FileFacts, addition: TSESTree.Node, removal: TSESTree.Node): boolean {
  return isSurelyRemoved(facts, addition, removal) || standsInTeardown(facts, removal)
}

/** The `new Map()` of a collection; undefined where more than that makes it. */
export function madeBy({ node }: Collection): TSESTree.NewExpression | undefined {
  const value =
    node.type === 'VariableDeclarator'
      ? node.init
      : node.type === 'PropertyDefinition'
        ? node.value
        : undefined
  return value?.type === 'NewExpression' ? value : undefined
}

/** Answers the type that is written at the variable or field of a collection. */
export function annotationOf({ node }: Collection): TSESTree.TypeNode | undefined {
  if (node.type === 'VariableDeclarator') return node.id.typeAnnotation?.typeAnnotation
  return node.type === 'PropertyDefinition' ? node.typeAnnotation?.typeAnnotation : undefined
}

/** Answers the type of the keys as it is written. */
export function writtenKeyType(collection: Collection): TSESTree.TypeNode | undefined {
  const annotation = annotationOf(collection)
  const written = annotation?.type === 'TSTypeReference' ? annotation.typeArguments : undefined
  return (written ?? madeBy(collection)?.typeArguments)?.params[0]
}

function kindOfKeys(
  facts: FileFacts,
  collection: Collection,
  { adds, reads, removals }: KeyedAccesses,
): KeyKind {
  const written = writtenKeyType(collection)
  const declared = written ? kindOfType(facts, written) : 'unknown'
  const added = adds.map(({ key }) => kindOfKey(facts, key))
  if (declared === 'none' || added.includes('none')) return 'none'
  if ([...reads, ...removals].some(({ key }) => isPrimitive(key))) return 'none'
  if (declared === 'passing') return 'passing'
  const kind = weakestOf(added)
  if (kind === 'passing' && written && isFixedType(written)) return 'object'
  if (kind !== 'unknown') return kind
  // The other additions are of the same kind as the one that can be told.
  return declared === 'object' || added.includes('passing') ? 'object' : 'unknown'
}

function isPrimitive(key: KeyedAccess['key']): boolean {
  return key.type === 'Literal' || key.type === 'TemplateLiteral'
}
