import { describe, expect, test } from 'vitest'

import { findings } from '../../../src/verdict/findings.js'
import { parseFile } from '../../parse-file.js'

/** What is said of the losses of a file: the verdict and the form. */
function verdictsIn(code: string): string[] {
  return findings(parseFile(code, { language: 'ts' }).facts).map(
    ({ verdict, loss }) => `${verdict} ${loss.form}`,
  )
}

describe('what was begun in one branch is not ended in another', () => {
  test.each([
    'function f(on) { if (on) this.lamp.enable(); else this.lamp.disable() }',
    'class A { f(on) { if (on) { this.feed.pause(); return } this.feed.resume() } }',
    'class A { f(s) { switch (s) { case 1: this.pump.start(); break; case 2: this.pump.stop(); break } } }',
  ])('%s', (code) => {
    expect(verdictsIn(code)).toEqual([])
  })

  test('but on a way that comes by', () => {
    expect(
      verdictsIn('class A { f(bad) { this.door.lock(); if (bad) return; this.door.unlock() } }'),
    ).toEqual(['known openOnReturn'])
  })
})

test('what is somebody else’s is theirs to end', () => {
  const code = `
class Query {
  async run() {
    const runner = this.obtainRunner()
    try { return await load(runner.name) } finally { if (runner !== this.runner) await runner.release() }
  }
}`
  expect(verdictsIn(code)).toEqual([])
})

test('what a job answers is what was begun, not its runner', () => {
  const code = `
async function f(runner, task) {
  const job = await runner.start(task)
  if (task.isOld) { await runner.stop(job.id); return }
  keep(job)
}`
  expect(verdictsIn(code)).toEqual([])
})

describe('what ends nothing teaches nothing', () => {
  test.each([
    [
      'a measurement',
      'class A { async f() { const stopTimer = this.timer("f"); await g(); stopTimer() } async h() { const stopTimer = this.timer("h"); await g(); stopTimer() } }',
    ],
    ['a text', 'function f(e) { const id = e.id.trim(); if (e.bad) return; cleanupSession(id) }'],
    ['a second argument', 'function f(s) { const why = reason(s); if (s.bad) return; destroy(s, why) }'],
    [
      'by means of it',
      'async function f(note, c) { const ctx = context(c); if (c.bad) return; note.destroyWith(ctx) }',
    ],
    ['a place', 'function f(t, n) { const list = t.prelude(n); if (!list) return; g(t.end(list[0])) }'],
  ])('%s', (_name, code) => {
    expect(verdictsIn(code)).toEqual([])
  })
})

test('a variable that lives longer has it when the block ends', () => {
  const code = `
import net from 'node:net'
export function f(options) {
  let socket
  if (options.tls) { const plain = net.connect(options); plain.ref(); socket = plain } else { socket = options.socket }
  return socket
}`
  expect(verdictsIn(code)).toEqual([])
})

test('a failed opening has opened nothing', () => {
  const code = `
import fs from 'node:fs'
export function f(path, done) {
  fs.open(path, 'r', (error, fd) => {
    if (error && error.code === 'ENOENT' && path) return done(undefined)
    if (error || !fd) return done(error)
    fs.close(fd, done)
  })
}`
  expect(verdictsIn(code)).toEqual([])
})

test('what is declared empty is not thrown away', () => {
  const code = `
export function watch(element) {
  let timer = null
  const begin = () => { if (timer === null) timer = setInterval(element.check, 9) }
  const end = () => { clearInterval(timer); timer = null }
  return { begin, end }
}`
  expect(verdictsIn(code).filter((each) => !each.startsWith('silent'))).toEqual([])
})

describe('what fails by its own work', () => {
  test.each([
    ['may have ended itself', 'close', ['likely openOnThrow']],
    ['and is lent stays lent', 'release', ['known openOnThrow']],
  ])('%s', (_name, end, expected) => {
    const code = `async function f(pool) { const c = await pool.open(); await c.query(); c.${end}() }`
    expect(verdictsIn(code)).toEqual(expected)
  })
})
