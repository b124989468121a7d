import { describeMeasured } from '../lint-measured.js'

describeMeasured('timers that are started per call', [
  {
    name: 'an interval that nothing clears',
    rule: 'require-timer-cleanup',
    code: 'export function watch(job) { setInterval(() => job.check(), 1000) }',
  },
  {
    name: 'unref lets the program end and frees nothing',
    rule: 'require-timer-cleanup',
    code: 'export function watch(job) { setInterval(() => job.check(), 1000).unref() }',
  },
  {
    name: 'a long timeout that nothing clears',
    rule: 'require-timer-cleanup',
    code: 'export function watch(job) { setTimeout(() => job.expire(), 3_600_000) }',
  },
  {
    name: 'an interval of timers/promises that is left without its end',
    rule: 'require-release',
    code: `import { setInterval } from 'node:timers/promises'
export function watch(job) { const ticks = setInterval(1000); ticks.next().then(() => job.check()) }`,
  },
  {
    name: 'a timeout that starts itself again, one chain per call',
    rule: 'require-timer-cleanup',
    code: `export function watch(job) {
  const again = () => { job.check(); setTimeout(again, 1000) }
  again()
}`,
  },
  {
    name: 'cleared',
    code: `export function watch(job) {
  const timer = setInterval(() => job.check(), 1000)
  return () => clearInterval(timer)
}`,
  },
  {
    name: 'cleared by its number',
    code: `export function watch(job) {
  const timer = +setInterval(() => job.check(), 1000)
  return () => clearInterval(timer)
}`,
  },
  {
    name: 'a short timeout is over soon',
    code: 'export function watch(job) { setTimeout(() => job.check(), 100) }',
  },
  {
    name: 'one timeout that starts itself again',
    code: 'function again() { console.log("alive"); setTimeout(again, 1000) }\nagain()',
  },
])

describeMeasured('a race against a timer', [
  {
    name: 'that nothing clears',
    rule: 'require-timer-cleanup',
    code: `export function within(work) {
  return Promise.race([work(), new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 60_000))])
}`,
  },
  {
    name: 'that is cleared in finally',
    code: `export async function within(work) {
  let timer
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('late')), 60_000) })
  try { return await Promise.race([work(), late]) } finally { clearTimeout(timer) }
}`,
  },
])

describeMeasured('a delay above 2147483647', [
  {
    name: 'fires at once',
    rule: 'require-timer-cleanup',
    code: 'const timer = setInterval(() => console.log("monthly"), 2 ** 31); export const stop = () => clearInterval(timer)',
  },
  {
    name: 'the longest that there is',
    code: 'const timer = setInterval(() => console.log("monthly"), 2 ** 31 - 1); export const stop = () => clearInterval(timer)',
  },
])
