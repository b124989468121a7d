import { fileURLToPath } from 'node:url'

import { describe } from 'vitest'

import { preferUsing, type MessageId } from '../../src/rules/prefer-using.js'
import { ruleTester, type ReportedCase } from '../rule-tester.js'

interface UsingCase {
  name: string
  code: string
  /** The call that opens the first resource, which is underlined. */
  at: string
  line?: number
  messageId?: MessageId
  data?: Record<string, string>
  /** The code after the suggestion; none where there is no suggestion. */
  output?: string
  filename?: string
}

/** Cases with one report. */
const reported = (cases: readonly UsingCase[]): ReportedCase<MessageId, []>[] =>
  cases.map(({ name, code, at, line, messageId = 'releasedByHand', data, output, filename }) => ({
    name,
    code,
    ...(filename === undefined ? {} : { filename }),
    errors: [
      {
        messageId,
        at,
        ...(line === undefined ? {} : { line }),
        ...(data ? { data } : {}),
        suggestions: output === undefined ? [] : [{ messageId: 'useUsing', output }],
      },
    ],
  }))

const named = (cases: Record<string, string>) => Object.entries(cases).map(([name, code]) => ({ name, code }))

/** Where `using` is known to be allowed, and a file handle to be disposable. */
const withHandles = ['newestJs', 'typedNode'] as const

const OPEN = "import { open } from 'node:fs/promises'\n"
const opening = (code: string): string => `${OPEN}${code}`

describe('file handles', () => {
  ruleTester(...withHandles).run('prefer-using', preferUsing, {
    valid: named({
      'declared with it': opening(`
export async function read(path) { await using file = await open(path); return await file.readFile() }`),
      'not released': opening(
        'export async function read(path) { const file = await open(path); return file.fd }',
      ),
      'released where nothing failed': opening(`
export async function read(path) {
  const file = await open(path)
  const text = await file.readFile()
  await file.close()
  return text
}`),
      'released in `catch` only, to be returned': opening(`
export async function start(path) {
  const file = await open(path)
  try { await file.stat(); return file } catch (error) { await file.close(); throw error }
}`),
      'a release that is not waited for': opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { file.close() }
}`),
      'a release whose failure is swallowed': opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { await file.close().catch(() => {}) }
}`),
      'a release with an argument': opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { await file.close(true) }
}`),
      'a release under a condition of another kind': opening(`
export async function read(path, isOurs) {
  const file = await open(path)
  try { return await file.readFile() } finally { if (isOurs) await file.close() }
}`),
      'a release with something else to do where there is none': opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { if (file) await file.close(); else note() }
}`),
      'the rest of `finally` needs it closed': opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { await file.close(); await remove(path) }
}`),
      'the rest of `finally` uses it': opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { note(file.fd); await file.close() }
}`),
      'several, released in the order in which they are opened': opening(`
export async function copy(from, to) {
  const source = await open(from)
  const target = await open(to)
  try { await target.write(await source.readFile()) } finally { await source.close(); await target.close() }
}`),
      'one that is written again': opening(`
export async function read(path) {
  let file = await open(path)
  try { file = await open(path + 1); await file.readFile() } finally { await file.close() }
}`),
      'one that is opened under a condition': opening(`
export async function read(path) {
  let file
  try { if (path) file = await open(path); note() } finally { await file?.close() }
}`),
      'an outer variable that `catch` uses': opening(`
export async function read(path) {
  let file
  try { file = await open(path); await file.readFile() }
  catch { note(file?.fd) }
  finally { await file?.close() }
}`),
      'an outer variable, and more in `finally`': opening(`
export async function read(path) {
  let file
  try { file = await open(path); await file.readFile() } finally { note(path); await file?.close() }
}`),
      'an outer variable that is read before': opening(`
export async function read(path) {
  let file
  try { note(file); file = await open(path); await file.readFile() } finally { await file?.close() }
}`),
      'an outer variable of another function': opening(`
let file
export async function read(path) {
  try { file = await open(path); await file.readFile() } finally { await file?.close() }
}`),
      'used after the `try`': opening(`
export async function read(path) {
  const file = await open(path)
  try { await file.readFile() } finally { await file.close() }
  note(file.fd)
}`),
      returned: opening(`
export async function read(path) {
  const file = await open(path)
  try { return file } finally { await file.close() }
}`),
      'stored in an object': opening(`
export async function read(path) {
  const file = await open(path)
  try { note({ file }) } finally { await file.close() }
}`),
      'under another name': opening(`
export async function read(path) {
  const file = await open(path)
  try { const other = file; note(other) } finally { await file.close() }
}`),
      'captured by a function that is returned': opening(`
export async function read(path) {
  const file = await open(path)
  try { return () => file.fd } finally { await file.close() }
}`),
      'released earlier, too': opening(`
export async function read(path) {
  const file = await open(path)
  try { await file.readFile(); await file.close() } finally { await file.close() }
}`),
      'exported from a module': opening(`
const file = await open('log')
try { await file.readFile() } finally { await file.close() }
export { file }`),
      'in a bare `case`': opening(`
export async function read(path) {
  switch (path) {
    case 1:
      const file = await open(path)
      try { await file.readFile() } finally { await file.close() }
  }
}`),
      'a loop variable': opening(`
export async function read(path) {
  for (const file = await open(path); ; ) {
    try { await file.readFile() } finally { await file.close() }
  }
}`),
      'two in one declaration': opening(`
export async function read(path) {
  const file = await open(path), size = 1
  try { await file.read({ length: size }) } finally { await file.close() }
}`),
      destructured: opening(`
export async function read(path) {
  const { fd } = await open(path)
  try { note(fd) } finally { await fd.close() }
}`),
      'what it would outlive stands in between and after': opening(`
export async function read(path) {
  const file = await open(path)
  const size = 1
  try { await file.read({ length: size }) } finally { await file.close() }
  await note(size)
}`),
      'another is declared with it in between': opening(`
export async function read(path) {
  const file = await open(path)
  await using other = await open(path + 1)
  try { await file.readFile() } finally { await file.close() }
}`),
      'a `finally` of another function': opening(`
export async function read(path) {
  const file = await open(path)
  await note(async () => { try { await file.readFile() } finally { await file.close() } })
}`),
      'a parameter':
        'export async function read(file) { try { await file.readFile() } finally { await file.close() } }',
      'a stream': `
import { createReadStream } from 'node:fs'
export function read(path) {
  const stream = createReadStream(path)
  try { note(stream) } finally { stream.destroy() }
}`,
    }),
    invalid: reported([
      {
        name: 'closed in `finally`',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    return await file.readFile()
  } finally {
    await file.close()
  }
}`),
        at: 'open(path)',
        data: { name: 'file', release: 'file.close()', kind: 'await using' },
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  return await file.readFile()
}`),
      },
      {
        name: 'by the symbol itself',
        code: opening(`
export async function read(path) {
  const file = await open(path);
  try { await file.readFile(); } finally { await file[Symbol.asyncDispose](); }
}`),
        at: 'open(path)',
        data: { name: 'file', release: 'file[Symbol.asyncDispose]()', kind: 'await using' },
        output: opening(`
export async function read(path) {
  await using file = await open(path);
  await file.readFile();
}`),
      },
      {
        name: 'keeps comments and the lines of templates',
        code: opening(`
export async function write(path) {
  const file = await open(path, 'w') // open it

  // write it
  try { // now
    await file.write(\`
    two
\`)
    /* all
       of it */
  } /* then */ finally {
    // close it
    await file.close() // done
  } // end
}`),
        at: "open(path, 'w')",
        output: opening(`
export async function write(path) {
  await using file = await open(path, 'w') // open it

  // write it
  // now
  await file.write(\`
    two
\`)
  /* all
     of it */
  /* then */
  // close it
  // done // end
}`),
      },
      {
        name: 'on one line',
        code: opening(
          'export async function f(path) { const file = await open(path); try { return await file.stat() } finally { await file.close() } }',
        ),
        at: 'open(path)',
        output: opening(
          'export async function f(path) { await using file = await open(path); return await file.stat() }',
        ),
      },
      {
        name: 'without semicolons, before what would continue the declaration',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    ;[1].forEach(note)
    await file.stat()
  } finally { await file.close() }
}
export async function again(path, list) {
  const other = await open(path)
  note(other)
}`),
        at: 'open(path)',
        line: 4,
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  ;[1].forEach(note)
  await file.stat()
}
export async function again(path, list) {
  const other = await open(path)
  note(other)
}`),
      },
      {
        name: 'a statement in brackets first',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    (await file.stat()).isFile()
  } finally {
    await file.close()
  }
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  ;(await file.stat()).isFile()
}`),
      },
      {
        name: 'a `catch` stays',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    return await file.readFile()
  } catch (error) {
    note(error)
  } finally {
    // close it
    await file.close()
  }
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  try {
    return await file.readFile()
  } catch (error) {
    note(error)
  }
  // close it
}`),
      },
      {
        name: 'the rest of `finally` stays',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    return await file.readFile()
  } finally {
    note(path) // noted
    if (file !== undefined) {
      await file.close()
    }
  }
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  try {
    return await file.readFile()
  } finally {
    note(path) // noted
  }
}`),
      },
      {
        name: 'no suggestion that loses a comment',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    return await file.readFile()
  } finally {
    note(path)
    if (file) {
      // perhaps
      await file.close()
    }
  }
}`),
        at: 'open(path)',
      },
      {
        name: 'something runs afterwards, with the file closed',
        code: opening(`
export async function read(path) {
  let text
  const file = await open(path)
  // read it
  try {
    text = await file.readFile()
  } finally {
    await file.close()
  }
  await remove(path)
  return text
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  let text
  {
    await using file = await open(path)
    // read it
    text = await file.readFile()
  }
  await remove(path)
  return text
}`),
      },
      {
        name: 'something runs afterwards, and there is a `catch`',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    await file.stat()
  } catch {
    note()
  } finally {
    await file.close()
  }
  await remove(path)
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  {
    await using file = await open(path)
    try {
      await file.stat()
    } catch {
      note()
    }
  }
  await remove(path)
}`),
      },
      {
        name: 'nothing runs afterwards',
        code: opening(`
export async function read(path) {
  let text
  const file = await open(path)
  try {
    text = await file.readFile()
  } finally {
    await file.close()
  }
  return text
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  let text
  await using file = await open(path)
  text = await file.readFile()
  return text
}`),
      },
      {
        name: 'a name of the `try` block that means something else around it',
        code: opening(`
export async function read(path, text) {
  note(text)
  const file = await open(path)
  try {
    const text = await file.readFile()
    note(text)
  } finally {
    await file.close()
  }
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path, text) {
  note(text)
  {
    await using file = await open(path)
    const text = await file.readFile()
    note(text)
  }
}`),
      },
      {
        name: 'an outer variable',
        code: opening(`
export async function read(path) {
  let file
  try {
    note(path)
    file = await open(path)
    await file.readFile()
  } finally {
    await file?.close()
  }
}`),
        at: 'open(path)',
        data: { name: 'file', release: 'file?.close()', kind: 'await using' },
        output: opening(`
export async function read(path) {
  note(path)
  await using file = await open(path)
  await file.readFile()
}`),
      },
      {
        name: 'an outer variable, and a `catch`',
        code: opening(`
export async function read(path) {
  let file = null
  try {
    file = await open(path)
    await file.readFile()
  } catch (error) {
    note(error)
  } finally {
    file && (await file.close())
  }
  await remove(path)
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  try {
    await using file = await open(path)
    await file.readFile()
  } catch (error) {
    note(error)
  }
  await remove(path)
}`),
      },
      {
        name: 'an outer variable, and something runs afterwards',
        code: opening(`
export async function read(path) {
  let file
  try {
    file = await open(path)
    await file.readFile()
  } finally {
    if (file) await file.close()
  }
  await remove(path)
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  {
    await using file = await open(path)
    await file.readFile()
  }
  await remove(path)
}`),
      },
      {
        name: 'several, the last closed first',
        code: opening(`
export async function copy(from, to) {
  const source = await open(from)
  const target = await open(to, 'w')
  try {
    await target.write(await source.readFile())
  } finally {
    await target.close()
    await source.close()
  }
}`),
        at: 'open(from)',
        messageId: 'severalByHand',
        data: { names: '`source` and `target`', kind: 'await using' },
        output: opening(`
export async function copy(from, to) {
  await using source = await open(from)
  await using target = await open(to, 'w')
  await target.write(await source.readFile())
}`),
      },
      {
        name: 'what stands in between is protected as well',
        code: opening(`
export async function read(path) {
  const file = await open(path)
  await file.stat()
  try { await file.readFile() } finally { await file.close() }
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  await file.stat()
  await file.readFile()
}`),
      },
      {
        name: 'used by functions that are called here',
        code: opening(`
export async function read(path, list) {
  const file = await open(path)
  try {
    const one = async (length) => await file.read({ length })
    await Promise.all(list.map(async (length) => await file.read({ length })))
    await one(1)
  } finally {
    await file.close()
  }
}`),
        at: 'open(path)',
        output: opening(`
export async function read(path, list) {
  await using file = await open(path)
  const one = async (length) => await file.read({ length })
  await Promise.all(list.map(async (length) => await file.read({ length })))
  await one(1)
}`),
      },
      {
        name: 'at the top of a module',
        code: opening(`
const file = await open('log')
try {
  note(await file.readFile())
} finally {
  await file.close()
}
`),
        at: "open('log')",
        output: opening(`
await using file = await open('log')
note(await file.readFile())
`),
      },
    ]),
  })

  ruleTester(...withHandles).run('prefer-using', preferUsing, {
    valid: [],
    invalid: [
      {
        name: 'nested: each by itself',
        code: opening(`
export async function copy(from, to) {
  const source = await open(from)
  try {
    const target = await open(to)
    try {
      await target.write(await source.readFile())
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}`),
        errors: [
          {
            messageId: 'releasedByHand',
            at: 'open(from)',
            suggestions: [
              {
                messageId: 'useUsing',
                output: opening(`
export async function copy(from, to) {
  await using source = await open(from)
  const target = await open(to)
  try {
    await target.write(await source.readFile())
  } finally {
    await target.close()
  }
}`),
              },
            ],
          },
          {
            messageId: 'releasedByHand',
            at: 'open(to)',
            suggestions: [
              {
                messageId: 'useUsing',
                output: opening(`
export async function copy(from, to) {
  const source = await open(from)
  try {
    await using target = await open(to)
    await target.write(await source.readFile())
  } finally {
    await source.close()
  }
}`),
              },
            ],
          },
        ],
      },
    ],
  })
})

describe('disposable types', () => {
  const TYPES = `
declare class Lock implements Disposable { id: number; release(): void; [Symbol.dispose](): void }
declare class Pool implements Disposable { id: number; close(): void; destroy(): void; [Symbol.dispose](): void }
declare class Both implements Disposable, AsyncDisposable {
  id: number; dispose(): void; disposeAsync(): Promise<void>
  [Symbol.dispose](): void; [Symbol.asyncDispose](): Promise<void>
}
declare function getLock(): Lock
declare function findLock(): Lock | undefined
declare function getPool(): Pool
declare function getBoth(): Both
declare function getPlain(): { id: number; close(): void }
declare function getUnknown(): any
declare function getNumbers(): Generator<number>
declare function note(...values: unknown[]): void
`
  const typed = (code: string): string => `${TYPES}${code}`
  const used = (type: string, release: string, isAsync = false): string =>
    typed(`export ${isAsync ? 'async ' : ''}function run() {
  const it = ${type}
  try {
    note(it.id)
  } finally {
    ${release}
  }
}`)
  const declared = (declaration: string, isAsync = false): string =>
    typed(`export ${isAsync ? 'async ' : ''}function run() {
  ${declaration}
  note(it.id)
}`)

  ruleTester('typed').run('prefer-using', preferUsing, {
    valid: named({
      'not disposable': used('getPlain()', 'it.close()'),
      'of an unknown type': used('getUnknown()', 'it.close()'),
      'one of two methods that might be its disposal': used('getPool()', 'it.destroy()'),
      'a release of another kind': used('getLock()', 'it.reset()'),
      'a promise that is not waited for': used('getBoth()', 'it.disposeAsync()', true),
      'a release that does not dispose of it': `
class Lock { id = 1; close() {} [Symbol.dispose]() { this.id = 2 } }
export function run() { const lock = new Lock(); try { return lock.id } finally { lock.close() } }`,
      'an iterator': typed(
        'export function run() { const all = getNumbers(); try { return all.next() } finally { all[Symbol.dispose]() } }',
      ),
      'a timer':
        'export function run(go: () => void) { const it = setTimeout(go); try { go() } finally { it[Symbol.dispose]() } }',
      'an argument of the declaring function': typed(
        'export function run(lock: Lock) { try { note(lock.id) } finally { lock.release() } }',
      ),
      'another name for what is already there': typed(
        'export function run(all: Lock[]) { const it = all[0]!; try { note(it.id) } finally { it.release() } }',
      ),
      'in a namespace': typed(
        'namespace All { const it = getLock(); try { note(it.id) } finally { it.release() } }',
      ),
    }),
    invalid: reported([
      {
        name: 'its only release',
        code: used('getLock()', 'it.release()'),
        at: 'getLock()',
        line: 17,
        data: { name: 'it', release: 'it.release()', kind: 'using' },
        output: declared('using it = getLock()'),
      },
      {
        name: 'that may be missing',
        code: used('findLock()!', 'it?.release()'),
        at: 'findLock()',
        line: 17,
        output: declared('using it = findLock()!'),
      },
      {
        name: 'by the symbol, beside other methods',
        code: used('getPool()', 'it[Symbol.dispose]()'),
        at: 'getPool()',
        line: 17,
        output: declared('using it = getPool()'),
      },
      {
        name: 'at once, of what can do both',
        code: used('getBoth()', 'it.dispose()', true),
        at: 'getBoth()',
        line: 17,
        output: declared('using it = getBoth()', true),
      },
      {
        name: 'awaited, of what can do both',
        code: used('getBoth()', 'await it.disposeAsync()', true),
        at: 'getBoth()',
        line: 17,
        output: declared('await using it = getBoth()', true),
      },
      {
        name: 'a class of the file whose disposal calls the release',
        code: `
class Lock { id = 1; close() {} end() {} [Symbol.dispose]() { this.end() } }
export function run() { const lock: Lock = new Lock(); try { return lock.id } finally { lock.end() } }`,
        at: 'new Lock()',
        output: `
class Lock { id = 1; close() {} end() {} [Symbol.dispose]() { this.end() } }
export function run() { using lock: Lock = new Lock(); return lock.id }`,
      },
      {
        name: 'an annotated outer variable',
        code: typed(`export function run() {
  let lock: Lock | undefined
  try {
    lock = getLock()
    note(lock.id)
  } finally {
    lock?.release()
  }
}`),
        at: 'getLock()',
        line: 19,
        output: typed(`export function run() {
  using lock = getLock()
  note(lock.id)
}`),
      },
      {
        name: 'one that is opened under a condition of its own',
        code: typed(`export function run(isNeeded: boolean) {
  const lock = isNeeded ? getLock() : undefined
  try { note(lock?.id) } finally { lock?.release() }
}`),
        at: 'getLock()',
        line: 17,
        output: typed(`export function run(isNeeded: boolean) {
  using lock = isNeeded ? getLock() : undefined
  note(lock?.id)
}`),
      },
      {
        name: 'TSX',
        filename: 'react.tsx',
        code: `
declare class Lock implements Disposable { id: number; release(): void; [Symbol.dispose](): void }
export function Page() {
  const lock = new Lock()
  try { return <p>{lock.id}</p> } finally { lock.release() }
}`,
        at: 'new Lock()',
        output: `
declare class Lock implements Disposable { id: number; release(): void; [Symbol.dispose](): void }
export function Page() {
  using lock = new Lock()
  return <p>{lock.id}</p>
}`,
      },
    ]),
  })

  ruleTester('typed').run('prefer-using', preferUsing, {
    valid: [
      {
        name: 'JavaScript, which nothing compiles',
        filename: 'file.js',
        code: `
class Lock { id = 1; release() {} [Symbol.dispose]() { this.release() } }
export function run() { const lock = new Lock(); try { return lock.id } finally { lock.release() } }`,
      },
      {
        name: 'an ignored type',
        code: used('getLock()', 'it.release()'),
        settings: { leaks: { ignoreTypes: ['Lock'] } },
      },
      {
        name: 'types are off',
        code: used('getLock()', 'it.release()'),
        settings: { leaks: { types: 'off' } },
      },
    ],
    invalid: [],
  })
})

describe('where it is not known whether `using` is allowed', () => {
  const code = opening(
    'export async function f(path) { const file = await open(path); try { note(file) } finally { await file.close() } }',
  )
  ruleTester('untypedTs', 'typedDom').run('prefer-using', preferUsing, {
    valid: [{ name: 'the target, or the type', code }],
    invalid: [],
  })
})

describe('where what runs the code may not know `using`', () => {
  const code = opening(`
export async function read(path) {
  const file = await open(path)
  try { return await file.readFile() } finally { await file.close() }
}`)
  const inPackage = (name: string): string =>
    fileURLToPath(new URL(`../fixtures/${name}/file.js`, import.meta.url))
  ruleTester('untypedJs').run('prefer-using', preferUsing, {
    valid: [
      { name: 'JavaScript of no package', code },
      { name: 'JavaScript of a package without engines', code, filename: inPackage('node') },
    ],
    invalid: reported([
      {
        name: 'JavaScript of a package for Node 24',
        code,
        filename: inPackage('newest'),
        at: 'open(path)',
        output: opening(`
export async function read(path) {
  await using file = await open(path)
  return await file.readFile()
}`),
      },
    ]),
  })
})
