import { noPendingPromiseRetention, type MessageId } from '../../src/rules/no-pending-promise-retention.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('no-pending-promise-retention', noPendingPromiseRetention)

const at = (text: string, line: number, messageId: MessageId = 'raced'): ExpectedReport<MessageId>[] => [
  { messageId, at: text, line },
]

const STOPPED = `const stopped = new Promise((resolve) => { process.once('SIGTERM', resolve) })\n`

const silent = (programs: Record<string, string>) =>
  Object.entries(programs).map(([name, code]) => ({ name, code }))

cases('what runs about as often as an end comes', ['everywhere'], {
  silent: silent({
    'waits for nothing but ends': `
import { once } from 'node:events'
${STOPPED}
export async function dev(options) {
  const server = serve(options)
  await Promise.race([stopped.then(() => 'stopped'), once(server, 'close')])
}`,
    'says that it waits for the end': `${STOPPED}
export const waitForExit = (ms) => Promise.race([stopped, sleep(ms)])
export const waitUntilShutdown = (server) => Promise.race([stopped, server.closed()])
export const runUntilStopped = (task) => Promise.race([stopped, task()])
export const join = (tasks) => Promise.race([stopped, tasks.done()])`,
    'listens for one event of the process': `
const forced = new Promise((resolve) => process.once('SIGINT', resolve))
process.once('SIGTERM', async (name) => { await Promise.race([drain(name), forced]) })`,
    'connects an instance': `
export class Client {
  #end
  #closed = new Promise((resolve) => { this.#end = resolve })
  connect(port) { return Promise.race([open(port), this.#closed]) }
  close() { this.#end() }
}`,
  }),
  known: [
    {
      name: 'a race with work beside the ends',
      code: `
import { once } from 'node:events'
${STOPPED}
export async function ask(server, job) {
  await Promise.race([stopped, once(server, 'close'), job()])
}`,
      errors: at('stopped', 6),
    },
    {
      name: 'waiting for something else than an end',
      code: `${STOPPED}export const waitForAnswer = (job) => Promise.race([stopped, job()])`,
      errors: at('stopped', 2),
    },
  ],
})

cases('functions that settle a promise at a beginning, or may do so', ['everywhere'], {
  silent: silent({
    'the end of a beginning': `
let finishLoading
const files = new Promise((resolve) => { finishLoading = resolve })
export function endSetup() { finishLoading() }
export const query = (job) => Promise.race([files, job()])`,
    'a gate, by its own name': `
let open
const ready = new Promise((resolve) => { open = resolve })
export function close() { open() }
export const query = (job) => Promise.race([ready, job()])`,
    'all, where something else than the program ends': `
import { spawn } from 'node:child_process'
const child = spawn('make')
const built = new Promise((resolve) => child.on('close', resolve))
export const both = async (path) => (await Promise.all([built, read(path)]))[1]`,
    'a field that other files may settle': `
export class Session {
  done = Promise.withResolvers()
  step(job) { return Promise.race([job(), this.done.promise]) }
}
export const session = new Session()`,
  }),
  likely: [
    {
      name: 'an end of anything',
      code: `
let settle
const over = new Promise((resolve) => { settle = resolve })
export function finish() { settle() }
export const query = (job) => Promise.race([over, job()])`,
      errors: at('over', 5),
    },
    {
      name: 'all, where a function of the file ends it',
      code: `
let settle
const over = new Promise((resolve) => { settle = resolve })
export function shutdown() { settle() }
export const query = (job) => Promise.all([over, job()])`,
      errors: at('over', 5),
    },
    {
      name: 'the end of an iterator',
      code: `
export function pump(source) {
  let stop
  const stopped = new Promise((resolve) => { stop = () => resolve({ done: true }) })
  return { next: () => Promise.race([source.next(), stopped]), async return() { stop() } }
}`,
      errors: at('stopped', 5),
    },
  ],
  known: [
    {
      name: 'a private field that nothing settles',
      code: `
class Session {
  #done = Promise.withResolvers()
  step(job) { return Promise.race([job(), this.#done.promise]) }
}
export const session = new Session()`,
      errors: at('this.#done.promise', 4),
    },
    {
      name: 'a callback on the promise of a deferred',
      code: `
const shutdown = Promise.withResolvers()
process.once('SIGTERM', () => shutdown.resolve())
server.on('connection', (socket) => { shutdown.promise.then(() => socket.end()) })`,
      errors: at('shutdown.promise', 4, 'chained'),
    },
    {
      name: 'signals that a loop goes through',
      code: `
const stopped = new Promise((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => resolve(signal))
})
export const work = (job) => Promise.race([job(), stopped])`,
      errors: at('stopped', 5),
    },
    {
      name: 'signals of a list of the module',
      code: `
const SIGNALS = ['SIGINT', 'SIGTERM']
const stopped = new Promise((resolve) => {
  SIGNALS.forEach((signal) => process.once(signal, resolve))
})
export const work = (job) => Promise.race([job(), stopped])`,
      errors: at('stopped', 6),
    },
  ],
})

cases('signals that the file does not name', ['everywhere'], {
  silent: silent({
    'of a list that is given': `
const stopped = new Promise((resolve) => { for (const name of names()) process.on(name, resolve) })
export const work = (job) => Promise.race([job(), stopped])`,
    'of a list with others': `
const stopped = new Promise((resolve) => { for (const name of ['SIGTERM', other]) process.on(name, resolve) })
export const work = (job) => Promise.race([job(), stopped])`,
    'one of which comes while all goes well': `
const stopped = new Promise((resolve) => { for (const name of ['SIGTERM', 'message']) process.on(name, resolve) })
export const work = (job) => Promise.race([job(), stopped])`,
  }),
})

cases('events that come once, of what is there from the start', ['everywhere'], {
  silent: silent({
    'the page has loaded': `
export const loaded = (ms) => Promise.race([new Promise((resolve) => window.addEventListener('load', resolve, { once: true })), sleep(ms)])`,
    'the input ends': `
import { once } from 'node:events'
export const read = (ms) => Promise.race([once(process.stdin, 'end'), sleep(ms)])`,
    'the process exits, in what waits for that': `
import { once } from 'node:events'
export const waitForSignal = (ms) => Promise.race([once(process, 'SIGTERM'), sleep(ms)])`,
  }),
  known: [
    {
      name: 'a signal of the process, at each call',
      code: `
import { once } from 'node:events'
export const ask = (job) => Promise.race([once(process, 'SIGTERM'), job()])`,
      errors: at("once(process, 'SIGTERM')", 3, 'listenerStays'),
    },
  ],
})
