import { describe, expect, it } from 'vitest'

import { pendingPromises } from '../../../src/capture/promises/pending-promises.js'
import { parseFile } from '../../parse-file.js'

const endingIn = (code: string): string => {
  const [promise, ...others] = pendingPromises(parseFile(`${code}; use(p)`).facts)
  expect(others).toEqual([])
  if (!promise) return 'settles'
  const { ending, life, certainty } = promise
  return `${ending.kind} by ${ending.by}, ${life}, ${certainty}`
}

describe('when a kept promise settles', () => {
  it.each([
    ['const p = new Promise(() => {})', 'never by nothing, module, known'],
    [
      "const p = new Promise((r) => { process.on('exit', () => { log(); r() }) })",
      "program by 'exit', module, known",
    ],
    [
      'let end; const p = new Promise((r) => { end = r }); export function stop() { end() }',
      'teardown by stop(), module, known',
    ],
    [
      'let end; const p = new Promise((r) => { end = r }); function go() { end() } onDispose(go)',
      'teardown by onDispose(), module, known',
    ],
    [
      "const p = new Promise((r, f) => { child.on('error', f); child.on('exit', r) })",
      "event by 'exit', module, likely",
    ],
    [
      'function f() { const p = new Promise((r) => { socket.onclose = r }); use(p) }',
      "event by 'close', function, likely",
    ],
    ['const p = new Promise((r) => { globalThis.stop = r })', 'teardown by stop(), module, known'],
    ["const p = new Promise((r, f) => { child.on('error', f) })", 'settles'],
    ["const p = new Promise((r) => { process.on('message', r) })", 'settles'],
    ['const p = new Promise((r) => { r() })', 'settles'],
    ['const p = new Promise((r) => { setTimeout(() => r(), 10) })', 'settles'],
    ['let end; const p = new Promise((r) => { end = r }); function go() { end() } go()', 'settles'],
    ['let end; const p = new Promise((r) => { end = r })', 'settles'],
    ['const p = new Promise(execute)', 'settles'],
    ['const p = new Promise(({ a }) => {})', 'settles'],
    ['let p = new Promise(() => {}); p = null', 'settles'],
    ['const p = work()', 'settles'],
  ])('%s', (code, expected) => {
    expect(endingIn(code)).toBe(expected)
  })
})
