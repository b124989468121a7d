import { describe } from 'vitest'

import { noPermanentAllocation, type MessageId } from '../../src/rules/no-permanent-allocation.js'
import { ruleTester, type ExpectedReport } from '../rule-tester.js'

const LIKELY = [{ likely: true }] as const
const NAME = 'no-permanent-allocation'

const emptied = (
  at: string,
  suggestion?: { deletion: string; output: string },
  data?: Record<string, string>,
): ExpectedReport<MessageId>[] => [
  {
    messageId: 'emptiedEntry',
    at,
    ...(data && { data }),
    suggestions: suggestion
      ? [{ messageId: 'deleteEntry', data: { deletion: suggestion.deletion }, output: suggestion.output }]
      : [],
  },
]

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

const CLIENT = `
class Client {
  pending = {}
  call(id, reply) { this.pending[id] = reply }
  settle(id, value) {
    const reply = this.pending[id]
    // done with it
    this.pending[ id ] = undefined // at last
    reply(value)
  }
}`

const SESSIONS = `
const sessions = Object.create(null)
function open(id, session) { sessions[id] = session }
function close(id) { sessions[id] = null }`

const MAPPED = `
const sessions = new Map()
function open(id, session) { sessions.set(id, session) }
function close(id) { sessions.set(id, undefined) }`

describe('entries that are emptied', () => {
  ruleTester('everywhere').run(NAME, noPermanentAllocation, {
    valid: silent({
      'a key that is deleted': CLIENT.replace('this.pending[ id ] = undefined', 'delete this.pending[id]'),
      'a key that is deleted elsewhere': `${SESSIONS}
function forget(id) { delete sessions[id] }`,
      'a table that is emptied elsewhere': `
class Client {
  reset() { this.pending = {} }
  call(id, reply) { this.pending[id] = reply }
  settle(id) { this.pending[id] = null }
}`.replace('reset()', 'constructor() { this.pending = {} }\n  reset()'),
      'a fixed property': `
class Client {
  slots = {}
  open(id) { this.slots.reply = id; this.state = id }
  close() { this.slots.reply = null; this.slots['state'] = undefined }
}`,
      'keys of the program': `
const kSocket = Symbol('socket')
const table = {}
function open(socket) { table[kSocket] = socket }
function close() { table[kSocket] = null }`,
      'keys of another file': `
import { kSocket } from './symbols.js'
const table = {}
function open(socket) { table[kSocket] = socket }
function close() { table[kSocket] = null }`,
      'an array': `
class Slots {
  list = []
  open(id, value) { this.list[id] = value }
  close(id) { this.list[id] = null }
}`,
      'a pool': `
class Slots {
  pool = {}
  open(id, value) { this.pool[id] = value }
  close(id) { this.pool[id] = null }
}`,
      'a handler of an element': "function close(element, id) { element['on' + id] = null }",
      'names of parts of the program': `
const children = {}
function open(child) { children[lower(child.name())] = child; children[\`on\${child.eventType}\`] = child }
function close(child) { children[lower(child.name())] = null; children[\`on\${child.eventType}\`] = null }`,
      'an object with members': `
const state = { current: undefined }
function open(id, session) { state[id] = session }
function close(id) { state[id] = null }`,
      'one that begins anew': `
const timers = {}
function begin(id) { clearTimeout(timers[id]); timers[id] = null; timers[id] = setTimeout(tick) }`,
      'a local table': `
export function group(users) {
  const found = {}
  for (const { id } of users) { found[id] = 1; found[id] = null }
  return found
}`,
      'a table that nothing fills': `
const sessions = {}
function close(id) { sessions[id] = null }`,
      'a table that is filled while the module loads': `
const commands = {}
for (const name of names) commands[name] = load(name)
function close(name) { commands[name] = null }`,
      'null for what was not found': `
class Cache {
  entries = {}
  async get(url) {
    const found = await load(url)
    if (found) this.entries[url] = found
    else this.entries[url] = null
    return this.entries[url]
  }
}`,
      'null for what has failed': `
class Cache {
  entries = {}
  get(url) { this.entries[url] = load(url) }
  async release(url) { try { await this.entries[url] } catch { this.entries[url] = null } }
}`,
      'null as a state': `${SESSIONS}
function isClosed(id) { return sessions[id] === null }`,
      'null as a state, through a variable': `${SESSIONS}
function find(id) { const found = sessions[id]; if (found !== undefined) return true }`,
      'null as the type of a state': `${SESSIONS}
function isKnown(id) { return typeof sessions[id] !== 'undefined' }`,
      'a key that says something': `${SESSIONS}
function isKnown(id) { return id in sessions }`,
      'a key of its own that says something': `${SESSIONS}
function isKnown(id) { return sessions.hasOwnProperty(id) }`,
      'a key of a Map that says something': `${MAPPED}
function isKnown(id) { return sessions.has(id) }`,
      'a slot that waits': `
class Client {
  replies = {}
  prepare(id) { this.replies[id] = null }
  call(id, reply) { this.replies[id] = reply }
}`,
      'a place by its number': SESSIONS.replace(
        'sessions[id] = null',
        'for (let i = 0; i < id; i++) sessions[i] = null',
      ),
      'the state of somebody else': `
export function reduce(state, id, value) { state.items[id] = value; state.items[id] = null; return state }`,
      'in a test': `import { test } from 'node:test'${SESSIONS}`,
      'a Map that is deleted from': `${MAPPED}
function forget(id) { sessions.delete(id) }`,
      'a key that a function takes out': `${SESSIONS}
function forget(id) { Reflect.deleteProperty(sessions, id) }`,
      'a Map that is a set': `
const seen = new Map()
function open(id) { seen.set(id, null) }
function close(id) { seen.set(id, undefined) }`,
      'a set of something else': `
const store = makeStore()
function open(id, session) { store.set(id, session) }
function close(id) { store.set(id, null) }`,
    }),
    invalid: [
      {
        name: 'a field',
        code: CLIENT,
        errors: emptied(
          'this.pending[ id ] = undefined',
          {
            deletion: 'delete this.pending[ id ]',
            output: CLIENT.replace('this.pending[ id ] = undefined', 'delete this.pending[ id ]'),
          },
          {
            name: 'this.pending',
            key: 'id',
            value: 'undefined',
            keeper: 'The object',
            until: 'as long as it lives',
            deletion: 'delete this.pending[id]',
          },
        ),
      },
      {
        name: 'a table of the module',
        code: SESSIONS,
        errors: emptied(
          'sessions[id] = null',
          {
            deletion: 'delete sessions[id]',
            output: SESSIONS.replace('sessions[id] = null', 'delete sessions[id]'),
          },
          {
            name: 'sessions',
            key: 'id',
            value: 'null',
            keeper: 'The object',
            until: 'until the program ends',
            deletion: 'delete sessions[id]',
          },
        ),
      },
      {
        name: 'a Map',
        code: MAPPED,
        errors: emptied(
          'sessions.set(id, undefined)',
          {
            deletion: 'sessions.delete(id)',
            output: MAPPED.replace('sessions.set(id, undefined)', 'sessions.delete(id)'),
          },
          {
            name: 'sessions',
            key: 'id',
            value: 'undefined',
            keeper: 'The Map',
            until: 'until the program ends',
            deletion: 'sessions.delete(id)',
          },
        ),
      },
      {
        name: 'a value that is used, and a comment, without a suggestion',
        code: `
const sessions = {}
function open(id, session) { sessions[id] = session }
function close(id) { return (sessions[id] = void 0) }`,
        errors: emptied('sessions[id] = void 0'),
      },
      {
        name: 'a comment that would be lost',
        code: SESSIONS.replace('= null', '= /* gone */ null'),
        errors: emptied('sessions[id] = /* gone */ null'),
      },
      {
        name: 'undefined is told from nothing by nobody',
        code: `${SESSIONS.replace('] = null', '] = undefined')}
function find(id) { if (sessions[id] !== undefined) return true }`,
        errors: emptied('sessions[id] = undefined', {
          deletion: 'delete sessions[id]',
          output: `${SESSIONS.replace('sessions[id] = null', 'delete sessions[id]')}
function find(id) { if (sessions[id] !== undefined) return true }`,
        }),
      },
      {
        name: 'a counter as the key, emptied when the socket closes',
        code: `
class Hub {
  constructor() { this.sockets = {}; this.count = 0 }
  accept(socket) {
    const number = this.count++
    this.sockets[number] = socket
    socket.on('close', () => { this.sockets[number] = null })
  }
}`,
        errors: emptied('this.sockets[number] = null', {
          deletion: 'delete this.sockets[number]',
          output: `
class Hub {
  constructor() { this.sockets = {}; this.count = 0 }
  accept(socket) {
    const number = this.count++
    this.sockets[number] = socket
    socket.on('close', () => { delete this.sockets[number] })
  }
}`,
        }),
      },
      {
        name: 'in a finally block',
        code: `
const running = {}
async function run(request) {
  running[request.id] = request
  try { await request.send() } finally { running[request.id] = null }
}`,
        errors: emptied('running[request.id] = null', {
          deletion: 'delete running[request.id]',
          output: `
const running = {}
async function run(request) {
  running[request.id] = request
  try { await request.send() } finally { delete running[request.id] }
}`,
        }),
      },
      {
        name: 'the members of a prototype',
        code: `
function Client() { this.pending = {} }
Client.prototype.call = function (id, reply) { this.pending[id] = reply }
Client.prototype.cancel = function (id) { this.pending[id] = null }`,
        errors: emptied('this.pending[id] = null', {
          deletion: 'delete this.pending[id]',
          output: `
function Client() { this.pending = {} }
Client.prototype.call = function (id, reply) { this.pending[id] = reply }
Client.prototype.cancel = function (id) { delete this.pending[id] }`,
        }),
      },
      ...[
        {
          name: 'by another name of the table',
          code: CLIENT.replace(
            'const reply = this.pending[id]',
            'const { pending } = this; const reply = pending[id]',
          ).replace('this.pending[ id ]', 'pending[id]'),
          at: 'pending[id] = undefined',
          deletion: 'delete pending[id]',
        },
        {
          name: 'a table that the instance lets go of at its end',
          code: CLIENT.replace('pending = {}', 'pending = {}; end() { this.pending = null }'),
          at: 'this.pending[ id ] = undefined',
          deletion: 'delete this.pending[ id ]',
        },
        {
          name: 'a table whose entries are called',
          code: CLIENT.replace('const reply = this.pending[id]', 'this.pending[id]()'),
          at: 'this.pending[ id ] = undefined',
          deletion: 'delete this.pending[ id ]',
        },
        {
          name: 'a property of the exports',
          code: SESSIONS.replace('const sessions', 'exports.sessions').replaceAll(
            ' sessions[',
            ' exports.sessions[',
          ),
          at: 'exports.sessions[id] = null',
          deletion: 'delete exports.sessions[id]',
        },
      ].map(({ name, code, at, deletion }) => ({
        name,
        code,
        errors: emptied(at, { deletion, output: code.replace(at, deletion) }),
      })),
      ...[
        {
          name: 'keys of which there may be few',
          code: SESSIONS.replaceAll('id', 'bucket'),
          at: 'sessions[bucket] = null',
          deletion: 'delete sessions[bucket]',
        },
        {
          name: 'a table that all can see',
          code: SESSIONS.replace('const', 'export const'),
          at: 'sessions[id] = null',
          deletion: 'delete sessions[id]',
        },
        {
          name: 'a table that is handed on',
          code: `${SESSIONS}\nsave(sessions)`,
          at: 'sessions[id] = null',
          deletion: 'delete sessions[id]',
        },
        {
          name: 'a table whose values are handed out',
          code: `${SESSIONS}\nexport function find(id) { return sessions[id] }`,
          at: 'sessions[id] = null',
          deletion: 'delete sessions[id]',
        },
        {
          name: 'a table of a call',
          code: `export function makeHub() {${SESSIONS}\nreturn { open, close } }`,
          at: 'sessions[id] = null',
          deletion: 'delete sessions[id]',
        },
      ].map(({ name, code, at, deletion }) => ({
        name,
        code,
        options: LIKELY,
        errors: emptied(at, { deletion, output: code.replace(at, deletion) }),
      })),
    ],
  })

  ruleTester('untypedTs', 'typedNode').run(NAME, noPermanentAllocation, {
    valid: [
      {
        name: 'keys of a few',
        options: LIKELY,
        code: `
type Key = 'left' | 'right'
const table: { [key in Key]?: object | undefined } = {}
function open(id: 'left' | 'right', value: object) { table[id] = value }
function close(id: 'left' | 'right') { table[id] = undefined }`,
      },
    ],
    invalid: [
      {
        name: 'a static field',
        code: `
export class Registry {
  static #byToken: Record<string, object | undefined> = {}
  static add(token: string, value: object) { Registry.#byToken[token] = value }
  static remove(token: string) { Registry.#byToken[token] = undefined }
}`,
        errors: emptied(
          'Registry.#byToken[token] = undefined',
          {
            deletion: 'delete Registry.#byToken[token]',
            output: `
export class Registry {
  static #byToken: Record<string, object | undefined> = {}
  static add(token: string, value: object) { Registry.#byToken[token] = value }
  static remove(token: string) { delete Registry.#byToken[token] }
}`,
          },
          {
            name: 'Registry.#byToken',
            key: 'token',
            value: 'undefined',
            keeper: 'The object',
            until: 'until the program ends',
            deletion: 'delete Registry.#byToken[token]',
          },
        ),
      },
      {
        name: 'an index signature, through an assertion',
        code: `
class Client {
  private readonly pending: { [id: string]: (() => void) | null } = {}
  call(id: string, reply: () => void) { this.pending[id] = reply }
  settle(id: string) {
    this.pending[id]?.()
    ;(this.pending as Record<string, unknown>)[id] = null
  }
}`,
        errors: emptied('(this.pending as Record<string, unknown>)[id] = null', {
          deletion: 'delete (this.pending as Record<string, unknown>)[id]',
          output: `
class Client {
  private readonly pending: { [id: string]: (() => void) | null } = {}
  call(id: string, reply: () => void) { this.pending[id] = reply }
  settle(id: string) {
    this.pending[id]?.()
    ;delete (this.pending as Record<string, unknown>)[id]
  }
}`,
        }),
      },
    ],
  })
})
