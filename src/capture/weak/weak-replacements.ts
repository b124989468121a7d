import type { TSESTree } from '@typescript-eslint/utils'

import { isAlwaysObject } from '../../types/object-key.js'
import type { Collection } from '../../ledger/collections/collection.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { KeyKind } from './key-kinds.js'
import { kindOfType } from './key-types.js'
import { kindOfKey } from './object-keys.js'
import { annotationOf, madeBy, writtenKeyType, type WeakCandidate } from './weak-candidates.js'

/**
 * Whether `WeakMap` or `WeakSet` can be written in the place of `Map` or `Set`, and the rest stays as it is. "No"
 * where the types may not allow it.
 */
export function canBeWeak(facts: FileFacts, { collection, accesses }: WeakCandidate): boolean {
  if (!accesses || accesses.clears.length > 0 || collection.reachable) return false
  if (namesToReplace(collection).length === 0) return false
  const { types } = facts
  const written = writtenKeyType(collection)
  const { adds, reads, removals } = accesses
  if (!types)
    return written ? takesObjects(facts, written) : adds.every(({ key }) => isObject(kindOfKey(facts, key)))
  if (written) return isAlwaysObject(types, written)
  return [...adds, ...reads, ...removals].every(({ key }) => isAlwaysObject(types, key))
}

function takesObjects(facts: FileFacts, type: TSESTree.TypeNode): boolean {
  const parts = type.type === 'TSUnionType' ? type.types : [type]
  return parts.every((part) => isObject(kindOfType(facts, part)))
}

function isObject(kind: KeyKind): boolean {
  return kind === 'passing' || kind === 'object'
}

/** Answers the names of the collection's class at its construction and in its type; empty where they are not all there. */
export function namesToReplace(collection: Collection): readonly TSESTree.Node[] {
  const made = madeBy(collection)
  if (made?.callee.type !== 'Identifier') return []
  const annotation = annotationOf(collection)
  if (!annotation) return [made.callee]
  if (annotation.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return []
  return annotation.typeName.name === made.callee.name ? [annotation.typeName, made.callee] : []
}
