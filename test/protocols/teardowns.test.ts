import { expect, test } from 'vitest'

import {
  COLLECTOR_LISTS,
  END_EVENTS,
  isTeardownName,
  OWN_END_EVENTS,
  RELEASING_NAME,
} from '../../src/protocols/teardowns.js'

test.each([
  'dispose',
  '_dispose',
  '#dispose',
  'disposeAsync',
  'Symbol.dispose',
  'Symbol.asyncDispose',
  'close',
  'closeAll',
  'destroy',
  'onDestroy',
  'ngOnDestroy',
  'componentWillUnmount',
  'disconnectedCallback',
  'beforeUnmount',
  'tear_down',
  'teardown',
  'cleanUp',
  'stopPolling',
  'shutdown',
  'disconnect',
])('%s ends its owner', (name) => {
  expect(isTeardownName(name, 0, new Set())).toBe(true)
  expect(isTeardownName(name, 2, new Set())).toBe(true)
})

test.each([
  'start',
  'open',
  'update',
  'closest',
  'endpoint',
  'stopwatch',
  'disposable',
  'isDestroyed',
  'closeButton',
  'onOpen',
  'Symbol.iterator',
  '',
])('%s does not', (name) => {
  expect(isTeardownName(name, 0, new Set())).toBe(false)
})

test.each(['unsubscribe', 'release', 'releaseAll', 'unregister', '_unbind'])(
  '%s ends its owner where it takes nothing',
  (name) => {
    expect(isTeardownName(name, 0, new Set())).toBe(true)
    expect(isTeardownName(name, 1, new Set())).toBe(false)
  },
)

test("the user's own names count", () => {
  expect(isTeardownName('retire', 1, new Set(['retire']))).toBe(true)
  expect(isTeardownName('retire', 1, new Set(['other']))).toBe(false)
})

test('narrower tables are parts of the wider ones', () => {
  expect([...END_EVENTS]).toEqual(expect.arrayContaining([...OWN_END_EVENTS]))
})

test.each([
  ['disposables', true],
  ['_subscriptions', true],
  ['toDispose', true],
  ['cleanups', true],
  ['eventListeners', true],
  ['items', false],
  ['queue', false],
  ['disposablesByName', false],
])('%s is a list of disposers: %s', (name, expected) => {
  expect(COLLECTOR_LISTS.test(name)).toBe(expected)
})

test.each([
  ['off', true],
  ['unsubscribe', true],
  ['removeListener', true],
  ['clearInterval', true],
  ['_destroy', true],
  ['offset', false],
  ['closest', false],
  ['stopwatch', false],
  ['on', false],
  ['add', false],
  ['isClosed', false],
])('%s releases: %s', (name, expected) => {
  expect(RELEASING_NAME.test(name)).toBe(expected)
})
