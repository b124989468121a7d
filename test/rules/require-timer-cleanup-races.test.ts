import { noPendingPromiseRetention } from '../../src/rules/no-pending-promise-retention.js'
import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../certainty-tester.js'
import { ruleTester } from '../rule-tester.js'

const cases = certaintyTester('require-timer-cleanup', requireTimerCleanup)

const DIRECT = `
export const work = (job) => Promise.race([run(job), new Promise((_, reject) => setTimeout(reject, 60_000))])`
const HELPER = `
function timeout(ms) { return new Promise((_, reject) => setTimeout(() => reject(new Error('late')), ms)) }
export const work = (job) => Promise.race([run(job), timeout(60_000)])`

cases('timers that lose a race', ['everywhere'], {
  known: [
    {
      name: 'that are sleeps',
      code: `
const delay = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value))
export const work = (job) => Promise.race([run(job), delay(30_000).then(() => 'late')])`,
      errors: [{ messageId: 'guardStays', at: 'setTimeout(resolve, ms, value)' }],
    },
    {
      name: 'that are sleeps of a class',
      code: `
export class Worker {
  static delay(ms) { return new Promise((resolve) => setTimeout(resolve, ms)) }
  stop() { return Promise.race([this.over, Worker.delay(30_000).then(() => this.warn('late'))]) }
}`,
      errors: [{ messageId: 'guardStays', at: 'setTimeout(resolve, ms)' }],
    },
    {
      name: 'in place',
      code: DIRECT,
      errors: [{ messageId: 'guardStays', at: 'setTimeout(reject, 60_000)' }],
    },
    {
      // Each piece of work begins one: they pile up as fast as work is done.
      name: 'that fail it within half a minute',
      code: `export const work = (job) => Promise.race([run(job), new Promise((_, reject) => setTimeout(reject, 20_000))])`,
      errors: [{ messageId: 'guardStays', at: 'setTimeout(reject, 20_000)' }],
    },
    {
      name: 'of a helper of the file',
      code: HELPER,
      errors: [
        {
          messageId: 'guardStays',
          at: "setTimeout(() => reject(new Error('late')), ms)",
          data: {
            noun: 'timeout',
            over: 'Promise.race() is settled before',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: '`finally`',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'that are sleeps of less than half a minute',
      code: `export const play = (job) => Promise.any([run(job), new Promise((resolve) => setTimeout(resolve, 20_000))])`,
      errors: [{ messageId: 'guardStays', at: 'setTimeout(resolve, 20_000)' }],
    },
    {
      name: 'of node:timers/promises',
      code: `
import { setTimeout as sleep } from 'node:timers/promises'
export const work = (job) => Promise.race([run(job), sleep(30_000, 'late')])`,
      errors: [{ messageId: 'sleepStays', at: "sleep(30_000, 'late')" }],
    },
  ],
  silent: [
    {
      name: 'that are short, or waited for',
      code: `
import { setTimeout as pause } from 'node:timers/promises'
const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
export const work = (job) => Promise.race([run(job), delay(300), pause(300)])
export async function play(job) { await delay(30_000); await pause(30_000); await Promise.all([run(job), delay(30_000)]) }`,
    },
    {
      name: 'that a signal ends',
      code: `
import { setTimeout as sleep } from 'node:timers/promises'
export async function work(job) {
  const over = new AbortController()
  try { return await Promise.race([run(job), sleep(30_000, null, { signal: over.signal })]) } finally { over.abort() }
}`,
    },
  ],
})

// What is found there is not found here as well.
ruleTester('everywhere').run('no-pending-promise-retention', noPendingPromiseRetention, {
  valid: [DIRECT, HELPER].map((code) => ({ code, options: [{ likely: true }] as const })),
  invalid: [],
})

cases('timers of a race that one way out clears', ['everywhere'], {
  silent: [
    {
      name: 'on every way out',
      code: `
export async function work(job, ms) {
  let timer
  try { return await Promise.race([job(), new Promise((_, reject) => { timer = setTimeout(reject, ms) })]) }
  finally { clearTimeout(timer) }
}`,
    },
    {
      name: 'by whoever the promise is given to',
      code: `
export function work(job, ms) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(reject, ms) })
  return Promise.race([job(), late]).finally(() => clearTimeout(timer))
}`,
    },
    {
      name: 'a sleep that is waited for alone',
      code: `
export async function pause(ms) {
  let timer
  await new Promise((resolve) => { timer = setTimeout(resolve, ms) })
  clearTimeout(timer)
}`,
    },
  ],
  likely: [
    {
      name: 'unless the work fails',
      code: `
export async function work(job) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(reject, 60_000) })
  const result = await Promise.race([job(), late])
  clearTimeout(timer)
  return result
}`,
      errors: [{ messageId: 'staysOnExit', at: 'setTimeout(reject, 60_000)' }],
    },
  ],
})
