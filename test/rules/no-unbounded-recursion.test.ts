import { describe } from 'vitest'

import { noUnboundedRecursion, type MessageId } from '../../src/rules/no-unbounded-recursion.js'
import { ruleTester, type ReportedCase } from '../rule-tester.js'

interface RecursionCase {
  code: string
  at: string
  line?: number
  messageId?: MessageId
  data?: Record<string, string>
  /** The code after the suggestion; none where there is no suggestion. */
  output?: string
}

type Cases = ReportedCase<MessageId, [{ likely?: boolean }]>[]

const reported = (cases: Record<string, RecursionCase>, likely = false): Cases =>
  Object.entries(cases).map(([name, { code, at, line, messageId = 'endless', data, output }]) => ({
    name,
    code,
    ...(likely ? { options: [{ likely: true }] as [{ likely: boolean }] } : {}),
    errors: [
      {
        messageId,
        ...lastOf(at, code, line),
        ...(data ? { data } : {}),
        suggestions: output === undefined ? [] : [{ messageId: 'useLoop', output }],
      },
    ],
  }))

/** The call is the last thing of its text on the line, after the name of the function. */
function lastOf(at: string, code: string, line?: number) {
  const lines = code.split('\n')
  const found = line ?? lines.findIndex((each) => each.includes(at)) + 1
  const column = (lines[found - 1] ?? '').lastIndexOf(at) + 1
  return { line: found, column, endLine: found, endColumn: column + at.length }
}

const silent = (cases: Record<string, string>, options: [{ likely?: boolean }] = [{ likely: true }]) =>
  Object.entries(cases).map(([name, code]) => ({ name, code, options }))

const ENDLESS = { through: '' }
const RETURNED = { ...ENDLESS, kept: 'the promise', are: 'is' }
const AWAITED = {
  ...ENDLESS,
  kept: 'the promise and locals',
  are: 'are',
}

describe('rounds without end', () => {
  ruleTester('everywhere').run('no-unbounded-recursion', noUnboundedRecursion, {
    valid: [],
    invalid: reported({
      'returned, with a comment at each end': {
        code: `
export async function poll() {
  // first of all
  const message = await next()

  handle(message) // as it comes
  return poll() // and again
}`,
        at: 'poll()',
        line: 7,
        data: { name: '`poll`', ...RETURNED },
        output: `
export async function poll() {
  while (true) {
    // first of all
    const message = await next()

    handle(message) // as it comes
     // and again
  }
}`,
      },
      'awaited, on one line': {
        code: 'async function loop() { await tick(); await loop() }',
        at: 'loop()',
        line: 1,
        data: { name: '`loop`', ...AWAITED },
        output: 'async function loop() { while (true) { await tick(); } }',
      },
      'a template over several lines keeps its own': {
        code: `
const loop = async () => {
  'use strict'
  await send(\`a
  b\`)
  return await loop()
}`,
        at: 'loop()',
        data: { name: '`loop`', ...AWAITED },
        output: `
const loop = async () => {
  'use strict'
  while (true) {
    await send(\`a
  b\`)
  }
}`,
      },
      'a method, and what it may throw': {
        code: `
export class Feed {
  async poll() {
    const response = await fetch(this.url)
    if (!response.ok) throw new Error('no feed')
    this.emit(await response.text())
    await sleep(1000)
    return this.poll()
  }
}`,
        at: 'this.poll()',
        output: `
export class Feed {
  async poll() {
    while (true) {
      const response = await fetch(this.url)
      if (!response.ok) throw new Error('no feed')
      this.emit(await response.text())
      await sleep(1000)
    }
  }
}`,
      },
      'a method of an object': {
        code: 'export const feed = { async run() { await tick(); await feed.run() } }',
        at: 'feed.run()',
        output: 'export const feed = { async run() { while (true) { await tick(); } } }',
      },
      'a function expression by its own name': {
        code: 'start(async function loop() { await tick(); await loop() })',
        at: 'loop()',
        line: 1,
        output: 'start(async function loop() { while (true) { await tick(); } })',
      },
      'the same arguments, so that the suggestion is left out': {
        code: 'async function follow(url) { await read(url); return follow(url) }',
        at: 'follow(url)',
        line: 1,
      },
      'in both branches, and after what was caught': {
        code: `
async function run() {
  try { await step() } catch (error) { log(error) }
  if (await isBusy()) {
    await sleep(10)
    return run()
  } else {
    return run()
  }
}`,
        at: 'run()',
        line: 6,
      },
      'after success and after failure': {
        code: `
async function listen() {
  try { handle(await next()); await listen() }
  catch (error) { await sleep(10); await listen() }
}`,
        at: 'listen()',
        line: 3,
      },
      'variables that a loop would not make anew': {
        code: 'async function loop() { var seen = await next(); later(() => seen); await loop() }',
        at: 'loop()',
        line: 1,
      },
      'among other promises that are waited for': {
        code: 'async function loop() { await tick(); await Promise.all([work(), loop()]) }',
        at: 'loop()',
        line: 1,
      },
    }),
  })
})

describe('chains of promises', () => {
  ruleTester('everywhere').run('no-unbounded-recursion', noUnboundedRecursion, {
    valid: silent({
      'a chain that is not handed on': 'function loop() { work().then(() => loop()) }',
      'a callback that does not hand it on': 'function loop() { return work().then(() => { loop() }) }',
      'a promise that does not wait for it':
        'function loop() { return new Promise((resolve) => setTimeout(() => { loop(); resolve() }, 10)) }',
      'the first of a race': 'async function loop() { await tick(); await Promise.race([stop, loop()]) }',
    }),
    invalid: reported({
      'returned from `then`': {
        code: 'class Feed { loop() { return work().then(() => this.loop()).catch(log) } }',
        at: 'this.loop()',
        data: { name: '`loop`', ...RETURNED },
      },
      'handed to `then`': {
        code: 'const loop = () => work().then(loop)',
        at: 'loop',
        data: { name: '`loop`', ...RETURNED },
      },
      'handed to `finally`, bound': {
        code: 'class Feed { loop() { return work().finally(this.loop.bind(this)) } }',
        at: 'this.loop.bind(this)',
      },
      'a promise that is resolved with the next one': {
        code: `
function loop() {
  return new Promise((resolve) => {
    setTimeout(() => { work(); resolve(loop()) }, 100)
  })
}`,
        at: 'loop()',
        line: 4,
      },
      'a promise that the next one resolves': {
        code: 'function loop() { return new Promise((resolve) => { setImmediate(() => { loop().then(resolve) }) }) }',
        at: 'loop()',
        line: 1,
      },
      'an async callback': {
        code: 'async function loop() { await sleep(10).then(async () => { await loop() }) }',
        at: 'loop()',
        line: 1,
      },
    }),
  })
})

describe('stopped from outside', () => {
  ruleTester('everywhere').run('no-unbounded-recursion', noUnboundedRecursion, {
    valid: silent({
      'waits for what another function brings about':
        'class Link { async ready() { if (this.isReady) return; await sleep(9); return this.ready() } on() { this.isReady = true } }',
      'waits, and says so':
        'class Link { async waitForClose() { if (this.closed) return; await sleep(9); return this.waitForClose() } on() { this.closed = true } }',
      'a flag of its own':
        'class Job { async run() { if (this.stopped) return; this.stopped = await step(); return this.run() } }',
      'a flag together with data':
        'class Job { async run() { if (this.stopped || (await isEmpty())) return; await step(); return this.run() } end() { this.stopped = true } }',
      'a local that it has read':
        'async function run() { const { closed } = await next(); if (closed) return; return run() }',
    }),
    invalid: reported({
      'a field that another method sets': {
        code: `
export class Feed {
  async poll() {
    if (this.stopped) return
    this.emit(await next())
    await this.poll()
  }
  stop() {
    this.stopped = true
  }
}`,
        at: 'this.poll()',
        messageId: 'untilStopped',
        data: { name: '`poll`', ...AWAITED, stop: 'this.stopped' },
        output: `
export class Feed {
  async poll() {
    while (true) {
      if (this.stopped) return
      this.emit(await next())
    }
  }
  stop() {
    this.stopped = true
  }
}`,
      },
      'a variable that lets it go on': {
        code: `
let running = false
async function loop() { if (running) { await tick(); return loop() } }
export function stop() { running = false }`,
        at: 'loop()',
        line: 3,
        messageId: 'untilStopped',
        data: { name: '`loop`', ...RETURNED, stop: 'running' },
      },
      'a signal': {
        code: 'async function follow(signal) { if (signal.aborted) return; await tick(); return follow(signal) }',
        at: 'follow(signal)',
        line: 1,
        messageId: 'untilStopped',
      },
      'a state': {
        code: `
class Feed {
  async run() { if (this.state !== 'running' || this.closed) return; await tick(); return this.run() }
  end() { this.state = 'ended'; this.closed = true }
}`,
        at: 'this.run()',
        messageId: 'untilStopped',
        output: `
class Feed {
  async run() { while (true) { if (this.state !== 'running' || this.closed) return; await tick(); } }
  end() { this.state = 'ended'; this.closed = true }
}`,
      },
    }),
  })
})

describe('likely', () => {
  const cases = {
    'two that call each other': {
      code: 'async function a() { await tick(); return b() }\nasync function b() { await tock(); return a() }',
      at: 'b()',
      line: 1,
      data: { name: '`a`', ...RETURNED, through: ' by way of `b`' },
    },
    'another argument each time': {
      code: 'async function follow(cursor) { const page = await read(cursor); return follow(page.cursor) }',
      at: 'follow(page.cursor)',
    },
    'a failure that ends it quietly': {
      code: 'async function read() { try { use(await next()) } catch { return } return read() }',
      at: 'read()',
      line: 1,
      output: 'async function read() { while (true) { try { use(await next()) } catch { return } } }',
    },
    'retried for as long as it fails': {
      code: 'async function connect() { try { return await dial() } catch { await sleep(10); return connect() } }',
      at: 'connect()',
      line: 1,
      messageId: 'whileFailing' as const,
      data: { name: '`connect`', kept: 'the promise', are: 'is' },
    },
    'retried by `catch`': {
      code: 'function connect() { return dial().catch(() => connect()) }',
      at: 'connect()',
      line: 1,
      messageId: 'whileFailing' as const,
    },
  }
  ruleTester('everywhere').run('no-unbounded-recursion', noUnboundedRecursion, {
    valid: Object.entries(cases).map(([name, { code }]) => ({ name, code })),
    invalid: reported(cases, true),
  })
})

describe('with an end, or kept by nothing', () => {
  ruleTester('everywhere').run('no-unbounded-recursion', noUnboundedRecursion, {
    valid: silent({
      'started and not waited for': 'async function loop() { await tick(); loop() }',
      'started by `void`': 'async function loop() { await tick(); void loop() }',
      'started by a timer': 'async function loop() { await tick(); setTimeout(loop, 10) }',
      'a loop': 'async function loop() { while (true) { await tick() } }',
      'a call in a loop that does not end':
        'async function run() { while (true) { if (await isNested()) await run() } }',
      'a tree':
        'async function visit(node) { await show(node); for (const child of node.children) await visit(child) }',
      'a tree, all at once':
        'async function visit(node) { await show(node); await Promise.all(node.children.map((child) => visit(child))) }',
      'the parents':
        'async function climb(node) { await show(node); if (node.parent) await climb(node.parent) }',
      pages: 'async function load(page) { const { next } = await read(page); if (next) return load(next) }',
      'pages, the other way round':
        'async function load(page) { const { next } = await read(page); if (!next) return; return load(next) }',
      'a condition in the middle of an expression':
        'async function load() { const { more } = await read(); return more ? load() : undefined }',
      'a counted retry':
        'async function get(left) { try { return await read() } catch (error) { if (left === 0) throw error; return get(left - 1) } }',
      'a count that throws':
        'async function get(tries) { if (tries > 5) throw new Error(); await tick(); return get(tries + 1) }',
      'a time that throws':
        'async function get(end) { if (Date.now() > end) throw new Error(); await tick(); return get(end) }',
      'what it waits for decides':
        'async function until() { if (await isThere()) return; await tick(); return until() }',
      'another function of the same name':
        "import { load } from './load.js'\nexport const api = { async load() { await tick(); return load() } }",
      'nothing waits, so the stack ends it': 'async function f() { g(); return f() }',
      'the function itself, and no call': 'async function f() { await tick(); return f }',
      'a generator': 'async function* f() { yield await tick(); yield* f() }',
      'after a loop without end': 'async function f() { for (;;) { await tick() } return f() }',
    }),
    invalid: [],
  })
})

ruleTester('untypedTs', 'typedNode', 'typedDom').run('TypeScript', noUnboundedRecursion, {
  valid: [],
  invalid: reported({
    'through assertions, with private members': {
      code: `
export class Feed {
  #stopped: boolean = false
  async #poll(): Promise<void> {
    if (this.#stopped) return
    await sleep(1)
    return (this.#poll() as Promise<void>)
  }
  stop(): void { this.#stopped = true }
}
declare function sleep(ms: number): Promise<void>`,
      at: 'this.#poll()',
      messageId: 'untilStopped',
      output: `
export class Feed {
  #stopped: boolean = false
  async #poll(): Promise<void> {
    while (true) {
      if (this.#stopped) return
      await sleep(1)
    }
  }
  stop(): void { this.#stopped = true }
}
declare function sleep(ms: number): Promise<void>`,
    },
  }),
})
