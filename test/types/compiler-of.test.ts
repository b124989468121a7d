import { createRequire } from 'node:module'

import ts from 'typescript'
import { expect, test } from 'vitest'

import { compilerOf } from '../../src/types/compiler-of.js'

const require = createRequire(import.meta.url)

test('of two compilers that are loaded, a file is of the one that parsed it', () => {
  const path = require.resolve('typescript')
  const first = require.cache[path]
  Reflect.deleteProperty(require.cache, path)
  try {
    const other = require('typescript') as typeof ts
    expect(other).not.toBe(ts)
    expect(compilerOf(emptyFile(other))).toBe(other)
  } finally {
    require.cache[path] = first
  }
  expect(compilerOf(emptyFile(ts))).toBe(ts)
})

test('nothing is known of a file of another make', () => {
  expect(compilerOf(new Map() as unknown as ts.SourceFile)).toBeUndefined()
})

function emptyFile({ createSourceFile, ScriptTarget }: typeof ts): ts.SourceFile {
  return createSourceFile('file.ts', '', ScriptTarget.Latest)
}
