import { describe } from 'vitest'

import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { LIKELY, parts } from '../large-capture-case.js'
import { ruleTester } from '../rule-tester.js'

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
  const dataLength = data.length
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
  const bytesByteLength = bytes.byteLength
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
  const dataLength = data.length
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
  const dataLength = data.length
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
  const dataLength = data.length
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
  const dataLength = data.length
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
  const dataLength = data.length
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
  const dataLength = data?.length
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
      .length
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
  const dataLength = data.length
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
    const dataLength = data.length
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
  const dataLength = data.length
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
  const dataLength = data.length
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
  const dataLength = (data as Uint8Array).length
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
  const dataLength = data!.length
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
    const dataLength = data.length
    window.addEventListener('resize', () => { draw(dataLength) })
  }, [])
  return <p>{props.label}</p>
}`,
      },
    ]),
  })
})

describe('a part of the contents', () => {
  const withUse = (use: string): string => `
export function start(path) {
  const data = readFileSync(path, 'utf8')
  setInterval((key) => { tick(${use}) }, 1000)
}`
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      { name: 'that depends on what the function is given', code: withUse('data.startsWith(key)') },
      { name: 'that depends on another index each time', code: withUse('data[key] === 1') },
      { name: 'of unknown size', code: withUse('data.header') },
      { name: 'as a condition of its use', code: withUse('data && send(data)') },
      {
        name: 'of a list that grows',
        code: `
export function start(values) {
  const data = new Array(1e6)
  setInterval(() => { tick(data.length) }, 1000)
  for (const value of values) data.push(value)
}`,
      },
      {
        name: 'that the function writes from run to run',
        code: `
export function start(path) {
  let data = readFileSync(path)
  setInterval(() => { tick(data.length); data = readFileSync(path) }, 1000)
}`,
        options: LIKELY,
      },
    ],
    invalid: [
      ...parts([
        {
          name: 'asked for by a method',
          code: withUse("data.startsWith('#')"),
          part: "data.startsWith('#')",
          output: `
export function start(path) {
  const data = readFileSync(path, 'utf8')
  const dataStartsWith = data.startsWith('#')
  setInterval((key) => { tick(dataStartsWith) }, 1000)
}`,
        },
        {
          name: 'compared',
          code: withUse('data[0] === 1'),
          data: { keeper: 'The interval', name: 'data', size: 'a whole file', part: '`data[0] === 1`' },
        },
        {
          name: 'compared as a whole',
          code: withUse('data !== null'),
          data: { keeper: 'The interval', name: 'data', size: 'a whole file', part: '`data !== null`' },
        },
        {
          name: 'negated',
          code: withUse('!data'),
          data: { keeper: 'The interval', name: 'data', size: 'a whole file', part: '`!data`' },
        },
        {
          name: 'of a written buffer, likely',
          code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick(data[0] === 1) }, 1000)
}`,
          options: LIKELY,
          data: { keeper: 'The interval', name: 'data', size: '1 MB', part: '`data[0] === 1`' },
        },
      ]),
    ],
  })
})
