import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { ruleTester } from '../rule-tester.js'
import {
  FOREVER,
  UNKNOWN,
  UNTIL_COLLECTED,
  leaks,
  likelyLeaks,
  silent,
  type LeakCase,
} from './release-cases.js'

describe('directories', () => {
  ruleTester('newestNode').run('require-release', requireRelease, {
    valid: silent({
      'a callback closes the directory': `
import fs from 'node:fs'
export function first(path, done) {
  fs.opendir(path, (error, folder) => {
    if (error) return done(error)
    folder.closeSync()
    done()
  })
}`,
      'a temporary directory is removed in finally': `
import { mkdtempDisposable } from 'node:fs/promises'
export async function build(prefix) {
  const folder = await mkdtempDisposable(prefix)
  try { await write(folder.path) } finally { await folder.remove() }
}`,
      'a temporary directory that its caller gets': `
import fs from 'node:fs'
export function scratch(prefix) {
  const folder = fs.mkdtempDisposableSync(prefix)
  return folder
}`,
      'one that is not disposable': `
import { mkdtemp } from 'node:fs/promises'
export async function scratch(prefix) { const path = await mkdtemp(prefix); await write(path) }`,
    }),
    invalid: leaks([
      {
        name: 'a callback that closes it on one way only',
        code: `
import fs from 'node:fs'
export function first(path, done) {
  fs.opendir(path, (error, folder) => {
    if (error) return done(error)
    if (!path.endsWith('/')) return done()
    folder.closeSync()
  })
}`,
        messageId: 'openOnReturn',
        at: `fs.opendir(path, (error, folder) => {
    if (error) return done(error)
    if (!path.endsWith('/')) return done()
    folder.closeSync()
  })`,
      },
      {
        name: 'removed, unless something throws',
        code: `
import { mkdtempDisposable } from 'node:fs/promises'
export async function build(prefix) {
  const folder = await mkdtempDisposable(prefix)
  await write(folder.path)
  await folder.remove()
}`,
        messageId: 'openOnThrow',
        at: 'mkdtempDisposable(prefix)',
        data: {
          name: 'folder',
          exit: 'when `await write(folder.path)` throws',
          until: UNKNOWN,
          advice: 'Call folder.remove() in `finally`.',
        },
        usingOutput: `
import { mkdtempDisposable } from 'node:fs/promises'
export async function build(prefix) {
  await using folder = await mkdtempDisposable(prefix)
  await write(folder.path)
}`,
        output: `
import { mkdtempDisposable } from 'node:fs/promises'
export async function build(prefix) {
  const folder = await mkdtempDisposable(prefix)
  try {
    await write(folder.path)
  } finally {
    await folder.remove()
  }
}`,
      },
    ]),
  })
})

describe('file watchers', () => {
  const kept: LeakCase[] = [
    {
      name: 'the watcher is thrown away',
      code: `
import fs from 'node:fs'
export function reload(path) { fs.watch(path, () => load(path)) }`,
      messageId: 'dropped',
      at: 'fs.watch(path, () => load(path))',
      data: { noun: 'file watcher', acquirer: 'watch()', until: FOREVER, release: 'close()' },
    },
    {
      name: 'nothing stops the polling of a file',
      code: `
import { watchFile as poll } from 'fs'
export function reload(path) { poll(path, () => load(path)) }`,
      messageId: 'neverUndone',
      at: 'poll(path, () => load(path))',
      data: { acquirer: 'poll()', name: 'path', until: FOREVER, release: 'unwatchFile(path)' },
    },
  ]
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      ...likelyLeaks(kept).valid,
      ...silent({
        'closed by what it calls': `
import { watch } from 'node:fs'
export function once(path, done) {
  const watcher = watch(path)
  watcher.on('change', () => { watcher.close(); done() })
}`,
        'the watcher of promises ends with its loop': `
import fs from 'node:fs'
export async function follow(path) {
  const changes = fs.promises.watch(path)
  for await (const change of changes) if (change.filename === null) break
}`,
        'kept in a field': `
import { watch } from 'node:fs'
export class Files { start(path) { this.watcher = watch(path) } stop() { this.watcher.close() } }`,
        'a watch of something else': `
import { watch } from 'vue'
export function follow(source) { const stop = watch(source) }`,
        'polling that another function stops': `
import { unwatchFile, watchFile } from 'fs'
export function start(path) { watchFile(path, load) }
export function stop(files) { for (const file of files) unwatchFile(file) }`,
        'polling from the start of the program': `
import fs from 'fs'
fs.watchFile('settings.json', () => load())`,
      }),
    ],
    invalid: [
      ...likelyLeaks(kept).invalid,
      ...leaks([
        {
          name: 'an early return',
          code: `
import { watch } from 'node:fs'
export async function changed(path) {
  let watcher = watch(path)
  if (await isNew(path)) return true
  watcher.close()
}`,
          messageId: 'openOnReturn',
          at: 'watch(path)',
        },
      ]),
    ],
  })
})

describe('readline', () => {
  const kept: LeakCase[] = [
    {
      name: 'a question, and the input stays open',
      known: true,
      code: `
import { createInterface } from 'node:readline/promises'
export async function ask(question) {
  let lines = createInterface(process.stdin)
  return await lines.question(question)
}`,
      messageId: 'neverReleased',
      at: 'createInterface(process.stdin)',
      data: {
        name: 'lines',
        until: UNKNOWN,
        advice: 'Call lines.close() when done, also on failure.',
        noun: 'readline interface',
      },
    },
  ]
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      ...likelyLeaks(kept).valid,
      ...silent({
        'read to its end': `
import readline from 'node:readline'
export async function count(input) {
  const lines = readline.createInterface({ input })
  for await (const line of lines) use(line)
}`,
        'read to its end where it is made': `
import readline from 'node:readline'
export async function count(input) { for await (const line of readline.createInterface({ input })) use(line) }`,
        'listened to, so that it ends with its input': `
const readline = require('readline')
exports.each = function (input, use) { readline.createInterface({ input }).on('line', use) }`,
        'kept after the first listener': `
import readline from 'node:readline'
export function each(input, use) {
  const lines = readline.createInterface({ input }).on('line', use)
  return () => lines.close()
}`,
        'closed by the answer': `
import readline from 'node:readline'
export function ask(question, done) {
  const lines = readline.createInterface(process.stdin)
  lines.question(question, (answer) => { lines.close(); done(answer) })
}`,
        'an exception of a question that nobody aborts': `
import readline from 'node:readline/promises'
export async function ask(question) {
  const lines = readline.createInterface(process.stdin)
  const answer = await lines.question(question)
  lines.close()
  return answer
}`,
      }),
    ],
    invalid: [
      ...likelyLeaks(kept).invalid,
      ...leaks([
        {
          name: 'an early return',
          code: `
import * as readline from 'node:readline/promises'
export async function confirm(question) {
  let lines = readline.createInterface(process.stdin)
  if ((await lines.question(question)) !== 'y') return false
  lines.close()
  return true
}`,
          messageId: 'openOnReturn',
          at: 'readline.createInterface(process.stdin)',
        },
      ]),
    ],
  })
})

describe('sockets and sessions', () => {
  const kept: LeakCase[] = [
    {
      name: 'written to and left',
      code: `
import net from 'node:net'
export function report(port, text) { let socket = net.connect(port); socket.write(text) }`,
      messageId: 'neverReleased',
      at: 'net.connect(port)',
      data: {
        name: 'socket',
        until: FOREVER,
        advice: 'Call socket.end() when done, also on failure.',
        noun: 'network socket',
      },
    },
    {
      name: 'the responses end, the session does not',
      code: `
import http2 from 'node:http2'
export function get(url, done) {
  let session = http2.connect(url)
  session.on('error', done)
  session.request({ ':path': '/' }).on('end', done)
}`,
      messageId: 'neverReleased',
      at: 'http2.connect(url)',
      data: {
        name: 'session',
        until: FOREVER,
        advice: 'Call session.close() when done, also on failure.',
        noun: 'client session',
      },
    },
    {
      name: 'a datagram, and the socket stays',
      code: `
import { createSocket } from 'dgram'
export function report(text) { let socket = createSocket('udp4'); socket.send(text, 8125) }`,
      messageId: 'neverReleased',
      at: "createSocket('udp4')",
    },
    {
      name: 'waited for, and left open',
      code: `
import { once } from 'node:events'
import net from 'node:net'
export async function reach(port) { let socket = net.connect(port); await once(socket, 'connect') }`,
      messageId: 'neverReleased',
      at: 'net.connect(port)',
    },
  ]
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      ...likelyLeaks(kept).valid,
      ...silent({
        'ended once it is connected': `
import net from 'node:net'
export function ping(port, done) { const socket = net.connect(port, () => { socket.end(); done() }) }`,
        'ended by the other side, which its listeners hear': `
import tls from 'node:tls'
export function read(options, use) {
  const socket = tls.connect(options)
  socket.on('data', use)
  socket.on('error', use)
}`,
        'set up in a chain and ended': `
import { createConnection } from 'node:net'
export function send(port, text) {
  const socket = createConnection(port).setEncoding('utf8').on('data', use)
  socket.end(text)
}`,
        'closed by the end of the response': `
import http2 from 'node:http2'
export function get(url) {
  const session = http2.connect(url)
  session.request({ ':path': '/' }).on('end', () => session.close())
}`,
        'closed when the datagram is sent': `
import dgram from 'node:dgram'
export function report(text) {
  const socket = dgram.createSocket('udp4')
  socket.send(Buffer.from(text), 8125, () => socket.close())
}`,
        'a connect of something else': `
import { connect } from 'react-redux'
export function wrap(view) { const connected = connect(view) }`,
        'a server that does not listen': `
import http from 'node:http'
export function answer(app, request) { const server = http.createServer(app); server.emit('request', request) }`,
        'an agent that keeps no connection': `
import http from 'node:http'
export function proxy() { const agent = new http.Agent(); console.log(agent.maxSockets) }`,
      }),
    ],
    invalid: [
      ...likelyLeaks(kept).invalid,
      ...leaks([
        {
          name: 'a connection left open by an early return',
          code: `
import net from 'node:net'
export async function send(port, text) {
  let socket = net.createConnection(port)
  if (!(await isWanted(text))) return false
  socket.end(text)
  return true
}`,
          messageId: 'openOnReturn',
          at: 'net.createConnection(port)',
        },
      ]),
    ],
  })
})

describe('threads', () => {
  const kept: LeakCase[] = [
    {
      name: 'a worker that nobody listens to',
      code: `
import { Worker } from 'node:worker_threads'
export function warmUp(file) { let worker = new Worker(file); worker.postMessage('warm up') }`,
      messageId: 'neverReleased',
      at: 'new Worker(file)',
      data: {
        name: 'worker',
        until: FOREVER,
        advice: 'Call worker.terminate() in `finally`.',
        noun: 'worker',
      },
    },
    {
      name: 'a channel for one message',
      code: `
const { BroadcastChannel: Channel } = require('worker_threads')
exports.tell = function (text) { let channel = new Channel('news'); channel.postMessage(text) }`,
      messageId: 'neverReleased',
      at: "new Channel('news')",
    },
  ]
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      ...likelyLeaks(kept).valid,
      ...silent({
        'a worker that does one thing and ends': `
import { Worker } from 'node:worker_threads'
export function run(file) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file)
    worker.on('message', resolve)
    worker.on('error', reject)
  })
}`,
        'a pool': `
import { Worker } from 'node:worker_threads'
const pool = []
export function grow(file, size) {
  for (let count = 0; count < size; count++) {
    const worker = new Worker(file)
    pool.push(worker)
  }
}`,
        'terminated after the message': `
import { Worker } from 'node:worker_threads'
export function run(file, done) {
  const worker = new Worker(file)
  worker.once('message', async (result) => { await worker.terminate(); done(result) })
}`,
        'a class of the same name': `
import { Worker } from './workers.js'
export function start(name) { const worker = new Worker(name) }`,
        'a channel of messages, whose ports go elsewhere': `
import { MessageChannel } from 'node:worker_threads'
export function pair(worker) { const channel = new MessageChannel(); worker.postMessage(0, [channel.port2]) }`,
        'a child process ends by itself': `
import { fork, spawn } from 'node:child_process'
export function run(file) { const child = spawn(file); const other = fork(file); other.send('go') }`,
      }),
    ],
    invalid: likelyLeaks(kept).invalid,
  })
})

describe('what a program may keep', () => {
  const kept: LeakCase[] = [
    {
      name: 'a database that is read once',
      known: true,
      code: `
import { DatabaseSync } from 'node:sqlite'
export function count(path) {
  let database = new DatabaseSync(path)
  return database.prepare('SELECT count(*) FROM users').get()
}`,
      messageId: 'neverReleased',
      at: 'new DatabaseSync(path)',
      data: {
        name: 'database',
        until: UNTIL_COLLECTED,
        advice: 'Call database.close() when done, also on failure.',
        noun: 'SQLite database',
      },
    },
    {
      name: 'a profile without an end',
      code: `
import inspector from 'node:inspector'
export function profile() {
  let session = new inspector.Session()
  session.connect()
  session.post('Profiler.enable')
}`,
      messageId: 'neverReleased',
      at: 'new inspector.Session()',
      data: {
        name: 'session',
        until: UNKNOWN,
        advice: 'Call session.disconnect() when done, also on failure.',
        noun: 'debugger session',
      },
    },
  ]
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      ...likelyLeaks(kept).valid,
      ...silent({
        'a database that is handed over': `
import { DatabaseSync } from 'node:sqlite'
export function open(path) { const database = new DatabaseSync(path); return new Store(database) }`,
        'statements need no release': `
import { DatabaseSync } from 'node:sqlite'
const database = new DatabaseSync('users.db')
export function count() { const statement = database.prepare('SELECT 1'); return statement.get() }`,
        'a session that a callback ends': `
import { Session } from 'node:inspector'
export function profile(done) {
  const session = new Session()
  session.connect()
  session.post('Profiler.stop', (error, result) => { session.disconnect(); done(error, result) })
}`,
        'a session of something else': `
import { Session } from './sessions.js'
export function start() { const session = new Session(); session.connect() }`,
      }),
    ],
    invalid: likelyLeaks(kept).invalid,
  })
})
