import { describe, expect, test } from 'vitest'

import { describeEnd, mainTeardown, ownersOf, runsAtAnyEnd } from '../../src/lives/owner.js'
import { parseFile } from '../parse-file.js'

/** The owners of `acquire()`, each as `kind name: ends [its teardowns]`. */
function ownersIn(code: string, settings?: unknown): string[] {
  const { facts, call } = parseFile(code, { language: 'ts', settings })
  return ownersOf(facts, call('acquire()')).map(({ kind, name, ends, teardowns }) => {
    const names = teardowns.map((teardown) => teardown.name)
    return `${kind} ${name}: ${ends} [${names.join(', ')}]`
  })
}

describe('instances', () => {
  test.each([
    ['class A { start() { acquire() } dispose() {} }', 'instance A: yes [dispose()]'],
    ['class A { start() { x(() => acquire()) } close() {} }', 'instance A: yes [close()]'],
    ['class A { x = acquire(); #destroy() {} }', 'instance A: yes [#destroy()]'],
    ['const a = class { start() { acquire() } stop() {} }', 'instance the class: yes [stop()]'],
    ['class A { start() { acquire() } [Symbol.dispose]() {} }', 'instance A: yes [[Symbol.dispose]()]'],
    ['class A { start() { acquire() } dispose = () => {} }', 'instance A: yes [dispose()]'],
    ['class A { start() { acquire() } }', 'instance A: unknown []'],
    ['class A { start() { acquire() } dispose() {} close() {} }', 'instance A: yes [dispose(), close()]'],
    ['class A { componentDidMount() { acquire() } }', 'instance A: yes []'],
    ['class A extends React.Component { m() { acquire() } }', 'instance A: yes []'],
    ['class A extends PureComponent { m() { acquire() } }', 'instance A: yes []'],
    ['class A extends Disposable { m() { acquire() } }', 'instance A: yes []'],
    ['class A extends mixin(DisposableBase) { m() { acquire() } }', 'instance A: unknown []'],
    ['class A extends DisposableMixin(B) { m() { acquire() } }', 'instance A: yes []'],
    ['class A extends Other { m() { acquire() } }', 'instance A: unknown []'],
    [
      'function A() {} A.prototype.start = function () { acquire() }; A.prototype.stop = function () {}',
      'instance the object: yes [stop()]',
    ],
    [
      'function A() { acquire(); this.stop = function () { b() } } new A()',
      'instance the object: yes [stop()]',
    ],
    [
      'function A() { var self = this; acquire(); self.close = function () {} } export const a = () => new A()',
      'instance the object: yes [close()]',
    ],
    ['x({ mounted() { acquire() }, beforeUnmount() {} })', 'instance the object: yes [beforeUnmount()]'],
    ['const a = { start() { acquire() }, stop() {} }', 'instance the object: unknown [stop()]'],
    [
      'class A { m() { this.disposables.push(() => b()); acquire() } }',
      'instance A: yes [the callback given to push()]',
    ],
    [
      'class A { m() { this._register({ dispose: () => {} }); acquire() } }',
      'instance A: yes [the callback given to _register()]',
    ],
    [
      'class A { m() { this.x.once("dispose", () => {}); acquire() } }',
      'instance A: yes [the callback given to once()]',
    ],
    ['class A { componentDidMount() { acquire() } static stop() {} }', 'instance A: yes []'],
    ['class A { m() { acquire() } static stop() {} }', 'instance A: unknown []'],
    ['class A { static m() { acquire() } static stop() {} stop2() {} }', 'instance A: yes [stop()]'],
    ['class A extends HTMLElement { m() { acquire() } disconectedCallback() {} }', 'instance A: yes []'],
    ['class A extends Mixed(LitElement) { m() { acquire() } }', 'instance A: yes []'],
    [
      'import { Directive } from "@angular/core"; @Directive() class A { m() { acquire() } }',
      'instance A: yes []',
    ],
    ['import { Directive } from "./a"; @Directive() class A { m() { acquire() } }', 'instance A: unknown []'],
    ['export default { created() { acquire() } }', 'instance this component: yes []'],
    ['const a = { data() {}, created() { acquire() } }', 'instance this component: yes []'],
    ['const a = { created() { acquire() } }', undefined],
    // The end of something else says nothing of the end of A.
    ['class A { m() { this.x.once("close", () => {}); acquire() } }', 'instance A: unknown []'],
  ])('%s: %s', (code, expected) => {
    expect(ownersIn(code)).toEqual(expected === undefined ? [] : [expected])
  })

  test("the user's own teardowns and collectors count", () => {
    const code = 'class A { m() { acquire() } retire() {} }'
    expect(ownersIn(code)).toEqual(['instance A: unknown []'])
    expect(ownersIn(code, { teardowns: ['retire'] })).toEqual(['instance A: yes [retire()]'])
    const collected = 'class A { m() { acquire(); whenDone(() => {}) } }'
    expect(ownersIn(collected)).toEqual(['instance A: unknown []'])
    expect(ownersIn(collected, { collectors: ['whenDone'] })).toEqual([
      'instance A: yes [the callback given to whenDone()]',
    ])
  })
})

describe('effects', () => {
  test.each([
    [
      'useEffect(() => { acquire(); return () => {} })',
      ['effect this effect: yes [the cleanup of useEffect]'],
    ],
    ['useEffect(() => { acquire() })', ['effect this effect: yes []']],
    ['onMount(() => { acquire() })', ['effect this effect: unknown []']],
    [
      'useEffect(() => { acquire(); return a ? () => {} : () => {} })',
      ['effect this effect: yes [the cleanup of useEffect, the cleanup of useEffect]'],
    ],
    [
      'useEffect(() => { acquire(); const stop = () => {}; return stop })',
      ['effect this effect: yes [the cleanup of useEffect]'],
    ],
    ['function start() { acquire() } useEffect(start)', ['effect this effect: yes []']],
    [
      'function App() { useEffect(() => { acquire(); return () => {} }) }',
      ['effect this effect: yes [the cleanup of useEffect]', 'scope App: yes [the cleanup of useEffect]'],
    ],
    [
      'import { watch } from "vue"; watch(a, (b, c, done) => { acquire(); done(() => {}) })',
      ['effect this watcher: yes [the callback given to done()]'],
    ],
    ['import { watch } from "gulp"; watch(a, () => { acquire() })', []],
    [
      'import { createEffect } from "solid-js"; createEffect(() => { acquire(); onCleanup(() => {}) })',
      ['effect this effect: yes [the callback given to onCleanup()]'],
    ],
    [
      '$effect.pre(() => { acquire(); return () => {} })',
      ['effect this effect: yes [the cleanup of $effect.pre]'],
    ],
    ['import { onMount } from "svelte"; onMount(() => { acquire() })', ['effect this effect: yes []']],
    ['import { onMount } from "solid-js"; onMount(() => { acquire(); return () => {} })', []],
    [
      'import { useSyncExternalStore as use } from "react"; useSyncExternalStore(() => { acquire() }, a)',
      ['effect this function: yes []'],
    ],
  ])('%s: %j', (code, expected) => {
    expect(ownersIn(code)).toEqual(expected)
  })
})

describe('scopes', () => {
  test.each([
    [
      'import { onMounted } from "vue"; function useX() { acquire(); onMounted(() => {}) }',
      ['scope useX(): yes []'],
    ],
    [
      'import { onMounted, onUnmounted } from "vue"; function useX() { onMounted(() => acquire()); onUnmounted(a) }',
      ['scope useX(): unknown []'],
    ],
    ['import { ref } from "vue"; function useX() { acquire(); ref(0) }', ['scope useX(): unknown []']],
    ['import { ref } from "vue"; function x() { acquire(); ref(0) }', []],
    [
      'export default defineComponent({ setup() { acquire(); onUnmounted(() => {}) } })',
      ['scope this component: yes [the callback given to onUnmounted()]'],
    ],
    [
      'import "vscode"; export function activate() { acquire() } export function deactivate() { a() }',
      ['scope this extension: yes [deactivate()]'],
    ],
    [
      'import "vscode"; export function activate() { acquire() } export function deactivate() {}',
      ['scope this extension: unknown []'],
    ],
    [
      'function useX() { acquire(); onUnmounted(end) } function end() {}',
      ['scope useX(): yes [the callback given to onUnmounted()]'],
    ],
    ['function f() { acquire(); return () => { off() } }', ['scope f(): yes [the function it returns]']],
    ['const f = () => { acquire(); return () => x.close() }', ['scope f(): yes [the function it returns]']],
    ['function f() { acquire(); return { stop() {} } }', ['scope f(): yes [stop() of what it returns]']],
    [
      'function f() { acquire(); const api = { dispose: () => {} }; return api }',
      ['scope f(): yes [dispose() of what it returns]'],
    ],
    [
      'function useX() { acquire(); onUnmounted(() => {}) }',
      ['scope useX(): yes [the callback given to onUnmounted()]'],
    ],
    ['function useX() { acquire(); useState() }', ['scope useX(): unknown []']],
    [
      'f(() => { acquire(); onCleanup(() => {}) })',
      ['scope this function: yes [the callback given to onCleanup()]'],
    ],
    // Some function that is returned need not be a disposer.
    ['function f() { acquire(); return () => { g() } }', []],
    ['function f() { acquire(); return { get() {} } }', []],
    ['function f() { acquire() }', []],
    ['acquire()', []],
  ])('%s: %j', (code, expected) => {
    expect(ownersIn(code)).toEqual(expected)
  })
})

describe('runsAtAnyEnd', () => {
  test.each([
    ['in a teardown', 'class A { m() { acquire() } dispose() { release() } }', true],
    [
      'in a method that a teardown calls',
      'class A { m() { acquire() } dispose() { this.n() } n() { release() } }',
      true,
    ],
    [
      'two calls away',
      'class A { m() { acquire() } dispose() { this.n() } n() { o() } } function o() { release() }',
      true,
    ],
    [
      'in a function that a teardown hands on',
      'class A { m() { acquire() } dispose() { all(() => release()) } }',
      true,
    ],
    ['in a cleanup', 'useEffect(() => { acquire(); return () => release() })', true],
    ['in a collected callback', 'function f() { acquire(); this.subscriptions.push(() => release()) }', true],
    ['in a handler of an end event', 'function f(x) { acquire(); x.on("close", () => release()) }', true],
    [
      'in what a collector is given by name',
      'function f() { acquire(); defer(g) } function g() { release() }',
      true,
    ],
    ['in another method', 'class A { m() { acquire() } dispose() {} n() { release() } }', false],
    [
      'in the teardown of another class',
      'class A { m() { acquire() } dispose() {} } class B { dispose() { release() } }',
      false,
    ],
    ['in the same method', 'class A { m() { acquire(); release() } dispose() {} }', false],
    [
      'where the teardown only takes it out of something',
      'class A { m() { acquire() } dispose() { off(this.n) } n() { release() } }',
      false,
    ],
  ])('%s: %s: %s', (_name, code, expected) => {
    const { facts, call } = parseFile(code)
    expect(runsAtAnyEnd(facts, call('release()'), ownersOf(facts, call('acquire()')))).toBe(expected)
  })

  test('is yes where an end runs too much to follow', () => {
    const functions = Array.from({ length: 1200 }, (_, i) => `function f${i}() { f${i + 1}() }`)
    const code = `class A { m() { acquire() } dispose() { f0() } }
      function unrelated() { release() } ${functions.join('\n')}`
    const { facts, call } = parseFile(code)
    expect(runsAtAnyEnd(facts, call('release()'), ownersOf(facts, call('acquire()')))).toBe(true)
  })
})

describe('describeEnd', () => {
  test.each([
    ['class A { m() { acquire() }\ndispose() {} }', 'dispose()'],
    ['class A { m() { acquire() } }', 'a teardown of A'],
    ['useEffect(() => { acquire() })', 'a cleanup of this effect'],
    ['function useX() { acquire(); useState() }', 'a cleanup of the component or scope'],
    ['acquire()', 'a function that ends this work'],
    ['class A extends Component { m() { acquire() } }', 'componentWillUnmount()'],
    [
      'class A extends Component { m() { acquire() }\ncomponentWillUmount() {} }',
      'componentWillUnmount(), which is misspelled as componentWillUmount()',
    ],
    [
      'import { onMounted } from "vue"; function useX() { onMounted(() => acquire()) }',
      'a function given to onUnmounted()',
    ],
    [
      'import { watchEffect } from "vue"; watchEffect((cleanUp) => { acquire() })',
      'a function given to cleanUp()',
    ],
  ])('%s: %s', (code, expected) => {
    const { facts, call } = parseFile(code)
    expect(describeEnd(ownersOf(facts, call('acquire()'))[0])).toBe(expected)
  })

  test('names a method before a callback collected somewhere', () => {
    const { facts, call } = parseFile('class A { m() { acquire(); defer(() => {}) } close() {} }')
    const [owner] = ownersOf(facts, call('acquire()'))
    expect(owner?.teardowns).toHaveLength(2)
    expect(owner && mainTeardown(owner)?.name).toBe('close()')
  })
})
