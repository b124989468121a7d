import { describe } from 'vitest'

import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { LIKELY, parts } from '../large-capture-case.js'
import { ruleTester } from '../rule-tester.js'

describe('how large a value is', () => {
  const withValue = (value: string): string => `
export async function start(path, size) {
  const data = ${value}
  setInterval(() => { tick(data.length) }, 1000)
}`
  const output = (value: string): string => `
export async function start(path, size) {
  const data = ${value}
  const dataLength = data.length
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
    'readFileSync(path)': 'a whole file',
    "readFileSync(path, 'utf8')": 'a whole file',
    'await readFile(path)': 'a whole file',
    "await fs.promises.readFile(path, 'utf8')": 'a whole file',
    'await (await fetch(path)).arrayBuffer()': 'a whole body',
    'readdirSync(path)': 'a whole directory listing',
    "new Array(1e6).join('x')": '977 KB',
    'JSON.parse(readFileSync(path, "utf8"))': 'a whole file',
    'readFileSync(path).toString().trim().split("\\n")': 'a whole file',
    'await (await fetch(path)).text()': 'a whole body',
    'await fetch(path).then((response) => response.json())': 'a whole body',
    'Buffer.concat([Buffer.alloc(4), readFileSync(path)])': 'a whole file',
  }
  const small = [
    'readFileSync("config.json", "utf8")',
    'context.getImageData(size, size, 1, 1)',
    'new Uint8Array([1, 2, 3])',
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
    'new Uint8Array(path)',
    'new Uint8Array(2 * size)',
    'Array.from(path)',
    'Array.from({ length: size })',
    'path.repeat(1e6)',
    "'x'.repeat(size)",
    'make(1e9)',
    'readFile(path, (error, text) => use(text))',
    'path',
  ]
  ruleTester('untyped').run('no-large-capture', noLargeCapture, {
    valid: [...small, ...unknown].map((value) => ({ name: value, code: withValue(value), options: LIKELY })),
    invalid: [],
  })
  ruleTester('typed').run('no-large-capture', noLargeCapture, {
    valid: [
      ...small.map((value) => ({ name: value, code: withValue(value), options: LIKELY })),
      ...unknown.map((value) => ({ name: value, code: withValue(value) })),
    ],
    invalid: [],
  })
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [],
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
  const dataByteLength = data.byteLength
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
  const dataLength = data.length
  setInterval(() => { tick(dataLength) }, 1000)
})`,
      },
      {
        name: 'pixels',
        keeper: "window.addEventListener('resize', ",
        code: `
export function start(context) {
  const pixels = context.getImageData(0, 0, context.width, context.height)
  window.addEventListener('resize', () => { redraw(pixels.width) })
}`,
        data: { keeper: '`window`', name: 'pixels', size: 'the pixels of a canvas', part: '`pixels.width`' },
        part: 'pixels.width',
        output: `
export function start(context) {
  const pixels = context.getImageData(0, 0, context.width, context.height)
  const pixelsWidth = pixels.width
  window.addEventListener('resize', () => { redraw(pixelsWidth) })
}`,
      },
    ]),
  })

  const few = `
export function start(few) {
  let data = Buffer.alloc(1 << 20)
  if (few) data = Buffer.alloc(1)
  setInterval(() => { tick(data.length) }, 1000)
}`
  ruleTester('untyped').run('no-large-capture', noLargeCapture, {
    valid: [{ name: 'a value that may be another one', code: few, options: LIKELY }],
    invalid: [],
  })
})

describe('what only the type tells', () => {
  const view = `
export function start(view: DataView): void {
  setInterval(() => { console.log(view.byteLength) }, 1000)
}`
  const noise = `
export function start(view: DataView): void {
  setInterval(() => { console.log(view) }, 1000)
}`
  ruleTester('typedDom').run('no-large-capture', noLargeCapture, {
    valid: [
      { name: 'is not reported by default', code: view },
      { name: 'is not reported where all of it is used', code: noise, options: LIKELY },
      {
        name: 'is nothing where the type is another one',
        code: view.replace('DataView', '{ byteLength: number }'),
        options: LIKELY,
      },
    ],
    invalid: parts([
      {
        name: 'is reported as likely',
        code: view,
        options: LIKELY,
        part: 'view.byteLength',
        data: { keeper: 'The interval', name: 'view', size: 'a buffer', part: '`view.byteLength`' },
        output: `
export function start(view: DataView): void {
  const viewByteLength = view.byteLength
  setInterval(() => { console.log(viewByteLength) }, 1000)
}`,
      },
    ]),
  })
  ruleTester('untypedTs').run('no-large-capture', noLargeCapture, {
    valid: [{ name: 'is unknown without types', code: view, options: LIKELY }],
    invalid: [],
  })
})
