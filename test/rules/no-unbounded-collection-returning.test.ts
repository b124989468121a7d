import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const MODULE = { until: 'until the program ends' }
const INSTANCE = { until: 'as long as it lives' }

test('an entry is made for something to be deleted from it', ['everywhere'], {
  known: [
    {
      name: 'record of records',
      code: `
const table = {}
export function add(id, part) { (table[id] ||= {})[part] = 1 }
export function remove(id, part) {
  table[id] = table[id] || {}
  delete table[id][part]
}`,
      errors: [
        {
          messageId: 'createdToDelete',
          at: 'table[id] = table[id] || {}',
          data: { name: 'table', ...MODULE, at: '`delete table[id][part]`' },
        },
      ],
    },
    {
      name: 'logical assignment, a Set in each entry',
      code: `
const table = {}
export function remove(id, part) {
  table[id] ??= new Set()
  table[id].delete(part)
}`,
      errors: [
        {
          messageId: 'createdToDelete',
          at: 'table[id] ??= new Set()',
          data: { name: 'table', ...MODULE, at: '`table[id].delete(part)`' },
        },
      ],
    },
    {
      name: 'Map of a private field',
      code: `
export class Rooms {
  #rooms = new Map()
  join(id, socket) {
    let room = this.#rooms.get(id)
    if (!room) { room = new Set(); this.#rooms.set(id, room) }
    room.add(socket)
  }
  leave(id, socket) {
    if (!this.#rooms.has(id)) this.#rooms.set(id, new Set())
    this.#rooms.get(id).delete(socket)
  }
}`,
      errors: [
        {
          messageId: 'createdToDelete',
          at: 'this.#rooms.set(id, new Set())',
          data: { name: 'this.#rooms', ...INSTANCE, at: '`this.#rooms.get(id).delete(socket)`' },
        },
      ],
    },
    {
      name: 'closure',
      code: `
export function rooms() {
  const byId = new Map()
  return {
    leave(id, socket) {
      if (!byId.has(id)) { byId.set(id, new Set()) }
      byId.get(id).delete(socket)
    },
  }
}`,
      errors: [
        {
          messageId: 'createdToDelete',
          at: 'byId.set(id, new Set())',
          data: { name: 'byId', until: 'as long as it lives', at: '`byId.get(id).delete(socket)`' },
        },
      ],
    },
    {
      name: 'field under a symbol, method of a prototype, chained assignments',
      code: `
const kRooms = Symbol('rooms')
function Hub() { this[kRooms] = {} }
Hub.prototype.leave = function (id, socket) {
  var sockets = this[kRooms][id] = this[kRooms][id] || {} /* by name */
  delete sockets[socket.name]
}`,
      errors: [
        {
          messageId: 'createdToDelete',
          at: 'this[kRooms][id] = this[kRooms][id] || {}',
          data: { name: 'this[kRooms]', until: 'as long as it lives', at: '`delete sockets[socket.name]`' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'only from an entry that is there, whose key goes with its last part',
      code: `
const table = {}
export function add(id, part) { (table[id] ||= {})[part] = 1 }
export function remove(id, part) {
  if (!table[id]) return
  delete table[id][part]
  if (Object.keys(table[id]).length === 0) delete table[id]
}`,
    },
    {
      name: 'only from an entry that is there, in a variable',
      code: `
const table = {}
export function remove(id, part) {
  const entry = table[id]
  if (entry) delete entry[part]
}`,
    },
    {
      name: 'the empty entry is deleted at once',
      code: `
const table = {}
export function remove(id, part) {
  table[id] ||= new Set()
  table[id].delete(part)
  if (!table[id].size) delete table[id]
}`,
    },
    {
      name: 'a key of the program',
      code: `
const table = {}
export function remove(part) {
  table['all'] ||= new Set()
  table['all'].delete(part)
}`,
    },
    {
      name: 'something may be added as well, and another function deletes the key',
      code: `
const table = {}
export function toggle(id, part, isOn) {
  table[id] ||= new Set()
  if (isOn) table[id].add(part)
  else table[id].delete(part)
}
export function drop(id) { delete table[id] }`,
    },
    {
      name: 'one part for another: it is added where the entry is made',
      code: `
const table = {}
export function rename(id, part, former) {
  (table[id] ||= {})[part] = 1
  delete table[id][former]
}
export function drop(id) { delete table[id] }`,
    },
  ],
})

test('what has been deleted is put in again', ['everywhere'], {
  known: [
    {
      name: 'by the method called last',
      code: `
export class Players {
  #states = new Map()
  stateOf(id) {
    if (!this.#states.has(id)) this.#states.set(id, { timer: 0 })
    return this.#states.get(id)
  }
  forget(id) { this.#states.delete(id) }
  stop(id) { clearTimeout(this.stateOf(id).timer) }
  remove(id) {
    this.forget(id)
    this.stop(id)
  }
}`,
      errors: [
        {
          messageId: 'comesBack',
          at: 'this.stop(id)',
          data: { name: 'this.#states', ...INSTANCE, key: 'id', at: '`this.forget(id)`' },
        },
      ],
    },
    {
      name: 'functions and a map of the module',
      code: `
const states = new Map()
function stateOf(id) {
  let state = states.get(id)
  if (!state) { state = {}; states.set(id, state) }
  return state
}
function drop(id) { states.delete(id) }
function stop(id) { stateOf(id).stopped = true }
export function destroy(playerId) {
  drop(playerId) // first
  stop(playerId)
}`,
      errors: [
        {
          messageId: 'comesBack',
          at: 'stop(playerId)',
          data: { name: 'states', ...MODULE, key: 'playerId', at: '`drop(playerId)`' },
        },
      ],
    },
    {
      name: 'deleted by the function itself',
      code: `
const states = {}
function stateOf(id) { return (states[id] ||= {}) }
function stop(id) { stateOf(id).stopped = true }
export function destroy(id) {
  delete states[id]
  stop(id)
}`,
      errors: [
        {
          messageId: 'comesBack',
          at: 'stop(id)',
          line: 7,
          data: { name: 'states', ...MODULE, key: 'id', at: '`delete states[id]`' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the entry is deleted last',
      code: `
export class Players {
  #states = new Map()
  stateOf(id) {
    if (!this.#states.has(id)) this.#states.set(id, { timer: 0 })
    return this.#states.get(id)
  }
  forget(id) { this.#states.delete(id) }
  stop(id) { clearTimeout(this.stateOf(id).timer) }
  remove(id) {
    this.stop(id)
    this.forget(id)
  }
}`,
    },
    {
      name: 'the one that stops looks the entry up',
      code: `
export class Players {
  #states = new Map()
  start(id) { this.#states.set(id, { timer: 0 }) }
  forget(id) { this.#states.delete(id) }
  stop(id) { clearTimeout(this.#states.get(id)?.timer) }
  remove(id) {
    this.forget(id)
    this.stop(id)
  }
}`,
    },
    {
      name: 'removed to be added again: it is replaced',
      code: `
export class Index {
  #rows = new Map()
  add(id, row) { this.#rows.set(id, row) }
  remove(id) { this.#rows.delete(id) }
  update(id, row) { this.remove(id); this.add(id, row) }
}`,
    },
    {
      name: 'replaced by a method whose name begins with a removal',
      code: `
export class Index {
  #rows = new Map()
  add(id, row) { this.#rows.set(id, row) }
  remove(id) { this.#rows.delete(id) }
  removeAndAdd(id, row) { this.remove(id); this.add(id, row) }
}`,
    },
    {
      name: 'a tombstone in the place of what was there',
      code: `
export class Documents {
  #documents = new Map()
  put(id, document) { this.#documents.set(id, document) }
  drop(id) { this.#documents.delete(id) }
  removeMarked(id) { this.#documents.set(id, { isRemoved: true }) }
  remove(id) { this.drop(id); this.removeMarked(id) }
}`,
    },
    {
      name: 'under a condition',
      code: `
const states = {}
function stateOf(id) { return (states[id] ||= {}) }
function stop(id) { stateOf(id).stopped = true }
export function destroy(id, isRunning) {
  delete states[id]
  if (isRunning) stop(id)
}`,
    },
  ],
  silentByDefault: [
    {
      name: 'a tombstone and nothing else',
      code: `
export class Documents {
  #documents = new Map()
  put(id, document) { this.#documents.set(id, document) }
  remove(id) { this.#documents.set(id, REMOVED) }
}`,
    },
  ],
})
