import { describe, expect, test } from 'vitest'

import { isSharedWhenMade, memberWrites } from '../../../src/cells/uses/member-writes.js'
import { resource } from '../../../src/protocols/resources/protocol.js'
import { parseFile } from '../../parse-file.js'

/** The fields that are given something new, each as `text = what is made`. */
function writesIn(code: string): string[] {
  const { facts } = parseFile(code, { language: 'ts' })
  return memberWrites(facts).map(({ text, made }) => `${text} = ${facts.sourceCode.getText(made)}`)
}

test.each([
  ['class A { x = new X() }', ['this.x = new X()']],
  ['class A { #x = new X() }', ['this.#x = new X()']],
  ['class A { constructor() { this.x = make() } }', ['this.x = make()']],
  ['class A { m() { this.x ??= new X() } }', ['this.x = new X()']],
  ['class A { async m() { this.x = (await make())! as X } }', ['this.x = make()']],
  ['class A { m() { const self = this; self.x = new X() } }', ['this.x = new X()']],
  ['class A { m() { const x = new X(); this.x = x } }', ['this.x = new X()']],
  ['class A { m() { this.x = this.#make() } #make() { return new X() } }', ['this.x = new X()']],
  ['function A() { this.x = new X() } A.prototype.m = f', ['this.x = new X()']],
  ['const a = { m() { this.x = new X() } }', ['this.x = new X()']],
  // What was there before, what cannot be told, and what is no field.
  ['class A { constructor(x) { this.x = x } }', []],
  ['class A { m() { this.x = this.y ?? new X() } }', []],
  [
    'class A { m() { this.x = this.#make() } #make() { return a ? new X() : new Y() } }',
    ['this.x = new X()'],
  ],
  ['class A { m() { this.x += f() } }', []],
  ['class A { m() { this.x.y = new X() } }', []],
  ['class A { m() { this[name] = new X() } }', []],
  ['class A { static x = new X() }', []],
  ['class A { m() { this.x = new X() } set x(x) {} }', []],
  ['class A { x }', []],
])('%s', (code, expected) => {
  expect(writesIn(code)).toEqual(expected)
})

const ANY = resource({ noun: 'thing', acquire: { name: 'X', form: 'constructor' }, example: 'new X()' })

describe('what goes to someone else when it is made', () => {
  test.each([
    ['class A { m() { this.x = new X() } }', false],
    ['class A { m() { const x = new X(); this.x = x } }', false],
    ['class A { m() { const x = new X(); this.x = x; this.y = x } }', false],
    ['class A { m() { const x = new X(); x.start(); this.x = x } }', false],
    ['class A { m() { this.x = make() } }; function make() { const x = new X(); return x }', false],
    ['class A { m() { all.push((this.x = new X())) } }', true],
    ['class A { m() { all = [(this.x = new X())] } }', true],
    ['class A { m() { const x = (this.x = new X()); all.push(x) } }', true],
    ['class A { m() { const x = new X(); all.push(x); this.x = x } }', true],
    ['class A { m() { const x = new X(); console.log(x); this.x = x } }', false],
    ['class A { m() { const x = new X(); show(x); this.x = x } }; function show(x) { return x.y }', false],
    ['class A { m() { const x = new X(); this.x = x; return { x } } }', true],
    ['class A { m() { const x = new X(); all.x = x; this.x = x } }', true],
    ['class A { m() { const x = new X(); this.x = x; return x } }', true],
    [
      'class A { m() { this.x = make() } }; function make() { const x = new X(); all.push(x); return x }',
      true,
    ],
  ])('%s: %s', (code, expected) => {
    const { facts } = parseFile(code)
    const [write] = memberWrites(facts).filter(({ name }) => name === 'x')
    expect(write && isSharedWhenMade(facts, write, ANY)).toBe(expected)
  })
})
