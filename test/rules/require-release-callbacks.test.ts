import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { FOREVER, leaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

const withClient = (code: string): string => `import { Client } from 'pg'\n${code}`
const withFs = (code: string): string => `import fs from 'node:fs'\n${code}`

describe('a callback of the call that opens it', () => {
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'ends in finally': withClient(`
export function run(config, work, done) {
  const client = new Client(config)
  client.connect((error) => {
    if (error) return done(error)
    try { work(client.processID) } catch (failure) { done(failure) } finally { client.end() }
  })
}`),
      'ends in a callback within': withClient(`
export function run(config, done) {
  const client = new Client(config)
  client.connect((error) => {
    if (error) return done(error)
    client.query('select 1', (failure) => { client.end(); done(failure) })
  })
}`),
      'hands it on': withClient(`
export function run(config, use, done) {
  const client = new Client(config)
  client.connect((error) => { if (error) return done(error); use(client) })
}`),
      'a function with a name': withClient(`
export function run(config, done) {
  const client = new Client(config)
  client.connect(connected)
  function connected(error) { if (error) return done(error); client.end() }
}`),
      'what failed to open needs no end': withClient(`
export function run(config, done) {
  const client = new Client(config)
  client.connect((error) => { if (!error) { client.end() } done(error) })
}`),
    }),
    invalid: leaks([
      {
        name: 'a catch that forgets the end',
        code: withClient(`
export function run(config, work, done) {
  const client = new Client(config)
  client.connect((error) => {
    if (error) return done(error)
    try {
      work(client.processID)
      client.end()
      done()
    } catch (failure) {
      done(failure)
    }
  })
}`),
        messageId: 'openOnEnd',
        at: 'new Client(config)',
        data: {
          name: 'client',
          advice: 'Call client.end() in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on a path to the end of this function',
        },
      },
      {
        name: 'an early return',
        code: withClient(`
export function run(config, done) {
  const client = new Client(config)
  client.connect(function (error) {
    if (error) return done(error)
    if (!client.processID) return done()
    client.end()
  })
}`),
        messageId: 'openOnReturn',
        at: 'new Client(config)',
        data: {
          name: 'client',
          advice: 'Call client.end() there too, or once in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on `return done()`',
        },
      },
    ]),
  })
})

describe('a callback that releases, given to a call that may throw', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'the handler closes, too': withFs(`
export function read(path, buffer, done) {
  const fd = fs.openSync(path)
  try {
    fs.read(fd, buffer, 0, 4, 0, (error) => { fs.closeSync(fd); done(error) })
  } catch (error) {
    fs.closeSync(fd)
    done(error)
  }
}`),
      'nobody waits for it to throw': withFs(`
export function read(path, buffer, done) {
  const fd = fs.openSync(path)
  fs.read(fd, buffer, 0, 4, 0, (error) => { fs.closeSync(fd); done(error) })
}`),
      'a finally block closes': withFs(`
export function read(path, copy, done) {
  const fd = fs.openSync(path)
  try { copy(() => fs.fsyncSync(fd)) } catch (error) { done(error) } finally { fs.closeSync(fd) }
}`),
      'a try block around another function': withFs(`
export function each(paths, copy, done) {
  try {
    paths.forEach((path) => {
      const fd = fs.openSync(path)
      copy(path, () => fs.closeSync(fd))
    })
  } catch (error) { done(error) }
}`),
      'a call in the handler itself': withFs(`
export function read(path, copy, retry) {
  const fd = fs.openSync(path)
  try { copy(path) } catch { retry(() => fs.closeSync(fd)); return }
  fs.closeSync(fd)
}`),
    }),
    invalid: leaks([
      {
        name: 'the handler forgets',
        code: withFs(`
export function read(path, buffer, done) {
  const fd = fs.openSync(path)
  try {
    fs.read(fd, buffer, 0, 4, 0, (error) => { fs.closeSync(fd); done(error) })
  } catch (error) {
    done(error)
  }
}`),
        messageId: 'openOnEnd',
        at: 'fs.openSync(path)',
        data: {
          name: 'fd',
          advice: 'Call closeSync(fd) in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on a path to the end of read()',
        },
      },
      {
        name: 'a client of a pool',
        code: `
import { Pool } from 'pg'
const pool = new Pool()
export async function count(done) {
  const client = await pool.connect()
  try {
    client.query('select 1', (error, result) => { client.release(); done(error, result) })
  } catch (error) {
    return done(error)
  }
}`,
        messageId: 'openOnReturn',
        at: 'pool.connect()',
        data: {
          name: 'client',
          advice: 'Call client.release() there too, or once in `finally`.',
          until: `,${FOREVER}`,
          exit: 'on `return done(error)`',
        },
      },
    ]),
  })
})

describe('functions of the file that open', () => {
  const withFile = (code: string): string => `import { open } from 'node:fs/promises'\n${code}`
  const withServer = (code: string): string => `import { createServer } from 'node:http'
function listen() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => resolve({ port: server.address().port, close: () => server.close() }))
  })
}
${code}`
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'the caller closes': withFile(`
const openLog = (path) => open(path, 'a')
export async function note(path, text) {
  const log = await openLog(path)
  try { await log.write(text) } finally { await log.close() }
}`),
      'the caller hands it on': withFile(`
const openLog = (path) => open(path, 'a')
export async function openBoth(path) { return [await openLog(path), await openLog(path)] }`),
      'kept by a variable of the module': `
import { Pool } from 'pg'
let pool
function poolOfProgram() { pool ??= new Pool(); return pool }
export async function query(text) { const shared = poolOfProgram(); return await shared.query(text) }`,
      'a parameter of the same name': withFile(`
async function openLog(path) { return await open(path, 'a') }
export async function note(openLog, path, text) { const log = await openLog(path); await log.write(text) }
export const openDefault = () => openLog('log')`),
      'what a promise brings, which the caller ends': withServer(`
export async function login(open) {
  const { port, close } = await listen()
  try { await open(port) } finally { close() }
}`),
      'called while the module loads': withFile(`
const openLog = (path) => open(path, 'a')
const log = await openLog('log')
export const note = (text) => log.write(text)`),
    }),
    invalid: leaks([
      {
        name: 'what a promise brings is closed on one way only',
        code: withServer(`
export async function login(open) {
  let server = await listen()
  try { await open(server.port) } catch { return undefined }
  server.close()
}`),
        messageId: 'openOnReturn',
        at: 'listen()',
        line: 11,
        data: {
          name: 'server',
          advice: 'Call server.close() there too.',
          until: `,${FOREVER}`,
          exit: 'on `return undefined`',
        },
      },
      {
        name: 'the caller never closes',
        code: withFile(`
async function openLog(path) { return await open(path, 'a') }
export async function note(path, text) {
  let log = await openLog(path)
  await log.write(text)
}`),
        messageId: 'neverReleased',
        at: 'openLog(path)',
        line: 5,
        data: {
          name: 'log',
          advice: 'Call log.close() in `finally`.',
          until: ' until garbage collection',
          noun: 'file handle',
        },
      },
      {
        name: 'the caller closes where nothing fails',
        code: withFile(`
const openLog = (path) => open(path, 'a')
export async function note(path, text) {
  let log = await openLog(path)
  await log.write(text)
  await log.close()
}`),
        messageId: 'openOnThrow',
        at: 'openLog(path)',
      },
      {
        name: 'the caller throws it away',
        code: withFile(`
const openLog = (path) => open(path, 'a')
export async function touch(path) { await openLog(path) }`),
        messageId: 'dropped',
        at: 'openLog(path)',
        data: {
          noun: 'file handle',
          acquirer: 'openLog()',
          release: 'close()',
          until: ' until garbage collection',
        },
      },
      {
        name: 'made in a variable first',
        code: `
import { openSync, writeSync } from 'node:fs'
function openLog(path) { const fd = openSync(path, 'a'); return fd }
export function note(path, text) { const log = openLog(path); writeSync(log, text) }`,
        messageId: 'neverReleased',
        at: 'openLog(path)',
        line: 4,
      },
      {
        name: 'connected where it is made',
        code: withClient(`
async function connected(config) { const client = new Client(config); await client.connect(); return client }
export async function count(config) { let client = await connected(config); return await client.query('select 1') }`),
        messageId: 'neverReleased',
        at: 'connected(config)',
        line: 4,
      },
      {
        name: 'a private method',
        code: withFile(`
export class Log {
  #open(path) { return open(path, 'a') }
  async note(path, text) { let log = await this.#open(path); await log.write(text) }
}`),
        messageId: 'neverReleased',
        at: 'this.#open(path)',
      },
    ]),
  })

  const optional = withFile(`
async function openLog(path) { if (!path) return null; return await open(path, 'a') }
export async function note(path, text) { let log = await openLog(path); if (log) await log.write(text) }`)
  ruleTester('typedNode').run('require-release', requireRelease, {
    valid: [],
    invalid: leaks([
      {
        name: 'a result that may be missing: the type says what it is',
        code: optional,
        messageId: 'neverReleased',
        at: 'openLog(path)',
        line: 4,
        filename: 'file.js',
      },
    ]),
  })
  ruleTester('untyped').run('require-release', requireRelease, {
    valid: [],
    invalid: leaks([
      {
        name: 'a result that may be missing, without types',
        code: optional,
        messageId: 'neverReleased',
        at: 'openLog(path)',
        line: 4,
      },
    ]),
  })
})

describe('a callback that comes once, and each way before it that releases', () => {
  const withPool = (code: string): string => `import mysql from 'mysql'
const pool = mysql.createPool({})
${code}`
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'all ways release': withPool(`
export function order(text, done) {
  pool.getConnection((error, connection) => {
    if (error) return done(error)
    connection.beginTransaction((failure) => {
      if (failure) { connection.release(); return done(failure) }
      connection.query(text, (queryError, rows) => {
        if (queryError) { connection.release(); return done(queryError) }
        connection.release()
        done(null, rows)
      })
    })
  })
}`),
      'a function of its own releases on failure': withPool(`
export function order(text, done) {
  pool.getConnection((error, connection) => {
    if (error) return done(error)
    function fail(cause) { connection.rollback(() => { connection.release(); done(cause) }) }
    connection.beginTransaction((failure) => {
      if (failure) { connection.release(); return done(failure) }
      connection.query(text, (queryError, rows) => {
        if (queryError) return fail(queryError)
        connection.release()
        done(null, rows)
      })
    })
  })
}`),
    }),
    invalid: leaks([
      {
        name: 'one of the ways within forgets',
        code: withPool(`
export function order(text, done) {
  pool.getConnection((error, connection) => {
    if (error) return done(error)
    connection.beginTransaction((failure) => {
      if (failure) { connection.release(); return done(failure) }
      connection.query(text, (queryError, rows) => {
        if (queryError) return connection.rollback(() => done(queryError))
        connection.release()
        done(null, rows)
      })
    })
  })
}`),
        messageId: 'openOnReturn',
        at: `pool.getConnection((error, connection) => {
    if (error) return done(error)
    connection.beginTransaction((failure) => {
      if (failure) { connection.release(); return done(failure) }
      connection.query(text, (queryError, rows) => {
        if (queryError) return connection.rollback(() => done(queryError))
        connection.release()
        done(null, rows)
      })
    })
  })`,
        data: {
          name: 'connection',
          advice: 'Call connection.release() there too.',
          until: `, ${FOREVER.trim()}`,
          exit: 'on `return connection.rollback(…)`',
        },
      },
    ]),
  })
})

describe('a function that calls itself to go on with the same', () => {
  const withWrite = (code: string): string => `import fs from 'node:fs'
function writeAll(fd, data, at, done) {
  if (at >= data.length) return done()
  fs.write(fd, data, at, data.length - at, null, (error, count) => {
    if (error) return done(error)
    writeAll(fd, data, at + count, done)
  })
}
${code}`
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'its caller closes on every way': withWrite(`
export function save(path, data, done) {
  fs.open(path, 'w', (error, fd) => {
    if (error) return done(error)
    writeAll(fd, data, 0, (failure) => { fs.close(fd, (other) => done(failure || other)) })
  })
}`),
      'it closes what it has read to the end': `import fs from 'node:fs'
function readAll(fd, buffer, done) {
  fs.read(fd, buffer, (error, count) => {
    if (error || count === 0) return fs.close(fd, () => done(error))
    readAll(fd, buffer, done)
  })
}
export function load(path, buffer, done) {
  fs.open(path, 'r', (error, fd) => {
    if (error) return done(error)
    readAll(fd, buffer, done)
  })
}`,
    }),
    invalid: leaks([
      {
        name: 'its caller forgets a failure',
        code: withWrite(`
export function save(path, data, done) {
  fs.open(path, 'w', (error, fd) => {
    if (error) return done(error)
    writeAll(fd, data, 0, (failure) => {
      if (failure) return done(failure)
      fs.close(fd, done)
    })
  })
}`),
        messageId: 'openOnReturn',
        at: `fs.open(path, 'w', (error, fd) => {
    if (error) return done(error)
    writeAll(fd, data, 0, (failure) => {
      if (failure) return done(failure)
      fs.close(fd, done)
    })
  })`,
        data: {
          name: 'fd',
          advice: 'Call close(fd) there too.',
          until: `, ${FOREVER.trim()}`,
          exit: 'on `return done(failure)`',
        },
      },
    ]),
  })
})

describe('what a finally waits for before it releases', () => {
  const withClient = (end: string): string => `import pg from 'pg'
const pool = new pg.Pool()
export async function inTransaction(work) {
  const client = await pool.connect()
  try {
    await client.query('begin')
    return await work(client)
  } finally {
    ${end}
  }
}`
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'it is released all the same': withClient(
        "try { await client.query('commit') } finally { client.release() }",
      ),
      'its failure is caught': withClient(
        "try { await client.query('commit') } catch {}\n    client.release()",
      ),
      'it never fails': withClient("await client.query('commit').catch(() => {})\n    client.release()"),
      'it ends something else': withClient('await work.close()\n    client.release()'),
    }),
    invalid: leaks([
      {
        name: 'it may fail',
        code: withClient("await client.query('commit')\n    client.release()"),
        messageId: 'openOnThrow',
        at: 'pool.connect()',
        data: {
          name: 'client',
          advice: 'Call client.release() in a `finally` around that.',
          until: `, ${FOREVER.trim()}`,
          exit: "when `await client.query('commit')` throws",
        },
      },
    ]),
  })
})
