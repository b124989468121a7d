import { describe, expect, test } from 'vitest'

import { perFile, perKey, type FileFacts } from '../../src/cells/file-facts.js'
import { parseFile } from '../parse-file.js'

describe('the index of nodes', () => {
  test('calls and constructions by the last name of what they call', () => {
    const { nodes } = parseFile('a(); b.a(); b?.a(); new a(); b[a](); a``').facts
    expect(nodes.calls.get('a')).toHaveLength(3)
    expect(nodes.constructions.get('a')).toHaveLength(1)
    expect([...nodes.calls.keys()]).toEqual(['a'])
  })

  test('members, read or destructured, by their property', () => {
    const { nodes } = parseFile(
      'a.x; a["x"]; const { x, y: { x: z } } = a; f(({ x }) => x); a[x]; ({ x })',
    ).facts
    expect(nodes.members.get('x')).toHaveLength(5)
    expect(nodes.members.get('y')).toHaveLength(1)
  })

  test('returns and exits by their function', () => {
    const { facts, functionNamed } = parseFile(
      'function a() { if (x) return; return () => b } const b = () => 1; class C { d() { throw 1 } }',
    )
    const { returns, exits } = facts.nodes
    expect(returns.get(functionNamed('a'))).toHaveLength(1)
    expect(returns.get(functionNamed('b'))).toHaveLength(1)
    expect(exits.get(functionNamed('a'))).toHaveLength(2)
    expect(exits.get(functionNamed('b'))).toBeUndefined()
    expect(exits.get(functionNamed('d'))).toHaveLength(1)
    expect(returns.size).toBe(3)
  })

  test('functions, classes and assignments', () => {
    const { nodes } = parseFile('a = b = c; d += 1; class E { f() {} } const g = class {}; () => {}').facts
    expect([nodes.assignments.length, nodes.classes.length, nodes.functions.length]).toEqual([3, 2, 2])
  })

  test('what stands in types is left out, what stands in values between them is not', () => {
    const { nodes } = parseFile(
      'type A = typeof x.a; interface B { b: typeof x.b } const c = f() as typeof x.c; namespace D { g() } enum E { F = h() } class G { constructor(private i = j()) {} } export = k()',
      { language: 'ts' },
    ).facts
    expect([...nodes.members.keys()]).toEqual([])
    expect([...nodes.calls.keys()].sort()).toEqual(['f', 'g', 'h', 'j', 'k'])
  })
})

test('the facts of a file are shared, those of another file of the same text are not', () => {
  const [a, b] = [parseFile('x').facts, parseFile('x').facts]
  expect(a).not.toBe(b)
  expect(a.bindings).toBe(a.bindings)
  expect(a.nodes).toBe(a.nodes)
  expect(a.places).toBe(a.places)
})

test('perFile computes once for each file', () => {
  let computed = 0
  const question = perFile((facts) => [facts.sourceCode.text, ++computed])
  const [a, b] = [parseFile('a').facts, parseFile('b').facts]
  expect([question(a), question(b), question(a)]).toEqual([
    ['a', 1],
    ['b', 2],
    ['a', 1],
  ])
})

test('perFile and perKey remember that there is no answer', () => {
  let computed = 0
  const nothing = (): undefined => {
    computed += 1
  }
  const ofFile = perFile(nothing)
  const ofKey = perKey(nothing)
  const { facts } = parseFile('a')
  const key = {}
  ofFile(facts)
  ofFile(facts)
  ofKey(facts, key)
  ofKey(facts, key)
  expect(computed).toBe(2)
})

test('perKey computes once for each key of each file', () => {
  const asked: object[] = []
  const question = perKey((facts: FileFacts, key: object) => {
    asked.push(key)
    return facts
  })
  const { facts } = parseFile('a')
  const [first, second] = [{}, {}]
  expect([question(facts, first), question(facts, second), question(facts, first)]).toEqual([
    facts,
    facts,
    facts,
  ])
  expect(asked).toEqual([first, second])
})

test('perKey has an answer for what depends on itself', () => {
  interface Link {
    next?: Link
  }
  const length = perKey(
    (facts: FileFacts, link: Link): number => 1 + (link.next ? length(facts, link.next) : 0),
    0,
  )
  const circle: Link = {}
  circle.next = { next: circle }
  expect(length(parseFile('a').facts, circle)).toBe(2)
})
