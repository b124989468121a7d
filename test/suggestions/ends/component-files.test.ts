import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import * as svelteParser from 'svelte-eslint-parser'
import { describe, expect, test } from 'vitest'
import * as vueParser from 'vue-eslint-parser'

import plugin from '../../../src/index.js'

const PARSERS = { vue: vueParser, svelte: svelteParser }

function lint(code: string, language: keyof typeof PARSERS): Linter.LintMessage[] {
  const languageOptions = {
    parser: PARSERS[language],
    parserOptions: { parser: typescriptParser },
  }
  const config: Linter.Config = { ...plugin.configs.all, files: ['**'], languageOptions }
  return new Linter().verify(code, config, `file.${language}`)
}

/** Applies the only suggestion for a component file, after which nothing more may be reported. */
function corrected(code: string, language: keyof typeof PARSERS): string {
  const [fix, ...others] = lint(code, language).flatMap(({ suggestions = [] }) =>
    suggestions.map((each) => each.fix),
  )
  expect(others).toEqual([])
  if (!fix) return code
  const output = code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1])
  expect(lint(output, language)).toEqual([])
  return output
}

describe('a component of Vue', () => {
  test('extends its import', () => {
    const code = `<script setup lang="ts">
import { ref } from 'vue'

const now = ref(Date.now())
setInterval(() => { now.value = Date.now() }, 1000) // each second
</script>

<template>{{ now }}</template>
`
    expect(corrected(code, 'vue')).toBe(`<script setup lang="ts">
import { onUnmounted, ref } from 'vue'

const now = ref(Date.now())
const interval = setInterval(() => { now.value = Date.now() }, 1000) // each second
onUnmounted(() => clearInterval(interval))
</script>

<template>{{ now }}</template>
`)
  })

  test('keeps what begins when it is mounted, in the language of its script', () => {
    const code = (language: string, type: string): string[] => [
      `<script setup${language}>
import { onMounted, onUnmounted } from 'vue'
const { resize } = defineProps(['resize'])
onMounted(() => {
  window.addEventListener('resize', resize)
  setInterval(resize, 1000)
})
onUnmounted(() => window.removeEventListener('resize', resize))
</script>
`,
      `<script setup${language}>
import { onMounted, onUnmounted } from 'vue'
const { resize } = defineProps(['resize'])
let interval${type}
onMounted(() => {
  window.addEventListener('resize', resize)
  interval = setInterval(resize, 1000)
})
onUnmounted(() => {
  clearInterval(interval)
  window.removeEventListener('resize', resize)
})
</script>
`,
    ]
    const [js = '', jsOutput] = code('', '')
    expect(corrected(js, 'vue')).toBe(jsOutput)
    const [ts = '', tsOutput] = code(' lang="ts"', ': ReturnType<typeof setInterval> | undefined')
    expect(corrected(ts, 'vue')).toBe(tsOutput)
  })

  test('ends what a function of it puts into a variable', () => {
    const code = `<script setup lang="ts">
import { onMounted } from 'vue'
let timer: number | null = null
function start() {
  timer = window.setInterval(() => {}, 1000)
}
onMounted(start)
</script>
`
    expect(corrected(code, 'vue')).toBe(`<script setup lang="ts">
import { onMounted, onUnmounted } from 'vue'
let timer: number | null = null
function start() {
  timer = window.setInterval(() => {}, 1000)
}
onUnmounted(() => {
  if (timer != null) clearInterval(timer)
})
onMounted(start)
</script>
`)
  })

  test('has none where nothing says where the hook is from', () => {
    const code = `<script setup>
import { useClock } from './clock'
const clock = useClock()
setInterval(() => clock.tick(), 1000)
</script>
`
    expect(lint(code, 'vue').map(({ ruleId }) => ruleId)).toEqual(['leaks/require-timer-cleanup'])
    expect(corrected(code, 'vue')).toBe(code)
  })
})

describe('a component of Svelte', () => {
  test('imports its hook', () => {
    const code = `<script>
  let now = Date.now()
  setInterval(() => { now = Date.now() }, 1000)
</script>

<p>{now}</p>
`
    expect(corrected(code, 'svelte')).toBe(`<script>
  import { onDestroy } from 'svelte'
  let now = Date.now()
  const interval = setInterval(() => { now = Date.now() }, 1000)
  onDestroy(() => clearInterval(interval))
</script>

<p>{now}</p>
`)
  })

  test('gives its hook the function that ends a subscription', () => {
    const code = `<script>
  import { feed } from './feed'
  let last = ''
  const unsubscribe = feed.subscribe((value) => { last = value })
</script>

<p>{last}</p>
`
    expect(corrected(code, 'svelte')).toBe(`<script>
  import { feed } from './feed'
  import { onDestroy } from 'svelte'
  let last = ''
  const unsubscribe = feed.subscribe((value) => { last = value })
  onDestroy(unsubscribe)
</script>

<p>{last}</p>
`)
  })

  test('returns a cleanup from its effect', () => {
    const code = `<script lang="ts">
  let count = $state(0)
  $effect(() => {
    const source = new EventSource('/feed')
    source.onmessage = () => { count++ }
  })
</script>

<p>{count}</p>
`
    expect(corrected(code, 'svelte')).toBe(`<script lang="ts">
  let count = $state(0)
  $effect(() => {
    const source = new EventSource('/feed')
    source.onmessage = () => { count++ }
    return () => source.close()
  })
</script>

<p>{count}</p>
`)
  })
})
