import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import plugin from '../src/index.js'

const rules = Object.entries(plugin.rules)
const { recommended, strict, all } = plugin.configs

test('the plugin introduces itself as the package it comes in', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as object
  expect(manifest).toMatchObject({ name: plugin.meta.name, version: plugin.meta.version })
  expect(plugin.meta.namespace).toBe('leaks')
})

test.each([recommended, strict, all])('preset $name brings the plugin and known rules only', (preset) => {
  expect(preset.plugins).toEqual({ leaks: plugin })
  expect(rules.map(([name]) => `leaks/${name}`)).toEqual(
    expect.arrayContaining(Object.keys(preset.rules ?? {})),
  )
})

test.each(rules)('%s is in the presets that its meta names', (name, { meta }) => {
  const id = `leaks/${name}`
  expect(recommended.rules?.[id]).toBe(meta?.docs?.recommended === true ? 'error' : undefined)
  expect(all.rules).toHaveProperty([id])
})

test('what speaks of form, and of no leak, is in the preset `all` alone', () => {
  const forms = Object.keys(all.rules ?? {}).filter((id) => !Object.hasOwn(strict.rules ?? {}, id))
  expect(forms).toEqual(['leaks/prefer-streaming', 'leaks/prefer-using'])
  expect(strict.rules).toMatchObject(
    Object.fromEntries(Object.keys(recommended.rules ?? {}).map((id) => [id, expect.anything()])),
  )
})

test.each(rules)('all, and strict where it has it, asks %s for likely findings', (name, { meta }) => {
  const takesLikely = JSON.stringify(meta?.schema).includes('"likely"')
  const id = `leaks/${name}`
  expect(all.rules?.[id]).toEqual(takesLikely ? ['error', { likely: true }] : 'error')
  expect([undefined, all.rules?.[id]]).toContainEqual(strict.rules?.[id])
})

test.each(rules)('%s links the page that ships with the package', (name, { meta }) => {
  const url = meta?.docs?.url ?? ''
  expect(url).toMatch(new RegExp(`/rules-docs/${name}\\.md$`))
  expect(existsSync(fileURLToPath(url))).toBe(true)
})
