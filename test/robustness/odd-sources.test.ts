import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import globals from 'globals'
import { describe, expect, test } from 'vitest'

import plugin from '../../src/index.js'

type Parser = 'espree' | 'typescript'

const languageOptions: Record<Parser, Linter.LanguageOptions> = {
  espree: {
    parserOptions: { ecmaFeatures: { jsx: true } },
    globals: { ...globals.browser, ...globals.node },
  },
  typescript: { parser: typescriptParser },
}

interface Source {
  readonly code: string
  readonly parser: Parser
  readonly sourceType?: Linter.SourceType
  readonly filename?: string
}

/** Lints with a preset. Throws where a rule does, and for code that does not parse. */
function lint(
  { code, parser, sourceType = 'module', filename }: Source,
  preset = plugin.configs.all,
): number {
  const config = {
    ...preset,
    files: ['**'],
    languageOptions: { ...languageOptions[parser], sourceType },
  }
  const messages = new Linter().verify(
    code,
    [config],
    filename ?? (parser === 'espree' ? 'file.jsx' : 'file.tsx'),
  )
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new Error(fatal.message)
  return messages.length
}

const javascript = [
  '',
  '\n\n',
  '#!/usr/bin/env node',
  '// nothing but a comment',
  '/* one */ /** two */ // three',
  '"use strict"',
  ';;;',
  'class A { static { this.t = setInterval(() => {}, 1); window.addEventListener("x", () => this.t) } }',
  'class A { #a; static has(o) { return #a in o } #m() { this.#a = setInterval(() => this.#m(), 1) } close() {} }',
  'class A { static #cache = new Map(); static add(id) { A.#cache.set(id, id) } }',
  'class A { get x() { return setInterval(f, 1) } set x(v) { clearInterval(v) } static async *[Symbol.iterator]() {} }',
  'class A { [a.b]() {} [`c`]() {} "d e"() {} 1() {} async ["f" + g]() {} static "prototype2" = 1; 2 = 3; ["x"] }',
  'class A extends (class B extends null {}) { constructor() { super(); super.on("x", () => {}); super[y](); new.target } }',
  'class A extends A { dispose() { super.dispose() } }',
  'class A extends B {} class B extends A { start() { document.addEventListener("x", this.y) } }',
  'const A = class A extends A.B { static x = this; y = this.y; z = () => this.z }',
  'export default class { dispose() {} m() { setInterval(() => {}, 1) } }',
  'export default function () { setInterval(() => {}, 1) }',
  'export default () => setInterval(() => {}, 1)',
  'export * from "a"; export * as b from "b"; export { c as "d e" } from "c"; import {} from "d"; import "e"',
  'import a, { b as c, default as d } from "a"; import * as e from "e"; c(d, e, a).on("x", () => {})',
  'import x from "./a.json" with { type: "json" }; x.on("y", () => {})',
  'function* a() { const x = yield; yield* a(); try { yield setInterval(a, 1) } finally { yield } }',
  'async function* a() { for await (const b of c()) { await b; yield b } }',
  'a: b: for (;;) { c: { break c } for (const d in e) { if (f) continue a; break b } }',
  'outer: { const fd = open(); try { break outer } finally { fd.close() } }',
  'for (var i = 0, j; ; i++, j--) { break } do {} while (0); while (a) continue',
  'for (const [a, { b = c, ...d } = {}] of e) {} for (a.b in c) {} for ([a] of b) {} for await (const x of y) ;',
  'switch (a) {} switch (b) { default: c; case d: case e: { break } }',
  'const a = [, , b, , ...c, ,]; a.push(...a, ...[]); [, a[0], ...a[1]] = a',
  'const { a = 1, [b]: { c } = {}, ...d } = e; ({ a, [b]: f.g, ...h.i } = j)',
  'function f({ a, b: [c = setInterval(f, 1)] } = {}, [d, ...e] = [], ...{ length }) { window.on("x", a) }',
  'function F() { if (!new.target) return new F(); this.x = setInterval(F, 1) } F.prototype.close = function () {}',
  'import.meta.hot?.dispose(() => {}); import.meta.url.on("x", () => {}); await import(`x?${a}`)',
  'await null; for await (const x of y) z.set(x, x); const t = await setInterval(a, 1)',
  'a?.b?.[c]?.(d)?.e.f?.on?.("x", () => {}); a?.on("x", f)?.off("x", f); (a?.b).c; delete a?.b; new (a?.b)()',
  'a`x${b}y`; a.b`${c}${`${d}`}`; (() => {})``; window.addEventListener`x`',
  'a ||= setInterval(b, 1); c &&= d; e ??= new Map(); f **= 2; (g, h).on("x", i); void 0; typeof a; !b; -c; +d; ~e',
  'const a = a; a.on("x", a); setInterval(a, 1); window.addEventListener("x", a); a.set(a, a)',
  'const a = b; const b = a; a.on("x", b); setInterval(a, 1); window.addEventListener("x", a); useEffect(a)',
  'const a = b.c, b = a.d; a.on("x", b); b.set(a, a); setInterval(a.e, b)',
  'const a = a.bind(null); setInterval(a, 1); window.on("x", a); return_(a)',
  'const a = { f: a.f, dispose: a.dispose }; setInterval(a.f, 1); document.addEventListener("x", a.f)',
  'const a = b(a), b = a(b); setInterval(a, b); const m = new Map(); export function s() { m.set(a, b); m.set(b + b, a || a) }',
  'const a = `${b}`, b = `${a}`, c = c + c, d = !d ? d : d; const m = new Map(); export function s() { m.set(a); m.set(c); m.set(d) }',
  'export function s() { let a = b, b = a, c = c + c; m.set(a, 1); m.set(b || a, 1); m[c] = a } const m = {}',
  'const a = -a, b = c * b, c = b / c; export function f() { setTimeout(g, a); setTimeout(g, b); Buffer.alloc(c) }',
  'var a = a || {}; var a = b; a.push(1); let b; b = b; b += b; var [c] = c; var { d } = d',
  'class A { a = this.b; b = this.a; c = this.c; m() { this.a.on("x", () => {}); this.c.on("x", () => {}) } dispose() {} }',
  'class A { m() { this.a = this.b; this.b = this.a; this.a = this.a.a; this.a.on("x", () => {}) } close() {} }',
  'function a() { b() } function b() { c(a) } const c = () => a(b); setTimeout(a, 1); export function s() { setTimeout(c, 99) }',
  'function a() { setTimeout(b, 1) } function b() { requestAnimationFrame(a) } export function s() { a(); return () => a }',
  'const self = this; self.x = self; self.self.on("x", self); this.on("x", () => {}); arguments[0].on("x", arguments)',
  'window.window.self.globalThis.addEventListener("x", window); addEventListener("x", window); onresize = () => {}; on()',
  'setInterval(); setTimeout(...a); requestAnimationFrame(...[]); clearInterval(); x.on(); x.on("y"); x.addEventListener(...z); x.off()',
  'export function f() { setInterval(...a); new Promise(); new Promise(setTimeout); new Promise((r) => setTimeout(r)); x.on(a, b, ...c) }',
  'useEffect(); useEffect(null); useEffect(...a); useEffect(async () => () => {}); useEffect(() => a ? () => {} : () => b)',
  'useEffect(function named() { return named }); useEffect(a); function a() { return a }; onUnmounted(a); this.disposables.push(...a)',
  'import { openSync, open } from "fs"; function f() { openSync(); const a = openSync(openSync()); let { b } = openSync(); c.d = openSync() }',
  'import { open } from "fs"; export function f() { open("x", (e, fd) => fd); open("x", (e, { fd }) => fd); open("x", (...e) => e); open((a, b) => {}) }',
  'import fs from "fs"; async function f() { for (;;) { const a = await fs.promises.open("x"); if (a) continue; a.close() } }',
  'import { openSync as o } from "node:fs"; function f() { var fd = fd = o("x"); fd = o("y"), fd = o("z"); o("w"); return () => fd }',
  'a = b = c = setInterval(d, 1); ({ x: setInterval(a, 1), ...setInterval(b, 1) }); [setInterval(c, 1)]; (setInterval(d, 1), e)',
  'const cache = {}; cache.__proto__ = null; cache["constructor"] = 1; export function f(hasOwnProperty) { cache[hasOwnProperty] = 1 }',
  'x.constructor.toString.on("hasOwnProperty", valueOf); __proto__.addEventListener("__proto__", toString); constructor.set(toString, __proto__)',
  'export const j = <A.B.C {...d} e={<></>} f:g="h" i>{/* j */}{k} &nbsp; {() => setInterval(l, 1)}</A.B.C>',
  'export const J = () => { useEffect(() => { window.addEventListener("x", () => <J />) }); return <this.x on={() => {}}>{}</this.x> }',
  'try { } catch { } finally { } try { throw a } catch ({ message = b }) { } label: try { break label } finally { }',
  'debugger; if (a) ; else if (b) function_(); else { } { } { let a; { let a } }',
  '/(?<a>x)\\k<a>/v.test("x"); 1n ** 2n; 0x1_0; "\\u{1F600}"; `\\u0041`; a\u2028b',
  'get.set = set.get; let_.of = of.let_; async(async); async => await_; (async) => {}; yield_ = static_',
]

/** Text that nests something as deep as it is told to, around what the rules look at. */
const nested: Record<string, (depth: number) => string> = {
  arrays: (depth) => `const a = ${'['.repeat(depth)}setInterval(f, 1)${']'.repeat(depth)}; a.push(1)`,
  'object literals': (depth) =>
    `const a = ${'{a: '.repeat(depth)}setInterval(f, 1)${'}'.repeat(depth)}; export function s(x) { a[x] = 1 }`,
  functions: (depth) =>
    `${'function f() { '.repeat(depth)}window.addEventListener("x", () => f()); setInterval(f, 1)${'}'.repeat(depth)}`,
  'arrow functions': (depth) => `const f = ${'() => '.repeat(depth)}setInterval(f, 1)`,
  callbacks: (depth) => `${'x.on("close", () => { '.repeat(depth)}setInterval(f, 1)${'})'.repeat(depth)}`,
  classes: (depth) =>
    `${'class A { m() { '.repeat(depth)}this.t = setInterval(f, 1)${'} close() {} }'.repeat(depth)}`,
  blocks: (depth) =>
    `import fs from "fs"; function f() { const a = fs.openSync("x"); ${'{'.repeat(depth)}setInterval(f, a)${'}'.repeat(depth)} }`,
  'if statements': (depth) =>
    `import fs from "fs"; function f() { const a = fs.openSync("x"); ${'if (b) '.repeat(depth)}c(a) }`,
  'try statements': (depth) =>
    `import fs from "fs"; function f() { const a = fs.openSync("x"); ${'try { '.repeat(depth)}b()${'} finally { c() }'.repeat(depth)} fs.closeSync(a) }`,
  'binary expressions': (depth) =>
    `const m = new Map(); export function s(x) { m.set(${'1 + '.repeat(depth)}x, ${'(1 + '.repeat(depth)}x${')'.repeat(depth)}) }`,
  'logical expressions': (depth) =>
    `export function s(x) { const y = ${'x || '.repeat(depth)}setInterval(f, 1); z.on(${'x && '.repeat(depth)}y, ${'x ?? '.repeat(depth)}y) }`,
  'conditional expressions': (depth) =>
    `const m = new Map(); export function s(x) { m.set(${'x ? 1 : '.repeat(depth)}x, setInterval(f, ${'x ? 1 : '.repeat(depth)}x)) }`,
  'template literals': (depth) =>
    `const m = {}; export function s(x) { m[${'`${'.repeat(depth)}x${'}`'.repeat(depth)}] = 1 }`,
  'call chains': (depth) => `export function s(x) { x${'.on("y", () => {})'.repeat(depth)} }`,
  'plain call chains': (depth) => `export function s(x) { x${'.y()'.repeat(depth)}.on("z", () => {}) }`,
  'member chains': (depth) =>
    `class A { m() { this${'.a'.repeat(depth)}.on("x", () => {}); this${'.a'.repeat(depth)} = setInterval(f, 1) } dispose() {} }`,
  'optional chains': (depth) => `export function s(x) { x${'?.a'.repeat(depth)}?.on("y", () => {}) }`,
  'calls in arguments': (depth) => `setInterval(${'f('.repeat(depth)}g${')'.repeat(depth)}, 1)`,
  'bound functions': (depth) =>
    `export function s(f) { window.addEventListener("x", f${'.bind(0)'.repeat(depth)}) }`,
  awaits: (depth) => `async function f() { ${'await '.repeat(depth)}setInterval(f, 1) }`,
  assignments: (depth) => `export function s() { ${'a = '.repeat(depth)}setInterval(f, 1) }`,
  'else branches': (depth) => `function f() { ${'if (a) b(); else '.repeat(depth)}setInterval(f, 1) }`,
  'unary operators': (depth) =>
    `function f() { setTimeout(g, ${'- '.repeat(depth)}1); m[${'!'.repeat(depth)}a] = 1 } const m = {}`,
}

const typescriptOnly = [
  'using a = b; { await using c = d(), e = f(); for (using g of h) {} for await (await using i of j) {} }',
  'import { openSync } from "fs"; function f() { using fd = openSync("x"); fd.y() }',
  'export = setInterval',
  'import fs = require("fs"); import A = B.C; export import D = E; fs.openSync("x")',
  'namespace A.B.C { export const t = setInterval(() => {}, 1); namespace D { window.addEventListener("x", () => {}) } }',
  'declare global { interface Window { a: Map<string, string> } } declare module "x" { export function f(): void } declare module "y"',
  'enum A { B = setInterval(() => {}, 1), C = "d".length, "E f" } const enum G { H } declare enum I { J }',
  'abstract class A { abstract m(): void; abstract get x(): number; abstract y: number; protected abstract dispose(): void; start() { setInterval(() => {}, 1) } }',
  'class A { constructor(private a: B, readonly c = setInterval(d, 1), public override e?: F) { super() } dispose?(): void; [key: string]: unknown; declare x: number; y!: number; accessor z = 1 }',
  'function f(): void; function f(a: string): string; function f(this: Window, a?: unknown) { setInterval(() => {}, 1); this.addEventListener("x", () => {}) }',
  'declare function f(a: number): asserts a is 1; declare const a: unique symbol; declare let b: typeof import("x"); declare class C { m(): this }',
  '@a @b.c() @(d ? e : f) class A { @g() h = setInterval(i, 1); @j k(@l m: N) { window.addEventListener("x", () => {}) } @o static accessor p = 1 }',
  'type A<T> = T extends infer U extends string ? { [K in keyof T as `${K & string}x`]?: U } : never; interface B extends C<D> { (): void; new (): B; readonly [x: string]: unknown }',
  'const a = b as const satisfies C; (<any>d).on("x", () => {}); (e! as F)!.on!("x", f as G); setInterval(h as any, <number>i); j<K>; new L<M>(o); n?.o!.p',
  'let a = <T,>(b: T): b is T => true; async function* f<const T>() { yield* (await b)!; } class A<in out T> extends (B as C)<D> implements E {}',
  'export type { A } from "a"; import type B from "b"; import { type C, type D as E } from "c"; export type * from "d"; export as namespace F',
  'class A { private timer?: NodeJS.Timeout; static readonly #x = new Map<string, A>(); start = (): void => { this.timer = setInterval(() => {}, 1)! }; [Symbol.dispose]() {} }',
  'export default interface A {} ',
  'export default abstract class { abstract a(): void }',
  'export abstract class A { constructor(a: string); constructor(private a: any = new Map()) {} get x(): Map<string, any>; set x(v) }',
]

describe.each(['espree', 'typescript'] as const)('%s', (parser) => {
  test.each(javascript)('%s', (code) => {
    expect(() => lint({ code, parser })).not.toThrow()
  })

  test.each([
    'with (a) { setInterval(b, 1); addEventListener("x", c); with (d) on("e", f) }',
    'var a = 1; delete a; yield = let + static; if (a) function b() { setInterval(b, 1) } arguments = eval',
    'this.x = setInterval(f, 1); module.exports = { m: new Map(), ...exports }; exports.a = exports = function () { return this }',
  ])('in a script: %s', (code) => {
    expect(() => lint({ code, parser, sourceType: 'script' })).not.toThrow()
  })

  test.each([
    'const m = new Map(); module.exports = { add(id) { m.set(id, id) } }; return',
    'const { openSync } = require("fs"); const x = require(y); require(); require("a")("b").c; exports.f = () => openSync("x")',
  ])('in CommonJS: %s', (code) => {
    expect(() => lint({ code, parser, sourceType: 'commonjs' })).not.toThrow()
  })

  test.each(Object.entries(nested))('deeply nested %s', { timeout: 60_000 }, (_name, nest) => {
    const depth = deepestThatParses(parser, nest)
    expect(depth).toBeGreaterThan(100)
    expect(() => lint({ code: nest(depth), parser })).not.toThrow()
  })
})

test.each(typescriptOnly)('TypeScript: %s', (code) => {
  expect(() => lint({ code, parser: 'typescript', filename: 'file.ts' })).not.toThrow()
})

test('a chain of 2,000 aliases', () => {
  const aliases = Array.from({ length: 2000 }, (_, i) => `const a${i + 1} = a${i}`)
  const code = `const a0 = () => {}; ${aliases.join(';')}
    export function start() { window.addEventListener('x', a2000); setInterval(a2000, 1); a2000.on('y', a1999) }`
  expect(lint({ code, parser: 'espree' })).toBeGreaterThan(0)
})

test('2,000 functions that all call each other in a circle', () => {
  const functions = Array.from({ length: 2000 }, (_, i) => `function f${i}() { f${(i + 1) % 2000}() }`)
  const code = `${functions.join('\n')}
    export class A { start() { this.t = setInterval(f0, 1) } stop() { f0() } m() { clearInterval(this.t) } }`
  expect(() => lint({ code, parser: 'espree' })).not.toThrow()
})

/**
 * The deepest nesting, from 2,000 down (500 for the TypeScript parser), that the parser and ESLint's own
 * traversal survive: both are recursive.
 */
function deepestThatParses(parser: Parser, nest: (depth: number) => string): number {
  const nothing = { ...plugin.configs.all, rules: {} }
  for (let depth = parser === 'espree' ? 2000 : 500; depth >= 1; depth = Math.floor(depth / 2)) {
    try {
      lint({ code: nest(depth), parser }, nothing)
      return depth
    } catch (error) {
      if (!/stack/.test(String(error))) throw error
    }
  }
  return 0
}
