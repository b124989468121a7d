import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const INSTANCE = { until: 'as long as it lives' }
const CLOSURE = { until: 'as long as it lives' }

test('two are filled together and one is emptied', ['everywhere'], {
  known: [
    {
      name: 'the same value by another key',
      code: `
export class Peers {
  #byId = new Map()
  #byName = new Map()
  add(id, peer) { this.#byId.set(id, peer); this.#byName.set(peer.name, peer) }
  remove(id) { this.#byId.delete(id) }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.#byName.set(peer.name, peer)',
          data: { name: 'this.#byName', until: 'as long as it lives', detail: 'this.#byId' },
        },
      ],
    },
    {
      name: 'private Maps',
      code: `
export class Peers {
  #byId = new Map()
  #names = new Map()
  add(id, peer) { this.#byId.set(id, peer); this.#names.set(id, peer.name) }
  remove(id) { this.#byId.delete(id) }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.#names.set(id, peer.name)',
          data: { name: 'this.#names', ...INSTANCE, detail: 'this.#byId' },
        },
      ],
    },
    {
      name: 'public records of a constructor function',
      code: `
function Peers() { this.byId = {}; this.names = {} }
Peers.prototype.add = function (id, peer) { this.byId[id] = peer; this.names[id] = peer.name }
Peers.prototype.remove = function (id) { delete this.byId[id] }
module.exports = Peers`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.names[id] = peer.name',
          data: { name: 'this.names', until: 'as long as it lives', detail: 'this.byId' },
        },
      ],
    },
    {
      name: 'object of the module that others know',
      code: `
const peers = {
  byId: {},
  names: {},
  add(id, peer) { this.byId[id] = peer; this.names[id] = peer.name },
  remove(id) { delete this.byId[id] },
}
module.exports = peers`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.names[id] = peer.name',
          data: { name: 'peers.names', until: 'until the program ends', detail: 'peers.byId' },
        },
      ],
    },
    {
      name: 'fields under symbols',
      code: `
const kById = Symbol('byId'), kNames = Symbol('names')
export class Peers {
  [kById] = new Map();
  [kNames] = new Map()
  add(id, peer) { this[kById].set(id, peer); this[kNames].set(id, peer.name) }
  remove(id) { this[kById].delete(id) }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this[kNames].set(id, peer.name)',
          data: { name: 'this[kNames]', ...INSTANCE, detail: 'this[kById]' },
        },
      ],
    },
    {
      name: 'closure',
      code: `
export function createPeers() {
  const byId = new Map(), names = new Map()
  return {
    add(id, peer) { byId.set(id, peer); names.set(id, peer.name) },
    remove(id) { byId.delete(id) },
  }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'names.set(id, peer.name)',
          data: { name: 'names', ...CLOSURE, detail: 'byId' },
        },
      ],
    },
    {
      name: 'the end of one is an event',
      code: `
export class Hub {
  #sockets = new Map()
  #names = new Map()
  accept(id, socket) {
    this.#sockets.set(id, socket)
    this.#names.set(id, /* its name */ socket.name)
    socket.once('close', () => { this.#sockets.delete(id) })
  }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.#names.set(id, /* its name */ socket.name)',
          data: { name: 'this.#names', ...INSTANCE, detail: 'this.#sockets' },
        },
      ],
    },
    {
      name: 'a Set that somebody goes through',
      code: `
export class Hub {
  #sockets = new Map()
  #ids = new Set()
  accept(id, socket) { this.#sockets.set(id, socket); this.#ids.add(id) }
  all() { return [...this.#ids] }
  remove(id) { this.#sockets.delete(id) }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.#ids.add(id)',
          data: { name: 'this.#ids', ...INSTANCE, detail: 'this.#sockets' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'one remembers what it has seen, and is asked whether it has seen anything',
      code: `
export function create() {
  const pending = new Set()
  const seen = new Set()
  const ensure = () => { if (seen.size === 0) finish() }
  return {
    add(id) {
      if (seen.has(id)) return
      seen.add(id)
      pending.add(id)
      ensure()
    },
    done(id) { pending.delete(id); ensure() },
  }
}`,
    },
    {
      name: 'both are emptied',
      code: `
export class Peers {
  #byId = new Map()
  #names = new Map()
  add(id, peer) { this.#byId.set(id, peer); this.#names.set(id, peer.name) }
  remove(id) { this.#byId.delete(id); this.#names.delete(id) }
}`,
    },
    {
      name: 'one pruned through the other',
      code: `
export class Rows {
  #rows = new Map()
  #times = new Map()
  put(id, row) { this.#rows.set(id, row); this.#times.set(id, Date.now()) }
  prune() {
    for (const [id, time] of this.#times) if (isOld(time)) { this.#rows.delete(id); this.#times.delete(id) }
  }
}`,
    },
    {
      name: 'emptied as a whole',
      code: `
export class Peers {
  #byId = new Map()
  #names = new Map()
  add(id, peer) { this.#byId.set(id, peer); this.#names.set(id, peer.name) }
  remove(id) { this.#byId.delete(id) }
  reload() { this.#byId.clear(); this.#names.clear() }
}`,
    },
    {
      name: 'local, for as long as a walk takes',
      code: `
export function order(nodes) {
  const done = new Map(), open = new Map()
  function visit(id) {
    if (done.has(id)) return
    open.set(id, 1); done.set(id, nodes[id])
    nodes[id].next.forEach(visit)
    leave(id)
  }
  function leave(id) { open.delete(id) }
  Object.keys(nodes).forEach(visit)
  return [...done.values()]
}`,
    },
  ],
  silentByDefault: [
    {
      name: 'what is under way, and what has been seen',
      code: `
export class Crawler {
  #seen = new Set()
  #running = new Set()
  start(url) {
    if (this.#seen.has(url)) return
    this.#seen.add(url)
    this.#running.add(url)
  }
  finish(url) { this.#running.delete(url) }
}`,
    },
    {
      name: 'what has been seen, in a record',
      code: `
export class Crawler {
  seen = {}
  running = {}
  start(url) {
    if (this.seen[url]) return
    this.seen[url] = true
    this.running[url] = load(url)
  }
  finish(url) { delete this.running[url] }
}`,
    },
    {
      name: 'the time of the last run',
      code: `
export class Jobs {
  #lastRun = new Map()
  #running = new Map()
  start(id, job) { this.#lastRun.set(id, Date.now()); this.#running.set(id, job) }
  finish(id) { this.#running.delete(id) }
}`,
    },
    {
      name: 'the date of the last run',
      code: `
export class Jobs {
  #lastRun = {}
  #running = {}
  start(id, job) { this.#lastRun[id] = new Date(); this.#running[id] = job }
  finish(id) { delete this.#running[id] }
}`,
    },
    {
      name: 'the number of attempts',
      code: `
export class Jobs {
  #attempts = new Map()
  #running = new Map()
  start(id, job) { this.#attempts.set(id, (this.#attempts.get(id) ?? 0) + 1); this.#running.set(id, job) }
  stop(id) { this.#running.delete(id) }
}`,
    },
  ],
  likely: [
    {
      name: 'closure: others of it lose entries, whatever their keys are',
      code: `
export function createPeers() {
  const byId = new Map(), names = new Map()
  return {
    add(id, peer) { byId.set(id, peer) },
    rename(id, name) { names.set(id, name) },
    remove(id) { byId.delete(id) },
  }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'names.set(id, name)',
          data: { name: 'names', ...CLOSURE, detail: 'byId' },
        },
      ],
    },
  ],
})

test('the end of a key is dealt with in several others', ['everywhere'], {
  known: [
    {
      name: 'and this one is only looked at',
      code: `
export class Peers {
  #sockets = new Map()
  #names = new Map()
  #rooms = new Map()
  connect(id, socket) { this.#sockets.set(id, socket) }
  rename(id, name) { this.#names.set(id, name) }
  join(id, room) { this.#rooms.set(id, room) }
  disconnect(id) {
    this.#rooms.get(id)?.leave(id)
    this.#sockets.delete(id)
    this.#names.delete(id)
  }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.#rooms.set(id, room)',
          data: { name: 'this.#rooms', ...INSTANCE, detail: 'this.#sockets' },
        },
      ],
    },
    {
      name: 'records of the module',
      code: `
const sockets = {}, names = {}, rooms = {}
export function connect(id, socket) { sockets[id] = socket }
export function rename(id, name) { names[id] = name }
export function join(id, room) { rooms[id] = room }
export function onDisconnect(id) {
  if (rooms[id]) rooms[id].leave(id)
  delete sockets[id]
  delete names[id]
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'rooms[id] = room',
          data: { name: 'rooms', until: 'until the program ends', detail: 'sockets' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'and in this one too',
      code: `
export class Peers {
  #sockets = new Map()
  #names = new Map()
  #rooms = new Map()
  connect(id, socket) { this.#sockets.set(id, socket) }
  rename(id, name) { this.#names.set(id, name) }
  join(id, room) { this.#rooms.set(id, room) }
  disconnect(id) {
    this.#rooms.get(id)?.leave(id)
    this.#rooms.delete(id)
    this.#sockets.delete(id)
    this.#names.delete(id)
  }
}`,
    },
  ],
  silentByDefault: [
    {
      name: 'another key is looked up',
      code: `
export class Peers {
  #sockets = new Map()
  #names = new Map()
  #rooms = new Map()
  connect(id, socket) { this.#sockets.set(id, socket) }
  rename(id, name) { this.#names.set(id, name) }
  open(roomId, room) { this.#rooms.set(roomId, room) }
  disconnect(id, roomId) {
    this.#rooms.get(roomId).leave(id)
    this.#sockets.delete(id)
    this.#names.delete(id)
  }
}`,
    },
  ],
})

test('filled together: TypeScript', ['untypedTs', 'typed'], {
  known: [
    {
      name: 'private fields with types',
      code: `
export class Peers {
  private readonly byId = new Map<string, object>()
  private names: Record<string, string> = {}
  add(id: string, name: string): void { this.byId.set(id, { name }); this.names[id] = name }
  remove(id: string): void { this.byId.delete(id) }
}`,
      errors: [
        {
          messageId: 'forgotten',
          at: 'this.names[id] = name',
          data: { name: 'this.names', ...INSTANCE, detail: 'this.byId' },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'two keys at most',
      code: `
export class Peers {
  private readonly byId = new Map<string, object>()
  private names: Record<string, string> = {}
  add(side: 'left' | 'right', name: string): void { this.byId.set(side, { name }); this.names[side] = name }
  remove(side: string): void { this.byId.delete(side) }
}`,
    },
  ],
})
