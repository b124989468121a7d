import * as typescriptParser from '@typescript-eslint/parser'
import * as astroParser from 'astro-eslint-parser'
import { Linter } from 'eslint'
import * as svelteParser from 'svelte-eslint-parser'
import { describe, expect, test } from 'vitest'
import * as vueParser from 'vue-eslint-parser'

import plugin from '../../src/index.js'

const PARSERS = { vue: vueParser, svelte: svelteParser, astro: astroParser }

/** Lints a component file with all rules; answers what they report, each as `rule at line`. */
function lint(code: string, language: keyof typeof PARSERS): string[] {
  const messages = new Linter().verify(
    code,
    {
      ...plugin.configs.all,
      files: ['**'],
      languageOptions: {
        parser: PARSERS[language],
        parserOptions: { parser: typescriptParser },
      },
    },
    `file.${language}`,
  )
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new Error(`${fatal.message}\n${code}`)
  return messages.map(({ ruleId, line }) => `${ruleId ?? ''} at ${line}`)
}

const collection = `const known = new Map()
export function remember(id) { known.set(id, true) }
`
const ownCollection = collection.replace('export ', '')

describe('collections', () => {
  test.each([
    ['vue', `<script setup>\n${ownCollection}</script>`],
    ['svelte', `<script>\n${ownCollection}</script>`],
    ['svelte', `<script>\n${collection}</script>`],
    ['astro', `---\n${ownCollection}---\n<p>{remember(Astro.props.id)}</p>\n`],
  ] as const)('of a component end with it: %s %j', (language, code) => {
    expect(lint(code, language)).toEqual([])
  })

  test.each([
    ['vue', `<script>\n${collection}export default {}\n</script>`],
    ['vue', `<script>\n${collection}</script>\n<script setup>\nremember(props.id)\n</script>`],
    ['svelte', `<script module>\n${collection}</script>`],
    ['svelte', `<script context="module">\n${collection}</script>\n<script>\nremember(1)\n</script>`],
  ] as const)('of a module do not: %s %j', (language, code) => {
    expect(lint(code, language)).toEqual(['leaks/no-unbounded-collection at 3'])
  })

  test('of a module grow by what each component adds', () => {
    const code = `<script module>
  const known = new Map()
</script>
<script>
  let { id } = $props()
  known.set(id, true)
</script>`
    expect(lint(code, 'svelte')).toEqual(['leaks/no-unbounded-collection at 6'])
  })
})

test.each([
  [
    'vue',
    "import { useClock } from './clock'\nimport process from 'node:process'\nprocess.on('message', () => useClock())",
  ],
  ['svelte', "import process from 'node:process'\nprocess.on('message', () => draw())"],
] as const)('imports are those of the module: %s', (language, code) => {
  const script = language === 'vue' ? 'script setup' : 'script'
  const line = language === 'vue' ? 4 : 3
  expect(lint(`<${script}>\n${code}\n</script>`, language)).toEqual([
    `leaks/require-listener-removal at ${line}`,
  ])
})

test.each([
  '',
  '<template><p /></template>',
  '<script></script>',
  '<script setup></script><script></script><style></style>',
  '<script setup lang="ts">const { a = setInterval(f, 1) } = defineProps<{ a: number }>(); defineExpose({ a })</script>',
  '<script setup>await fetch("x"); const s = new WebSocket("y"); for (const e of s) e.on("z", () => {})</script>',
  '<script setup>const a = { start() { setInterval(f, 1) }, stop() {} }; class B { #t = setInterval(f, 1); close() {} }</script>',
  '<script setup>let t = a ? setInterval(f, 1) : b; watch(() => t, (v, o, done) => done()); watch(); onUnmounted()</script>',
  '<script setup>import { open } from "fs"; const w = new Worker(u), fd = open(p); onUnmounted(w.terminate)</script>',
  '<script>export default { setup, mounted, ...rest, [a]() {}, get created() { return 1 }, watch: { b: { handler() {} } } }</script>',
  '<script>export default { setup: () => {}, mounted: [a, b], methods: { ...c } }; module.exports = { mounted() {} }</script>',
  '<script setup>window.addEventListener("x", function f() { window.removeEventListener("x", f) })</script><template>{{ a }}</template>',
])('odd Vue files: %s', (code) => {
  expect(() => lint(code, 'vue')).not.toThrow()
})

test.each([
  '',
  '<p>text</p>',
  '<script></script><script module></script>',
  '{#each a as b, i (b.id)}{@const c = setInterval(() => b, 1)}<p on:click={() => c} use:d={c}>{c}</p>{/each}',
  '{#snippet a(b)}{#await b then c}<p {@attach (node) => { const t = setInterval(() => c, 1); return () => clearInterval(t) }} />{/await}{/snippet}',
  '<script>$: a = setInterval(f, 1); $: { clearInterval(a); window.addEventListener("x", f) } $: ({ b } = c)</script>',
  '<script>$effect(); $effect.pre(); $effect.root(() => {}); onMount(); onMount(f); onDestroy(...g);</script>',
  '<script lang="ts">let { a = new Map() }: { a: Map<string, number> } = $props(); class B { c = $state(0); close() {} }</script>',
  '<script>import { writable } from "svelte/store"; const w = new Worker(u), s = writable(0); $s = w; s.subscribe(f);</script>',
  '<svelte:window on:resize={() => setInterval(f, 1)} /><svelte:head><title>a</title></svelte:head>',
])('odd Svelte files: %s', (code) => {
  expect(() => lint(code, 'svelte')).not.toThrow()
})

test('what the frontmatter of an Astro page begins is begun for each request', () => {
  const code = `---
import { load } from '../load'
const timer = setInterval(() => load(), 60_000)
process.on('SIGHUP', () => load())
---
<p>{load()}</p>
`
  expect(lint(code, 'astro')).toEqual([
    'leaks/require-timer-cleanup at 3',
    'leaks/require-listener-removal at 4',
  ])
})

test('what the frontmatter of an Astro page opens is closed when it throws', () => {
  const code = `---
import { open } from 'node:fs/promises'
const file = await open('greeting.txt')
const text = await file.readFile('utf8')
await file.close()
---
<p>{text}</p>
`
  expect(lint(code, 'astro')).toEqual(['leaks/require-release at 3'])
  const mended = code
    .replace('const text =', 'let text\ntry { text =')
    .replace("'utf8')\nawait file.close()", "'utf8') } finally { await file.close() }")
  expect(lint(mended, 'astro')).toEqual([])
})
