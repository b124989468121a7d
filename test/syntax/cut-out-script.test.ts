import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { cutOutScript } from '../../src/syntax/cut-out-script.js'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'leaks-scripts-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

function fileWith(name: string, content: string): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

describe('a script that was cut out of a component', () => {
  test.each([
    ['a.vue', '<script>\nuse(1)\n</script>\n<script setup>\nuse(2)\n</script>', 'use(2)\n', true],
    ['a.vue', '<script>\nuse(1)\n</script>\n<script setup>\nuse(2)\n</script>', 'use(1)\n', false],
    ['a.vue', '<script lang="ts" setup generic="T extends Set<string>">use(1)</script>', 'use(1)', true],
    ['a.vue', '<script lang="ts" setup="">use(1)</script>', 'use(1)', true],
    ['a.vue', '<script data-setup>use(1)</script>', 'use(1)', false],
    ['a.svelte', '<script module>use(1)</script>\n<script>use(2)</script>', 'use(2)', true],
    ['a.svelte', '<script module>use(1)</script>\n<script>use(2)</script>', 'use(1)', false],
    ['a.svelte', '<script context="module" lang="ts">use(1)</script>', 'use(1)', false],
    ['a.astro', '---\nuse(1)\n---\n<script>use(2)</script>', 'use(1)\n', true],
    ['a.astro', '---\nuse(1)\n---\n<script>use(2)</script>', 'use(2)', false],
    ['a.astro', '<script>use(2)</script>', 'use(2)', false],
  ])('%s %j: %j runs for each instance: %s', (name, content, text, isPerInstance) => {
    const language = name.slice(2)
    expect(cutOutScript(fileWith(name, content), text)).toEqual({ language, isPerInstance })
  })

  test.each([
    ['another language', () => fileWith('a.html', '<script>use(1)</script>'), 'use(1)'],
    ['a file that is not there', () => path.join(folder, 'missing.vue'), 'use(1)'],
    ['text that was not saved', () => fileWith('b.vue', '<script setup>use(1)</script>'), 'use(2)'],
    ['no text', () => fileWith('c.vue', '<script setup></script>'), '\n'],
  ])('is unknown: %s', (_, file, text) => {
    expect(cutOutScript(file(), text)).toBeUndefined()
  })
})
