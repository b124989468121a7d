import type { TSESTree } from '@typescript-eslint/utils'
import { describe, expect, test } from 'vitest'

import { compareEvents, eventOf } from '../../../../src/ledger/registrations/events.js'
import {
  isEmptyFunction,
  isFreshFunction,
  soleCalleeOf,
} from '../../../../src/ledger/registrations/fresh-functions.js'
import { isFollowed } from '../../../../src/ledger/registrations/handler-mentions.js'
import { findings } from '../../../../src/verdict/findings.js'
import { parseFile } from '../../../parse-file.js'

const kindsIn = (code: string): string[] =>
  findings(parseFile(code).facts).flatMap(({ loss, verdict }) =>
    loss.mismatch && verdict !== 'silent' ? [`${loss.mismatch.kind} ${verdict}`] : [],
  )

describe('mismatched', () => {
  test.each<[string, string[]]>([
    ['function f() {} a.on("x", f); a.off("x", f)', []],
    ['function f() {} a.on("x", f); a.off("y", f)', ['otherEvent known']],
    ['function f() {} a.on(x, f); a.off("y", f)', []],
    ['function f() {} a.on("x y", f); a.off("y", f)', []],
    ['function f() {} a.on("x", f); b.off("y", f)', []],
    ['function f() {} a.on("x", f); a["off"]("y", f)', ['otherEvent known']],
    ['function f() {} a.on("x", f); a.off?.("y", f)', ['otherEvent known']],
    ['function f() {} list.push(f); a.on("x", f); a.off("y", f)', []],
    ['function f() {} el.onclick = f; a.on("x", f); a.off("y", f)', []],
    ['function f() {} f.id = 1; a.on("x", f); a.off("y", f)', []],
    [
      'function f() {} setTimeout(f); f(); if (f) f.call(1); a.on("x", f); a.off("y", f)',
      ['otherEvent known'],
    ],
    ['export function f() {} a.on("x", f); a.off("y", f)', []],
    ['function f() {} export { f }; a.on("x", f); a.off("y", f)', []],
    ['import { f } from "f"; a.on("x", f); a.off("y", f)', []],
    ['function f() {} const g = f; a.on("x", g); a.off("y", f)', ['otherEvent known']],
    ['function f() {} export const g = f; a.on("x", f); a.off("y", f)', []],
    ['a.on("x", f); a.off(f)', ['noEvent known']],
    ['a.on("x", f); a.on(f); a.off(f)', []],
    ['a.on("x", f); b.off(f)', []],
    ['a.addListener(f); a.removeListener(f)', []],
    ['a.off()', []],
    ['a.off("x")', []],
    ['a.off("x", ".item", f)', []],
    ['a.off(["x"], f)', []],
    ['a.off(...b)', []],
    ['a.removeEventListener("x", this)', []],
    ['a.removeEventListener("x", null)', []],
    ['a.removeListener("x", f.bind(a))', ['freshFunction known']],
    ['a.off("x", f.bind(a))', []],
    ['a.on("x", f); a.off("x", f.bind(a))', ['freshFunction known']],
    ['a.addEventListener("x", f, { signal }); a.removeEventListener("x", () => f())', []],
    ['function f() {} a.once("x", f); a.on("y", g); a.off("y", f)', ['otherHandler known']],
    ['const f = () => {}; a.on("x", g); a.off("x", f)', ['otherHandler known']],
    ['const f = g(); a.on("x", h); a.off("x", f)', []],
    ['function f(g) { a.on("x", h); a.off("x", g) }', []],
  ])('%s', (code, expected) => {
    expect(kindsIn(code)).toEqual(expected)
  })
})

test.each<[string, 'yes' | 'no' | 'unknown']>([
  ['() => {}', 'yes'],
  ['a.f.bind(b)', 'yes'],
  ['_.bind(f, b)', 'unknown'],
  ['bind(f)', 'no'],
  ['throttle(f, 5)', 'yes'],
  ['throttle()', 'no'],
  ['make(1)', 'yes'],
  ['kept(1)', 'no'],
  ['later(1)', 'no'],
  ['some(1)', 'no'],
  ['g', 'no'],
])('isFreshFunction: %s is %s', (expression, expected) => {
  const code = `
    function make(a) { return () => a }
    const kept = memoize((a) => () => a)
    async function later(a) { return () => a }
    function some(a) { return a ? () => a : a }
    use(${expression})
  `
  const { facts, node } = parseFile(code)
  expect(isFreshFunction(facts, node(expression))).toBe(expected)
})

test.each<[string, string | undefined]>([
  ['(e) => f(e)', 'f'],
  ['function () { a.f() }', 'a.f'],
  ['() => { return f() }', 'f'],
  ['() => { f(); g() }', undefined],
  ['() => {}', undefined],
  ['() => f', undefined],
  ['f', undefined],
])('soleCalleeOf: %s', (expression, expected) => {
  const { facts, node } = parseFile(`use(${expression})`)
  const callee = soleCalleeOf(node(expression))
  expect(callee && facts.sourceCode.getText(callee)).toBe(expected)
})

test.each<[string, boolean]>([
  ['() => {}', true],
  ['() => undefined', true],
  ['() => f()', false],
  ['f', false],
])('isEmptyFunction: %s is %s', (expression, expected) => {
  expect(isEmptyFunction(parseFile(`use(${expression})`).node(expression))).toBe(expected)
})

test.each<[string, string, 'yes' | 'no' | 'unknown']>([
  ['"a"', '"a"', 'yes'],
  ['"a"', '"b"', 'no'],
  ['"a b"', '"b"', 'unknown'],
  ['"a.menu"', '"a"', 'unknown'],
  ['"*"', '"a"', 'unknown'],
  ['Events.A', 'Events.B', 'no'],
  ['my.Events.A', 'my.Events.B', 'unknown'],
  ['App.events.A', 'App.events.B', 'no'],
  ['Events.A', 'Others.B', 'unknown'],
  ['events.a', 'events.b', 'unknown'],
  ['Events[a]', 'Events[b]', 'unknown'],
  ['a', 'a', 'yes'],
  ['a', '"b"', 'unknown'],
])('compareEvents: %s and %s: %s', (left, right, expected) => {
  const { facts, node } = parseFile(`use(${left}, 0, (${right}))`)
  const last = left === right ? 2 : 1
  const [a, b] = [node(left), node(right, last)].map((each) => eventOf(facts, each as TSESTree.Expression))
  if (!a || !b) throw new Error('Two events are compared.')
  expect(compareEvents(a, b)).toBe(expected)
})

test('isFollowed: members, through other names', () => {
  const { facts, node } = parseFile(`
    class A {
      f() {}
      g() {}
      start() {
        const { f } = this
        bus.on('x', f)
        const g = this.g
        collect(g)
      }
    }
  `)
  const [f, g] = [node('f', 3), node('this.g')]
  const places = [f, g].map((each) => facts.places.placeOf(each) ?? '')
  expect(isFollowed(facts, f, places[0] ?? '')).toBe(true)
  expect(isFollowed(facts, g, places[1] ?? '')).toBe(false)
})
