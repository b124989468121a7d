import type { TSESTree } from '@typescript-eslint/utils'

import {
  ARRAY,
  COLLECTION_TYPES,
  MAP,
  RECORD,
  SET,
  TEXT,
  type CollectionProtocol,
} from '../../protocols/collections.js'
import { soleValue } from '../../syntax/bindings.js'
import { isClass, isFunction } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { libCollectionOf } from '../../types/lib-collection.js'
import type { FileFacts } from '../../cells/file-facts.js'

const CONSTRUCTORS: ReadonlyMap<string, CollectionProtocol> = new Map([
  ['Map', MAP],
  ['Set', SET],
  ['Array', ARRAY],
  ['Object', RECORD],
])

/**
 * Answers what kind of collection an expression makes, if it makes an empty or small one of a known kind:
 * `new Map()`, `[]`, `{}`, `Object.create(null)`, `''`. Classes that extend
 * one and leave the adding to it count as well; undefined for others, which may be bounded.
 */
export function collectionMadeBy(
  facts: FileFacts,
  expression: TSESTree.Node,
): CollectionProtocol | undefined {
  const node = unwrap(expression)
  if (node.type === 'NewExpression') {
    const { callee } = node
    if (callee.type !== 'Identifier') return undefined
    return facts.bindings.isGlobal(callee) ? CONSTRUCTORS.get(callee.name) : extendedCollection(facts, node)
  }
  if (node.type === 'ArrayExpression') return ARRAY
  if (node.type === 'ObjectExpression') return isDictionary(node) ? RECORD : undefined
  if (node.type === 'CallExpression') {
    const [prototype] = node.arguments
    if (prototype?.type !== 'Literal' || prototype.value !== null) return undefined
    return facts.places.placeOf(node.callee) === 'g:Object.create' ? RECORD : undefined
  }
  if (node.type === 'Literal' && node.value === '') return TEXT
  // `this.table || {}`, `isOn ? new Map() : null`: where there is one, it is of that kind.
  if (node.type === 'LogicalExpression' && node.operator !== '&&') return collectionMadeBy(facts, node.right)
  if (node.type === 'ConditionalExpression') {
    const [one, other] = [node.consequent, node.alternate]
    if (isNothing(one)) return collectionMadeBy(facts, other)
    return isNothing(other) ? collectionMadeBy(facts, one) : undefined
  }
  return undefined
}

/** What a class extends that leaves the adding of entries to the platform: it is no more bounded than that. */
function extendedCollection(facts: FileFacts, node: TSESTree.NewExpression): CollectionProtocol | undefined {
  // Its options may set a limit.
  if (node.arguments.some((argument) => argument.type === 'ObjectExpression')) return undefined
  const variable = facts.bindings.variableOf(node.callee)
  const made = variable && soleValue(variable)
  if (made && isClass(made)) {
    const { superClass } = made
    if (superClass?.type !== 'Identifier' || !facts.bindings.isGlobal(superClass)) return undefined
    const overrides = made.body.body.some(
      (element) =>
        'key' in element && /^(?:set|add|push)$/.test(keyName(element.key, element.computed) ?? ''),
    )
    return overrides ? undefined : CONSTRUCTORS.get(superClass.name)
  }
  const { types } = facts
  const kind = types && libCollectionOf(types, types.typeOf(node))
  return kind && CONSTRUCTORS.get(kind)
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
