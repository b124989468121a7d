import { noPendingPromiseRetention, type MessageId } from '../../src/rules/no-pending-promise-retention.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('no-pending-promise-retention', noPendingPromiseRetention)

/** A report at a text. */
const at = (text: string, line?: number, messageId: MessageId = 'raced'): ExpectedReport<MessageId>[] => [
  { messageId, at: text, ...(line === undefined ? {} : { line }) },
]

const WORK = 'Let a signal end the work instead.'

cases('promises of the module that stay pending', ['everywhere'], {
  known: [
    {
      name: 'until a signal of the process',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
export async function work(job) { return Promise.race([run(job), stopped]) }`,
      errors: [
        {
          messageId: 'raced',
          at: 'stopped',
          line: 3,
          data: { promise: 'stopped', method: 'race', until: "until 'SIGTERM' settles it", instead: WORK },
        },
      ],
    },
    {
      name: 'for good, in each of the methods that wait for several',
      code: `
const never = new Promise(() => {})
export const first = (job) => Promise.any([never, run(job)])
export const both = async (job) => { await Promise.all([run(job), never]) }
export default async function (job) {
  const contenders = [ /* never comes */ never, run(job), late(job) ]
  return await Promise.allSettled(contenders)
}`,
      errors: [
        {
          messageId: 'raced',
          at: 'never',
          line: 3,
          data: { promise: 'never', method: 'any', until: 'as long as the program runs', instead: WORK },
        },
        { messageId: 'raced', at: 'never', line: 4 },
        {
          messageId: 'raced',
          line: 6,
          column: 42,
          endLine: 6,
          endColumn: 47,
          data: {
            promise: 'never',
            method: 'allSettled',
            until: 'as long as the program runs',
            instead: WORK,
          },
        },
      ],
    },
    {
      name: 'until a teardown of the module calls what settles it',
      code: `
let finish
const stopped = new Promise((resolve) => { finish = resolve })
export function stop() { finish() }
export async function work(job) { return Promise.race([run(job), stopped.then(() => null)]) }`,
      errors: [
        {
          messageId: 'raced',
          at: 'stopped',
          line: 5,
          data: { promise: 'stopped', method: 'race', until: 'until stop() settles it', instead: WORK },
        },
      ],
    },
    {
      name: 'with what settles it beside it',
      code: `
const { promise: stopped, resolve: stop } = Promise.withResolvers()
process.once('SIGINT', () => stop())
export async function work(job) { return Promise.race([run(job), stopped]) }`,
      errors: at('stopped', 4),
    },
    {
      name: 'as a part of what settles it',
      code: `
const stopping = Promise.withResolvers()
export function shutdown() { stopping.resolve() }
export async function work(job) { return Promise.race([run(job), stopping.promise]) }`,
      errors: at('stopping.promise', 4),
    },
    {
      name: 'in a class or a function that says so by its name',
      code: `
const stopping = new Deferred()
const closing = pDefer()
export function close() { stopping.resolve(); closing.reject(new Error('closed')) }
export async function work(job) { return Promise.race([run(job), stopping.promise]) }
export async function play(job) { return Promise.race([run(job), closing.promise]) }`,
      errors: [
        { messageId: 'raced', at: 'stopping.promise', line: 5 },
        { messageId: 'raced', at: 'closing.promise', line: 6 },
      ],
    },
    {
      name: 'until a signal of the module aborts',
      code: `
const controller = new AbortController()
const aborted = new Promise((_, reject) => {
  controller.signal.addEventListener('abort', () => reject(new Error('aborted')))
})
export function shutdown() { controller.abort() }
export async function handle(request) { return Promise.race([serve(request), aborted]) }`,
      errors: at('aborted', 7),
    },
    {
      name: 'in a static field',
      code: `
export class Worker {
  static stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
  handle(job) { return Promise.race([work(job), Worker.stopped]) }
}`,
      errors: at('Worker.stopped'),
    },
    {
      name: 'as an event that is waited for',
      code: `
import { once } from 'node:events'
const stopped = once(process, 'SIGTERM')
export async function work(job) { return Promise.race([run(job), stopped]) }`,
      errors: at('stopped', 4),
    },
    {
      name: 'in a function that serves each connection',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
server.on('connection', (socket) => { stopped.then(() => socket.destroy()) })
server.on('connection', async (socket) => { await stopped; socket.destroy() })`,
      errors: [
        {
          messageId: 'chained',
          at: 'stopped',
          line: 3,
          data: {
            promise: 'stopped',
            until: "until 'SIGTERM' settles it",
            by: 'each run of this function',
            instead: 'Use a listener instead, and remove it in `finally`.',
          },
        },
        { messageId: 'awaited', at: 'stopped', line: 4 },
      ],
    },
  ],
  likely: [
    {
      name: 'until something ends that may live for any time',
      code: `
import { once } from 'events'
const closed = once(server, 'close')
export async function work(job) { return Promise.race([run(job), closed]) }`,
      errors: at('closed', 4),
    },
    {
      name: 'in a function that may run once',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
export async function work() { return Promise.race([job(), stopped]) }
export async function run(each) { return Promise.race([each(), stopped]) }
export class Job { constructor(each) { this.done = Promise.race([each(), stopped]) } }`,
      errors: [...at('stopped', 3), ...at('stopped', 4), ...at('stopped', 5)],
    },
    {
      name: 'with a callback for each call',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
export function open2(name) { const file = openFile(name); void stopped.finally(() => file.close()); return file }
export async function hold(file) { await stopped; file.close() }`,
      errors: [...at('stopped', 3, 'chained'), ...at('stopped', 4, 'awaited')],
    },
  ],
  silent: [
    {
      name: 'settles by itself',
      code: `
const ready = init()
const config = fetch('/config.json')
const parts = import('./parts.js')
const late = new Promise((_, reject) => setTimeout(reject, 5000))
const read = new Promise((resolve, reject) => { readFile('a', (error, data) => error ? reject(error) : resolve(data)) })
const done = new Promise((resolve) => { resolve(1) })
export async function work(job) { return Promise.race([run(job), ready, config, parts, late, read, done]) }`,
    },
    {
      name: 'is a gate that an event opens',
      code: `
const ready = new Promise((resolve) => { client.on('ready', resolve) })
const open = new Promise((resolve, reject) => { socket.onopen = () => resolve(); socket.onclose = reject })
let connect
const connected = new Promise((resolve) => { connect = resolve })
client.on('connect', () => connect())
export async function send(message) { await Promise.all([ready, open, connected]); client.send(message) }`,
    },
    {
      name: 'may be settled by anybody',
      code: `
export const stopping = Promise.withResolvers()
const others = Promise.withResolvers()
register(others)
let settle
const outside = new Promise((resolve) => { settle = resolve })
export { settle as go }
const given = new Promise((resolve) => { hand(resolve) })
export async function work(job) { return Promise.race([run(job), stopping.promise, others.promise, outside, given]) }`,
    },
    {
      name: 'is made anew',
      code: `
let stop
let stopped = new Promise((resolve) => { stop = resolve })
export function close() { stop(); stopped = new Promise((resolve) => { stop = resolve }) }
export async function work(job) { return Promise.race([run(job), stopped]) }
let queue = Promise.resolve()
export function add(job) { queue = queue.then(job); return queue }`,
    },
    {
      name: 'is waited for once',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
async function main() { await Promise.race([serve(), stopped]) }
main()
export async function start(server) { await Promise.race([server.run(), stopped]) }
await Promise.race([serve(), stopped])
stopped.then(() => console.log('over'))`,
    },
    {
      name: 'is waited for at the end',
      code: `
let finish
const stopped = new Promise((resolve) => { finish = resolve })
export async function stop(server) { finish(); await Promise.race([server.end(), stopped]) }
export async function dispose(server) { await stopped; server.end() }`,
    },
    {
      name: 'belongs to the call',
      code: `
export async function work(job) {
  const never = new Promise(() => {})
  return Promise.race([run(job), never])
}
export async function play(job) {
  const { promise, resolve } = Promise.withResolvers()
  process.once('SIGTERM', resolve)
  try { return await Promise.race([run(job), promise]) } finally { process.off('SIGTERM', resolve) }
}`,
    },
    {
      name: 'has a callback that uses nothing of the call',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
export function note(job) { stopped.then(() => console.log('over')); stopped.then(log); return job }
export async function idle() { await stopped; log() }
export const over = (job) => stopped.then(() => job)`,
    },
    {
      name: 'is no promise of the language, or no list of them',
      code: `
const never = new Promise(() => {})
export const work = (job) => Bluebird.race([run(job), never])
export const play = (job) => Promise.race(job.list)
export const list = (job) => [run(job), never]`,
    },
    {
      name: 'shares its name with a local',
      code: `
const stopped = new Promise((resolve) => { process.on('SIGTERM', resolve) })
export async function work(job, stopped) { return Promise.race([run(job), stopped]) }
stopped.then(log)`,
    },
    {
      name: 'is in a test',
      code: `
import { it } from 'vitest'
const never = new Promise(() => {})
export const work = (job) => Promise.race([run(job), never])`,
    },
  ],
})

cases('promises of an instance', ['everywhere'], {
  known: [
    {
      name: 'the only one of the module',
      code: `
class Reader {
  #close
  closed = new Promise((resolve) => { this.#close = resolve })
  async read() { while (this.open) { await Promise.race([this.next(), this.closed]) } }
  take(count) { return Promise.race([this.next(count), this.closed]) }
  close() { this.#close() }
}
export const reader = new Reader()`,
      errors: [
        { messageId: 'raced', at: 'this.closed', line: 5 },
        {
          messageId: 'raced',
          at: 'this.closed',
          line: 6,
          data: { promise: 'this.closed', method: 'race', until: 'until close() settles it', instead: WORK },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'made in the constructor, for each turn of a loop',
      code: `
export class Reader {
  constructor() {
    this.closed = new Promise((resolve) => { this.onClosed = resolve })
    this.read()
  }
  async read() { while (true) { await Promise.race([this.next(), this.closed]) } }
  dispose() { this.onClosed?.() }
}`,
      errors: at('this.closed', 7),
    },
    {
      name: 'never settled',
      code: `
export class Box {
  #never = new Promise(() => {})
  take(name) { const { promise } = this; return Promise.race([promise, this.find(name), this.#never]) }
}`,
      errors: [
        {
          messageId: 'raced',
          at: 'this.#never',
          data: {
            promise: 'this.#never',
            method: 'race',
            until: 'as long as the instance lives',
            instead: WORK,
          },
        },
      ],
    },
    {
      name: 'under another name, until the signal of its controller aborts',
      code: `
export class Pool {
  #controller = new AbortController()
  #aborted = new Promise((_, reject) => {
    this.#controller.signal.addEventListener('abort', () => reject(new Error('closed')))
  })
  async take(name) { const aborted = this.#aborted; return Promise.race([this.find(name), aborted]) }
  close() { this.#controller.abort() }
}`,
      errors: [{ messageId: 'raced', line: 7, column: 91, endLine: 7, endColumn: 98 }],
    },
    {
      name: 'of a closure that is handed out',
      code: `
export function makeQueue() {
  let stop
  const stopped = new Promise((resolve) => { stop = resolve })
  return { next(job) { return Promise.race([run(job), stopped]) }, close() { stop() } }
}`,
      errors: at('stopped', 5),
    },
  ],
  silent: [
    {
      name: 'a gate, also where the end fails it',
      code: `
export class Client {
  constructor() {
    this.ready = new Promise((resolve, reject) => { this.open = resolve; this.fail = reject })
    this.socket.on('open', () => this.open())
  }
  send(message) { return Promise.race([this.post(message), this.ready]) }
  close() { this.fail(new Error('closed')) }
}`,
    },
    {
      name: 'made anew for each connection, or let go',
      code: `
export class Client {
  connect() { this.closed = new Promise((resolve) => { this.onClose = resolve }) }
  reconnect() { this.closed = new Promise((resolve) => { this.onClose = resolve }) }
  send(message) { return Promise.race([this.post(message), this.closed]) }
  close() { this.onClose() }
}
export class Once {
  open() { this.closed = new Promise((resolve) => { this.onClose = resolve }) }
  send(message) { return Promise.race([this.post(message), this.closed]) }
  close() { this.onClose(); this.closed = undefined }
}`,
    },
    {
      name: 'waited for with the construction, or while it ends',
      code: `
export class Server {
  #close
  #closed = new Promise((resolve) => { this.#close = resolve })
  constructor(port) { this.#begin(port) }
  #begin(port) { this.done = Promise.race([this.listen(port), this.#closed]) }
  async close() { this.#close(); await Promise.race([this.#closed, this.drain()]) }
  async join() { await this.#closed }
  get closed() { return this.#closed }
}`,
    },
    {
      name: 'an instance of each call',
      code: `
class Reader {
  #close
  closed = new Promise((resolve) => { this.#close = resolve })
  take(count) { return Promise.race([this.next(count), this.closed]) }
  close() { this.#close() }
}
export async function first(count) {
  const reader = new Reader()
  try { return await reader.take(count) } finally { reader.close() }
}`,
    },
  ],
})

cases('promises of a call, in a loop', ['everywhere'], {
  known: [
    {
      name: 'that nothing else ends',
      code: `
export async function pump(queue) {
  const stopped = new Promise((resolve) => process.once('SIGTERM', resolve))
  for (;;) { handle(await Promise.race([queue.next(), stopped])) }
}`,
      errors: [
        {
          messageId: 'raced',
          at: 'stopped',
          line: 4,
          data: {
            promise: 'stopped',
            method: 'race',
            until: "until 'SIGTERM' settles it",
            instead: 'Let a signal end what each turn waits for instead.',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'over a stream',
      code: `
export async function pump(reader, signal) {
  const aborted = new Promise((_, reject) => { signal.addEventListener('abort', () => reject(signal.reason), { once: true }) })
  while (true) {
    const { done, value } = await Promise.race([reader.read(), aborted])
    if (done) break
    emit(value)
  }
}
export async function each(source, child) {
  const closed = new Promise((resolve) => child.on('close', resolve))
  for await (const chunk of source) await Promise.race([send(chunk), closed])
}`,
      errors: [...at('aborted', 5), ...at('closed', 12)],
    },
  ],
  silent: [
    {
      name: 'that is short, or whose turns have a promise each',
      code: `
export async function all(list, child) {
  const closed = new Promise((resolve) => child.on('close', resolve))
  for (const item of list) await Promise.race([send(item), closed])
}
export async function pump(source) {
  while (true) {
    const stop = Promise.withResolvers()
    process.once('SIGTERM', stop.resolve)
    await Promise.race([source.next(), stop.promise])
    process.off('SIGTERM', stop.resolve)
  }
}
export async function late(source) {
  const timeout = new Promise((resolve) => setTimeout(resolve, 5000))
  const soon = new Promise((_, reject) => { AbortSignal.timeout(1000).onabort = reject })
  while (source.open) await Promise.race([source.next(), timeout, soon])
}`,
    },
  ],
})

cases('TypeScript', ['untypedTs', 'typedNode'], {
  known: [
    {
      name: 'with types around the promise',
      code: `
const never = new Promise<never>(() => {}) as Promise<never>
let stop!: () => void
const stopped: Promise<void> = new Promise<void>((resolve) => { stop = resolve })
export function close(): void { stop() }
declare function run(job: string): Promise<string>
export async function work(job: string): Promise<string | void> {
  return Promise.race<string | void>([run(job), never!, (stopped as Promise<void>).catch(() => {})])
}`,
      errors: [...at('never', 8), ...at('stopped', 8)],
    },
  ],
})

cases('TSX', ['untypedTs', 'typedDom'], {
  known: [
    {
      name: 'in a component file',
      filename: 'react.tsx',
      code: `
const left = new Promise<void>((resolve) => { window.addEventListener('pagehide', () => resolve()) })
export const load = (name: string) => Promise.race([fetch(name), left])
export const View = () => <p>{String(load)}</p>`,
      errors: at('left', 3),
    },
  ],
})
