import { requireBodyConsumption, type MessageId } from '../../src/rules/require-body-consumption.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const test = certaintyTester<MessageId>('require-body-consumption', requireBodyConsumption)

const BY_AGENT = 'its connection stays until the server closes it'
const UNTIL_CLOSED = 'over 64 KB, it keeps its connection until the server closes it'
const UNTIL_COLLECTED = 'over 16 KB, it keeps its connection until garbage collection'

interface Leak {
  name: string
  code: string
  messageId: MessageId
  at: string
  line?: number
  data?: Record<string, string>
  /** The code after the suggestion; none where there is none. */
  output?: string
  suggestion?: MessageId
}

const leaks = (cases: readonly Leak[]) =>
  cases.map(({ name, code, messageId, at, line, data, output, suggestion = 'discardBody' }) => {
    const error: ExpectedReport<MessageId> = {
      messageId,
      ...(line === undefined ? { at } : firstOnLine(code, at, line)),
      ...(data ? { data } : {}),
      suggestions: output === undefined ? [] : [{ messageId: suggestion, output }],
    }
    return { name, code, errors: [error] }
  })

/** A parameter comes before its uses on the same line. */
function firstOnLine(code: string, text: string, line: number) {
  const column = (code.split('\n')[line - 1] ?? '').search(new RegExp(String.raw`\b${text}\b`)) + 1
  if (column === 0) throw new Error(`There is no ${text} on line ${String(line)}`)
  return { line, column, endLine: line, endColumn: column + text.length }
}

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

const http = (body: string) => `import http from 'node:http'
export function load(url, done, out, flag) {
${body}
}`

test('a callback of node:http', ['node'], {
  silent: silent({
    'reads it': http(`  http.get(url, (res) => { res.on('data', (chunk) => done(chunk)) })`),
    'reads it by readable': http(
      `  http.get(url, (res) => { res.once('readable', () => done(res.read())) })`,
    ),
    'resumes it': http(`  http.get(url, (res) => { res.resume(); done(res.statusCode) })`),
    'sets an encoding and reads': http(`  http.get(url, (res) => res.setEncoding('utf8').on('data', done))`),
    'destroys it on the way out': http(`  http.get(url, (res) => {
    if (res.statusCode !== 200) { res.destroy(); return }
    res.pipe(out)
  })`),
    'iterates over it': http(
      `  http.get(url, async (res) => { for await (const chunk of res) done(chunk) })`,
    ),
    'hands it on': http(`  http.get(url, (res) => { done(null, res) })`),
    'hands it on as a property': http(`  http.get(url, (res) => { done({ res }) })`),
    'hands it to a promise': http(`  return new Promise((resolve) => http.get(url, resolve))`),
    'calls a function of the file that reads': http(`  const drain = (answer) => answer.resume()
  http.get(url, (res) => { drain(res) })`),
    'has an event that is not known': http(`  http.get(url, (res) => { res.on(flag, done) })`),
    'listens in a nested function': http(`  http.get(url, (res) => new Promise((resolve) => {
    res.on('data', resolve)
  }))`),
    'destroys the request instead': http(`  const req = http.get(url, (res) => {
    if (res.statusCode !== 200) { req.destroy(); return done() }
    res.pipe(out)
  })`),
    'calls a function that destroys the request': http(`  const fail = () => { req.destroy(); done() }
  const req = http.get(url, (res) => {
    if (res.statusCode !== 200) return fail()
    res.pipe(out)
  })`),
    'ends the process': http(`  http.get(url, (res) => { process.exit(res.statusCode === 200 ? 0 : 1) })`),
    'leaves where there is no body': http(`  http.get(url, (res) => {
    if (res.statusCode === 204 || res.statusCode === 304) return done()
    res.pipe(out)
  })`),
    'leaves by a case without body': http(`  http.get(url, (res) => {
    switch (res.statusCode) {
      case 304:
        return done()
      default:
        res.pipe(out)
    }
  })`),
    'throws, which ends the process': http(`  http.get(url, (res) => {
    if (res.statusCode !== 200) throw new Error('failed')
    res.pipe(out)
  })`),
    'has no handler at all': http(`  http.get(url).on('error', done)`),
    'is somebody else’s function': http(`  http.get(url, done)`),
    'reads the list of its arguments': http(`  http.get(url, function () { done(arguments[0]) })`),
    'is of several listeners': http(`  const req = http.request(url)
  req.on('response', (res) => done(res.headers))
  req.on('response', (res) => res.pipe(out))`),
    'is of another module': `import { get } from './http.js'
export const load = (url, done) => get(url, (res) => done(res.statusCode))`,
    'is a get of something else': `export const load = (http, url, done) => http.get(url, (res) => done(res.statusCode))`,
    'a script that runs it once': `import https from 'node:https'
import fs from 'node:fs'
load('https://files.example.org/all.zip')
function load(url) {
  https.get(url, (response) => {
    if (response.statusCode === 200) response.pipe(fs.createWriteStream('all.zip'))
    else if (response.statusCode === 302) load(response.headers.location)
    else report('nothing there')
  })
}`,
    'runs once as the module loads': `import http from 'node:http'
http.get('http://localhost', (res) => console.log(res.statusCode))`,
    'has a name that is shadowed': `import http from 'node:http'
export function load(url, done, http) { http.get(url, (res) => done(res.statusCode)) }`,
    'takes the rest of its parameters': http(`  http.get(url, (...all) => done(all))`),
    'is destructured with its stream': http(`  http.get(url, ({ pipe }) => done(pipe))`),
  }),
  known: leaks([
    {
      name: 'uses the status only',
      code: http(`  http.get(url, (res) => {
    done(res.statusCode)
  })`),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
      data: { name: 'res', kept: BY_AGENT, discard: '`res.resume()`' },
      output: http(`  http.get(url, (res) => {
    res.resume()
    done(res.statusCode)
  })`),
    },
    {
      name: 'is an expression',
      code: http('  http.get(url, /* head */ (res) => done(res.statusCode) /* tail */)'),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
      output: http(
        `  http.get(url, /* head */ (res) => {
    res.resume()
    return done(res.statusCode)
  } /* tail */)`,
      ),
    },
    {
      name: "only waits for 'end'",
      code: http(`  http.get(url, (res) => {
    // Nothing flows yet.
    res.setEncoding('utf8').on('end', done)
  })`),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
      output: http(`  http.get(url, (res) => {
    res.resume()
    // Nothing flows yet.
    res.setEncoding('utf8').on('end', done)
  })`),
    },
    {
      name: 'only logs it',
      code: http(`  http.get(url, (res) => { console.log(res) })`),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
      output: http(`  http.get(url, (res) => { res.resume(); console.log(res) })`),
    },
    {
      name: 'asks a function of the file for the status',
      code: http(`  const isFine = (answer) => answer.statusCode === 200
  http.get(url, (res) => { done(isFine(res)) })`),
      messageId: 'neverRead',
      at: 'res',
      line: 4,
      output: http(`  const isFine = (answer) => answer.statusCode === 200
  http.get(url, (res) => { res.resume(); done(isFine(res)) })`),
    },
    {
      name: 'has no parameter',
      code: http('  http.get(url, () => done(true))'),
      messageId: 'dropped',
      at: 'http.get',
      data: { kept: BY_AGENT, discard: '`resume()`' },
    },
    {
      name: 'takes the status out of it',
      code: http('  http.get(url, ({ statusCode }) => done(statusCode))'),
      messageId: 'dropped',
      at: '{ statusCode }',
    },
    {
      name: 'leaves early by return',
      code: http(`  http.get(url, (res) => {
    if (res.statusCode !== 200) {
      done(new Error('failed')) // for the caller
      return
    }
    res.pipe(out)
  })`),
      messageId: 'unreadOnReturn',
      at: 'return',
      data: { name: 'res', kept: BY_AGENT, discard: '`res.resume()`' },
      output: http(`  http.get(url, (res) => {
    if (res.statusCode !== 200) {
      done(new Error('failed')) // for the caller
      res.resume()
      return
    }
    res.pipe(out)
  })`),
    },
    {
      name: 'follows a redirect without a block',
      code: http(`  http.get(url, (res) => {
    if (res.headers.location) return load(res.headers.location, done)
    res.pipe(out)
  })`),
      messageId: 'unreadOnReturn',
      at: 'return load(res.headers.location, done)',
      output: http(`  http.get(url, (res) => {
    if (res.headers.location) { res.resume(); return load(res.headers.location, done) }
    res.pipe(out)
  })`),
    },
    {
      name: 'leaves what it wrote and not what it reads',
      code: http(`  http.get(url, (res) => {
    if (res.statusCode !== 200) { out.destroy(); return }
    res.pipe(out)
  })`),
      messageId: 'unreadOnReturn',
      at: 'return',
      output: http(`  http.get(url, (res) => {
    if (res.statusCode !== 200) { out.destroy(); res.resume(); return }
    res.pipe(out)
  })`),
    },
    {
      name: 'reads in one of two branches',
      code: http(`  http.get(url, (res) => {
    if (res.statusCode === 200) {
      res.pipe(out)
    } else {
      done(new Error('failed'))
    }
  })`),
      messageId: 'unreadOnEnd',
      at: 'res',
      line: 3,
      data: { name: 'res', kept: BY_AGENT, discard: '`res.resume()`', place: 'this function' },
      output: http(`  http.get(url, (res) => {
    if (res.statusCode === 200) {
      res.pipe(out)
    } else {
      res.resume()
      done(new Error('failed'))
    }
  })`),
    },
    {
      name: 'reads in the branch of an empty other one',
      code: http(`  http.get(url, (res) => {
    if (flag) {} else res.pipe(out)
  })`),
      messageId: 'unreadOnEnd',
      at: 'res',
      line: 3,
      output: http(`  http.get(url, (res) => {
    if (flag) {
      res.resume()
    } else res.pipe(out)
  })`),
    },
    {
      name: 'chooses between http and https',
      code: `const http = require('http'), https = require('https')
exports.ping = function (url, done) {
  const client = url.startsWith('https') ? https : http
  client.request(url, function (res) { done(res.headers) }).end()
}`,
      messageId: 'neverRead',
      at: 'res',
      line: 4,
      output: `const http = require('http'), https = require('https')
exports.ping = function (url, done) {
  const client = url.startsWith('https') ? https : http
  client.request(url, function (res) { res.resume(); done(res.headers) }).end()
}`,
    },
    {
      name: 'asks for the headers, which holds the connection too',
      code: http(`  http.request(url, { method: 'HEAD' }, (res) => { done(res.headers) }).end()`),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
      output: http(
        `  http.request(url, { method: 'HEAD' }, (res) => { res.resume(); done(res.headers) }).end()`,
      ),
    },
    {
      name: 'is a named function',
      code: http(`  http.get(url, onResponse)
  function onResponse(res) { done(res.statusCode) }`),
      messageId: 'neverRead',
      at: 'res',
      line: 4,
      output: http(`  http.get(url, onResponse)
  function onResponse(res) { res.resume(); done(res.statusCode) }`),
    },
    {
      name: 'is of follow-redirects',
      code: `import { https as client } from 'follow-redirects'
export const ping = (url, done) => client.get(url, (res) => { done(res.statusCode) })`,
      messageId: 'neverRead',
      at: 'res',
      line: 2,
      output: `import { https as client } from 'follow-redirects'
export const ping = (url, done) => client.get(url, (res) => { res.resume(); done(res.statusCode) })`,
    },
    {
      name: "listens to 'response'",
      code: http(`  const req = http.request(url)
  req.on('error', done).once('response', (res) => { done(res.statusCode) })
  req.end()`),
      messageId: 'neverRead',
      at: 'res',
      line: 4,
      output: http(`  const req = http.request(url)
  req.on('error', done).once('response', (res) => { res.resume(); done(res.statusCode) })
  req.end()`),
    },
  ]),
  likely: leaks([
    {
      name: 'reads under one condition and again under another',
      code: http(`  http.get(url, (res) => {
    if (flag) res.pipe(out)
    if (!flag) res.resume()
  })`),
      messageId: 'unreadOnEnd',
      at: 'res',
      line: 3,
    },
    {
      name: 'is destroyed with its request after a while',
      code: http(`  const req = http.get(url, (res) => { done(res.statusCode) })
  req.setTimeout(5000, () => req.destroy())`),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
      output: http(`  const req = http.get(url, (res) => { res.resume(); done(res.statusCode) })
  req.setTimeout(5000, () => req.destroy())`),
    },
  ]),
})

test('a stream of http2 and other emitters', ['node'], {
  silent: silent({
    'the headers of a stream': `import http2 from 'node:http2'
export function load(url, done) {
  const stream = http2.connect(url).request({ ':path': '/' })
  stream.on('response', (headers) => done(headers[':status']))
}`,
    'an emitter that is not known': `export const watch = (bus, done) => bus.on('response', (res) => done(res.statusCode))`,
  }),
})

const undici = (body: string) => `import { request } from 'undici'
export async function load(url, use, flag) {
${body}
}`

test('a result of undici', ['everywhere'], {
  silent: silent({
    'read as JSON': undici(`  const { body } = await request(url)
  return await body.json()`),
    'thrown away on the way out': undici(`  const { statusCode, body } = await request(url)
  if (statusCode !== 200) { await body.dump(); throw new Error('failed') }
  return body.text()`),
    'handed on': undici(`  const { statusCode, body } = await request(url)
  if (statusCode === 200) return use(body)
  await body.dump()`),
    'returned as a whole': undici('  return await request(url)'),
    'its body returned': undici('  return (await request(url)).body'),
    'with all the rest': undici(
      '  const { statusCode, ...rest } = await request(url)\n  use(statusCode, rest)',
    ),
    'of the headers only': undici(`  const { headers } = await request(url, { method: 'HEAD' })
  return headers`),
    'aborted after a while':
      undici(`  const { headers } = await request(url, { signal: AbortSignal.timeout(1000) })
  return headers`),
    'a function of another module': `import { request } from './request.js'
export async function load(url) { const { statusCode } = await request(url); return statusCode }`,
    'a generator that iterates': undici(`  const { body } = await request(url)
  for await (const chunk of body) use(chunk)`),
  }),
  known: leaks([
    {
      name: 'without its body',
      code: undici(`  const { statusCode } = await request(url)
  return statusCode`),
      messageId: 'dropped',
      at: 'request(url)',
      data: { kept: UNTIL_CLOSED, discard: '`body.dump()`' },
    },
    {
      name: 'for its status',
      code: undici(`  return (await request(url)).statusCode`),
      messageId: 'dropped',
      at: 'request(url)',
    },
    {
      name: 'of which nothing is kept',
      code: undici(`  await request(url)`),
      messageId: 'dropped',
      at: 'request(url)',
    },
    {
      name: 'whose body is never used',
      code: undici(`  const response = await request(url)
  return response.headers`),
      messageId: 'neverRead',
      at: 'request(url)',
      data: { name: 'response', kept: UNTIL_CLOSED, discard: '`response.body.dump()`' },
    },
    {
      name: 'that is too long',
      code: undici(`  const { headers, body } = await request(url)
  if (headers['content-length'] > 1e6) throw new Error('too long')
  return body.json()`),
      messageId: 'unreadOnReturn',
      at: `throw new Error('too long')`,
      data: { name: 'body', kept: UNTIL_CLOSED, discard: '`body.dump()`' },
      output: undici(`  const { headers, body } = await request(url)
  if (headers['content-length'] > 1e6) { await body.dump(); throw new Error('too long') }
  return body.json()`),
    },
    {
      name: 'of a client',
      code: `import { Pool } from 'undici'
const pool = new Pool('http://localhost')
export async function load(flag) {
  const result = await pool.request({ path: '/' })
  if (flag) return
  return result.body.json()
}`,
      messageId: 'unreadOnReturn',
      at: 'return',
      line: 5,
      output: `import { Pool } from 'undici'
const pool = new Pool('http://localhost')
export async function load(flag) {
  const result = await pool.request({ path: '/' })
  if (flag) { await result.body.dump(); return }
  return result.body.json()
}`,
    },
    {
      name: 'in a loop that goes on',
      code: undici(`  for (const each of url) {
    const { body } = await request(each)
    if (flag) continue
    use(await body.text())
  }`),
      messageId: 'unreadOnReturn',
      at: 'continue',
      output: undici(`  for (const each of url) {
    const { body } = await request(each)
    if (flag) { await body.dump(); continue }
    use(await body.text())
  }`),
    },
    {
      name: 'in a callback of its promise, which cannot wait',
      code: undici(`  return request(url).then((result) => {
    if (flag) return
    return result.body.json()
  })`),
      messageId: 'unreadOnReturn',
      at: 'return',
      line: 4,
    },
  ]),
  likely: leaks([
    {
      name: 'of a failure, which is mostly short',
      code: undici(`  const { statusCode, body } = await request(url)
  if (statusCode >= 400) throw new Error('failed')
  return body.json()`),
      messageId: 'unreadOnReturn',
      at: `throw new Error('failed')`,
      output: undici(`  const { statusCode, body } = await request(url)
  if (statusCode >= 400) { await body.dump(); throw new Error('failed') }
  return body.json()`),
    },
    {
      name: 'of a command, which is mostly short',
      code: undici(`  const { statusCode } = await request(url, { method: 'POST' })
  return statusCode`),
      messageId: 'dropped',
      at: `request(url, { method: 'POST' })`,
    },
  ]),
})

const fetching = (body: string) => `import fs from 'node:fs'
export async function load(url, use, flag) {
${body}
}
fs.existsSync('.')`

test('a response of fetch', ['everywhere'], {
  silent: silent({
    'read as JSON': fetching('  const res = await fetch(url)\n  return res.json()'),
    'that failed': fetching(`  const res = await fetch(url)
  if (!res.ok) throw new Error(res.statusText)
  return res.json()`),
    'that failed by its status': fetching(`  const res = await fetch(url)
  if (res.status < 200 || res.status >= 300) return undefined
  if (res.status === 404) return null
  return res.json()`),
    'that succeeded, or else': fetching(`  const res = await fetch(url)
  if (res.ok) return res.json()
  throw new Error('failed')`),
    'that has no body': fetching(`  const res = await fetch(url)
  if (!res.body) throw new Error('empty')
  if (res.body === null || !res) return
  return res.text()`),
    cancelled: fetching(`  const res = await fetch(url)
  if (flag) { await res.body?.cancel(); return }
  return res.text()`),
    'aborted by its controller': fetching(`  const controller = new AbortController()
  const res = await fetch(url, { signal: controller.signal })
  if (flag) { controller.abort(); return }
  return res.text()`),
    'cloned, stored, handed on': fetching(`  const res = await fetch(url)
  use.last = res
  use(res.clone())`),
    'of the headers only': fetching(`  const res = await fetch(url, { method: 'head' })
  return res.ok`),
    'to a command': fetching(`  await fetch(url, { method: 'POST', body: flag })`),
    'with a timeout': fetching(`  await fetch(url, { signal: AbortSignal.timeout(1000) })`),
    'in a page': `export async function isUp(url) {
  const res = await fetch(url)
  document.title = res.ok ? 'up' : 'down'
}`,
    'of a path, which a page alone can resolve': `export async function isUp() {
  const res = await fetch('/health')
  return res.ok
}`,
    'to a command, of which nothing is kept': fetching(
      `  await (use.fetch ?? fetch)(url, { method: 'PUT' })`,
    ),
    'of a function that may be fetch, read': fetching(`  const res = await (use.fetch ?? fetch)(url)
  if (!res.ok) throw new Error('failed')
  return res.json()`),
    'accepted or read': fetching(`  const res = await fetch(url)
  if (res.status === 202) { await res.body?.cancel(); return }
  return res.json()`),
    'of a function that it is given': `import fs from 'node:fs'
export async function isUp(url, get) { const res = await get(url); return res.ok }`,
    'that is still a promise': fetching(`  const pending = fetch(url)
  return use(pending)`),
    'read in finally': fetching(`  const res = await fetch(url)
  try {
    if (flag) return 1
  } finally {
    await res.text()
  }`),
    'kept by the function around it': fetching(`  let res
  const start = async () => { res = await fetch(url); if (flag) return }
  await start()
  return res.text()`),
    'new Response()': fetching(`  const res = new Response('text')
  return res.ok`),
  }),
  likely: leaks([
    {
      name: 'for its status',
      code: fetching(`  const res = await fetch(url)
  return res.ok`),
      messageId: 'neverRead',
      at: 'fetch(url)',
      data: { name: 'res', kept: UNTIL_COLLECTED, discard: '`res.body?.cancel()`' },
    },
    {
      name: 'whose type is wrong',
      code: fetching(`  const res = await fetch(url)
  if (res.headers.get('content-type') !== 'application/json') {
    return undefined
  }
  return res.json()`),
      messageId: 'unreadOnReturn',
      at: 'return undefined',
      output: fetching(`  const res = await fetch(url)
  if (res.headers.get('content-type') !== 'application/json') {
    await res.body?.cancel()
    return undefined
  }
  return res.json()`),
    },
    {
      name: 'of which nothing is kept',
      code: fetching('  await fetch(url)'),
      messageId: 'dropped',
      at: 'fetch(url)',
    },
    {
      name: 'in a callback of its promise',
      code: fetching('  return fetch(url).then((res) => res.ok)'),
      messageId: 'neverRead',
      at: 'res',
      line: 3,
    },
    {
      name: 'where nothing says what runs it',
      code: `export async function isUp(url) { const res = await fetch(url); return res.ok }`,
      messageId: 'neverRead',
      at: 'fetch(url)',
      data: { name: 'res', kept: UNTIL_COLLECTED, discard: '`res.body?.cancel()`' },
    },
    {
      name: 'to a command, read where it failed',
      code: fetching(`  const res = await (use.fetch ?? fetch)(url, { method: 'POST' })
  if (!res.ok) throw new Error(await res.text())
  use.last = url`),
      messageId: 'unreadOnEnd',
      at: `(use.fetch ?? fetch)(url, { method: 'POST' })`,
      data: { name: 'res', kept: UNTIL_COLLECTED, discard: '`res.body?.cancel()`', place: 'load()' },
    },
    {
      name: 'read where it was accepted, and not where it was answered',
      code: fetching(`  const res = await fetch(url)
  if (res.status === 202) return res.text()
  use.last = url`),
      messageId: 'unreadOnEnd',
      at: 'fetch(url)',
    },
    {
      name: 'after a failure that was caught',
      code: fetching(`  const res = await fetch(url).catch(() => undefined)
  if (!res) return
  return res.headers`),
      messageId: 'neverRead',
      at: 'fetch(url)',
    },
  ]),
})

test('a response of node-fetch', ['everywhere'], {
  likely: leaks([
    {
      name: 'that is too long',
      code: `import load from 'node-fetch'
export async function read(url) {
  const res = await load(url)
  if (res.headers.get('content-length') > 1e6) return
  return res.text()
}`,
      messageId: 'unreadOnReturn',
      at: 'return',
      line: 4,
      data: { name: 'res', kept: UNTIL_CLOSED, discard: '`res.body?.resume()`' },
      output: `import load from 'node-fetch'
export async function read(url) {
  const res = await load(url)
  if (res.headers.get('content-length') > 1e6) { res.body?.resume(); return }
  return res.text()
}`,
    },
  ]),
})

const reading = (loop: string, after = '') => `export async function* lines(response, limit, use) {
  const reader = response.body.getReader()
${loop}
${after}}`

test('a reader of a body', ['everywhere'], {
  silent: silent({
    'that reads to the end': reading(`  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    yield value
  }`),
    'that returns at the end': reading(`  for (;;) {
    const chunk = await reader.read()
    if (chunk.done === true) { use(); return }
    if (!chunk.value) return
    yield chunk.value
  }`),
    'whose end has another name': reading(`  let isFinished = false
  while (!isFinished) {
    const { done: last, value } = await reader.read()
    if (last) return
    if (isFinished) break
    isFinished = last
    yield value
  }`),
    'that cancels on the way out': reading(`  while (true) {
    const { done, value } = await reader.read()
    if (done) return
    if (value.length > limit) { await reader.cancel(); return }
  }`),
    'that is cancelled after the loop': reading(
      `  while (true) {
    const { done, value } = await reader.read()
    if (done || value.length > limit) break
    if (value.length > 2 * limit) break
  }`,
      '  await reader.cancel()\n',
    ),
    'that is cancelled in finally': reading(`  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      if (value.length > limit) throw new Error('too long')
      if (value.length === 2) break
    }
  } finally {
    await reader.cancel()
  }`),
    'that was aborted': reading(`  while (true) {
    if (use.signal?.aborted) return
    const { done } = await reader.read()
    if (done) return
  }`),
    'that is told the end': reading(`  while (true) {
    const { done, value } = await reader.read()
    if (done) return
    if (value === '[DONE]') return
  }`),
    'that is handed on': reading(`  while (true) {
    const { value } = await reader.read()
    if (value.length > limit) return use(reader)
  }`),
    'of a stream that is no body': `export async function first(stream) {
  const reader = stream.getReader()
  while (true) { const { value } = await reader.read(); if (value) return value }
}`,
    'of a request': `export async function first(request) {
  const reader = request.body.getReader()
  while (true) { const { done } = await reader.read(); if (!done) return }
}`,
    'that another function reads': reading('  use(() => reader.read())'),
    'that goes on': reading(`  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    for (const each of value) if (each === limit) break
    if (!value.length) continue
  }`),
  }),
  known: leaks([
    {
      name: 'that returns in the middle',
      code: reading(`  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      if (value.length > limit) return
    }
  } finally {
    reader.releaseLock()
  }`),
      messageId: 'abandonedReader',
      at: 'return',
      line: 7,
      data: { name: 'reader', discard: '`reader.cancel()`' },
      suggestion: 'cancelReader',
      output: reading(`  try {
    while (true) {
      const { done, value } = await reader.read()
      if (done) return
      if (value.length > limit) { await reader.cancel(); return }
    }
  } finally {
    reader.releaseLock()
  }`),
    },
    {
      name: 'that breaks in the middle',
      code: reading(`  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    if (value.length > limit) {
      use(value) // enough
      break
    }
  }`),
      messageId: 'abandonedReader',
      at: 'break',
      line: 8,
      suggestion: 'cancelReader',
      output: reading(`  while (true) {
    const { done, value } = await reader.read()
    if (done) break
    if (value.length > limit) {
      use(value) // enough
      await reader.cancel()
      break
    }
  }`),
    },
    {
      name: 'that throws in the middle, of a body that was destructured',
      code: `export async function read({ url, limit }) {
  const { body } = await fetch(url)
  const reader = body.getReader()
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return size
    size += value.length
    if (size > limit) throw new Error('too long')
  }
}`,
      messageId: 'abandonedReader',
      at: `throw new Error('too long')`,
      suggestion: 'cancelReader',
      output: `export async function read({ url, limit }) {
  const { body } = await fetch(url)
  const reader = body.getReader()
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return size
    size += value.length
    if (size > limit) { await reader.cancel(); throw new Error('too long') }
  }
}`,
    },
  ]),
  likely: leaks([
    {
      name: 'that reads once',
      code: `export async function peek(response) {
  const reader = response.body.getReader()
  const { value } = await reader.read()
  return value
}`,
      messageId: 'neverFinished',
      at: 'response.body.getReader()',
      data: { name: 'reader', discard: '`reader.cancel()`' },
    },
  ]),
})

const server = (handler: string) => `import { createServer } from 'node:http'
export function listen(log, setup) {
  const server = createServer(setup)
  server.on('clientError', ${handler})
  return server
}`

test("a handler of 'clientError'", ['node'], {
  silent: silent({
    'ends the socket': server(`(error, socket) => { socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n') }`),
    'destroys it': server('(error, socket) => socket.destroy(error)'),
    'asks first whether it is open': server(`(error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return
    if (socket.destroyed) return
    socket.end()
  }`),
    'hands it on': server('(error, socket) => log(error, socket)'),
    'hands on all there is': server('(...all) => log(all)'),
    'reads its arguments': server('function () { log(arguments) }'),
    'is of another module': server('log.onError'),
    'is of something else': `export const watch = (bus, log) => bus.on('clientError', (error) => log(error))`,
    'ends it in a callback': server('(error, socket) => { log(error, () => socket.end()) }'),
  }),
  known: leaks([
    {
      name: 'has no use for the socket',
      code: server('(error, socket) => { log(error, socket.remoteAddress) }'),
      messageId: 'openSocket',
      at: `'clientError'`,
      data: { discard: '`socket.destroy()`' },
      suggestion: 'endSocket',
      output: server(
        `(error, socket) => { log(error, socket.remoteAddress); socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n') }`,
      ),
    },
    {
      name: 'does not take the socket',
      code: server('(error) => { log(error) }'),
      messageId: 'openSocket',
      at: `'clientError'`,
      data: { discard: '`socket.destroy()`' },
    },
    {
      name: 'is a function of the file',
      code: `${server('onError')}
function onError(error, socket) {
  console.error(error) // and that is all
}`,
      messageId: 'openSocket',
      at: `'clientError'`,
      suggestion: 'endSocket',
      output: `${server('onError')}
function onError(error, socket) {
  console.error(error) // and that is all
  socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n')
}`,
    },
  ]),
  likely: leaks([
    {
      name: 'leaves early',
      code: server(`(error, socket) => {
    if (log.isQuiet) return
    socket.end()
  }`),
      messageId: 'openSocketOnReturn',
      at: 'return',
      line: 5,
      data: { name: 'socket', discard: '`socket.destroy()`' },
    },
    {
      name: 'ends it under a condition',
      code: server(`(error, socket) => {
    if (log.isStrict) socket.end()
  }`),
      messageId: 'openSocket',
      at: `'clientError'`,
    },
  ]),
})

test('TypeScript', ['untypedTs', 'typedNode'], {
  silent: silent({
    'an assertion around the response': `import http = require('node:http')
import https from 'node:https'
export function load(url: string, out: NodeJS.WritableStream): void {
  https.get(url, (res: http.IncomingMessage) => {
    if (res.statusCode === 200) { (<any>res).pipe(out) } else { (res as NodeJS.ReadableStream)!.resume() }
  })
}`,
  }),
  known: leaks([
    {
      name: 'types do not change what leaks',
      code: `import https from 'node:https'
import type { IncomingMessage } from 'node:http'
export function load(url: string, reject: (error: Error) => void, out: NodeJS.WritableStream): void {
  https.get(url, (res: IncomingMessage): void => {
    if (res.statusCode! >= 400) return reject(new Error('failed'))
    res.pipe(out)
  })
}`,
      messageId: 'unreadOnReturn',
      at: `return reject(new Error('failed'))`,
      output: `import https from 'node:https'
import type { IncomingMessage } from 'node:http'
export function load(url: string, reject: (error: Error) => void, out: NodeJS.WritableStream): void {
  https.get(url, (res: IncomingMessage): void => {
    if (res.statusCode! >= 400) { res.resume(); return reject(new Error('failed')) }
    res.pipe(out)
  })
}`,
    },
  ]),
})

test('TSX', ['untypedTs'], {
  silent: [
    {
      name: 'a response that an element is given',
      filename: 'react.tsx',
      code: `import fs from 'node:fs'
export async function Page({ url }: { url: string }) {
  const res = await fetch(url)
  return <Reader of={res} root={fs} />
}`,
    },
  ],
  likely: [
    {
      name: 'a response whose status an element is given',
      filename: 'react.tsx',
      code: `import fs from 'node:fs'
export async function Page({ url }: { url: string }) {
  const res = await fetch(url)
  return <Status of={\`\${res.status}\`} root={fs} />
}`,
      errors: [{ messageId: 'neverRead', at: 'fetch(url)' }],
    },
  ],
})
