import { expect, test } from 'vitest'

import { registrationReports, testFramework } from './framework-tester.js'

testFramework({
  'an effect': {
    files: ['jsx', 'tsx'],
    code: `import { useEffect } from 'react'
const update = () => {}
function Clock() {
  useEffect(() => { DECLARE; START; return () => { [[STOP]] } }, [])
  return <p />
}`,
    where: 'the cleanup of useEffect',
  },
  'an effect without a cleanup': {
    files: ['jsx', 'tsx'],
    code: `import React from 'react'
const Clock = () => {
  React.useLayoutEffect(() => {
    const update = () => {} // no matter what
    DECLARE; START
    [[return function () { STOP }]]
  }, [])
  return <p />
}`,
    where: 'a cleanup of this effect',
  },
  'an effect in a custom hook, with its cleanup by name': {
    files: ['js', 'ts'],
    code: `import { useEffect } from 'react'
export function useClock(time) {
  const update = () => { time.current += 1 }
  useEffect(() => {
    DECLARE
    START
    const end = () => { [[STOP]] }
    return end
  }, [])
}`,
    where: 'the cleanup of useEffect',
  },
  'an effect of Preact': {
    files: ['jsx', 'tsx'],
    code: `import { useEffect } from 'preact/hooks'
export default function Clock() {
  function update() {}
  useEffect(function () { DECLARE; START; return function () { [[STOP]] } }, [])
  return <p />
}`,
    where: 'the cleanup of useEffect',
  },
  'an effect given by name': {
    files: ['jsx', 'tsx'],
    code: `import { useEffect } from 'react'
function Clock() {
  function update() {}
  function begin() { DECLARE; START; return () => { [[STOP]] } }
  useEffect(begin, [])
  return <p />
}`,
    where: 'the cleanup of useEffect',
  },
  'the body of a component with an effect': {
    files: ['jsx', 'tsx'],
    code: `import { useEffect } from 'react'
function Clock() {
  function update() {}
  DECLARE
  START
  useEffect(() => () => { [[STOP]] }, [])
  return <p />
}`,
    where: 'the cleanup of useEffect',
  },
  'a class': {
    files: ['jsx', 'tsx'],
    fields: true,
    code: `import React from 'react'
export class Clock extends React.Component {
  componentDidMount() { START }
  componentWillUnmount() { [[STOP]] }
  render() { return <p /> }
}`,
    where: 'componentWillUnmount()',
  },
  'a class without an end': {
    files: ['jsx', 'tsx'],
    fields: true,
    code: `import { PureComponent } from 'preact/compat'
export class Clock extends PureComponent {
  begin() { START }
  [[componentWillUnmount() { STOP }]]
}`,
    where: 'in componentWillUnmount()',
  },
  'a callback ref with a cleanup': {
    files: ['jsx', 'tsx'],
    code: `const update = () => {}
export function Clock() {
  return <p ref={(node) => { DECLARE; START; return () => { node.remove(); [[STOP]] } }} />
}`,
    where: 'the cleanup of ref',
  },
  'a callback ref given by name': {
    files: ['jsx', 'tsx'],
    code: `import { useCallback } from 'react'
export function Clock({ rate }) {
  const update = () => {}
  const attach = useCallback((node) => {
    DECLARE
    START
    return () => {
      [[STOP]]
    }
  }, [rate])
  return <p ref={attach} />
}`,
    where: 'the cleanup of ref',
  },
  'the function given to useSyncExternalStore()': {
    files: ['js', 'ts'],
    code: `import { useSyncExternalStore } from 'react'
const update = () => {}
function subscribe() { DECLARE; START; return () => { [[STOP]] } }
export const useWidth = () => useSyncExternalStore(subscribe, () => innerWidth)`,
    where: 'the cleanup of useSyncExternalStore',
  },
  'the function given to useSyncExternalStore(), without a cleanup': {
    files: ['js', 'ts'],
    code: `import * as React from 'react'
const update = () => {}
export const useWidth = () => React.useSyncExternalStore(
  () => { DECLARE; START; [[return () => STOP]] },
  () => innerWidth,
)`,
    where: 'a cleanup of this function',
  },
})

test.each([
  ['componentWillUmount', ['require-listener-removal at 3', 'require-timer-cleanup at 3']],
  ['componentwillunmount', ['require-listener-removal at 3', 'require-timer-cleanup at 3']],
  ['componentWillUnmount', []],
])('what stands in %s() is run or not', (name, expected) => {
  const code = `import { Component } from 'react'
class Clock extends Component {
  componentDidMount() { window.addEventListener('resize', this.draw); this.id = setInterval(this.draw, 1000) }
  ${name}() { window.removeEventListener('resize', this.draw); clearInterval(this.id) }
}`
  expect(registrationReports(code, 'file.js', false)).toEqual(expected)
})

test('a misspelled member that is called does run', () => {
  const code = `import { Component } from 'react'
class Clock extends Component {
  componentDidMount() { window.addEventListener('resize', this.draw) }
  componentWillUmount() { window.removeEventListener('resize', this.draw) }
  stop() { this.componentWillUmount() }
}`
  expect(registrationReports(code, 'file.js')).toEqual([])
})

test('a static method is no end of an instance', () => {
  const code = `class Clock {
  start() { this.id = setInterval(this.draw, 1000) }
  static stop() {}
}`
  expect(registrationReports(code, 'file.js', false)).toEqual([])
  expect(registrationReports(code, 'file.js', true)).toEqual(['require-timer-cleanup at 2'])
})

test('what static methods begin, static methods end', () => {
  const code = `class Clock {
  static start() { Clock.id = setInterval(draw, 1000); this.other = setInterval(draw, 1000) }
  static stop() { clearInterval(Clock.id); clearInterval(this.other) }
}`
  expect(registrationReports(code, 'file.js')).toEqual([])
})
