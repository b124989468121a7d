import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { expect, it } from 'vitest'

import { installedTypeScript } from '../../src/types/installed-typescript.js'
import { temporaryProject } from '../audit/temporary-project.js'

const COMPILER = 'node_modules/typescript/index.js'

function installedIn(files: Record<string, string>) {
  return installedTypeScript(pathToFileURL(path.join(temporaryProject(files), 'audit.js')).href)
}

it('loads the compiler and the parser that are installed', () => {
  const support = installedTypeScript()
  expect(support.available && support.ts.version).toMatch(/^\d+\.\d+/)
  expect(support.available && support.parser).toHaveProperty('parseForESLint')
})

it('says that the compiler is not installed', () => {
  expect(installedIn({})).toEqual({ available: false, reason: 'typescript is not installed' })
})

it('says that a compiler has no interface the parser could use, and how to get one that has', () => {
  expect(installedIn({ [COMPILER]: 'exports.version = "7.0.2"' })).toEqual({
    available: false,
    reason:
      'typescript 7.0.2 has no compiler API, and an override gives it to eslint-plugin-leaks, which asks for one below 6.1 (in package.json: "overrides": { "eslint-plugin-leaks": { "typescript": "6" } })',
  })
})

it('says why the compiler cannot be loaded', () => {
  const support = installedIn({ [COMPILER]: 'throw new Error("too\\nold")' })
  expect(support).toEqual({ available: false, reason: 'typescript cannot be loaded: Error: too' })
})
