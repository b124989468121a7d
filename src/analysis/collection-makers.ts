import type { TSESTree } from '@typescript-eslint/utils'

import {
  ARRAY,
  COLLECTION_TYPES,
  MAP,
  RECORD,
  SET,
  TEXT,
  type CollectionProtocol,
} from '../protocols/collections.js'
import { isFunction } from '../syntax/functions.js'
import { unwrap } from '../syntax/unwrap.js'
import type { FileFacts } from './file-facts.js'

const CONSTRUCTORS: ReadonlyMap<string, CollectionProtocol> = new Map([
  ['Map', MAP],
  ['Set', SET],
  ['Array', ARRAY],
  ['Object', RECORD],
])

/**
 * Answers what kind of collection an expression makes, if it makes an empty or small one of a known kind:
 * `new Map()`, `[]`, `{}`, `Object.create(null)`, `''`. Undefined for classes of other names, which may be bounded.
 */
export function collectionMadeBy(
  facts: FileFacts,
  expression: TSESTree.Node,
): CollectionProtocol | undefined {
  const node = unwrap(expression)
  if (node.type === 'NewExpression') {
    const { callee } = node
    if (callee.type !== 'Identifier' || !facts.bindings.isGlobal(callee)) return undefined
    return CONSTRUCTORS.get(callee.name)
  }
  if (node.type === 'ArrayExpression') return ARRAY
  if (node.type === 'ObjectExpression') return isDictionary(node) ? RECORD : undefined
  if (node.type === 'CallExpression' && facts.places.placeOf(node.callee) === 'g:Object.create') {
    const [prototype] = node.arguments
    return prototype?.type === 'Literal' && prototype.value === null ? RECORD : undefined
  }
  if (node.type === 'Literal' && node.value === '') return TEXT
  return undefined
}

/** An object literal without functions: one with methods is an object, not a table. */
function isDictionary(node: TSESTree.ObjectExpression): boolean {
  return node.properties.every((property) => property.type === 'Property' && !isFunction(property.value))
}

/** Answers what kind of collection a type annotation names: `Map<…>`, `Set<…>`, `Record<…>`, `T[]`. */
export function collectionNamedBy(annotation: TSESTree.TypeNode | undefined): CollectionProtocol | undefined {
  if (annotation?.type === 'TSArrayType') return ARRAY
  if (annotation?.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return undefined
  return COLLECTION_TYPES.get(annotation.typeName.name)
}
