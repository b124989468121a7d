import { expect, test } from 'vitest'

import { superNotCalled } from '../../src/losses/super-not-called.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

function overriddenIn(code: string, typed = false): string[] {
  const { facts } = parseFile(code, { language: 'ts', ...(typed && { program: programOf(code) }) })
  return superNotCalled(facts).map(
    ({ name, base, owed }) => `${owed.sure === 'yes' ? 'known' : 'likely'} ${base}.${name}`,
  )
}

const BASE = 'class B { dispose() { this.w.close() } }'
const imported = (members: string): string => `import { B } from './b'; class A extends B { ${members} }`

test.each([
  [`${BASE} class A extends B { dispose() { f() } }`, ['known B.dispose']],
  [`${BASE} class C extends B {} class A extends C { dispose() { f() } }`, ['known C.dispose']],
  ['class B { dispose() { tidy() } } class A extends B { dispose() { f() } }', ['likely B.dispose']],
  [`${BASE} class A extends B { dispose() { super.dispose() } }`, []],
  [`${BASE} class A extends B { dispose() { this.w.close(); f() } }`, []],
  [`${BASE} class A extends B { dispose() {} }`, []],
  [`${BASE} class A extends B { close() { f() } }`, []],
  ['class B { dispose = () => this.w.close() } class A extends B { dispose() { f() } }', []],
  ['class B extends B { dispose() { f() } }', []],
  [imported('dispose() { f() }'), []],
  [imported('dispose() { f() } m() { this._register(x) }'), ['known B.dispose']],
  [imported('dispose() { f() } m() { this._register(x) } _register() {}'), []],
  [imported('ngOnDestroy() { f() } ngOnInit() { super.ngOnInit() }'), ['likely B.ngOnDestroy']],
  [imported('dispose() { f() } teardown() { super.teardown() }'), ['likely B.dispose']],
  [imported('dispose() { super.close() }'), []],
  [imported('dispose() { this.close() }'), []],
  [
    imported('disconnectedCallback() { f() } connectedCallback() { super.connectedCallback() }'),
    ['likely B.disconnectedCallback'],
  ],
  [imported('disconnectedCallback() { f() }'), []],
  [
    `import { LitElement } from 'lit'; class A extends LitElement { disconnectedCallback() { f() } }`,
    ['likely LitElement.disconnectedCallback'],
  ],
  [
    `import { LitElement } from 'lit'; class A extends LitElement { c = new Clock(this); disconnectedCallback() { f() } }`,
    ['known LitElement.disconnectedCallback'],
  ],
  [
    `import { LitElement } from 'lit'; class A extends M(LitElement) { disconnectedCallback() { f() } connectedCallback() { super.connectedCallback() } }`,
    ['known M(LitElement).disconnectedCallback'],
  ],
])('%s', (code, expected) => {
  expect(overriddenIn(code)).toEqual(expected)
})

test.each([
  ['declare abstract class B { abstract dispose(): void }', []],
  ['declare class B { dispose(): void }', []],
  ['declare class B {}', []],
  ['namespace N { export class B { dispose() { clearInterval(1) } } } const B = N.B', ['known B.dispose']],
  ['namespace N { export class B { dispose() { throw new Error() } } } const B = N.B', []],
])('with types, after %s', (declarations, expected) => {
  const code = `${declarations}; class A extends B { dispose() { f() } }; declare function f(): void`
  expect(overriddenIn(code, true)).toEqual(expected)
})
