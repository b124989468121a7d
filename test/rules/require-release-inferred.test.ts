import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { UNKNOWN, leaks, likelyLeaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

describe('what the code around it closes', () => {
  ruleTester('everywhere').run('require-release', requireRelease, {
    valid: silent({
      'closed in finally': `
export async function load(store, key) {
  const session = await store.openSession(key)
  try { return await session.read(key) } finally { await session.close() }
}`,
      'closed before anything can fail': `
export async function load(store, key) {
  const session = await store.openSession(key)
  const { value } = session
  session.close()
  await store.note(key)
  return value
}`,
      'made, and a plain call follows, which hardly throws': `
export function draw(lines) {
  const pen = new Pen(lines)
  lines.forEach((line) => pen.take(line))
  pen.close()
}`,
      'taken out of a list, and dropped': `
export function first(list) {
  const item = list.removeAt(0)
  item.dispose()
}
export function second(list) {
  const item = list.removeAt(0)
  item.dispose()
}
export function third(list) {
  list.removeAt(1)
}`,
      'a collector that answers what it is given': `
export class Renderer extends Disposable {
  onChange = this.register(new Emitter())
  onClose = this.register(new Emitter())
  constructor() {
    super()
    this.register(toDisposable(() => this.onClose.dispose()))
  }
}`,
      'nothing closes it: it may need no close': `
export async function load(store, key) {
  const session = await store.openSession(key)
  return await session.read(key)
}`,
      'only a callback closes it': `
export async function load(store, key, bus) {
  const session = await store.openSession(key)
  bus.once('done', () => session.close())
  await session.read(key)
}`,
      'a name that opens nothing': `
export async function load(store, key) {
  const session = await store.find(key)
  await session.read(key)
  await session.close()
}`,
      'what is looked up': `
export async function load(store, key) {
  const session = await store.findSession(key)
  await session.read(key)
  const news = await store.currentNews(key)
  await news.read(key)
  session.close()
  news.close()
}`,
      'a release that means other things as well': `
export async function load(list, key) {
  const entry = await list.createEntry(key)
  await entry.read(key)
  entry.remove()
}`,
      'returned where it is not closed': `
export function tryOpen(store, key) {
  const session = store.openSession(key)
  if (session.isBroken) { session.close(); return undefined }
  return session
}`,
      'tried again until one is good': `
export async function acquireFresh(locks) {
  for (;;) {
    const lock = await locks.acquire()
    if (lock.isStale) { lock.release(); continue }
    return lock
  }
}`,
      'closed in catch, and after it': `
export async function load(store, key) {
  const session = await store.openSession(key)
  try { await session.read(key) } catch (error) { await session.close(); throw error }
  await session.close()
}`,
      'after a catch that goes on': `
export async function load(store, key) {
  const session = await store.openSession(key)
  try { await session.read(key) } catch (error) { console.error(error) }
  await session.close()
}`,
      'closed on either branch': `
export function load(store, key) {
  const cursor = store.openCursor(key)
  switch (key.kind) {
    case 'row': { const { row } = cursor; cursor.close(); return row }
    default: { cursor.close(); return undefined }
  }
}`,
      'while the module loads': `
const session = openSession()
await session.read()
session.close()`,
      'kept by a function around it': `
export function reader(store) {
  let session
  return { async start() { session = await store.openSession(); await session.read() }, stop() { session.close() } }
}`,
    }),
    invalid: leaks([
      {
        name: 'an await in between',
        code: `
export async function load(store, key) {
  const session = await store.openSession(key)
  const value = await store.touch(key)
  await session.close()
  return value
}`,
        messageId: 'openOnThrow',
        at: 'store.openSession(key)',
        data: {
          name: 'session',
          exit: 'when `await store.touch(key)` throws',
          advice: 'Call session.close() in `finally`.',
          until: UNKNOWN,
        },
        output: `
export async function load(store, key) {
  const session = await store.openSession(key)
  try {
    const value = await store.touch(key)
    return value
  } finally {
    await session.close()
  }
}`,
      },
      {
        name: 'a return in between, in odd spacing',
        code: `
export function load(store, key) {
  let session = store . openSession( key /* whole */ )
  if (session.isEmpty) return undefined
  const { value } = session
  session.close( )
  return value
}`,
        messageId: 'openOnReturn',
        at: 'store . openSession( key /* whole */ )',
        data: {
          name: 'session',
          advice: 'Call session.close() there too, or once in `finally`.',
          until: UNKNOWN,
          exit: 'on `return undefined`',
        },
      },
      {
        name: 'lent to a function of another file',
        code: `
import { readAll } from './read.js'
export async function load(locks, key) {
  let lock = await locks.acquire(key)
  const value = await readAll(lock)
  lock.release()
  return value
}`,
        messageId: 'openOnThrow',
        at: 'locks.acquire(key)',
        data: {
          name: 'lock',
          exit: 'when `await readAll(lock)` throws',
          advice: 'Call lock.release() in `finally`.',
          until: UNKNOWN,
        },
      },
      {
        name: 'the next turn of a loop',
        code: `
export async function each(store, keys) {
  for (const key of keys) {
    let session = await store.openSession(key)
    if (session.isEmpty) continue
    await session.close()
  }
}`,
        messageId: 'openOnReturn',
        at: 'store.openSession(key)',
      },
      {
        name: 'given its value later, closed where it exists',
        code: `
export async function load(store, key) {
  let cursor
  cursor = await store.openCursor(key)
  await store.touch(key)
  cursor?.close()
}`,
        messageId: 'openOnThrow',
        at: 'store.openCursor(key)',
      },
      {
        name: 'a function without a receiver',
        code: `
import { connect } from './transport.js'
export async function ask(url, question) {
  let link = await connect(url)
  const answer = await prepare(question)
  link.disconnect()
  return answer
}`,
        messageId: 'openOnThrow',
        at: 'connect(url)',
      },
    ]),
  })

  const plain = likelyLeaks([
    {
      name: 'its own work fails, with which it may have ended itself',
      code: `
export async function load(store, key) {
  const session = await store.openSession(key)
  const value = await session.read(key)
  await session.close()
  return value
}`,
      messageId: 'openOnThrow',
      at: 'store.openSession(key)',
      output: `
export async function load(store, key) {
  const session = await store.openSession(key)
  try {
    const value = await session.read(key)
    return value
  } finally {
    await session.close()
  }
}`,
    },
    {
      name: 'a plain call, which may throw',
      code: `
export function load(store, key) {
  let session = store.openSession(key)
  const value = JSON.parse(session.read(key))
  session.close()
  return value
}`,
      messageId: 'openOnThrow',
      at: 'store.openSession(key)',
    },
  ])
  ruleTester('everywhere').run('require-release', requireRelease, plain)

  ruleTester('untypedTs', 'typedDom', 'typedNode').run('require-release', requireRelease, {
    valid: silent({
      'closed in finally, in TypeScript': `
interface Session { read(): Promise<string>; close(): void }
export async function load(openSession: () => Promise<Session>): Promise<string> {
  const session: Session = await openSession()
  try { return await session.read() } finally { session.close() }
}`,
    }),
    invalid: leaks([
      {
        name: 'in TypeScript',
        code: `
interface Session { read(): Promise<string>; close(): void }
export async function load(openSession: () => Promise<Session | undefined>, read: () => Promise<string>): Promise<string> {
  let session = (await openSession())!
  const text = await read()
  ;(session satisfies Session).close()
  return text
}`,
        messageId: 'openOnThrow',
        at: 'openSession()',
      },
    ]),
  })
})
