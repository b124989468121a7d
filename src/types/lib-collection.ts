import type * as ts from 'typescript'

import { orUnknown } from './or-unknown.js'
import type { TypeQueries } from './type-queries.js'

/**
 * Answers whether a type adds its entries by the platform's own `Map` or `Set`: it is one, or a class that extends one
 * and leaves the adding to it. Undefined for classes that add in their own way, which may keep to a limit, for weak
 * collections, and where the type says nothing.
 */
export const libCollectionOf = orUnknown((types: TypeQueries, type: ts.Type): 'Map' | 'Set' | undefined => {
  if (isDeclaredByLib(types, type.getProperty('set'), 'Map')) return 'Map'
  return isDeclaredByLib(types, type.getProperty('add'), 'Set') ? 'Set' : undefined
}, undefined)

function isDeclaredByLib(
  { program, ts: { isInterfaceDeclaration } }: TypeQueries,
  method: ts.Symbol | undefined,
  owner: string,
): boolean {
  const declarations = method?.declarations ?? []
  return (
    declarations.length > 0 &&
    declarations.every(({ parent }) => {
      const isOwner = isInterfaceDeclaration(parent) && parent.name.text === owner
      return isOwner && program.isSourceFileDefaultLibrary(parent.getSourceFile())
    })
  )
}
