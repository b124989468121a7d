import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { expect, it } from 'vitest'

import { installedTypeScript } from '../../src/types/installed-typescript.js'
import { temporaryProject } from '../audit/temporary-project.js'

const PARSER = 'node_modules/@typescript-eslint/parser/index.js'
const COMPILER = 'node_modules/typescript/index.js'

function loadIn(files: Record<string, string>) {
  return installedTypeScript(pathToFileURL(path.join(temporaryProject(files), 'audit.js')).href)
}

it('loads the compiler and the parser that are installed', () => {
  const support = installedTypeScript()
  expect(support.available && support.ts.version).toMatch(/^\d+\.\d+/)
  expect(support.available && support.parser).toHaveProperty('parseForESLint')
})

it('says that the compiler is not installed', () => {
  expect(loadIn({ [PARSER]: 'require("typescript")' })).toEqual({
    available: false,
    reason: 'typescript is not installed',
  })
})

it('says that a compiler has no interface the parser could use', () => {
  const support = loadIn({ [PARSER]: '', [COMPILER]: 'exports.version = "7.0.2"' })
  expect(support).toEqual({
    available: false,
    reason:
      '@typescript-eslint/parser finds typescript 7.0.2, which has no compiler API (install without --legacy-peer-deps, or install typescript@6)',
  })
})

it('says why the compiler cannot be loaded', () => {
  const support = loadIn({ [PARSER]: '', [COMPILER]: 'throw new Error("too\\nold")' })
  expect(support).toEqual({ available: false, reason: 'typescript cannot be loaded: Error: too' })
})
