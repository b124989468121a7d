import type { TSESTree } from '@typescript-eslint/utils'

import { FIXED_TYPE, PASSING_TYPE, PASSING_TYPES } from '../../protocols/object-keys.js'
import { isClass } from '../../syntax/functions.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { weakestOf, type KeyKind } from './key-kinds.js'

/** Types may be declared through each other, and in circles. */
const MAX_DEPTH = 6

/** Answers what a type, as it is written in the file, says of the keys of a collection. */
export function kindOfType(facts: FileFacts, type: TSESTree.TypeNode, depth = 0): KeyKind {
  if (depth > MAX_DEPTH) return 'unknown'
  switch (type.type) {
    case 'TSObjectKeyword':
    case 'TSThisType':
      return 'passing'
    case 'TSTypeLiteral':
    case 'TSArrayType':
    case 'TSTupleType':
      return 'object'
    case 'TSUnionType':
      return kindOfUnion(facts, type, depth)
    case 'TSIntersectionType':
      return kindOfIntersection(facts, type, depth)
    case 'TSTypeOperator':
      return type.typeAnnotation && type.operator === 'readonly'
        ? kindOfType(facts, type.typeAnnotation, depth + 1)
        : 'none'
    case 'TSTypeReference':
      return kindOfReference(facts, type, depth)
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
    case 'TSIndexedAccessType':
    case 'TSConditionalType':
    case 'TSImportType':
      return 'unknown'
    default:
      return 'none'
  }
}

function kindOfUnion(facts: FileFacts, { types }: TSESTree.TSUnionType, depth: number): KeyKind {
  const parts = types.filter(({ type }) => type !== 'TSNullKeyword' && type !== 'TSUndefinedKeyword')
  return weakestOf(parts.map((part) => kindOfType(facts, part, depth + 1)))
}

function kindOfIntersection(
  facts: FileFacts,
  { types }: TSESTree.TSIntersectionType,
  depth: number,
): KeyKind {
  const kinds = types.map((part) => kindOfType(facts, part, depth + 1))
  if (kinds.includes('none')) return 'none'
  return kinds.includes('passing') ? 'passing' : kinds.includes('object') ? 'object' : 'unknown'
}

/** Whether the name of a type says that a program has a fixed number of its values. */
export function isFixedType(type: TSESTree.TypeNode): boolean {
  return type.type === 'TSTypeReference' && FIXED_TYPE.test(nameOfType(type))
}

function nameOfType({ typeName }: TSESTree.TSTypeReference): string {
  if (typeName.type === 'TSQualifiedName') return typeName.right.name
  return typeName.type === 'Identifier' ? typeName.name : ''
}

function kindOfReference(facts: FileFacts, type: TSESTree.TSTypeReference, depth: number): KeyKind {
  const { typeName } = type
  const name = nameOfType(type)
  const definition =
    typeName.type === 'Identifier'
      ? (facts.bindings.variableOf(typeName)?.defs[0]?.node as TSESTree.Node | undefined)
      : undefined
  const declared = definition && kindOfDeclaration(facts, definition, depth)
  if (declared === 'none') return 'none'
  if (FIXED_TYPE.test(name)) return declared === undefined ? 'unknown' : 'none'
  if (declared) return declared
  return PASSING_TYPES.has(name) || PASSING_TYPE.test(name) ? 'passing' : 'unknown'
}

/** What the declaration of a type in this file says; undefined where it is imported or the platform's. */
function kindOfDeclaration(facts: FileFacts, node: TSESTree.Node, depth: number): KeyKind | undefined {
  if (isClass(node)) return 'passing'
  switch (node.type) {
    case 'TSInterfaceDeclaration':
      return node.body.body.some(
        ({ type }) => type === 'TSCallSignatureDeclaration' || type === 'TSConstructSignatureDeclaration',
      )
        ? 'none'
        : 'object'
    case 'TSTypeAliasDeclaration':
      return kindOfType(facts, node.typeAnnotation, depth + 1)
    case 'TSTypeParameter':
      return node.constraint ? kindOfType(facts, node.constraint, depth + 1) : 'unknown'
    case 'TSEnumDeclaration':
      return 'none'
    default:
      return undefined
  }
}
