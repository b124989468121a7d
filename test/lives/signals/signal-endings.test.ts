import { describe, expect, test } from 'vitest'

import { registrations } from '../../../src/ledger/registrations/registrations.js'
import { endOfSignal, type SignalEnding } from '../../../src/lives/signals/signal-endings.js'
import { parseFile } from '../../parse-file.js'

function endingIn(code: string): SignalEnding {
  const { facts } = parseFile(code, { language: 'ts' })
  const [registration] = registrations(facts)
  if (!registration) throw new Error(`Nothing is registered in ${code}`)
  return endOfSignal(facts, registration)
}

const inFunction = (signal: string, rest = ''): string =>
  `export function watch(given) { ${rest}; window.addEventListener('resize', () => 0, ${signal}) }`

describe('nobody can abort', () => {
  test.each([
    inFunction('{ signal: c.signal }', 'const c = new AbortController()'),
    inFunction('{ once: false, signal: c.signal }', 'const c = new AbortController()'),
    inFunction('{ signal }', 'const c = new AbortController(); const { signal } = c'),
    inFunction(
      '{ signal }',
      'const c = new AbortController(); const signal = c.signal; if (signal.aborted) return',
    ),
    inFunction('{ signal }', 'const { signal } = new AbortController()'),
    inFunction('{ signal: new AbortController().signal }'),
    inFunction('options', 'const c = new AbortController(); const options = { signal: c.signal }'),
    inFunction('{ ...options }', 'const c = new AbortController(); const options = { signal: c.signal }'),
    inFunction('{ signal: AbortSignal.any([c.signal]) }', 'const c = new AbortController()'),
    inFunction('{ signal: (c as AbortController)!.signal }', 'const c = new AbortController()'),
    inFunction('{ signal: c.signal }', "const c = new AbortController(); fetch('/', { signal: c.signal })"),
    inFunction('{ signal }', 'const { signal } = (c = new AbortController()); let c'),
    `import { AbortController } from 'abort-controller'; ${inFunction('{ signal: c.signal }', 'const c = new AbortController()')}`,
    `const c = new AbortController(); ${inFunction('{ signal: c.signal }')}`,
    `class A { #c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.#c.signal }) } }`,
    `class A { private c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.c.signal }) } }`,
    `class A { #c; #s; constructor() { this.#c = new AbortController(); this.#s = this.#c.signal } m() { window.addEventListener('x', () => 0, { signal: this.#s }) } }`,
    `function View() {
      const ref = useRef(new AbortController())
      useEffect(() => { window.addEventListener('x', () => 0, { signal: ref.current.signal }) }, [ref])
    }`,
    `function View() {
      const c = useMemo(() => new AbortController(), [])
      useEffect(() => { window.addEventListener('x', () => 0, { signal: c.signal }) }, [c])
    }`,
  ])('%s', (code) => {
    expect(endingIn(code)).toMatchObject({ end: 'never', isCertain: true })
  })

  test('a field that others can reach', () => {
    const code = `class A { c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.c.signal }) } }`
    expect(endingIn(code)).toMatchObject({ end: 'never', isCertain: false })
  })

  test('the controller, for a message', () => {
    const { controller } = endingIn(
      `class A { #c = new AbortController()\n m() { window.addEventListener('x', () => 0, { signal: this.#c.signal }) } }`,
    )
    expect(controller?.handle.text).toBe('this.#c')
    expect(controller?.made.loc.start.line).toBe(1)
  })
})

describe('aborted when the owner ends', () => {
  const effect = (body: string): string =>
    `function View() { useEffect(() => { const c = new AbortController(); window.addEventListener('x', () => 0, { signal: c.signal }); ${body} }, []) }`
  const member = (rest: string): string =>
    `class A { #c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.#c.signal }) } ${rest} }`

  test.each([
    effect('return () => c.abort()'),
    effect('return () => { c.abort() }'),
    effect('return c.abort.bind(c)'),
    effect('const stop = () => c.abort(); return stop'),
    member('dispose() { this.#c.abort() }'),
    member('dispose() { this.#c?.abort() }'),
    member('dispose() { this.#stop() } #stop() { this.#c.abort() }'),
    member('[Symbol.dispose]() { const c = this.#c; c.abort() }'),
    member('ngOnDestroy() { const { abort } = this; this.#c.abort(abort) }'),
    `function useIt() { const c = new AbortController(); onMounted(() => { window.addEventListener('x', () => 0, { signal: c.signal }) }); onUnmounted(() => c.abort()) }`,
    `function useIt() { const c = new AbortController(); window.addEventListener('x', () => 0, { signal: c.signal }); onScopeDispose(c.abort.bind(c)) }`,
    `async function run() { const c = new AbortController(); try { window.addEventListener('x', () => 0, { signal: c.signal }); await work() } finally { c.abort() } }`,
    `function View() {
      const ref = useRef(new AbortController())
      useEffect(() => { window.addEventListener('x', () => 0, { signal: ref.current.signal }); return () => ref.current.abort() }, [])
    }`,
    `function create() { const c = new AbortController(); window.addEventListener('x', () => 0, { signal: c.signal }); return { destroy() { c.abort() } } }`,
    // A gesture: what the handler of its start began, the handler of its end ends.
    `class A { dispose() {} onDown() { const c = new AbortController(); window.addEventListener('move', () => 0, { signal: c.signal }); window.addEventListener('up', () => c.abort(), { signal: c.signal }) } }`,
    `class A { #c; start() { this.#c?.abort(); this.#c = new AbortController(); window.addEventListener('x', () => 0, { signal: this.#c.signal }) } stop() { this.#c?.abort() } }`,
    inFunction('{ signal: AbortSignal.timeout(500) }'),
    inFunction('{ signal: AbortSignal.abort() }'),
    inFunction(
      '{ signal: AbortSignal.any([c.signal, AbortSignal.timeout(500)]) }',
      'const c = new AbortController()',
    ),
  ])('%s', (code) => {
    expect(endingIn(code).end).toBe('atEnd')
  })
})

describe('aborted, though not when the owner ends', () => {
  test.each([
    `class A { #c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.#c.signal }) } reset() { this.#c.abort() } dispose() { this.log() } }`,
    `function View() { useEffect(() => { const c = new AbortController(); window.addEventListener('x', () => 0, { signal: c.signal }); button.onclick = () => c.abort() }, []) }`,
  ])('%s', (code) => {
    const { end, abortedAt } = endingIn(code)
    expect(end).toBe('aborted')
    expect(abortedAt?.type).toBe('CallExpression')
  })
})

test.each([
  inFunction('{ signal: AbortSignal.timeout(60_000) }'),
  inFunction('{ signal: AbortSignal.timeout(60 * SECOND) }', 'const SECOND = 1000'),
  inFunction(
    '{ signal: AbortSignal.any([c.signal, AbortSignal.timeout(60_000)]) }',
    'const c = new AbortController()',
  ),
])('late: %s', (code) => {
  expect(endingIn(code).end).toBe('late')
})

test.each([
  "export function watch() { window.addEventListener('resize', () => 0) }",
  inFunction('true'),
  inFunction('options', 'const options = { capture: true }'),
  inFunction('options', 'const options = { once: true }'),
  inFunction('{ ...options }', 'const options = { capture: true }'),
])('no signal: %s', (code) => {
  expect(endingIn(code).end).toBe('none')
})

describe('unknown', () => {
  const withController = (rest: string): string =>
    inFunction('{ signal: c.signal }', `const c = new AbortController(); ${rest}`)

  test.each([
    inFunction('{ signal: given }'),
    inFunction('{ signal: given.signal }'),
    inFunction('{ signal }', 'const { signal } = given'),
    inFunction('{ signal: this.signal }'),
    inFunction('given'),
    inFunction('{ ...given }'),
    inFunction('{ ...options }', 'const options = { ...given }'),
    inFunction('options', 'const options = {}; options.signal = given'),
    inFunction('{ signal: AbortSignal.timeout(given) }'),
    inFunction('{ signal: AbortSignal.any(given) }'),
    inFunction('{ signal: AbortSignal.any([...given]) }'),
    inFunction('{ signal: AbortSignal.any([c.signal, given]) }', 'const c = new AbortController()'),
    inFunction('{ signal: merge(c.signal) }', 'const c = new AbortController()'),
    inFunction('{ signal: c.signal }', 'const c = given ?? new AbortController()'),
    inFunction('{ signal: c.signal }', 'let c = new AbortController(); c = given'),
    inFunction('{ signal: c.signal }', 'let c; ({ c = new AbortController() } = given)'),
    inFunction('{ signal: c.signal }', 'const c = new AbortController(); const other = (known = c)'),
    inFunction('{ signal: c.signal }', 'let c; const other = (c = new AbortController()); other.abort()'),
    withController('register(c)'),
    withController('given.controller = c'),
    withController('list.push({ c })'),
    withController('return c'),
    withController('const { abort } = c'),
    withController('setTimeout(c.abort.bind(c), 1e6)'),
    withController('c.onDone()'),
    `export const c = new AbortController(); ${inFunction('{ signal: c.signal }')}`,
    `const c = new AbortController(); ${inFunction('{ signal: c.signal }')}; export { c }`,
    `const c = new AbortController(); ${inFunction('{ signal: c.signal }')}; module.exports = { c }`,
    `class AbortController {} ${inFunction('{ signal: c.signal }', 'const c = new AbortController()')}`,
    `class A { constructor(private c: AbortController) {} m() { window.addEventListener('x', () => 0, { signal: this.c.signal }) } }`,
    `class A { #c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.#c.signal }) } get controller() { return this.#c } }`,
    `class A { #c = new AbortController(); m() { window.addEventListener('x', () => 0, { signal: this.#c.signal }) } cancel() { this.#c.abort() } }`,
    `function View() {
      const ref = useRef(new AbortController())
      useCancel(ref)
      useEffect(() => { window.addEventListener('x', () => 0, { signal: ref.current.signal }) }, [])
    }`,
    `function View({ session }) {
      useEffect(() => { session.c = new AbortController(); window.addEventListener('x', () => 0, { signal: session.c.signal }) }, [])
    }`,
    `const a = b.signal, b = { signal: a }; ${inFunction('{ signal: a }')}`,
  ])('%s', (code) => {
    expect(endingIn(code).end).toBe('unknown')
  })
})
