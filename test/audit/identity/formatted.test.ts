import { readdirSync, readFileSync } from 'node:fs'

import { format, type Options } from 'prettier'
import { expect, test } from 'vitest'

import { fingerprints } from '../../../src/audit/identity/fingerprint.js'
import { lintSource } from '../../../src/audit/lint-source.js'
import { installedTypeScript } from '../../../src/types/installed-typescript.js'
import { selectRules } from '../../../src/audit/select-rules.js'
import plugin from '../../../src/index.js'
import { pageExamples } from '../../page-examples.js'

const settings = { plugin, rules: selectRules(plugin, 'all', []), typescript: installedTypeScript() }

const narrow = {
  printWidth: 40,
  semi: false,
  singleQuote: true,
  arrowParens: 'avoid',
  trailingComma: 'none',
} as const satisfies Options
const wide = {
  printWidth: 200,
  useTabs: true,
  singleQuote: false,
  quoteProps: 'consistent',
} as const satisfies Options

function fingerprintsIn(code: string, file: string): string[] {
  const { messages } = lintSource(code, file, undefined, settings)
  return [...fingerprints(messages, file, '/p').values()].toSorted()
}

test('every finding of the documentation keeps its fingerprint in another format, further down', async () => {
  const pages = new URL('../../../rules-docs/', import.meta.url)
  const examples = readdirSync(pages)
    .flatMap((page) => pageExamples(readFileSync(new URL(page, pages), 'utf8')))
    .filter(({ claim }) => claim === 'incorrect')
  let kept = 0
  for (const [index, { code, language }] of examples.entries()) {
    const file = `/p/a.${language}`
    const options = index % 2 === 0 ? narrow : wide
    const formatted = await format(code, { ...options, filepath: file })
    const before = fingerprintsIn(code, file)
    expect(fingerprintsIn(`// Moved.\n\n${formatted}`, file), code).toEqual(before)
    kept += before.length
  }
  expect(kept).toBeGreaterThan(150)
})
