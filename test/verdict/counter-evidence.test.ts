import { describe, expect, test } from 'vitest'

import { findings } from '../../src/verdict/findings.js'
import { growthFindings } from '../../src/verdict/growth-findings.js'
import { parseFile } from '../parse-file.js'

/** What is found in a file of listeners and timers, and how sure it is; of what an event may answer nothing is told. */
function found(code: string): string[] {
  return findings(parseFile(code, { language: 'ts' }).facts)
    .filter(({ verdict, links }) => verdict !== 'silent' && links.owed.sure === 'yes')
    .map(({ verdict, loss: { form } }) => `${verdict}: ${form}`)
}

/** The collections that grow, and how sure that is. */
function growing(code: string): string[] {
  return growthFindings(parseFile(code, { language: 'ts' }).facts).map(
    ({ certainty, problem }) => `${certainty}: ${problem}`,
  )
}

describe('an owner of which there is mostly one', () => {
  const page = (head: string, start = "window.addEventListener('resize', () => this.draw())"): string =>
    `${head} { start() { ${start} } dispose() { this.x = 1 } }`

  test.each([
    ['any class', page('export class Page'), ['known: neverRemoved']],
    ['the root', page('export class App'), []],
    ['a service of a container', page('@injectable() export class Page'), []],
    ['another decorator', page('@sealed export class Page'), ['known: neverRemoved']],
    ['the application by its name', page('export class ShopAppElement'), []],
    [
      'the one that its module makes',
      page('export class Page') + "; export const shown = once('page', () => new Page())",
      [],
    ],
    [
      'what is mixed into others',
      `export const Sized = (Base) => class extends Base {
         connectedCallback() { window.addEventListener('resize', () => this.draw()) }
       }`,
      [],
    ],
    [
      'a component, which is there any number of times',
      `export class Sized extends LitElement {
         connectedCallback() { window.addEventListener('resize', () => this.draw()) }
       }`,
      ['known: neverRemoved'],
    ],
    [
      'what ends with the program',
      `export class Page { constructor() { process.on('SIGTERM', () => this.dispose()) } dispose() { this.x = 1 } }`,
      ['likely: neverRemoved'],
    ],
    [
      'what does something else with the program',
      `export class Page { constructor() { process.on('SIGTERM', () => this.save()) } dispose() { this.x = 1 } }`,
      ['known: neverRemoved'],
    ],
    ['an interval of the root', page('export class App', 'setInterval(() => this.draw(), 900)'), []],
    [
      'the effect of a root',
      `import { useEffect } from 'react'
       export function App() { useEffect(() => { window.addEventListener('resize', () => draw()) }, []); return null }`,
      [],
    ],
    [
      'an effect of any component',
      `import { useEffect } from 'react'
       export function Page() { useEffect(() => { window.addEventListener('resize', () => draw()) }, []); return null }`,
      ['known: neverRemoved'],
    ],
    [
      'a root that the file makes many of',
      `class App { start() { window.addEventListener('resize', () => this.draw()) } dispose() {} }
       export function open(list) { for (const each of list) new App(each).start() }`,
      ['known: neverRemoved'],
    ],
    [
      'of a container, one of two that are taken out',
      `@injectable() export class Page {
         start() { window.addEventListener('resize', this.a); window.addEventListener('scroll', this.b) }
         dispose() { window.removeEventListener('resize', this.a) }
       }`,
      ['known: siblingRemoved'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

describe('a timeout that a failure leaves', () => {
  const timer = (
    callback: string,
    ms = 'ms',
  ): string => `export async function f(session, ms, given, controller) {
    const late = setTimeout(() => { ${callback} }, ${ms})
    await given()
    clearTimeout(late)
  }`
  test.each([
    ['does something late', timer('session.fail(1)'), ['known: openOnThrow']],
    ['gives up what is over', timer('controller.abort()'), []],
    ['gives it up after a minute', timer('controller.abort()', '60_000'), ['known: openOnThrow']],
    [
      'settles the promise of that work',
      `export function f(given, ms) {
         return new Promise((resolve) => {
           const late = setTimeout(() => resolve(true), ms)
           given.ask().then(() => { clearTimeout(late); resolve(false) })
         })
       }`,
      [],
    ],
    [
      'waits as long as the call that makes it says',
      `function timer(controller, ms) { return setTimeout(() => controller.abort(), ms) }
       export async function f(controller, given, ms = 5000) {
         const late = timer(controller, ms)
         await given()
         clearTimeout(late)
       }`,
      [],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

describe('what the end of an owner asks of other files', () => {
  const loader = (end: string, more = '', field = 'retry'): string => `
    import { closed, registry } from './events.js'
    export abstract class Loader {
      ${more}
      load() { clearTimeout(this.${field}); this.${field} = setTimeout(() => this.load(), this.delay) }
      destroy() { ${end} }
    }`
  test.each([
    ['nothing', loader('this.x = 1'), ['known: notClearedAtEnd']],
    ['a function that it gives itself', loader('closed(this)'), ['likely: notClearedAtEnd']],
    ['a register that it leaves', loader('registry.delete(this)'), ['known: notClearedAtEnd']],
    [
      'what a class made from it says',
      loader('this.halt()', 'abstract halt(): void'),
      ['likely: notClearedAtEnd'],
    ],
    [
      'the same, of a field of its own',
      loader('this.halt()', 'abstract halt(): void', '_retry'),
      ['known: notClearedAtEnd'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

describe('what a listener is on', () => {
  test.each([
    [
      'is ended with its owner',
      `export class View {
         constructor(given) { this.model = given; this.bar.moved.connect(this.move, this); this.model.changed.connect(() => this.draw()) }
         dispose() { this.bar.moved.disconnect(this.move, this); this.model.dispose() }
       }`,
      [],
    ],
    [
      'is the request that a function given by its name serves',
      `import { createServer } from 'node:http'
       const serve = async (req, res) => {
         const text = await new Promise((resolve) => { let all = ''; req.on('data', (part) => { all += part }); req.on('end', () => resolve(all)) })
         res.end(text)
       }
       createServer(serve)`,
      [],
    ],
    [
      'is another one for each call',
      `export class Store {
         private done(request) { return new Promise((resolve) => { request.addEventListener('success', () => resolve(request.result)) }) }
         async all(store) { for (const key of store.keys) await this.done(store.get(key)) }
       }`,
      [],
    ],
    [
      'was there before each call',
      `export class Store {
         done() { return new Promise((resolve) => { this.bus.on('change', (key) => { if (key) resolve(key) }) }) }
         async all(store) { for (const key of store.keys) await this.done() }
       }`,
      ['known: addedAgain'],
    ],
    [
      'is the connection of a stream of events',
      `module.exports = (req, res) => {
         req.socket.on('close', () => count(req.url))
         res.writeHead(200, { 'content-type': 'text/event-stream' })
       }`,
      [],
    ],
    [
      'is the connection of a request',
      `module.exports = (req, res) => { req.socket.on('close', () => count(req.url)); res.end() }`,
      ['known: addedAgain'],
    ],
    [
      'is what runs the text of a function',
      `function inWorker(url) { self.addEventListener('connect', (event) => event.ports[0].postMessage(url)) }
       export const worker = (url) => new Worker(encode(inWorker.toString() + url))`,
      [],
    ],
    [
      'is made by the call, which a removal of another function fails in',
      `export function open(lib, given) {
         return new Promise((resolve, reject) => {
           const socket = new lib.Socket(given)
           const fail = (error) => { socket.removeListener('error', done); reject(error) }
           const done = () => resolve(1)
           socket.on('error', fail)
           socket.once('connect', done)
         })
       }`,
      ['likely: otherHandler'],
    ],
    [
      'keeps a text that the end of the owner takes out of it, and no owner',
      `export class Drag {
         start() { const map = this.map; map.on('zoomend', this.zoomed, this) }
         removeHooks() { this.map.root.classList.remove('grab') }
       }`,
      ['likely: neverRemoved'],
    ],
    [
      'loses its owner at the end of that',
      `export class Drag {
         start() { const map = this.map; map.on('zoomend', this.zoomed, this) }
         removeHooks() { this.map.parts.delete(this.id) }
       }`,
      ['known: neverRemoved'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

describe('how often a function runs that is told what to do', () => {
  const listens = (head: string, more = ''): string =>
    `${head} { document.addEventListener('visibilitychange', () => look(url)) } ${more}`
  test.each([
    [
      'others may call it',
      `export function follow(url: string) { bus.on('change', () => look(url)) }
       import { bus } from './bus.js'`,
      ['known: neverRemoved'],
    ],
    ['the page may have one of it', listens('export function follow(url: string)'), ['likely: neverRemoved']],
    [
      'a promise waits for it',
      `export const follow = (url: string) =>
         new Promise((resolve) => document.addEventListener('visibilitychange', () => resolve(url)))`,
      ['known: addedAgain'],
    ],
    [
      'it hears of a failure',
      `import { bus } from './bus.js'
       bus.load((err) => { if (err) throw err; bus.on('change', () => look(err)) })`,
      ['likely: neverRemoved'],
    ],
    ['a flag says how', listens('export function follow(url: boolean)'), ['likely: neverRemoved']],
    [
      'one call runs it',
      listens('function follow(url: string)', 'export async function f(url) { await follow(url) }'),
      ['likely: neverRemoved'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

test('a test is over soon, whatever it leaves', () => {
  const code = `describe('page', () => { it('waits', async () => {
    await page.$eval('p', (element) => { document.addEventListener('change', () => look(element)) })
    expect(seen()).toBe(1)
  }) })`
  expect(found(code)).toEqual([])
})

test('a timeout that stands in the other branch guards nothing', () => {
  const code = (otherwise: string): string => `export function pause(ms, fails) {
    return new Promise((resolve, reject) => { if (fails) setTimeout(reject, ms); ${otherwise} })
  }`
  expect(found(code('else setTimeout(resolve, ms)'))).not.toContain('known: guardStays')
})

test('what makes an instance empties nothing', () => {
  const code = (reset: string): string => `
    export function Timers() { this.timers = {} }
    Timers.prototype.set = function (key, f, ms) {
      const timer = setTimeout(() => { this.clear(key); f() }, ms)
      this.timers[key] = { timer, f }
    }
    Timers.prototype.clear = function (key) { const each = this.timers[key]; clearTimeout(each.timer); delete this.timers[key] }
    ${reset}`
  expect(found(code(''))).toEqual([])
})

test('what another function collects for one of its runs is no sibling', () => {
  const code = (collector: string): string => `import { editors } from './editors.js'
  export class Lines {
    onStart() { editors.onOpened((editor) => this.add(editor)) }
    add(editor) { ${collector}.push(editor.onMoved(() => this.show(editor))); editor.disposed.connect(() => this.end()) }
    dispose() { this.disposables.dispose() }
  }`
  expect(found(code('const disposables = new Disposables(); disposables'))).not.toContain(
    'known: siblingKept',
  )
  expect(found(code('this.disposables'))).toEqual(['known: siblingKept'])
})

describe('entries that stay', () => {
  test.each([
    [
      'where a promise is rejected',
      `export class Queue {
         locks = new Map()
         run(key, task) { const work = task(); this.locks.set(key, work); work.then(() => { this.locks.delete(key) }); return work }
       }`,
      ['known: rejectedRemoval'],
    ],
    [
      'where it cannot be rejected',
      `export class Queue {
         locks = new Map()
         run(key, task) {
           const tail = task().then(() => undefined, () => undefined)
           this.locks.set(key, tail)
           tail.then(() => { if (this.locks.get(key) === tail) this.locks.delete(key) })
         }
       }`,
      [],
    ],
    [
      'where one waits for a turn',
      `export class Queue {
         pending = new Map()
         async run(task) {
           const id = this.next++
           this.pending.set(id, task)
           const unlock = await this.mutex.lock()
           try { return await task() } finally { this.pending.delete(id); unlock() }
         }
       }`,
      [],
    ],
    [
      'in a program that is run',
      `#!/usr/bin/env node
       const seen = new Set()
       lines.on('line', (line) => { const { email } = parse(line); if (seen.has(email)) return; seen.add(email); write(email) })`,
      ['likely: neverShrinks'],
    ],
    [
      'for modules that are required',
      `const loaded = new Set()
       exports.load = (request) => { if (!loaded.has(request)) { require(request); loaded.add(request) } }`,
      [],
    ],
    [
      'for the names of events',
      `export class Session {
         ids = {}; listeners = {}
         on(event, id) { this.ids[event] = [id]; this.listeners[event] = () => this.tell(event); this.bus.on(event, this.listeners[event]) }
         off(event) { this.ids[event] = []; this.bus.off(event, this.listeners[event]); delete this.listeners[event] }
       }`,
      ['likely: forgotten'],
    ],
    [
      'for the ids of sessions',
      `export class Session {
         ids = {}; listeners = {}
         on(userId, id) { this.ids[userId] = [id]; this.listeners[userId] = () => this.tell(userId); this.bus.on(userId, this.listeners[userId]) }
         off(userId) { this.ids[userId] = []; this.bus.off(userId, this.listeners[userId]); delete this.listeners[userId] }
       }`,
      ['known: forgotten'],
    ],
    [
      'where the other way round makes room for the next',
      `export class Roots {
         byName = new Map(); byId = new Map()
         set(name, id) {
           const old = this.byId.get(id)
           if (old) this.byName.delete(old)
           this.byName.set(name, id)
           this.byId.set(id, name)
         }
       }`,
      ['likely: neverShrinks'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(growing(code)).toEqual(expected)
  })
})

describe('a subscription beside one that is collected', () => {
  const widget = (kept: string, end = 'dispose() { this.toDispose.dispose() }'): string => `
    import { service } from './service.js'
    export class Widget {
      toDispose = new DisposableCollection()
      init() { service.onChanged(() => this.update()) }
      fill(item, toDispose) { ${kept} }
      ${end}
    }`
  test.each([
    ['an event', widget('this.toDispose.push(item.onMoved(() => this.update()))'), ['known: siblingKept']],
    ['something else', widget('this.toDispose.push(new Menu(item))'), ['likely: siblingKept']],
    ['what the class registers', widget('this._register(new Menu(item))'), ['known: siblingKept']],
    [
      'in a list of a class without an end',
      widget('this.toDispose.push(item.onMoved(() => this.update()))', ''),
      ['likely: siblingKept'],
    ],
    ['in the list of a caller', widget('toDispose.push(item.onMoved(() => this.update()))'), []],
  ])('%s', (_name, code, expected) => {
    expect(found(code).filter((each) => each.includes('sibling'))).toEqual(expected)
  })
})

test('what a function collects for one of its runs is no end of its instance', () => {
  const code = (made: string): string => `export class Registry {
    start() { window.addEventListener('resize', () => this.draw()) }
    add(item) { ${made}; disposables.push(() => item.close()); return this.items.size }
  }`
  const ends = (made: string): number[] =>
    findings(parseFile(code(made)).facts).flatMap(({ loss: { owner } }) => owner?.teardowns.length ?? [])
  expect(ends('const disposables = new DisposableStore()')).not.toContain(1)
  expect(ends('const disposables = this.disposables')).toContain(1)
})

describe('a timeout that the end of its owner leaves', () => {
  const owner = (field: string): string => `export class Slider {
    show(ms) { clearTimeout(this.${field}); this.${field} = setTimeout(() => this.hide(), ms) }
    disconnectedCallback() { this.x = 1 }
  }`
  test.each([
    ['by what it is for', 'tooltipTimeout', 'likely: notClearedAtEnd'],
    ['that may wait for long', 'closeTimeout', 'known: notClearedAtEnd'],
  ])('%s', (_name, field, expected) => {
    expect(found(owner(field))).toEqual([expected])
  })
})

describe("the caller's signal", () => {
  const waits = (more = ''): string => `export function load(url, signal) {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      ${more}
      fetch(url).then(resolve, reject)
    })
  }`
  test.each([
    ['may be of this work', waits(), ['likely: abortLeft']],
    [
      'is left by work that releases all else',
      `export async function load(url, signal) {
         const controller = new AbortController()
         const late = setTimeout(() => controller.abort(), 60000)
         signal.addEventListener('abort', () => controller.abort(), { once: true })
         try { return await fetch(url, { signal: controller.signal }) } finally { clearTimeout(late) }
       }`,
      ['known: abortLeft'],
    ],
    [
      'is there before each call',
      `export function cancellable(load, signal) {
         return (url) => new Promise((resolve, reject) => {
           signal.addEventListener('abort', () => reject(signal.reason))
           load(url).then(resolve, reject)
         })
       }`,
      ['known: abortLeft'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

test('what is read to its end is over then', () => {
  const code = (end: string): string => `export function read() {
    return new Promise((resolve) => {
      let all = ''
      process.stdin.on('data', (part) => { all += part; ${end} })
      process.stdin.on('end', () => resolve(all))
    })
  }`
  expect(found(code(''))).not.toContain('known: addedAgain')
})

test('what a method is given may be of that run', () => {
  const code = (target: string, more = ''): string => `export class Executor {
    ${more}
    run(socket, bus) { ${target}.on('event', (each) => this.log(each)); socket.on('end', this.stop) }
    dispose(socket) { socket.off('end', this.stop) }
  }`
  expect(found(code('bus'))).toContain('likely: siblingRemoved')
  expect(found(code('this.bus', 'constructor(bus) { this.bus = bus }'))).toContain('known: siblingRemoved')
})

test('a promise that a member holds may be one that nothing rejects; who handles the failure has thought of it', () => {
  const watch = (promise: string, more = ''): string => `export class Watchers {
    all = new Map()
    watch(key) { const each = make(key); this.all.set(key, each); ${promise}.then(() => { this.all.delete(key) })${more} }
  }`
  expect(growing(watch('each.run()'))).toEqual(['known: rejectedRemoval'])
  expect(growing(watch('each.disposed'))).toEqual(['likely: rejectedRemoval'])
  expect(growing(watch('each.run()', '.catch(() => undefined)'))).toEqual(['likely: rejectedRemoval'])
})

describe('a collection that was given', () => {
  const collects = (all: string): string =>
    `import { Uri, workspace } from 'vscode'
     export class Service {
       constructor(services) {
         ${all}
         all.push(workspace.onDidChangeConfiguration(() => this.read()))
       }
       read() {}
       dispose() { this.done = true }
     }`
  test.each([
    ['by a container', collects('const all = services.get(Registry)'), []],
    ['or made where it is not', collects('const all = services.get(Registry) || []'), []],
    ['made here', collects('const all = []'), ['known: keyedNeverCleared']],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

describe('a listener beside others', () => {
  test('that take themselves out when they run is not forgotten with them', () => {
    const code = `import { bus } from './bus.js'
      export function watch() {
        function once() {
          document.removeEventListener('click', once)
          document.removeEventListener('keydown', once)
        }
        document.addEventListener('click', once)
        document.addEventListener('keydown', once)
        bus.on('change', read)
      }`
    expect(found(code)).toEqual([])
  })

  test('that an end takes out is', () => {
    const code = `import { bus } from './bus.js'
      export class View {
        open() { document.addEventListener('click', hit); bus.on('change', read) }
        dispose() { document.removeEventListener('click', hit) }
      }`
    expect(found(code)).toEqual(['known: siblingRemoved'])
  })
})

describe('how often a listener is added', () => {
  test.each([
    [
      'later, to what its function was given',
      `export function start(all) {
         function connect(socket) { setTimeout(function () { socket.on('data', (e) => self.emit('data', e)) }, 10) }
         while (all.length) connect(all.shift())
       }`,
      [],
    ],
    [
      'later, to what is there for all',
      `import { bus } from './bus.js'
       export function start(all) {
         function connect(socket) { setTimeout(function () { bus.on('data', (e) => socket.emit('data', e)) }, 10) }
         while (all.length) connect(all.shift())
       }`,
      ['known: neverRemoved'],
    ],
    [
      'once, by the factory of a module',
      `define(['./bus'], function (bus) { bus.on('change', function () { show(bus) }) })`,
      [],
    ],
    [
      'once, where a flag has it so',
      `import { bus } from './bus.js'
       let isLoaded = false
       function load(f) { if (isLoaded) return f(); bus.load(() => { isLoaded = true; bus.on('log', (m) => say(m)) }) }
       export function a(x) { load(() => run(x)) }
       export function b(x) { load(() => stop(x)) }`,
      [],
    ],
  ])('%s', (_name, code, expected) => {
    expect(found(code)).toEqual(expected)
  })
})

test('an end that is written behind a way out is not that of what begins before it', () => {
  const code = (leave: string): string => `
    export function select(topology, wait, done) {
      if (!topology.ok) {
        const timer = setTimeout(() => done(new Error('late')), wait)
        topology.once('connect', () => { clearTimeout(timer); select(topology, wait, done) })
        ${leave}
      }
      const stop = () => topology.removeListener('change', changed)
      const changed = () => done()
      topology.on('change', changed)
      topology.ends.push(stop)
      return stop
    }`
  expect(found(code('return')).filter((each) => each.startsWith('known: notCleared'))).toEqual([])
})
