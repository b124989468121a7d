import { describe } from 'vitest'

import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { after, LIKELY } from '../large-capture-case.js'
import { ruleTester } from '../rule-tester.js'

const inBlock = (name: string): string => `Declare \`${name}\` in a block of its own.`
const setToNull = (name: string): string => `Set \`${name}\` to null when done.`

const data = (name: string, other: string, keeper = 'The interval', remedy = inBlock(name)) => ({
  keeper,
  name,
  size: '1 MB',
  other,
  remedy,
})

describe('another function of the scope uses it', () => {
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
      data: data('data', 'show()'),
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
      data: data('data', 'unused()', '`process`'),
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
      data: data('table', '`(value, index) => { table[index] = inde…`', '`handlers`'),
    },
    {
      name: 'which is a method of a class',
      code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick() }, 1000)
  send(class { get() { return data } })
}`,
      data: data('data', 'get()'),
    },
    {
      name: 'which is the initialiser of a class field',
      code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick() }, 1000)
  send(class { size = data })
}`,
      data: data('data', '`size = data`'),
    },
    {
      name: 'and what is kept is an object with functions',
      keeper: 'handlers.push({ run: ',
      code: `
const handlers = []
export function add(name) {
  const data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  handlers.push({ run: () => name })
}`,
      data: data('data', '`(i) => data[i]`', '`handlers`'),
    },
    {
      name: 'of a parameter that the callers of the file give something large',
      code: `
function keep(data) {
  fill((i) => data[i])
  setInterval(() => { tick() }, 1000)
}
export function start() { keep(Buffer.alloc(1 << 20)) }`,
      data: data('data', '`(i) => data[i]`', 'The interval', setToNull('data')),
    },
    {
      name: 'of a variable that is given its value later',
      code: `
export function start() {
  let data = null
  data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  setInterval(() => { tick() }, 1000)
}`,
      data: data('data', '`(i) => data[i]`'),
    },
    {
      name: '`var` in a block belongs to the function',
      code: `
export function start() {
  { var data = Buffer.alloc(1 << 20); fill((i) => data[i]) }
  setInterval(() => { tick() }, 1000)
}`,
      data: data('data', '`(i) => data[i]`', 'The interval', setToNull('data')),
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
      data: data('data', '`(i) => data[i]`'),
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
      data: data('data', '`(i) => data[i]`', '`process`'),
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
      data: data('data', '`(i) => data[i]`'),
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
        name: 'a small part, destructured',
        code: `
export function start() {
  const { length } = Buffer.alloc(1 << 20)
  fill((i) => length)
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
      {
        name: 'another function that stays needs it anyway',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  process.on('SIGHUP', () => { tick() })
  process.on('message', (port) => { port.send(data) })
}`,
      },
      {
        name: 'the program makes one of it as it starts',
        code: `
function main() {
  const data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  process.on('SIGHUP', () => { tick() })
}
main()`,
        options: LIKELY,
      },
      {
        name: 'a test',
        code: `
import { test } from 'vitest'
test('x', () => {
  const data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  setInterval(() => { tick() }, 1000)
})`,
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

describe('another function of the scope may itself stay', () => {
  const cases = {
    'since it is returned': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick() }, 1000)
  return { get: (i) => data[i] }
}`,
    'since it is a method of a returned class': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { tick() }, 1000)
  return class { get() { return data } }
}`,
    'since it listens to something unknown': `
export function start(server) {
  const data = Buffer.alloc(1 << 20)
  const answer = (request) => request.end(data)
  server.on('request', answer)
  setInterval(() => { tick() }, 1000)
}`,
  }
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: Object.entries(cases).map(([name, code]) => ({ name, code })),
    invalid: Object.entries(cases).map(([name, code]) => ({
      name,
      code,
      options: LIKELY,
      errors: [{ ...after(code, 'setInterval('), messageId: 'sibling', suggestions: [] }],
    })),
  })
})

describe('a direct eval', () => {
  const within = (text: string, inner = 'tick()'): string => `
export function start(text) {
  const data = Buffer.alloc(1 << 20)
  send(data)
  ${text}
  setInterval(() => { ${inner} }, 1000)
}`
  const found = (code: string, other = '`eval(text)`') => ({
    code,
    errors: [
      {
        ...after(code, 'setInterval('),
        messageId: 'evaluated' as const,
        data: { keeper: 'The interval', name: 'data', size: '1 MB', other },
        suggestions: [],
      },
    ],
  })
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      { name: 'that sees globals only', code: within('(0, eval)(text)'), options: LIKELY },
      { name: 'of the global object', code: within('globalThis.eval(text)'), options: LIKELY },
      { name: 'that is called if there is one', code: within('eval?.(text)'), options: LIKELY },
      { name: 'new Function', code: within('new Function(text)()'), options: LIKELY },
      {
        name: 'in another function',
        code: `function run(text) { eval(text) }${within('run(text)')}`,
        options: LIKELY,
      },
      {
        name: 'around a block with the value',
        code: `
export function start(text) {
  { const data = Buffer.alloc(1 << 20); send(data) }
  eval(text)
  setInterval(() => { tick() }, 1000)
}`,
        options: LIKELY,
      },
    ],
    invalid: [
      { name: 'in the function that stays', ...found(within('', 'eval(text)')) },
      { name: 'in the scope of the value', ...found(within('eval(text)')) },
      { name: 'in a function beside it', ...found(within('run(() => eval(text))')) },
    ],
  })
  ruleTester('untypedJs').run('no-large-capture', noLargeCapture, {
    valid: [
      {
        name: 'a function of that name',
        code: `function go(eval_) {}; export function f(run) { const data = Buffer.alloc(1 << 20); setInterval(() => { run.eval('x') }, 50) }`,
        options: LIKELY,
      },
    ],
    invalid: [],
  })
})

describe('arguments', () => {
  const code = (uses: string): string => `
function keep(name, data) {
  ${uses}
}
export function start(name) { keep(name, Buffer.alloc(1 << 20)) }`
  const kept = code('setInterval(() => { tick(arguments[0]) }, 1000)')
  const beside = code('fill(() => arguments[0]); setInterval(() => { tick() }, 1000)')
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      {
        name: 'of the function itself',
        code: code('setInterval(function () { tick(arguments[0]) }, 1000)'),
        options: LIKELY,
      },
      {
        name: 'used outside of functions',
        code: code('tick(arguments[0]); setInterval(() => { tick(name) }, 1000)'),
      },
      {
        name: 'of which none is large',
        code: code('setInterval(() => { tick(arguments[0]) }, 1000)').replace('1 << 20', '10'),
        options: LIKELY,
      },
    ],
    invalid: [
      {
        name: 'that the function uses',
        code: kept,
        errors: [
          {
            ...after(kept, 'setInterval('),
            messageId: 'argument',
            data: { keeper: 'The interval', name: 'data', size: '1 MB' },
            suggestions: [],
          },
        ],
      },
      {
        name: 'that one beside it uses',
        code: beside,
        errors: [
          {
            ...after(beside, 'setInterval('),
            messageId: 'sibling',
            data: data(
              'data',
              '`() => arguments[0]`',
              'The interval',
              'Use named parameters in place of `arguments`.',
            ),
            suggestions: [],
          },
        ],
      },
    ],
  })
})
