import { describe } from 'vitest'

import type { GrowthProblem } from '../../src/losses/growth/growth.js'
import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { ruleTester, type ExpectedReport } from '../rule-tester.js'

const LIKELY = [{ likely: true }] as const

type Report = ExpectedReport<GrowthProblem>

/** A report at the only place of a text, whatever it says. */
const at = (text: string): Report[] => [{ messageId: 'neverShrinks', at: text }]

/** Silent by default, reported with `likely`. */
const likelyOnly = (cases: readonly { name: string; code: string; at: string }[]) => ({
  valid: cases.map(({ name, code }) => ({ name, code })),
  invalid: cases.map(({ name, code, at: text }) => ({ name, code, options: LIKELY, errors: at(text) })),
})

describe('what collections there are', () => {
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: 'a local one',
        code: `
export function group(users) {
  const byId = new Map()
  for (const user of users) byId.set(user.id, user)
  return byId
}`,
      },
      {
        name: 'a local one of the same name as a module-level one',
        code: `
const byId = new Map()
export function group(users) {
  const byId = new Map()
  for (const { id } of users) byId.set(id, 1)
  return byId
}`,
      },
      {
        name: 'one of a closure',
        code: `
export function createStore() {
  const byId = new Map()
  return { put(userId, value) { byId.set(userId, value) } }
}`,
      },
      {
        name: 'a field of an ordinary class',
        code: 'export class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }',
      },
      {
        name: 'a field of a class that is made per call',
        code: `
class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }
export function make() { return new Store() }`,
      },
      { name: 'WeakMap', code: "const seen = new WeakMap(); process.on('x', (m) => { seen.set(m, 1) })" },
      { name: 'WeakSet', code: "const seen = new WeakSet(); process.on('x', (m) => { seen.add(m) })" },
      {
        name: 'a class of the file that is called Map',
        code: `
class Map { set() {} }
const cache = new Map()
export function put(userId, v) { cache.set(userId, v) }`,
      },
      {
        name: 'an imported class that is called Map',
        code: `
import { Map } from 'persistent'
const cache = new Map()
export function put(userId, v) { cache.set(userId, v) }`,
      },
      {
        name: 'an object with methods',
        code: 'const handlers = { ping: () => 1 }\nexport function add(id, fn) { handlers[id] = fn }',
      },
      {
        name: 'a number that is summed up',
        code: "let total = 0\nprocess.on('message', (n) => { total += n })",
      },
      {
        name: 'a variable that is overwritten',
        code: "let last = ''\nprocess.on('message', (text) => { last = text })",
      },
      { name: 'an empty file', code: '' },
    ],
    invalid: [
      {
        name: 'Map',
        code: 'const cache = new Map()\nexport function put(userId, value) { cache.set(userId, value) }',
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'cache.set(userId, value)',
            data: {
              name: 'cache',
              until: 'until the program ends',
              each: 'for each new `userId`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'Set',
        code: 'const seen = new Set()\nexport function mark(sessionToken) { seen.add(sessionToken) }',
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'seen.add(sessionToken)',
            data: {
              name: 'seen',
              until: 'until the program ends',
              each: 'for each new `sessionToken`',
              bound: 'Delete each after use, or bound the Set.',
            },
          },
        ],
      },
      {
        name: 'array',
        code: "const log = []\nprocess.on('message', (entry) => { log.push(entry) })",
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'log.push(entry)',
            data: {
              name: 'log',
              until: 'until the program ends',
              each: 'each time this runs',
              bound: 'Take each out after use, or drop the oldest.',
            },
          },
        ],
      },
      {
        name: 'record',
        code: 'const byId = {}\nexport function add(user) { byId[user.id] = user }',
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'byId[user.id] = user',
            data: {
              name: 'byId',
              until: 'until the program ends',
              each: 'for each new `user.id`',
              bound: 'Delete each after use, or bound the object.',
            },
          },
        ],
      },
      {
        name: 'string',
        code: "let text = ''\nprocess.on('message', (part) => { text += part })",
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'text += part',
            data: {
              name: 'text',
              until: 'until the program ends',
              each: 'each time this runs',
              bound: 'Write it out now and then, or cut off its beginning.',
            },
          },
        ],
      },
      {
        name: 'record without a prototype',
        code: 'const table = Object.create(null)\nexport function add(token) { table[token] = 1 }',
        errors: at('table[token] = 1'),
      },
      {
        name: 'new Array()',
        code: "const list = new Array()\nprocess.on('message', (m) => { list.unshift(m) })",
        errors: at('list.unshift(m)'),
      },
      {
        name: 'new Object()',
        code: 'const table = new Object()\nexport function put(email, v) { table[email] = v }',
        errors: at('table[email] = v'),
      },
      {
        name: 'var, and a function expression',
        code: 'var cache = {}\nvar put = function (userId, v) { cache[userId] = v }',
        errors: at('cache[userId] = v'),
      },
      {
        name: 'CommonJS',
        code: 'const cache = new Map()\nmodule.exports = function put(userId, v) { cache.set(userId, v) }',
        errors: at('cache.set(userId, v)'),
      },
      {
        name: 'private static field',
        code: `
class Registry {
  static #entries = new Map()
  static add(requestId, value) { Registry.#entries.set(requestId, value) }
}`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'Registry.#entries.set(requestId, value)',
            data: {
              name: 'Registry.#entries',
              until: 'until the program ends',
              each: 'for each new `requestId`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'private static field through `this`, in a static arrow function',
        code: 'class Registry { static #ids = new Set(); static add = (userId) => { this.#ids.add(userId) } }',
        errors: at('this.#ids.add(userId)'),
      },
      {
        name: 'field of a singleton',
        code: `
class Store {
  #byId = new Map()
  put(userId, value) { this.#byId.set(userId, value) }
}
export const store = new Store()`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'this.#byId.set(userId, value)',
            data: {
              name: 'this.#byId',
              until: 'until the program ends',
              each: 'for each new `userId`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'field of a singleton that is the default export',
        code: `
class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }
export default new Store()`,
        errors: at('this.#byId.set(userId, v)'),
      },
      {
        name: 'a field of a class with two instances',
        code: `
class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }
const first = new Store()
const second = new Store()`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'this.#byId.set(userId, v)',
            data: {
              name: 'this.#byId',
              until: 'until the program ends',
              each: 'for each new `userId`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'a field of a class that others may construct',
        code: `
export class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }
export const store = new Store()`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'this.#byId.set(userId, v)',
            data: {
              name: 'this.#byId',
              until: 'until the program ends',
              each: 'for each new `userId`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'a field of a class with a subclass',
        code: `
class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }
class Other extends Store {}
export const store = new Store()`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'this.#byId.set(userId, v)',
            data: {
              name: 'this.#byId',
              until: 'until the program ends',
              each: 'for each new `userId`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'the second of two collections: a mirror that is not emptied',
        code: `
const first = new Map(), second = new Map()
export function put(userId, v) { first.set(userId, v); second.set(userId, v) }
export function drop(userId) { first.delete(userId) }`,
        errors: [
          {
            messageId: 'forgotten',
            at: 'second.set(userId, v)',
            data: { name: 'second', until: 'until the program ends', detail: 'first' },
          },
        ],
      },
      {
        name: 'each collection once, where it grows first',
        code: `
const one = new Map()
const two = new Set()
export function put(userId) {
  one.set(userId, 1)
  two.add(userId)
  one.set(userId, 2)
}`,
        errors: [
          { messageId: 'neverShrinks', at: 'one.set(userId, 1)' },
          { messageId: 'neverShrinks', at: 'two.add(userId)' },
        ],
      },
    ],
  })

  ruleTester('everywhere').run(
    'no-unbounded-collection',
    noUnboundedCollection,
    likelyOnly([
      {
        name: 'of the global object: others reach it',
        code: 'globalThis.cache = new Map()\nexport function put(userId, v) { globalThis.cache.set(userId, v) }',
        at: 'globalThis.cache.set(userId, v)',
      },
      {
        name: 'of the global object, unless it is there',
        code: 'window.queue ||= []\nexport function put(v) { window.queue.push(v) }',
        at: 'window.queue.push(v)',
      },
      {
        name: 'exported where it is declared: others may remove',
        code: 'export const cache = new Map()\nexport function put(userId, v) { cache.set(userId, v) }',
        at: 'cache.set(userId, v)',
      },
      {
        name: 'public static field',
        code: `
class Registry { static entries = new Map() }
export function add(requestId, v) { Registry.entries.set(requestId, v) }`,
        at: 'Registry.entries.set(requestId, v)',
      },
      {
        name: 'list of all instances',
        code: 'class Widget { static #all = []; constructor() { Widget.#all.push(this) } }',
        at: 'Widget.#all.push(this)',
      },
      {
        name: 'public field of a singleton',
        code: `
class Store { byId = new Map(); put(userId, v) { this.byId.set(userId, v) } }
export const store = new Store()`,
        at: 'this.byId.set(userId, v)',
      },
    ]),
  )
})

describe('what lets others remove', () => {
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: 'export list',
        code: 'const cache = new Map()\nexport function put(id, v) { cache.set(id, v) }\nexport { cache }',
      },
      {
        name: 'default export',
        code: 'const cache = new Map()\nexport function put(id, v) { cache.set(id, v) }\nexport default cache',
      },
      {
        name: 'module.exports',
        code: 'const cache = new Map()\nfunction put(id, v) { cache.set(id, v) }\nmodule.exports = { cache, put }',
      },
      {
        name: 'a property of exports',
        code: 'const cache = new Map()\nexports.put = (id, v) => { cache.set(id, v) }\nexports.cache = cache',
      },
      {
        name: 'given to a function of another file',
        code: 'const cache = new Map()\nexport function put(id, v) { cache.set(id, v) }\nsweep(cache)',
      },
      {
        name: 'given away in an object',
        code: 'const cache = new Map()\nexport function put(id, v) { cache.set(id, v) }\nsweep({ cache })',
      },
      {
        name: 'returned',
        code: 'const cache = new Map()\nexport function put(id, v) { cache.set(id, v) }\nexport const all = () => cache',
      },
      {
        name: 'under another name',
        code: `
const cache = new Map()
const alias = cache
export function put(userId, v) { cache.set(userId, v) }
export function drop(userId) { alias.delete(userId) }`,
      },
      {
        name: 'in the third parameter of a forEach callback',
        code: `
const recent = new Map()
export function touch(userId) { recent.set(userId, Date.now()) }
setInterval(() => recent.forEach((time, key, all) => { if (isOld(time)) all.delete(key) }), 1000)`,
      },
    ],
    invalid: [
      {
        name: 'reads of all kinds do not',
        code: `
const seen = new Map()
export function mark(userId) {
  if (seen.has(userId)) throw new Error('seen ' + seen.get(userId))
  console.log(seen.size, seen)
  seen.set(userId, 1)
}
export const values = () => [...seen.values()]
export const pairs = () => Array.from(seen)
export const each = (fn) => seen.forEach((value, key) => fn(value, key))`,
        errors: at('seen.set(userId, 1)'),
      },
      {
        name: 'iteration and serialisation do not',
        code: `
const visits = {}
export function visit(sessionId) { visits[sessionId] = 1 }
export function show() { for (const key in visits) console.log(key); return JSON.stringify(visits) }`,
        errors: at('visits[sessionId] = 1'),
      },
      {
        name: 'whether there is any at all is no bound',
        code: `
const list = []
process.on('message', (m) => { if (list.length > 0) console.log('more'); list.push(m) })`,
        errors: at('list.push(m)'),
      },
    ],
  })
})

describe('what an addition is', () => {
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [],
    invalid: [
      {
        name: 'spread into itself',
        code: "let list = []\nprocess.on('message', (m) => { list = [...list, m] })",
        errors: at('list = [...list, m]'),
      },
      {
        name: 'concatenated with itself',
        code: "let list = []\nprocess.on('message', (m) => { list = list.concat(m) })",
        errors: at('list = list.concat(m)'),
      },
      {
        name: 'a string added to itself',
        code: "let text = ''\nprocess.on('message', (part) => { text = text + part })",
        errors: at('text = text + part'),
      },
      {
        name: 'several at once',
        code: "const list = []\nprocess.on('message', (parts) => { list.push(...parts) })",
        errors: at('list.push(...parts)'),
      },
      {
        name: 'at the end, by index',
        code: "const list = []\nprocess.on('message', (m) => { list[list.length] = m })",
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'list[list.length] = m',
            data: {
              name: 'list',
              until: 'until the program ends',
              each: 'each time this runs',
              bound: 'Take each out after use, or drop the oldest.',
            },
          },
        ],
      },
      {
        name: 'unless it is there already',
        code: 'const memo = {}\nexport function get(userId) { return (memo[userId] ??= load(userId)) }',
        errors: at('memo[userId] ??= load(userId)'),
      },
      {
        name: 'through an optional call',
        code: 'const cache = new Map()\nexport function put(userId, v) { cache?.set?.(userId, v) }',
        errors: at('cache?.set?.(userId, v)'),
      },
      {
        name: 'by a computed name',
        code: "const cache = new Map()\nexport function put(userId, v) { cache['set'](userId, v) }",
        errors: at("cache['set'](userId, v)"),
      },
      {
        name: 'before another one in a chain',
        code: "const cache = new Map()\nexport function put(userId, v) { cache.set(userId, v).set('last', v) }",
        errors: at('cache.set(userId, v)'),
      },
      {
        name: 'among comments and line breaks',
        code: `
const cache /* by user */ = /* empty */ new Map(
  // nothing yet
)
export function
remember (userId, value) {
  cache // the module's
    ?.set
    (userId, /* kept */ value)
}`,
        errors: [{ messageId: 'neverShrinks', line: 7, column: 3, endLine: 9, endColumn: 31 }],
      },
    ],
  })
})

describe('keys', () => {
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: '`obj[key] = undefined`, which no-permanent-allocation reports',
        code: `
const table = {}
export function open(userId) { table[userId] = {} }
export function close(userId) { table[userId] = undefined }`,
      },
      {
        name: '`map.set(key, undefined)`, which no-permanent-allocation reports',
        code: `
const table = new Map()
export function open(userId) { table.set(userId, {}) }
export function close(userId) { table.set(userId, undefined) }`,
      },
      {
        name: 'a few keys that may be emptied, which no-permanent-allocation reports where it is to report the likely',
        code: `
const table = {}
export function open(bucket) { table[bucket] = {} }
export function close(bucket) { table[bucket] = undefined }`,
        options: LIKELY,
      },
      'const cache = new Map()\nexport function put(v) { cache.set("last", v) }',
      "const LAST = 'last'\nconst cache = new Map()\nprocess.on('message', (v) => { cache.set(LAST, v) })",
      "const cache = new Map()\nprocess.on('message', (v) => { cache.set(v ? 'yes' : 'no', v) })",
      "const cache = new Map()\nprocess.on('message', (v) => { cache.set(`${v ? 1 : 2}/x`, v) })",
      "const cache = new Map()\nprocess.on('message', (v) => { cache.set(!v, v) })",
      "const cache = new Map()\nprocess.on('message', (id) => { cache.set(id > 3, id) })",
      "const cache = new Map()\nprocess.on('message', (id) => { cache.set(id === 'x', id) })",
      "const byType = {}\nprocess.on('message', (v) => { byType[typeof v] = v })",
      "const flags = new Set()\nprocess.on('message', () => { flags.add('seen') })",
      "const last = {}\nprocess.on('message', (m) => { last['message'] = m; last.seen = true })",
      "const ring = []\nlet next = 0\nprocess.on('message', (m) => { ring[next++ % 100] = m })",
      "const ring = []\nlet next = 0\nprocess.on('message', (m) => { ring[next++ & 255] = m })",
      {
        name: 'undefined in the place of an entry is no new one',
        code: 'const table = {}\nexport function close(userId) { table[userId] = undefined }',
      },
      {
        name: 'a level or an environment: get or create',
        code: `
const loggers = new Map()
export function loggerOf(level) {
  let logger = loggers.get(level)
  if (!logger) { logger = create(level); loggers.set(level, logger) }
  return logger
}`,
        options: LIKELY,
      },
      {
        name: 'a kind per event',
        code: "const last = new Map()\nprocess.on('message', (m) => { last.set(m.type, m) })",
        options: LIKELY,
      },
      {
        name: 'one of a list',
        code: `
const KINDS = ['a', 'b']
const seen = new Map()
process.on('message', (kind) => { if (!KINDS.includes(kind)) return; seen.set(kind, 1) })`,
        options: LIKELY,
      },
    ],
    invalid: [
      {
        name: 'uuid',
        code: 'const cache = new Map()\nexport function put(v) { cache.set(crypto.randomUUID(), v) }',
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'cache.set(crypto.randomUUID(), v)',
            data: {
              name: 'cache',
              until: 'until the program ends',
              each: 'for each new `crypto.randomUUID()`',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'token in a variable',
        code: `
const sessions = new Map()
export function login(user) { const key = nanoid(); sessions.set(key, user); return key }`,
        errors: at('sessions.set(key, user)'),
      },
      {
        name: 'counter',
        code: "let n = 0\nconst table = {}\nexport function put(v) { table['x' + n++] = v }",
        errors: at("table['x' + n++] = v"),
      },
      {
        name: 'counter that counts before',
        code: 'let n = 0\nconst table = new Map()\nexport function put(v) { const key = ++n; table.set(key, v) }',
        errors: at('table.set(key, v)'),
      },
      {
        name: 'template, which a message does not quote',
        code: 'const cache = new Map()\nexport function put(userId, v) { cache.set(`user:${userId}`, v) }',
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'cache.set(`user:${userId}`, v)',
            data: {
              name: 'cache',
              until: 'until the program ends',
              each: 'each time this runs',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'long expression, which a message does not quote',
        code: `
const cache = new Map()
export function put(request, v) { cache.set(request.session.account.owner.identity.userId, v) }`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'cache.set(request.session.account.owner.identity.userId, v)',
            data: {
              name: 'cache',
              until: 'until the program ends',
              each: 'each time this runs',
              bound: 'Delete each after use, or bound the Map.',
            },
          },
        ],
      },
      {
        name: 'destructured parameter',
        code: 'const cache = new Map()\nexport function put({ userId, value }) { cache.set(userId, value) }',
        errors: at('cache.set(userId, value)'),
      },
      {
        name: 'what a request asks for',
        code: `
const cache = new Map()
app.get('/users/:name', (req, res) => { cache.set(req.params.name, res) })`,
        errors: at('cache.set(req.params.name, res)'),
      },
      {
        name: 'object that is new each time',
        code: 'const jobs = new Set()\nexport function add(run) { jobs.add({ run }) }',
        errors: at('jobs.add({ run })'),
      },
      {
        name: 'a flag that others set is no guard',
        code: `
let quiet = false
const table = new Map()
export function setQuiet(value) { quiet = value }
export function add(userId) { if (quiet) return; table.set(userId, 1) }`,
        errors: at('table.set(userId, 1)'),
      },
      {
        name: '`obj[key] = undefined` where the key is not meant to go',
        code: `
const table = {}
export function open(userId) { table[userId] = {} }
export function prepare(userId) { table[userId] = undefined }`,
        errors: at('table[userId] = {}'),
      },
      {
        name: '`map.set(key, undefined)` where the key is not meant to go',
        code: `
const table = new Map()
export function open(userId) { table.set(userId, {}) }
export function prepare(userId) { table.set(userId, undefined) }`,
        errors: at('table.set(userId, {})'),
      },
      {
        name: '`obj[key] = null` that may be a state of its own',
        code: `
const table = {}
export function open(userId) { table[userId] = {} }
export function close(userId) { table[userId] = null }
export function find(userId) { return table[userId] }`,
        errors: at('table[userId] = {}'),
      },
    ],
  })

  ruleTester('everywhere').run(
    'no-unbounded-collection',
    noUnboundedCollection,
    likelyOnly([
      {
        name: 'of a parameter that may be anything',
        code: 'const cache = new Map()\nexport function put(name, value) { cache.set(name, value) }',
        at: 'cache.set(name, value)',
      },
      {
        name: 'a status code per event',
        code: "const counts = {}\nserver.on('response', (res) => { counts[res.statusCode] = 1 })",
        at: 'counts[res.statusCode] = 1',
      },
      {
        name: 'a word that ends like an id',
        code: 'const sizes = new Map()\nexport function measure(grid) { sizes.set(grid, 1) }',
        at: 'sizes.set(grid, 1)',
      },
      {
        name: 'an index that starts again',
        code: `
const ring = []
let next = 0
process.on('message', (m) => { ring[next++] = m; if (next === 100) next = 0 })`,
        at: 'ring[next++] = m',
      },
      {
        name: 'an index that another variable bounds',
        code: `
const ring = []
let next = 0
process.on('message', (m) => { ring[next] = m; next = (next + 1) % 100 })`,
        at: 'ring[next] = m',
      },
      {
        name: 'a local counter, which starts again at each call',
        code: `
const slots = {}
export function fill(values) { let i = 0; for (const value of values) slots[i++] = value }`,
        at: 'slots[i++] = value',
      },
    ]),
  )

  ruleTester('untypedTs', 'typed').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: 'a union of literals in the declaration',
        code: `
const byKind: Record<string, number> = {}
export function count(kindId: 'one' | 'other') { byKind[kindId] = 1 }`,
      },
      {
        name: 'a boolean in the declaration',
        code: 'const seen = new Set<boolean>()\nexport function mark(id: boolean) { seen.add(id) }',
      },
      {
        name: 'a member of an enumeration',
        code: `
enum Level { Low = 'low' }
const seen = new Map<string, number>()
process.on('message', () => { seen.set(Level.Low, 1) })`,
      },
      {
        name: 'a table that is only read, through an assertion',
        code: "const table = { a: 1 } as const\nexport const get = (id: string) => table[id as 'a']",
      },
    ],
    invalid: [
      {
        name: 'string',
        code: 'const seen = new Map<string, number>()\nexport function mark(userId: string) { seen.set(userId, 1) }',
        errors: at('seen.set(userId, 1)'),
      },
      {
        name: 'assertions around the collection',
        code: `
const table = {} as Record<string, number>
export function put(userId: string) { (table as any)[userId] = 1 }`,
        errors: at('(table as any)[userId] = 1'),
      },
      {
        name: 'a collection that may be missing',
        code: `
const seen: Map<string, number> | undefined = new Map()
export function mark(userId: string) { seen!.set(userId, 1) }`,
        errors: at('seen!.set(userId, 1)'),
      },
      {
        name: 'satisfies',
        code: `
const seen = new Map() satisfies Map<string, number>
export function mark(userId: string) { seen.set(userId, 1) }`,
        errors: at('seen.set(userId, 1)'),
      },
      {
        name: 'a private static field',
        code: `
export class Registry {
  private static readonly entries = new Map<string, unknown>()
  static add(userId: string, value: unknown): void { Registry.entries.set(userId, value) }
}`,
        errors: at('Registry.entries.set(userId, value)'),
      },
      {
        name: 'TSX: a component that is drawn again and again',
        filename: 'react.tsx',
        code: `
let count = 0
const drawn: Record<number, object> = {}
export const Row = (props: { label: string }) => {
  drawn[count++] = props
  return <td>{props.label}</td>
}`,
        errors: [
          {
            messageId: 'neverShrinks',
            at: 'drawn[count++] = props',
            data: {
              name: 'drawn',
              until: 'until the program ends',
              each: 'for each new `count++`',
              bound: 'Delete each after use, or bound the object.',
            },
          },
        ],
      },
    ],
  })

  const finiteByType = [
    `
enum Level { Low, High }
const byLevel = new Map<Level, number>()
export function count(userId: Level) { byLevel.set(userId, 1) }`,
    `
interface Options { host: string; port: number }
const read = new Set<keyof Options>()
export function mark(id: keyof Options) { read.add(id) }`,
    `
const seen = new Map<string, number>()
export function mark<K extends 'one' | 'other'>(id: K) { seen.set(id, 1) }`,
    `
const seen = new Map<string, number>()
export function mark(id: \`slot\${1 | 2}\`) { seen.set(id, 1) }`,
    `
const seen = new Set<unknown>()
export function mark(id?: 'one' | 'other') { seen.add(id) }`,
    `
const seen = new Set<string>()
export function mark(row: { id: 'one' | 'other' }) { seen.add(row.id) }`,
  ]
  ruleTester('typed').run('no-unbounded-collection', noUnboundedCollection, {
    valid: finiteByType.map((code) => ({ code, options: LIKELY })),
    invalid: [],
  })
  ruleTester('typed').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [],
    invalid: [
      {
        name: 'types are off',
        code: `
const byLevel = new Map<string, number>()
export function count(row: { userId: 'one' | 'other' }) { byLevel.set(row.userId, 1) }`,
        settings: { leaks: { types: 'off' } },
        errors: at('byLevel.set(row.userId, 1)'),
      },
      {
        name: 'a type that says nothing: the name decides',
        code: 'const seen = new Set<unknown>()\nexport function mark(userId: any) { seen.add(userId) }',
        errors: at('seen.add(userId)'),
      },
    ],
  })
})

describe('how often an addition runs', () => {
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: 'while the module loads',
        code: 'const table = new Map()\nfor (const id of ids) table.set(id, 1)',
        options: LIKELY,
      },
      {
        name: 'in a function that is called where it stands',
        code: 'const table = new Map()\n;(() => { for (const id of ids) table.set(id, 1) })()',
        options: LIKELY,
      },
      {
        name: 'in a static block',
        code: 'class Table { static #ids = new Set(); static { for (const id of ids) Table.#ids.add(id) } }',
        options: LIKELY,
      },
      {
        name: 'in a function that runs once at load',
        code: 'const table = new Map()\nfunction fill() { for (const id of ids) table.set(id, 1) }\nfill()',
        options: LIKELY,
      },
      {
        name: 'behind a flag that lets it happen once',
        code: `
let started = false
const table = new Map()
export function start(userId) { if (started) return; started = true; table.set(userId, 1) }`,
        options: LIKELY,
      },
      {
        name: 'in the branch of such a flag',
        code: `
let started = false
const table = new Map()
export function start(userId) { if (!started) { started = true; table.set(userId, 1) } }`,
        options: LIKELY,
      },
    ],
    invalid: [
      {
        name: 'per tick',
        code: 'const samples = []\nexport function start() { setInterval(() => { samples.push(read()) }, 1000) }',
        errors: at('samples.push(read())'),
      },
      {
        name: 'per request of a route',
        code: "const visits = []\napp.get('/', (req, res) => { visits.push(req.headers); res.end() })",
        errors: at('visits.push(req.headers)'),
      },
      {
        name: 'per request of a server, after its options',
        code: 'const visits = new Map()\ncreateServer(options, (req, res) => { visits.set(req.url, 1) })',
        errors: at('visits.set(req.url, 1)'),
      },
      {
        name: 'per event, deeper inside',
        code: "const all = []\nserver.on('connection', (socket) => { socket.once('data', (d) => all.push(d)) })",
        errors: at('all.push(d)'),
      },
    ],
  })

  ruleTester('everywhere').run(
    'no-unbounded-collection',
    noUnboundedCollection,
    likelyOnly([
      {
        name: 'per call of an exported function',
        code: 'const log = []\nexport function note(entry) { log.push(entry) }',
        at: 'log.push(entry)',
      },
      {
        name: 'under a switch of the environment',
        code: "const seen = []\nif (process.env.METRICS) { process.on('message', (m) => { seen.push(m) }) }",
        at: 'seen.push(m)',
      },
    ]),
  )
})

describe('what bounds or empties a collection', () => {
  const bounded: Record<string, string> = {
    'cleared at a size': `
const cache = new Map()
export function put(id, v) { if (cache.size > 100) cache.clear(); cache.set(id, v) }`,
    'oldest deleted at a size': `
const cache = new Map()
export function put(id, v) {
  cache.set(id, v)
  if (cache.size >= 100) cache.delete(cache.keys().next().value)
}`,
    'nothing added from a size on': `
const seen = new Set()
export function mark(id) { return seen.size === 50 ? false : seen.add(id) }`,
    'nothing added from a length on': `
const list = []
process.on('message', (m) => { if (list.length < 10) list.push(m) })`,
    'a size that is read first': `
const seen = new Set()
export function mark(id) { const count = seen.size; if (count > 100) return; seen.add(id) }`,
    'a size that a function judges': `
const seen = new Set()
export function mark(id) { if (isFull(seen.size)) return; seen.add(id) }`,
    'a number of keys': `
const table = {}
export function put(id, v) { if (Object.keys(table).length > 100) return; table[id] = v }`,
    'a ring that shifts': `
const list = []
process.on('message', (m) => { list.push(m); while (list.length > 100) list.shift() })`,
    'length set to 0': `
const list = []
process.on('message', (m) => { list.push(m) })
export function flush() { const sent = [...list]; list.length = 0; return sent }`,
    'a new array': `
let list = []
process.on('message', (m) => { list.push(m) })
export function flush() { const sent = list; list = []; return sent }`,
    'a new string': `
let text = ''
process.on('message', (part) => { text += part; if (part === '.') { flush(text); text = '' } })`,
    'the end of a string': `
let text = ''
process.on('message', (part) => { text += part; text = text.slice(-100) })`,
    'a filtered array': `
let list = []
process.on('message', (m) => { list.push(m) })
export function remove(m) { list = list.filter((each) => each !== m) }`,
    splice: `
const list = []
process.on('message', (m) => { list.push(m) })
export function remove(m) { list.splice(list.indexOf(m), 1) }`,
    pop: `
const stack = []
export function enter(name) { stack.push(name) }
export function leave() { return stack.pop() }`,
    'delete in another function': `
const table = new Map()
export function open(userId) { table.set(userId, 1) }
export function close(userId) { table.delete(userId) }`,
    'delete of a property': `
const table = {}
export function open(userId) { table[userId] = 1 }
export function close(userId) { delete table[userId] }`,
    'Reflect.deleteProperty': `
const table = {}
export function open(userId) { table[userId] = 1 }
export function close(userId) { Reflect.deleteProperty(table, userId) }`,
    'delete of a static from outside of the class': `
class Registry { static entries = new Map(); static add(id, v) { Registry.entries.set(id, v) } }
export function drop(id) { Registry.entries.delete(id) }`,
    'delete of a field through a destructured `this`': `
class Store {
  byId = new Map()
  put(id, v) { this.byId.set(id, v) }
  drop(id) { const { byId } = this; byId.delete(id) }
}
export const store = new Store()`,
    'delete from the global object': `
globalThis.cache = new Map()
export function put(id, v) { globalThis.cache.set(id, v) }
export function drop(id) { globalThis.cache.delete(id) }`,
    'delete when a socket closes': `
const sockets = new Set()
server.on('connection', (socket) => {
  sockets.add(socket)
  socket.once('close', () => sockets.delete(socket))
})`,
    'an unsubscribe function': `
const handlers = new Set()
export function subscribe(handler) { handlers.add(handler); return () => handlers.delete(handler) }`,
    'a timer per entry': `
const recent = new Map()
export function touch(userId) { recent.set(userId, setTimeout(() => recent.delete(userId), 1000)) }`,
    'a sweep': `
const recent = new Map()
export function touch(userId) { recent.set(userId, Date.now()) }
setInterval(() => { for (const [key, time] of recent) if (isOld(time)) recent.delete(key) }, 1000)`,
  }
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: Object.entries(bounded).map(([name, code]) => ({ name, code, options: LIKELY })),
    invalid: [],
  })
})

describe('pending tables', () => {
  ruleTester('everywhere').run('no-unbounded-collection', noUnboundedCollection, {
    valid: [
      {
        name: 'removed in finally',
        code: `
const pending = new Map()
export async function run(id, job) {
  pending.set(id, job)
  try { await job.run() } finally { pending.delete(id) }
}`,
      },
      {
        name: 'removed when the promise settles',
        code: `
const pending = new Map()
export function run(id, job) {
  const result = job.run().finally(() => pending.delete(id))
  pending.set(id, result)
  return result
}`,
      },
      {
        name: 'removed in catch and after',
        code: `
const pending = new Set()
export async function run(id, job) {
  pending.add(id)
  try { await job.run() } catch (error) { pending.delete(id); throw error }
  pending.delete(id)
}`,
      },
      {
        name: 'the exception is swallowed',
        code: `
const pending = new Set()
export async function run(id, job) {
  pending.add(id)
  try { await job.run() } catch (error) { console.error(error) }
  pending.delete(id)
}`,
      },
      {
        name: 'the rejection is handled',
        code: `
const pending = new Set()
export async function run(id, job) {
  pending.add(id)
  await job.run().catch(report)
  pending.delete(id)
}`,
      },
      {
        name: 'nothing is awaited in between',
        code: `
const pending = new Map()
export async function run(id, job) {
  await job.prepare()
  pending.set(id, job)
  job.start()
  pending.delete(id)
}`,
      },
      {
        name: 'one entry at most',
        code: `
const busy = new Set()
export async function run(job) {
  busy.add('run')
  await job.run()
  busy.delete('run')
}`,
      },
      {
        name: 'also emptied elsewhere',
        code: `
const pending = new Map()
export async function run(id, job) {
  pending.set(id, job)
  await job.run()
  pending.delete(id)
}
export function reset() { pending.clear() }`,
      },
    ],
    invalid: [
      {
        name: 'Map',
        code: `
const pending = new Map()
export async function run(id, job) {
  pending.set(id, job)
  await job.run()
  pending.delete(id)
}`,
        errors: [
          {
            messageId: 'skippedRemoval',
            at: 'pending.set(id, job)',
            data: { name: 'pending', until: 'until the program ends', at: '`await job.run()`' },
          },
        ],
      },
      {
        name: 'record',
        code: `
const pending = {}
export async function run(id, job) {
  pending[id] = job
  const result = await job.run()
  delete pending[id]
  return result
}`,
        errors: [
          {
            messageId: 'skippedRemoval',
            at: 'pending[id] = job',
            data: { name: 'pending', until: 'until the program ends', at: '`await job.run()`' },
          },
        ],
      },
      {
        name: 'stack',
        code: `
const stack = []
export async function run(job) {
  stack.push(job)
  await job.run()
  stack.pop()
}`,
        errors: [{ messageId: 'skippedRemoval', at: 'stack.push(job)' }],
      },
      {
        name: 'after a look whether it runs already',
        code: `
const pending = new Map()
export async function run(id, job) {
  if (pending.has(id)) return pending.get(id)
  pending.set(id, job)
  const result = await job.run()
  pending.delete(id)
  return result
}`,
        errors: [
          {
            messageId: 'skippedRemoval',
            at: 'pending.set(id, job)',
            data: { name: 'pending', until: 'until the program ends', at: '`await job.run()`' },
          },
        ],
      },
      {
        name: 'private static field',
        code: `
class Runner {
  static #running = new Set()
  static async run(jobId) {
    Runner.#running.add(jobId)
    await start(jobId)
    Runner.#running.delete(jobId)
  }
}`,
        errors: [
          {
            messageId: 'skippedRemoval',
            at: 'Runner.#running.add(jobId)',
            data: { name: 'Runner.#running', until: 'until the program ends', at: '`await start(jobId)`' },
          },
        ],
      },
    ],
  })
})
