import { describe, expect, it, test } from 'vitest'

import { fingerprints } from '../../../src/audit/identity/fingerprint.js'
import type { Finding } from '../../../src/audit/identity/identity.js'
import { lintSource } from '../../../src/audit/lint-source.js'
import { installedTypeScript } from '../../../src/types/installed-typescript.js'
import { fakePlugin } from '../fake-plugin.js'

const settings = {
  plugin: fakePlugin,
  rules: { 'leaks/leak': 'error' as const },
  typescript: installedTypeScript(),
}

function findingsIn(code: string, file = '/p/a.ts'): Finding[] {
  return lintSource(code, file, undefined, settings).messages
}

function identitiesIn(code: string) {
  return findingsIn(code).map(({ identity }) => identity)
}

function fingerprintsIn(code: string, file = '/p/a.ts', cwd = '/p'): string[] {
  return [...fingerprints(findingsIn(code, file), file, cwd).values()]
}

describe('what a finding is about', () => {
  it('is its code within the functions and classes around it', () => {
    const code = `
      leak(0)
      function outer() { leak(1); const inner = () => { leak(2) } }
      class A { constructor() { leak(3) } run() { [].map(() => leak(4)) } field = () => leak(5); #own() { leak(6) } 'a b'() { leak(7) } }
      export default function () { leak(8) }
      const B = class { run() { leak(9) } }
      const o = { run() { leak(10) }, get [x]() { return leak(11) } }
      module.exports.start = function () { leak(12) }
    `
    expect(identitiesIn(code).map(({ within, code }) => `${within}: ${code}`)).toEqual([
      ': leak 0',
      'outer: leak 1',
      'outer.inner: leak 2',
      'A.constructor: leak 3',
      'A.run: leak 4',
      'A.field: leak 5',
      'A.own: leak 6',
      'A.a b: leak 7',
      'default: leak 8',
      'B.run: leak 9',
      'run: leak 10',
      'x: leak 11',
      'start: leak 12',
    ])
  })

  test.each([
    ['white space', 'leak(  "x",\n\n  1\n)'],
    ['quotes', "leak('x', 1)"],
    ['a trailing comma', 'leak("x", 1,)'],
    ['parentheses', 'leak(("x"), 1)'],
    ['a comment', 'leak(/* why */ "x", 1 // 2\n)'],
  ])('is the same whatever its %s', (_, code) => {
    expect(identitiesIn(code)).toEqual([{ within: '', code: 'leak x 1' }])
  })

  it('leaves out the bodies of functions, which change with everything', () => {
    expect(identitiesIn('leak("x", () => { a() }, function f(b) { c() }, class { d() {} })')).toEqual([
      { within: '', code: 'leak x=>function f b class' },
    ])
  })

  it('is never longer than can be read', () => {
    expect(identitiesIn(`leak(${'a + '.repeat(100)}a)`)[0]?.code).toHaveLength(120)
  })
})

describe('a fingerprint', () => {
  const before = 'function f(a) {\n  leak(a, () => { go() })\n}\n'
  const [known] = fingerprintsIn(before)

  test.each([
    ['lines above it', `// why\nimport b from 'b'\n\n${before}`],
    ['lines below it', `${before}\nleak()`],
    ['another format', 'function f(a) { leak( a, () => {go();} ); }'],
    ['another body of its callback', before.replace('go()', 'stop(1, 2)')],
    ['another name of a neighbour', `function before() {}\n${before}function renamed() {}`],
  ])('survives %s', (_, after) => {
    expect(fingerprintsIn(after)).toContain(known)
  })

  test.each([
    ['its code', before.replace('leak(a', 'leak(b')],
    ['its function', before.replace('f(a)', 'g(a)')],
  ])('changes with %s', (_, after) => {
    expect(fingerprintsIn(after)).not.toContain(known)
  })

  it('belongs to a file, which is the same in every checkout', () => {
    expect(fingerprintsIn(before, '/p/b.ts')).not.toContain(known)
    expect(fingerprintsIn(before, '/elsewhere/a.ts', '/elsewhere')).toEqual([known])
  })

  it('tells equal findings apart by their order', () => {
    const three = fingerprintsIn('leak(1)\nleak(1)\nleak(1)')
    expect(new Set(three).size).toBe(3)
    expect(fingerprintsIn('leak(1)\n\nleak(1)')).toEqual(three.slice(0, 2))
  })
})
