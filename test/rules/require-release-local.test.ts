import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { FOREVER, UNKNOWN, UNTIL_COLLECTED, leaks, likelyLeaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

const withFile = (code: string): string => `import { open } from 'node:fs/promises'\n${code}`
const withDescriptor = (code: string): string =>
  `import { openSync, closeSync, readSync } from 'node:fs'\n${code}`

describe('what may throw or reject', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'a promise that nothing can reject': withFile(`
export async function run(path, events) {
  const file = await open(path)
  await new Promise((resolve) => events.once('end', resolve))
  await file.close()
}`),
      'a promise whose reject is not used': withFile(`
export async function run(path, events) {
  const file = await open(path)
  await new Promise((resolve, reject) => events.once('end', resolve))
  await file.close()
}`),
      'a chain that handles its failure': withFile(`
export async function run(path, work, done, failed) {
  const file = await open(path)
  const later = new Promise(work)
  await later.then(done, failed)
  await file.close()
}`),
      'a pause': withFile(`
import { setTimeout as sleep } from 'node:timers/promises'
export async function run(path) {
  const file = await open(path)
  await sleep(10)
  await file.close()
}`),
      'a function of the file that catches': withFile(`
async function note(work) { try { await work.run() } catch (error) { console.error(error) } }
export async function run(path, work) {
  const file = await open(path)
  await note(work)
  await file.close()
}`),
      'a function of the file that only waits': withFile(`
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
export async function run(path) {
  const file = await open(path)
  await pause(10)
  await file.close()
}`),
      'methods of lists, maps and texts': withDescriptor(`
export function run(path, names, byName) {
  const fd = openSync(path)
  const name = names.shift()
  byName.set(name.trim(), names.slice(1).includes(name))
  names.splice(0, names.indexOf(name))
  closeSync(fd)
}`),
      'the end of the program': withDescriptor(`
export function run(path, given) {
  const fd = openSync(path)
  if (!given) process.exit(1)
  closeSync(fd)
}`),
      'a function of the file that ends the program': withDescriptor(`
function fail(text) { console.error(text); process.exit(1) }
export function run(path, given) {
  const fd = openSync(path)
  if (!given) fail('none')
  closeSync(fd)
}`),
    }),
    invalid: leaks([
      {
        name: 'a promise that may be rejected',
        code: withFile(`
export async function run(path, events) {
  let file = await open(path)
  await new Promise((resolve, reject) => events.once('end', resolve).once('error', reject))
  await file.close()
}`),
        messageId: 'openOnThrow',
        at: 'open(path)',
      },
      {
        name: 'an executor that throws',
        code: withFile(`
export async function run(path, events) {
  let file = await open(path)
  await new Promise((resolve) => { if (!events) throw new Error('none'); events.once('end', resolve) })
  await file.close()
}`),
        messageId: 'openOnThrow',
        at: 'open(path)',
      },
      {
        name: 'a function of the file that throws what it has caught',
        code: withFile(`
async function note(work) { try { await work.run() } catch (error) { throw new Error('failed', { cause: error }) } }
export async function run(path, work) {
  let file = await open(path)
  await note(work)
  await file.close()
}`),
        messageId: 'openOnThrow',
        at: 'open(path)',
        data: {
          name: 'file',
          exit: 'when `await note(work)` throws',
          advice: 'Call file.close() in `finally`.',
          until: `,${UNTIL_COLLECTED}`,
        },
      },
      {
        name: 'a function of the file that answers a promise of another',
        code: withFile(`
const note = (work) => work.run()
export async function run(path, work) {
  let file = await open(path)
  await note(work)
  await file.close()
}`),
        messageId: 'openOnThrow',
        at: 'open(path)',
      },
      {
        name: 'a function of the file that ends the program only sometimes',
        code: withDescriptor(`
function fail(text) { console.error(text); if (text) process.exit(1) }
export function run(path, given) {
  let fd = openSync(path)
  if (!given) { fail('none'); return }
  closeSync(fd)
}`),
        messageId: 'openOnReturn',
        at: 'openSync(path)',
      },
    ]),
  })
})

describe('what fails to open', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'connect() of a client that the code around it ends': `
import { createClient } from './store.js'
export async function count(url) {
  const store = createClient({ url })
  await store.connect()
  try { return await store.count() } finally { await store.close() }
}`,
      'released where it is open still': `
import { createLink } from './links.js'
export async function run(url, work) {
  const link = createLink(url)
  await link.connect()
  try { await work.flush() } finally { if (link.isOpen) link.close() }
}`,
      'cancelled where it fails, released where it does not': `
import { openTrial } from './trials.js'
export async function agree(wire) {
  const trial = await openTrial(wire)
  try { await trial.ask('version') } catch (error) { trial.cancel(); throw error }
  trial.release()
}`,
    }),
    invalid: leaks([
      {
        name: 'what is asked of it once it is connected',
        code: `
import { createClient } from './store.js'
export async function count(url) {
  let store = createClient({ url })
  await store.connect()
  const counted = await store.count()
  await store.close()
  return counted
}`,
        messageId: 'openOnThrow',
        at: 'createClient({ url })',
        data: {
          name: 'store',
          exit: 'when `await store.count()` throws',
          advice: 'Call store.close() in `finally`.',
          until: UNKNOWN,
        },
      },
    ]),
  })
})

describe('functions in view', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'one that closes what it is given': withDescriptor(`
function finish(fd) { console.log(fd); closeSync(fd) }
export function run(path) { const fd = openSync(path); finish(fd) }`),
      'one inside that closes on each way': withFile(`
export async function run(path, given) {
  const file = await open(path)
  async function finish() { await file.close() }
  if (!given) { await finish(); return }
  await finish()
}`),
      'one that keeps what it is given': withDescriptor(`
const kept = []
function keep(fd) { kept.push(fd) }
export function run(path) { const fd = openSync(path); keep(fd) }`),
    }),
    invalid: leaks([
      {
        name: 'one that only uses what it is given',
        code: withFile(`
async function sizeOf(file) { const { size } = await file.stat(); return size }
export async function run(path) { let file = await open(path); return await sizeOf(file) }`),
        messageId: 'neverReleased',
        at: 'open(path)',
        data: {
          name: 'file',
          advice: 'Call file.close() in `finally`.',
          until: UNTIL_COLLECTED,
          noun: 'file handle',
        },
      },
      {
        name: 'one inside that is not called on each way',
        code: withFile(`
export async function run(path, given) {
  let file = await open(path)
  async function finish() { await file.close() }
  if (!given) return
  await finish()
}`),
        messageId: 'openOnReturn',
        at: 'open(path)',
      },
      {
        name: 'one that may fail before it closes',
        code: withFile(`
async function finish(file) { await file.sync(); await file.close() }
export async function run(path) { let file = await open(path); await finish(file) }`),
        messageId: 'openOnThrow',
        at: 'open(path)',
        data: {
          name: 'file',
          exit: 'when `await finish(file)` throws',
          advice: 'Call file.close() in `finally`.',
          until: `,${UNTIL_COLLECTED}`,
        },
      },
    ]),
  })

  const sometimes = likelyLeaks([
    {
      name: 'one that closes what it is given sometimes',
      code: withDescriptor(`
function finish(fd, isOver) { if (isOver) closeSync(fd) }
export function run(path) { let fd = openSync(path); finish(fd, path.length > 1) }`),
      messageId: 'openOnEnd',
      at: 'openSync(path)',
    },
  ])
  ruleTester('node').run('require-release', requireRelease, sometimes)
})

describe('conditions that go with it', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'a flag that is set where it is opened': withDescriptor(`
export function run(path, given) {
  let fd
  let isOpen = false
  if (given) { fd = openSync(path); isOpen = true }
  console.log(given)
  if (isOpen) closeSync(fd)
}`),
      'a flag that is set where it is closed': withDescriptor(`
export function run(path, given) {
  let isClosed = false
  const fd = openSync(path)
  if (given) { closeSync(fd); isClosed = true }
  console.log(given)
  if (!isClosed) closeSync(fd)
}`),
      'opened and closed where nothing is given': withDescriptor(`
export function run(path, given) {
  const isOwn = given === undefined
  const fd = given ?? openSync(path)
  console.log(isOwn)
  if (!given) closeSync(fd)
}`),
      'opened and closed under one condition': withDescriptor(`
export function run(path, options) {
  let fd
  if (options.log) fd = openSync(path)
  console.log(options)
  if (options.log) closeSync(fd)
}`),
    }),
    invalid: leaks([
      {
        name: 'a flag that another way sets as well',
        code: withDescriptor(`
export function run(path, given) {
  let fd = openSync(path)
  if (given) return
  closeSync(fd)
}`),
        messageId: 'openOnReturn',
        at: 'openSync(path)',
      },
    ]),
  })
})

describe('chains', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'a method that answers its receiver': `
import chokidar from 'chokidar'
export function run(path, log, stop) {
  const watcher = chokidar.watch(path).on('all', log)
  stop.then(() => watcher.close())
}`,
      'several of them': `
import http2 from 'node:http2'
export async function run(host, log, work) {
  const session = http2.connect(host).setMaxListeners(20).on('error', log).once('close', log)
  try { await work.run() } finally { session.close() }
}`,
      'a failure that is looked at': withFile(`
export async function run(path, log) {
  const file = await open(path).catch(log)
  try { await file.stat() } finally { await file.close() }
}`),
      'kept in two places': `
import net from 'node:net'
export class Link {
  open(port, log) { const socket = (this.socket = net.connect(port)); socket.on('error', log) }
}`,
    }),
    invalid: leaks([
      {
        name: 'read where it is opened, and not kept',
        code: withDescriptor(`
export function run(path, buffer) { readSync(openSync(path), buffer) }`),
        messageId: 'dropped',
        at: 'openSync(path)',
        data: {
          noun: 'file descriptor',
          acquirer: 'openSync()',
          release: 'closeSync()',
          until: FOREVER,
        },
      },
    ]),
  })

  const unreleased = likelyLeaks([
    {
      name: 'a method that answers its receiver, and no release',
      code: `
import http2 from 'node:http2'
export function run(host, log) {
  const session = http2.connect(host).on('error', log)
  session.ping(log)
}`,
      messageId: 'neverReleased',
      at: 'http2.connect(host)',
      data: {
        name: 'session',
        advice: 'Call session.close() when done, also on failure.',
        until: FOREVER,
        noun: 'client session',
      },
    },
    {
      name: 'a method that answers its receiver, and nothing keeps that',
      code: `
import http2 from 'node:http2'
export function run(host, log) { http2.connect(host).on('error', log) }`,
      messageId: 'dropped',
      at: 'http2.connect(host)',
      data: {
        noun: 'client session',
        acquirer: 'connect()',
        release: 'close()',
        until: FOREVER,
      },
    },
  ])
  ruleTester('node').run('require-release', requireRelease, unreleased)

  ruleTester('dom').run('require-release', requireRelease, {
    valid: silent({
      'in a ref and in a variable that the cleanup releases': `
import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  const chart = useRef()
  useEffect(() => {
    const made = (chart.current = new Chart(canvas, data))
    return () => made.destroy()
  }, [data])
}`,
    }),
    invalid: leaks([
      {
        name: 'in a ref and in a variable, and no cleanup',
        code: `
import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  const chart = useRef()
  useEffect(() => {
    const made = (chart.current = new Chart(canvas, data))
    made.update()
  }, [data])
}`,
        messageId: 'neverReleased',
        at: 'new Chart(canvas, data)',
        cleanupOutput: `
import { useEffect, useRef } from 'react'
import Chart from 'chart.js/auto'
export function Plot({ canvas, data }) {
  const chart = useRef()
  useEffect(() => {
    const made = (chart.current = new Chart(canvas, data))
    made.update()
    return () => {
      chart.current?.destroy()
    }
  }, [data])
}`,
      },
    ]),
  })
})
