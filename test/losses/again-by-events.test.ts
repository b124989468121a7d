import { expect, test } from 'vitest'

import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

/** What is lost of the fields of a file, as `verdict: form at the text`. */
function lost(code: string): string[] {
  const { facts } = parseFile(code)
  return findings(facts).flatMap(({ loss, verdict, node }) =>
    verdict === 'silent' || !['overwritten', 'voided', 'outlived'].includes(loss.kind)
      ? []
      : [`${verdict}: ${loss.form} at ${facts.sourceCode.getText(node)}`],
  )
}

const watcher = (event: string): string => `
import chokidar from 'chokidar'
export class Dev {
  restart() {
    this.watcher = chokidar.watch(this.folder)
    this.watcher.on('${event}', () => this.restart())
  }
  close() { return this.watcher.close() }
}`

test.each([
  ['all', ['likely: overwrittenAgain at chokidar.watch(this.folder)']],
  // What ends it runs that.
  ['close', []],
])('a watcher that its event %s begins again', (event, expected) => {
  expect(lost(watcher(event))).toEqual(expected)
})

const live = (made: string, handler: string): string => `
export class Live {
  open(id) {
    this.source?.close()
    this.source = ${made}
    this.source.${handler} = () => { this.source = null }
  }
  close() { this.source?.close() }
}`

test.each([
  ['new EventSource(id)', 'onerror', ['likely: voided at this.source = null']],
  // A socket is over when it has failed.
  ['new WebSocket(id)', 'onerror', []],
  ['new EventSource(id)', 'onmessage', []],
])('%s that is let go of by %s', (made, handler, expected) => {
  expect(lost(live(made, handler))).toEqual(expected)
})

const moved = (end: string): string => `
export class Build {
  watch(system) { this.watcher = new Watcher(system) }
  pause() { this.paused = this.watcher; this.watcher = null }
  close() { this.watcher?.close(); ${end} }
}`

test.each([
  ['this.paused?.close()', []],
  ['', ['likely: voided at this.watcher = null']],
])('moved to another field, which the end %s', (end, expected) => {
  expect(lost(moved(end))).toEqual(expected)
})

const feed = (start: string): string => `
export class Feed {
  ${start}
  async start() {
    const url = await this.url()
    this.socket = new WebSocket(url)
  }
  close() { this.socket?.close() }
}`

test.each([
  ['constructor() { this.start() }', ['likely: begunPastEnd at new WebSocket(url)']],
  // Who waits for the start comes to the end after that.
  ['async run() { await this.start() }', []],
])('begun after a wait: %s', (start, expected) => {
  expect(lost(feed(start))).toEqual(expected)
})

const preview = (end: string): string => `
import { ref, onBeforeUnmount } from 'vue'
export function usePreview() {
  const url = ref('')
  function show(file) { url.value = URL.createObjectURL(file) }
  ${end}
  return { url, show }
}`

test.each([
  [
    'onBeforeUnmount(() => URL.revokeObjectURL(url.value))',
    ['likely: overwrittenAgain at URL.createObjectURL(file)'],
  ],
  ['', []],
])('a ref that is handed out: %s', (end, expected) => {
  expect(lost(preview(end))).toEqual(expected)
})

const mounted = (flag: string, end: string): string => `
export function follow(path, onChange) {
  useEffect(() => {
    let watcher
    let ${flag}
    const begin = () => {
      if (!isMounted) return
      watcher = new EventSource(path)
      watcher.onmessage = onChange
    }
    onReconnect(begin)
    begin()
    return () => { ${end}; watcher?.close() }
  }, [path])
}`

test.each([
  // What the end alone writes lets any number of runs through until then.
  ['isMounted = true', 'isMounted = false', ['likely: overwrittenAgain at new EventSource(path)']],
  ['isMounted = false; onMount(() => { isMounted = !isMounted })', 'stop()', []],
])('what a function begins again behind a flag: %s, %s', (flag, end, expected) => {
  expect(lost(mounted(flag, end))).toEqual(expected)
})

const terminals = (handler: string): string => `
export class Terminals {
  constructor(manager) {
    this.manager = manager
    manager.onDidCloseTerminal(this.${handler}, this, [])
  }
  ensure() { this.terminal = this.manager.createTerminal({ name: 'main' }) }
  ${handler}(terminal) { if (terminal === this.terminal) this.terminal = undefined }
  dispose() { this.terminal?.dispose() }
}`

test.each([
  // By its name it hears of an end: what is there has ended by itself.
  ['terminalCloseHandler', []],
  ['closedListener', []],
  ['replace', ['known: voided at this.terminal = undefined']],
])('what a function empties, by its name: %s', (handler, expected) => {
  expect(lost(terminals(handler))).toEqual(expected)
})

const handler = (name: string): string => `
export const Zoom = Handler.extend({
  ${name}() { this.timer = undefined },
  show() { clearTimeout(this.timer); this.timer = setTimeout(() => this.reset(), 60000) },
  removeHooks() { clearTimeout(this.timer) },
})`

test.each([
  // A class of old begins with it, as with a constructor.
  ['initialize', []],
  ['forget', ['likely: voided at this.timer = undefined']],
])('a member of what a class is extended by: %s', (name, expected) => {
  expect(lost(handler(name))).toEqual(expected)
})

const checks = (given: string): string => `
export class Checks {
  pending = new Map()
  begin(file) { this.schedule(file, ${given}) }
  schedule(file, check) {
    clearTimeout(this.pending.get(file))
    this.pending.set(file, setTimeout(check, 60000))
  }
  look(file) { this.pending.delete(file); this.read(file) }
}`

test.each([
  // The callback that the timeout runs is what its function is given.
  ['this.look.bind(this, file)', []],
  ['() => this.look(file)', []],
  ['() => this.read(file)', ['likely: removed at this.pending.delete(file)']],
])('a timeout that runs what its function is given: %s', (given, expected) => {
  const { facts } = parseFile(checks(given))
  const found = findings(facts).filter(({ loss, verdict }) => loss.kind === 'removed' && verdict !== 'silent')
  expect(
    found.map(
      ({ verdict, loss }) => `${verdict}: removed at ${loss.at ? facts.sourceCode.getText(loss.at) : ''}`,
    ),
  ).toEqual(expected)
})
