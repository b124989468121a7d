import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const named = (cases: Readonly<Record<string, string>>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

test('keys of which the program has so many', ['everywhere'], {
  silent: named({
    'name of an environment': `
const clients = new Map()
export function clientOf(env) {
  if (!clients.has(env)) clients.set(env, connect(env))
  return clients.get(env)
}`,
    'namespace of a logger': `
const loggers = new Map()
export function debugOf(namespace) {
  let logger = loggers.get(namespace)
  if (!logger) { logger = create(namespace); loggers.set(namespace, logger) }
  return logger
}`,
    'text of a message': `
const warned = new Set()
export function warnOnce(message) {
  if (warned.has(message)) return
  warned.add(message)
  console.warn(message)
}`,
    'text of a message under another name': `
const warned = {}
export function warnOnce(text) {
  if (warned[text]) return
  warned[text] = true
  console.warn(text)
}`,
    'code of a deprecation': `
const warned = new Set()
export function deprecate(text, code) { if (!warned.has(code)) { warned.add(code); process.emitWarning(text) } }`,
    'type of an event': `
const handlers = {}
export function on(type, handler) { (handlers[type] ||= []).push(handler) }`,
    'language of a format': `
const formats = {}
export const format = (locale) => (formats[locale] ??= new Intl.NumberFormat(locale))`,
    'class of a value': `
const schemas = new Map()
export function schemaOf(value) {
  if (!schemas.has(value.constructor)) schemas.set(value.constructor, build(value))
  return schemas.get(value.constructor)
}`,
    'member of a table': `
const Level = { Low: 1, High: 2 }
const seen = new Map()
export function mark() { seen.set(Level.Low, 1) }`,
  }),
})

test('keys of which the type says how many', ['untypedTs', 'typed'], {
  silent: named({
    'union of literals': `
const counts = new Map<string, number>()
export function count(sessionId: 'first' | 'last'): void { counts.set(sessionId, 1) }`,
    'member of an enumeration': `
enum Level { Low = 'low', High = 'high' }
const counts = new Map<string, number>()
export function count(isHigh: boolean): void { counts.set(isHigh ? Level.High : Level.Low, 1) }`,
    enumeration: `
enum Level { Low, High }
export class Counts {
  #byLevel = new Map<Level, number>()
  count(levelId: Level): void { this.#byLevel.set(levelId, 1) }
}`,
    'alias of a union': `
type Side = 'left' | 'right'
const counts: Record<string, number> = {}
export function count(sideId: Side | null): void { counts[sideId ?? 'left'] = 1 }`,
    'element of a written list': `
const ZONES = ['north', 'south'] as const
export type Zone = (typeof ZONES)[number]
const pools = new Map<Zone, object>()
export function poolOf(zoneToken: Zone): void { pools.set(zoneToken, {}) }`,
    'key of a table': `
const PORTS = { web: 80, mail: 25 }
const counts = new Map<string, number>()
export function count(token: keyof typeof PORTS): void { counts.set(token, 1) }`,
    'declared answer of a function': `
type Answer = 'yes' | 'no'
const counts = new Map<string, number>()
function answerOf(request: unknown): Answer { return ask(request) }
declare function ask(request: unknown): Answer
export function count(request: unknown): void { counts.set(answerOf(request), 1) }`,
  }),
})

test('tables and local work', ['everywhere'], {
  silent: named({
    'a constant table': `
const TEXTS = { 200: 'OK', 404: 'Not Found' }
export const textOf = (id) => TEXTS[id]`,
    'a table that is filled while the module loads': `
const byName = {}
for (const name of ['a', 'b']) byName[name] = make(name)
export const get = (id) => byName[id]`,
    'filled by a callback while the module loads': `
const byId = {}
rows.forEach((row) => { byId[row.id] = row })
module.exports = (id) => byId[id]`,
    'filled by calls of a function while the module loads': `
const commands = new Map()
function command(id, run) { commands.set(id, run) }
command('start', () => 1)
command('stop', () => 2)
export const run = (id) => commands.get(id)()`,
    'filled by a function that each of a list is given to while the module loads': `
const byId = new Map()
const add = (row) => { byId.set(row.id, row) }
rows.forEach(add)
export const get = (id) => byId.get(id)`,
    'a function that registers what the program has': `
const actions = new Map()
export function registerAction(id, run) { actions.set(id, run) }`,
    'the working set of a method': `
export class Graph {
  walk(rootId) {
    const seen = new Set()
    const visit = (id) => { if (seen.has(id)) return; seen.add(id); for (const next of this.edges(id)) visit(next) }
    visit(rootId)
    return seen
  }
}`,
    'the working maps of a function': `
export function order(nodes) {
  const depths = new Map(), open = new Map()
  function visit(id, depth) {
    depths.set(id, depth); open.set(id, depth)
    nodes[id].next.forEach((next) => visit(next, depth + 1))
    leave(id)
  }
  function leave(id) { open.delete(id) }
  visit('root', 0)
  return depths
}`,
    'a field that each run makes anew': `
export class Graph {
  #seen = new Set()
  walk(rootId) { this.#seen = new Set(); this.#visit(rootId) }
  #visit(id) { if (!this.#seen.has(id)) { this.#seen.add(id); this.edges(id).forEach((next) => this.#visit(next)) } }
}`,
  }),
})

test('a bound, under any name', ['everywhere'], {
  silent: named({
    'a class of another file': `
import { Recent } from './recent.js'
const pages = new Recent(100)
export function remember(url, page) { pages.set(url, page) }`,
    'oldest out': `
export class Shelf {
  #entries = new Map()
  constructor(max) { this.max = max }
  put(id, value) {
    this.#entries.delete(id)
    this.#entries.set(id, value)
    if (this.#entries.size > this.max) this.#entries.delete(this.#entries.keys().next().value)
  }
}`,
    'emptied when full, by a count of its own': `
export class Shelf {
  #entries = {}
  #count = 0
  put(id, value) {
    if (this.#count === 100) { this.#entries = {}; this.#count = 0 }
    this.#entries[id] = value
    this.#count++
  }
}`,
    'a getter compares the size': `
export class Shelf {
  #entries = new Map()
  get isFull() { return this.#entries.size >= 100 }
  put(id, value) { if (!this.isFull) this.#entries.set(id, value) }
}`,
    'two generations': `
export class Shelf {
  #young = new Map()
  #old = new Map()
  put(id, value) {
    this.#young.set(id, value)
    if (this.#young.size > 100) { this.#old = this.#young; this.#young = new Map() }
  }
}`,
    'the last hundred': `
export class Log {
  #lines = []
  start(server) { server.on('request', ({ url }) => { this.#lines.push(url); this.#lines = this.#lines.slice(-100) }) }
}`,
    'pruned through a list of the keys': `
const pages = new Map()
const order = []
export function remember(url, page) {
  pages.set(url, page)
  order.push(url)
  if (order.length > 100) pages.delete(order.shift())
}`,
    'pruned through a table of times': `
const pages = new Map()
const times = new Map()
export function remember(url, page) { pages.set(url, page); times.set(url, Date.now()) }
export function prune() {
  for (const [url, time] of times) if (isOld(time)) { pages.delete(url); times.delete(url) }
}`,
    'sent and emptied': `
export class Batch {
  #rows = []
  start(source) { source.on('row', (row) => { this.#rows.push(row); this.timer ??= setTimeout(() => this.flush(), 100) }) }
  flush() { send(this.#rows.splice(0)) }
}`,
  }),
})

test('counted uses, deleted at zero', ['everywhere'], {
  silent: named({
    Map: `
const uses = new Map()
export function acquire(id) { uses.set(id, (uses.get(id) ?? 0) + 1) }
export function release(id) {
  const left = uses.get(id) - 1
  if (left > 0) uses.set(id, left)
  else uses.delete(id)
}`,
    record: `
const uses = {}
export function acquire(id) { uses[id] = (uses[id] || 0) + 1 }
export function release(id) { if (!--uses[id]) delete uses[id] }`,
    'record of a field': `
export class Uses {
  #uses = {}
  acquire(id) { this.#uses[id] = (this.#uses[id] || 0) + 1 }
  release(id) {
    this.#uses[id] -= 1
    if (this.#uses[id] === 0) delete this.#uses[id]
  }
}`,
    'in the entry': `
export class Shared {
  #shared = new Map()
  acquire(id) {
    let entry = this.#shared.get(id)
    if (!entry) this.#shared.set(id, (entry = { users: 0, socket: open(id) }))
    entry.users++
    return entry.socket
  }
  release(id) {
    const entry = this.#shared.get(id)
    if (--entry.users > 0) return
    entry.socket.close()
    this.#shared.delete(id)
  }
}`,
  }),
})

test('removed by what is registered along with the entry', ['everywhere'], {
  silent: named({
    "once('close')": `
const sockets = new Set()
export function accept(socket) { sockets.add(socket); socket.once('close', () => sockets.delete(socket)) }`,
    "once('close') of a field": `
export class Server {
  #sockets = new Map()
  accept(id, socket) { this.#sockets.set(id, socket); socket.once('close', () => this.#sockets.delete(id)) }
}`,
    'a signal': `
const running = new Map()
export function start(id, signal) {
  running.set(id, 1)
  signal.addEventListener('abort', () => running.delete(id), { once: true })
}`,
    'a function that the caller gets': `
const handlers = new Set()
export function register(handler) { handlers.add(handler); return () => { handlers.delete(handler) } }`,
    'a function that the caller of a method gets': `
export class Bus {
  #handlers = []
  start(source) { source.on('x', (handler) => this.onMessage(handler)) }
  onMessage(handler) {
    this.#handlers.push(handler)
    return () => { this.#handlers = this.#handlers.filter((each) => each !== handler) }
  }
}`,
    'an object that the caller gets': `
export class Bus {
  #handlers = new Map()
  subscribe(id, handler) {
    this.#handlers.set(id, handler)
    return { dispose: () => this.#handlers.delete(id) }
  }
}`,
    'a timer for each entry': `
const recent = new Map()
export function touch(userId) {
  clearTimeout(recent.get(userId))
  recent.set(userId, setTimeout(() => { recent.delete(userId) }, 60_000))
}`,
    'a timer for each entry, and a method': `
export class Recent {
  #entries = new Map()
  put(id, value) { this.#entries.set(id, value); setTimeout(() => this.#drop(id), 60_000) }
  #drop(id) { this.#entries.delete(id) }
}`,
    'a sweep': `
const recent = new Map()
setInterval(() => { for (const [id, { at }] of recent) if (isOld(at)) recent.delete(id) }, 60_000)
export function touch(userId) { recent.set(userId, { at: Date.now() }) }`,
    'a sweep of a field': `
export class Recent {
  #entries = {}
  constructor() { this.timer = setInterval(() => this.#sweep(), 1000) }
  #sweep() { for (const id of Object.keys(this.#entries)) if (isOld(this.#entries[id])) delete this.#entries[id] }
  put(id, value) { this.#entries[id] = value }
}`,
  }),
})

test('keys that are not kept', ['everywhere'], {
  silent: named({
    WeakMap: `
const times = new WeakMap()
export function touch(socket) { times.set(socket, Date.now()) }`,
    'WeakMap of a field':
      'export class Times { #times = new WeakMap(); touch(socket) { this.#times.set(socket, 1) } }',
    WeakSet: `
const seen = new WeakSet()
server.on('connection', (socket) => { seen.add(socket) })`,
  }),
})

test('collections that go with their owner', ['everywhere'], {
  silent: named({
    'an element': `
class XList extends HTMLElement {
  #rows = new Map()
  add(rowId, row) { this.#rows.set(rowId, row) }
}`,
    'a class component': `
import { Component } from 'react'
export class List extends Component {
  rows = new Map()
  add(rowId, row) { this.rows.set(rowId, row) }
  render() { return null }
}`,
    'options of a component': `
export default {
  created() { this.rows = {} },
  methods: { add(rowId, row) { this.rows[rowId] = row } },
}`,
    'a ref': `
import { useRef } from 'react'
export function useRows() {
  const rows = useRef(new Map())
  return (rowId, row) => { rows.current.set(rowId, row) }
}`,
    'an effect': `
import { useEffect } from 'react'
export function List({ socket }) {
  useEffect(() => {
    const rows = new Map()
    socket.on('row', (row) => { rows.set(row.id, row) })
    return () => socket.close()
  }, [socket])
}`,
    'a request': `
app.get('/', (request, response) => {
  const rows = new Map()
  request.on('data', (row) => { rows.set(row.id, row) })
})`,
    'a class whose instances are made for a piece of work': `
class Work { #seen = new Set(); step(id) { this.#seen.add(id) } }
export function work(rows) {
  const job = new Work()
  for (const { id } of rows) job.step(id)
}`,
    'a class whose instance is used where it is made': `
class Work { #seen = new Set(); step(id) { this.#seen.add(id) } }
export const handle = (request) => new Work().step(request.id)`,
    'a class that is called after a piece of work': `
export class TokenParser {
  #nodes = new Map()
  visit(id, node) { this.#nodes.set(id, node) }
}`,
  }),
})

test('classes whose instances do not go with a call', ['everywhere'], {
  likely: [
    {
      name: 'kept by a listener',
      code: `
class Work { #seen = new Set(); step(id) { this.#seen.add(id) } }
export function work(bus) {
  const job = new Work()
  bus.on('row', ({ id }) => job.step(id))
}`,
      errors: [{ messageId: 'neverShrinks', at: 'this.#seen.add(id)' }],
    },
    {
      name: 'handed back',
      code: `
class Work { #pending = new Set(); step(id) { this.#pending.add(id) } }
export function work() {
  const job = new Work()
  return job
}`,
      errors: [{ messageId: 'neverShrinks', at: 'this.#pending.add(id)' }],
    },
  ],
})

test('while debugging', ['everywhere'], {
  silent: named({
    'around the listener': `
const trace = []
if (process.env.DEBUG) server.on('request', (request) => { trace.push(request.url) })`,
    'within it': `
const trace = []
server.on('request', (request) => { if (process.env.NODE_ENV !== 'production') trace.push(request.url) })`,
    'a flag': `
const seen = new Map()
export function note(userId) { debugging && seen.set(userId, 1) }`,
  }),
  known: [
    {
      name: 'where it is not debugged',
      code: `
const seen = new Map()
export function note(userId) { if (debugging) console.log(userId); else seen.set(userId, 1) }`,
      errors: [{ messageId: 'neverShrinks', at: 'seen.set(userId, 1)' }],
    },
    {
      name: 'in production',
      code: `
const seen = new Map()
export function note(userId) { if (!isDebug) seen.set(userId, 1) }`,
      errors: [{ messageId: 'neverShrinks', at: 'seen.set(userId, 1)' }],
    },
  ],
})

test('functions that run while the module loads, and later', ['everywhere'], {
  known: [
    {
      name: 'exported',
      code: `
const commands = new Map()
export function command(userId, run) { commands.set(userId, run) }
command('start', () => 1)
command('stop', () => 2)`,
      errors: [{ messageId: 'neverShrinks', at: 'commands.set(userId, run)' }],
    },
    {
      name: 'called by another function',
      code: `
const commands = new Map()
function command(userId, run) { commands.set(userId, run) }
command('start', () => 1)
export const add = (userId) => command(userId, () => 2)`,
      errors: [{ messageId: 'neverShrinks', at: 'commands.set(userId, run)' }],
    },
  ],
})

test('keys that the functions of the file give', ['everywhere'], {
  silent: named({
    'every answer is written there': `
const counts = new Map()
function classOf(code) { if (code < 400) return 'good'; return code < 500 ? 'theirs' : 'ours' }
export function count(session) { counts.set(classOf(session.code), 1) }`,
    'every call of a private function gives one': `
const counts = new Map()
function count(token) { counts.set(token, (counts.get(token) ?? 0) + 1) }
export function hit() { count('hit') }
export function miss(isLate) { count(isLate ? 'late' : 'miss') }`,
  }),
  known: [
    {
      name: 'one of the answers comes from the request',
      code: `
const counts = new Map()
function keyOf(request) { if (!request.userId) return 'nobody'; return request.userId }
export function count(request) { const sessionId = keyOf(request); counts.set(sessionId, 1) }`,
      errors: [{ messageId: 'neverShrinks', at: 'counts.set(sessionId, 1)' }],
    },
    {
      name: 'one of the calls gives what comes in',
      code: `
const counts = new Map()
function count(sessionId) { counts.set(sessionId, 1) }
export function hit() { count('hit') }
export function open(sessionId) { count(sessionId) }`,
      errors: [{ messageId: 'neverShrinks', at: 'counts.set(sessionId, 1)' }],
    },
    {
      name: 'the function is handed on as well',
      code: `
const counts = new Map()
function count(sessionId) { counts.set(sessionId, 1) }
count('first')
export const install = (bus) => bus.on('open', count)`,
      errors: [{ messageId: 'neverShrinks', at: 'counts.set(sessionId, 1)' }],
    },
  ],
})

test('a program that is over with its work', ['everywhere'], {
  silent: named({
    'functions that run each other': `
import { argv } from 'node:process'
const seen = new Set()
async function visit(url) {
  if (seen.has(url)) return
  seen.add(url)
  for (const next of await linksOf(url)) await enter(next)
}
async function enter(url) { await visit(url) }
await visit(process.argv[2])
console.log(seen.size > 0)`,
  }),
  likely: [
    {
      name: 'an event adds to it',
      code: `
const seen = new Set()
const bus = connect(process.argv[2])
bus.on('visit', (sessionId) => { seen.add(sessionId) })`,
      errors: [{ messageId: 'neverShrinks', at: 'seen.add(sessionId)' }],
    },
    {
      name: 'a loop that never ends adds to it',
      code: `
const seen = new Set()
async function follow(source) { while (true) { const { sessionId } = await source.next(); seen.add(sessionId) } }
await follow(connect(process.argv[2]))`,
      errors: [{ messageId: 'neverShrinks', at: 'seen.add(sessionId)' }],
    },
  ],
})
