import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const MODULE = { until: 'until the program ends' }
const INSTANCE = { until: 'as long as it lives' }
const never = { messageId: 'neverShrinks' } as const

test('fields of instances that may live long', ['everywhere'], {
  likely: [
    {
      name: 'a record that is made with a number of its own, whatever the method is called',
      code: `
export class Links {
  #byId = new Map()
  #next = 1
  registerLink(data) {
    const entry = { id: this.#next++, data }
    this.#byId.set(entry.id, entry)
    return entry.id
  }
}`,
      errors: [
        {
          ...never,
          at: 'this.#byId.set(entry.id, entry)',
          data: {
            name: 'this.#byId',
            ...INSTANCE,
            each: 'for each new `entry.id`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
    {
      name: 'Map of a private field',
      code: 'export class Store { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } }',
      errors: [
        {
          ...never,
          at: 'this.#byId.set(userId, v)',
          data: {
            name: 'this.#byId',
            ...INSTANCE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
    {
      name: 'Set of a public field',
      code: 'export class Store { ids = new Set(); put(userId) { this.ids.add(userId) } }',
      errors: [
        {
          ...never,
          at: 'this.ids.add(userId)',
          data: {
            name: 'this.ids',
            ...INSTANCE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the Set.',
          },
        },
      ],
    },
    {
      name: 'list, for each event',
      code: `
export class Recorder {
  #urls = []
  start(server) { server.on('request', (request) => { this.#urls.push(request.url) }) }
}`,
      errors: [
        {
          ...never,
          at: 'this.#urls.push(request.url)',
          data: {
            name: 'this.#urls',
            ...INSTANCE,
            each: 'each time this runs',
            bound: 'Take each out after use, or drop the oldest.',
          },
        },
      ],
    },
    {
      name: 'record made in the constructor',
      code: `
export class Store {
  constructor() { this.byId = {} }
  put(userId, v) { this.byId[userId] = v }
}`,
      errors: [
        {
          ...never,
          at: 'this.byId[userId] = v',
          data: {
            name: 'this.byId',
            ...INSTANCE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the object.',
          },
        },
      ],
    },
    {
      name: 'declared under a symbol',
      code: `
const kTable = Symbol('table')
export class Store {
  [kTable] = new Map()
  put(userId, v) { this[kTable].set(userId, v) }
}`,
      errors: [
        {
          ...never,
          at: 'this[kTable].set(userId, v)',
          data: {
            name: 'this[kTable]',
            ...INSTANCE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
    {
      name: 'made under a symbol in the constructor',
      code: `
const kTable = Symbol('table')
export class Store {
  constructor() { this[kTable] = new Map() }
  put(userId, v) { this[kTable].set(userId, v) }
}`,
      errors: [
        {
          ...never,
          at: 'this[kTable].set(userId, v)',
          data: {
            name: 'this[kTable]',
            ...INSTANCE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
    {
      name: 'of a constructor function and its prototype',
      code: `
function Store() { this.byId = {} }
Store.prototype.put = function (userId, v) { this.byId[userId] = v }
module.exports = Store`,
      errors: [
        {
          ...never,
          at: 'this.byId[userId] = v',
          data: {
            name: 'this.byId',
            until: 'as long as it lives',
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the object.',
          },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'what a program declares',
      code: 'export class Menu { items = new Map(); registerItem(item) { this.items.set(item.name, item) } }',
    },
    {
      name: 'a record made with a key that is given',
      code: `
export class Menu {
  items = new Map()
  registerItem(name) {
    const item = { name }
    this.items.set(item.name, item)
  }
}`,
    },
    {
      name: 'removed',
      code: `
export class Store {
  #byId = new Map()
  put(userId, v) { this.#byId.set(userId, v) }
  drop(userId) { this.#byId.delete(userId) }
}`,
    },
    {
      name: 'removed, under a symbol',
      code: `
const kTable = Symbol('table')
export class Store {
  [kTable] = new Map()
  put(userId, v) { this[kTable].set(userId, v) }
  drop(userId) { this[kTable].delete(userId) }
}`,
    },
    {
      name: 'removed by a method of the prototype',
      code: `
function Store() { this.byId = {} }
Store.prototype.put = function (userId, v) { this.byId[userId] = v }
Store.prototype.drop = function (userId) { delete this.byId[userId] }`,
    },
    {
      name: 'a key that may be anything',
      code: 'export class Store { #byName = new Map(); put(name, v) { this.#byName.set(name, v) } }',
    },
    {
      name: 'in the constructor, once for each instance',
      code: `
export class Store {
  #byId = new Map()
  constructor(rows) { for (const row of rows) this.#byId.set(row.id, row) }
}`,
    },
    {
      name: 'handed on',
      code: `
export class Store {
  #byId = new Map()
  put(userId, v) { this.#byId.set(userId, v); sweep(this.#byId) }
}`,
    },
  ],
})

test('fields of what lives as long as the module', ['everywhere'], {
  known: [
    {
      name: 'the instance that a class keeps in a static field',
      code: `
export class Store {
  static #instance = new Store()
  #byId = new Map()
  put(userId, v) { this.#byId.set(userId, v) }
}`,
      errors: [
        {
          ...never,
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
      name: 'the instance that a static method makes once',
      code: `
export class Store {
  static get() { return (this.instance ??= new Store()) }
  #byId = new Map()
  put(userId, v) { this.#byId.set(userId, v) }
}`,
      errors: [
        {
          ...never,
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
      name: 'a class that is constructed where it stands',
      code: 'export const store = new (class { #byId = new Map(); put(userId, v) { this.#byId.set(userId, v) } })()',
      errors: [
        {
          ...never,
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
  ],
})

test('a service of which the application has one', ['untypedTs', 'typed'], {
  known: [
    {
      name: 'provided in the root',
      code: `
import { Injectable } from '@angular/core'
@Injectable({ providedIn: 'root' })
export class Store {
  #byId = new Map<string, object>()
  put(userId: string, v: object): void { this.#byId.set(userId, v) }
}`,
      errors: [
        {
          ...never,
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
  ],
})

test('properties of objects, functions and classes of the module', ['everywhere'], {
  known: [
    {
      name: 'object, by its name',
      code: `
const store = { byId: {}, count: 0 }
export function put(userId, v) { store.byId[userId] = v }`,
      errors: [
        {
          ...never,
          at: 'store.byId[userId] = v',
          data: {
            name: 'store.byId',
            ...MODULE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the object.',
          },
        },
      ],
    },
    {
      name: 'object, by its own methods',
      code: `
const store = {
  byId: new Map(),
  put(userId, v) { this.byId.set(userId, v) },
}
export const put = (id, v) => store.put(id, v)`,
      errors: [
        {
          ...never,
          at: 'this.byId.set(userId, v)',
          data: {
            name: 'store.byId',
            ...MODULE,
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
    {
      name: 'function',
      code: `
function load(token) { return (load.cache[token] ??= fetchPage(token)) }
load.cache = {}
export const first = () => load(location.href)`,
      errors: [
        {
          ...never,
          at: 'load.cache[token] ??= fetchPage(token)',
          data: {
            name: 'load.cache',
            until: 'until the program ends',
            each: 'for each new `token`',
            bound: 'Delete each after use, or bound the object.',
          },
        },
      ],
    },
    {
      name: 'class, after it has been declared',
      code: `
class Registry { static add(userId, v) { Registry.all.set(userId, v) } }
Registry.all = new Map()`,
      errors: [
        {
          ...never,
          at: 'Registry.all.set(userId, v)',
          data: {
            name: 'Registry.all',
            until: 'until the program ends',
            each: 'for each new `userId`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'exported object: others may remove',
      code: 'export const store = { byId: {} }\nexport function put(userId, v) { store.byId[userId] = v }',
      errors: [{ ...never, at: 'store.byId[userId] = v' }],
    },
    {
      name: 'object that others are given',
      code: 'const store = { byId: {} }\nshare(store)\nexport function put(userId, v) { store.byId[userId] = v }',
      errors: [{ ...never, at: 'store.byId[userId] = v' }],
    },
    {
      name: 'exported function',
      code: `
export function load(url) { return (load.cache[url] ??= fetchPage(url)) }
load.cache = {}`,
      errors: [{ ...never, at: 'load.cache[url] ??= fetchPage(url)' }],
    },
    {
      name: 'exported class',
      code: `
export default class Registry { static add(id, v) { Registry.all.set(id, v) } }
Registry.all = new Map()`,
      errors: [{ ...never, at: 'Registry.all.set(id, v)' }],
    },
  ],
  silent: [
    {
      name: 'removed under the name of the object',
      code: `
const store = { byId: {}, put(userId, v) { this.byId[userId] = v } }
export function drop(userId) { delete store.byId[userId] }`,
    },
    {
      name: 'emptied by a new one',
      code: `
function load(url) { return (load.cache[url] ??= fetchPage(url)) }
load.cache = {}
export function reset() { load.cache = {} }`,
    },
    {
      name: 'of an object that a function makes',
      code: `
export function createStore() {
  const store = { byId: {} }
  return (userId, v) => { store.byId[userId] = v }
}`,
    },
  ],
})

test('closures', ['everywhere'], {
  silent: [
    {
      name: 'from which nothing is ever taken: how long they live is not known',
      code: `
export function createStore() {
  const byId = new Map()
  return { put(userId, v) { byId.set(userId, v) } }
}`,
    },
  ],
})

test('a key for each closure in a record of the thing', ['everywhere'], {
  known: [
    {
      name: 'counter in the module',
      code: `
const states = new Map()
let count = 0
export function createCounter(element) {
  const own = 'counter' + count++
  return () => {
    const state = states.get(element)
    state[own] = 1
  }
}`,
      errors: [
        {
          messageId: 'countedKey',
          at: 'state[own] = 1',
          data: { name: 'state', keeper: '`states`', key: 'own' },
        },
      ],
    },
    {
      name: 'WeakMap, template, record made where it is missing',
      code: `
const states = new WeakMap()
let count = 0
export function createCounter() {
  const own = \`counter\${count++}\`
  return (element) => {
    let state = states.get(element)
    if (!state) states.set(element, (state = {}))
    state[own] = (state[own] ?? 0) + 1
  }
}`,
      errors: [
        {
          messageId: 'countedKey',
          at: 'state[own] = (state[own] ?? 0) + 1',
          data: { name: 'state', keeper: '`states`', key: 'own' },
        },
      ],
    },
    {
      name: 'a symbol for each',
      code: `
const states = new WeakMap()
export function createCounter() {
  const own = Symbol()
  return (element) => { const state = states.get(element); state[own] = 1 }
}`,
      errors: [{ messageId: 'countedKey', at: 'state[own] = 1' }],
    },
  ],
  silent: [
    {
      name: 'each closure deletes its key',
      code: `
const states = new WeakMap()
let count = 0
export function createCounter() {
  const own = 'counter' + count++
  return {
    count(element) { const state = states.get(element); state[own] = 1 },
    end(element) { delete states.get(element)[own] },
  }
}`,
    },
    {
      name: 'each closure has a map of its own',
      code: `
export function createCounter() {
  const counts = new WeakMap()
  return (element) => { counts.set(element, (counts.get(element) ?? 0) + 1) }
}`,
    },
    {
      name: 'a name that the caller gives',
      code: `
const states = new WeakMap()
export function createCounter(name) {
  const own = 'counter' + name
  return (element) => { const state = states.get(element); state[own] = 1 }
}`,
    },
    {
      name: 'a key that is made where it is used',
      code: `
const states = new WeakMap()
let count = 0
export function mark(element) {
  const own = 'mark' + count++
  const state = states.get(element)
  state[own] = 1
}`,
    },
  ],
})
