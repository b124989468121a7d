import { expect, test } from 'vitest'

import { largenessOf, largeSizeOf, largeSizeOfValue } from '../../../src/capture/sizes/large-values.js'
import { parseFile } from '../../parse-file.js'

function sizeOf(value: string, settings?: unknown): string | undefined {
  const { facts, node } = parseFile(`const subject = ${value}`, { settings })
  const variable = facts.bindings.variableOf(node('subject'))
  return variable && largeSizeOf(facts, variable)?.reason
}

test.each([
  ['Buffer.alloc(1024 * 1024)', '1 MB'],
  ['Buffer.allocUnsafe(65536)', '64 KB'],
  ['new ArrayBuffer(2 ** 20)', '1 MB'],
  ['new Uint8Array(100_000)', '98 KB'],
  ['new Float64Array(1 << 20)', '8 MB'],
  ['new Array(10_000)', '78 KB'],
  ['new Array(1e6).fill(0)', '8 MB'],
  ['Buffer.alloc(1e6).fill(1)', '977 KB'],
  ['Array.from({ length: 1e6 })', '8 MB'],
  ['Array.from({ length: 1e6 }, (_, i) => i)', '8 MB'],
  ['"x".repeat(1e6)', '977 KB'],
  ['"abcd".repeat(1 << 20)', '4 MB'],
  ['readFileSync("x")', 'a whole file'],
  ['fs.readFileSync("x", "utf8")', 'a whole file'],
  ['await fs.promises.readFile("x")', 'a whole file'],
  ['await response.arrayBuffer()', 'a whole body'],
  ['await (await fetch(url)).text()', 'a whole body'],
  ['await fetch(url).then((answer) => answer.json())', 'a whole body'],
  ['fetch(url).then((answer) => answer.text()).then((text) => JSON.parse(text))', 'a whole body'],
  ['await Bun.file("x").text()', 'a whole file'],
  ['await Deno.readFile(path)', 'a whole file'],
  ['await handle.readFile()', 'a whole file'],
  ['JSON.parse(readFileSync(path, "utf8"))', 'a whole file'],
  ['readFileSync(path).toString().split("\\n").map((line) => line.trim())', 'a whole file'],
  ['`${readFileSync(path)}!`', 'a whole file'],
  ['readFileSync(path, "utf8") + "!"', 'a whole file'],
  ['{ name, text: readFileSync(path) }', 'a whole file'],
  ['[...readFileSync(path)]', 'a whole file'],
  ['gunzipSync(readFileSync(path))', 'a whole file'],
  ['new Uint8Array(await response.arrayBuffer())', 'a whole body'],
  ['Buffer.concat([head, readFileSync(path)])', 'a whole file'],
  ['Buffer.concat([readFileSync(path), tail])', 'a whole file'],
  ['few ? readFileSync(path) : Buffer.alloc(1e6)', 'a whole file'],
  ['few ? readFileSync(path) : null', undefined],
  ['await Promise.all([readFile(path), readFile(other)])', 'a whole file'],
  ['await Promise.all(paths.map((path) => readFile(path)))', 'a whole file'],
  ['context.getImageData(0, 0, width, height)', 'the pixels of a canvas'],
  ['context.getImageData(0, 0, width, height).data', 'the pixels of a canvas'],
  ['context.getImageData(0, 0, 1000, 1000)', '4 MB'],
  ['context.getImageData(x, y, 1, 1)', undefined],
  ['canvas.toDataURL()', 'the image of a canvas'],
  ['await createImageBitmap(blob)', 'a whole image'],
  ['new Array(1e6).join("x")', '977 KB'],
  ['readFileSync("package.json")', undefined],
  ['readFileSync(path).length', undefined],
  ['readFileSync(path)[0]', undefined],
  ['readFileSync(path).indexOf("x")', undefined],
  ['JSON.parse(text)', undefined],
  ['await reply.json()', undefined],
  ['await db.query("select * from users")', undefined],
  ['execSync("ls")', undefined],
  ['Buffer.alloc(65535)', undefined],
  ['new Uint8Array(10)', undefined],
  ['new Array(10)', undefined],
  ['"x".repeat(10)', undefined],
  ['text.repeat(1e6)', undefined],
  ['Buffer.alloc(size)', undefined],
  ['new Uint8Array(other)', undefined],
  ['new Uint8Array()', undefined],
  ['Array.from(other)', undefined],
  ['Array.from({ size: 1e6 })', undefined],
  ['fs.readFile("x", (error, data) => {})', undefined],
  ['new Map()', undefined],
  ['[]', undefined],
  ['1e6', undefined],
])('%s: %s', (value, expected) => {
  expect(sizeOf(value)).toBe(expected)
})

test('constants of the file count', () => {
  const { facts, node } = parseFile('const MB = 1024 * 1024; const subject = Buffer.alloc(16 * MB)')
  const variable = facts.bindings.variableOf(node('subject'))
  expect(variable && largeSizeOf(facts, variable)).toEqual({ reason: '16 MB', basis: 'constant' })
})

test('the setting says from where on a value is large', () => {
  expect(sizeOf('Buffer.alloc(4096)', { largeBytes: 4096 })).toBe('4 KB')
  expect(sizeOf('Buffer.alloc(4095)', { largeBytes: 4096 })).toBeUndefined()
  expect(sizeOf('Buffer.alloc(1e6)', { largeBytes: 1e7 })).toBeUndefined()
})

test('a variable that is written again has no size', () => {
  const { facts, node } = parseFile('let subject = Buffer.alloc(1e6); subject = null')
  const variable = facts.bindings.variableOf(node('subject'))
  expect(variable && largeSizeOf(facts, variable)).toBeUndefined()
})

function sizeAt(code: string, text = 'subject'): unknown {
  const { facts, node } = parseFile(code)
  const variable = facts.bindings.variableOf(node(text))
  return variable && largeSizeOf(facts, variable)
}

const FILE = { reason: 'a whole file', basis: 'input' }
const TABLE = { reason: 'a whole table', basis: 'input' }

test.each([
  ['const { data: subject } = await axios.get(url)', { reason: 'a whole body', basis: 'input' }],
  ['const { status: subject } = await axios.get(url)', undefined],
])('of a client: %s', (code, expected) => {
  expect(sizeAt(`import axios from 'axios'; ${code}`)).toEqual(expected)
})

test.each([
  ['const { rows: subject } = await pool.query("select * from users")', TABLE],
  ['const [subject] = await pool.query("select * from users")', TABLE],
  ['const { rowCount: subject } = await pool.query("select * from users")', undefined],
  ['const { rows: subject } = await pool.query("select * from users limit 10")', undefined],
  ['const { rows: subject } = await pool.query("select * from users where id = 1")', undefined],
  ['const { rows: subject } = await pool.query("delete from users")', undefined],
  ['const { rows: subject } = await pool.query(text)', undefined],
])('a result: %s', (code, expected) => {
  const size = sizeAt(`import { Pool } from 'pg'; const pool = new Pool(); ${code}`)
  expect(size).toEqual(expected)
})

test('all documents of a collection, unless fewer are asked for', () => {
  const withCall = (call: string): unknown =>
    sizeAt(
      `import { MongoClient } from 'mongodb'; const db = new MongoClient(url).db(); const subject = await db.${call}`,
    )
  expect(withCall("collection('users').find({}).toArray()")).toMatchObject(TABLE)
  expect(withCall("collection('users').find().limit(10).toArray()")).toBeUndefined()
  expect(withCall("collection('users').find({ name }).toArray()")).toBeUndefined()
})

test('what a command prints is as sure as a type', () => {
  expect(sizeAt("import { execSync } from 'child_process'; const subject = execSync('ls')")).toMatchObject({
    reason: 'the output of a command',
    basis: 'type',
  })
})

test.each([
  ['const data = readFileSync(path); const subject = data', FILE],
  ['const { subject } = { subject: readFileSync(path) }', FILE],
  ['const [first, subject] = await Promise.all([1, readFile(path)])', FILE],
  ['const [subject] = await Promise.all([1, readFile(path)])', undefined],
  ['const { length: subject } = readFileSync(path)', undefined],
  ['const { subject = 1 } = { subject: readFileSync(path) }', undefined],
  ['let subject = null; subject = readFileSync(path)', FILE],
  ["let subject = ''; subject = readFileSync(path)", FILE],
  ['let subject; subject = readFileSync(path); subject = Buffer.alloc(1)', undefined],
  ['let subject = readFileSync(path); subject = undefined', undefined],
  ['function f(subject) {}; f(readFileSync(path)); f(readFileSync(other))', FILE],
  ['function f(subject) {}; f(readFileSync(path)); f(1)', undefined],
  ['function f(subject) {}; f(readFileSync(path)); send(f)', undefined],
  ['export function f(subject) {}; f(readFileSync(path))', undefined],
  ['readFile(path).then((subject) => {})', FILE],
  ['readFile(path, (error, subject) => {})', FILE],
  ['readFile(path, (subject, data) => {})', undefined],
  [
    'const subject = []; for await (const each of stream) subject.push(each)',
    { reason: 'all that a stream brings', basis: 'input' },
  ],
  [
    "let subject = ''; stream.on('data', (each) => { subject += each })",
    { reason: 'all that a stream brings', basis: 'input' },
  ],
  ["let subject = ''; stream.on('end', (each) => { subject += each })", undefined],
  ['const subject = []; for (const each of list) subject.push(each)', undefined],
  ["stream.on('data', (each) => { const subject = []; subject.push(each) })", undefined],
  ['const subject = other; const other = subject', undefined],
])('a variable: %s', (code, expected) => {
  expect(
    sizeAt(`{ ${code.startsWith('export') ? '' : code} } ${code.startsWith('export') ? code : ''}`),
  ).toEqual(expected)
})

test.each([
  ['1', 'no'],
  ['"short"', 'no'],
  ['!readFileSync(path)', 'no'],
  ['readFileSync(path) === other', 'no'],
  ['readFileSync(path).length', 'no'],
  ['text.startsWith("x")', 'no'],
  ['Number(text)', 'no'],
  ['Math.max(a, b)', 'no'],
  ['Buffer.alloc(10)', 'no'],
  ['[1, 2, "x"]', 'no'],
  ['{ on: true }', 'no'],
  ['few ? 1 : 2', 'no'],
  ['a - b', 'no'],
  ['a + b', 'unknown'],
  ['few ? 1 : text', 'unknown'],
  ['text', 'unknown'],
  ['text[0]', 'unknown'],
  ['make()', 'unknown'],
  ['readFileSync(path)', 'yes'],
  ['Buffer.alloc(1e6)', 'yes'],
])('whether %s is large: %s', (expression, expected) => {
  const { facts, node } = parseFile(`const subject = (${expression})`)
  const declarator = node('subject').parent
  const init = declarator?.type === 'VariableDeclarator' ? declarator.init : undefined
  expect(init && largenessOf(facts, init)).toBe(expected)
  expect(init && largeSizeOfValue(facts, init) !== undefined).toBe(expected === 'yes')
})
