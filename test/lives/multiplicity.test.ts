import { expect, test } from 'vitest'

import { instancesOf, multiplicityOf } from '../../src/lives/multiplicity.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['$()'],
  ['function f() { $() } f()'],
  ['const f = () => { $() }; f()'],
  ['function f() { $() } f(); f()'],
  ['function f() { g() } function g() { $() } f()'],
  ['function f() { g() } function g() { h() } const h = async () => { $() }; f().catch(x)'],
  ['function f() { $() } app.whenReady().then(f)'],
  ['app.whenReady().then(async () => { await g() }); async function g() { $() }'],
  ["app.on('ready', f); function f() { $() }"],
  ["app.once('whatever', f); function f() { $() }"],
  ['window.onload = () => { $() }'],
  ["document.addEventListener('DOMContentLoaded', () => { $() })"],
  ['export function main() { $() } main()'],
  ['#!/usr/bin/env node\nexport function f() { $() }\nf()'],
  ['export function f() { $() } if (require.main === module) f()'],
  ['exports.f = f; function f() { $() } if (require.main === module) f()'],
  ['function f() { $() } module.exports = { f }; if (require.main === module) f()'],
  ['class A { constructor() { $() } } const a = new A()'],
  ['class A { x = $() } export const a = new A()'],
  ['class A { start() { $() } } const a = new A(); a.start()'],
  ['class A { start() { $() } } new A().start()'],
  ['class A { start() { this.#go() } #go() { $() } } new A().start()'],
  ['export class A { static i; static getInstance() { return (A.i ??= new A()) } constructor() { $() } }'],
  ['const a = { start() { $() } }; a.start()'],
  ['await Promise.all(LIST.map((each) => { $() }))'],
  ['for (const each of LIST) $()'],
  ['function f() { for (const each of LIST) $() } f()'],
  ['function f() { new Promise((resolve) => { $() }) } f()'],
  ['async function f() { await within(async () => { $() }) } f()'],
  ['function f(run) { run() } f(() => { $() })'],
  ['function App() { useEffect(() => { $() }, []) } createRoot(x).render(<App />)'],
  ['class App extends React.Component { componentDidMount() { $() } } ReactDOM.render(<App />, x)'],
  ["function f() { process.on('exit', () => { $() }) } f()"],
])('once: %s', (code) => {
  const { facts, call } = parseFile(code)
  expect(multiplicityOf(facts, call('$()')).times).toBe('once')
})

test.each([
  ["target.on('change', () => { $() })"],
  ["function f() { target.on('change', g) } function g() { h() } function h() { $() } f()"],
  ['setInterval(() => { $() }, 1000)'],
  ['function f() { setInterval(f) ; $() } f()'],
  ['createServer((req, res) => { $() })'],
  ["app.get('/x', (req, res) => { $() })"],
  ['export function f() { for (const each of list) $() }'],
  ['export function f() { list.forEach((each) => { $() }) }'],
  ['export function f(x) { $() } function g() { for (const each of list) f(each) }'],
  ['for await (const each of queue) $()'],
  ['function f() { while (true) $() } f()'],
  ['function App() { useEffect(() => { $() }, [x]) } createRoot(x).render(<App />)'],
  ['function App() { useState(); $() }'],
  ['class A extends React.Component { componentDidUpdate() { $() } }'],
  ['const a = <b onClick={() => { $() }} />'],
  ['button.onclick = () => { $() }'],
])('many: %s', (code) => {
  const { facts, call } = parseFile(code)
  expect(multiplicityOf(facts, call('$()')).times).toBe('many')
})

test.each([
  ['export class A { constructor() { $() } }'],
  ['export class A { x = $() }'],
  ['class A extends React.Component { componentDidMount() { $() } }'],
  ['export function App() { useEffect(() => { $() }, []) }'],
  ['class A { constructor() { $() } } function f() { return new A() } export { f }'],
])('once for each owner: %s', (code) => {
  const { facts, call } = parseFile(code)
  expect(multiplicityOf(facts, call('$()')).times).toBe('perOwner')
})

test.each([
  ['export function f() { $() }'],
  ['function f() { $() }'],
  ['function f() { $() } x(f)'],
  ['function f() { x(() => $()) } f()'],
  ['export class A { m() { $() } }'],
  ['class A { m() { $() } } export const a = new A()'],
  ['class A { m() { $() } } const a = new A(); x(a)'],
  ['function f(run) { x(run) } f(() => { $() })'],
  ['module.exports = { f() { $() } }'],
])('not told: %s', (code) => {
  const { facts, call } = parseFile(code)
  expect(multiplicityOf(facts, call('$()')).times).toBe('unknown')
})

const window = (guard: string, emptied: string): string =>
  `let main = null; function show() { ${guard} } tray.on('click', show); function open() { $(); const w = make(); ${emptied}; return w }`
const CLOSED = "w.on('closed', () => { main = null })"

test.each([
  [window('if (!main) main = open()', CLOSED), true],
  [window('if (main === null) { main = open() }', CLOSED), true],
  [window('main = open()', ''), true],
  // What empties it comes once.
  [window('if (!main) main = open()', "process.on('exit', () => { main = null })"), false],
  // Another condition as well.
  [window('if (!main && isOn) main = open()', CLOSED), false],
  [window('if (!main) { if (isOn) main = open() }', CLOSED), false],
  [window('if (main) main = open()', CLOSED), false],
])('many for certain behind a question for what its end empties: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(multiplicityOf(facts, call('$()'))).toMatchObject({ times: 'many', certain: expected })
})

test('says what it rests on', () => {
  const { facts, call } = parseFile("\ntarget.on('change', () => { $() })")
  const { because, witness } = multiplicityOf(facts, call('$()'))
  expect(because).toBe("each 'change' runs it")
  expect(witness?.loc.start.line).toBe(2)
})

test.each([
  ['class A {} const a = new A()', 'once'],
  ['class A {} function f() { return new A() } export { f }', 'unknown'],
  ['export class A {}', 'unknown'],
  ['class A {} for await (const x of y) new A()', 'many'],
])('instances: %s: %s', (code, expected) => {
  const { facts } = parseFile(code)
  const [owner] = facts.nodes.classes
  expect(owner && instancesOf(facts, owner).times).toBe(expected)
})

const inClass = (members: string): string => `class A { ${members} }`

test.each<[string, 'surely' | 'perhaps' | 'unknown']>([
  // by a listener
  ['constructor(bus) { bus.on("change", () => this.m()) } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", this.m) } m() {}', 'surely'],
  ['constructor(bus) { bus.addEventListener("scroll", this.m.bind(this)) } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", () => { if (a) this.m() }) } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => { if (a) return; this.m() }) } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => a && this.m()) } m() {}', 'perhaps'],
  ['constructor(bus) { bus.on("change", () => a(() => this.m())) } m() {}', 'unknown'],
  ['constructor(bus) { bus.once("change", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.addEventListener("scroll", () => this.m(), { once: true }) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("close", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("open", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("error", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on("secureConnect", () => this.m()) } m() {}', 'unknown'],
  ['constructor(bus) { bus.on(name, () => this.m()) } m() {}', 'unknown'],
  // by others that run again
  ['constructor(bus) { bus.on("change", () => this.a()) } a() { this.m() } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", () => this.a()) } a() { for (;;) this.m() } m() {}', 'surely'],
  ['constructor(bus) { bus.on("change", () => { if (b) this.a() }) } a() { this.m() } m() {}', 'perhaps'],
  [
    'constructor(bus) { bus.on("change", () => { if (b) this.m() }); bus.on("x", () => this.m()) } m() {}',
    'surely',
  ],
  ['constructor(bus) { bus.on("change", () => this.m()) } m() { this.m() }', 'surely'],
  // by a timer
  ['a() { setInterval(() => this.m(), 10) } m() {}', 'surely'],
  ['a() { setTimeout(() => this.m(), 10) } m() {}', 'unknown'],
  ['a() { setInterval() } m() {}', 'unknown'],
  // by a framework
  ['componentDidUpdate() { this.m() } m() {}', 'surely'],
  ['componentDidUpdate(before) { if (before.a !== this.a) this.m() } m() {}', 'surely'],
  ['ngOnChanges() { if (a) this.b() } b() { if (c) this.m() } m() {}', 'perhaps'],
  ['componentDidMount() { this.m() } m() {}', 'unknown'],
  ['m() {}', 'unknown'],
])('how often %s runs m: %s', (members, expected) => {
  const { facts, functionNamed } = parseFile(inClass(members))
  const { times, certain } = multiplicityOf(facts, functionNamed('m'))
  expect(times !== 'many' ? 'unknown' : certain ? 'surely' : 'perhaps').toBe(expected)
})

test('in a chain too long to follow nothing is said of its end', () => {
  const calls = Array.from({ length: 1200 }, (_, i) => `function f${String(i)}() { f${String(i + 1)}() }`)
  const { facts, functionNamed } = parseFile(`setInterval(f0, 1); ${calls.join('\n')}`)
  expect(multiplicityOf(facts, functionNamed('f1199')).times).toBe('unknown')
})

test.each([
  ["export function f() { for (const each of ['click', 'keydown']) $() }", 'unknown'],
  ["const NAMES = ['click', 'keydown']; export function f() { NAMES.forEach((each) => { $() }) }", 'unknown'],
  ['export function f() { [a, b].forEach((each) => { $() }) }', 'unknown'],
  ['export function f() { for (const each of [...list]) $() }', 'many'],
  ['const all = []; export function f() { for (const each of all) $() }', 'many'],
])('a list that is written there has as many turns as the program has words: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(multiplicityOf(facts, call('$()')).times).toBe(expected)
})
