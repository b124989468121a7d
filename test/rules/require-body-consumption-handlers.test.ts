import { requireBodyConsumption, type MessageId } from '../../src/rules/require-body-consumption.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const test = certaintyTester<MessageId>('require-body-consumption', requireBodyConsumption)

interface Leak {
  name: string
  code: string
  messageId: MessageId
  at: string
  data?: Record<string, string>
  output?: string
}

const leaks = (cases: readonly Leak[]) =>
  cases.map(({ name, code, messageId, at, data, output }) => {
    const error: ExpectedReport<MessageId> = {
      messageId,
      at,
      ...(data ? { data } : {}),
      suggestions: output === undefined ? [] : [{ messageId: 'endSocket', output }],
    }
    return { name, code, errors: [error] }
  })

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

const SOCKET = { name: 'socket', discard: '`socket.destroy()`' }

const server = (event: string, handler: string) => `import { createServer } from 'node:http'
export function listen(log, setup, wss) {
  const server = createServer(setup)
  server.on('${event}', ${handler})
  server.listen(80)
}`

test('what a handler of a server takes over', ['node'], {
  silent: silent({
    'a socket that has timed out is destroyed': server('timeout', '(socket) => socket.destroy()'),
    'an upgrade is handed on': server(
      'upgrade',
      '(req, socket, head) => wss.handleUpgrade(req, socket, head, log)',
    ),
    'an upgrade is refused': server(
      'upgrade',
      `(req, socket, head) => {
    if (req.url !== '/live') { socket.write('HTTP/1.1 404 Not Found\\r\\n\\r\\n'); socket.destroy(); return }
    wss.handleUpgrade(req, socket, head, log)
  }`,
    ),
    'an upgrade is destroyed through its request': server('upgrade', '(req) => req.socket.destroy()'),
    'another handler may serve other paths': `import { createServer } from 'node:http'
export function listen(a, b) {
  const server = createServer()
  server.on('upgrade', (req, socket, head) => { if (req.url === '/a') a.handleUpgrade(req, socket, head) })
  server.on('upgrade', (req, socket, head) => { if (req.url === '/b') b.handleUpgrade(req, socket, head) })
}`,
    'a server of somebody else may have other handlers': `export function attach(server, wss) {
  server.on('upgrade', (req, socket, head) => {
    if (req.url !== '/live') return
    wss.handleUpgrade(req, socket, head)
  })
}`,
    'a connection to a server is no tunnel': `export function count(server, log) { server.on('connect', () => log('up')) }`,
    'a tunnel is opened': server(
      'connect',
      '(req, socket, head) => { const far = setup(req); far.pipe(socket).pipe(far) }',
    ),
    'a timer is no timeout of a socket': `export function wait(server, log) { setTimeout(() => log(), 9) }`,
    'an emitter that is not known': `export function wait(bus, log) { bus.on('timeout', () => log()) }`,
  }),
  known: leaks([
    {
      name: 'an answer alone closes nothing',
      code: server(
        'clientError',
        `(error, socket) => { socket.write('HTTP/1.1 400 Bad Request\\r\\n\\r\\n') }`,
      ),
      messageId: 'openSocket',
      at: `'clientError'`,
      data: SOCKET,
      output: server(
        'clientError',
        `(error, socket) => { socket.write('HTTP/1.1 400 Bad Request\\r\\n\\r\\n'); socket.end('HTTP/1.1 400 Bad Request\\r\\n\\r\\n') }`,
      ),
    },
    {
      name: 'a socket that has timed out stays',
      code: server('timeout', '(socket) => { log(socket.remoteAddress) }'),
      messageId: 'openSocket',
      at: `'timeout'`,
      data: SOCKET,
      output: server('timeout', '(socket) => { log(socket.remoteAddress); socket.destroy() }'),
    },
    {
      name: 'nobody takes the socket of an upgrade',
      code: server('upgrade', '(req) => { log(req.url) }'),
      messageId: 'openSocket',
      at: `'upgrade'`,
      data: SOCKET,
    },
    {
      name: 'a tunnel that is refused by a text only',
      code: server('connect', `(req, socket) => { socket.write('HTTP/1.1 405\\r\\n\\r\\n') }`),
      messageId: 'openSocket',
      at: `'connect'`,
      data: SOCKET,
      output: server(
        'connect',
        `(req, socket) => { socket.write('HTTP/1.1 405\\r\\n\\r\\n'); socket.destroy() }`,
      ),
    },
  ]),
  likely: leaks([
    {
      name: 'another path of an upgrade is left to nobody',
      code: server(
        'upgrade',
        `(req, socket, head) => {
    if (req.url !== '/live') return
    wss.handleUpgrade(req, socket, head, log)
  }`,
      ),
      messageId: 'openSocketOnReturn',
      at: 'return',
      data: SOCKET,
    },
    {
      name: 'an upgrade is handed on under a condition',
      code: server(
        'upgrade',
        `(req, socket, head) => {
    if (req.url === '/live') wss.handleUpgrade(req, socket, head, log)
  }`,
      ),
      messageId: 'openSocket',
      at: `'upgrade'`,
      data: SOCKET,
    },
  ]),
})

const request = (rest: string) => `import http from 'node:http'
export const load = (url, log) => new Promise((resolve, reject) => {
  const req = http.get(url, (res) => { res.resume(); resolve(res.statusCode) })
  ${rest}
})`

const REQUEST = { name: 'req', discard: '`req.destroy()`' }

test('a request that has timed out', ['node'], {
  silent: silent({
    'is destroyed': request(`req.on('timeout', () => { req.destroy(new Error('too slow')) })`),
    'is destroyed, and the waiting settled': request(
      `req.on('timeout', () => { reject(new Error('too slow')); req.abort() })`,
    ),
    'is destroyed as this': request(`req.on('timeout', function () { this.destroy(); reject() })`),
    'is only noted': request(`req.on('timeout', () => log('slow'))`),
    'is handed on': request(`req.on('timeout', () => reject(log(req)))`),
    'is no request': request(`log.on('timeout', () => reject())`),
  }),
  known: leaks([
    {
      name: 'is given up and stays open',
      code: request(`req.on('timeout', () => { reject(new Error('too slow')) })`),
      messageId: 'idleRequest',
      at: `'timeout'`,
      data: REQUEST,
    },
    {
      name: 'is given up by the handler of setTimeout()',
      code: request(`req.setTimeout(9000, () => reject(new Error('too slow')))`),
      messageId: 'idleRequest',
      at: 'req.setTimeout',
      data: REQUEST,
    },
  ]),
  likely: leaks([
    {
      name: 'may be aborted by somebody else',
      code: request(
        `log.onabort = () => req.destroy(); req.on('timeout', () => { reject(new Error('too slow')) })`,
      ),
      messageId: 'idleRequest',
      at: `'timeout'`,
      data: REQUEST,
    },
    {
      name: 'is destroyed under a condition',
      code: request(`req.on('timeout', () => { reject(); if (log) req.destroy() })`),
      messageId: 'idleRequest',
      at: `'timeout'`,
      data: REQUEST,
    },
  ]),
})

test("a listener to 'response'", ['node'], {
  silent: silent({
    'of a field reads': `import http from 'node:http'
export class Client {
  start(url) { this.req = http.request(url) }
  listen(done) { this.req.on('response', (res) => res.resume()) }
}`,
    'of a field that may be something else': `import http from 'node:http'
export class Client {
  start(url, other) { this.req = http.request(url); if (other) this.req = other }
  listen(done) { this.req.on('response', (res) => done(res.statusCode)) }
}`,
  }),
  likely: [
    {
      name: 'of a field does not read',
      code: `import http from 'node:http'
export class Client {
  start(url) { this.req = http.request(url) }
  listen(done) { this.req.on('response', (res) => done(res.statusCode)) }
}`,
      errors: [
        {
          messageId: 'neverRead',
          line: 4,
          column: 43,
          endLine: 4,
          endColumn: 46,
          suggestions: [
            {
              messageId: 'discardBody',
              output: `import http from 'node:http'
export class Client {
  start(url) { this.req = http.request(url) }
  listen(done) { this.req.on('response', (res) => { res.resume(); return done(res.statusCode) }) }
}`,
            },
          ],
        },
      ],
    },
  ],
})

const racing = (body: string) => `export async function read(response, timeout, use) {
  const reader = response.body.getReader()
  ${body}
}`

test('a race of read()', ['everywhere'], {
  silent: silent({
    'is cancelled in finally': racing(`try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), timeout()])
      if (done) return
      use(value)
    }
  } finally { await reader.cancel() }`),
    'is not awaited here': racing(`for (;;) {
    const next = Promise.race([reader.read(), timeout()])
    const { done } = await use(next)
    if (done) return
  }`),
  }),
  likely: leaks([
    {
      name: 'that another promise may win by a rejection',
      code: racing(`for (;;) {
    const { done, value } = await Promise.race([reader.read(), timeout()])
    if (done) return
    use(value)
  }`),
      messageId: 'lostRace',
      at: 'Promise.race([reader.read(), timeout()])',
      data: { name: 'reader', discard: '`reader.cancel()`' },
    },
  ]),
})

test('TypeScript', ['untypedTs', 'typedNode'], {
  known: leaks([
    {
      name: 'a handler with types',
      code: `import { createServer } from 'node:http'
import type { Socket } from 'node:net'
export function listen(log: (text: string) => void): void {
  const server = createServer()
  server.on('timeout', (socket: Socket): void => { log(String(socket.remotePort!)) })
}`,
      messageId: 'openSocket',
      at: `'timeout'`,
      data: SOCKET,
      output: `import { createServer } from 'node:http'
import type { Socket } from 'node:net'
export function listen(log: (text: string) => void): void {
  const server = createServer()
  server.on('timeout', (socket: Socket): void => { log(String(socket.remotePort!)); socket.destroy() })
}`,
    },
  ]),
})
