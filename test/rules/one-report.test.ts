import { Linter } from 'eslint'
import { expect, test } from 'vitest'

import plugin from '../../src/index.js'

/** Lints with `strict`; answers each report with the suggestions that it offers. */
function reportsOf(code: string): [rule: string | null, ...suggestions: string[]][] {
  return new Linter()
    .verify(code, { ...plugin.configs.strict, files: ['**'] }, 'file.js')
    .map(({ ruleId, suggestions = [] }) => [ruleId, ...suggestions.map(({ desc }) => desc)])
}

test('a listener that only its result takes out is told of once', () => {
  const code = `
    import { AppState, Keyboard } from 'react-native'
    import { Component, useEffect } from 'react'
    export class Screen extends Component {
      componentDidMount() { AppState.addEventListener('change', this.onChange) }
      componentWillUnmount() { this.closed = true }
      onChange = () => this.forceUpdate()
    }
    export function Panel({ onShow }) {
      useEffect(() => { Keyboard.addListener('keyboardDidShow', () => onShow()) }, [onShow])
      return null
    }
  `
  expect(reportsOf(code).map(([rule]) => rule)).toEqual([
    'leaks/require-unsubscribe',
    'leaks/require-unsubscribe',
  ])
})

test('where a removal names another event, the correction of that is all that is suggested', () => {
  const code = `
    export class Chart {
      constructor() { window.addEventListener('resize', this.onResize) }
      onResize = () => this.draw()
      destroy() { window.removeEventListener('resise', this.onResize) }
    }
  `
  expect(reportsOf(code)).toEqual([
    ['leaks/require-listener-removal'],
    ['leaks/no-mismatched-removal', "Remove it from 'resize'."],
  ])
})
