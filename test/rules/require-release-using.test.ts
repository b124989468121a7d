import { requireRelease, type MessageId } from '../../src/rules/require-release.js'
import { ruleTester, type ReportedCase } from '../rule-tester.js'

interface SuggestionCase {
  name: string
  code: string
  messageId: MessageId
  at: string
  line?: number
  /** What is declared, for the text of the suggestion. */
  data?: Record<string, string>
  /** The code with `using`; none where it is not suggested. */
  using?: string
  /** The code with `finally`; none where it is not suggested. */
  inFinally?: string
}

type Reported = ReportedCase<MessageId, [{ likely?: boolean }]>

const reported = (cases: readonly SuggestionCase[]): Reported[] =>
  cases.map(({ name, code, messageId, at, line, data, using, inFinally }) => ({
    name,
    code,
    errors: [
      {
        messageId,
        at,
        ...(line === undefined ? {} : { line }),
        suggestions: [
          ...(inFinally === undefined ? [] : [{ messageId: 'releaseInFinally' as const, output: inFinally }]),
          ...(using === undefined
            ? []
            : [{ messageId: 'useUsing' as const, ...(data ? { data } : {}), output: using }]),
        ],
      },
    ],
  }))

const opening = (code: string): string => `import { open } from 'node:fs/promises'\n${code}`

ruleTester('newestNode').run('require-release', requireRelease, {
  valid: [],
  invalid: reported([
    {
      name: 'the one release at the end goes, comments stay',
      code: opening(`
export async function read(path) {
  const file = await open(path) // open it
  await file.stat()
  // close it
  await file.close() // done
}`),
      messageId: 'openOnThrow',
      at: 'open(path)',
      data: { name: 'file', kind: 'await using' },
      using: opening(`
export async function read(path) {
  await using file = await open(path) // open it
  await file.stat()
  // close it // done
}`),
      inFinally: opening(`
export async function read(path) {
  const file = await open(path) // open it
  try {
    await file.stat()
  } finally {
    // close it
    await file.close() // done
  }
}`),
    },
    {
      name: 'not where something runs after the release',
      code: opening(`
export async function read(path) {
  const file = await open(path)
  await file.stat()
  await file.close()
  await remove(path)
}`),
      messageId: 'openOnThrow',
      at: 'open(path)',
      inFinally: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    await file.stat()
    await remove(path)
  } finally {
    await file.close()
  }
}`),
    },
    {
      name: 'not where it is released in two places',
      code: opening(`
export async function read(path) {
  const file = await open(path)
  if (path.bad) { await file.close(); return }
  await file.stat()
  await file.close()
}`),
      messageId: 'openOnThrow',
      at: 'open(path)',
    },
    {
      name: 'not where it is released under a condition',
      code: opening(`
export async function read(path) {
  const file = await open(path)
  await file.stat()
  if (file) await file.close()
}`),
      messageId: 'openOnThrow',
      at: 'open(path)',
    },
    {
      name: 'not where a function captures it',
      code: opening(`
export async function read(path) {
  const file = await open(path)
  later(() => note(file.fd))
}`),
      messageId: 'neverReleased',
      at: 'open(path)',
      inFinally: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    later(() => note(file.fd))
  } finally {
    await file.close()
  }
}`),
    },
    {
      name: 'not where the promise of a read is returned',
      code: opening(`
export async function read(path) {
  const file = await open(path)
  return file.readFile()
}`),
      messageId: 'neverReleased',
      at: 'open(path)',
      inFinally: opening(`
export async function read(path) {
  const file = await open(path)
  try {
    return file.readFile()
  } finally {
    await file.close()
  }
}`),
    },
    {
      name: 'not for what is assigned later',
      code: opening(`
export async function read(path) {
  let file
  file = await open(path)
  await file.stat()
}`),
      messageId: 'neverReleased',
      at: 'open(path)',
    },
    {
      name: 'not for what is no disposable',
      code: `
import { openSync, readSync } from 'node:fs'
export function read(path) {
  const fd = openSync(path)
  readSync(fd, buffer)
}`,
      messageId: 'neverReleased',
      at: 'openSync(path)',
    },
  ]),
})

const TYPES = `
interface Lock extends Disposable { id: number; read(): Promise<string> }
interface Session extends AsyncDisposable { id: number; stop(): Promise<void> }
declare function createLock(): Lock
declare function openSession(): Session
`
const typed = (code: string): string => `${TYPES}${code}`

ruleTester('typed').run('require-release', requireRelease, {
  valid: [],
  invalid: reported([
    {
      name: 'disposed of at once',
      code: typed('export async function run() { const lock = createLock(); return lock.id }'),
      messageId: 'neverReleased',
      at: 'createLock()',
      line: 6,
      data: { name: 'lock', kind: 'using' },
      using: typed('export async function run() { using lock = createLock(); return lock.id }'),
    },
    {
      name: 'not where the promise of a read is returned',
      code: typed('export function run() { const lock = createLock(); return lock.read() }'),
      messageId: 'neverReleased',
      at: 'createLock()',
      line: 6,
    },
    {
      name: 'not what needs an `await` in a function that is not async',
      code: typed('export function run() { const session = openSession(); return session.id }'),
      messageId: 'neverReleased',
      at: 'openSession()',
      line: 6,
    },
    {
      name: 'an early return, and a release of its own name',
      code: typed(`export async function run(early: boolean) {
  const session = openSession()
  if (early) return
  await session.stop()
}`),
      messageId: 'openOnReturn',
      at: 'openSession()',
      line: 7,
      using: typed(`export async function run(early: boolean) {
  await using session = openSession()
  if (early) return
}`),
      inFinally: typed(`export async function run(early: boolean) {
  const session = openSession()
  try {
    if (early) return
  } finally {
    await session.stop()
  }
}`),
    },
  ]),
})
