import { expect, test } from 'vitest'

import { projectOfFiles } from './project-of-files.js'

const STORE = `export class Store {
  #listeners = new Set()
  subscribe(listener) { this.#listeners.add(listener); return () => this.#listeners.delete(listener) }
  onChange(listener) { this.#listeners.add(listener); return { dispose: () => this.#listeners.delete(listener) } }
  onTick(listener) { listener() }
}
export const store = new Store()
export const watchStore = (listener) => store.subscribe(listener)`

const effect = (call: string): string => `import { useEffect } from 'react'
import { store, watchStore } from './store'
export function View() {
  useEffect(() => { ${call}(() => draw()) }, [])
  return null
}`

const dropped = (call: string, holder: string): string =>
  `leaks/require-unsubscribe:4 ${holder} keeps this listener as long as it lives. Keep the result and end it in a cleanup of this effect.`

test.each(['store.subscribe', 'store.onChange'])('what %s() of another file answers ends it', (call) => {
  const project = projectOfFiles({ 'store.js': STORE })
  expect(project.lint('view.jsx', effect(call))).toEqual([dropped(call, '`store`')])
})

test('a function of another file hands on what ends it; what it listens to is only seen there', () => {
  const project = projectOfFiles({ 'store.js': STORE })
  expect(project.lint('view.jsx', effect('watchStore'))).toEqual([])
  expect(project.lint('view.jsx', effect('watchStore'), { preset: 'strict' })).toEqual([
    dropped('watchStore', 'What it listens to'),
  ])
})

test('what answers nothing stays as doubtful as it was', () => {
  const project = projectOfFiles({ 'store.js': STORE })
  expect(project.lint('view.jsx', effect('store.onTick'))).toEqual([])
})

test('a field is asked by the class that annotates it', () => {
  const project = projectOfFiles({ 'store.ts': STORE })
  const panel = `import { Store } from './store'
export class Panel extends HTMLElement {
  constructor(private readonly store: Store) { super() }
  connectedCallback() { this.store.onChange(() => this.draw()) }
  disconnectedCallback() { this.hide() }
}`
  expect(project.lint('panel.ts', panel)).toEqual([
    'leaks/require-unsubscribe:4 `this.store` keeps this listener as long as it lives. Keep the result and end it in disconnectedCallback().',
  ])
})

const FEED = `import { watch } from 'node:fs'
export function openFeed(path) { const watcher = watch(path); watcher.ref(); return watcher }
export function openOnce(path) { const watcher = watch(path); watcher.close(); return watcher }
export function startFeed(path) { const watcher = watch(path); return () => watcher.close() }`

const use = (maker: string): string => `import { ${maker} } from './feed'
export function run(path) {
  const feed = ${maker}(path)
  return path.length
}`

test('what a function of another file hands out has to be ended here', () => {
  const project = projectOfFiles({ 'feed.js': FEED })
  expect(project.lint('use.js', use('openFeed'), { preset: 'strict' })).toEqual([
    'leaks/require-release:3 The file watcher `feed` stays open until the process ends: nothing releases it. Call feed.close() in `finally`.',
  ])
  expect(project.lint('use.js', use('startFeed'), { preset: 'strict' })).toEqual([
    'leaks/require-release:3 The file watcher `feed` stays open until the process ends: nothing releases it. Call feed() in `finally`.',
  ])
})

test.each(['openOnce', 'openNothing'])('%s() hands out nothing to end', (maker) => {
  const project = projectOfFiles({ 'feed.js': FEED })
  expect(project.lint('use.js', use(maker), { preset: 'strict' })).toEqual([])
})

test.each([
  ['ends it', 'const feed = openFeed(path); try { read(feed) } finally { feed.close() }'],
  ['ends what is a function by calling it', 'const stop = startFeed(path); stop()'],
  ['hands it on', 'return openFeed(path)'],
  ['keeps it', 'feeds.push(openFeed(path))'],
])('silent where the caller %s', (_, body) => {
  const project = projectOfFiles({ 'feed.js': FEED })
  const code = `import { openFeed, startFeed } from './feed'\nexport function run(path, feeds) { ${body} }`
  expect(project.lint('use.js', code, { preset: 'strict' })).toEqual([])
})

const LENT = `const kept = []
export async function readAll(file) { const { size } = await file.stat(); return part(file, size) }
function part(file, size) { return file.read(size) }
export function keep(file) { kept.push(file) }
export async function finish(file) { await file.sync(); await file.close() }
export function later(file) { setTimeout(() => file.read(), 10) }`

const lend = (call: string): string => `import fs from 'node:fs/promises'
import { readAll, keep, finish, later } from './lent'
export async function run(path) {
  const file = await fs.open(path)
  ${call}
}`

test('what a function of another file only uses is still to be ended here', () => {
  const project = projectOfFiles({ 'lent.js': LENT })
  expect(project.lint('use.js', lend('await readAll(file)'))).toEqual([
    'leaks/require-release:4 The file handle `file` stays open until garbage collection: nothing releases it. Call file.close() in `finally`.',
  ])
})

test.each(['keep(file)', 'await finish(file)', 'later(file)', 'await readAll(file); await finish(file)'])(
  'silent where another file takes it over: %s',
  (call) => {
    const project = projectOfFiles({ 'lent.js': LENT })
    expect(project.lint('use.js', lend(call))).toEqual([])
  },
)
