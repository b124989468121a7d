import { requireBodyConsumption, type MessageId } from '../../src/rules/require-body-consumption.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester<MessageId>('require-body-consumption', requireBodyConsumption)

interface Leak {
  name: string
  code: string
  messageId: MessageId
  at: string
  line?: number
  output?: string
}

const leaks = (cases: readonly Leak[]) =>
  cases.map(({ name, code, messageId, at, line, output }) => ({
    name,
    code,
    errors: [
      {
        messageId,
        at,
        ...(line === undefined ? {} : { line }),
        suggestions: output === undefined ? [] : [{ messageId: 'discardBody' as const, output }],
      },
    ],
  }))

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

const ofUndici = (failing: string) => `import { request } from 'undici'
export async function load(url) {
  const res = await request(url)
  if (res.statusCode >= 400) ${failing}
  return res.body.json()
}`

const ofHttp = (failing: string) => `const https = require('https')
module.exports = function fetchText(url, cb) {
  https.get(url, (res) => {
    if (res.statusCode !== 200) ${failing}
    let text = ''
    res.on('data', (chunk) => (text += chunk))
    res.on('end', () => cb(null, text))
  }).on('error', cb)
}`

const redirecting = (limit: string, rest: string) => `const http = require('http')
const https = require('https')
let hops = 0
module.exports = function get(target, cb) {
  const lib = target.protocol === 'https:' ? https : http
  lib.request(target, function (response) {
    let stream = response
    if (response.statusCode === 302) {
      ${limit}
      ${rest}
      return get(response.headers.location, cb)
    }
    stream.pipe(target.sink)
  }).end()
}`
const LIMIT = `if (++hops > 5) return cb(new Error('too many'), undefined, stream)`

test('a response that an error takes along', ['node'], {
  silent: silent({
    'thrown away first': ofUndici('{ await res.body.dump(); throw new HttpError(res.statusCode, res) }'),
    'read for the error': ofUndici('throw new HttpError(res.statusCode, await res.body.text())'),
    'resumed first': ofHttp(`{ res.resume(); cb(new Error('bad'), null, res); return }`),
    'resumed under its other name': redirecting('stream.resume()', LIMIT),
  }),
  likely: leaks([
    {
      name: 'in the error that is thrown',
      code: ofUndici('throw new HttpError(res.statusCode, res)'),
      messageId: 'unreadOnReturn',
      at: 'throw new HttpError(res.statusCode, res)',
    },
    {
      name: 'in a record of the error that is thrown',
      code: ofUndici('throw new RequestException({ response: res })'),
      messageId: 'unreadOnReturn',
      at: 'throw new RequestException({ response: res })',
    },
    {
      name: 'beside the error of a callback',
      code: ofHttp(`return cb(new Error('bad'), null, res)`),
      messageId: 'unreadOnReturn',
      at: `return cb(new Error('bad'), null, res)`,
    },
    {
      name: 'as a property of the error',
      code: ofHttp('{ const err = new Error(); err.response = res; return cb(err) }'),
      messageId: 'unreadOnReturn',
      at: 'return cb(err)',
    },
    {
      name: 'under another name, before it is resumed',
      code: redirecting(LIMIT, 'stream.resume()'),
      messageId: 'unreadOnReturn',
      at: `return cb(new Error('too many'), undefined, stream)`,
    },
  ]),
})

const retrying = (skip: string) => `import { request } from 'undici'
export async function retry(url) {
  let res
  do {
    ${skip}
    res = await request(url)
  } while (res.statusCode === 503)
  return res.body.json()
}`

test('a response that the next one takes the place of', ['node'], {
  silent: silent({ 'thrown away before': retrying('await res?.body.dump()') }),
  known: leaks([
    { name: 'in a loop', code: retrying(''), messageId: 'unreadOnNext', at: 'await request(url)' },
  ]),
})

const asking = (use: string) => `import axios from 'axios'
export async function size(url, file) {
  const answer = await axios.get(url, { responseType: 'stream' })
  ${use}
}`

test('axios that is asked for a stream', ['node'], {
  silent: silent({
    destroyed: asking('answer.data.destroy(); return answer.headers'),
    piped: asking('answer.data.pipe(file)'),
    'not asked for one': `import axios from 'axios'
export const statusOf = async (url) => (await axios.get(url)).status`,
  }),
  known: leaks([
    {
      name: 'of which the headers are read only',
      code: asking('return answer.headers'),
      messageId: 'neverRead',
      at: `axios.get(url, { responseType: 'stream' })`,
    },
  ]),
})

const sending = (use: string, options = '') => `import { request } from 'undici'
async function send(url) {
  const res = await request(url${options})
  if (!url) console.log(res.statusCode)
  return res
}
export async function version(url) {
  ${use}
}`

const given = (use: string) => `import { createServer } from 'node:http'
export class Feed {
  constructor(options) { this.fetch = options.fetch }
  listen(handle) { return createServer(handle) }
  async load(url) {
    const res = await this.fetch(url)
    ${use}
    return res.text()
  }
}`

const careful = (failing: string) => `import { createServer } from 'node:http'
export async function first(url) {
  const res = await fetch(url)
  if (!res.ok) { ${failing}throw new Error('first') }
  return res.json()
}
export async function second(url) {
  const res = await fetch(url)
  if (!res.ok) throw new Error('second')
  return res.json()
}`

test('who sends the request', ['node'], {
  silent: silent({
    'a function of the file, whose caller reads it': sending(
      'const { body } = await send(url); return body.text()',
    ),
    'what is given in place of fetch, and read': given(''),
    'a record of something else': `export const statusOf = async (table) => { const row = await table.fetch(1); return row.status }`,
    'who gets the request may read its response': `import http from 'node:http'
export function ping(url, done) {
  const req = http.get(url, (res) => { done(res.statusCode) })
  return req
}`,
    'short bodies of failures, of which the file throws none away': careful(''),
  }),
  known: leaks([
    {
      name: 'a function of the file, whose caller looks at the headers',
      code: sending(`const { headers } = await send(url); return headers['x-version']`),
      messageId: 'dropped',
      at: 'send(url)',
      line: 8,
    },
  ]),
  likely: leaks([
    {
      name: 'what is given in place of fetch',
      code: given(`if (res.headers.get('content-type') !== 'text/xml') return undefined`),
      messageId: 'unreadOnReturn',
      at: 'return undefined',
      output: given(
        `if (res.headers.get('content-type') !== 'text/xml') { await res.body?.cancel(); return undefined }`,
      ),
    },
    {
      name: 'a file that throws away the body of another failure',
      code: careful('await res.body?.cancel(); '),
      messageId: 'unreadOnReturn',
      at: `throw new Error('second')`,
      output: careful('await res.body?.cancel(); ').replace(
        `throw new Error('second')`,
        `{ await res.body?.cancel(); throw new Error('second') }`,
      ),
    },
  ]),
})
