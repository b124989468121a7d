import { expect, test } from 'vitest'

import { fateOf, releasesInBulk } from '../../src/analysis/member-releases.js'
import { memberWrites } from '../../src/cells/member-writes.js'
import { parseFile } from '../parse-file.js'

/** What becomes of the field `x` of a class with some members, as the flags that hold. */
function fateIn(members: string, others = ''): string {
  const { facts } = parseFile(`class A { x = new X(); ${members} } ${others}`)
  const write = memberWrites(facts).find(({ name }) => name === 'x')
  if (!write) throw new Error('There is no field')
  const { releases, isReleasedAtEnd, mayBeTaken, isHandedOut } = fateOf(facts, write)
  const flags = { released: releases.length > 0, atEnd: isReleasedAtEnd, taken: mayBeTaken, out: isHandedOut }
  const bulk = releasesInBulk(facts, write.home) ? ['bulk'] : []
  return [...Object.entries(flags).flatMap(([name, holds]) => (holds ? [name] : [])), ...bulk].join(' ')
}

test.each([
  ['', ''],
  ['m() { this.x.send(1); if (this.x) f() }', ''],
  ['m() { log(this.x) }', ''],
  ['m() { this.x.close() }', 'released'],
  ['dispose() { this.x.close() }', 'released atEnd'],
  ['dispose() { this.end() } end() { this.x?.end?.() }', 'released atEnd'],
  ['dispose() { closeQuietly(this.x) }', 'released atEnd'],
  ['dispose() { const { x } = this; x.kill() }', 'released atEnd'],
  ['dispose() { end(this.x) }', 'taken'],
  ['dispose() { this.x.send("exit") }', 'taken'],
  ['dispose() { this.x.removeAll(1) }', ''],
  ['m() { this.x[name]() }', 'taken'],
  ['m() { all.push(this.x) }', 'taken'],
  ['m() { this.y = new Y(this.x) }', 'taken'],
  ['m() { this.y = Group.from(this.x) }', 'taken'],
  ['m() { const y = Group.from(this.x); use(y) }', 'taken'],
  ['m() { const y = size(this.x); use(y) }', ''],
  ['m() { this.all = [this.x] }', 'taken'],
  ['get y() { return this.x }', 'out'],
  ['dispose() { for (const key in this) f(key) }', 'bulk'],
  ['dispose() { this.end() } end() { Object.values(this).forEach(f) }', 'bulk'],
  ['dispose() { const { ...all } = this; f(all) }', 'bulk'],
  ['dispose() { const { x: y = 1 } = this; f(y) }', 'bulk'],
  ['dispose() { let y; ({ y } = this) }', 'bulk'],
  ['dispose() { free(this, "x") }', 'bulk'],
  ['dispose() { const { y } = this; f(y) }', ''],
  ['m() { Object.values(this).forEach(f) } dispose() {}', ''],
])('%s: %s', (members, expected) => {
  expect(fateIn(members)).toBe(expected)
})

test.each([
  ['class B extends A { dispose() { this.x.close() } }', 'taken'],
  ['class B { x = 1; dispose() { this.x.close() } }', ''],
  ['function f(a) { a.x.close() }', 'taken'],
  ['function f(a) { a.x.send() }', ''],
])('beside %s: %s', (others, expected) => {
  expect(fateIn('', others)).toBe(expected)
})
