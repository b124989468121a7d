import { describe, expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  'a script with setup': {
    files: ['vue'],
    code: `<script setup lang="ts">
import { onUnmounted } from 'vue'
const update = (): void => {}
DECLARE
START
onUnmounted(() => { [[STOP]] })
</script>
<template><p @click="update()" /></template>`,
    where: 'the callback given to onUnmounted()',
  },
  'a script with setup beside one of the module': {
    files: ['vue'],
    code: `<template><p /></template>
<script>
export function update() {}
</script>
<script setup>
DECLARE
START
onBeforeUnmount(end)
function end() { [[STOP]] }
</script>`,
    where: 'the callback given to onBeforeUnmount()',
  },
  'a script with setup, without an end': {
    files: ['vue'],
    code: `<script setup>
function update() {}
DECLARE
START
[[onScopeDispose(() => { STOP })]]
</script>`,
    where: 'a function given to onUnmounted()',
  },
  'the start of a component': {
    files: ['vue'],
    code: `<script setup>
import { onMounted, onBeforeUnmount } from 'vue'
function update() {}
let isGone = false
DECLARE
onMounted(async () => { await load(); if (isGone) return; START })
onBeforeUnmount(() => { isGone = true; [[STOP]] })
</script>`,
    where: 'the callback given to onBeforeUnmount()',
  },
  'the start of a component without an end': {
    files: ['vue'],
    code: `<script lang="ts" setup>
import * as Vue from 'vue'
function update() {}
DECLARE
Vue.onMounted(() => { START })
[[Vue.onUnmounted(() => STOP)]]
</script>`,
    where: 'a function given to onUnmounted()',
  },
  'a composable': {
    files: ['js', 'ts'],
    code: `import { onMounted, onUnmounted } from 'vue'
export function useClock(time) {
  const update = () => { time.value += 1 }
  DECLARE
  onMounted(() => { START })
  onUnmounted(() => { [[STOP]] })
}`,
    where: 'the callback given to onUnmounted()',
  },
  'a composable without an end': {
    files: ['js', 'ts'],
    code: `import { onMounted, onUnmounted, ref } from 'vue'
export const useClock = () => {
  const time = ref(0)
  const update = () => { time.value += 1 }
  DECLARE
  onMounted(() => { START })
  [[onUnmounted(() => { STOP })]]
  return time
}`,
    where: 'a function given to onUnmounted()',
  },
  'a composable that may be used once for all': {
    files: ['js', 'ts'],
    likely: true,
    code: `import { onScopeDispose, ref } from 'vue'
export const useClock = () => {
  const time = ref(0)
  const update = () => { time.value += 1 }
  DECLARE
  START
  [[onScopeDispose(() => { STOP })]]
  return time
}`,
    where: 'a function given to onUnmounted()',
  },
  'a scope': {
    files: ['js', 'ts'],
    code: `import { onScopeDispose } from 'vue'
export function useClock() {
  const update = () => {}
  DECLARE
  START
  onScopeDispose(() => { [[STOP]] })
}`,
    where: 'the callback given to onScopeDispose()',
  },
  'setup() of an object': {
    files: ['js', 'ts'],
    code: `import { defineComponent, onUnmounted } from 'vue'
export default defineComponent({
  setup() {
    const update = () => {}
    DECLARE
    START
    onUnmounted(() => { [[STOP]] })
    return () => null
  },
})`,
    where: 'the callback given to onUnmounted()',
  },
  'setup() of an object without an end': {
    files: ['vue'],
    code: `<script>
import { onUnmounted } from 'vue'
export default {
  props: ['rate'],
  setup: (props) => {
    const update = () => {}
    DECLARE
    START
    [[onUnmounted(() => { STOP })]]
    return {}
  },
}
</script>`,
    where: 'a function given to onUnmounted()',
  },
  options: {
    files: ['js', 'ts'],
    fields: true,
    code: `export default {
  mounted() { START },
  methods: { update() {} },
  beforeUnmount() { [[STOP]] },
}`,
    where: 'beforeUnmount()',
  },
  'options of Vue 2': {
    files: ['vue'],
    fields: true,
    code: `<template><p /></template>
<script>
import Vue from 'vue'
export default Vue.extend({
  created() { this.begin() },
  methods: { update() {}, begin() { START } },
  beforeDestroy() { [[STOP]] },
})
</script>`,
    where: 'beforeDestroy()',
  },
  'options without an end': {
    files: ['vue'],
    fields: true,
    code: `<script>
export default {
  mounted() { START },
  methods: { update() {} },
  [[unmounted() { STOP },]]
}
</script>`,
    where: 'in beforeUnmount()',
  },
  'options that are exported by name': {
    files: ['js', 'ts'],
    fields: true,
    code: `export const clock = {
  data: () => ({}),
  created: function () { START },
  methods: { update() {} },
  [[destroyed() { STOP },]]
}`,
    where: 'in beforeUnmount()',
  },
  'a watcher': {
    files: ['js', 'ts'],
    code: `import { watch } from 'vue'
const update = () => {}
export function useClock(source) {
  watch(source, (value, former, done) => { DECLARE; START; done(() => { [[STOP]] }) })
}`,
    where: 'the callback given to done()',
  },
  'a watcher without an end': {
    files: ['vue'],
    code: `<script setup>
import { watchEffect } from 'vue'
const update = () => {}
watchEffect((onCleanup) => {
  DECLARE
  START
  [[onCleanup(() => { STOP })]]
})
</script>`,
    where: 'a function given to onCleanup()',
  },
  'a watcher with onWatcherCleanup()': {
    files: ['js', 'ts'],
    code: `import { onWatcherCleanup, watchEffect } from 'vue'
const update = () => {}
export const useClock = () => {
  watchEffect(() => { DECLARE; START; onWatcherCleanup(() => { [[STOP]] }) })
}`,
    where: 'the callback given to onWatcherCleanup()',
  },
  'a class': {
    files: ['ts'],
    fields: true,
    code: `import { Component, Vue } from 'vue-property-decorator'
@Component
export default class Clock extends Vue {
  mounted() { START }
  update() {}
  beforeDestroy() { [[STOP]] }
}`,
    where: 'beforeDestroy()',
  },
})

describe('the module', () => {
  test('beside the script of the component runs once', () => {
    const code = `<script>
const timer = setInterval(poll, 1000)
window.addEventListener('resize', poll)
</script>
<script setup>
const own = setInterval(poll, 1000)
</script>`
    expect(registrationReports(code, 'file.vue')).toEqual(['require-timer-cleanup at 6'])
  })

  test('is all there is to a script without setup', () => {
    const code = `<script>
setInterval(poll, 1000)
window.addEventListener('resize', poll)
export default { name: 'clock' }
</script>`
    expect(registrationReports(code, 'file.vue')).toEqual([])
  })

  test('is what a file without a script has', () => {
    expect(
      registrationReports('<template><p @click="setInterval(poll, 1)" /></template>', 'file.vue'),
    ).toEqual([])
  })
})

test.each([
  ['an end that another module has', 'import { stop } from "./clock"\nonUnmounted(stop)'],
  ['an end that a composable brings', 'const { stop } = useClock()\nonUnmounted(stop)'],
])('%s may be any', (_name, code) => {
  const component = `<script setup>\n${code}\nwindow.addEventListener('resize', () => draw())\n</script>`
  expect(registrationReports(component, 'file.vue', false)).toEqual([])
})

test.each([
  ['of files', "import { watch } from 'node:fs'\nwatch(path, () => { setInterval(poll, 1000) })"],
  ['of a build tool', "import { watch } from 'gulp'\nwatch(glob, () => { setInterval(poll, 1000) })"],
  ['of an object', 'watcher.watch(path, () => { setInterval(poll, 1000) })'],
])('a watcher %s is another one', (_name, code) => {
  expect(registrationReports(code, 'file.js', false)).toEqual([])
})

test('misspelled members never run', () => {
  const component = (end: string): string => `<script>
export default {
  mounted() { window.addEventListener('resize', this.draw) },
  methods: { draw() {} },
  ${end}() { window.removeEventListener('resize', this.draw) },
}
</script>`
  expect(registrationReports(component('beforeUnmounted'), 'file.vue', false)).toEqual([
    'require-listener-removal at 3',
  ])
  expect(registrationReports(component('beforeMount'), 'file.vue', false)).toEqual([])
})
