import { expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  'onMount and onCleanup': {
    files: ['jsx', 'tsx'],
    code: `import { onCleanup, onMount } from 'solid-js'
const update = () => {}
export function Clock() {
  DECLARE
  onMount(() => { START })
  onCleanup(() => { [[STOP]] })
  return <p />
}`,
    where: 'the callback given to onCleanup()',
  },
  'onMount with onCleanup in it': {
    files: ['jsx', 'tsx'],
    code: `import { onCleanup, onMount } from 'solid-js'
const update = () => {}
export const Clock = () => {
  onMount(() => { DECLARE; START; onCleanup(() => { [[STOP]] }) })
  return <p />
}`,
    where: 'the callback given to onCleanup()',
  },
  'onMount without onCleanup': {
    files: ['jsx', 'tsx'],
    code: `import { onCleanup, onMount } from 'solid-js'
const update = () => {}
export const Clock = () => {
  DECLARE
  onMount(() => { START })
  [[onCleanup(() => STOP)]]
  return <p />
}`,
    where: 'a function given to onCleanup()',
  },
  'an effect': {
    files: ['js', 'ts'],
    code: `import { createEffect, onCleanup } from 'solid-js'
const update = () => {}
export const useClock = (rate) => {
  createEffect(() => { rate(); DECLARE; START; onCleanup(() => { [[STOP]] }) })
}`,
    where: 'the callback given to onCleanup()',
  },
  'an effect without onCleanup': {
    files: ['js', 'ts'],
    code: `import * as solid from 'solid-js'
const update = () => {}
export const useClock = (rate) => {
  solid.createEffect(() => { rate(); DECLARE; START
    [[solid.onCleanup(() => { STOP })]]
  })
}`,
    where: 'a function given to onCleanup()',
  },
  'the body of a component': {
    files: ['tsx'],
    likely: true,
    code: `import { createSignal, onCleanup } from 'solid-js'
export function Clock() {
  const [time, setTime] = createSignal(0)
  const update = () => setTime(time() + 1)
  DECLARE
  START
  [[onCleanup(() => { STOP })]]
  return <p>{time()}</p>
}`,
    where: 'a function given to onCleanup()',
  },
})

test('what an effect returns is its next value, not its cleanup', () => {
  const code = `import { createEffect } from 'solid-js'
export const useClock = () => {
  createEffect(() => { const id = setInterval(draw, 1000); return () => clearInterval(id) })
}`
  expect(registrationReports(code, 'file.js', false)).toEqual([])
  expect(registrationReports(code, 'file.js', true)).toEqual(['require-timer-cleanup at 3'])
})
