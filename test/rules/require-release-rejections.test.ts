import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { FOREVER, UNTIL_COLLECTED, leaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

const withFile = (code: string): string => `import { open } from 'node:fs/promises'\n${code}`
const withClient = (code: string): string => `import { Client } from 'pg'\n${code}`

describe('a promise that is rejected', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'closed in finally': withFile(`
export async function sizeOf(path) {
  const file = await open(path)
  return file.stat().then((stats) => stats.size).finally(() => file.close())
}`),
      'closed by the second argument, too': withFile(`
export async function sizeOf(path) {
  const file = await open(path)
  return file.stat().then(
    (stats) => { file.close(); return stats.size },
    (error) => { file.close(); throw error },
  )
}`),
      'what the second argument does is not known': withFile(`
export async function sizeOf(path, failed) {
  const file = await open(path)
  return file.stat().then((stats) => { file.close(); return stats.size }, failed)
}`),
      'closed in catch, too': withFile(`
export async function sizeOf(path) {
  const file = await open(path)
  return file.stat()
    .then((stats) => { file.close(); return stats.size })
    .catch((error) => { file.close(); throw error })
}`),
      'closed once it is opened: nothing else has failed': withClient(`
export function ping(config, done) {
  const client = new Client(config)
  return client.connect().then(() => { done(); client.end() })
}`),
      'a pool of the program, which a failure concerns little': `
import { Pool } from 'pg'
export function ping(config) {
  const pool = new Pool(config)
  return pool.query('select 1').then(() => pool.end())
}`,
      'closed by a chain, and by a handler': withFile(`
export async function sizeOf(path, signal) {
  const file = await open(path)
  signal.onabort = () => file.close()
  return file.stat().then((stats) => { file.close(); return stats.size })
}`),
      'the chain of something that is no resource': `
export async function sizeOf(path) {
  const file = await findFile(path)
  return file.stat().then((stats) => { file.close(); return stats.size })
}`,
    }),
    invalid: leaks([
      {
        name: 'closed by a callback for the success alone',
        code: withFile(`
export async function sizeOf(path) {
  const file = await open(path)
  return file.stat().then((stats) => {
    file.close()
    return stats.size
  })
}`),
        messageId: 'openOnRejection',
        at: 'open(path)',
        data: { name: 'file', release: 'file.close()', until: `,${UNTIL_COLLECTED}`, exit: '`file.stat()`' },
      },
      {
        name: 'a catch without a release, which comes after',
        code: withFile(`
export async function sizeOf(path, log) {
  const file = await open(path)
  return file /* read it */ . stat ( )
    .then((stats) => { file.close(); return stats.size })
    .catch(log)
}`),
        messageId: 'openOnRejection',
        at: 'open(path)',
        data: {
          name: 'file',
          release: 'file.close()',
          until: `,${UNTIL_COLLECTED}`,
          exit: '`file /* read it */ . stat ( )`',
        },
      },
      {
        name: 'awaited',
        code: withClient(`
export async function count(config) {
  const client = new Client(config)
  await client.connect()
  await client.query('select 1').then(async () => { await client.end() })
}`),
        messageId: 'openOnRejection',
        at: 'new Client(config)',
        data: {
          name: 'client',
          release: 'client.end()',
          until: `,${FOREVER}`,
          exit: "`client.query('select 1')`",
        },
      },
      {
        name: 'in the chain that opens it, but later',
        code: withClient(`
export function count(config) {
  const client = new Client(config)
  return client.connect()
    .then(() => client.query('select 1'))
    .then((result) => { client.end(); return result })
}`),
        messageId: 'openOnRejection',
        at: 'new Client(config)',
        data: {
          name: 'client',
          release: 'client.end()',
          until: `,${FOREVER}`,
          exit: '`client.connect() .then(…)`',
        },
      },
      {
        name: 'the parameter of a callback',
        code: withFile(`
export function sizeOf(path) {
  return open(path).then((file) => file.stat().then((stats) => { file.close(); return stats.size }))
}`),
        messageId: 'openOnRejection',
        at: 'open(path)',
      },
      {
        name: 'each of two chains',
        code: withFile(`
export async function use(path, isNew) {
  const file = await open(path)
  if (isNew) return file.sync().then(() => file.close())
  return file.stat().then(() => file.close())
}`),
        messageId: 'openOnRejection',
        at: 'open(path)',
      },
      {
        name: 'several promises',
        code: withFile(`
export async function use(path) {
  const file = await open(path)
  await Promise.all([file.sync(), file.stat()]).then(() => file.close())
}`),
        messageId: 'openOnRejection',
        at: 'open(path)',
      },
    ]),
  })

  ruleTester('untypedTs', 'typedNode').run('require-release', requireRelease, {
    valid: silent({
      'closed in finally, in TypeScript': withFile(`
export async function sizeOf(path: string): Promise<number> {
  const file = (await open(path))!
  return file.stat().then(({ size }): number => size).finally(() => void file.close())
}`),
    }),
    invalid: leaks([
      {
        name: 'in TypeScript',
        code: withFile(`
export async function sizeOf(path: string): Promise<number> {
  const file = (await open(path)) as Awaited<ReturnType<typeof open>>
  return file.stat().then(({ size }): number => { void file.close(); return size })
}`),
        messageId: 'openOnRejection',
        at: 'open(path)',
      },
    ]),
  })
})

describe('an object that fails', () => {
  ruleTester('dom').run('require-release', requireRelease, {
    valid: silent({
      'both handlers revoke': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); done() }
  image.onerror = (error) => { URL.revokeObjectURL(url); done(error) }
  image.src = url
}`,
      'both handlers are one': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  const settle = () => { URL.revokeObjectURL(url); done() }
  image.onload = settle
  image.onerror = settle
  image.src = url
}`,
      'through a function inside': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  const forget = () => URL.revokeObjectURL(url)
  image.onload = () => { forget(); done() }
  image.onerror = (error) => { forget(); done(error) }
  image.src = url
}`,
      'through a function of the file': `
function forget(image) { URL.revokeObjectURL(image.src) }
export function show(file, image, done) {
  image.onload = () => { forget(image); done() }
  image.onerror = (error) => { forget(image); done(error) }
  image.src = URL.createObjectURL(file)
}`,
      'by listeners': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.addEventListener('load', () => { URL.revokeObjectURL(url); done() })
  image.addEventListener('error', (error) => { URL.revokeObjectURL(url); done(error) })
  image.src = url
}`,
      'a handler of another file may revoke': `
import { failed } from './images.js'
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); done() }
  image.onerror = failed
  image.src = url
}`,
      'a parameter of a function may revoke': `
export function show(file, image, done, failed) {
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); done() }
  image.onerror = failed
  image.src = url
}`,
      'no handler for the failure': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); done() }
  image.src = url
}`,
      'an event that comes either way': `
export function show(file, reader, done) {
  const url = URL.createObjectURL(file)
  reader.addEventListener('loadend', () => URL.revokeObjectURL(url))
  reader.addEventListener('error', () => done())
  reader.src = url
}`,
      'the handler of another object': `
export function show(file, image, frame, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); done() }
  frame.onerror = () => done()
  image.src = url
}`,
      'something else revokes, too': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); done() }
  image.onerror = () => done()
  image.src = url
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}`,
      'the handler of success hands it on': `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => done(url)
  image.onerror = (error) => done(undefined, error)
  image.src = url
}`,
    }),
    invalid: leaks([
      {
        name: 'a handler that reports only',
        code: `
export function show(file, image, done) {
  const url = URL.createObjectURL(file)
  image.onload = () => {
    URL.revokeObjectURL(url)
    done()
  }
  image.onerror = () => done(new Error('unreadable'))
  image.src = url
}`,
        messageId: 'openOnFailure',
        at: 'URL.createObjectURL(file)',
        data: {
          noun: 'blob URL',
          named: ' `url`',
          release: 'revokeObjectURL(url)',
          until: `,${FOREVER}`,
          exit: "`() => done(new Error('unreadable'))`",
        },
      },
      {
        name: 'a handler that rejects a promise',
        code: `
export const widthOf = (file) => new Promise((resolve, reject) => {
  const image = new Image()
  const url = URL.createObjectURL(file)
  image.onload = () => { URL.revokeObjectURL(url); resolve(image.width) }
  image.onerror = reject
  image.src = url
})`,
        messageId: 'openOnFailure',
        at: 'URL.createObjectURL(file)',
        data: {
          noun: 'blob URL',
          named: ' `url`',
          release: 'revokeObjectURL(url)',
          until: `,${FOREVER}`,
          exit: '`reject`',
        },
      },
      {
        name: 'kept in the object alone',
        code: `
export const widthOf = (file) => new Promise((resolve, reject) => {
  const image = new Image()
  image.onload = () => { URL.revokeObjectURL(image.src); resolve(image.width) }
  image.onerror = () => reject(new Error('unreadable'))
  image.src = URL.createObjectURL(file)
})`,
        messageId: 'openOnFailure',
        at: 'URL.createObjectURL(file)',
        data: {
          noun: 'blob URL',
          named: '',
          release: 'revokeObjectURL()',
          until: `,${FOREVER}`,
          exit: "`() => reject(new Error('unreadable'))`",
        },
      },
      {
        name: 'by listeners, in odd spacing',
        code: `
export function show(file, image, done) {
  const url = URL . createObjectURL( file /* a Blob */ )
  image.addEventListener("load", function () { URL.revokeObjectURL(url) ; done() })
  image.addEventListener("error", function () { done() })
  image.src = url
}`,
        messageId: 'openOnFailure',
        at: 'URL . createObjectURL( file /* a Blob */ )',
        data: {
          noun: 'blob URL',
          named: ' `url`',
          release: 'revokeObjectURL(url)',
          until: `,${FOREVER}`,
          exit: '`function () { done() }`',
        },
      },
      {
        name: 'a handler for success that a function of the file runs',
        code: `
export class Preview {
  show(file) {
    const url = URL.createObjectURL(file)
    this.image.onload = () => URL.revokeObjectURL(url)
    this.image.onerror = () => this.fail()
    this.image.src = url
  }
  fail() { this.image.hidden = true }
}`,
        messageId: 'openOnFailure',
        at: 'URL.createObjectURL(file)',
      },
    ]),
  })

  ruleTester('untypedTs', 'typedDom').run('require-release', requireRelease, {
    valid: [],
    invalid: leaks([
      {
        name: 'in TypeScript',
        code: `
export const widthOf = (file: Blob) => new Promise<number>((resolve, reject) => {
  const image: HTMLImageElement = new Image()
  const url: string = URL.createObjectURL(file)
  image!.onload = (): void => { URL.revokeObjectURL(url); resolve(image.width) }
  image.onerror = reject
  image.src = url
})`,
        messageId: 'openOnFailure',
        at: 'URL.createObjectURL(file)',
      },
    ]),
  })
})
