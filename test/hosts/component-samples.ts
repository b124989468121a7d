const LISTENER = 'leaks/require-listener-removal'
const RELEASE = 'leaks/require-release'

/** A leak in a file of some language, and the file without it. */
export interface ComponentSample {
  readonly leaky: string
  readonly mended: string
  readonly rules: readonly string[]
}

const vue = (lines: string): string => `<script setup lang="ts">
import { onUnmounted, ref } from 'vue'

const width = ref<number>(0)
const onResize = () => { width.value = window.innerWidth }
window.addEventListener('resize', onResize)
${lines}</script>

<template><p>{{ width }}</p></template>
`

const svelte = (lines: string): string => `<script lang="ts">
  import { onDestroy } from 'svelte'

  let width: number = $state(0)
  const onResize = () => { width = window.innerWidth }
  window.addEventListener('resize', onResize)
${lines}</script>

<p>{width}</p>
`

const chart = (lines: string): string => `export class Chart {
  private readonly onResize = () => this.draw()
  constructor(private readonly element: HTMLElement) {
    window.addEventListener('resize', this.onResize)
  }
  draw() { this.element.textContent = 'drawn' }
  destroy() {${lines}}
}
`
const REMOVE = "window.removeEventListener('resize', onResize)"
const chartMended = chart(` ${REMOVE.replace('onResize', 'this.onResize')} `)

const astro = (reading: string, script: string): string => `---
import { open } from 'node:fs/promises'

interface Props { path: string }
const { path } = Astro.props as Props
const file = await open(path)
${reading}
---
<p>{text}</p>

<script>
${script}</script>
`

/** Components whose frontmatter or script runs once for each request or instance, by language. */
export const COMPONENTS: Readonly<Record<'vue' | 'svelte' | 'astro', ComponentSample>> = {
  vue: { leaky: vue(''), mended: vue(`onUnmounted(() => ${REMOVE})\n`), rules: [LISTENER] },
  svelte: { leaky: svelte(''), mended: svelte(`  onDestroy(() => ${REMOVE})\n`), rules: [LISTENER] },
  astro: {
    leaky: astro("const text = await file.readFile('utf8')\nawait file.close()", chart('')),
    mended: astro(
      "let text\ntry { text = await file.readFile('utf8') } finally { await file.close() }",
      chartMended,
    ),
    rules: [LISTENER, RELEASE],
  },
}

const markdown = (code: string): string => `# A chart\n\nIt draws itself.\n\n\`\`\`ts\n${code}\`\`\`\n`

/** Documentation that shows code. */
export const MARKDOWN: ComponentSample = {
  leaky: markdown(chart('')),
  mended: markdown(chartMended),
  rules: [LISTENER],
}

/** A class of TypeScript. */
export const TYPESCRIPT: ComponentSample = { leaky: chart(''), mended: chartMended, rules: [LISTENER] }
