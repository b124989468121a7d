import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const MODULE = { until: 'until the program ends' }
const OBJECT = { until: 'as long as it lives' }
const INSTANCE = { until: 'as long as it lives' }

test('an entry is emptied and its key stays', ['everywhere'], {
  known: [
    {
      name: 'arrays in a record of the module, from which nothing else takes keys of endless kind',
      code: `
const rooms = {}
export function join(sessionId, socket) { (rooms[sessionId] ||= []).push(socket) }
export function leave(sessionId, socket) {
  const sockets = rooms[sessionId]
  sockets.splice(sockets.indexOf(socket), 1)
}`,
      errors: [
        {
          messageId: 'emptiedEntry',
          at: 'rooms[sessionId] ||= []',
          data: { name: 'rooms', ...MODULE, key: 'sessionId', at: '`sockets.splice(…)`' },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'Sets in a Map',
      code: `
export class Rooms {
  #rooms = new Map()
  join(id, socket) {
    if (!this.#rooms.has(id)) this.#rooms.set(id, new Set())
    this.#rooms.get(id).add(socket)
  }
  leave(id, socket) { this.#rooms.get(id)?.delete(socket) }
}`,
      errors: [
        {
          messageId: 'emptiedEntry',
          at: 'this.#rooms.set(id, new Set())',
          data: {
            name: 'this.#rooms',
            ...INSTANCE,
            key: 'id',
            at: '`this.#rooms.get(id)?.delete(socket)`',
          },
        },
      ],
    },
    {
      name: 'records in a record, methods of a prototype',
      code: `
function Hub() { this.rooms = {} }
Hub.prototype.join = function (id, socket) {
  this.rooms[id] = this.rooms[id] || {}
  this.rooms[id][socket.id] = socket
}
Hub.prototype.leave = function (id, socket) { delete this.rooms[id][socket.id] }`,
      errors: [
        {
          messageId: 'emptiedEntry',
          at: 'this.rooms[id] = this.rooms[id] || {}',
          data: { name: 'this.rooms', ...OBJECT, key: 'id', at: '`delete this.rooms[id][socket.id]`' },
        },
      ],
    },
    {
      name: 'by the function that unsubscribes',
      code: `
export class Bus {
  #handlers = new Map()
  subscribe(key, handler) {
    let handlers = this.#handlers.get(key)
    if (!handlers) this.#handlers.set(key, (handlers = new Set()))
    handlers.add(handler)
    return () => { handlers.delete(handler) }
  }
}`,
      errors: [
        {
          messageId: 'emptiedEntry',
          at: 'this.#handlers.set(key, (handlers = new Set()))',
          data: {
            name: 'this.#handlers',
            ...INSTANCE,
            key: 'key',
            at: '`handlers.delete(handler)`',
          },
        },
      ],
    },
    {
      name: 'by a listener for the end',
      code: `
const rooms = new Map()
export function join(name, socket) {
  const room = rooms.get(name) ?? new Set()
  rooms.set(name, room)
  room.add(socket)
  socket.once('close', () => room.delete(socket))
}`,
      errors: [
        {
          messageId: 'emptiedEntry',
          at: 'rooms.set(name, room)',
          data: { name: 'rooms', ...MODULE, key: 'name', at: '`room.delete(socket)`' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the key goes with its last part',
      code: `
export class Rooms {
  #rooms = new Map()
  join(id, socket) {
    if (!this.#rooms.has(id)) this.#rooms.set(id, new Set())
    this.#rooms.get(id).add(socket)
  }
  leave(id, socket) {
    const room = this.#rooms.get(id)
    room?.delete(socket)
    if (room?.size === 0) this.#rooms.delete(id)
  }
}`,
    },
    {
      name: 'one entry for each type of event',
      code: `
export class Bus {
  #handlers = new Map()
  on(type, handler) {
    if (!this.#handlers.has(type)) this.#handlers.set(type, new Set())
    this.#handlers.get(type).add(handler)
  }
  off(type, handler) { this.#handlers.get(type)?.delete(handler) }
}`,
    },
    {
      name: 'one entry for each name of an event',
      code: `
export class Bus {
  handlers = {}
  on(eventName, handler) { (this.handlers[eventName] ||= []).push(handler) }
  off(eventName, handler) {
    const handlers = this.handlers[eventName]
    handlers.splice(handlers.indexOf(handler), 1)
  }
}`,
    },
  ],
})

test('what an entry holds has ended', ['everywhere'], {
  known: [
    {
      name: 'for each connection, in a list of the module from which nothing is taken',
      code: `
const sockets = []
let closed = 0
server.on('connection', (socket) => {
  sockets.push(socket)
  socket.once('close', () => { closed++ })
})`,
      errors: [
        {
          messageId: 'endedEntry',
          at: 'sockets.push(socket)',
          data: { name: 'sockets', ...MODULE, detail: "'close'" },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'Set of a field',
      code: `
export class Pool {
  #sockets = new Set()
  accept(socket) {
    this.#sockets.add(socket)
    socket.on('close', () => { console.log('closed') })
  }
}`,
      errors: [
        {
          messageId: 'endedEntry',
          at: 'this.#sockets.add(socket)',
          data: { name: 'this.#sockets', ...INSTANCE, detail: "'close'" },
        },
      ],
    },
    {
      name: 'Map of a field, which the end of the owner empties',
      code: `
export class Pool {
  #sockets = new Map()
  accept(id, socket) {
    this.#sockets.set(id, socket)
    socket.on('end', () => { this.ended++ })
  }
  close() { for (const socket of this.#sockets.values()) socket.destroy(); this.#sockets.clear() }
}`,
      errors: [
        {
          messageId: 'endedEntry',
          at: 'this.#sockets.set(id, socket)',
          data: { name: 'this.#sockets', ...INSTANCE, detail: "'end'" },
        },
      ],
    },
    {
      name: 'in an entry that is itself a list',
      code: `
export class Rooms {
  #rooms = new Map()
  join(id, socket) {
    if (!this.#rooms.has(id)) this.#rooms.set(id, [])
    this.#rooms.get(id).push(socket)
    socket.on('disconnect', () => { socket.hasLeft = true })
  }
}`,
      errors: [
        {
          messageId: 'endedEntry',
          at: 'this.#rooms.get(id).push(socket)',
          data: { name: 'this.#rooms', ...INSTANCE, detail: "'disconnect'" },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the listener takes it out',
      code: `
export class Pool {
  #sockets = new Set()
  accept(socket) {
    this.#sockets.add(socket)
    socket.on('close', () => { this.#sockets.delete(socket) })
  }
}`,
    },
    {
      name: 'a method that the listener calls takes it out',
      code: `
export class Pool {
  #sockets = new Set()
  accept(socket) {
    this.#sockets.add(socket)
    socket.on('close', () => this.drop(socket))
  }
  drop(socket) { this.#sockets.delete(socket) }
}`,
    },
    {
      name: 'one of two listeners takes it out',
      code: `
export class Pool {
  #sockets = new Set()
  accept(socket) {
    this.#sockets.add(socket)
    socket.on('close', () => { this.closed++ })
    socket.on('end', () => { this.#sockets.delete(socket) })
  }
}`,
    },
    {
      name: 'something else takes it out before',
      code: `
export class Pool {
  #sockets = new Set()
  accept(socket) {
    this.#sockets.add(socket)
    socket.on('close', () => { this.closed++ })
  }
  giveBack(socket) { this.#sockets.delete(socket) }
}`,
    },
  ],
  silentByDefault: [
    {
      name: 'a listener of another file',
      code: `
import { onClose } from './close.js'
export class Pool {
  #sockets = new Set()
  accept(socket) {
    this.#sockets.add(socket)
    socket.on('close', onClose)
  }
}`,
    },
  ],
})

test('the handles of timers that have fired', ['dom'], {
  known: [
    {
      name: 'list of a field that the end goes through',
      code: `
export class Poller {
  #timers = []
  later(work) { this.#timers.push(setTimeout(work, 1000)) }
  stop() { this.#timers.forEach(clearTimeout) }
}`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'this.#timers.push(setTimeout(work, 1000))',
          data: { name: 'this.#timers', ...INSTANCE },
        },
      ],
    },
    {
      name: 'Set of a field that the end empties',
      code: `
export class Poller {
  #timers = new Set()
  later(work) { this.#timers.add(setTimeout(work, 1000)) }
  stop() { for (const timer of this.#timers) clearTimeout(timer); this.#timers.clear() }
}`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'this.#timers.add(setTimeout(work, 1000))',
          data: { name: 'this.#timers', ...INSTANCE },
        },
      ],
    },
    {
      name: 'a handle in a variable',
      code: `
export class Poller {
  #timers = []
  later(work) { const timer = setTimeout(work, 1000); this.#timers.push(timer) }
  stop() { this.#timers.forEach(clearTimeout) }
}`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'this.#timers.push(timer)',
          data: { name: 'this.#timers', ...INSTANCE },
        },
      ],
    },
    {
      name: 'list of the module, animation frames',
      code: `
const frames = []
export function draw(work) { frames.push(requestAnimationFrame(work)) }`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'frames.push(requestAnimationFrame(work))',
          data: { name: 'frames', ...MODULE },
        },
      ],
    },
    {
      name: 'methods of a prototype, the window by its name',
      code: `
function Poller() { this.timers = [] }
Poller.prototype.later = function (work) { this.timers.push(window.setTimeout(work, 10)) }
Poller.prototype.destroy = function () { this.timers.forEach(window.clearTimeout) }`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'this.timers.push(window.setTimeout(work, 10))',
          data: { name: 'this.timers', ...OBJECT },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the callback takes its handle out',
      code: `
export class Poller {
  #timers = new Set()
  later(work) {
    const timer = setTimeout(() => { this.#timers.delete(timer); work() }, 1000)
    this.#timers.add(timer)
  }
  stop() { for (const timer of this.#timers) clearTimeout(timer); this.#timers.clear() }
}`,
    },
    {
      name: 'intervals do not fire and end',
      code: `
export class Poller {
  #timers = []
  every(work) { this.#timers.push(setInterval(work, 1000)) }
  stop() { this.#timers.forEach(clearInterval); this.#timers = [] }
}`,
    },
    {
      name: 'once for each instance',
      code: `
export class Poller {
  #timers = []
  constructor(works) { for (const work of works) this.#timers.push(setTimeout(work, 1000)) }
  stop() { this.#timers.forEach(clearTimeout) }
}`,
    },
    {
      name: 'once for each instance, by a method',
      code: `
export class Poller {
  #timers = []
  constructor(work) { this.start(work) }
  start(work) { this.#timers.push(setTimeout(work, 1000)) }
  stop() { this.#timers.forEach(clearTimeout) }
}`,
    },
    {
      name: 'the former ones are cleared first',
      code: `
export class Poller {
  #timers = []
  later(work) { this.stop(); this.#timers.push(setTimeout(work, 1000)) }
  stop() { this.#timers.forEach(clearTimeout); this.#timers = [] }
}`,
    },
    {
      name: 'one for each key, in the place of the former one, up to a size',
      code: `
export class Poller {
  #timers = new Map()
  later(id, work) { if (this.#timers.size < 10) this.#timers.set(id, setTimeout(work, 1000)) }
  stop() { for (const timer of this.#timers.values()) clearTimeout(timer) }
}`,
    },
  ],
})

test('the handles of timers that have fired: Node', ['node'], {
  known: [
    {
      name: 'setImmediate',
      code: `
const handles = []
export function soon(work) { handles.push(setImmediate(work)) }`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'handles.push(setImmediate(work))',
          data: { name: 'handles', ...MODULE },
        },
      ],
    },
  ],
})

test('the handles of timers that have fired: TSX', ['untypedTs', 'typedDom'], {
  known: [
    {
      name: 'a component that shows something for a while, again and again',
      filename: 'react.tsx',
      code: `
import { Component } from 'react'
export class Toast extends Component<{ text: string }> {
  private timers: number[] = []
  show(): void { this.timers.push(window.setTimeout(() => this.hide(), 1000)) }
  hide(): void {}
  componentWillUnmount(): void { for (const timer of this.timers) clearTimeout(timer) }
  render() { return <p>{this.props.text}</p> }
}`,
      errors: [
        {
          messageId: 'firedHandle',
          at: 'this.timers.push(window.setTimeout(() => this.hide(), 1000))',
          data: { name: 'this.timers', ...INSTANCE },
        },
      ],
    },
  ],
})

test('the function that removes ends before', ['everywhere'], {
  likely: [
    {
      name: 'early return for another reason',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  close(id, user) {
    if (!user.isActive) return
    this.#byId.delete(id)
  }
}`,
      errors: [
        {
          messageId: 'missedRemoval',
          at: 'this.#byId.set(id, session)',
          data: { name: 'this.#byId', ...INSTANCE, detail: 'close()', way: 'ends by `return` before' },
        },
      ],
    },
    {
      name: 'an await that may throw',
      code: `
export class Sessions {
  byId = {}
  open(id, session) { this.byId[id] = session }
  async close(id, user) {
    await user.sayGoodbye()
    delete this.byId[id]
  }
}`,
      errors: [
        {
          messageId: 'missedRemoval',
          at: 'this.byId[id] = session',
          data: {
            name: 'this.byId',
            ...INSTANCE,
            detail: 'close()',
            way: 'fails at `await user.sayGoodbye()`',
          },
        },
      ],
    },
    {
      name: 'Set of the module, a listener for the end',
      code: `
const sockets = new Set()
server.on('connection', (socket) => {
  sockets.add(socket)
  socket.on('close', (hadError) => {
    if (hadError) return
    sockets.delete(socket)
  })
})`,
      errors: [
        {
          messageId: 'missedRemoval',
          at: 'sockets.add(socket)',
          data: { name: 'sockets', ...MODULE, detail: 'the function', way: 'ends by `return` before' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the entry is asked for first',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  close(id) {
    const session = this.#byId.get(id)
    if (!session) return
    session.end()
    this.#byId.delete(id)
  }
}`,
    },
    {
      name: 'a table of the same keys is asked',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  close(id) {
    if (!this.users.has(id)) return
    this.#byId.delete(id)
  }
}`,
    },
    {
      name: 'without a key there is no entry',
      code: `
export class Sessions {
  #byId = {}
  open(id, session) { this.#byId[id] = session }
  close(id) {
    if (id == null) return
    delete this.#byId[id]
  }
}`,
    },
    {
      name: 'in finally',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  async close(id, user) {
    try { await user.sayGoodbye() } finally { this.#byId.delete(id) }
  }
}`,
    },
    {
      name: 'the exception is caught before',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  async close(id, user) {
    try { await user.sayGoodbye() } catch (error) { report(error) }
    this.#byId.delete(id)
  }
}`,
    },
    {
      name: 'it is another one by now',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  close(id, session) {
    if (this.#byId.get(id) !== session) return
    this.#byId.delete(id)
  }
}`,
    },
    {
      name: 'others still use it',
      code: `
export class Shared {
  #shared = new Map()
  open(id, entry) { this.#shared.set(id, entry) }
  close(id, entry) {
    if (entry.users > 0) return
    this.#shared.delete(id)
  }
}`,
    },
    {
      name: 'another function removes as well',
      code: `
export class Sessions {
  #byId = new Map()
  open(id, session) { this.#byId.set(id, session) }
  close(id, user) {
    if (!user.isActive) return
    this.#byId.delete(id)
  }
  expire(id) { this.#byId.delete(id) }
}`,
    },
  ],
})
