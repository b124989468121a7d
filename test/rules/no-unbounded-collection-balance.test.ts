import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const INSTANCE = { until: 'as long as it lives' }
const OBJECT = { until: 'as long as it lives' }
const EACH_TIME = 'each time this runs'

test('what each event adds, whatever the field is called', ['everywhere'], {
  likely: [
    {
      name: 'in a handler that the constructor puts in place',
      code: `
export class Hub {
  constructor(server) {
    this.a1 = new Set()
    server.on('connection', (one) => { this.a1.add(one) })
  }
}`,
      errors: [
        {
          messageId: 'neverShrinks',
          at: 'this.a1.add(one)',
          data: {
            name: 'this.a1',
            ...INSTANCE,
            each: 'for each new `one`',
            bound: 'Delete each after use, or bound the Set.',
          },
        },
      ],
    },
    {
      name: 'in a method that a handler calls, to a list that the end walks by its index',
      code: `
function Front(server) {
  var self = this
  this.units = []
  server.on('connection', function (unit) { self.take(unit) })
}
Front.prototype.take = function (unit) { this.units.push(unit) }
Front.prototype.close = function () {
  for (var i = 0, l = this.units.length; i < l; i++) this.units[i].destroy()
}`,
      errors: [
        {
          messageId: 'neverShrinks',
          at: 'this.units.push(unit)',
          data: {
            name: 'this.units',
            ...OBJECT,
            each: EACH_TIME,
            bound: 'Take each out after use, or drop the oldest.',
          },
        },
      ],
    },
    {
      name: 'in a record that is made where it is first used',
      code: `
export class Reports {
  record(user, row) {
    this.rows = this.rows || {}
    this.rows[user.id] = row
  }
}`,
      errors: [
        {
          messageId: 'neverShrinks',
          at: 'this.rows[user.id] = row',
          data: {
            name: 'this.rows',
            ...INSTANCE,
            each: 'for each new `user.id`',
            bound: 'Delete each after use, or bound the object.',
          },
        },
      ],
    },
    {
      name: 'under a key of what each call makes',
      code: `
export class Broker {
  #open = new Map()
  begin(name) {
    const work = new Work(name)
    const { tag } = work
    this.#open.set(work.tag, work)
  }
}`,
      errors: [{ messageId: 'neverShrinks', at: 'this.#open.set(work.tag, work)' }],
    },
    {
      name: 'in a record of a closure that counts its keys itself',
      code: `
export function createScheduler(run) {
  const q = {}
  let n = 0
  return {
    schedule(job) {
      const id = 'j' + n++
      q[id] = job
      run(job)
      return id
    },
  }
}`,
      errors: [{ messageId: 'neverShrinks', at: 'q[id] = job' }],
    },
    {
      name: 'that the disposer ends, and leaves where it is',
      code: `
export class Feed {
  #subs = []
  follow(source) {
    const sub = source.subscribe(() => this.tell())
    this.#subs.push(sub)
    return () => { sub.unsubscribe() }
  }
  end() { this.#subs.forEach((sub) => sub.unsubscribe()) }
}`,
      errors: [{ messageId: 'neverShrinks', at: 'this.#subs.push(sub)' }],
    },
  ],
  silent: [
    {
      name: 'taken out at its end',
      code: `
export class Hub {
  constructor(server) {
    this.a1 = new Set()
    server.on('connection', (one) => {
      this.a1.add(one)
      one.on('close', () => this.a1.delete(one))
    })
  }
}`,
    },
    {
      name: 'all that one call is given',
      code: `
export class Table {
  constructor(rows) { this.by = new Map(); this.load(rows) }
  load(rows) { for (const row of rows) this.by.set(row.id, row) }
}`,
    },
    {
      name: 'marks of what has been',
      code: `
export class Link {
  #pending = new Map()
  #done = {}
  constructor(bus) {
    bus.on('sent', (m) => { this.#pending.set(m.name, m) })
    bus.on('answer', (m) => { this.#pending.delete(m.name); this.#done[m.name] = true })
  }
  isDone(name) { return this.#done[name] }
}`,
    },
    {
      name: 'taken out by way of another object',
      code: `
export class Browser {
  constructor(bus) { this._tabs = new Map(); bus.on('tab', (id) => { this._tabs.set(id, new Tab(this, id)) }) }
}
class Tab {
  constructor(browser, id) { this._browser = browser; this._id = id }
  close() { this._browser._tabs.delete(this._id) }
}`,
    },
    {
      name: 'of what goes with its request',
      code: `
class Parts { constructor() { this.list = [] } add(part) { this.list.push(part) } all() { return this.list } }
export function handle(req, res) {
  const parts = new Parts()
  req.on('data', (part) => parts.add(part))
  req.on('end', () => res.end(parts.all()))
}`,
    },
    {
      name: 'a ring',
      code: `
export class Ring {
  constructor(bus, size) {
    this.at = 0
    this.size = size
    this.slots = []
    bus.on('x', (e) => { this.slots[this.at] = e; this.at = (this.at + 1) % size })
  }
}`,
    },
  ],
})

test('what triggers the removal', ['everywhere'], {
  likely: [
    {
      name: 'only the end of the owner',
      code: `
export class Recorder {
  #seen = []
  constructor(bus) { bus.on('change', (e) => { this.#seen.push(e) }) }
  dispose() { this.#seen = [] }
}`,
      errors: [
        {
          messageId: 'endOnly',
          at: 'this.#seen.push(e)',
          data: {
            name: 'this.#seen',
            each: EACH_TIME,
            detail: 'dispose()',
            bound: 'Take each out after use, or drop the oldest.',
          },
        },
      ],
    },
    {
      name: 'only that it is called off',
      code: `
export class Core {
  #pending = new Map()
  async handle(id, work) {
    const controller = new AbortController()
    this.#pending.set(id, controller)
    controller.signal.addEventListener('abort', () => { this.#pending.delete(id) })
    await work(controller.signal)
  }
}`,
      errors: [
        {
          messageId: 'failureOnly',
          at: 'this.#pending.set(id, controller)',
          data: { name: 'this.#pending', ...INSTANCE, detail: "'abort'" },
        },
      ],
    },
    {
      name: 'only that it goes well',
      code: `
export class Sender {
  #queue = []
  constructor(bus, post) {
    bus.on('row', (row) => { this.#queue.push(row) })
    this.post = post
  }
  async flush() {
    const batch = this.#queue.slice()
    try {
      await this.post(batch)
      this.#queue.splice(0, batch.length)
    } catch (error) {
      console.error(error)
    }
  }
}`,
      errors: [
        {
          messageId: 'successOnly',
          at: 'this.#queue.push(row)',
          data: {
            name: 'this.#queue',
            noun: 'array',
            until: 'as long as it lives',
            at: '`this.#queue.splice(0, batch.length)`',
          },
        },
      ],
    },
    {
      name: 'what is returned after an `await`',
      code: `
export class Locker {
  #handlers = new Map()
  async listen(channel, handler) {
    this.#handlers.set(channel, handler)
    await this.subscribe(channel)
    return () => { this.#handlers.delete(channel) }
  }
}`,
      errors: [
        {
          messageId: 'unreachedDisposer',
          at: 'this.#handlers.set(channel, handler)',
          data: { name: 'this.#handlers', ...INSTANCE, at: '`await this.subscribe(channel)`' },
        },
      ],
    },
    {
      name: 'a listener that is put in place after an `await`',
      code: `
export class Pool {
  #open = new Map()
  async add(id, socket) {
    this.#open.set(id, socket)
    await socket.connect()
    socket.on('close', () => this.#open.delete(id))
  }
}`,
      errors: [
        {
          messageId: 'unreachedDisposer',
          at: 'this.#open.set(id, socket)',
          data: { name: 'this.#open', ...INSTANCE, at: '`await socket.connect()`' },
        },
      ],
    },
    {
      name: 'not where the value is ended on a way out',
      code: `
export class Shell {
  #live = new Map()
  async exec(command) {
    const child = start(command)
    this.#live.set(child.pid, child)
    try {
      await child.ready()
    } catch (error) {
      child.kill()
      throw error
    }
  }
  finish(pid) { this.#live.delete(pid) }
}`,
      errors: [
        {
          messageId: 'endedHere',
          at: 'this.#live.set(child.pid, child)',
          data: { name: 'this.#live', ...INSTANCE, at: '`child.kill()`' },
        },
      ],
    },
    {
      name: 'not where the function returns before',
      code: `
export class Jobs {
  #open = new Map()
  run(id, job) {
    this.#open.set(id, job)
    if (!job.isReady) return
    job.work()
    this.#open.delete(id)
  }
}`,
      errors: [
        {
          messageId: 'missedRemoval',
          at: 'this.#open.set(id, job)',
          data: { name: 'this.#open', ...INSTANCE, detail: 'run()', way: 'ends by `return` before' },
        },
      ],
    },
    {
      name: 'of all handlers by hand, while the last one leaves its key',
      code: `
export class Bus {
  constructor() { this.lists = {} }
  on(name, f) { (this.lists[name] = this.lists[name] || []).push(f) }
  off(name, f) {
    const list = this.lists[name]
    if (!list) return
    if (!f) {
      delete this.lists[name]
      return
    }
    for (let i = 0; i < list.length; i++) if (list[i] === f) list.splice(i, 1)
  }
}`,
      errors: [
        {
          messageId: 'emptiedEntry',
          at: 'this.lists[name] = this.lists[name] || []',
          data: { name: 'this.lists', ...INSTANCE, key: 'name', at: '`list.splice(i, 1)`' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the end of a session that may begin again',
      code: `
export class Recorder {
  #seen = []
  constructor(bus) { bus.on('change', (e) => { this.#seen.push(e) }) }
  stop() { this.#seen = [] }
}`,
    },
    {
      name: 'called off in any case',
      code: `
export class Core {
  #running = new Map()
  async handle(id, work) {
    const controller = new AbortController()
    this.#running.set(id, controller)
    controller.signal.addEventListener('abort', () => { this.#running.delete(id) })
    try { await work(controller.signal) } finally { controller.abort() }
  }
}`,
    },
    {
      name: 'called off by a cleanup that runs in any case',
      code: `
export class Core {
  #running = new Map()
  handle(id, work) {
    const controller = new AbortController()
    const cleanup = () => controller.abort()
    this.#running.set(id, controller)
    controller.signal.addEventListener('abort', () => { this.#running.delete(id) })
    return work(controller.signal).finally(cleanup)
  }
}`,
    },
    {
      name: 'a limit beside the success',
      code: `
export class Sender {
  #queue = []
  constructor(bus, post) {
    bus.on('row', (row) => { this.#queue.push(row); if (this.#queue.length > 100) this.#queue.shift() })
    this.post = post
  }
  async flush() {
    const batch = this.#queue.slice()
    try { await this.post(batch); this.#queue.splice(0, batch.length) } catch { this.failed = true }
  }
}`,
    },
    {
      name: 'what is returned, with the entry added after the `await`',
      code: `
export class Locker {
  #handlers = new Map()
  async listen(channel, handler) {
    await this.subscribe(channel)
    this.#handlers.set(channel, handler)
    return () => { this.#handlers.delete(channel) }
  }
}`,
    },
    {
      name: 'where the value is ended on a way out as well',
      code: `
export class Shell {
  #live = new Map()
  async exec(command) {
    const child = start(command)
    this.#live.set(child.pid, child)
    try {
      await child.ready()
    } catch (error) {
      this.finish(child.pid)
      child.kill()
      throw error
    }
  }
  finish(pid) { this.#live.delete(pid) }
}`,
    },
    {
      name: 'an alternative to the addition',
      code: `
export class Page {
  #by = new Set()
  async enable(isOn, by) {
    if (isOn) this.#by.add(by)
    else this.#by.delete(by)
    await this.update()
  }
}`,
    },
  ],
})

test('one that is the other the other way round', ['everywhere'], {
  known: [
    {
      name: 'in another branch of the same function',
      code: `
export class Refs {
  byRef = new Map()
  byValue = new Map()
  onMessage(kind, args) {
    if (kind === 'make') {
      const [ref, value] = args
      this.byRef.set(ref, value)
      this.byValue.set(value, ref)
    } else if (kind === 'drop') {
      this.byRef.delete(args[0])
    }
  }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.byValue.set(value, ref)',
          data: { name: 'this.byValue', ...INSTANCE, detail: 'this.byRef' },
        },
      ],
    },
  ],
})

test('what gathers things for the end of its owner', ['everywhere'], {
  likely: [
    {
      name: 'once more for each update of a key',
      code: `
export class Bar {
  toDispose = new DisposableCollection()
  set(id, entry) {
    this.view.set(id, entry)
    this.toDispose.push(Disposable.create(() => this.drop(id)))
  }
  dispose() { this.toDispose.dispose() }
}`,
      errors: [
        {
          messageId: 'endOnly',
          at: 'this.toDispose.push(Disposable.create(() => this.drop(id)))',
          data: {
            name: 'this.toDispose',
            each: EACH_TIME,
            detail: 'dispose()',
            bound: 'Take each out after use.',
          },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'once for each key',
      code: `
export class Bar {
  toDispose = new DisposableCollection()
  set(id, entry) {
    if (this.known.has(id)) return
    this.toDispose.push(Disposable.create(() => this.drop(id)))
  }
  dispose() { this.toDispose.dispose() }
}`,
    },
    {
      name: 'once for each instance',
      code: `
export class Bar {
  toDispose = new DisposableCollection()
  constructor(id) { this.toDispose.push(Disposable.create(() => this.drop(id))) }
  dispose() { this.toDispose.dispose() }
}`,
    },
  ],
})
