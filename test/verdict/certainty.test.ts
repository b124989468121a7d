import { describe, expect, test } from 'vitest'

import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

/** What is found in a file, how sure it is, and the line of the way on which it happens. */
function found(code: string): string[] {
  return findings(parseFile(code, { language: 'ts' }).facts)
    .filter(({ verdict }) => verdict !== 'silent')
    .map(({ verdict, loss: { form, at, node } }) => {
      return `${verdict}: ${form} on line ${String((at ?? node).loc.start.line)}`
    })
}

/** What is opened, used by waiting for it and released, in a function of a file with more around it. */
const work = (body: string, more = ''): string => `
import { Client } from './client.js'
export async function work(given) {
  const client = new Client(given)
  await client.connect()
  ${body}
  await client.close()
}
${more}`

describe('where a failure ends the program', () => {
  test.each([
    ['a function that others call', work('await report(given)'), 'known'],
    [
      'the console is told of a failure alone',
      work('try { x() } catch (e) { console.log(e) } await report(given)'),
      'known',
    ],
  ])('%s', (_name, code, verdict) => {
    expect(found(code)).toContain(`${verdict}: openOnThrow on line 6`)
  })

  test.each([
    ['a command tells its user how far it is', work("console.log('at work'); await report(given)")],
    ['it hears of the signals that end the process', work("process.on('SIGINT', stop); await report(given)")],
    ['it ends the process when it is done', work('await report(given); done(() => process.exit(0))')],
    [
      'the module ends the process where something fails',
      work('await report(given)', 'export function f() { try { x() } catch { process.exit(1) } }'),
    ],
  ])('%s, and goes on no more', (_name, code) => {
    expect(found(code).filter((each) => each.includes('openOnThrow'))).toEqual([])
  })

  test('a file that is run opens it once', () => {
    expect(found(work('await report(given)', 'if (import.meta.main) work(1)'))).toEqual([])
  })

  test('each request of a program may fail by itself', () => {
    const code = `#!/usr/bin/env node
import { createServer } from 'node:http'
import { Client } from './client.js'
createServer(async (request, response) => {
  const client = new Client(request)
  await client.connect()
  await report(request)
  await client.close()
}).listen(1)`
    expect(found(code)).toEqual(['known: openOnThrow on line 7'])
  })
})

describe('where a session fails to start', () => {
  const session = (name: string, inClass = false): string => `
import { openFeed } from './feed.js'
${inClass ? 'export class Feeds { async' : 'export async function'} ${name}(given) {
  const feed = await openFeed(given)
  await report(given)
  return { stop: () => feed.close() }
} ${inClass ? '}' : ''}
export async function once(other) {
  const feed = await openFeed(other)
  try { await report(other) } finally { await feed.close() }
}`

  test.each([
    ['a function starts it', session('startFeed'), 'likely'],
    ['a function makes something', session('makeFeed'), 'known'],
    ['a member starts it, and is asked again', session('startFeed', true), 'known'],
  ])('%s', (_name, code, verdict) => {
    expect(found(code)).toEqual([`${verdict}: openOnThrow on line 5`])
  })
})

describe('what hardly fails', () => {
  test.each([
    ['a function waits for what may be rejected', 'async function report(a) { await send(a) }', 'known'],
    ['a function throws', "async function report(a) { if (!a) throw new Error('none') }", 'known'],
    ['a function answers what may be rejected', 'async function report(a) { return send(a) }', 'known'],
  ])('%s', (_name, more, verdict) => {
    expect(found(work('await report(given)', more))).toEqual([`${verdict}: openOnThrow on line 6`])
  })

  test('a function handles its failures', () => {
    const more = 'async function report(a) { try { await send(a) } catch { drop(a) } finish(a) }'
    expect(found(work('await report(given)', more))).toEqual([])
  })

  test('what only waits', () => {
    expect(found(work('await given.waitForIdle()'))).toEqual([])
  })

  test('of two that are waited for, the one that may well be rejected', () => {
    expect(found(work('await given.waitForIdle();\n  await report(given)'))).toEqual([
      'known: openOnThrow on line 7',
    ])
  })

  test('a timer around a wait is there since that may fail', () => {
    const code = `
export async function within(work) {
  const timer = setInterval(() => work.report(), 90)
  await work.waitForIdle()
  clearInterval(timer)
}`
    expect(found(code)).toEqual(['known: openOnThrow on line 4'])
  })
})

describe('what is opened later, or goes with another', () => {
  test.each([
    [
      'a way out before what a call makes is opened',
      `
import { createClient } from './client.js'
export async function use(given, work) {
  const client = createClient(given)
  if (given.isLazy) return work()
  await client.connect()
  try { await work(client) } finally { client.destroy() }
}`,
      [],
    ],
    [
      'one after it',
      `
import { createClient } from './client.js'
export async function use(given, work) {
  const client = createClient(given)
  await client.connect()
  if (given.isLazy) return work()
  client.destroy()
}`,
      ['known: openOnReturn on line 6'],
    ],
    [
      'made around what something given has opened',
      `
import { Messages } from './messages.js'
export async function greet(session) {
  const stream = await session.openStream()
  const messages = new Messages({ stream })
  await hello(messages.first)
  await messages.close()
}`,
      ['likely: openOnThrow on line 6'],
    ],
    [
      'made around a name',
      `
import { Messages } from './messages.js'
export async function greet(session) {
  const messages = new Messages({ name: session.name })
  await hello(messages.first)
  await messages.close()
}`,
      ['known: openOnThrow on line 5'],
    ],
    [
      'made of memory of its own',
      `
import { Reader } from './reader.js'
export async function read(size) {
  const bytes = new Uint8Array(size)
  const reader = new Reader(bytes)
  await fill(size)
  await reader.close()
}`,
      ['likely: openOnThrow on line 6'],
    ],
    [
      'a stopwatch holds nothing',
      `
export class Store {
  constructor(db, measure) { this.db = db; this.timer = measure }
  async all() { const stop = this.timer('all'); const rows = await this.db.all(); stop(); return rows }
  async one(id) { const stop = this.timer('one'); const row = await this.db.one(id); stop(); return row }
}`,
      [],
    ],
    [
      'what is given a function runs it until it is stopped',
      `
export class Store {
  constructor(db, timer) { this.db = db; this.timer = timer }
  async all() { const stop = this.timer(() => this.tick()); const rows = await this.db.all(); stop(); return rows }
  async one() { const stop = this.timer(() => this.tick()); const row = await this.db.one(); stop(); return row }
}`,
      ['known: openOnThrow on line 4', 'known: openOnThrow on line 5'],
    ],
    [
      'the end of one of its signals ends the combined one',
      `
import { anySignal } from 'any-signal'
export async function within(work, signal) {
  const controller = new AbortController()
  const either = anySignal([controller.signal, signal])
  try { return await work(either) } finally { controller.abort() }
}`,
      [],
    ],
    [
      'nothing ends either of them',
      `
import { anySignal } from 'any-signal'
export async function within(work, first, second) {
  const either = anySignal([first, second])
  await work(either)
}`,
      ['known: neverReleased on line 4'],
    ],
    [
      'what answers the answer of another hands nothing out',
      `
function beat(key) { const timer = setInterval(() => touch(key), 9); return () => clearInterval(timer) }
export function wait(key, load, done) {
  const poll = () => {
    if (isThere(key)) return done()
    const stop = beat(key)
    return load(() => { stop(); done() })
  }
  poll()
}`,
      [],
    ],
    [
      'a switch that only a failure leaves on',
      `
export function show(session, load) {
  session.messages.connect(keep)
  load().then(() => { session.messages.disconnect(keep) })
}`,
      [],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

describe('fields', () => {
  const emitters = (ends: string, made = 'new Emitter()'): string => `
import { Emitter } from './events.js'
class Feed {
  constructor() { this.added = new Emitter(); this.gone = ${made}; this.timer = setInterval(tick, 90) }
  dispose() { clearInterval(this.timer); ${ends} }
}`
  const cache = (drop: string): string => `
import { Job } from './job.js'
export class Jobs {
  jobs = new Map()
  run(key) { const job = new Job(key); this.jobs.set(key, job); job.start().finally(() => { ${drop} }) }
  stop() { for (const job of this.jobs.values()) job.dispose() }
  forget(key) { this.jobs.delete(key) }
}`
  const connection = (more: string): string => `
import { Transport } from './transport.js'
class Connection {
  async open() {
    this.transport = new Transport('a')
    ${more}
  }
  async retry() { for (let i = 0; i < 3; i += 1) { try { await this.open(); return } catch { await pause() } } }
  async close() { await this.transport.close() }
}`
  const once = (guard: string): string => `
import { Feed } from './feed.js'
class Page extends HTMLElement {
  componentDidUpdate() { if (${guard}) { this.shown = true; this.open() } }
  open() { this.feed = new Feed() }
  componentWillUnmount() { this.feed.close() }
}`

  test.each([
    [
      'one of two emitters is forgotten',
      emitters('this.added.dispose()'),
      ['known: missedSibling on line 5'],
    ],
    [
      'a member that takes in what it is told is no end of its owner',
      `
import { window } from 'vscode'
class Shell {
  constructor() { this.listeners = []; this.terminal = window.createTerminal('a') }
  wait() { this.listeners.push((data) => { this.found(data) }) }
}`,
      [],
    ],
    ['an entry that only the end of all ends', cache('log(key)'), ['known: removed on line 7']],
    ['an entry that its maker ends', cache('job.dispose()'), []],
    [
      'a retry that leaves the former one',
      connection('await this.transport.start()'),
      ['known: overwrittenAgain on line 5'],
    ],
    [
      'a retry that has closed the former one',
      connection('try { await this.transport.start() } catch (error) { await this.close(); throw error }'),
      [],
    ],
    ['an update that runs it again', once('this.isNew'), ['known: overwrittenAgain on line 5']],
    ['an update that runs it once', once('!this.shown'), []],
    [
      'a promise in a field, ended by way of what it brings',
      `
class Lock {
  connectedCallback() { this.lock = navigator.wakeLock.request() }
  disconnectedCallback() { this.lock?.then((lock) => lock.release()) }
}`,
      [],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

test('a class that owns an observer owes what the observer does, which goes with what it watches', () => {
  const lazy = (owned: string, end: string): string => `
class Lazy {
  constructor(show) { this.owned = ${owned} }
  add(list) { list.forEach((each) => this.owned.observe(each)) }
  destroy() { ${end} }
}
export function reveal(list, show) { const lazy = new Lazy(show); lazy.add(list) }`
  expect(found(lazy('new IntersectionObserver(show)', 'this.owned.disconnect()'))).not.toContain(
    'known: neverReleased on line 7',
  )
  expect(found(lazy('setInterval(show, 90)', 'clearInterval(this.owned)'))).toContain(
    'known: neverReleased on line 7',
  )
})

test('a long row of alternatives is asked once for each of them', { timeout: 20_000 }, () => {
  const row = Array.from({ length: 60 }, (_, index) => `this.is${String(index)}`).join(' || ')
  const code = `class Page {
    show() { if (${row}) this.feed = setInterval(tick, 90) }
    dispose() { clearInterval(this.feed) }
  }`
  expect(found(code).length).toBeLessThan(2)
})
