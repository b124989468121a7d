import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'

/** Types may be declared through each other, and in circles. */
const MAX_DEPTH = 6

/**
 * Whether a type as it is written in the file has only so many values as the program names: literals, enumerations, `keyof typeof TABLE`,
 * `(typeof LIST)[number]`, and what the file declares as one of them. The declaration says so also where there is no type checker.
 */
export function isFiniteType(facts: FileFacts, type: TSESTree.TypeNode | undefined, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false
  switch (type?.type) {
    case 'TSLiteralType':
      return type.literal.type !== 'TemplateLiteral' || type.literal.expressions.length === 0
    case 'TSBooleanKeyword':
    case 'TSNullKeyword':
    case 'TSUndefinedKeyword':
      return true
    case 'TSUnionType':
      return type.types.every((part) => isFiniteType(facts, part, depth + 1))
    case 'TSIndexedAccessType':
      return type.objectType.type === 'TSTypeQuery' && type.indexType.type === 'TSNumberKeyword'
    case 'TSTypeOperator':
      return type.operator === 'keyof' && type.typeAnnotation?.type === 'TSTypeQuery'
    case 'TSTypeReference': {
      const { typeName } = type
      const variable = typeName.type === 'Identifier' ? facts.bindings.variableOf(typeName) : undefined
      const declared = variable?.defs[0]?.node as TSESTree.Node | undefined
      if (declared?.type === 'TSTypeAliasDeclaration')
        return isFiniteType(facts, declared.typeAnnotation, depth + 1)
      return declared?.type === 'TSEnumDeclaration'
    }
    default:
      return false
  }
}
