import { existsSync } from 'node:fs'

import { expect, test } from 'vitest'

import { installedPage, manifest, pageUrl } from '../../src/rules/rule-page.js'

const given = { name: 'eslint-plugin-leaks', version: '1.2.3' }

test('without a homepage the page is the installed one', () => {
  expect(existsSync(installedPage('require-release'))).toBe(true)
  expect(pageUrl('require-release', given)).toBe(installedPage('require-release').href)
})

test.each([
  'https://github.com/o/r#readme',
  'https://github.com/o/r',
  'https://github.com/o/r/',
  'https://github.com/o/r?tab=readme-ov-file',
])('with the homepage %s it is the one of its version there', (homepage) => {
  expect(pageUrl('require-release', { ...given, homepage })).toBe(
    'https://github.com/o/r/blob/v1.2.3/rules-docs/require-release.md',
  )
})

test('the manifest is that of the package', () => {
  expect(manifest.name).toBe('eslint-plugin-leaks')
  expect(manifest.version).toMatch(/^\d+\.\d+\.\d+/)
})
