/** For each rule, the example of the README's table in a file as a reader would have it. */
export const readmeExamples: Readonly<Record<string, string>> = {
  'no-unbounded-collection': `
import { randomUUID } from 'node:crypto'
const sessions = new Map()
export function login(user) {
  sessions.set(randomUUID(), user)
}
`,
  'require-cache-limit': `
import memoize from 'lodash/memoize'
import { load } from './load.js'
export const find = memoize((userId) => load(userId))
`,
  'prefer-weak-collection': `
const times = new Map()
export function onConnection(socket) {
  times.set(socket, Date.now())
  socket.on('data', () => console.log(times.get(socket)))
}
`,
  'require-weakref-sweep': `
const images = new Map()
export function remember(url, image) {
  images.set(url, new WeakRef(image))
}
`,
  'no-finalizer-retention': `
const registry = new FinalizationRegistry((close) => close())
export class File {
  constructor(handle) {
    this.handle = handle
    registry.register(this, () => this.handle.close())
  }
}
`,
  'no-permanent-allocation': `
import { watch } from 'chokidar'
watch('plugins').on('change', async (path) => {
  const plugin = await import(\`\${path}?t=\${Date.now()}\`)
  plugin.start()
})
`,
  'no-unbounded-recursion': `
export async function follow(feed) { await feed.next(); return follow(feed) }
`,
  'require-listener-removal': `
export class Chart {
  constructor() {
    window.addEventListener('resize', () => this.draw())
  }
  draw() {}
  destroy() {}
}
`,
  'require-timer-cleanup': `
export class Feed {
  start() {
    setInterval(() => this.poll(), 1000)
  }
  poll() {}
  stop() {}
}
`,
  'require-unsubscribe': `
import { interval } from 'rxjs'
export class Clock {
  constructor() {
    interval(1000).subscribe(() => this.draw())
  }
  draw() {}
  dispose() {}
}
`,
  'require-observer-disconnect': `
import { useEffect } from 'react'
export function Page({ f }) {
  useEffect(() => {
    new MutationObserver(f).observe(document.body)
  }, [f])
}
`,
  'no-mismatched-removal': `
export class Reader {
  start(source) {
    source.on('data', this.f.bind(this))
  }
  stop(source) {
    source.off('data', this.f.bind(this))
  }
  f() {}
}
`,
  'no-large-capture': `
import { readFileSync } from 'node:fs'
const queue = []
export function add(path) {
  const file = readFileSync(path)
  queue.push(() => console.log(file.length))
}
export function flush() {
  for (const each of queue) each()
}
`,
  'no-retained-slice': `
import { readFile } from 'node:fs/promises'
const titles = new Map()
export async function index(path) {
  const html = await readFile(path, 'utf8')
  titles.set(path, html.slice(0, 80))
}
`,
  'no-pending-promise-retention': `
import { once } from 'node:events'
const closed = once(process, 'SIGTERM')
export async function handle(work) {
  return await Promise.race([work(), closed])
}
`,
  'no-leaked-async-context': `
import { AsyncLocalStorage } from 'node:async_hooks'
const storage = new AsyncLocalStorage()
export function middleware(request, response, next) {
  const { user } = request
  storage.enterWith({ user }); next()
}
`,
  'require-release': `
import { open } from 'node:fs/promises'
export async function load(path, buffer) {
  const file = await open(path); await file.read(buffer); await file.close()
}
`,
  'require-member-release': `
export class Service {
  constructor(url) {
    this.socket = new WebSocket(url)
    this.worker = new Worker(url)
  }
  close() {
    this.socket.close()
  }
}
`,
  'no-overwritten-resource': `
const url = 'wss://example.org/prices'
export class Prices {
  refresh() { this.socket = new WebSocket(url) }
  close() { this.socket?.close() }
}
`,
  'prefer-pipeline': `
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
createServer((request, response) => {
  const path = request.url
  createReadStream(path).pipe(response)
}).listen(80)
`,
  'require-body-consumption': `
import { get } from 'node:https'
const error = new Error('Not found')
export function load(url) {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      if (response.statusCode !== 200) return reject(error)
      response.on('data', () => {})
      response.on('end', resolve)
    })
  })
}
`,
  'prefer-streaming': `
export async function archiveAll(cursor) {
  for (const order of await cursor.toArray()) await order.archive()
}
`,
}
