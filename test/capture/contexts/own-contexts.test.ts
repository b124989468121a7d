import { describe, expect, test } from 'vitest'

import { storageCertainty } from '../../../src/capture/contexts/async-storages.js'
import { callOfContext, contextOf } from '../../../src/capture/contexts/own-contexts.js'
import { functionName } from '../../../src/syntax/functions.js'
import { parseFile } from '../../parse-file.js'

describe('whose context code runs in', () => {
  test.each([
    ['here()', 'shared'],
    ['function f() { here() }', 'shared'],
    ['export function f() { here() } setImmediate(f)', 'shared'],
    ['setTimeout(() => here(), 1)', 'own'],
    ['setTimeout(() => list.forEach(() => here()), 1)', 'own'],
    ['setTimeout(() => (function () { here() })(), 1)', 'own'],
    ['setTimeout(() => use(() => here()), 1)', 'shared'],
    ['function f() { here() } setTimeout(f, 1); queueMicrotask(f)', 'own'],
    ['function f() { here() } setTimeout(f, 1); use(f)', 'shared'],
    ['function f() { here() } setTimeout(f, 1); list = [f]', 'shared'],
    ['function f() { here() } setTimeout(() => { f() }, 1)', 'own'],
    ['function f() { here(); f() }', 'shared'],
    ['function f() { here() } createServer(f)', 'entry'],
    ['async function f() { await g(); here() }', 'own'],
    ['async function f() { for await (const x of y) here() }', 'own'],
    ['async function f() { here(); await g() }', 'shared'],
    ['async function f() { use(async () => { await g() }); here() }', 'shared'],
    ['function* f() { here() }', 'own'],
    ['new Promise((resolve) => { here() })', 'shared'],
    ['store.run(1, () => { here() })', 'own'],
    ['other.run(1, () => { here() })', 'shared'],
    ['setImmediate(() => other.run(1, () => { here() }))', 'own'],
    ['make(x).run(1, () => { here() })', 'own'],
    ['createServer((req) => { here() })', 'entry'],
    ["server.on('request', (req) => { here() })", 'entry'],
    ["const MESSAGE = 'message'; port.on(MESSAGE, () => { here() })", 'entry'],
    ["bus.on('job', () => { here() })", 'shared'],
  ])('%s', (code, expected) => {
    const { facts, call, node } = parseFile(`const store = 1, other = 2; ${code}; end(store)`)
    const place = facts.places.placeOf(node('store', code.includes('store') ? 3 : 2))
    expect(contextOf(facts, call('here()'), place)).toBe(expected)
  })

  test.each([
    ['function f() { here() }', 'f'],
    ['function f() { list.map(() => here()) }', 'f'],
    ['function f() { use(() => here()) }', undefined],
    ['here()', undefined],
  ])('the call that it belongs to: %s', (code, name) => {
    const scope = callOfContext(parseFile(code).call('here()'))
    expect(scope && functionName(scope)).toBe(name)
  })
})

describe('whether something is an AsyncLocalStorage', () => {
  test.each([
    ['const s = new AsyncLocalStorage(); use(s)', 's', 'known'],
    ['let s; s = new AsyncLocalStorage(); s = null; use(s)', 's', 'known'],
    ['use(new AsyncLocalStorage())', 'new AsyncLocalStorage()', 'known'],
    ['class A { s = new AsyncLocalStorage(); f() { use(this.s) } }', 'this.s', 'known'],
    ['class A { constructor(s) { this.s = s } f() { use(this.s) } }', 'this.s', 'likely'],
    ['const s = new Door(); use(s)', 's', undefined],
    ['import { s } from "./s.js"; use(s)', 's', 'likely'],
    ['class A { f() { use(this) } }', 'this', undefined],
  ])('%s', (code, text, expected) => {
    const { facts, call } = parseFile(code)
    const [argument] = call(`use(${text})`).arguments
    if (!argument) throw new Error('There is no argument')
    expect(storageCertainty(facts, argument)).toBe(expected)
  })
})
