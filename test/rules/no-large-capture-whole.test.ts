import { describe } from 'vitest'

import { noLargeCapture } from '../../src/rules/no-large-capture.js'
import { after, LIKELY } from '../large-capture-case.js'
import { ruleTester } from '../rule-tester.js'

describe('all of it is used', () => {
  const cases = {
    'given on': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  handlers.push(() => { send(data) })
}
const handlers = []`,
    'a part and some of it': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  handlers.push(() => { tick(data.length, data.subarray(8)) })
}
const handlers = []`,
    'the length is set': `
export function start() {
  const data = new Array(1e6)
  handlers.push(() => { data.length = 0 })
}
const handlers = []`,
    'a part here, all of it in another function': `
export function start() {
  const data = Buffer.alloc(1 << 20)
  fill((i) => data[i])
  setInterval(() => { tick(data.length) }, 1000)
}`,
  }
  ruleTester('everywhere').run('no-large-capture', noLargeCapture, {
    valid: [
      ...Object.entries(cases).map(([name, code]) => ({ name, code })),
      {
        name: 'by an interval that nothing clears, which is a finding of another rule',
        code: `
export function start() {
  const data = Buffer.alloc(1 << 20)
  setInterval(() => { send(data) }, 1000)
}`,
        options: LIKELY,
      },
    ],
    invalid: Object.entries(cases).map(([name, code]) => ({
      name,
      code,
      options: LIKELY,
      errors: [
        {
          ...after(code, code.includes('handlers') ? 'handlers.push(' : 'setInterval('),
          messageId: 'whole',
          data: {
            keeper: code.includes('handlers') ? '`handlers`' : 'The interval',
            name: 'data',
            size: code.includes('1e6') ? '8 MB' : '1 MB',
          },
          suggestions: [],
        },
      ],
    })),
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
