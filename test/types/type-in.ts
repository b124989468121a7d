import type * as ts from 'typescript'

import type { TypeQueries } from '../../src/types/type-queries.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

/** The type of a variable that is declared with it, beside some declarations of the same file. */
export function typeIn(type: string, declarations = ''): { types: TypeQueries; type: ts.Type } {
  const code = `${declarations}; declare const subject: ${type}; subject`
  const { facts, node } = parseFile(code, { language: 'ts', program: programOf(code) })
  if (!facts.types) throw new Error('There are no types')
  return { types: facts.types, type: facts.types.typeOf(node('subject', 2)) }
}
