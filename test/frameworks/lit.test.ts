import { expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  'a custom element': {
    files: ['js', 'ts'],
    fields: true,
    code: `customElements.define('x-clock', class Clock extends HTMLElement {
  connectedCallback() { START }
  disconnectedCallback() { [[STOP]] }
})`,
    where: 'disconnectedCallback()',
  },
  'a custom element without an end': {
    files: ['js', 'ts'],
    fields: true,
    code: `export class Clock extends HTMLButtonElement {
  constructor() { super(); START }
  [[disconnectedCallback() { STOP }]]
}`,
    where: 'in disconnectedCallback()',
  },
  'an element of Lit': {
    files: ['ts'],
    fields: true,
    code: `import { LitElement } from 'lit'
import { customElement } from 'lit/decorators.js'
@customElement('x-clock')
export class Clock extends LitElement {
  override connectedCallback() { super.connectedCallback(); START }
  override disconnectedCallback() { super.disconnectedCallback(); [[STOP]] }
}`,
    where: 'disconnectedCallback()',
  },
  'the first update of an element of Lit': {
    files: ['js', 'ts'],
    fields: true,
    code: `import { LitElement } from 'lit'
export class Clock extends Localized(LitElement) {
  firstUpdated() { START }
  [[disconnectedCallback() { STOP }]]
}`,
    where: 'in disconnectedCallback()',
  },
  'an element by its decorator': {
    files: ['ts'],
    fields: true,
    code: `import { customElement } from 'lit/decorators.js'
@customElement('x-clock')
export class Clock extends Base {
  begin() { START }
  [[disconnectedCallback() { STOP }]]
}`,
    where: 'in disconnectedCallback()',
  },
  'a controller': {
    files: ['js', 'ts'],
    fields: true,
    code: `export class Clock {
  hostConnected() { START }
  hostDisconnected() { [[STOP]] }
}`,
    where: 'hostDisconnected()',
  },
  'a component of Stencil': {
    files: ['tsx'],
    fields: true,
    code: `import { Component, h } from '@stencil/core'
@Component({ tag: 'x-clock' })
export class Clock {
  componentWillLoad() { START }
  [[disconnectedCallback() { STOP }]]
  render() { return <p /> }
}`,
    where: 'in disconnectedCallback()',
  },
})

test.each([
  ['disconectedCallback', true],
  ['disconnectedcallback', true],
  ['disconnectedCallback', false],
  ['disconnected', false],
])('%s never runs: %s', (name, expected) => {
  const code = `class Clock extends HTMLElement {
  connectedCallback() { window.addEventListener('resize', this.draw) }
  ${name}() { window.removeEventListener('resize', this.draw) }
}`
  expect(registrationReports(code, 'file.js', false)).toEqual(
    expected ? ['require-listener-removal at 2'] : [],
  )
})
