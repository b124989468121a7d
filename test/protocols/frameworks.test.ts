import { expect, test } from 'vitest'

import { FRAMEWORKS } from '../../src/protocols/frameworks.js'
import { isTeardownName } from '../../src/protocols/teardowns.js'

const lifecycles = FRAMEWORKS.flatMap(({ name, lifecycles: pairs }) =>
  pairs.map(([start, end]) => [name, start, end] as const),
)

test.each(lifecycles)('%s: %s is ended by %s, a teardown', (_name, start, end) => {
  expect(isTeardownName(end, 0, new Set())).toBe(true)
  expect(isTeardownName(start, 0, new Set())).toBe(false)
})

test.each(FRAMEWORKS.flatMap(({ name, endMembers }) => endMembers.map((member) => [name, member])))(
  '%s: %s is a teardown',
  (_name, member) => {
    expect(isTeardownName(member, 0, new Set())).toBe(true)
  },
)

test.each(['componentWillUmount', 'disconectedCallback', 'ngOnDestory', 'componentwillunmount'])(
  '%s is none',
  (name) => {
    expect(isTeardownName(name, 0, new Set())).toBe(false)
  },
)

test.each([
  ['react', 'React'],
  ['preact/hooks', 'React'],
  ['vue', 'Vue'],
  ['@vueuse/core', 'Vue'],
  ['@angular/core', 'Angular'],
  ['svelte', 'Svelte'],
  ['solid-js', 'Solid'],
  ['lit', 'custom elements'],
  ['@stencil/core', 'custom elements'],
  ['vscode', 'VS Code'],
  ['reactive', undefined],
  ['vue-router', undefined],
  ['./react', undefined],
  ['vscode-languageclient', undefined],
])('what is imported from %s is of %s', (source, expected) => {
  expect(FRAMEWORKS.filter(({ modules }) => modules.test(source)).map(({ name }) => name)).toEqual(
    expected === undefined ? [] : [expected],
  )
})

test('the hooks of a framework are each of one kind', () => {
  for (const { effects, startHooks, endHooks } of FRAMEWORKS) {
    const names = [...effects.map(({ name }) => name), ...startHooks, ...endHooks]
    expect(names).toEqual([...new Set(names)])
  }
})
