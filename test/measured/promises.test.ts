import { describeMeasured, type MeasuredProgram } from '../lint-measured.js'

const STOPPED = "const stopped = new Promise((resolve) => { process.once('SIGTERM', resolve) })"
const leaks = (name: string, body: string): MeasuredProgram => ({
  name,
  rule: 'no-pending-promise-retention',
  code: `${STOPPED}\n${body}`,
})

describeMeasured('a promise of the module that stays pending', [
  ...['race', 'any', 'all', 'allSettled'].map((method) =>
    leaks(method, `export function work(job) { return Promise.${method}([job.run(), stopped]) }`),
  ),
  leaks('then', 'export function work(job) { stopped.then(() => job.cancel()) }'),
  leaks('catch', 'export function work(job) { stopped.catch(() => job.cancel()) }'),
  leaks('await', 'export async function work(job) { await stopped; job.cancel() }'),
])

describeMeasured('a promise that keeps nothing', [
  {
    name: 'one of the call that never settles',
    code: 'export function work(job) { return Promise.race([job.run(), new Promise(() => {})]) }',
  },
  {
    name: 'one that has settled',
    code: "const ready = Promise.resolve('ready'); export function work(job) { ready.then(() => job.run()) }",
  },
  {
    name: 'a chain that goes on',
    code: 'let queue = Promise.resolve(); export function work(job) { queue = queue.then(() => job.run()); return queue }',
  },
  {
    name: 'a listener that is removed in finally, in the place of a shared promise',
    code: `export async function work(job, signal) {
  let stop
  const stopped = new Promise((_, reject) => { stop = () => reject(signal.reason); signal.addEventListener('abort', stop) })
  try { return await Promise.race([job.run(), stopped]) } finally { signal.removeEventListener('abort', stop) }
}`,
  },
])

describeMeasured('an async function that calls itself without end', [
  {
    name: 'and returns the promise',
    rule: 'no-unbounded-recursion',
    code: 'async function loop(next) { await next(); return loop(next) }\nexport const start = (next) => loop(next)',
  },
  {
    name: 'and awaits it',
    rule: 'no-unbounded-recursion',
    code: 'async function loop(next) { await next(); await loop(next) }\nexport const start = (next) => loop(next)',
  },
  {
    name: 'and lets it go',
    code: 'async function loop(next) { await next(); loop(next) }\nexport const start = (next) => loop(next)',
  },
  {
    name: 'or is a loop',
    code: 'export async function loop(next) { while (true) await next() }',
  },
])
