import { describe, expect, test } from 'vitest'

import { namesSame, takesOut } from '../../../src/ledger/registrations/matching.js'
import { isMadeAnew } from '../../../src/ledger/registrations/handlers.js'
import { registrations, removals } from '../../../src/ledger/registrations/registrations.js'
import { mayBeTakenOut } from '../../../src/ledger/registrations/removal-index.js'
import { parseFile } from '../../parse-file.js'

describe('registrations', () => {
  const describeAll = (code: string): string[] => {
    const { facts } = parseFile(code)
    return registrations(facts).map(({ target, event, handler, once, signal }) => {
      const flags = [once && 'once', signal && 'signal'].filter(Boolean).join(' ')
      return [target.text, event.name ?? `(${event.text})`, facts.sourceCode.getText(handler), flags]
        .join(' ')
        .trim()
    })
  }

  test.each<[string, string[]]>([
    ['a.on("x", f)', ['a x f']],
    ['bus.on(a, "x", f)', ['a x f']],
    ['dom.addEventListener(a, b ? "x" : "y", f)', ['a (b ? "x" : "y") f']],
    ['dom.addEventListener(a, b, f, { passive: true })', ['a (b) f']],
    ['a.addEventListener(b, f, { passive: true })', ['a (b) f']],
    ['a.b.addEventListener("x", f)', ['a.b x f']],
    ['a?.addListener("x", f)', ['a x f']],
    ['addEventListener("x", f)', ['window x f']],
    ['function addEventListener() {} addEventListener("x", f)', []],
    ['a.once("x", f)', ['a x f once']],
    ['a.prependOnceListener("x", f)', ['a x f once']],
    ['a.addEventListener("x", f, { once: true })', ['a x f once']],
    ['a.addEventListener("x", f, { once: false })', ['a x f']],
    ['a.addEventListener("x", f, { signal })', ['a x f signal']],
    ['a.addEventListener("x", f, { ...options })', ['a x f signal']],
    ['a.addEventListener("x", f, options)', ['a x f signal']],
    ['a.addEventListener("x", f, passiveOptions)', ['a x f']],
    ['a.addEventListener("x", f, true)', ['a x f']],
    ['a.addEventListener("x", f, { passive: true })', ['a x f']],
    ['const E = "x"; a.on(E, f)', ['a x f']],
    ['a.on(e, f)', ['a (e) f']],
    ['a.on(`x`, f)', ['a x f']],
    ['a.on("x", f).on("y", g)', ['a y g', 'a x f']],
    ['a.setEncoding("utf8").on("x", f)', ['a x f']],
    ['list.addListener(f)', ['list change f']],
    ['Events.on(target, "x", f)', ['target x f']],
    ['Events.on(target, Names.X, f)', ['target (Names.X) f']],
    ['a.on("x", "y", f)', []],
    ['a.on("x")', []],
    ['a.on("x", {})', []],
    ['a.on("x", "y")', []],
    ['a.on(...b)', []],
    ['a.on()', []],
    ['a.off("x", f)', []],
  ])('%s: %j', (code, expected) => {
    expect(describeAll(code).sort()).toEqual([...expected].sort())
  })
})

test.each<[string, (string | undefined)[]]>([
  ['a.off("x", f)', ['a', 'x', 'f']],
  ['a.removeEventListener("x", f, true)', ['a', 'x', 'f']],
  ['a.removeAllListeners("x")', ['a', 'x', undefined]],
  ['a.removeAllListeners()', ['a', undefined, undefined]],
  ['a.off()', ['a', undefined, undefined]],
  ['a.removeListener(f)', ['a', 'change', 'f']],
  ['Events.off(a, "x", f)', ['a', 'x', 'f']],
  ['removeEventListener("x", f)', ['window', 'x', 'f']],
])('removals: %s: %j', (code, [target, event, handler]) => {
  const { facts } = parseFile(code)
  const [removal, ...others] = removals(facts)
  expect(others).toEqual([])
  expect(removal?.target.text).toBe(target)
  expect(removal?.event?.name).toBe(event)
  expect(removal?.handler && facts.sourceCode.getText(removal.handler)).toBe(handler)
})

/** How the only removal of a text relates to its only registration. */
const pairs: [string, 'yes' | 'no' | 'unknown'][] = [
  // target
  ['window.on("x", f); window.off("x", f)', 'yes'],
  ['window.on("x", f); globalThis.off("x", f)', 'yes'],
  ['window.on("x", f); document.off("x", f)', 'no'],
  ['class A { a() { this.on("x", f) } b() { window.off("x", f) } }', 'no'],
  ['class A { a() { this.on("x", f) } b() { this.off("x", f) } }', 'yes'],
  ['class A { a() { this.y.on("x", f) } b() { this.y.off("x", f) } }', 'yes'],
  ['class A { a() { const { y } = this; y.on("x", f) } b() { this.y.off("x", f) } }', 'yes'],
  ['class A { a() { this.y.on("x", f) } } class B { b() { this.y.off("x", f) } }', 'unknown'],
  ['class A { a() { this.on("x", f) } } class B { b() { this.off("x", f) } }', 'unknown'],
  ['function g(a) { a.on("x", f) } function h(a) { a.off("x", f) }', 'unknown'],
  ['function g(a) { a.on("x", f) } function h(b) { b.off("x", f) }', 'unknown'],
  ['function g(a) { a.on("x", f) } function h() { window.off("x", f) }', 'unknown'],
  ['get().on("x", f); get(1).off("x", f)', 'unknown'],
  ["get('a').on('x', f); get(\"a\").off('x', f)", 'yes'],
  // event
  ['a.on("x", f); a.off("y", f)', 'no'],
  ['a.on("x", f); a.off("y x", f)', 'yes'],
  ['a.on("x y", f); a.off("x y", f)', 'yes'],
  ['a.on("x", f); a.off("xy", f)', 'no'],
  ['const E = "x"; a.on("x", f); a.off(E, f)', 'yes'],
  ['a.on(e, f); a.off(e, f)', 'yes'],
  ['a.on(e, f); a.off("x", f)', 'unknown'],
  ['a.on("x", f); a.off(e, f)', 'unknown'],
  ['a.on("x", f); a.off()', 'yes'],
  ['a.on("x", f); a.removeAllListeners("x")', 'yes'],
  ['a.on("x", f); a.removeAllListeners("y")', 'no'],
  // handler
  ['function f() {} a.on("x", f); a.off("x", f)', 'yes'],
  ['function f() {} function g() {} a.on("x", f); a.off("x", g)', 'no'],
  ['const f = () => {}, g = () => {}; a.on("x", f); a.off("x", g)', 'no'],
  ['const f = make(), g = make(); a.on("x", f); a.off("x", g)', 'unknown'],
  ['const f = () => {}, g = f; a.on("x", f); a.off("x", g)', 'yes'],
  ['class A { a() { w.on("x", this.f) } b() { w.off("x", this.f) } }', 'yes'],
  ['class A { a() { w.on("x", this.f) } b() { w.off("x", this.g) } }', 'unknown'],
  ['a.on("x", () => {}); a.off("x", () => {})', 'no'],
  ['a.on("x", () => {}); a.off("x", f)', 'no'],
  ['a.on("x", f); a.off("x", () => {})', 'no'],
  ['class A { a() { w.on("x", this.f.bind(this)) } b() { w.off("x", this.f.bind(this)) } }', 'no'],
  ['class A { a() { w.on("x", this.f) } b() { w.off("x", this.f.bind(this)) } }', 'no'],
  ['a.on("x", () => {}); a.off("x")', 'yes'],
  ['a.on("x", () => {}); a.removeAllListeners()', 'yes'],
]

test.each(pairs)('takesOut: %s: %s', (code, expected) => {
  const { facts } = parseFile(code)
  const [registration] = registrations(facts)
  const [removal] = removals(facts)
  expect(registration && removal && takesOut(facts, removal, registration)).toBe(expected)
})

test.each(pairs)('the index of removals overlooks none: %s: %s', (code, expected) => {
  const { facts } = parseFile(code)
  const [registration] = registrations(facts)
  expect(registration && mayBeTakenOut(facts, registration)).toBe(expected !== 'no')
})

test('the index answers as a comparison with each removal would', () => {
  const targets = ['window', 'document', 'window.document', 'this', 'this.t', 'p', 'alias', 'get()']
  const events = ['"x"', '"y"', '"x y"', 'e', 'E']
  const handlers = ['f', 'g', 'h', 'this.f', 'this.g', '() => {}', 'this.f.bind(this)', 'unknown', 'named']
  const combinations = targets.flatMap((target) =>
    events.flatMap((event) => handlers.map((handler) => [target, event, handler] as const)),
  )
  const declarations =
    'function f() {} const g = () => {}; const h = g, E = "x", alias = window; const named = wrap(f);'
  const on = combinations.map(([target, ...rest]) => `${target}.on(${rest.join(', ')})`)
  for (let start = 0; start < combinations.length; start += 3) {
    const off = [0, 1, 2].flatMap((i) => {
      const [target, event, handler] = combinations[(start + i * 97) % combinations.length] ?? ['a', 'b', 'c']
      return [`${target}.off(${event}, ${handler})`, ...(start % 60 === 0 ? [`${target}.off(${event})`] : [])]
    })
    const code = `${declarations} class A { m(p, e) { ${on.join('; ')} } n(p, e) { ${off.join('; ')} } }`
    const { facts } = parseFile(code)
    const all = registrations(facts)
    expect(all).toHaveLength(combinations.length)
    const one = all.map((registration) => mayBeTakenOut(facts, registration))
    const each = all.map((registration) =>
      removals(facts).some((removal) => takesOut(facts, removal, registration) !== 'no'),
    )
    expect(one).toEqual(each)
  }
})

test.each([
  ['function g(a, b) { a.on("x", f); b.off("x", f) }', true],
  ['window.on("x", f); document.off("x", f)', false],
  ['a.on("x", f); a.off("y", f)', false],
  ['a.on("x", f); a.off("x")', false],
  ['a.on(e, f); a.off(e, f)', false],
  ['const f = make(), g = make(); a.on("x", f); a.off("x", g)', false],
])('namesSame: %s: %s', (code, expected) => {
  const { facts } = parseFile(code)
  const [registration] = registrations(facts)
  const [removal] = removals(facts)
  expect(registration && removal && namesSame(facts, removal, registration)).toBe(expected)
})

test.each([
  ['() => {}', true],
  ['function () {}', true],
  ['f.bind(this)', true],
  ['(f.bind(this) as any)', true],
  ['f', false],
  ['this.f', false],
  ['make()', false],
  ['bind(f)', false],
])('%s is made anew: %s', (expression, expected) => {
  const { facts } = parseFile(`$(${expression})`, { language: 'ts' })
  const argument = facts.nodes.calls.get('$')?.[0]?.arguments[0]
  expect(argument && isMadeAnew(argument)).toBe(expected)
})
