import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const MODULE = { until: 'until the program ends' }
const INSTANCE = { until: 'as long as it lives' }

test('a pending promise is settled by other means than its answer', ['everywhere'], {
  known: [
    {
      name: 'by a timeout',
      code: `
class Rpc {
  pending = new Map()
  call(id) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, resolve)
      setTimeout(() => reject(new Error('timeout')), 5000)
    })
  }
  answer(id, value) { this.pending.get(id)?.(value); this.pending.delete(id) }
}`,
      errors: [
        {
          messageId: 'settledEntry',
          at: 'this.pending.set(id, resolve)',
          data: { name: 'this.pending', ...INSTANCE, at: '`reject`' },
        },
      ],
    },
    {
      name: 'by an error, in a record of objects, before the entry is put in',
      code: `
function Rpc(socket) { this.socket = socket; this.pending = {} }
Rpc.prototype.call = function (id) {
  return new Promise((resolve, reject) => {
    this.socket.once('error', (error) => { reject(error) }) // gone
    this.pending[id] = { resolve, reject }
  })
}
Rpc.prototype.answer = function (id, value) { this.pending[id].resolve(value); delete this.pending[id] }`,
      errors: [
        {
          messageId: 'settledEntry',
          at: 'this.pending[id] = { resolve, reject }',
          data: { name: 'this.pending', until: 'as long as it lives', at: '`reject`' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the timeout removes it',
      code: `
class Rpc {
  pending = new Map()
  call(id) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, resolve)
      setTimeout(() => { this.pending.delete(id); reject(new Error('timeout')) }, 5000)
    })
  }
  answer(id, value) { this.pending.get(id)?.(value); this.pending.delete(id) }
}`,
    },
    {
      name: 'the timeout removes it by a method',
      code: `
class Rpc {
  pending = new Map()
  call(id) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, resolve)
      setTimeout(() => { this.forget(id); reject(new Error('timeout')) }, 5000)
    })
  }
  forget(id) { this.pending.delete(id) }
}`,
    },
    {
      name: 'the entry is what settles, and there is no other means',
      code: `
class Rpc {
  pending = new Map()
  call(id) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, (error, value) => { if (error) reject(error); else resolve(value) })
    })
  }
  answer(id, error, value) { this.pending.get(id)(error, value); this.pending.delete(id) }
}`,
    },
    {
      name: 'removed when the promise is settled in any way',
      code: `
class Rpc {
  pending = new Map()
  call(id) {
    const answered = new Promise((resolve, reject) => {
      this.pending.set(id, resolve)
      setTimeout(() => reject(new Error('timeout')), 5000)
    })
    return answered.finally(() => { this.pending.delete(id) })
  }
  answer(id, value) { this.pending.get(id)?.(value) }
}`,
    },
    {
      name: 'removed by whoever waits',
      code: `
class Rpc {
  pending = new Map()
  async call(id) {
    try { return await this.send(id) } finally { this.pending.delete(id) }
  }
  send(id) {
    return new Promise((resolve, reject) => {
      this.pending.set(id, resolve)
      setTimeout(() => reject(new Error('timeout')), 5000)
    })
  }
  answer(id, value) { this.pending.get(id)?.(value) }
}`,
    },
    {
      name: 'refused before anything waits',
      code: `
class Rpc {
  pending = new Map()
  call(id) {
    return new Promise((resolve, reject) => {
      if (this.isClosed) { reject(new Error('closed')); return }
      this.pending.set(id, resolve)
    })
  }
  answer(id, value) { this.pending.get(id)(value); this.pending.delete(id) }
}`,
    },
  ],
})

test('a failure that is caught skips the removal', ['everywhere'], {
  known: [
    {
      name: 'in the catch clause nothing removes',
      code: `
class Queue {
  #active = new Map()
  async run(job) {
    this.#active.set(job.id, job)
    try { await job.execute(); this.#active.delete(job.id); return true }
    catch (error) { this.log(error); return false }
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.#active.set(job.id, job)',
          data: { name: 'this.#active', ...INSTANCE, at: '`await job.execute()`' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'removed in the catch clause as well',
      code: `
class Queue {
  #active = new Map()
  async run(job) {
    this.#active.set(job.id, job)
    try { await job.execute(); this.#active.delete(job.id) }
    catch (error) { this.#active.delete(job.id); this.log(error) }
  }
}`,
    },
    {
      name: 'removed after it',
      code: `
class Queue {
  #active = new Map()
  async run(job) {
    this.#active.set(job.id, job)
    try { await job.execute() } catch (error) { this.log(error) }
    this.#active.delete(job.id)
  }
}`,
    },
    {
      name: 'handed on for another attempt',
      code: `
class Queue {
  #active = new Map()
  async run(job) {
    this.#active.set(job.id, job)
    try { await job.execute(); this.#active.delete(job.id) }
    catch (error) { this.retryLater(job) }
  }
}`,
    },
    {
      name: 'kept for another attempt',
      code: `
class Queue {
  #active = new Map()
  async run(job) {
    this.#active.set(job.id, job)
    try { await job.execute(); this.#active.delete(job.id) }
    catch (error) { this.#active.get(job.id).failed = error }
  }
}`,
    },
  ],
})

test('the failure of what an entry is for leaves it', ['everywhere'], {
  likely: [
    {
      name: 'a process that does not start does not exit',
      code: `
const running = new Map()
export function start(command) {
  const child = spawn(command)
  running.set(child.pid, child)
  child.on('exit', () => { running.delete(child.pid) })
  child.on('error', (error) => { console.error(error) })
}`,
      errors: [
        {
          messageId: 'failedEntry',
          at: 'running.set(child.pid, child)',
          data: { name: 'running', ...MODULE, detail: "'exit', but not on 'error'" },
        },
      ],
    },
    {
      name: 'handlers under symbols, in one chain of calls',
      code: `
const kClients = Symbol('clients')
const kGone = Symbol('gone')
const kFailed = Symbol('failed')
class Pool {
  constructor() {
    this[kClients] = new Map()
    this[kGone] = (origin) => { this[kClients].delete(origin) }
    this[kFailed] = (origin, error) => { this.emit('failure', origin, error) }
  }
  open(origin) {
    const client = this.make(origin).on('disconnect', this[kGone]).on('connectionError', this[kFailed])
    this[kClients].set(origin, client)
  }
}`,
      errors: [
        {
          messageId: 'failedEntry',
          at: 'this[kClients].set(origin, client)',
          data: {
            name: 'this[kClients]',
            ...INSTANCE,
            detail: "'disconnect', but not on 'connectionError'",
          },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'removed on both',
      code: `
const running = new Map()
export function start(command) {
  const child = spawn(command)
  running.set(child.pid, child)
  child.on('exit', () => { running.delete(child.pid) })
  child.on('error', () => { running.delete(child.pid) })
}`,
    },
    {
      name: 'close comes after all',
      code: `
const running = new Map()
export function start(command) {
  const child = spawn(command)
  running.set(child.pid, child)
  child.on('close', () => { running.delete(child.pid) })
  child.on('error', (error) => { console.error(error) })
}`,
    },
    {
      name: 'the failure of something else',
      code: `
const running = new Map()
export function start(command) {
  const child = spawn(command)
  running.set(child.pid, child)
  child.on('exit', () => { running.delete(child.pid) })
  log.on('error', (error) => { console.error(error) })
}`,
    },
  ],
})

test('a count goes down to nothing and keeps its key', ['everywhere'], {
  known: [
    {
      name: 'in a Map',
      code: `
const counts = new Map()
export function open(sessionId) { counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1) }
export function close(sessionId) { counts.set(sessionId, counts.get(sessionId) - 1) }`,
      errors: [
        {
          messageId: 'keptCount',
          at: 'counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1)',
          data: { name: 'counts', ...MODULE, key: 'sessionId' },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'in a record of an instance',
      code: `
class Uses {
  counts = {}
  take(name) { this.counts[name] = this.counts[name] || 0; this.counts[name]++ }
  leave(name) { this.counts[name] -= 1 }
}`,
      errors: [
        {
          messageId: 'keptCount',
          at: 'this.counts[name] = this.counts[name] || 0',
          data: { name: 'this.counts', ...INSTANCE, key: 'name' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'deleted at zero',
      code: `
const counts = new Map()
export function open(sessionId) { counts.set(sessionId, (counts.get(sessionId) ?? 0) + 1) }
export function close(sessionId) {
  const count = counts.get(sessionId) - 1
  if (count === 0) counts.delete(sessionId)
  else counts.set(sessionId, count)
}`,
    },
    {
      name: 'of a few kinds',
      code: `
const counts = {}
export function open(type) { counts[type] = (counts[type] ?? 0) + 1 }
export function close(type) { counts[type]-- }`,
    },
  ],
})

test('caches of instances', ['everywhere'], {
  likely: [
    {
      name: 'by their name',
      code: `
export class Images {
  #cache = new Map()
  load(path) {
    if (!this.#cache.has(path)) this.#cache.set(path, read(path))
    return this.#cache.get(path)
  }
}`,
      errors: [
        {
          messageId: 'neverShrinks',
          at: 'this.#cache.set(path, read(path))',
          data: {
            name: 'this.#cache',
            ...INSTANCE,
            each: 'for each new `path`',
            bound: 'Delete each after use, or bound the Map.',
          },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'of what goes with its work',
      code: `
export class RowTransformer {
  #cache = new Map()
  nameOf(alias) {
    if (!this.#cache.has(alias)) this.#cache.set(alias, build(alias))
    return this.#cache.get(alias)
  }
}`,
    },
    {
      name: 'of any other name, by a key that may be one of a few',
      code: `
export class Images {
  #formats = new Map()
  use(name, decode) { this.#formats.set(name, decode) }
}`,
    },
  ],
})
