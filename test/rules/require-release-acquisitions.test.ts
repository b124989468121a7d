import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { FOREVER, UNKNOWN, leaks, likelyLeaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

describe('names of imports', () => {
  const redis = likelyLeaks([
    {
      name: 'the default export, under any name',
      known: true,
      code: `
import Store from 'ioredis'
export async function read(url) { let store = new Store(url); return await store.get('a') }`,
      messageId: 'neverReleased',
      at: 'new Store(url)',
      data: {
        name: 'store',
        advice: 'Call store.quit() in `finally`.',
        until: FOREVER,
        noun: 'Redis connection',
      },
    },
    {
      name: 'the default export as a named import',
      known: true,
      code: `
import { default as Store } from 'ioredis'
export async function read(url) { let store = new Store(url); return await store.get('a') }`,
      messageId: 'neverReleased',
      at: 'new Store(url)',
    },
    {
      name: 'a module that is required as a whole',
      known: true,
      code: `
const Store = require('ioredis')
exports.read = async (url) => { let store = new Store(url); return await store.get('a') }`,
      messageId: 'neverReleased',
      at: 'new Store(url)',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...redis.valid,
      ...silent({
        'the same local name from elsewhere': `
import { openSync as o } from './mine.js'
import { readSync } from 'node:fs'
export function read(path) { const fd = o(path); readSync(fd) }`,
        'a parameter of that name': `
import { openSync as o } from 'node:fs'
export function read(o, path) { const fd = o(path); return fd > 2 }
export const openLater = o`,
        'the default export of a module whose row has none': `
import Pool from 'worker-pool'
export function run(work) { const pool = new Pool(); return pool.run(work).length }`,
        'a default export under the name of another': `
import Redis from './redis.js'
export async function read(url) { const redis = new Redis(url); return await redis.get('a') }`,
      }),
    ],
    invalid: [
      ...redis.invalid,
      ...leaks([
        {
          name: 'renamed',
          code: `
import { openSync as o } from 'node:fs'
export function read(path) { const fd = o(path); return fd > 2 }`,
          messageId: 'neverReleased',
          at: 'o(path)',
          data: {
            name: 'fd',
            advice: 'Call closeSync(fd) in `finally`.',
            until: FOREVER,
            noun: 'file descriptor',
          },
        },
        {
          name: 'renamed, thrown away: the message has the name of the code',
          code: `
import { openSync as o } from 'node:fs'
export function touch(path) { o(path, 'a') }`,
          messageId: 'dropped',
          at: "o(path, 'a')",
          data: {
            noun: 'file descriptor',
            acquirer: 'o()',
            release: 'closeSync()',
            until: FOREVER,
          },
        },
        {
          name: 'required and renamed',
          code: `
const { openSync: o } = require('fs')
exports.read = (path) => { const fd = o(path); return fd > 2 }`,
          messageId: 'neverReleased',
          at: 'o(path)',
        },
        {
          name: 'a namespace',
          code: `
import * as files from 'node:fs'
export function read(path) { const fd = files.openSync(path); return fd > 2 }`,
          messageId: 'neverReleased',
          at: 'files.openSync(path)',
        },
        {
          name: 'required in place',
          code: "exports.read = (path) => { const fd = require('fs').openSync(path); return fd > 2 }",
          messageId: 'neverReleased',
          at: "require('fs').openSync(path)",
        },
      ]),
    ],
  })
})

describe('closers: what ends everything at once', () => {
  const likely = likelyLeaks([
    {
      name: 'nothing closes the pool of a module',
      code: `
import sql from 'mssql'
export async function count(config) {
  let pool = await sql.connect(config)
  return await pool.request().query('select 1')
}`,
      messageId: 'neverReleased',
      at: 'sql.connect(config)',
    },
    {
      name: 'the same name of another module',
      code: `
import sql from 'mssql'
import fs from 'node:fs'
export async function count(config, fd) {
  let pool = await sql.connect(config)
  fs.close(fd)
  return await pool.request().query('select 1')
}`,
      messageId: 'neverReleased',
      at: 'sql.connect(config)',
    },
    {
      name: 'another browser is closed',
      known: true,
      code: `
import puppeteer from 'puppeteer'
export async function titleOf(url, browser, other) {
  let page = await browser.newPage()
  await other.close()
  return await page.title()
}
export const start = () => puppeteer.launch()`,
      messageId: 'neverReleased',
      at: 'browser.newPage()',
    },
    {
      name: 'nothing asks for files to be removed',
      code: `
import tmp from 'tmp'
export function make() { let file = tmp.fileSync(); return file.name }`,
      messageId: 'neverReleased',
      at: 'tmp.fileSync()',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'the module closes its pool, elsewhere in the file': `
import sql from 'mssql'
export async function count(config) {
  const pool = await sql.connect(config)
  return await pool.request().query('select 1')
}
export const stop = () => sql.close()`,
        'the browser of the page is closed': `
import puppeteer from 'puppeteer'
export async function titleOf(url) {
  const browser = await puppeteer.launch()
  try {
    const page = await browser.newPage()
    await page.goto(url)
    return await page.title()
  } finally { await browser.close() }
}`,
        'files are removed when the process ends': `
import tmp from 'tmp'
tmp.setGracefulCleanup()
export function make() { const file = tmp.fileSync(); return file.name }`,
      }),
    ],
    invalid: likely.invalid,
  })
})

describe('what is done to an argument', () => {
  const likely = likelyLeaks([
    {
      name: 'a tree of components in an element of its own',
      code: `
import ReactDOM from 'react-dom'
export function show(element, page) { ReactDOM.render( element, page.body /* of the page */ ) }`,
      messageId: 'neverUndone',
      at: 'ReactDOM.render( element, page.body /* of the page */ )',
      data: {
        acquirer: 'render()',
        name: 'page.body',
        release: 'unmountComponentAtNode(page.body)',
        until: UNKNOWN,
      },
    },
    {
      name: 'undone for another element',
      code: `
import { render, unmountComponentAtNode } from 'react-dom'
const first = document.createElement('div')
const second = document.createElement('div')
export function show(element) { render(element, first) }
export function hide() { unmountComponentAtNode(second) }`,
      messageId: 'neverUndone',
      at: 'render(element, first)',
    },
    {
      name: 'a file that is watched',
      code: `
import fs from 'node:fs'
export function watch(path, changed) { fs.watchFile(path, changed) }`,
      messageId: 'neverUndone',
      at: 'fs.watchFile(path, changed)',
      data: {
        acquirer: 'watchFile()',
        name: 'path',
        release: 'unwatchFile(path)',
        until: FOREVER,
      },
    },
  ])
  ruleTester('dom').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'undone by what is returned': `
import ReactDOM from 'react-dom'
export function show(element, container) {
  ReactDOM.render(element, container)
  return () => ReactDOM.unmountComponentAtNode(container)
}`,
        'undone for something that may be the same': `
import fs from 'node:fs'
export function watch(path, changed) { fs.watchFile(path, changed) }
export function stop(list) { for (const path of list.paths()) fs.unwatchFile(path) }`,
        'a part of the page': `
import ReactDOM from 'react-dom'
export function show(element) { ReactDOM.render(element, document.body) }`,
        'while the module loads': `
import ReactDOM from 'react-dom'
import { container, element } from './page.js'
ReactDOM.render(element, container)`,
        'without a container': `
import ReactDOM from 'react-dom'
export function show(element) { ReactDOM.render(element) }`,
        'render of another library': `
import { render } from './templates.js'
export function show(element, container) { render(element, container) }`,
      }),
    ],
    invalid: likely.invalid,
  })
})

describe('what an option or a type decides', () => {
  const likely = likelyLeaks([
    {
      name: 'the option is on, in a variable of its name',
      known: true,
      code: `
import { createTransport } from 'nodemailer'
export async function send(message, pool) { let transport = createTransport({ pool }); await transport.sendMail(message) }`,
      messageId: 'neverReleased',
      at: 'createTransport({ pool })',
    },
    {
      name: 'the option has a name in quotes',
      known: true,
      code: `
import { createTransport } from 'nodemailer'
export async function send(message) { let transport = createTransport({ 'pool': true }, {}); await transport.sendMail(message) }`,
      messageId: 'neverReleased',
      at: "createTransport({ 'pool': true }, {})",
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'the options are not known': `
import { createTransport } from 'nodemailer'
export async function send(message, options) { const transport = createTransport(options); await transport.sendMail(message) }`,
        'the option is in an object within': `
import { createTransport } from 'nodemailer'
export async function send(message) { const transport = createTransport({ tls: { pool: true } }); await transport.sendMail(message) }`,
      }),
    ],
    invalid: likely.invalid,
  })

  const writable = `export async function save(target: FileSystemFileHandle, text: string) {
  let out = await target.createWritable()
  await out.write(text)
}`
  ruleTester('typedDom').run('require-release', requireRelease, {
    valid: silent({
      'a receiver of the name, but of another type': `
interface Draft { createWritable(): Promise<{ write(text: string): Promise<void> }> }
export async function save(file: Draft, text: string) { const out = await file.createWritable(); await out.write(text) }`,
    }),
    invalid: leaks([
      {
        name: 'a receiver of the type, whatever its name',
        code: writable,
        messageId: 'neverReleased',
        at: 'target.createWritable()',
      },
      {
        name: 'a row that asks for the type alone',
        code: `export async function size(target: FileSystemFileHandle) {
  let access = await target.createSyncAccessHandle()
  return access.getSize()
}`,
        messageId: 'neverReleased',
        at: 'target.createSyncAccessHandle()',
      },
    ]),
  })
  ruleTester('untypedTs').run('require-release', requireRelease, {
    valid: silent({ 'without types, the name says nothing': writable }),
    invalid: [],
  })
})

describe('what only lends', () => {
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'cleared by whoever made it': `
import { anySignal } from 'any-signal'
export async function load(url, signal, get) {
  const both = anySignal([signal])
  try { return await get(url, both) } finally { both.clear() }
}`,
      'returned to be cleared': `
import { anySignal } from 'any-signal'
export function both(signal, get) { const combined = anySignal([signal]); get(combined); return combined }`,
    }),
    invalid: leaks([
      {
        name: 'given to a function, which only listens',
        code: `
import { anySignal } from 'any-signal'
export async function load(url, signal, get) {
  let both = anySignal([signal])
  return await get(url, both)
}`,
        messageId: 'neverReleased',
        at: 'anySignal([signal])',
        data: {
          name: 'both',
          advice: 'Call both.clear() in `finally`.',
          until: UNKNOWN,
          noun: 'combined signal',
        },
      },
    ]),
  })
})

describe('what a method opens', () => {
  const likely = likelyLeaks([
    {
      name: 'opened in a chain: what it answers is kept',
      known: true,
      code: `
import { DataSource } from 'typeorm'
export async function count(options) {
  let source = await new DataSource(options).initialize()
  return await source.query('select 1')
}`,
      messageId: 'neverReleased',
      at: 'new DataSource(options).initialize()',
      data: {
        name: 'source',
        advice: 'Call source.destroy() in `finally`.',
        until: UNKNOWN,
        noun: 'data source',
      },
    },
    {
      name: 'opened in a chain, and thrown away',
      code: `
import { MongoClient } from 'mongodb'
export async function ping(url) { await new MongoClient(url).connect() }`,
      messageId: 'dropped',
      at: 'new MongoClient(url)',
      data: {
        noun: 'database client',
        acquirer: 'new MongoClient()',
        release: 'close()',
        until: FOREVER,
      },
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'opened in a chain, and closed': `
import { DataSource } from 'typeorm'
export async function count(options) {
  const source = await new DataSource(options).initialize()
  try { return await source.query('select 1') } finally { await source.destroy() }
}`,
        'opened in a chain, and returned': `
import { DataSource } from 'typeorm'
export const start = async (options) => await new DataSource(options).initialize()`,
        'handed on before it is opened': `
import { Client } from 'pg'
export async function start(config, clients) {
  const client = new Client(config)
  clients.add(client)
  await client.connect()
  await client.query('select 1')
}`,
        'kept in a field before it is opened': `
import { Client } from 'pg'
export class Store {
  async start(config) {
    const client = new Client(config)
    this.client = client
    await client.connect()
    await client.query('select 1')
  }
}`,
        'a listener that ends it is added before it is opened': `
import { Client } from 'pg'
export async function start(config) {
  const client = new Client(config)
  client.on('error', () => client.end())
  await client.connect()
  await client.query('select 1')
}`,
        'never opened': `
import { Client } from 'pg'
export function portOf(config) { const client = new Client(config); return client.port }`,
      }),
    ],
    invalid: [
      ...likely.invalid,
      ...leaks([
        {
          name: 'handed on after a query that may fail',
          code: `
import { Client } from 'pg'
export async function start(config, clients) {
  const client = new Client(config)
  await client.connect()
  await client.query('select 1')
  clients.add(client)
}`,
          messageId: 'openOnThrow',
          at: 'new Client(config)',
          data: {
            name: 'client',
            exit: "when `await client.query('select 1')` throws",
            advice: 'Call client.end() in `finally`.',
            until: `,${FOREVER}`,
          },
        },
      ]),
    ],
  })
})

describe('what is opened with a signal', () => {
  const ticks = `
import { setInterval } from 'node:timers/promises'
export async function run(work, signal) {
  const ticks = setInterval(1000, undefined, { ref: false })
  await ticks.next()
  work()
}`
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'is closed by whoever aborts it': ticks.replace('{ ref: false }', '{ signal }'),
      'a generator that nobody asks for a value': ticks.replace('  await ticks.next()\n', ''),
      'a watcher': `
import { watch } from 'node:fs'
export function run(path, signal, work) { const watcher = watch(path, { signal }, work); return watcher.x }`,
    }),
    invalid: leaks([
      {
        name: 'no signal among the options',
        code: ticks,
        messageId: 'neverReleased',
        at: 'setInterval(1000, undefined, { ref: false })',
        output: `
import { setInterval } from 'node:timers/promises'
export async function run(work, signal) {
  const ticks = setInterval(1000, undefined, { ref: false })
  try {
    await ticks.next()
    work()
  } finally {
    await ticks.return()
  }
}`,
      },
    ]),
  })
})

describe('how a module is known', () => {
  const likely = likelyLeaks([
    {
      name: 'by import() in the function',
      code: `
export async function play(video, url) {
  const { default: Hls } = await import('hls.js')
  const hls = new Hls()
  hls.loadSource(url)
}`,
      messageId: 'neverReleased',
      at: 'new Hls()',
    },
    {
      name: 'by the promise of import()',
      code: `
export const open = (url) =>
  import('pdfjs-dist').then(({ getDocument }) => { const task = getDocument(url); return task.promise.then(show) })`,
      messageId: 'neverReleased',
      at: 'getDocument(url)',
    },
    {
      name: 'by a class that is given, in a file that loads it',
      code: `
let loaded
export async function load() { loaded = (await import('hls.js')).default; play(loaded, '/') }
export function play(Player, url) { const hls = new Player.Hls(); hls.loadSource(url) }`,
      messageId: 'neverReleased',
      at: 'new Player.Hls()',
    },
    {
      name: 'a file system that is given',
      known: true,
      code: "export function note(fs, text) { const out = fs.createWriteStream('/tmp/notes'); out.write(text) }",
      messageId: 'neverReleased',
      at: "fs.createWriteStream('/tmp/notes')",
      output:
        "export function note(fs, text) { const out = fs.createWriteStream('/tmp/notes'); try { out.write(text) } finally { out.end() } }",
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      ...likely.valid,
      ...silent({
        'what is loaded is closed': `
export async function play(video, url) {
  const { default: Hls } = await import('hls.js')
  const hls = new Hls()
  try { await show(video) } finally { hls.destroy() }
}`,
        'a class that is given, in a file that loads nothing':
          'export function play(Hls, url) { const hls = new Hls(); hls.loadSource(url) }',
        'a server, which goes on': `
import { ToolServer } from './server.js'
export async function serve(transport) { const server = new ToolServer(); await server.connect(transport) }`,
        'made and never opened': `
import { Client } from './client.js'
export function tools(url) { const client = new Client(url); return client.describe() }`,
      }),
    ],
    invalid: likely.invalid,
  })
})
