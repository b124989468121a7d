import { expect, test } from 'vitest'

import { registrationReports } from './framework-tester.js'

/** All four kinds, begun in a hook which is answered a function that ends them. */
const component = (hook: string, source: string, answer = 'return () => { STOP }'): string => `
import { ${hook} } from '${source}'
import { onValue } from 'firebase/database'
export function Clock(props) {
  const update = () => props.tick()
  ${hook}(() => {
    window.addEventListener('resize', update)
    const id = setInterval(update, 1000)
    const observer = new MutationObserver(update)
    observer.observe(document.body, { childList: true })
    const stop = onValue(props.query, update)
    ${answer.replace(
      'STOP',
      "window.removeEventListener('resize', update); clearInterval(id); observer.disconnect(); stop()",
    )}
  })
}`

const ALL = [
  'require-listener-removal at 7',
  'require-timer-cleanup at 8',
  'require-observer-disconnect at 10',
  'require-unsubscribe at 11',
]

test.each([
  ['onMount', 'solid-js'],
  ['onMounted', 'vue'],
  ['onActivated', 'vue'],
])('what %s of %s is answered runs at no end', (hook, source) => {
  expect(registrationReports(component(hook, source), 'file.js', false)).toEqual(ALL)
})

test.each([
  // These run what they are answered.
  ['onMount', 'svelte'],
  ['useEffect', 'react'],
  // Nobody knows what another one of that name does with it.
  ['onMount', './hooks'],
])('what %s of %s is answered may run', (hook, source) => {
  expect(registrationReports(component(hook, source), 'file.js', true)).toEqual([])
})

test('what is answered under a name may be run by others', () => {
  const code = component('onMounted', 'vue', 'const end = () => { STOP }; props.onEnd(end); return end')
  expect(registrationReports(code, 'file.js', false)).toEqual([])
})

test('what is given to a hook for the end runs then', () => {
  const code = component('onMount', 'solid-js', 'onCleanup(() => { STOP })').replace(
    '{ onMount }',
    '{ onMount, onCleanup }',
  )
  expect(registrationReports(code, 'file.js', true)).toEqual([])
})
