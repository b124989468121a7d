import { describe, expect, test } from 'vitest'

import { endsOfHandle } from '../../src/losses/handles/ends-of-handle.js'
import { handles } from '../../src/losses/handles/handle.js'
import { observedTarget } from '../../src/losses/observers/observed-target.js'
import { observerOf } from '../../src/losses/observers/observer.js'
import { findings } from '../../src/verdict/findings.js'
import { OBSERVER_PROTOCOLS, protocolNamed } from '../../src/protocols/observers.js'
import { parseFile, type ParsedFile } from '../parse-file.js'

const rowNamed = (name: string) => {
  const row = OBSERVER_PROTOCOLS.find((each) => each.name === name)
  if (!row) throw new Error(name)
  return row
}

const observersIn = ({ facts }: ParsedFile) => handles(facts).flatMap((each) => observerOf(facts, each) ?? [])

const startIn = ({ facts }: ParsedFile) => {
  const [start] = facts.nodes.calls.get('observe') ?? []
  if (!start) throw new Error('There is no start')
  return start
}

const endsIn = (file: ParsedFile) => {
  const [observer] = observersIn(file)
  if (!observer) throw new Error('There is no observer')
  const { ends, taker } = endsOfHandle(file.facts, observer.handle)
  return { ends: ends.length, isHandedOn: taker !== undefined }
}

describe('what makes an observer', () => {
  test.each([
    ['new ResizeObserver(f).observe(x)', ['ResizeObserver']],
    ['new window.ResizeObserver(f).observe(x)', ['ResizeObserver']],
    ['new this.ownerWindow.ResizeObserver(f).observe(x)', ['ResizeObserver']],
    ["import RO from 'resize-observer-polyfill'; new RO(f).observe(x)", ['ResizeObserver']],
    [
      "import { ResizeObserver as RO } from '@juggle/resize-observer'; new RO(f).observe(x)",
      ['ResizeObserver'],
    ],
    ["import { PerformanceObserver as PO } from 'perf_hooks'; new PO(f).observe(x)", ['PerformanceObserver']],
    ["import { createHistogram as PO } from 'perf_hooks'; new PO(f).observe(x)", []],
    // Libraries have classes of these names that watch something else.
    ["import { MutationObserver } from 'queries'; new MutationObserver(f).observe(x)", []],
    ["import RO from 'rows'; new RO(f).observe(x)", []],
    ['const o = new MutationObserver(f); o.observe(x)', ['MutationObserver']],
    ['let o; o = ready ? new MutationObserver(f) : null; o?.observe(x)', ['MutationObserver']],
    ['let o; o ??= new MutationObserver(f); o.observe(x)', ['MutationObserver']],
    ['class A { m() { (this.o = new MutationObserver(f)).observe(x) } }', ['MutationObserver']],
    ['const o = useMemo(() => new MutationObserver(f), []); o.observe(x)', ['MutationObserver']],
    ['const [o] = useState(() => new MutationObserver(f)); o.observe(x)', ['MutationObserver']],
    ['const o = useRef(new MutationObserver(f)); o.current.observe(x)', ['MutationObserver']],
    ['const o = useRef(); o.current = new MutationObserver(f); o.current.observe(x)', ['MutationObserver']],
    ['const make = () => new MutationObserver(f); const o = make(); o.observe(x)', ['MutationObserver']],
    ["const o = createObserver('intersection', f); o.observe(x)", ['IntersectionObserver']],
    ['const mutationObserver = create(f); mutationObserver.observe(x)', ['MutationObserver']],
    ['const observer = create(f); observer.observe(x)', ['observer']],
    ['const observer = shared(f); observer.observe(x)', []],
    ['const o = create(f); o.observe(x)', []],
    ['const o = o.p; o.observe(x)', []],
    ['store.observe(x)', []],
  ])('%s: %j', (code, names) => {
    expect(observersIn(parseFile(code)).map(({ protocol }) => protocol.name)).toEqual(names)
  })

  test('a field of a class, destructured', () => {
    const code =
      'class A { observer = new ResizeObserver(f); start() { const { observer } = this; observer.observe(x) } }'
    expect(observersIn(parseFile(code))).toMatchObject([{ protocol: { name: 'ResizeObserver' } }])
  })

  test('names of two kinds say nothing', () => {
    expect(protocolNamed(['resize', 'mutationObserver']).name).toBe('observer')
  })
})

describe('how long a target stays', () => {
  test.each([
    ['o.observe(document)', 'page', 'document'],
    ['o.observe(document.body, {})', 'page', 'document.body'],
    ['o.observe(window.document.head)', 'page', 'window.document.head'],
    ['const b = document.body; o.observe(b)', 'page', 'b'],
    ["o.observe(document.querySelector('html'))", 'page', "document.querySelector('html')"],
    [
      "o.observe(document.getElementsByTagName('head')[0])",
      'page',
      "document.getElementsByTagName('head')[0]",
    ],
    ["o.observe(document.querySelector('.x'))", 'unknown', "document.querySelector('.x')"],
    ["o.observe(panel.querySelector('body'))", 'unknown', "panel.querySelector('body')"],
    ['function f(root = document.body) { o.observe(root) } f()', 'page', 'document.body'],
    ['function f(root = document.body) { o.observe(root) } f(x)', 'maybePage', 'document.body'],
    ['function f(root = document.body) { o.observe(root) } f(...x)', 'maybePage', 'document.body'],
    ['function f(root = document.body) { root = root.x; o.observe(root) }', 'maybePage', 'document.body'],
    ['function f({ root = document.body }) { o.observe(root) } f({ root: x })', 'maybePage', 'document.body'],
    ['function f(root = x) { o.observe(root) }', 'unknown', 'root'],
    ['function f(root) { o.observe(root ?? document.body) }', 'maybePage', 'document.body'],
    ['function f(root) { o.observe(root && document.body) }', 'page', 'root && document.body'],
    ['function f(x) { o.observe(x.ownerDocument.body) }', 'maybePage', 'x.ownerDocument.body'],
    ['function f(x) { o.observe(x.contentDocument.body) }', 'unknown', 'x.contentDocument.body'],
    ['function f(doc) { o.observe(doc) }', 'maybePage', 'doc'],
    ['class A { f() { o.observe(this) } }', 'own', 'this'],
    ['class A { f() { o.observe(this.shadowRoot) } }', 'own', 'this.shadowRoot'],
    [
      "class A { f() { o.observe(this.shadowRoot.querySelector('a').b) } }",
      'own',
      "this.shadowRoot.querySelector('a').b",
    ],
    ['class A { f() { o.observe(this.given) } }', 'unknown', 'this.given'],
    ["function f() { const e = document.createElement('p'); o.observe(e) }", 'local', 'e'],
    [
      "function f() { const e = document.createElement('p'); o.observe(e.firstChild) }",
      'local',
      'e.firstChild',
    ],
  ])('%s: %s', (code, stays, text) => {
    const file = parseFile(code)
    expect(observedTarget(file.facts, startIn(file), rowNamed('MutationObserver'))).toEqual({ stays, text })
  })

  test.each(['o.observe()', 'o.observe(...targets)'])('%s: not visible', (code) => {
    const file = parseFile(code)
    expect(observedTarget(file.facts, startIn(file), rowNamed('MutationObserver'))).toBeUndefined()
  })

  test('the page itself', () => {
    const file = parseFile("o.observe({ type: 'paint' })")
    expect(observedTarget(file.facts, startIn(file), rowNamed('PerformanceObserver'))).toEqual({
      stays: 'page',
      text: undefined,
    })
  })
})

describe('what becomes of an observer', () => {
  const usesIn = (body: string) =>
    endsIn(parseFile(`function run(x) { const o = new MutationObserver(() => {}); o.observe(x); ${body} }`))

  test.each([
    ['', 0, false],
    ['o.takeRecords()', 0, false],
    ['o.observe(x.y)', 0, false],
    ['if (o) x()', 0, false],
    ['useEffect(x, [o])', 0, false],
    ['o.disconnect()', 1, false],
    ['o?.disconnect?.()', 1, false],
    ['disconnectAll(o)', 1, false],
    ['const p = o; p.disconnect()', 1, false],
    ['x.o = o; x.o.disconnect()', 1, false],
    ['const { disconnect } = o', 0, true],
    ['onEnd(o.disconnect)', 0, true],
    ['o[x]()', 0, true],
    ['keep(o)', 0, true],
    ['keep([o])', 0, true],
    ['keep({ o })', 0, true],
    ['return o', 0, true],
    ['last = o', 0, true],
  ])('%s: %i ends, handed on: %s', (body, ends, isHandedOn) => {
    expect(usesIn(body)).toEqual({ ends, isHandedOn })
  })

  test('a ref that is handed on', () => {
    const file = parseFile(
      'function run(x) { const o = ref(); o.value = new MutationObserver(x); o.value.observe(x); return { o } }',
    )
    expect(endsIn(file)).toEqual({ ends: 0, isHandedOn: true })
    expect(observersIn(file)).toMatchObject([{ isCallbackUnknown: true }])
  })

  test('other refs do not count', () => {
    const file = parseFile(
      'function run(x) { const o = ref(), p = ref(); o.value = new MutationObserver(x); o.value.observe(x); p.value.disconnect(); keep(p.value) }',
    )
    expect(endsIn(file)).toEqual({ ends: 0, isHandedOn: false })
  })

  test('`this` of its callback, but not of a function within', () => {
    const uses = (end: string) =>
      endsIn(parseFile(`new MutationObserver(function () { ${end} }).observe(x)`)).ends
    expect(uses('this.disconnect()')).toBe(1)
    expect(uses('run(() => this.disconnect())')).toBe(1)
    expect(uses('run(function () { this.disconnect() })')).toBe(0)
  })
})

test('the leaks of a file, asked for once', () => {
  const { facts } = parseFile(
    'class A { f() { new MutationObserver(() => {}).observe(document.body) } dispose() {} }',
  )
  const found = findings(facts)
  expect(found).toMatchObject([{ verdict: 'known', loss: { kind: 'dropped', cell: undefined } }])
  expect(findings(facts)).toBe(found)
})
