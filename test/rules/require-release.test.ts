import { describe } from 'vitest'

import { requireRelease, type MessageId } from '../../src/rules/require-release.js'
import { ruleTester, type ExpectedReport, type ReportedCase } from '../rule-tester.js'

type Options = [{ likely?: boolean }]
type Reported = ReportedCase<MessageId, Options>

const LIKELY: Options = [{ likely: true }]

const UNKNOWN = ''
const FOREVER = ' until the process ends'
const UNTIL_COLLECTED = ' until garbage collection'

interface LeakCase {
  name: string
  code: string
  messageId: MessageId
  /** The acquisition, which is underlined. */
  at: string
  data?: Record<string, string>
  /** The code after the suggestion; none where there is no suggestion. */
  output?: string
  /** The code after the suggestion to declare with `using`; none where there is no such suggestion. */
  usingOutput?: string
  settings?: NonNullable<Reported['settings']>
  filename?: string
}

const suggestionsOf = ({ output, usingOutput }: LeakCase) => [
  ...(output === undefined ? [] : [{ messageId: 'releaseInFinally' as const, output }]),
  ...(usingOutput === undefined ? [] : [{ messageId: 'useUsing' as const, output: usingOutput }]),
]

/** Cases with one report. */
const leaks = (cases: readonly LeakCase[]): Reported[] =>
  cases.map((leak) => {
    const { messageId, at, data, output: _output, usingOutput: _usingOutput, ...rest } = leak
    const error: ExpectedReport<MessageId> = {
      messageId,
      at,
      ...(data ? { data } : {}),
      suggestions: suggestionsOf(leak),
    }
    return { ...rest, errors: [error] }
  })

/** Cases that stay silent, even with `likely`. */
const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options: LIKELY }))

describe('files', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'streams that a pipeline ends, whatever is made beside them': `
import { createReadStream, createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
export async function copy(from, to) {
  const input = createReadStream(from)
  const output = createWriteStream(to)
  try {
    await pipeline(input, createGzip({ level: 6 }), output)
  } catch (error) {
    report(error)
    throw error
  }
}`,
      'a page, whose browser is closed, by way of its context': `
import { chromium } from 'playwright'
export async function crawl(urls) {
  const browser = await chromium.launch()
  try {
    const context = await browser.newContext()
    for (const url of urls) {
      const page = await context.newPage()
      await page.goto(url)
      await page.close()
    }
  } finally {
    await browser.close()
  }
}`,
      'what is looked up by a key': `
export function plug(element, message) {
  const instance = element.data('spy')
  if (message === 'destroy') instance?.destroy()
  else if (!instance) element.data('spy', new Spy(element))
}`,
      'closed in finally': `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path, 'r')
  try { return fs.readSync(fd, buffer) } finally { fs.closeSync(fd) }
}`,
      'closed at once': `
import fs from 'node:fs'
export function touch(path) { fs.closeSync(fs.openSync(path, 'a')) }`,
      'nothing in between can throw': `
import { openSync, closeSync } from 'fs'
export function touch(path) { const fd = openSync(path, 'a'); console.log(path); closeSync(fd) }`,
      'opened while the module loads': `
import fs from 'node:fs'
const log = fs.openSync('log', 'a')
export function write(text) { fs.writeSync(log, text) }`,
      'a function of the same name': `
import { openSync } from './mine.js'
export function read(path) { const fd = openSync(path) }`,
      'a method of a parameter': 'export function read(disk, path) { const fd = disk.openSync(path) }',
      'only compared': `
import fs from 'node:fs'
export const opens = (path) => fs.openSync(path) > 0`,
    }),
    invalid: leaks([
      {
        name: 'openSync, never closed',
        code: `
import { openSync } from 'node:fs'
export function read(path) {
  const fd = openSync(path, 'r')
  console.log(fd)
}`,
        messageId: 'neverReleased',
        at: "openSync(path, 'r')",
        data: {
          name: 'fd',
          advice: 'Call closeSync(fd) in `finally`.',
          until: FOREVER,
          noun: 'file descriptor',
        },
      },
      {
        name: 'given only to functions of its module',
        code: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path, 'r')
  return fs.readSync(fd, buffer)
}`,
        messageId: 'neverReleased',
        at: "fs.openSync(path, 'r')",
      },
      {
        name: 'required, and assigned later',
        code: `
const { openSync, readSync } = require('fs')
exports.read = function (path) {
  let fd
  fd = openSync(path)
  readSync(fd, buffer)
}`,
        messageId: 'neverReleased',
        at: 'openSync(path)',
      },
      {
        name: 'the result is thrown away',
        code: "import fs from 'node:fs'\nexport function touch(path) { fs.openSync(path, 'a') }",
        messageId: 'dropped',
        at: "fs.openSync(path, 'a')",
        data: {
          noun: 'file descriptor',
          acquirer: 'openSync()',
          release: 'closeSync()',
          until: FOREVER,
        },
      },
      {
        name: 'an exception in between',
        code: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path, 'r')
  fs.readSync(fd, buffer)
  fs.closeSync(fd)
}`,
        messageId: 'openOnThrow',
        at: "fs.openSync(path, 'r')",
        data: {
          name: 'fd',
          exit: 'when `fs.readSync(fd, buffer)` throws',
          advice: 'Call closeSync(fd) in `finally`.',
          until: `,${FOREVER}`,
        },
        output: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path, 'r')
  try {
    fs.readSync(fd, buffer)
  } finally {
    fs.closeSync(fd)
  }
}`,
      },
      {
        name: 'its own exception',
        code: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path)
  if (path.bad) throw new Error('bad')
  fs.closeSync(fd)
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
        data: {
          name: 'fd',
          exit: "on `throw new Error('bad')`",
          advice: 'Call closeSync(fd) in `finally`.',
          until: `,${FOREVER}`,
        },
        output: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path)
  try {
    if (path.bad) throw new Error('bad')
  } finally {
    fs.closeSync(fd)
  }
}`,
      },
      {
        name: 'a long call in between, which a message does not quote',
        code: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path)
  transformEverythingInTheFile(path, { withOptions: true })
  fs.closeSync(fd)
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
        data: {
          name: 'fd',
          exit: 'when `transformEverythingInTheFile(…)` throws',
          advice: 'Call closeSync(fd) in `finally`.',
          until: `,${FOREVER}`,
        },
        output: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path)
  try {
    transformEverythingInTheFile(path, { withOptions: true })
  } finally {
    fs.closeSync(fd)
  }
}`,
      },
      {
        name: 'an early return',
        code: `
import fs from 'node:fs'
export function read(path, wanted) {
  const fd = fs.openSync(path)
  if (!wanted) return
  fs.closeSync(fd)
}`,
        messageId: 'openOnReturn',
        at: 'fs.openSync(path)',
        data: {
          name: 'fd',
          advice: 'Call closeSync(fd) there too, or once in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on `return`',
        },
        output: `
import fs from 'node:fs'
export function read(path, wanted) {
  const fd = fs.openSync(path)
  try {
    if (!wanted) return
  } finally {
    fs.closeSync(fd)
  }
}`,
      },
    ]),
  })
})

describe('file and directory handles', () => {
  ruleTester('newestNode').run('require-release', requireRelease, {
    valid: silent({
      'closed in finally': `
import { open } from 'node:fs/promises'
export async function read(path) {
  const handle = await open(path)
  try { return await handle.readFile() } finally { await handle.close() }
}`,
      'closed through an outer variable, if there is one': `
import { open } from 'node:fs/promises'
export async function read(path) {
  let handle
  try { handle = await open(path); return await handle.readFile() } finally { await handle?.close() }
}`,
      'closed through an outer variable that is tested': `
import fs from 'node:fs'
export function read(path) {
  let fd = null
  try { fd = fs.openSync(path); fs.readSync(fd, buffer) } finally { if (fd !== null) fs.closeSync(fd) }
}`,
      'a promise chain': `
import { open } from 'node:fs/promises'
export function read(path) {
  return open(path).then((handle) => handle.readFile().finally(() => handle.close()))
}`,
      'a directory that is read to its end': `
import { opendir } from 'node:fs/promises'
export async function list(path) {
  const directory = await opendir(path)
  for await (const entry of directory) { if (entry.name === 'x') break; show(entry) }
}`,
      'a directory that is read where it is opened': `
import { opendir } from 'node:fs/promises'
export async function list(path) { for await (const entry of await opendir(path)) show(entry) }`,
      'a stream of the handle closes it': `
import { open } from 'node:fs/promises'
export async function read(path) { const handle = await open(path); return handle.createReadStream() }`,
      'a collector of disposables takes it': `
import { open } from 'node:fs/promises'
export async function read(path) {
  const stack = new AsyncDisposableStack()
  const handle = stack.use(await open(path))
  return stack.move()
}`,
    }),
    invalid: leaks([
      {
        name: 'never closed',
        code: `
import { promises as fs } from 'node:fs'
export async function read(path) {
  const handle = await fs.open(path)
  return await handle.readFile()
}`,
        messageId: 'neverReleased',
        at: 'fs.open(path)',
        data: {
          name: 'handle',
          advice: 'Call handle.close() in `finally`.',
          until: UNTIL_COLLECTED,
          noun: 'file handle',
        },
        output: `
import { promises as fs } from 'node:fs'
export async function read(path) {
  const handle = await fs.open(path)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}`,
        usingOutput: `
import { promises as fs } from 'node:fs'
export async function read(path) {
  await using handle = await fs.open(path)
  return await handle.readFile()
}`,
      },
      {
        name: 'an exception in between',
        code: `
import { open } from 'node:fs/promises'
export async function read(path) {
  const handle = await open(path)
  const text = await handle.readFile()
  await handle.close()
  return text
}`,
        messageId: 'openOnThrow',
        at: 'open(path)',
        data: {
          name: 'handle',
          exit: 'when `await handle.readFile()` throws',
          advice: 'Call handle.close() in `finally`.',
          until: `,${UNTIL_COLLECTED}`,
        },
        output: `
import { open } from 'node:fs/promises'
export async function read(path) {
  const handle = await open(path)
  try {
    const text = await handle.readFile()
    return text
  } finally {
    await handle.close()
  }
}`,
        usingOutput: `
import { open } from 'node:fs/promises'
export async function read(path) {
  await using handle = await open(path)
  const text = await handle.readFile()
  return text
}`,
      },
      {
        name: 'used once in a chain',
        code: `
import { open } from 'node:fs/promises'
export async function read(path) { return (await open(path)).readFile() }`,
        messageId: 'dropped',
        at: 'open(path)',
        data: {
          noun: 'file handle',
          acquirer: 'open()',
          release: 'close()',
          until: UNTIL_COLLECTED,
        },
      },
      {
        name: 'in a promise chain',
        code: `
import { open } from 'node:fs/promises'
export function read(path) { return open(path).then((handle) => handle.readFile()) }`,
        messageId: 'neverReleased',
        at: 'open(path)',
      },
      {
        name: 'closed only where something failed',
        code: `
import { open } from 'node:fs/promises'
export async function read(path) {
  let handle
  try { handle = await open(path); await handle.stat() } catch { await handle?.close() }
}`,
        messageId: 'openOnEnd',
        at: 'open(path)',
        data: {
          name: 'handle',
          advice: 'Call handle.close() in `finally`.',
          until: `,${UNTIL_COLLECTED}`,
          exit: 'on a path to the end of read()',
        },
      },
      {
        name: 'returned on one way out only: nothing that closes it there is suggested',
        code: `
import { open } from 'node:fs/promises'
export async function tryOpen(path) {
  const handle = await open(path)
  if (path.bad) return null
  return handle
}`,
        messageId: 'openOnReturn',
        at: 'open(path)',
      },
    ]),
  })

  const opendir: LeakCase = {
    name: 'opendir, of which one entry is read',
    code: `
import { opendir } from 'node:fs/promises'
export async function first(path) {
  const directory = await opendir(path)
  return await directory.read()
}`,
    messageId: 'neverReleased',
    at: 'opendir(path)',
    data: {
      name: 'directory',
      advice: 'Call directory.close() in `finally`.',
      until: UNTIL_COLLECTED,
      noun: 'directory handle',
    },
    output: `
import { opendir } from 'node:fs/promises'
export async function first(path) {
  const directory = await opendir(path)
  try {
    return await directory.read()
  } finally {
    await directory.close()
  }
}`,
  }
  ruleTester('newestJs', 'untypedTs').run('require-release', requireRelease, {
    valid: [],
    invalid: leaks([
      {
        ...opendir,
        usingOutput: `
import { opendir } from 'node:fs/promises'
export async function first(path) {
  await using directory = await opendir(path)
  return await directory.read()
}`,
      },
    ]),
  })
  // A directory of Node 20 is not disposable.
  ruleTester('typedNode').run('require-release', requireRelease, { valid: [], invalid: leaks([opendir]) })

  ruleTester('newestNode').run('require-release', requireRelease, {
    valid: silent({
      'await using': `
import { open } from 'node:fs/promises'
export async function read(path) { await using handle = await open(path); return await handle.readFile() }`,
      'deferred to a stack': `
import fs from 'node:fs'
export function read(path) {
  using stack = new DisposableStack()
  const fd = fs.openSync(path)
  stack.defer(() => fs.closeSync(fd))
  fs.readSync(fd, buffer)
}`,
      'adopted by a stack': `
import fs from 'node:fs'
export function read(path) {
  using stack = new DisposableStack()
  const fd = stack.adopt(fs.openSync(path), fs.closeSync)
  fs.readSync(fd, buffer)
}`,
    }),
    invalid: [],
  })
})

describe('callbacks', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'closed in a nested callback, whether it failed or not': `
import fs from 'node:fs'
export function read(path, done) {
  fs.open(path, 'r', (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, (error, stat) => { fs.close(fd, () => done(error, stat)) })
  })
}`,
      'closed before the error is looked at': `
import fs from 'node:fs'
export function read(path, done) {
  fs.open(path, 'r', (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, (error, stat) => { fs.closeSync(fd); if (error) return done(error); done(null, stat) })
  })
}`,
      'closed in both branches of a nested callback': `
import fs from 'node:fs'
export function read(path, done) {
  fs.open(path, (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, (error) => { if (error) { fs.closeSync(fd); return done(error) } fs.close(fd, done) })
  })
}`,
      'only where there is no error': `
import fs from 'node:fs'
export function touch(path, done) {
  fs.open(path, 'a', (error, fd) => { if (!error) { fs.close(fd, done) } else { done(error) } })
}`,
      'handed to a promise': `
import fs from 'node:fs'
export const open = (path) => new Promise((resolve, reject) => {
  fs.open(path, (error, fd) => { if (error) reject(error); else resolve(fd) })
})`,
      'a callback from elsewhere': `
import fs from 'node:fs'
export function open(path, done) { fs.open(path, 'r', done) }`,
      'a callback of opendir': `
import fs from 'node:fs'
export function check(path, done) {
  fs.opendir(path, (error, directory) => { if (error) return done(error); directory.close(done) })
}`,
    }),
    invalid: leaks([
      {
        name: 'never closed',
        code: `
import fs from 'node:fs'
export function size(path, done) {
  fs.open(path, (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, done)
  })
}`,
        messageId: 'neverReleased',
        at: `fs.open(path, (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, done)
  })`,
        data: {
          name: 'fd',
          advice: 'Call close(fd) when done, also on failure.',
          until: FOREVER,
          noun: 'file descriptor',
        },
      },
      {
        name: 'not looked at',
        code: `
import fs from 'node:fs'
export function exists(path, done) { fs.open(path, (error, fd) => done(!error)) }`,
        messageId: 'neverReleased',
        at: 'fs.open(path, (error, fd) => done(!error))',
      },
      {
        name: 'not closed where a nested callback fails',
        code: `
import fs from 'node:fs'
export function size(path, done) {
  fs.open(path, (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, (error, stat) => {
      if (error) return done(error)
      fs.close(fd, () => done(null, stat))
    })
  })
}`,
        messageId: 'openOnReturn',
        at: `fs.open(path, (error, fd) => {
    if (error) return done(error)
    fs.fstat(fd, (error, stat) => {
      if (error) return done(error)
      fs.close(fd, () => done(null, stat))
    })
  })`,
        data: {
          name: 'fd',
          advice: 'Call close(fd) there too.',
          until: `,${FOREVER}`,
          exit: 'on `return done(error)`',
        },
      },
    ]),
  })
})

describe('streams', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'a read stream that is piped': `
import { createReadStream } from 'node:fs'
export function send(path, response) { const stream = createReadStream(path); stream.pipe(response) }`,
      'a read stream that is piped where it is opened': `
import { createReadStream } from 'node:fs'
export function send(path, response) { createReadStream(path).pipe(response) }`,
      'a read stream that is iterated': `
import { createReadStream } from 'node:fs'
export async function read(path) { const stream = createReadStream(path); for await (const part of stream) show(part) }`,
      'a read stream in a pipeline': `
import { createReadStream } from 'node:fs'
export function send(path, response, done) { const stream = createReadStream(path); pipeline(stream, response, done) }`,
      'a read stream that is destroyed': `
import { createReadStream } from 'node:fs'
export function check(path) { const stream = createReadStream(path); stream.destroy() }`,
      'a write stream that ends': `
import { createWriteStream } from 'node:fs'
export function write(path) { const stream = createWriteStream(path); stream.write('x'); stream.end() }`,
      'a write stream that ends where it is opened': `
import { createWriteStream } from 'node:fs'
export function write(path) { createWriteStream(path).end('x') }`,
      'a write stream that something is piped to': `
import { createWriteStream } from 'node:fs'
export function save(path, request) { const stream = createWriteStream(path); request.pipe(stream) }`,
      'an exception before it ends': `
import { createWriteStream } from 'node:fs'
export function write(path) { const stream = createWriteStream(path); stream.write(render()); stream.end() }`,
    }),
    invalid: leaks([
      {
        name: 'a read stream that nothing reads',
        code: `
import { createReadStream } from 'node:fs'
export function check(path) { const stream = createReadStream(path) }`,
        messageId: 'neverReleased',
        at: 'createReadStream(path)',
        data: {
          name: 'stream',
          advice: 'Call stream.destroy() when done, also on failure.',
          until: FOREVER,
          noun: 'read stream',
        },
      },
      {
        name: 'a read stream that is piped on one way out only: nothing that destroys it is suggested',
        code: `
import { createReadStream } from 'node:fs'
export function send(path, response) {
  const stream = createReadStream(path)
  if (response.closed) return
  stream.pipe(response)
}`,
        messageId: 'openOnReturn',
        at: 'createReadStream(path)',
        data: {
          name: 'stream',
          advice: 'Call stream.destroy() there too.',
          until: `,${FOREVER}`,
          exit: 'on `return`',
        },
      },
      {
        name: 'a write stream that does not end',
        code: `
import { createWriteStream } from 'node:fs'
export function write(path) {
  const stream = createWriteStream(path)
  stream.write('x')
}`,
        messageId: 'neverReleased',
        at: 'createWriteStream(path)',
        data: {
          name: 'stream',
          advice: 'Call stream.end() when done, also on failure.',
          until: FOREVER,
          noun: 'write stream',
        },
        output: `
import { createWriteStream } from 'node:fs'
export function write(path) {
  const stream = createWriteStream(path)
  try {
    stream.write('x')
  } finally {
    stream.end()
  }
}`,
      },
      {
        name: 'a write stream that does not end on one way out: its last words are not moved',
        code: `
import { createWriteStream } from 'node:fs'
export function write(path, rows) {
  const stream = createWriteStream(path)
  if (rows.length === 0) return
  stream.end('x')
}`,
        messageId: 'openOnReturn',
        at: 'createWriteStream(path)',
      },
      {
        name: 'a write stream that is thrown away',
        code: "import { createWriteStream } from 'node:fs'\nexport function touch(path) { createWriteStream(path) }",
        messageId: 'dropped',
        at: 'createWriteStream(path)',
        data: {
          noun: 'write stream',
          acquirer: 'createWriteStream()',
          release: 'end()',
          until: FOREVER,
        },
      },
    ]),
  })
})

describe('databases', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'pg: a pooled client that is released in finally': `
import pg from 'pg'
const pool = new pg.Pool()
export async function read() {
  const client = await pool.connect()
  try { return await client.query('select 1') } finally { client.release() }
}`,
      'pg: a pooled client in a callback': `
import pg from 'pg'
const pool = new pg.Pool()
export function read(done) {
  pool.connect((error, client, release) => {
    client.query('select 1', (error, result) => { release(); done(error, result) })
  })
}`,
      'pg: a pooled client that is released when the promise settles': `
import pg from 'pg'
const pool = new pg.Pool()
export async function read() {
  const client = await pool.connect()
  return client.query('select 1').finally(() => client.release())
}`,
      'pg: a client that ends in finally': `
import { Client } from 'pg'
export async function read() {
  const client = new Client()
  await client.connect()
  try { return await client.query('select 1') } finally { await client.end() }
}`,
      'pg: a client that connects inside of try': `
import { Client } from 'pg'
export async function read() {
  const client = new Client()
  try { await client.connect(); return await client.query('select 1') } finally { await client.end() }
}`,
      'pg: a client that is never connected': `
import { Client } from 'pg'
export function describe() { const client = new Client(); return client.host }`,
      'pg: a promise chain': `
import { Client } from 'pg'
export function read() {
  const client = new Client()
  return client.connect().then(() => client.query('select 1')).finally(() => client.end())
}`,
      'mysql: released in a nested callback': `
import mysql from 'mysql2'
const pool = mysql.createPool({})
export function read(done) {
  pool.getConnection((error, connection) => {
    if (error) return done(error)
    connection.query('select 1', (error, rows) => { connection.release(); done(error, rows) })
  })
}`,
      'mysql: a callback from elsewhere': `
import mysql from 'mysql2'
const pool = mysql.createPool({})
export function connect(done) { pool.getConnection(done) }`,
      'a query runner that is released in finally': `
export async function read(source) {
  const runner = source.createQueryRunner()
  await runner.connect()
  try { return await runner.query('select 1') } finally { await runner.release() }
}`,
      'a pool of something else': `
export async function read(pool) { const client = await pool.connect(); await client.query('x') }`,
    }),
    invalid: leaks([
      {
        name: 'pg: an exception before the release',
        code: `
import pg from 'pg'
const pool = new pg.Pool()
export async function read() {
  const client = await pool.connect()
  const rows = await client.query('select 1')
  client.release()
  return rows
}`,
        messageId: 'openOnThrow',
        at: 'pool.connect()',
        data: {
          name: 'client',
          exit: "when `await client.query('select 1')` throws",
          advice: 'Call client.release() in `finally`.',
          until: `,${FOREVER}`,
        },
        output: `
import pg from 'pg'
const pool = new pg.Pool()
export async function read() {
  const client = await pool.connect()
  try {
    const rows = await client.query('select 1')
    return rows
  } finally {
    client.release()
  }
}`,
      },
      {
        name: 'pg: a pool in a field',
        code: `
import { Pool } from 'pg'
export class Database {
  constructor() { this.pool = new Pool() }
  async read() {
    const client = await this.pool.connect()
    return await client.query('select 1')
  }
}`,
        messageId: 'neverReleased',
        at: 'this.pool.connect()',
        output: `
import { Pool } from 'pg'
export class Database {
  constructor() { this.pool = new Pool() }
  async read() {
    const client = await this.pool.connect()
    try {
      return await client.query('select 1')
    } finally {
      client.release()
    }
  }
}`,
      },
      {
        name: 'pg: a client that does not end after an exception',
        code: `
import { Client } from 'pg'
export async function read() {
  const client = new Client()
  await client.connect()
  await client.query('select 1')
  await client.end()
}`,
        messageId: 'openOnThrow',
        at: 'new Client()',
        data: {
          name: 'client',
          exit: "when `await client.query('select 1')` throws",
          advice: 'Call client.end() in `finally`.',
          until: `,${FOREVER}`,
        },
        output: `
import { Client } from 'pg'
export async function read() {
  const client = new Client()
  try {
    await client.connect()
    await client.query('select 1')
  } finally {
    await client.end()
  }
}`,
      },
      {
        name: 'pg: a client that never ends',
        code: `
import { Client } from 'pg'
export async function read() {
  const client = new Client()
  await client.connect()
  return await client.query('select 1')
}`,
        messageId: 'neverReleased',
        at: 'new Client()',
        output: `
import { Client } from 'pg'
export async function read() {
  const client = new Client()
  try {
    await client.connect()
    return await client.query('select 1')
  } finally {
    await client.end()
  }
}`,
      },
      {
        name: 'pg: what releases needs a later value, so that nothing is suggested',
        code: `
import pg from 'pg'
const pool = new pg.Pool()
export async function read() {
  const client = await pool.connect()
  const result = await client.query('select 1')
  client.release(result.error)
}`,
        messageId: 'openOnThrow',
        at: 'pool.connect()',
      },
      {
        name: 'mysql: a connection of a pool',
        code: `
import mysql from 'mysql2/promise'
const pool = mysql.createPool({})
export async function read() {
  const connection = await pool.getConnection()
  return await connection.query('select 1')
}`,
        messageId: 'neverReleased',
        at: 'pool.getConnection()',
        data: {
          name: 'connection',
          advice: 'Call connection.release() in `finally`.',
          until: FOREVER,
          noun: 'database connection',
        },
        output: `
import mysql from 'mysql2/promise'
const pool = mysql.createPool({})
export async function read() {
  const connection = await pool.getConnection()
  try {
    return await connection.query('select 1')
  } finally {
    connection.release()
  }
}`,
      },
      {
        name: 'mysql: a connection in a callback',
        code: `
import mysql from 'mysql2'
const pool = mysql.createPool({})
export function read(done) {
  pool.getConnection((error, connection) => { connection.query('select 1', done) })
}`,
        messageId: 'neverReleased',
        at: "pool.getConnection((error, connection) => { connection.query('select 1', done) })",
        data: {
          name: 'connection',
          advice: 'Call connection.release() when done, also on failure.',
          until: FOREVER,
          noun: 'database connection',
        },
      },
      {
        name: 'mysql: a connection of its own',
        code: `
import mysql from 'mysql2/promise'
export async function read() {
  const connection = await mysql.createConnection({})
  await connection.query('select 1')
  await connection.end()
}`,
        messageId: 'openOnThrow',
        at: 'mysql.createConnection({})',
        output: `
import mysql from 'mysql2/promise'
export async function read() {
  const connection = await mysql.createConnection({})
  try {
    await connection.query('select 1')
  } finally {
    await connection.end()
  }
}`,
      },
      {
        name: 'a query runner after an exception',
        code: `
export async function read(source) {
  const runner = source.createQueryRunner()
  await runner.query('select 1')
  await runner.release()
}`,
        messageId: 'openOnThrow',
        at: 'source.createQueryRunner()',
        output: `
export async function read(source) {
  const runner = source.createQueryRunner()
  try {
    await runner.query('select 1')
  } finally {
    await runner.release()
  }
}`,
      },
      {
        name: 'a query runner that is used once in a chain',
        code: "export async function read(source) { return source.createQueryRunner().query('select 1') }",
        messageId: 'dropped',
        at: 'source.createQueryRunner()',
        data: {
          noun: 'query runner',
          acquirer: 'createQueryRunner()',
          release: 'release()',
          until: FOREVER,
        },
      },
    ]),
  })
})

describe('ownership', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      returned: `
import fs from 'node:fs'
export function open(path) { const fd = fs.openSync(path); return fd }`,
      'returned at once': "import fs from 'node:fs'\nexport const open = (path) => fs.openSync(path)",
      'returned in an object': `
import fs from 'node:fs'
export function open(path) { const fd = fs.openSync(path); return { fd, path } }`,
      'returned, or closed': `
import { open } from 'node:fs/promises'
export async function tryOpen(path) {
  const handle = await open(path)
  if (path.bad) { await handle.close(); return null }
  return handle
}`,
      'stored in a field': `
import fs from 'node:fs'
export class Log { open(path) { this.fd = fs.openSync(path) } }`,
      'stored in a field later': `
import fs from 'node:fs'
export class Log { open(path) { const fd = fs.openSync(path); this.fd = fd } }`,
      'kept by a variable of the module': `
import fs from 'node:fs'
let fd
export function open(path) { fd = fs.openSync(path) }`,
      'pushed to a list': `
import fs from 'node:fs'
export function open(path, list) { const fd = fs.openSync(path); list.push(fd) }`,
      'several at once': `
import { open } from 'node:fs/promises'
export async function openAll(paths) { const all = await Promise.all(paths.map((path) => open(path))); return all }`,
      'passed to an unknown function': `
import fs from 'node:fs'
import { work } from './work.js'
export function open(path) { const fd = fs.openSync(path); work(fd) }`,
      'passed to a function of the file that closes it': `
import fs from 'node:fs'
function done(fd) { fs.closeSync(fd) }
export function touch(path) { const fd = fs.openSync(path); done(fd) }`,
      'passed to a function of the file that keeps it': `
import fs from 'node:fs'
const all = []
function keep(fd) { all.push(fd) }
export function open(path) { const fd = fs.openSync(path); keep(fd) }`,
      'under another name': `
import fs from 'node:fs'
export function touch(path) { const fd = fs.openSync(path); const alias = fd; fs.closeSync(alias) }`,
      'closed by an event': `
import fs from 'node:fs'
export function open(path, emitter) { const fd = fs.openSync(path); emitter.once('end', () => fs.closeSync(fd)) }`,
      'closed by a function that is returned': `
import { open } from 'node:fs/promises'
export async function openLog(path) {
  const handle = await open(path)
  return { write: (text) => handle.write(text), close: () => handle.close() }
}`,
    }),
    invalid: leaks([
      {
        name: 'passed to a function of the file that only reads it',
        code: `
import fs from 'node:fs'
function describe(fd) { return fd > 2 ? 'file' : \`stream \${fd}\` }
export function open(path) {
  const fd = fs.openSync(path)
  return describe(fd)
}`,
        messageId: 'neverReleased',
        at: 'fs.openSync(path)',
      },
    ]),
  })

  const conditional = `
export async function read(source, given) {
  const runner = given ?? source.createQueryRunner()
  try { await runner.query('select 1') } finally { if (!given) await runner.release() }
}`
  ruleTester('node').run('require-release', requireRelease, {
    valid: [
      {
        name: 'pg: ended by the callback of connect, whether it failed or not',
        code: `
import { Client } from 'pg'
export function ping(config, done) {
  const client = new Client(config)
  client.connect((error) => {
    if (error) {
      client.end()
      return done(error)
    }
    client.query('select 1', (failure) => {
      client.end()
      done(failure)
    })
  })
}
`,
      },
      { name: 'released by whoever owns it', code: conditional, options: LIKELY },
    ],
    invalid: [],
  })
})

describe('ways out', () => {
  const inFunction = (body: string): string => `
import fs from 'node:fs'
export function run(path, paths) {
${body}
}`
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'both branches': inFunction(
        '  const fd = fs.openSync(path)\n  if (path.x) fs.closeSync(fd)\n  else fs.closeSync(fd)',
      ),
      'both sides of a conditional': inFunction(
        '  const fd = fs.openSync(path)\n  path.x ? fs.closeSync(fd) : fs.close(fd, path.done)',
      ),
      'in catch and after': inFunction(`
  const fd = fs.openSync(path)
  try { fs.readSync(fd, buffer) } catch (error) { fs.closeSync(fd); throw error }
  fs.closeSync(fd)`),
      'after a catch that goes on': inFunction(`
  const fd = fs.openSync(path)
  try { fs.readSync(fd, buffer) } catch (error) { console.error(error) }
  fs.closeSync(fd)`),
      'outer finally': inFunction(`
  const fd = fs.openSync(path)
  try { try { fs.readSync(fd, buffer) } finally { note() } } finally { fs.closeSync(fd) }`),
      'two, in nested finally blocks': inFunction(`
  const from = fs.openSync(path)
  try {
    const to = fs.openSync(paths[0])
    try { copy(path) } finally { fs.closeSync(to) }
  } finally { fs.closeSync(from) }`),
      'another cleanup before it in finally': inFunction(`
  const fd = fs.openSync(path)
  try { fs.readSync(fd, buffer) } finally { note(path); fs.closeSync(fd) }`),
      'a loop with finally': inFunction(`
  for (const each of paths) {
    const fd = fs.openSync(each)
    try { if (skip(each)) continue; if (last(each)) break; fs.readSync(fd, buffer) } finally { fs.closeSync(fd) }
  }`),
      'after a loop': inFunction(`
  const fd = fs.openSync(path)
  for (const each of paths) { if (each.x) break; each.y = 1 }
  while (true) { if (path.x) break }
  do { path.x = 1 } while (path.y)
  fs.closeSync(fd)`),
      'all cases of a switch': inFunction(`
  const fd = fs.openSync(path)
  switch (path.kind) {
    case 1: fs.closeSync(fd); break
    case 2:
    default: fs.closeSync(fd)
  }`),
      '`continue` in a switch, after it is closed': inFunction(`
  for (const each of paths) {
    const fd = fs.openSync(each)
    switch (each.kind) { case 1: fs.closeSync(fd); continue }
    fs.closeSync(fd)
  }`),
      'after a labelled block': inFunction(`
  const fd = fs.openSync(path)
  work: { if (path.x) break work; path.y = 1 }
  fs.closeSync(fd)`),
      'the process ends': inFunction(`
  const fd = fs.openSync(path)
  if (!path.ok) process.exit(1)
  fs.closeSync(fd)`),
      'where it exists': inFunction('  const fd = fs.openSync(path)\n  fd && fs.closeSync(fd)'),
    }),
    invalid: leaks([
      {
        name: 'a branch that returns',
        code: inFunction(`
  const fd = fs.openSync(path)
  if (path.x) { fs.closeSync(fd); return 1 }
  return 2`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(path)',
        data: {
          name: 'fd',
          advice: 'Call closeSync(fd) there too, or once in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on `return 2`',
        },
      },
      {
        name: 'a catch that returns',
        code: inFunction(`
  const fd = fs.openSync(path)
  try { fs.readSync(fd, buffer) } catch { return null }
  fs.closeSync(fd)`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(path)',
        output: inFunction(`
  const fd = fs.openSync(path)
  try {
    try { fs.readSync(fd, buffer) } catch { return null }
  } finally {
    fs.closeSync(fd)
  }`),
      },
      {
        name: 'an inner finally that does not close it',
        code: inFunction(`
  const fd = fs.openSync(path)
  try { fs.readSync(fd, buffer) } finally { note(path) }
  fs.closeSync(fd)`),
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
        output: inFunction(`
  const fd = fs.openSync(path)
  try {
    try { fs.readSync(fd, buffer) } finally { note(path) }
  } finally {
    fs.closeSync(fd)
  }`),
      },
      {
        name: 'continue',
        code: inFunction(`
  for (const each of paths) {
    const fd = fs.openSync(each)
    if (each.skip) continue
    fs.closeSync(fd)
  }`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(each)',
        output: inFunction(`
  for (const each of paths) {
    const fd = fs.openSync(each)
    try {
      if (each.skip) continue
    } finally {
      fs.closeSync(fd)
    }
  }`),
      },
      {
        name: 'break',
        code: inFunction(`
  while (paths.length > 0) {
    const fd = fs.openSync(path)
    if (path.last) break
    fs.closeSync(fd)
  }`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(path)',
        output: inFunction(`
  while (paths.length > 0) {
    const fd = fs.openSync(path)
    try {
      if (path.last) break
    } finally {
      fs.closeSync(fd)
    }
  }`),
      },
      {
        name: '`continue` in a switch',
        code: inFunction(`
  for (const each of paths) {
    const fd = fs.openSync(each)
    switch (each.kind) { case 1: continue }
    fs.closeSync(fd)
  }`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(each)',
        output: inFunction(`
  for (const each of paths) {
    const fd = fs.openSync(each)
    try {
      switch (each.kind) { case 1: continue }
    } finally {
      fs.closeSync(fd)
    }
  }`),
      },
      {
        name: 'labelled break',
        code: inFunction(`
  outer: for (const each of paths) {
    for (const part of each) {
      const fd = fs.openSync(part)
      if (part.last) break outer
      fs.closeSync(fd)
    }
  }`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(part)',
        output: inFunction(`
  outer: for (const each of paths) {
    for (const part of each) {
      const fd = fs.openSync(part)
      try {
        if (part.last) break outer
      } finally {
        fs.closeSync(fd)
      }
    }
  }`),
      },
      {
        name: 'a case of a switch that returns',
        code: inFunction(`
  const fd = fs.openSync(path)
  switch (path.kind) {
    case 1: return
    default: fs.closeSync(fd)
  }`),
        messageId: 'openOnReturn',
        at: 'fs.openSync(path)',
      },
      {
        name: 'a case of a switch that goes on to the end',
        code: inFunction(`
  const fd = fs.openSync(path)
  switch (path.kind) {
    case 1: fs.closeSync(fd); break
    default: break
  }`),
        messageId: 'openOnEnd',
        at: 'fs.openSync(path)',
        data: {
          name: 'fd',
          advice: 'Call closeSync(fd) in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on a path to the end of run()',
        },
      },
      {
        name: 'the second of two is opened before the first is protected',
        code: inFunction(`
  const from = fs.openSync(path)
  const to = fs.openSync(paths[0])
  try { copy(path) } finally { fs.closeSync(to); fs.closeSync(from) }`),
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
      },
    ]),
  })

  const oneBranch = inFunction('  const fd = fs.openSync(path)\n  if (path.x) fs.closeSync(fd)')
  ruleTester('node').run('require-release', requireRelease, {
    valid: [{ name: 'one branch, under a condition that cannot be related', code: oneBranch }],
    invalid: [
      {
        name: 'one branch, under a condition that cannot be related',
        code: oneBranch,
        options: LIKELY,
        errors: [{ messageId: 'openOnEnd', at: 'fs.openSync(path)', suggestions: [] }],
      },
    ],
  })
})

describe('suggestions', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: [],
    invalid: leaks([
      {
        name: 'keep comments where they are',
        code: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path) // open it

  // read it
  fs.readSync(fd, buffer) // yes
  // close it
  fs.closeSync(fd) // done
  // after
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
        output: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path) // open it

  try {
    // read it
    fs.readSync(fd, buffer) // yes
  } finally {
    // close it
    fs.closeSync(fd) // done
  }
  // after
}`,
      },
      {
        name: 'do not put code behind a comment',
        code: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path)
  fs.readSync(fd, buffer)
  // close it
  fs.closeSync(fd); note()
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
        output: `
import fs from 'node:fs'
export function read(path) {
  const fd = fs.openSync(path)
  try {
    fs.readSync(fd, buffer)
    note()
  } finally {
    // close it
    fs.closeSync(fd)
  }
}`,
      },
      {
        name: 'on one line',
        code: `
import fs from 'node:fs'
export function read(path) { const fd = fs.openSync(path); fs.readSync(fd, buffer); fs.closeSync(fd) }`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
        output: `
import fs from 'node:fs'
export function read(path) { const fd = fs.openSync(path); try { fs.readSync(fd, buffer); } finally { fs.closeSync(fd) } }`,
      },
      {
        name: 'not where a function before needs what would move into the block',
        code: `
import fs from 'node:fs'
export function read(path) {
  const show = () => note(size)
  const fd = fs.openSync(path)
  const size = fs.readSync(fd, buffer)
  show()
  fs.closeSync(fd)
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
      },
      {
        name: 'not where code before calls a function that would move into the block',
        code: `
import fs from 'node:fs'
export function read(path) {
  prepare()
  const fd = fs.openSync(path)
  fs.readSync(fd, buffer)
  fs.closeSync(fd)
  function prepare() {}
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
      },
      {
        name: 'not an `await` in a function that is not async',
        code: `
export function read(source) {
  const runner = source.createQueryRunner()
  runner.query('select 1')
}`,
        messageId: 'neverReleased',
        at: 'source.createQueryRunner()',
      },
      {
        name: 'not for a variable that may be written again',
        code: `
import fs from 'node:fs'
export function read(path) {
  let fd = fs.openSync(path)
  fs.readSync(fd, buffer)
  fs.closeSync(fd)
}`,
        messageId: 'openOnThrow',
        at: 'fs.openSync(path)',
      },
    ]),
  })
})

describe('settings', () => {
  const protocols = (...rows: object[]) => ({ leaks: { protocols: rows } })
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: [
      {
        name: 'released in finally',
        code: `
export async function run(path) {
  const lock = await lockFile(path)
  try { await work() } finally { await lock.unlock() }
}`,
        settings: protocols({ acquire: 'lockFile', release: ['unlock'] }),
      },
      {
        name: 'released by a function',
        code: 'export async function run(pool) { const item = await pool.borrow(); pool.giveBack(item) }',
        settings: protocols({ acquire: 'borrow', release: ['giveBack'] }),
      },
      {
        name: 'from another module',
        code: "import { lockFile } from 'other'\nexport async function run(path) { const lock = await lockFile(path) }",
        settings: protocols({ acquire: 'lockFile', release: ['unlock'], module: 'locks' }),
      },
      {
        name: 'without the row',
        code: 'export async function run(path) { const lock = await lockFile(path) }',
      },
    ],
    invalid: leaks([
      {
        name: 'an exception in between',
        code: `
export async function run(path) {
  const lock = await lockFile(path)
  await work()
  await lock.unlock()
}`,
        settings: protocols({ acquire: 'lockFile', release: ['unlock'] }),
        messageId: 'openOnThrow',
        at: 'lockFile(path)',
        data: {
          name: 'lock',
          exit: 'when `await work()` throws',
          advice: 'Call unlock() in `finally`.',
          until: UNKNOWN,
        },
        output: `
export async function run(path) {
  const lock = await lockFile(path)
  try {
    await work()
  } finally {
    await lock.unlock()
  }
}`,
      },
      {
        name: 'of the module',
        code: "import { lockFile } from 'locks'\nexport async function run(path) { const lock = await lockFile(path); return lock.path }",
        settings: protocols({ acquire: 'lockFile', release: ['unlock'], module: 'locks' }),
        messageId: 'neverReleased',
        at: 'lockFile(path)',
      },
      {
        name: 'a method: a row does not say how it releases, so that nothing is suggested',
        code: 'export async function run(pool) { const item = await pool.borrow(); return item.size }',
        settings: protocols({ acquire: 'borrow', release: ['giveBack'] }),
        messageId: 'neverReleased',
        at: 'pool.borrow()',
      },
      {
        name: 'a constructor',
        code: 'export function run(pool) { const lease = new Lease(pool); return lease.size }',
        settings: protocols({ acquire: 'Lease', release: ['end'] }),
        messageId: 'neverReleased',
        at: 'new Lease(pool)',
      },
      {
        name: 'thrown away',
        code: 'export function run(pool) { acquireLease(pool) }',
        settings: protocols({ acquire: 'acquireLease', release: ['end'] }),
        messageId: 'dropped',
        at: 'acquireLease(pool)',
      },
    ]),
  })
})

describe('TypeScript', () => {
  ruleTester('untypedTs', 'typedNode').run('require-release', requireRelease, {
    valid: [],
    invalid: leaks([
      {
        name: 'assertions',
        code: `
import * as fs from 'node:fs'
export function read(path: string): number {
  const fd = fs.openSync(path, 'r') as number
  return fs.readSync(fd!, new Uint8Array(1))
}`,
        messageId: 'neverReleased',
        at: "fs.openSync(path, 'r')",
      },
      {
        name: 'a handle in a typed function',
        code: `
import { open } from 'node:fs/promises'
export async function size(path: string): Promise<number> {
  const handle = await open(path)
  const { size } = await handle.stat()
  await handle.close()
  return size
}`,
        messageId: 'openOnThrow',
        at: 'open(path)',
        output: `
import { open } from 'node:fs/promises'
export async function size(path: string): Promise<number> {
  const handle = await open(path)
  try {
    const { size } = await handle.stat()
    return size
  } finally {
    await handle.close()
  }
}`,
        usingOutput: `
import { open } from 'node:fs/promises'
export async function size(path: string): Promise<number> {
  await using handle = await open(path)
  const { size } = await handle.stat()
  return size
}`,
      },
      {
        name: 'TSX',
        filename: 'react.tsx',
        code: `
import { openSync, readSync } from 'node:fs'
export function Page(props: { path: string }) {
  const fd = openSync(props.path, 'r')
  return <p>{readSync(fd, new Uint8Array(1))}</p>
}`,
        messageId: 'neverReleased',
        at: "openSync(props.path, 'r')",
      },
    ]),
  })
})

describe('disposable types', () => {
  const TYPES = `
interface Lock extends Disposable { id: number; release(): void }
interface FileLock extends Lock { path: string }
interface Session extends AsyncDisposable { run(): Promise<void>; close(): Promise<void> }
declare function createLock(): Lock
declare function createFileLock(): FileLock
declare function acquireLock(): Lock | undefined
declare function openSession(): Promise<Session>
declare function getSession(): Promise<Session>
declare function take(lock: Lock): void
declare function work(): void
class Handle { read() {} [Symbol.dispose]() {} }
`
  const typed = (code: string): string => `${TYPES}${code}`
  const cases: LeakCase[] = [
    {
      name: 'never disposed of',
      code: typed('export function run() { const lock = createLock(); return lock.id }'),
      messageId: 'neverReleased',
      usingOutput: typed('export function run() { using lock = createLock(); return lock.id }'),
      at: 'createLock()',
      data: {
        name: 'lock',
        advice: 'Call lock[Symbol.dispose]() in `finally`.',
        until: UNKNOWN,
        noun: 'Lock',
      },
    },
    {
      name: 'an object of a class',
      code: typed('export function run() { const handle = new Handle(); handle.read() }'),
      messageId: 'neverReleased',
      at: 'new Handle()',
      usingOutput: typed('export function run() { using handle = new Handle(); handle.read() }'),
    },
    {
      name: 'awaited',
      code: typed('export async function run() { const session = await openSession(); await session.run() }'),
      messageId: 'neverReleased',
      at: 'openSession()',
      usingOutput: typed(
        'export async function run() { await using session = await openSession(); await session.run() }',
      ),
      data: {
        name: 'session',
        advice: 'Call session[Symbol.asyncDispose]() in `finally`.',
        until: UNKNOWN,
        noun: 'Session',
      },
    },
    {
      name: 'thrown away',
      code: typed('export function run() { createLock() }'),
      messageId: 'dropped',
      at: 'createLock()',
      data: { noun: 'Lock', acquirer: 'createLock()', release: '[Symbol.dispose]()', until: UNKNOWN },
    },
    {
      name: 'that may be missing',
      code: typed(
        'export function run() { const lock = acquireLock(); if (!lock) return 0; return lock.id }',
      ),
      messageId: 'neverReleased',
      at: 'acquireLock()',
      usingOutput: typed(
        'export function run() { using lock = acquireLock(); if (!lock) return 0; return lock.id }',
      ),
      data: {
        name: 'lock',
        advice: 'Call lock[Symbol.dispose]() in `finally`.',
        until: UNKNOWN,
        noun: 'Lock',
      },
    },
    {
      name: 'an early return',
      code: typed(`export function run(early: boolean) {
  const lock = createLock()
  if (early) return
  lock[Symbol.dispose]()
}`),
      messageId: 'openOnReturn',
      at: 'createLock()',
      usingOutput: typed(`export function run(early: boolean) {
  using lock = createLock()
  if (early) return
}`),
      output: typed(`export function run(early: boolean) {
  const lock = createLock()
  try {
    if (early) return
  } finally {
    lock[Symbol.dispose]()
  }
}`),
    },
  ]
  const inBody = cases.map((each) => {
    // The declarations mention the functions too: the call is on the line of the code.
    const lines = each.code.split('\n')
    const line = lines.length - [...lines].reverse().findIndex((text) => text.includes(each.at))
    return { ...each, line }
  })
  ruleTester('typed').run('require-release', requireRelease, {
    valid: silent({
      using: typed('export function run() { using lock = createLock(); return lock.id }'),
      'await using': typed(
        'export async function run() { await using s = await openSession(); await s.run() }',
      ),
      'disposed of': typed('export function run() { const lock = createLock(); lock[Symbol.dispose]() }'),
      'released by its own method': typed(
        'export function run() { const lock = createLock(); lock.release() }',
      ),
      'closed where it exists': typed(
        'export function run() { const lock = acquireLock(); if (!lock) return 0; lock.release(); return 1 }',
      ),
      'an exception in between': typed(
        'export function run() { const lock = createLock(); work(); lock[Symbol.dispose]() }',
      ),
      returned: typed('export function run() { const lock = createLock(); return lock }'),
      'passed on': typed('export function run() { const lock = createLock(); take(lock) }'),
      'stored in a field': typed(
        'export class Owner { #handle = new Handle(); run() { const next = new Handle(); this.#handle = next } }',
      ),
      'not made here': typed('export async function run() { const s = await getSession(); await s.run() }'),
      'perhaps not disposable': `
declare function createLock(): Disposable | { id: number }
export function run() { const lock = createLock(); return 'id' in lock }`,
      any: 'declare function createLock(): any\nexport function run() { const lock = createLock(); return lock.id }',
      'an iterator': `
declare function createNumbers(): Generator<number>
export function run() { const numbers = createNumbers(); return 1 }`,
      'a fluent builder': `
interface Builder extends Disposable { add(): this; build(): number }
declare function createBuilder(): Builder
export function run() { return createBuilder().add().build() }`,
      'a timer': 'export function run() { const timer = setTimeout(() => {}, 1) }',
      'a stack': 'export function run() { const stack = new DisposableStack(); stack.defer(() => {}) }',
    }),
    invalid: inBody.map((each) => ({
      name: each.name,
      code: each.code,
      errors: [
        {
          messageId: each.messageId,
          at: each.at,
          line: each.line,
          ...(each.data ? { data: each.data } : {}),
          suggestions: suggestionsOf(each),
        },
      ],
    })),
  })

  const ignored = (name: string) => ({ leaks: { ignoreTypes: [name] } })
  ruleTester('typed').run('require-release', requireRelease, {
    valid: [
      {
        name: 'an ignored type',
        code: typed('export function run() { const lock = createLock(); return lock.id }'),
        settings: ignored('Lock'),
      },
      {
        name: 'a type that extends an ignored one',
        code: typed('export function run() { const lock = createFileLock(); return lock.path }'),
        settings: ignored('Lock'),
      },
      {
        name: 'types are off',
        code: typed('export function run() { const lock = createLock(); return lock.id }'),
        settings: { leaks: { types: 'off' } },
      },
    ],
    invalid: [
      {
        name: 'another type is ignored',
        code: `
interface Lock extends Disposable { id: number }
export function run(createLock: () => Lock) { const lock = createLock(); return lock.id }`,
        settings: ignored('FileLock'),
        errors: [
          {
            messageId: 'neverReleased',
            at: 'createLock()',
            suggestions: [
              {
                messageId: 'useUsing',
                output: `
interface Lock extends Disposable { id: number }
export function run(createLock: () => Lock) { using lock = createLock(); return lock.id }`,
              },
            ],
          },
        ],
      },
    ],
  })

  ruleTester('untypedTs').run('require-release', requireRelease, {
    valid: cases
      .filter(({ name }) => name !== 'an early return')
      .map(({ name, code }) => ({ name: `${name}: a name alone says too little`, code })),
    invalid: [],
  })
})
