import { createRequire } from 'node:module'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { compilerOf } from '../../src/types/compiler-of.js'

const require = createRequire(import.meta.url)

test('of two compilers that are loaded, a program is of the one that made it', () => {
  const path = require.resolve('typescript')
  const first = require.cache[path]
  Reflect.deleteProperty(require.cache, path)
  try {
    const other = require('typescript') as typeof ts
    expect(other).not.toBe(ts)
    expect(compilerOf(emptyProgram(other))).toBe(other)
  } finally {
    require.cache[path] = first
  }
  expect(compilerOf(emptyProgram(ts))).toBe(ts)
})

test('nothing is known of a program of another make', () => {
  const program = { getSourceFiles: () => [new Map()] } as unknown as ts.Program
  expect(compilerOf(program)).toBeUndefined()
})

test('nothing is known of a program without files', () => {
  expect(compilerOf({ getSourceFiles: () => [] } as unknown as ts.Program)).toBeUndefined()
})

function emptyProgram(compiler: typeof ts): ts.Program {
  const host = compiler.createCompilerHost({})
  const file = compiler.createSourceFile('file.ts', '', compiler.ScriptTarget.Latest)
  return compiler.createProgram(
    ['file.ts'],
    { noLib: true, types: [] },
    { ...host, getSourceFile: () => file },
  )
}
