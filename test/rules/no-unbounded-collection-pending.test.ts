import { noUnboundedCollection } from '../../src/rules/no-unbounded-collection.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester('no-unbounded-collection', noUnboundedCollection)

const MODULE = { until: 'until the program ends' }
const INSTANCE = { until: 'as long as it lives' }

test('an exception skips the removal', ['everywhere'], {
  known: [
    {
      name: 'Map of a private field',
      code: `
export class Runner {
  #jobs = new Map()
  async run(id, job) {
    this.#jobs.set(id, job)
    await job.run()
    this.#jobs.delete(id)
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.#jobs.set(id, job)',
          data: { name: 'this.#jobs', ...INSTANCE, at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'Set of a public field: the removal is the own one of the function',
      code: `
export class Runner {
  running = new Set()
  async run(name, job) {
    this.running.add(name)
    const result = await job.run()
    this.running.delete(name)
    return result
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.running.add(name)',
          data: { name: 'this.running', ...INSTANCE, at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'stack of an instance',
      code: `
export class Runner {
  #stack = []
  async run(job) {
    this.#stack.push(job)
    await job.run()
    this.#stack.pop()
  }
}`,
      errors: [{ messageId: 'skippedRemoval', at: 'this.#stack.push(job)' }],
    },
    {
      name: 'field under a symbol, made in the constructor',
      code: `
const kJobs = Symbol('jobs')
export class Runner {
  constructor() { this[kJobs] = new Map() }
  async run(id, job) {
    this[kJobs].set(id, job)
    await job.run()
    this[kJobs].delete(id)
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this[kJobs].set(id, job)',
          data: { name: 'this[kJobs]', ...INSTANCE, at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'record of a constructor function',
      code: `
function Runner() { this.jobs = {} }
Runner.prototype.run = async function (id, job) {
  this.jobs[id] = job
  await job.run()
  delete this.jobs[id]
}
module.exports = Runner`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.jobs[id] = job',
          data: { name: 'this.jobs', until: 'as long as it lives', at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'closure',
      code: `
export function createRunner() {
  const jobs = new Set()
  return async (id, job) => {
    jobs.add(id)
    await job.run()
    jobs.delete(id)
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'jobs.add(id)',
          data: { name: 'jobs', until: 'as long as it lives', at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'object of the module',
      code: `
const runner = {
  jobs: new Map(),
  async run(id, job) {
    this.jobs.set(id, job)
    await job.run()
    this.jobs.delete(id)
  },
}
export const run = (id, job) => runner.run(id, job)`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.jobs.set(id, job)',
          data: { name: 'runner.jobs', ...MODULE, at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'added by the executor of the promise that is awaited',
      code: `
const pending = new Map()
export async function ask(id, question) {
  const answer = await new Promise((resolve, reject) => {
    pending.set(id, resolve)
    send(question).catch(reject)
  })
  pending.delete(id)
  return answer
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'pending.set(id, resolve)',
          data: { name: 'pending', ...MODULE, at: '`await new Promise(…)`' },
        },
      ],
    },
    {
      name: 'the end of the owner empties it as well',
      code: `
export class Runner {
  #jobs = new Map()
  async run(id, job) {
    this.#jobs.set(id, job)
    await job.run()
    this.#jobs.delete(id)
  }
  close() { this.#jobs.clear() }
}`,
      errors: [{ messageId: 'skippedRemoval', at: 'this.#jobs.set(id, job)' }],
    },
    {
      name: 'awaited under a condition',
      code: `
const pending = new Set()
export async function run(id, job) {
  pending.add(id)
  if (job.isSlow) await job.run()
  pending.delete(id)
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'pending.add(id)',
          data: { name: 'pending', ...MODULE, at: '`await job.run()`' },
        },
      ],
    },
    {
      name: 'taken out of a list by its index',
      code: `
const queue = []
export async function run(job) {
  queue.push(job)
  await job.run()
  queue.splice(queue.indexOf(job), 1)
}`,
      errors: [{ messageId: 'skippedRemoval', at: 'queue.push(job)' }],
    },
    {
      name: 'among comments and line breaks',
      code: `
export class Runner {
  #jobs = new Map( /* by id */ )
  async run (id, job) {
    this // the runner's
      .#jobs
      .set(id, job)
    /* here */ await (job.run())
    void this.#jobs.delete((id))
  }
}`,
      errors: [{ messageId: 'skippedRemoval', line: 5, column: 5, endLine: 7, endColumn: 20 }],
    },
  ],
  silent: [
    {
      name: 'removed in finally, of an executor as well',
      code: `
const pending = new Map()
export async function ask(id, question) {
  try {
    return await new Promise((resolve, reject) => {
      pending.set(id, resolve)
      send(question).catch(reject)
    })
  } finally {
    pending.delete(id)
  }
}`,
    },
    {
      name: 'a field, removed in finally',
      code: `
export class Runner {
  #jobs = new Map()
  async run(id, job) {
    this.#jobs.set(id, job)
    try { await job.run() } finally { this.#jobs.delete(id) }
  }
}`,
    },
    {
      name: 'emptied now and then, too',
      code: `
export class Runner {
  #jobs = new Map()
  async run(id, job) {
    this.#jobs.set(id, job)
    await job.run()
    this.#jobs.delete(id)
  }
  reset() { this.#jobs.clear() }
}`,
    },
    {
      name: 'emptied by a stop that each start calls',
      code: `
export class Runner {
  #jobs = new Map()
  async run(id, job) {
    this.stop()
    this.#jobs.set(id, job)
    await job.run()
    this.#jobs.delete(id)
  }
  stop() { this.#jobs.clear() }
}`,
    },
    {
      name: 'another key is removed',
      code: `
const pending = new Map()
export async function run(id, former, job) {
  pending.set(id, job)
  await job.run()
  pending.delete(former)
}`,
    },
    {
      name: 'a retry map: the count is to outlive the failure',
      code: `
const attempts = new Map()
export async function deliver(id, message) {
  attempts.set(id, (attempts.get(id) ?? 0) + 1)
  await send(message)
  attempts.delete(id)
}`,
    },
    {
      name: 'a retry map with a limit',
      code: `
const attempts = {}
export async function deliver(id, message) {
  const count = (attempts[id] || 0) + 1
  attempts[id] = count
  if (count > 3) { delete attempts[id]; return }
  await send(message)
  delete attempts[id]
}`,
    },
    {
      name: 'what has been done stays, and what has failed is taken out',
      code: `
const done = new Set()
export async function once(id, job) {
  if (done.has(id)) return
  done.add(id)
  try { await job.run() } catch (error) { done.delete(id); throw error }
}`,
    },
    {
      name: 'the collection goes with the call',
      code: `
export async function crawl(urls) {
  const running = new Set()
  async function visit(url) {
    running.add(url)
    await load(url)
    running.delete(url)
  }
  for (const url of urls) await visit(url)
}`,
    },
    {
      name: 'exported: others may remove',
      code: `
export const jobs = new Map()
export async function run(id, job) {
  jobs.set(id, job)
  await job.run()
  jobs.delete(id)
}`,
    },
  ],
})

test('an exception skips the removal: TypeScript', ['untypedTs', 'typed'], {
  known: [
    {
      name: 'private field with types',
      code: `
export class Runner {
  private readonly jobs = new Map<string, Promise<void>>()
  async run(id: string, job: () => Promise<void>): Promise<void> {
    this.jobs.set(id, job())
    await job()
    this.jobs.delete(id)
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.jobs.set(id, job())',
          data: { name: 'this.jobs', ...INSTANCE, at: '`await job()`' },
        },
      ],
    },
    {
      name: 'a record that its annotation names',
      code: `
export class Runner {
  private jobs: Record<string, { run(): Promise<void> }>
  constructor() { this.jobs = {} }
  async run(id: string, job: { run(): Promise<void> }): Promise<void> {
    this.jobs[id] = job
    await job.run()
    delete this.jobs[id]
  }
}`,
      errors: [{ messageId: 'skippedRemoval', at: 'this.jobs[id] = job' }],
    },
  ],
  silent: [
    {
      name: 'two keys at most',
      code: `
export class Runner {
  private jobs = new Map<string, object>()
  async run(kind: 'read' | 'write', job: { run(): Promise<void> }): Promise<void> {
    this.jobs.set(kind, job)
    await job.run()
    this.jobs.delete(kind)
  }
}`,
    },
  ],
})

test('only then removes', ['everywhere'], {
  known: [
    {
      name: 'on the promise',
      code: `
const loading = new Map()
export function load(url) {
  if (loading.has(url)) return loading.get(url)
  const page = fetchPage(url)
  loading.set(url, page)
  page.then(() => loading.delete(url))
  return page
}`,
      errors: [
        {
          messageId: 'rejectedRemoval',
          at: 'loading.set(url, page)',
          data: { name: 'loading', ...MODULE, at: '`page.then(() => loading.delete(url))`' },
        },
      ],
    },
    {
      name: 'in what is put in',
      code: `
const loading = new Map()
export function load(url) {
  const page = fetchPage(url).then((text) => { loading.delete(url); return text })
  loading.set(url, page)
  return page
}`,
      errors: [
        {
          messageId: 'rejectedRemoval',
          at: 'loading.set(url, page)',
          data: { name: 'loading', ...MODULE, at: '`fetchPage(url).then(…)`' },
        },
      ],
    },
    {
      name: 'record of a field',
      code: `
export class Loader {
  #loading = {}
  load(url) {
    const page = (this.#loading[url] = fetchPage(url))
    page.then(() => { delete this.#loading[url] })
    return page
  }
}`,
      errors: [
        {
          messageId: 'rejectedRemoval',
          at: 'this.#loading[url] = fetchPage(url)',
          data: { name: 'this.#loading', ...INSTANCE, at: '`page.then(…)`' },
        },
      ],
    },
    {
      name: 'function expressions',
      code: `
var loading = {};
module.exports = function (url, done) {
  loading[url] = done;
  fetchPage(url).then(function (page) { delete loading[url]; done(null, page) });
}`,
      errors: [{ messageId: 'rejectedRemoval', at: 'loading[url] = done' }],
    },
    {
      name: 'Set, after several promises',
      code: `
const running = new Set()
export function runAll(jobId, parts) {
  running.add(jobId)
  return Promise.all(parts.map(start)).then(() => { running.delete(jobId) })
}`,
      errors: [{ messageId: 'rejectedRemoval', at: 'running.add(jobId)' }],
    },
  ],
  silent: [
    {
      name: 'finally',
      code: `
const loading = new Map()
export function load(url) {
  const page = fetchPage(url).finally(() => { loading.delete(url) })
  loading.set(url, page)
  return page
}`,
    },
    {
      name: 'both callbacks',
      code: `
const loading = new Map()
export function load(url) {
  const page = fetchPage(url)
  loading.set(url, page)
  page.then(() => loading.delete(url), () => loading.delete(url))
  return page
}`,
    },
    {
      name: 'then and catch',
      code: `
const loading = new Map()
export function load(url) {
  const page = fetchPage(url)
  loading.set(url, page)
  page.then(() => loading.delete(url)).catch(() => loading.delete(url))
  return page
}`,
    },
    {
      name: 'after the rejection has been dealt with',
      code: `
const loading = new Map()
export function load(url) {
  const page = fetchPage(url)
  loading.set(url, page)
  page.catch(report).then(() => loading.delete(url))
  return page
}`,
    },
    {
      name: 'removed on failure: what has been loaded is kept on purpose, up to a size',
      code: `
const pages = new Map()
export function load(url) {
  const page = fetchPage(url)
  if (pages.size > 100) pages.clear()
  pages.set(url, page)
  page.catch(() => pages.delete(url))
  return page
}`,
    },
  ],
})

test('no answer comes', ['everywhere'], {
  likely: [
    {
      name: 'callbacks by number',
      code: `
export class Client {
  #callbacks = new Map()
  #next = 0
  send(message, callback) { this.#callbacks.set(this.#next++, callback) }
  onMessage({ id, answer }) { this.#callbacks.get(id)(answer); this.#callbacks.delete(id) }
  onClose() { this.isOpen = false }
}`,
      errors: [
        {
          messageId: 'unanswered',
          at: 'this.#callbacks.set(this.#next++, callback)',
          data: { name: 'this.#callbacks', ...INSTANCE, detail: 'onClose()' },
        },
      ],
    },
    {
      name: 'the two functions of a promise',
      code: `
export class Client {
  #pending = new Map()
  ask(id, text) {
    return new Promise((resolve, reject) => { this.#pending.set(id, { resolve, reject }); this.write(text) })
  }
  onAnswer(id, answer) { this.#pending.get(id).resolve(answer); this.#pending.delete(id) }
  _onDisconnect() { this.isOpen = false }
}`,
      errors: [
        {
          messageId: 'unanswered',
          at: 'this.#pending.set(id, { resolve, reject })',
          data: { name: 'this.#pending', ...INSTANCE, detail: '_onDisconnect()' },
        },
      ],
    },
    {
      name: 'and a listener knows that the connection is lost',
      code: `
export class Client {
  #pending = new Map()
  constructor(socket) {
    socket.on('message', ({ id, answer }) => { this.#pending.get(id)(answer); this.#pending.delete(id) })
    socket.on('close', () => { this.isOpen = false })
  }
  ask(id) { return new Promise((resolve) => { this.#pending.set(id, resolve); this.write(id) }) }
}`,
      errors: [
        {
          messageId: 'unanswered',
          at: 'this.#pending.set(id, resolve)',
          data: { name: 'this.#pending', ...INSTANCE, detail: "the 'close' listener" },
        },
      ],
    },
    {
      name: 'to the module',
      code: `
const callbacks = new Map()
export function start(child) {
  child.on('message', ({ id, answer }) => { callbacks.get(id)(answer); callbacks.delete(id) })
  child.on('exit', (code) => console.log(code))
}
export function ask(id, callback) { callbacks.set(id, callback); write(id) }`,
      errors: [
        {
          messageId: 'unanswered',
          at: 'callbacks.set(id, callback)',
          data: { name: 'callbacks', ...MODULE, detail: "the 'exit' listener" },
        },
      ],
    },
  ],
  silent: [
    {
      name: 'the listener for the loss settles them',
      code: `
export class Client {
  #pending = new Map()
  constructor(socket) {
    socket.on('message', ({ id, answer }) => { this.#pending.get(id)(answer); this.#pending.delete(id) })
    socket.on('close', () => { for (const settle of this.#pending.values()) settle(undefined) })
  }
  ask(id) { return new Promise((resolve) => { this.#pending.set(id, resolve); this.write(id) }) }
}`,
    },
    {
      name: 'the function that adds it takes it out',
      code: `
export class Client {
  #pending = new Map()
  constructor(socket) {
    socket.on('close', () => { this.isOpen = false })
  }
  ask(id, signal) {
    return new Promise((resolve) => {
      this.#pending.set(id, resolve)
      signal.addEventListener('abort', () => { this.#pending.delete(id) }, { once: true })
    })
  }
}`,
    },
    {
      name: 'the loss of the connection settles them',
      code: `
export class Client {
  #pending = new Map()
  ask(id) { return new Promise((resolve, reject) => { this.#pending.set(id, { resolve, reject }) }) }
  onAnswer(id, answer) { this.#pending.get(id).resolve(answer); this.#pending.delete(id) }
  onClose() { for (const { reject } of this.#pending.values()) reject(new Error('closed')); this.#pending.clear() }
}`,
    },
    {
      name: 'a method that it calls does',
      code: `
export class Client {
  #pending = new Map()
  ask(id) { return new Promise((resolve, reject) => { this.#pending.set(id, { resolve, reject }) }) }
  onAnswer(id, answer) { this.#pending.get(id).resolve(answer); this.#pending.delete(id) }
  onClose() { this.fail() }
  fail() { for (const { reject } of this.#pending.values()) reject(new Error('closed')); this.#pending.clear() }
}`,
    },
    {
      name: 'the end of the client looks at them',
      code: `
export class Client {
  #callbacks = new Map()
  #next = 0
  send(message, callback) { this.#callbacks.set(this.#next++, callback) }
  onMessage({ id, answer }) { this.#callbacks.get(id)(answer); this.#callbacks.delete(id) }
  onClose() { this.isOpen = false }
  destroy() { this.#callbacks.forEach((callback) => callback(null)) }
}`,
    },
    {
      name: 'each has a time limit of its own',
      code: `
export class Client {
  #pending = new Map()
  ask(id) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => { this.#pending.delete(id); reject(new Error('late')) }, 1000)
      this.#pending.set(id, { resolve, reject, timer })
    })
  }
  onAnswer(id, answer) { this.#pending.get(id).resolve(answer); this.#pending.delete(id) }
  onClose() { this.isOpen = false }
}`,
    },
    {
      name: 'each has a time limit that a method sees to',
      code: `
export class Client {
  #pending = new Map()
  ask(id) {
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      setTimeout(() => this.expire(id), 1000)
    })
  }
  expire(id) { this.#pending.delete(id) }
  onAnswer(id, answer) { this.#pending.get(id).resolve(answer); this.#pending.delete(id) }
  onClose() { this.isOpen = false }
}`,
    },
    {
      name: 'what is kept is not called',
      code: `
export class Table {
  #rows = new Map()
  put(id, row) { this.#rows.set(id, row) }
  take(id) { this.#rows.delete(id) }
  onClose() { this.isOpen = false }
}`,
    },
    {
      name: 'nothing says that the connection is lost',
      code: `
export class Client {
  #callbacks = new Map()
  #next = 0
  send(message, callback) { this.#callbacks.set(this.#next++, callback) }
  onMessage({ id, answer }) { this.#callbacks.get(id)(answer); this.#callbacks.delete(id) }
}`,
    },
  ],
})

test('work that takes out its own entry', ['everywhere'], {
  silent: [
    {
      name: 'in a finally block',
      code: `
export class Registry {
  #pending = new Map()
  open(id) {
    const load = async () => {
      try {
        return await fetchPart(id)
      } finally {
        this.#pending.delete(id)
      }
    }
    const promise = load()
    this.#pending.set(id, promise)
    return promise
  }
}`,
    },
    {
      name: 'where it fails only: what has gone well is kept',
      code: `
export class Registry {
  #pending = new Map()
  open(id) {
    const load = async () => {
      try {
        return await fetchPart(id)
      } catch (error) {
        this.#pending.delete(id)
        throw error
      }
    }
    const promise = load()
    this.#pending.set(id, promise)
    return promise
  }
}`,
    },
    {
      name: 'beside the one who asks for it',
      code: `
export class Registry {
  #pending = new Map()
  async open(id) {
    const load = async () => {
      const part = await fetchPart(id)
      this.#pending.delete(id)
      return part
    }
    const promise = load()
    this.#pending.set(id, promise)
    try {
      return await promise
    } catch (error) {
      this.#pending.delete(id)
      throw error
    }
  }
}`,
    },
  ],
  likely: [
    {
      name: 'where it goes well only',
      code: `
export class Registry {
  #pending = new Map()
  open(id) {
    const load = async () => {
      const part = await fetchPart(id)
      this.#pending.delete(id)
      return part
    }
    const promise = load()
    this.#pending.set(id, promise)
    return promise
  }
}`,
      errors: [
        {
          messageId: 'skippedRemoval',
          at: 'this.#pending.set(id, promise)',
          data: { name: 'this.#pending', ...INSTANCE, at: '`await fetchPart(id)`' },
        },
      ],
    },
    {
      name: 'by a borrowed method, which may leave before',
      code: `
export class Registry {
  #pending = new Map()
  open(id) {
    async function load() {
      if (!this.isOpen) return undefined
      this.#pending.delete(id)
      return this.part
    }
    let promise = this.#pending.get(id)
    if (promise === undefined) {
      promise = load.call(this)
      this.#pending.set(id, promise)
    }
    return promise
  }
}`,
      errors: [
        {
          messageId: 'missedRemoval',
          at: 'this.#pending.set(id, promise)',
          data: {
            name: 'this.#pending',
            ...INSTANCE,
            detail: 'load()',
            way: 'ends by `return undefined` before',
          },
        },
      ],
    },
  ],
})
