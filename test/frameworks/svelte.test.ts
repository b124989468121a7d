import { expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  onMount: {
    files: ['svelte'],
    code: `<script lang="ts">
  import { onMount } from 'svelte'
  const update = (): void => {}
  onMount(() => { DECLARE; START; return () => { [[STOP]] } })
</script>
<p>{update}</p>`,
    where: 'the cleanup of onMount',
  },
  'onMount without a cleanup': {
    files: ['svelte'],
    code: `<p>text</p>
<script>
  import { onMount } from 'svelte'
  const update = () => {}
  onMount(() => {
    DECLARE
    START
    [[return () => STOP]]
  })
</script>`,
    where: 'a cleanup of this effect',
  },
  'onMount and onDestroy': {
    files: ['svelte'],
    code: `<script>
  import { onDestroy, onMount } from 'svelte'
  const update = () => {}
  DECLARE
  const begin = () => { START }
  onMount(() => begin())
  onDestroy(() => { [[STOP]] })
</script>`,
    where: 'the callback given to onDestroy()',
  },
  'the script of a component': {
    files: ['svelte'],
    code: `<script>
  import { onDestroy } from 'svelte'
  let update = $state(() => {})
  DECLARE
  START
  [[onDestroy(() => { STOP })]]
</script>`,
    where: 'a function given to onDestroy()',
  },
  'an effect': {
    files: ['svelte'],
    code: `<script>
  const update = () => {}
  $effect(() => { DECLARE; START; [[return () => { STOP }]] })
</script>`,
    where: 'a cleanup of this effect',
  },
  'an effect of a module': {
    files: ['js', 'ts'],
    code: `const update = () => {}
export const useClock = () => {
  $effect(() => { DECLARE; START; return () => { [[STOP]] } })
}`,
    where: 'the cleanup of $effect',
  },
  'an effect before the update': {
    files: ['svelte'],
    code: `<script>
  const update = () => {}
  $effect.pre(() => { DECLARE; START; return () => { [[STOP]] } })
</script>`,
    where: 'the cleanup of $effect.pre',
  },
  'a reactive statement': {
    files: ['svelte'],
    code: `<script>
  import { onDestroy } from 'svelte'
  export let rate
  const update = () => {}
  DECLARE
  $: if (rate) { START }
  onDestroy(() => { [[STOP]] })
</script>`,
    where: 'the callback given to onDestroy()',
  },
  'a handler in the markup': {
    files: ['svelte'],
    code: `<script>
  import { onDestroy } from 'svelte'
  const update = () => {}
  DECLARE
  onDestroy(() => { [[STOP]] })
</script>
<button onclick={() => { START }}>begin</button>`,
    where: 'the callback given to onDestroy()',
  },
  'a function that components call': {
    files: ['js', 'ts'],
    code: `import { onMount } from 'svelte'
export function useClock(time) {
  const update = () => { time.set(0) }
  onMount(() => { DECLARE; START; return () => { [[STOP]] } })
}`,
    where: 'the cleanup of onMount',
  },
})

test.each(['module', 'context="module"'])('<script %s> runs once', (attribute) => {
  const code = `<script ${attribute}>
  const timer = setInterval(poll, 1000)
  window.addEventListener('resize', poll)
</script>
<script>
  const own = setInterval(poll, 1000)
</script>`
  expect(registrationReports(code, 'file.svelte')).toEqual(['require-timer-cleanup at 6'])
})

test('onMount of another framework is another one', () => {
  const code = `import { onMount } from 'solid-js'
onMount(() => { window.addEventListener('resize', () => draw()); return () => {} })`
  expect(registrationReports(code, 'file.js', false)).toEqual([])
})
