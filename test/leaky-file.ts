/**
 * Writes a file of so many parts, each of which makes every analysis work: classes with teardowns, listeners,
 * timers, maps, resources, captures, effects, half of what they do leaking. `bundled` puts all of it into one
 * function, as bundlers do.
 */
export function leakyFile(parts: number, { bundled = false } = {}): string {
  const text = Array.from({ length: parts }, (_, i) => leakyPart(i)).join('\n')
  return bundled
    ? `(function (factory) { factory(require, exports) })(function (require, exports) {
const { openSync, closeSync, readSync } = require('fs'); const { Pool } = require('pg'); const pool = new Pool()
${text}
})`
    : `import { openSync, closeSync, readSync } from 'node:fs'
import { Pool } from 'pg'
const pool = new Pool()
${text}`
}

function leakyPart(i: number): string {
  return `
const cache${i} = new Map(), list${i} = []
let started${i} = false
class Service${i} extends Base${i % 7} {
  timer = null
  poll = setInterval(() => this.tick(), 500)
  #items = new Set()
  constructor(target, bus) {
    super()
    this.target = target
    this.bus = bus
    this.onResize = this.onResize.bind(this)
  }
  start() {
    window.addEventListener('resize', this.onResize)
    document.addEventListener('scroll', () => this.refresh())
    document.addEventListener('click', handler${i})
    this.bus.on('change', (value) => { this.#items.add(value) })
    this.timer = setInterval(() => this.tick(), 1000)
    this.frame = requestAnimationFrame(this.tick)
    this.later = setTimeout(() => this.stop(), 30000)
    shared.timer = setTimeout(handler${i}, 20000)
  }
  tick() {
    this.frame = requestAnimationFrame(() => this.tick())
    if (this.later) clearTimeout(this.later)
    this.refresh()
  }
  refresh() {
    cache${i}.set(this.target.id, this)
    list${i}.push(this.target)
    release${i}(this)
  }
  onResize() { this.refresh() }
  stop() {
    window.removeEventListener('resize', this.onResize)
    document.removeEventListener('click', handler${i + 1})
    clearInterval(this.timer)
  }
  dispose() {
    this.stop()
    this.#items.clear()
  }
}
function handler${i}() { if (started${i}) return; started${i} = true; shared.log(cache${i}) }
async function read${i}(path, request) {
  const fd = openSync(path, 'r')
  const client = await pool.connect()
  try {
    await client.query('select ' + path)
    if (request.body) return capture${i}(request.body)
  } catch (error) {
    console.error(error)
  }
  readSync(fd, request.buffer)
  closeSync(fd)
  client.release()
}
function capture${i}(body) {
  const data = Buffer.alloc(10_000_000)
  process.on('exit', () => data.length)
  return body.map((x) => x.y.z).filter(Boolean)
}
function release${i}(self) {
  self.subscriptions.push(() => self.stop())
  self.bus.once('close', () => self.dispose())
  return () => { self.bus.off('change', self.onChange) }
}
function use${i}(props) {
  useEffect(() => {
    const onKey = (event) => props.onKey(event)
    document.addEventListener('keydown', onKey)
    const timer = setTimeout(props.done, 5000)
    return () => { document.removeEventListener('keydown', onKey) }
  }, [])
  onUnmounted(() => release${i}(props))
}
process.on('message', (message) => {
  if (cache${i}.size > 100) cache${i}.clear()
  use${i}(message)
  release${i + 1}(message)
})`
}
