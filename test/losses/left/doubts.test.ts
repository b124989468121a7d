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

describe('a tree on an element', () => {
  const render = (more: string): string =>
    `import ReactDOM from 'react-dom'
     export class Player {
       show(node, element) { ${more} ReactDOM.render(node, element) }
       dispose() { ReactDOM.unmountComponentAtNode(this.node) }
     }`
  test('is taken out by another name of it', () => {
    expect(verdictsIn(render('this.node = element;'))).toEqual([])
  })

  test('of others is theirs to take out, perhaps', () => {
    expect(verdictsIn(render(''))).toEqual(['likely neverUndone'])
  })
})

describe('what a thing answers as the function returns', () => {
  const handle = (answered: string): string => `
    async function hop(stream, request) {
      const handler = new StreamHandler({ stream })
      const response = await handler.read()
      if (response.ok) return ${answered}
      handler.close()
    }`
  test.each([
    ['a part of it', 'handler.rest()', ['likely openOnReturn']],
    ['a text', 'response.text', ['known openOnReturn']],
    ['what it is asked for', 'handler.send(request)', ['known openOnReturn']],
  ])('%s', (_name, answered, expected) => {
    expect(verdictsIn(handle(answered)).filter((each) => each.endsWith('OnReturn'))).toEqual(expected)
  })
})

test('what is put off is given what the same call is given', () => {
  const code = `
    function checkIn(pool) { process.nextTick(work, pool) }
    function checkOut(pool) { process.nextTick(work, pool) }
    function work(pool) {
      if (pool.closed) return
      while (pool.size) { const one = pool.shift(); if (one.bad) destroyConnection(pool, one) }
    }
    function destroyConnection(pool, one) { pool.free++; one.destroy() }`
  expect(verdictsIn(code)).toEqual([])
})

describe('what is emptied before anything is there', () => {
  const panel = (start: string): string => `
    export const Panel = createReactClass({
      ${start}: function () { this.timer = null; return {} },
      poll: function () { this.timer = setInterval(this.ask, 1000) },
      componentWillUnmount: function () { clearInterval(this.timer) },
    })`
  test.each(['getInitialState', 'componentWillMount', 'componentDidMount'])('in %s', (start) => {
    expect(verdictsIn(panel(start)).filter((each) => each.endsWith('voided'))).not.toContain('known voided')
  })

  test('but not where it is there', () => {
    expect(verdictsIn(panel('forget'))).toContain('known voided')
  })
})

describe('what is thrown again', () => {
  const read = (after: string): string => `
    import { open } from 'node:fs/promises'
    export async function read(path, seen) {
      let file
      try {
        file = await open(path)
        ${after}
      } catch (error) {
        report(error)
        throw error
      }
      await file.close()
    }`
  test.each([
    ['is mostly that it could not be opened', 'seen.pin(1)', 'likely'],
    ['may be what is waited for behind that', 'await file.stat()', 'known'],
    ['may be thrown behind that', "if (seen.old) throw new Error('old')", 'known'],
  ])('%s', (_name, after, verdict) => {
    expect(verdictsIn(read(after))).toContain(`${verdict} openOnThrow`)
  })
})

test('what goes through a list hands out what is in it', () => {
  const code = `
    function hide(bars) { each(bars, (bar) => { bar.dispose() }) }
    function show(bars) { each(bars, (bar) => { bar.show() }) }`
  expect(verdictsIn(code)).toEqual([])
})

test('what is told that it is over has ended', () => {
  const code = (name: string): string => `
    export function useAll(source) {
      const all = []
      const add = (next) => {
        const one = source.subscribe({ next, ${name}: () => { all.splice(all.indexOf(one), 1) } })
        all.push(one)
      }
      onBeforeUnmount(() => all.forEach((each) => each.unsubscribe()))
      return add
    }`
  expect(
    verdictsIn(code('complete')).filter((each) => each.endsWith('removed') && !each.startsWith('silent')),
  ).toEqual([])
})

test('a timer that lets the program end goes on until then', () => {
  const code = `
    let interval
    export function start() { interval = setInterval(beat, 60000); interval.unref() }
    export function stop() { clearInterval(interval) }`
  expect(verdictsIn(code).some((each) => each.endsWith('releasedTooLate'))).toBe(false)
})

test('a call that is put off for a moment comes as good as at once', () => {
  const code = (ms: number): string => `
    import debounce from 'lodash/debounce'
    export class Box extends HTMLElement {
      emit = debounce(this.send, ${String(ms)})
      disconnectedCallback() { this.feed.close() }
    }`
  const late = (ms: number): string[] =>
    verdictsIn(code(ms)).filter((each) => each.endsWith('notCancelled') && !each.startsWith('silent'))
  expect(late(0)).toEqual([])
  expect(late(300)).toHaveLength(1)
})

test('what stops a timer answers nothing', () => {
  const code = `
    export class Poll {
      start() { clearInterval(this.timer); this.timer = setInterval(ask, 1000) }
      stop() { if (this.timer) { this.timer = clearInterval(this.timer); this.timer = null } }
    }`
  expect(verdictsIn(code).filter((each) => each.endsWith('voided') && !each.startsWith('silent'))).toEqual([])
})
