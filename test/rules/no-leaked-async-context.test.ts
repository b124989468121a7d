import { describe } from 'vitest'

import { noLeakedAsyncContext, type MessageId } from '../../src/rules/no-leaked-async-context.js'
import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { ruleTester } from '../rule-tester.js'

const LIKELY: [{ likely: boolean }] = [{ likely: true }]

const IMPORT = "import { AsyncLocalStorage } from 'node:async_hooks'\n"
const STORAGE = `${IMPORT}const storage = new AsyncLocalStorage()\n`
const HOOKS = "import { createHook } from 'node:async_hooks'\n"

/** Cases that are silent with `likely`, too. */
const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

interface Case {
  code: string
  messageId?: MessageId
  at: string
  line?: number
  data?: Record<string, string>
  /** The code after the suggestion, without what stands before it. */
  output?: string
  isLikely?: boolean
}

const reported = (messageId: MessageId, cases: Record<string, Case>) =>
  Object.entries(cases).map(([name, { code, at, line, data, output, isLikely }]) => ({
    name,
    code,
    ...(isLikely ? { options: LIKELY } : {}),
    errors: [
      {
        messageId,
        at,
        ...(line ? { line } : {}),
        ...(data ? { data } : {}),
        suggestions: output === undefined ? [] : [{ messageId: 'runInstead' as const, output }],
      },
    ],
  }))

describe('stores that escape', () => {
  ruleTester('node').run('no-leaked-async-context', noLeakedAsyncContext, {
    valid: [
      ...silent({
        'run puts the former store back': `${STORAGE}app.use((req, res, next) => storage.run({ id: req.id }, next))`,
        'at the start of the program': `${STORAGE}storage.enterWith({ id: 0 }); start()`,
        'in a function that the module runs once': `${STORAGE}async function main() { storage.enterWith({ id: 0 }); await work() }\nmain()`,
        'behind a flag of the module': `${STORAGE}let started = false\nexport function start() { if (started) return; started = true; storage.enterWith({}); work() }`,
        'in the hook of a test': `import { test } from 'node:test'\n${STORAGE}export function enter(callback) { storage.enterWith({}); callback() }`,
        'of an interface that hands it on': `${IMPORT}export class Context { #storage = new AsyncLocalStorage(); enterWith(store) { this.#storage.enterWith(store) } }`,
        'of a function whose caller is to have it': `${STORAGE}export function begin(span) { storage.enterWith(span); return span }`,
        'that only writes down what it did': `${STORAGE}export function begin(span) { storage.enterWith(span); console.log('begun') }`,
        'where it is cleared': `${STORAGE}export function leave(callback) { storage.enterWith(undefined); callback() }`,
        'where the former one is put back': `${STORAGE}export function within(store, callback) { const before = storage.getStore(); storage.enterWith(store); try { return callback() } finally { storage.enterWith(before) } }`,
        'where it is cleared at the end': `${STORAGE}export async function within(store, callback) { storage.enterWith(store); try { return await callback() } finally { storage.enterWith(null) } }`,
        'where one is filled in that is missing': `${STORAGE}export function context(callback) { if (!storage.getStore()) storage.enterWith(new Map()); callback() }`,
        'that goes on from the present one': `${STORAGE}export function extend(more, callback) { storage.enterWith({ ...storage.getStore(), ...more }); callback() }`,
        'after an await': `${STORAGE}app.use(async (req, res, next) => { const user = await load(req); storage.enterWith(user); next() })`,
        'after an await in its own argument': `${STORAGE}app.use(async (req, res, next) => { storage.enterWith(await load(req)); next() })`,
        'in a callback of the scheduler': `${STORAGE}export function later(callback) { setImmediate(() => { storage.enterWith({}); callback() }) }`,
        'in a named callback of the scheduler': `${STORAGE}function task() { storage.enterWith({}); work() }\nexport function later() { setTimeout(task, 10) }`,
        'in a reaction to a promise': `${STORAGE}export function later(callback) { return load().then((user) => { storage.enterWith(user); return callback() }) }`,
        'within run of the same storage': `${STORAGE}export function within(callback) { storage.run(undefined, () => { storage.enterWith({}); callback() }) }`,
        'in a function that only run calls': `${STORAGE}function step() { storage.enterWith({}); work() }\nexport function within() { storage.run({}, () => { step() }) }`,
        'as the first thing of a request': `import { createServer } from 'node:http'\n${STORAGE}createServer((req, res) => { storage.enterWith({ url: req.url }); handle(req, res) })`,
        'as the first thing of a message': `${STORAGE}process.on('message', (job) => { storage.enterWith(job); handle(job) })`,
        'in a generator': `${STORAGE}export function* steps(callback) { storage.enterWith({}); yield callback() }`,
        'of something else': `class Door { enterWith(key) { this.key = key } }\nconst door = new Door()\nexport function open(key, callback) { door.enterWith(key); callback() }`,
        'of itself': `export class Door { enterWith(key) { this.key = key } open(key, callback) { this.enterWith(key); callback() } }`,
        'of nothing': `${STORAGE}export function enter(callback) { storage.enterWith(); callback() }`,
      }),
      {
        name: 'where what follows may be for the caller, without the option',
        code: `${STORAGE}export function handle(job) { storage.enterWith(job); return work(job) }`,
      },
    ],
    invalid: [
      ...reported('escapes', {
        'with arguments that wait, which a callback could not': {
          code: `${STORAGE}export async function within(load, next) { storage.enterWith(1); await next(await load()) }`,
          at: 'storage.enterWith(1)',
        },
        'with a comment that would be lost': {
          code: `${STORAGE}export function within(next) { storage.enterWith(/* the first */ 1); next() }`,
          at: 'storage.enterWith(/* the first */ 1)',
        },
        'with a comment that stays': {
          code: `${STORAGE}export function within(next) { storage.enterWith({ /* first */ n: 1 }); next(/* go */) }`,
          at: 'storage.enterWith({ /* first */ n: 1 })',
          output: `${STORAGE}export function within(next) { storage.run({ /* first */ n: 1 }, () => next(/* go */)) }`,
        },
        'a middleware': {
          code: `${STORAGE}app.use((req, res, next) => {\n  storage.enterWith({ id: req.id })\n  next()\n})`,
          at: 'storage.enterWith({ id: req.id })',
          data: { name: 'storage', who: 'the caller', at: '`next()`' },
          output: `${STORAGE}app.use((req, res, next) => {\n  storage.run({ id: req.id }, () => next())\n})`,
        },
        'an asynchronous middleware': {
          code: `${STORAGE}export const context = async (ctx, next) => {\n  storage.enterWith(ctx);\n  return await next();\n}`,
          at: 'storage.enterWith(ctx)',
          output: `${STORAGE}export const context = async (ctx, next) => {\n  return await storage.run(ctx, () => next());\n}`,
        },
        'a run by hand': {
          code: `${STORAGE}export function within(store, callback) {\n  storage /* the one */\n    .enterWith(store)\n  // then\n  return callback(store)\n}`,
          at: 'storage /* the one */\n    .enterWith(store)',
          data: { name: 'storage', who: 'the caller', at: '`callback(store)`' },
        },
        'with a try around the callback': {
          code: `${STORAGE}export function within(store, callback) { storage.enterWith(store); try { return callback() } catch (error) { report(error) } }`,
          at: 'storage.enterWith(store)',
        },
        'of a field': {
          code: `${IMPORT}export class Context { #storage = new AsyncLocalStorage(); within(store, callback) { this.#storage.enterWith(store); callback() } }`,
          at: 'this.#storage.enterWith(store)',
          output: `${IMPORT}export class Context { #storage = new AsyncLocalStorage(); within(store, callback) { this.#storage.run(store, () => callback()) } }`,
        },
        'of a namespace': {
          code: `import * as hooks from 'async_hooks'\nconst storage = new hooks.AsyncLocalStorage()\nexport function within(store, callback) { storage.enterWith(store); callback(); }`,
          at: 'storage.enterWith(store)',
          output: `import * as hooks from 'async_hooks'\nconst storage = new hooks.AsyncLocalStorage()\nexport function within(store, callback) { storage.run(store, () => callback()); }`,
        },
        'of a required class': {
          code: `const { AsyncLocalStorage } = require('async_hooks')\nconst storage = new AsyncLocalStorage()\nmodule.exports = (req, res, next) => { storage.enterWith(req); if (res) next() }`,
          at: 'storage.enterWith(req)',
        },
        'one job after the other': {
          code: `${STORAGE}export function runAll(jobs) { for (const job of jobs) { storage.enterWith(job); work(job) } }`,
          at: 'storage.enterWith(job)',
          data: { name: 'storage', who: 'the next round, the caller', at: '`work(job)`' },
          output: `${STORAGE}export function runAll(jobs) { for (const job of jobs) { storage.run(job, () => work(job)) } }`,
        },
        'all jobs at once, before their first await': {
          code: `${STORAGE}export const runAll = (jobs) => Promise.all(jobs.map(async (job) => { storage.enterWith(job); await work(job) }))`,
          at: 'storage.enterWith(job)',
          data: { name: 'storage', who: 'the next round, the caller', at: '`work(job)`' },
          output: `${STORAGE}export const runAll = (jobs) => Promise.all(jobs.map(async (job) => { await storage.run(job, () => work(job)) }))`,
        },
      }),
      ...reported('escapes', {
        'a function that works on': {
          code: `${STORAGE}export async function handle(job) {\n  storage.enterWith(job)\n  await work(job)\n}`,
          at: 'storage.enterWith(job)',
          output: `${STORAGE}export async function handle(job) {\n  await storage.run(job, () => work(job))\n}`,
          isLikely: true,
        },
        'within run of another storage, which puts back its own store only': {
          code: `${STORAGE}const other = new AsyncLocalStorage()\nexport function within() { other.run(1, () => { storage.enterWith({}); work() }) }`,
          at: 'storage.enterWith({})',
          output: `${STORAGE}const other = new AsyncLocalStorage()\nexport function within() { other.run(1, () => { storage.run({}, () => work()) }) }`,
          isLikely: true,
        },
        'an imported storage': {
          code: "import { storage } from './storage.js'\nexport default (req, res, next) => { storage.enterWith(req); next() }",
          at: 'storage.enterWith(req)',
          output:
            "import { storage } from './storage.js'\nexport default (req, res, next) => { storage.run(req, () => next()) }",
          isLikely: true,
        },
        'a listener, whose store the others see': {
          code: `${STORAGE}export function listen(bus) { bus.on('job', (job) => { storage.enterWith(job); work(job) }) }`,
          at: 'storage.enterWith(job)',
          output: `${STORAGE}export function listen(bus) { bus.on('job', (job) => { storage.run(job, () => work(job)) }) }`,
          isLikely: true,
        },
        'a request that enters only sometimes, and otherwise has the former one': {
          code: `import { createServer } from 'node:http'\n${STORAGE}createServer((req, res) => { if (req.headers.user) { storage.enterWith(req.headers.user) } handle(req, res) })`,
          at: 'storage.enterWith(req.headers.user)',
          isLikely: true,
        },
      }),
    ],
  })

  ruleTester('typedNode').run('no-leaked-async-context', noLeakedAsyncContext, {
    valid: silent({
      'a type with a method of that name': `declare class Door { enterWith(key: string): void }\nexport function open(door: Door, callback: () => void): void { door.enterWith('a'); callback() }`,
    }),
    invalid: reported('escapes', {
      'known by its type': {
        code: `import type { AsyncLocalStorage } from 'node:async_hooks'\nexport function within(storage: AsyncLocalStorage<number>, callback: () => void): void { storage.enterWith(1); callback() }`,
        at: 'storage.enterWith(1)',
        output: `import type { AsyncLocalStorage } from 'node:async_hooks'\nexport function within(storage: AsyncLocalStorage<number>, callback: () => void): void { storage.run(1, () => callback()) }`,
      },
    }),
  })
})

describe('storages made for each call', () => {
  ruleTester('node').run('no-leaked-async-context', noLeakedAsyncContext, {
    valid: silent({
      'with run only': `${IMPORT}export function handle(req) { const storage = new AsyncLocalStorage(); storage.run(req, work) }`,
      'of the module': `${STORAGE}export const use = (store, callback) => storage.run(store, callback)`,
      'of an instance': `${IMPORT}export class Context { constructor(store) { const storage = new AsyncLocalStorage(); storage.enterWith(store); this.storage = storage } }`,
      'of what a factory hands out': `${IMPORT}export function createContext() { const storage = new AsyncLocalStorage(); return { run: (store, work) => storage.run(store, work), enter(store) { storage.enterWith(store) } } }`,
      'made once': `${IMPORT}function setUp() { const storage = new AsyncLocalStorage(); storage.enterWith({}) }\nsetUp()`,
      'in a context that ends': `${IMPORT}export const later = () => { setImmediate(() => { const storage = new AsyncLocalStorage(); storage.enterWith({}) }) }`,
    }),
    invalid: [
      ...reported('storagePerCall', {
        'in a function': {
          code: `${IMPORT}export function handle(req) { const storage = new AsyncLocalStorage(); storage.enterWith(req); work() }`,
          at: 'new AsyncLocalStorage()',
          data: { name: 'storage' },
        },
        'that is handed out': {
          code: `${IMPORT}export function storageOf(store) { const storage = new AsyncLocalStorage(); storage.enterWith(store); return storage }`,
          at: 'new AsyncLocalStorage()',
          isLikely: true,
        },
        'in a request': {
          code: `import { createServer } from 'node:http'\n${IMPORT}createServer((req, res) => { const storage = new AsyncLocalStorage(); storage.enterWith(req); handle(req, res) })`,
          at: 'new AsyncLocalStorage()',
          isLikely: true,
        },
      }),
    ],
  })
})

describe('tables that hooks fill', () => {
  const TABLE = `${HOOKS}const table = new Map()\n`
  ruleTester('node').run('no-leaked-async-context', noLeakedAsyncContext, {
    valid: silent({
      'that destroy empties': `${TABLE}createHook({ init(id, type) { table.set(id, type) }, destroy(id) { table.delete(id) } }).enable()`,
      'that a function called by destroy empties': `${TABLE}function drop(id) { table.delete(id) }\ncreateHook({ init(id, type) { table.set(id, type) }, destroy: drop }).enable()`,
      'with hooks that the file does not show': `${TABLE}createHook({ init(id, type) { table.set(id, type) }, ...others }).enable()`,
      'by something else than the id': `${TABLE}createHook({ init(id, type) { table.set(type, 1) } }).enable()`,
      'that are kept small': `${TABLE}createHook({ init(id, type) { if (table.size > 100) table.clear(); table.set(id, type) } }).enable()`,
      'of another createHook': `import { createHook } from './hooks.js'\nconst table = new Map()\ncreateHook({ init(id, type) { table.set(id, type) } }).enable()`,
      'that others are given': `${TABLE}createHook({ init(id, type) { table.set(id, type) } }).enable()\nsweep(table)`,
    }),
    invalid: [
      ...reported('neverDeleted', {
        'a Map': {
          code: `${TABLE}createHook({ init(id, type) { table.set(id, type) } }).enable()`,
          at: 'table.set(id, type)',
          data: { name: 'table', keeper: 'this module', until: 'until the program ends' },
        },
        'an object': {
          code: `const hooks = require('async_hooks')\nconst table = {}\nfunction init(asyncId, type) { table[asyncId] = { type } }\nhooks.createHook({ init: init }).enable()`,
          at: 'table[asyncId] = { type }',
        },
        'a Set, through a function': {
          code: `${HOOKS}const seen = new Set()\nfunction note(what, id) { seen.add(id) }\nconst hook = createHook({ init: (id, type) => note(type, id), before() {} })\nhook.enable()`,
          at: 'seen.add(id)',
        },
        'a field': {
          code: `${HOOKS}class Trace { table = new Map(); hook = createHook({ init: (id, type) => { this.table.set(id, type) } }) }\nexport const trace = new Trace()`,
          at: 'this.table.set(id, type)',
          isLikely: true,
        },
        'for a while': {
          code: `${TABLE}const hook = createHook({ init(id, type) { table.set(id, type) } }).enable()\nexport const stop = () => hook.disable()`,
          at: 'table.set(id, type)',
          isLikely: true,
        },
      }),
      ...reported('promisesOnly', {
        'emptied for promises only': {
          code: `${TABLE}createHook({ init(id, type) { table.set(id, type) }, promiseResolve(id) { table.delete(id) } }).enable()`,
          at: 'table.set(id, type)',
          data: { name: 'table', keeper: 'this module', until: 'until the program ends' },
        },
      }),
      ...reported('hookPerCall', {
        'a hook for each message': {
          code: `${HOOKS}process.on('message', () => { createHook({ init() {} }).enable() })`,
          at: 'createHook({ init() {} })',
        },
        'a hook for some messages': {
          code: `${HOOKS}const trace = () => createHook({ init() {} }).enable()\nconst watch = (on) => { if (on) { createHook({ before() {} }).enable() } }\nprocess.on('message', (on) => { if (on) watch(on) }); trace`,
          at: 'createHook({ before() {} })',
          isLikely: true,
        },
      }),
    ],
  })

  ruleTester('node').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: 'the growth of the table is reported once',
        code: `${TABLE}createHook({ init(id, type) { table.set(id, type) } }).enable()`,
        options: LIKELY,
      },
    ],
    invalid: [],
  })
})

describe('kept snapshots', () => {
  const CLASSES = "import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'\n"
  ruleTester('node').run('no-leaked-async-context', noLeakedAsyncContext, {
    valid: [
      ...silent({
        'of one call': `${CLASSES}export function later(work) { const bound = AsyncResource.bind(work); queue(bound) }`,
        'that leave again': `${CLASSES}const waiting = []\nexport const wait = (work) => { waiting.push(AsyncResource.bind(work)) }\nexport const next = () => waiting.shift()?.()`,
        'in a list that nothing keeps short, which is a finding of another rule': `${CLASSES}const steps = []\nexport const add = (work) => { steps.push(AsyncResource.bind(work)) }`,
        'made while the module loads': `${CLASSES}const steps = []\nsteps.push(AsyncLocalStorage.snapshot())`,
        'of another class': `const steps = []\nexport const add = (work) => { steps.push(Layer.bind(work)) }`,
        'the last one': `${CLASSES}let last\nexport const note = () => { last = AsyncLocalStorage.snapshot() }\nexport const again = (work) => last(work)`,
      }),
      {
        name: 'without the option',
        code: `${CLASSES}const steps = []\nexport const add = (work) => { steps.push(AsyncResource.bind(work)); if (steps.length > 9) steps.shift() }`,
      },
    ],
    invalid: reported('keptSnapshot', {
      'in a list': {
        code: `${CLASSES}const steps = []\nexport const add = (work) => { steps.push(AsyncResource.bind(work)); if (steps.length > 9) steps.shift() }`,
        at: 'AsyncResource.bind(work)',
        data: { keeper: '`steps`' },
        isLikely: true,
      },
      'through a variable': {
        code: `import * as hooks from 'async_hooks'\nconst steps = new Map()\nexport const add = (id) => { const run = hooks.AsyncLocalStorage.snapshot(); if (steps.size < 9) steps.set(id, run) }`,
        at: 'hooks.AsyncLocalStorage.snapshot()',
        isLikely: true,
      },
      'of the first caller, for all others': {
        code: `${CLASSES}let load\nexport const get = () => { load ??= AsyncLocalStorage.bind(read); return load() }`,
        at: 'AsyncLocalStorage.bind(read)',
        isLikely: true,
      },
    }),
  })
})

describe('members of the active domain', () => {
  ruleTester('node').run('no-leaked-async-context', noLeakedAsyncContext, {
    valid: [
      ...silent({
        'made for it': `exports.open = () => { const socket = connect(); process.domain.add(socket) }`,
        'of a domain of its own': `const domain = require('domain')\nserver.use((req, next) => { const own = domain.create(); own.add(req); own.run(next) })`,
        'the objects of a request': `server.on('request', (req, res) => { process.domain.add(req) })`,
        'taken out by the same function': `borrow((error, conn) => { process.domain.add(conn); ask(conn); process.domain.remove(conn) })`,
        'taken out when it ends': `borrow((error, conn) => { process.domain.add(conn); conn.once('end', () => { process.domain.remove(conn) }) })`,
        'another list': `borrow((error, conn) => { list.add(conn) })`,
        'another add': `borrow((error, conn) => { process.domain.add(conn, 1) })`,
      }),
      { name: 'without the option', code: `borrow((error, conn) => { process.domain.add(conn) })` },
    ],
    invalid: reported('domainMember', {
      'taken out by nobody': {
        code: `borrow((error, conn) => { process.domain.add(conn) })`,
        at: 'process.domain.add(conn)',
        data: { name: 'conn', removal: ', which nothing calls' },
        isLikely: true,
      },
      'taken out if the caller says so': {
        code: `exports.use = (work) => {\n  const current = process.domain\n  borrow((error, conn) => {\n    if (current) current.add(conn.stream)\n    work(conn, () => {\n      current.remove(conn.stream)\n    })\n  })\n}`,
        at: 'current.add(conn.stream)',
        data: {
          name: 'conn.stream',
          removal: ', in a function that the caller may not run',
        },
        isLikely: true,
      },
      'by the module of domains': {
        code: `const domain = require('domain')\nborrow((error, conn) => { domain.active.add(conn) })`,
        at: 'domain.active.add(conn)',
        isLikely: true,
      },
    }),
  })
})
