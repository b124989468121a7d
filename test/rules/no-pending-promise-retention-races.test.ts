import { noPendingPromiseRetention } from '../../src/rules/no-pending-promise-retention.js'
import { certaintyTester } from '../certainty-tester.js'

const cases = certaintyTester('no-pending-promise-retention', noPendingPromiseRetention)

cases('listeners that a lost race leaves behind', ['everywhere'], {
  known: [
    {
      name: 'on the process',
      code: `
import { once } from 'node:events'
export async function ask(job) { return Promise.race([once(process, 'message'), job()]) }`,
      errors: [
        {
          messageId: 'listenerStays',
          at: "once(process, 'message')",
          data: {
            emitter: 'process',
            event: 'message',
            instead: 'Give once() a signal that `finally` aborts.',
          },
        },
      ],
    },
    {
      name: 'on an emitter of the module, by whatever name',
      code: `
import events, { once as wait } from 'events'
const bus = new events.EventEmitter()
export const ask = (job) => Promise.race([wait(bus, 'reply').then(([reply]) => reply), job()])
export const read = (job) => { const reply = events.once(bus, 'reply'); return Promise.any([job(), reply]) }`,
      errors: [
        { messageId: 'listenerStays', at: "wait(bus, 'reply')" },
        { messageId: 'listenerStays', at: "events.once(bus, 'reply')" },
      ],
    },
    {
      name: 'by an executor',
      code: `
export async function ask(job) {
  return Promise.race([job(), new Promise((resolve) => process.once('message', resolve))])
}`,
      errors: [
        {
          messageId: 'listenerStays',
          at: "process.once('message', resolve)",
          data: { emitter: 'process', event: 'message', instead: 'Remove it in `finally`.' },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'on what others have made',
      code: `
import { once } from 'node:events'
import { bus } from './bus.js'
export const ask = (emitter, job) => Promise.race([once(emitter, 'reply'), job()])
export const read = (job) => Promise.race([once(bus, 'reply'), job()])
export class Client { ask(job) { return Promise.race([once(this.socket, 'reply'), job()]) } }`,
      errors: [
        { messageId: 'listenerStays', at: "once(emitter, 'reply')" },
        { messageId: 'listenerStays', at: "once(bus, 'reply')" },
        { messageId: 'listenerStays', at: "once(this.socket, 'reply')" },
      ],
    },
  ],
  silent: [
    {
      name: 'a signal takes it out, or it is alone',
      code: `
import { once } from 'node:events'
export async function ask(job) {
  const over = new AbortController()
  try { return await Promise.race([once(process, 'message', { signal: over.signal }), job()]) } finally { over.abort() }
}
export const alone = async () => Promise.race([once(process, 'message')])
export const both = async (job) => Promise.all([once(process, 'message'), job()])
export const plain = async () => once(process, 'message')
export async function off(job) {
  let take
  try { return await Promise.race([job(), new Promise((resolve) => { take = resolve; process.once('message', take) })]) }
  finally { process.off('message', take) }
}`,
    },
    {
      name: 'on what goes with the call, or ends',
      code: `
import { once } from 'node:events'
import { spawn } from 'node:child_process'
export async function run(job) { const child = spawn('x'); return Promise.race([once(child, 'message'), job()]) }
export const exit = (child) => Promise.race([once(child, 'exit'), once(child, 'error')])
export async function open(socket, job) { return Promise.race([once(socket, 'data'), job()]) }
await Promise.race([once(process, 'message'), go()])`,
    },
    {
      name: 'of another function of that name',
      code: `
import { once } from './once.js'
export const ask = (job) => Promise.race([once(process, 'message'), job()])`,
    },
  ],
})
