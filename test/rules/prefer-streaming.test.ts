import { describe } from 'vitest'

import { preferStreaming, type MessageId } from '../../src/rules/prefer-streaming.js'
import { ruleTester, type ReportedCase } from '../rule-tester.js'

interface StreamingCase {
  code: string
  at: string
  messageId: MessageId
  data?: Record<string, string>
  output?: string
}

const reported = (cases: Record<string, StreamingCase>): ReportedCase<MessageId, []>[] =>
  Object.entries(cases).map(([name, { code, at, messageId, data, output }]) => ({
    name,
    code,
    errors: [
      {
        messageId,
        at,
        ...(data ? { data } : {}),
        suggestions: output === undefined ? [] : [{ messageId: 'useForAwait', output }],
      },
    ],
  }))

const named = (cases: Record<string, string>) => Object.entries(cases).map(([name, code]) => ({ name, code }))

describe('cursors and streams in one array', () => {
  ruleTester('everywhere').run('prefer-streaming', preferStreaming, {
    valid: named({
      'not known to be a cursor':
        'async function f(table) { for (const row of await table.toArray()) use(row) }',
      'few of them':
        'async function f(db) { for (const row of await db.items.find().limit(9).toArray()) use(row) }',
      counted:
        'async function f(cursor) { const all = await cursor.toArray(); for (const x of all) use(x, all.length) }',
      returned:
        'async function f(cursor) { const all = await cursor.toArray(); for (const x of all) use(x); return all }',
      'looped over twice':
        'async function f(cursor) { const all = await cursor.toArray(); for (const x of all) use(x); all.forEach((x) => use(x)) }',
      'looped over in a loop':
        'async function f(cursor) { const all = await cursor.toArray(); for (const y of ys) for (const x of all) use(x, y) }',
      sorted: 'async function f(cursor) { for (const x of (await cursor.toArray()).sort()) use(x) }',
      'given the array':
        'async function f(cursor) { (await cursor.toArray()).forEach((x, i, all) => use(x, all)) }',
      mapped: 'async function f(stream) { for (const x of await Array.fromAsync(stream, parse)) use(x) }',
      'another fromAsync':
        'async function f(stream) { for (const x of await List.fromAsync(stream)) use(x) }',
      streamed: 'async function f(cursor) { for await (const x of cursor) use(x) }',
    }),
    invalid: reported({
      'a cursor by its name': {
        code: 'async function f(cursor) { for (const x of await cursor.toArray()) use(x) }',
        at: 'cursor.toArray()',
        messageId: 'elements',
        data: { source: 'cursor' },
      },
      'the answer of a query, in a variable': {
        code: `
async function f(db) {
  const found = db.collection('items').find({ open: true })
  const items = await found.toArray()
  // one by one
  for (const item of items) await save(item)
}`,
        at: 'found.toArray()',
        messageId: 'elements',
        data: { source: 'found' },
      },
      forEach: {
        code: 'async function f(readable) { (await readable.toArray()).forEach((x) => use(x)) }',
        at: 'readable.toArray()',
        messageId: 'elements',
      },
      fromAsync: {
        code: 'async function f(rows) { const all = await Array.fromAsync(rows); for (const x of all) { if (x.last) break } }',
        at: 'Array.fromAsync(rows)',
        messageId: 'elements',
        data: { source: 'rows' },
      },
    }),
  })

  ruleTester('typedNode').run('with types', preferStreaming, {
    valid: named({
      'an array of promises is no stream':
        'export async function f(rows: Promise<number>[]) { for (const x of await Array.fromAsync(rows)) use(x) }\ndeclare function use(x: number): void',
      'a name that is wrong':
        'interface Cursor { toArray(): Promise<number[]> }\nexport async function f(cursor: Cursor) { for (const x of await cursor.toArray()) console.log(x) }',
    }),
    invalid: reported({
      'what is certainly asynchronous': {
        code: `
interface Rows extends AsyncIterable<number> { toArray(): Promise<number[]> }
export async function f(rows: Rows) {
  for (const row of await rows.toArray()) { // each
    console.log(row)
  }
}`,
        at: 'rows.toArray()',
        messageId: 'elements',
        data: { source: 'rows' },
        output: `
interface Rows extends AsyncIterable<number> { toArray(): Promise<number[]> }
export async function f(rows: Rows) {
  for await (const row of rows) { // each
    console.log(row)
  }
}`,
      },
      'a comment that would be lost': {
        code: `
export async function f(rows: AsyncIterable<number>) {
  for (const row of await /* all */ Array.fromAsync(rows)) console.log(row)
}`,
        at: 'Array.fromAsync(rows)',
        messageId: 'elements',
      },
    }),
  })
})

describe('pushed into an array', () => {
  ruleTester('everywhere').run('prefer-streaming', preferStreaming, {
    valid: named({
      joined:
        'async function f(s) { const all = []; for await (const x of s) all.push(x); return all.join("") }',
      'begun at once':
        'async function f(s) { const all = []; for await (const x of s) all.push(run(x)); for (const x of all) await x }',
      'more is done':
        'async function f(s) { const all = []; for await (const x of s) { all.push(x); count(x) } for (const x of all) use(x) }',
      'from a list':
        'async function f(s) { const all = []; for (const x of s) all.push(x); for (const x of all) use(x) }',
      'not empty at first':
        'async function f(s) { const all = [0]; for await (const x of s) all.push(x); for (const x of all) use(x) }',
      'another event':
        'function f(s) { const all = []; s.on("error", (x) => all.push(x)); s.on("end", () => all.forEach((x) => use(x))) }',
      'returned to other files':
        'export async function f(s) { const all = []; for await (const x of s) all.push(x); return all }',
      'returned to who counts them':
        'async function f(s) { const all = []; for await (const x of s) all.push(x); return all }\nasync function g() { for (const x of await f(s)) use(x); return (await f(s)).length }',
    }),
    invalid: reported({
      'by a loop': {
        code: `
async function f(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  for (const chunk of chunks) await write(chunk)
}`,
        at: 'for await (const chunk of stream) chunks.push(chunk)',
        messageId: 'pushed',
        data: {},
      },
      'by a listener': {
        code: `
function f(stream) {
  const rows = []
  stream.on('data', (row) => { rows.push(row.toString()) })
  stream.on('end', () => { rows.forEach((row) => use(row)) })
}`,
        at: "stream.on('data', (row) => { rows.push(row.toString()) })",
        messageId: 'pushed',
        data: {},
      },
      'for the one that calls': {
        code: `
async function all(stream) {
  const rows = []
  for await (const row of stream) { rows.push(row) }
  return rows
}
export async function print(stream) {
  for (const row of await all(stream)) console.log(row)
}`,
        at: 'for await (const row of stream) { rows.push(row) }',
        messageId: 'returned',
        data: {},
      },
    }),
  })
})

describe('lines of a whole file', () => {
  const promises = (code: string): string => `import { readFile } from 'node:fs/promises'\n${code}`
  ruleTester('untyped', 'typedNode').run('prefer-streaming', preferStreaming, {
    valid: named({
      'small by the name of the path': promises(
        "async function f(configPath) { for (const x of (await readFile(configPath, 'utf8')).split('\\n')) use(x) }",
      ),
      'small by what it is for': promises(
        "async function parseIgnoreFile(path) { for (const x of (await readFile(path, 'utf8')).split('\\n')) use(x) }",
      ),
      'a constant path': promises(
        "async function f() { for (const x of (await readFile('/etc/fstab', 'utf8')).split('\\n')) use(x) }",
      ),
      'the text is used otherwise': promises(
        "async function f(path) { const all = await readFile(path, 'utf8'); hash(all); for (const x of all.split('\\n')) use(x) }",
      ),
      'not by lines': promises(
        "async function f(path) { for (const x of (await readFile(path, 'utf8')).split(',')) use(x) }",
      ),
      'the lines are mapped': promises(
        "async function f(path) { return (await readFile(path, 'utf8')).split('\\n').map(parse) }",
      ),
      'of another module':
        "import { readFile } from './files.js'\nasync function f(path) { for (const x of (await readFile(path)).split('\\n')) use(x) }",
    }),
    invalid: reported({
      'what the caller names': {
        code: promises(`
async function f(path) {
  const text = await readFile(path, 'utf8')
  const lines = text.split(/\\r?\\n/)
  for (const line of lines) use(line)
}`),
        at: "readFile(path, 'utf8')",
        messageId: 'lines',
        data: {},
      },
      'a log, at once': {
        code: `import fs from 'fs'
function f() { fs.readFileSync(accessLog).toString().trim().split('\\n').forEach((line) => use(line)) }`,
        at: 'fs.readFileSync(accessLog)',
        messageId: 'lines',
      },
    }),
  })
})
