import { expect, test } from 'vitest'

import { instanceKeeper, isMadePerCall } from '../../src/lives/class-life.js'
import { parseFile } from '../parse-file.js'

function classIn(code: string) {
  const { facts } = parseFile(code, { language: 'ts' })
  const [first] = facts.nodes.classes
  if (!first) throw new Error(`No class in ${code}`)
  return [facts, first] as const
}

test.each<[string, string | undefined]>([
  ['class A {} const a = new A()', 'the only instance of A'],
  ['class A {} export default new A()', 'the only instance of A'],
  ['class A {} module.exports = new A()', 'the only instance of A'],
  ['const a = new (class {})()', 'the only instance of the class'],
  ['class A { static a = new A() }', 'the only instance of A'],
  ['class A { static get() { return (this.a ??= new A()) } }', 'the only instance of A'],
  ['class A {}\nconst a = new A(), b = new A()', 'an instance of A that the module keeps'],
  ['@Injectable({ providedIn: "root" }) class A {}', 'the one instance of A that the application has'],
  ['class A {}', undefined],
  ['class A {} f(new A())', undefined],
  ['class A {} function f() { return new A() }', undefined],
  ['class A { make() { return (this.a = new A()) } }', undefined],
  ['class A extends HTMLElement {} const a = new A()', undefined],
])('instanceKeeper: %s: %s', (code, expected) => {
  expect(instanceKeeper(...classIn(code))).toBe(expected)
})

test.each<[string, boolean]>([
  ['class A {} function f() { const a = new A(); a.m(); return a.result }', true],
  ['class A {} function f() { new A().m() }', true],
  ['class A {} function f(): void { const a: A = new A(); a.m() }', true],
  ['class A {}', false],
  ['class A {} const a = new A()', false],
  ['class A {} function f() { return new A() }', false],
  ['class A {} function f() { const a = new A(); return a }', false],
  ['class A {} function f() { const a = new A(); keep(a) }', false],
  ['class A {} function f() { const a = new A(); return () => a.m() }', false],
  ['export class A {} function f() { new A().m() }', false],
  ['class A {} export { A }; function f() { new A().m() }', false],
  ['class A {} function f() { let a; try { a = new A(); a.m() } finally { a?.end() } }', true],
  ['class A {} let a; function f() { a = new A(); a.m() }', false],
  ['class A {} function serve(req, res) { const a = new A(); req.on("data", () => a.m()) }', true],
  ['class A {} class B extends A {} function f() { new A().m() }', false],
])('isMadePerCall: %s: %s', (code, expected) => {
  expect(isMadePerCall(...classIn(code))).toBe(expected)
})
