import { expect, test } from 'vitest'

import { isBesideProduct, isTestCode } from '../../src/lives/test-code.js'
import { parseFile } from '../parse-file.js'

test.each([
  ["import { test } from 'vitest'", true],
  ["import { type Mock, test } from 'vitest'", true],
  ["const assert = require('vitest')", true],
  ["describe('a', () => { it('b', () => { expect(c) }) })", true],
  ["import { PostgreSqlContainer } from '@testcontainers/postgresql'", true],
  // Types alone run nothing.
  ["import type { Mock } from 'vitest'", false],
  ["import { type Mock } from 'vitest'", false],
  ["import type { Mock } from 'vitest'; import { test } from 'vitest'", true],
  ["import { a } from './a'", false],
])('%s: %s', (code, expected) => {
  expect(isTestCode(parseFile(code, { language: 'ts' }).facts)).toBe(expected)
})

test.each([
  ['scripts/release.js', true],
  ['packages/core/tools/sizes.ts', true],
  ['apps/web/playground/main.ts', true],
  ['bench/parse.mjs', true],
  // What an application calls so is part of it.
  ['src/scripts/player.js', false],
  ['packages/core/src/tools/merge.ts', false],
  ['src/index.ts', false],
])('%s lies beside the product: %s', (path, expected) => {
  const { facts } = parseFile('')
  expect(isBesideProduct({ ...facts, path })).toBe(expected)
})
