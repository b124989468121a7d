import { describe } from 'vitest'

import { noLargeCapture, type MessageId } from '../../src/rules/no-large-capture.js'
import { locateText } from '../locate-text.js'
import { ruleTester, type ExpectedReport, type ReportedCase } from '../rule-tester.js'

type Options = [{ likely?: boolean }]
type Reported = ReportedCase<MessageId, Options>

const LIKELY: Options = [{ likely: true }]

/** A report at the parenthesis with which an arrow function starts, right after a text. */
function after(code: string, text: string): Extract<ExpectedReport<MessageId>, { column: number }> {
  const { endLine: line, endColumn: column } = locateText(code, text)
  return { messageId: 'part', line, column, endLine: line, endColumn: column + 1 }
}

interface PartCase {
  name: string
  /** The code as it leaks. Its long-lived function follows `keeper`, which is `setInterval(` unless given. */
  code: string
  keeper?: string
  data?: Record<string, string>
  /** The code after the suggestion; none where there is no suggestion. */
  output?: string
  part?: string
  settings?: NonNullable<Reported['settings']>
  filename?: string
}

/** Cases that use only a part of the value. */
const parts = (cases: readonly PartCase[]): Reported[] =>
  cases.map(({ name, code, keeper = 'setInterval(', data, output, part = 'data.length', ...rest }) => ({
    name,
    code,
    ...rest,
    errors: [
      {
        ...after(code, keeper),
        ...(data ? { data } : {}),
        suggestions:
          output === undefined
            ? []
            : [{ messageId: 'readBefore' as const, data: { part: `\`${part}\`` }, output }],
      },
    ],
  }))

describe('only a part is used', () => {
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      {
        name: 'the part is read before',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const { length } = data
  setInterval(() => { tick(length) }, 1000)
}`,
        options: LIKELY,
      },
    ],
    invalid: parts([
      {
        name: 'in an interval',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data.length) }, 1000)
}`,
        data: { keeper: 'The interval', name: 'data', size: '1 MB', part: '`data.length`' },
        output: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  setInterval(() => { tick(dataLength) }, 1000)
}`,
      },
      {
        name: 'in a listener',
        keeper: "process.on('message', ",
        code: `
export function start() {
  const bytes = new Uint8Array(1024 * 1024)
  process.on('message', () => { tick(bytes.byteLength) })
}`,
        data: { keeper: '`process`', name: 'bytes', size: '1 MB', part: '`bytes.byteLength`' },
        part: 'bytes.byteLength',
        output: `
export function start() {
  const bytes = new Uint8Array(1024 * 1024)
  const bytesByteLength = bytes.byteLength;
  process.on('message', () => { tick(bytesByteLength) })
}`,
      },
      {
        name: 'in a function that a collection of the module keeps',
        keeper: 'handlers.set(name, ',
        code: `
const handlers = new Map()
export function add(name) {
  const data = Buffer.alloc(1 << 20)
  handlers.set(name, () => data.length)
}`,
        data: { keeper: '`handlers`', name: 'data', size: '1 MB', part: '`data.length`' },
        output: `
const handlers = new Map()
export function add(name) {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  handlers.set(name, () => dataLength)
}`,
      },
      {
        name: 'in a function that a variable of the module keeps',
        keeper: 'current = ',
        code: `
let current
export function show() {
  const data = Buffer.alloc(1 << 20)
  current = () => data.length
}`,
        data: { keeper: '`current`', name: 'data', size: '1 MB', part: '`data.length`' },
        output: `
let current
export function show() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  current = () => dataLength
}`,
      },
      {
        name: 'in a function that the global object keeps',
        keeper: 'globalThis.show = ',
        code: `
export function show() {
  const data = Buffer.alloc(1 << 20)
  globalThis.show = () => data.length
}`,
        data: { keeper: '`globalThis.show`', name: 'data', size: '1 MB', part: '`data.length`' },
        output: `
export function show() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  globalThis.show = () => dataLength
}`,
      },
      {
        name: 'in a named function expression',
        keeper: 'const beat = ',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const beat = () => tick(data.length)
  setInterval(beat, 1000)
}`,
        output: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  const beat = () => tick(dataLength)
  setInterval(beat, 1000)
}`,
      },
      {
        name: 'twice',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data.length, data.length) }, 1000)
}`,
        output: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  setInterval(() => { tick(dataLength, dataLength) }, 1000)
}`,
      },
      {
        name: 'two parts: nothing is suggested, both are named',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data.length, data.byteLength) }, 1000)
}`,
        data: {
          keeper: 'The interval',
          name: 'data',
          size: '1 MB',
          part: '`data.length` and `data.byteLength`',
        },
      },
      {
        name: 'through an optional chain',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data?.length) }, 1000)
}`,
        part: 'data?.length',
        output: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data?.length;
  setInterval(() => { tick(dataLength) }, 1000)
}`,
      },
      {
        name: 'among comments and line breaks',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20) // a lot

  // every second
  setInterval(() => {
    // the size
    tick(/* of */ data
      .length /* bytes */)
  }, 1000) // forever
}`,
        part: 'data\n      .length',
        output: `
export function start() {
  const data = Buffer.alloc(1 << 20) // a lot

  // every second
  const dataLength = data
      .length;
  setInterval(() => {
    // the size
    tick(/* of */ dataLength /* bytes */)
  }, 1000) // forever
}`,
      },
      {
        name: 'on one line',
        code: 'export function start() { const data = Buffer.alloc(1 << 20); setInterval(() => { tick(data.length) }, 50) }',
        output:
          'export function start() { const data = Buffer.alloc(1 << 20); const dataLength = data.length; setInterval(() => { tick(dataLength) }, 50) }',
      },
      {
        name: 'in a branch without a block',
        code: `
export function start(often) {
  const data = Buffer.alloc(1 << 20)
  if (often) tick()
  else setInterval(() => { tick(data.length) }, 1000)
}`,
        output: `
export function start(often) {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  if (often) tick()
  else setInterval(() => { tick(dataLength) }, 1000)
}`,
      },
      {
        name: 'the new name is taken',
        code: `
export function start(dataLength) {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data.length, dataLength) }, 1000)
}`,
      },
      {
        name: 'the function stands before the value',
        keeper: 'globalThis.show = ',
        code: `
export function start() {
  const prepare = () => { globalThis.show = () => tick(data.length) }
  const data = Buffer.alloc(1 << 20)
  prepare()
}`,
      },
      {
        name: 'the value belongs to a loop',
        keeper: 'globalThis.show = ',
        code: `
export function start() {
  for (const data = Buffer.alloc(1 << 20); ; ) globalThis.show = () => tick(data.length)
}`,
      },
    ]),
  })

  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [],
    invalid: [
      {
        name: 'in a hoisted function, before which nothing can be read',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(beat, 1000)
  function beat() { tick(data.length) }
}`,
        errors: [{ messageId: 'part', at: 'function', line: 5, suggestions: [] }],
      },
      {
        name: 'in a bound function expression',
        code: `
export class Probe {
  start() {
    const data = Buffer.alloc(1 << 20)
    process.on('message', function () { this.tick(data.length) }.bind(this))
  }
}`,
        errors: [
          {
            messageId: 'part',
            at: 'function',
            suggestions: [
              {
                messageId: 'readBefore',
                data: { part: '`data.length`' },
                output: `
export class Probe {
  start() {
    const data = Buffer.alloc(1 << 20)
    const dataLength = data.length;
    process.on('message', function () { this.tick(dataLength) }.bind(this))
  }
}`,
              },
            ],
          },
        ],
      },
      {
        name: 'in an async function',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(async () => { await tick(data.length) }, 1000)
}`,
        errors: [
          {
            messageId: 'part',
            at: 'async',
            suggestions: [
              {
                messageId: 'readBefore',
                data: { part: '`data.length`' },
                output: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const dataLength = data.length;
  setInterval(async () => { await tick(dataLength) }, 1000)
}`,
              },
            ],
          },
        ],
      },
      {
        name: 'in two functions',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(function () { tick() }, 1000)
  process.on('message', function () { tick(data.length) })
}`,
        errors: [
          { messageId: 'sibling', at: 'function', line: 4, suggestions: [] },
          {
            messageId: 'part',
            at: 'function',
            line: 5,
            suggestions: [
              {
                messageId: 'readBefore',
                data: { part: '`data.length`' },
                output: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(function () { tick() }, 1000)
  const dataLength = data.length;
  process.on('message', function () { tick(dataLength) })
}`,
              },
            ],
          },
        ],
      },
    ],
  })

  ruleTester('untypedTs', 'typed').run('no-large-capture', noLargeCapture, {
    valid: [],
    invalid: parts([
      {
        name: 'through an assertion',
        code: `
export function start(): void {
  const data: unknown = new Uint8Array(1 << 20)
  setInterval((): void => { console.log((data as Uint8Array).length) }, 1000)
}`,
        part: '(data as Uint8Array).length',
        output: `
export function start(): void {
  const data: unknown = new Uint8Array(1 << 20)
  const dataLength = (data as Uint8Array).length;
  setInterval((): void => { console.log(dataLength) }, 1000)
}`,
      },
      {
        name: 'through a non-null assertion',
        code: `
export function start(): void {
  const data: Uint8Array | null = new Uint8Array(1 << 20)
  setInterval(() => { console.log(data!.length) }, 1000)
}`,
        part: 'data!.length',
        output: `
export function start(): void {
  const data: Uint8Array | null = new Uint8Array(1 << 20)
  const dataLength = data!.length;
  setInterval(() => { console.log(dataLength) }, 1000)
}`,
      },
      {
        name: 'TSX: in an effect',
        filename: 'react.tsx',
        keeper: "addEventListener('resize', ",
        code: `
export function Panel(props: { label: string }) {
  useEffect(() => {
    const data = new Float64Array(1e6)
    window.addEventListener('resize', () => { draw(data.length) })
  }, [])
  return <p>{props.label}</p>
}`,
        output: `
export function Panel(props: { label: string }) {
  useEffect(() => {
    const data = new Float64Array(1e6)
    const dataLength = data.length;
    window.addEventListener('resize', () => { draw(dataLength) })
  }, [])
  return <p>{props.label}</p>
}`,
      },
    ]),
  })
})

describe('another function of the scope uses it', () => {
  const data = (name: string, line: string, keeper = 'The interval') => ({ keeper, name, size: '1 MB', line })
  const siblings: { name: string; code: string; keeper?: string; data: Record<string, string> }[] = [
    {
      name: 'which is called at once',
      code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const show = () => data.toString()
  const label = 'x'
  setInterval(() => { tick(label) }, 1000)
  return show()
}`,
      data: data('data', '4'),
    },
    {
      name: 'which is never called, and the long-lived one captures nothing',
      keeper: "process.on('message', ",
      code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  function unused() { return data }
  process.on('message', () => {})
}`,
      data: data('data', '4', '`process`'),
    },
    {
      name: 'which is a callback',
      keeper: 'handlers.push(',
      code: `
const handlers = []
export function add(name) {
  const table = new Uint8Array(1 << 20)
  table.forEach((value, index) => { table[index] = index })
  handlers.push(() => name)
}`,
      data: data('table', '5', '`handlers`'),
    },
    {
      name: 'which is a method of a class',
      code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick() }, 1000)
  return class { get() { return data } }
}`,
      data: data('data', '5'),
    },
    {
      name: '`var` in a block belongs to the function',
      code: `
export function start() {
  { var data = Buffer.alloc(1 << 20); fill((i) => data[i]) }
  setInterval(() => { tick() }, 1000)
}`,
      data: data('data', '3'),
    },
    {
      name: 'the same case of a switch',
      code: `
export function start(kind) {
  switch (kind) {
    case 1:
      const data = Buffer.alloc(1 << 20)
      fill((i) => data[i])
      setInterval(() => { tick() }, 1000)
  }
}`,
      data: data('data', '6'),
    },
    {
      name: 'the same body of a loop',
      keeper: "process.on('message', ",
      code: `
export function start(names) {
  for (const name of names) {
    const data = Buffer.alloc(1 << 20)
    fill((i) => data[i])
    process.on('message', () => { tick(name) })
  }
}`,
      data: data('data', '5', '`process`'),
    },
    {
      name: 'around the function in which the long-lived one is made',
      code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  function run() { setInterval(() => { tick() }, 1000) }
  run()
  fill((i) => data[i])
}`,
      data: data('data', '6'),
    },
  ]
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      {
        name: 'in a block of its own',
        code: `
export function start() {
  { const data = Buffer.alloc(1 << 20); fill((i) => data[i]) }
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
      {
        name: 'in a branch',
        code: `
export function start(full) {
  if (full) { const data = Buffer.alloc(1 << 20); fill((i) => data[i]) }
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
      {
        name: 'in a try block',
        code: `
export function start() {
  try { const data = Buffer.alloc(1 << 20); fill((i) => data[i]) } catch { give(up) }
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
      {
        name: 'in a function that is called where it stands',
        code: `
export function start() {
  (() => { const data = Buffer.alloc(1 << 20); fill((i) => data[i]) })()
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
      {
        name: 'in a function of its own',
        code: `
function prepare() { const data = Buffer.alloc(1 << 20); fill((i) => data[i]) }
export function start() {
  prepare()
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
      {
        name: 'set to null',
        code: `
export function start() {
  let data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  setInterval(() => { tick() }, 1000)
  data = null
}`,
        options: LIKELY,
      },
      {
        name: 'no function captures it',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  send(data)
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
    ],
    invalid: siblings.map(({ name, code, keeper = 'setInterval(', data: expected }) => ({
      name,
      code,
      errors: [{ ...after(code, keeper), messageId: 'sibling', data: expected, suggestions: [] }],
    })),
  })
})

describe('all of it is used', () => {
  const cases = {
    'given on': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { send(data) }, 1000)
}`,
    'a part and an element': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data.length, data[0]) }, 1000)
}`,
    'the length is set': `
export function start() {
  const data = new Array(1e6)
  setInterval(() => { data.length = 0 }, 1000)
}`,
    'a part here, all of it in another function': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  setInterval(() => { tick(data.length) }, 1000)
}`,
  }
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: Object.entries(cases).map(([name, code]) => ({ name, code })),
    invalid: Object.entries(cases).map(([name, code]) => ({
      name,
      code,
      options: LIKELY,
      errors: [
        {
          ...after(code, 'setInterval('),
          messageId: 'whole',
          data: { keeper: 'The interval', name: 'data', size: code.includes('1e6') ? '8 MB' : '1 MB' },
          suggestions: [],
        },
      ],
    })),
  })
})

describe('how large a value is', () => {
  const withValue = (value: string): string => `
export async function start(source, size) {
  const data = ${value}
  setInterval(() => { tick(data.length) }, 1000)
}`
  const output = (value: string): string => `
export async function start(source, size) {
  const data = ${value}
  const dataLength = data.length;
  setInterval(() => { tick(dataLength) }, 1000)
}`
  const large: Record<string, string> = {
    'Buffer.alloc(64 * 1024)': '64 KB',
    'Buffer.allocUnsafe(1e6)': '977 KB',
    'Buffer.allocUnsafeSlow(2 ** 20)': '1 MB',
    'Buffer.alloc(1 << 20).fill(1)': '1 MB',
    'new Uint8Array(1024 * 1024 * 3)': '3 MB',
    'new Uint16Array(1 << 20)': '2 MB',
    'new Float64Array(0x100000)': '8 MB',
    'new BigInt64Array(100_000)': '781 KB',
    'new Array(1e5).fill(0)': '781 KB',
    'Array.from({ length: 1e6 }, (_, i) => i)': '8 MB',
    "'x'.repeat(1e6)": '977 KB',
    "'0123456789'.repeat(1e5)": '977 KB',
    'readFileSync(source)': 'a whole file',
    "readFileSync(source, 'utf8')": 'a whole file',
    'await readFile(source)': 'a whole file',
    "await fs.promises.readFile(source, 'utf8')": 'a whole file',
    'await (await fetch(source)).arrayBuffer()': 'a whole body',
    'readdirSync(source)': 'a whole directory listing',
  }
  const small = [
    'Buffer.alloc(1024)',
    'Buffer.alloc(64 * 1024 - 1)',
    'new Uint8Array(65535)',
    'new Float64Array(8191)',
    'new Array(1000).fill(0)',
    'Array.from({ length: 100 })',
    "'x'.repeat(1000)",
  ]
  const unknown = [
    'Buffer.alloc(size)',
    'new Uint8Array(source)',
    'new Uint8Array(2 * size)',
    'Array.from(source)',
    'Array.from({ length: size })',
    'source.repeat(1e6)',
    "'x'.repeat(size)",
    'make(1e9)',
    'readFile(source, (error, text) => use(text))',
    'source',
  ]
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [...small, ...unknown].map((value) => ({ name: value, code: withValue(value), options: LIKELY })),
    invalid: parts(
      Object.entries(large).map(([value, size]) => ({
        name: value,
        code: withValue(value),
        data: { keeper: 'The interval', name: 'data', size, part: '`data.length`' },
        output: output(value),
      })),
    ),
  })

  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      {
        name: 'below the size that the settings call large',
        code: withValue('Buffer.alloc(1 << 20)'),
        settings: { leaks: { largeBytes: 10_000_000 } },
      },
      {
        name: 'what a callback of readFile keeps of a file',
        code: `
readFile(name, 'utf8', (error, data) => {
  data = data.slice(0, 3)
  setInterval(() => { tick(data.length) }, 1000)
})`,
        options: LIKELY,
      },
      {
        name: 'the error of readFile',
        code: "readFile(name, 'utf8', (error, text) => { setInterval(() => { tick(error.length) }, 1000) })",
        options: LIKELY,
      },
      {
        name: 'a value that may be another one',
        code: `
export function start(few) {
  let data = Buffer.alloc(1 << 20)
  if (few) data = Buffer.alloc(1)
  setInterval(() => { tick(data.length) }, 1000)
}`,
        options: LIKELY,
      },
    ],
    invalid: parts([
      {
        name: 'above the size that the settings call large',
        code: withValue('Buffer.alloc(1024)'),
        settings: { leaks: { largeBytes: 1000 } },
        data: { keeper: 'The interval', name: 'data', size: '1 KB', part: '`data.length`' },
        output: output('Buffer.alloc(1024)'),
      },
      {
        name: 'by constants of the file',
        code: `
const KB = 1024
const SIZE = KB * KB
export function start() {
  const data = new ArrayBuffer(SIZE * 2)
  setInterval(() => { tick(data.byteLength) }, 1000)
}`,
        data: { keeper: 'The interval', name: 'data', size: '2 MB', part: '`data.byteLength`' },
        part: 'data.byteLength',
        output: `
const KB = 1024
const SIZE = KB * KB
export function start() {
  const data = new ArrayBuffer(SIZE * 2)
  const dataByteLength = data.byteLength;
  setInterval(() => { tick(dataByteLength) }, 1000)
}`,
      },
      {
        name: 'what readFile hands its callback',
        code: `
readFile(name, (error, data) => {
  if (error) throw error
  setInterval(() => { tick(data.length) }, 1000)
})`,
        data: { keeper: 'The interval', name: 'data', size: 'a whole file', part: '`data.length`' },
        output: `
readFile(name, (error, data) => {
  if (error) throw error
  const dataLength = data.length;
  setInterval(() => { tick(dataLength) }, 1000)
})`,
      },
      {
        name: 'pixels',
        keeper: "window.addEventListener('resize', ",
        code: `
export function start(context) {
  const pixels = context.getImageData(0, 0, 100, 100)
  window.addEventListener('resize', () => { redraw(pixels.width) })
}`,
        data: { keeper: '`window`', name: 'pixels', size: 'the pixels of a canvas', part: '`pixels.width`' },
        part: 'pixels.width',
        output: `
export function start(context) {
  const pixels = context.getImageData(0, 0, 100, 100)
  const pixelsWidth = pixels.width;
  window.addEventListener('resize', () => { redraw(pixelsWidth) })
}`,
      },
    ]),
  })
})

describe('functions that do not stay', () => {
  const shortLived: Record<string, string> = {
    'a cleared interval': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const timer = setInterval(() => { tick(data.length) }, 1000)
  return () => clearInterval(timer)
}`,
    'a removed listener': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const handler = () => { tick(data.length) }
  process.on('message', handler)
  return () => process.off('message', handler)
}`,
    'a listener for one event': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  process.once('message', () => { tick(data.length) })
}`,
    'a listener with a signal': `
export function start(signal) {
  const data = new Uint8Array(1 << 20)
  window.addEventListener('resize', () => { tick(data.length) }, { signal })
}`,
    'a listener of a local emitter': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const emitter = new EventEmitter()
  emitter.on('message', () => { tick(data.length) })
}`,
    'a listener of something unknown': `
export function start(emitter) {
  const data = Buffer.alloc(1 << 20)
  emitter.on('message', () => { tick(data.length) })
}`,
    'a short timeout': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setTimeout(() => { tick(data.length) }, 1000)
}`,
    'a callback': `
export function start(names) {
  const data = Buffer.alloc(1 << 20)
  return names.map((name) => name + data.length)
}`,
    'a returned function': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  return () => data.length
}`,
    'a function in a local collection': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  const steps = []
  steps.push(() => data.length)
  run(steps)
}`,
    'a function of the module itself': `
const data = Buffer.alloc(1 << 20)
setInterval(() => { tick(data.length) }, 1000)
export function start() { process.on('message', () => { tick(data.length) }) }`,
  }
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: Object.entries(shortLived).map(([name, code]) => ({ name, code, options: LIKELY })),
    invalid: [],
  })
})
