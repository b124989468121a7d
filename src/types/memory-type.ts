import type * as ts from 'typescript'

import { constituents, saysNothing, typeNames, type TypeQueries } from './type-queries.js'

/**
 * Answers what a type says of the memory of its values: a string, or the name of the class by which its bytes are
 * seen. A Buffer is a Uint8Array as well, and is named first. Undefined where it is none of these, may be several, or
 * says nothing.
 */
export function memoryTypeOf(types: TypeQueries, type: ts.Type): string | undefined {
  const parts = constituents(types, type)
  const names = new Set(parts.map((part) => nameOf(types, part)))
  const [only] = names
  return names.size === 1 ? only : undefined
}

function nameOf(types: TypeQueries, type: ts.Type): string | undefined {
  if (saysNothing(types, type)) return undefined
  if ((type.flags & types.ts.TypeFlags.StringLike) !== 0) return 'string'
  const names = typeNames(types, type)
  return names?.has('Buffer') ? 'Buffer' : [...(names ?? [])].find((name) => BYTES.test(name))
}

const BYTES = /^(?:(?:Shared)?ArrayBuffer|(?:Big)?(?:Int|Uint|Float)\d+(?:Clamped)?Array)$/
