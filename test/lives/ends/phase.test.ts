import { expect, test } from 'vitest'

import { phaseOf, type Phase } from '../../../src/lives/ends/phase.js'
import { enclosingFunction } from '../../../src/syntax/functions.js'
import { parseFile } from '../../parse-file.js'

test.each<[string, Phase]>([
  ['class A { constructor() { $() } }', 'make'],
  ['class A { constructor() { this.init() } init() { $() } }', 'make'],
  ['function f() { $() } f()', 'make'],
  ['class A extends React.Component { componentDidMount() { $() } }', 'start'],
  ['function App() { useEffect(() => { $() }, []) }', 'start'],
  ['export class A { start() { $() } }', 'start'],
  ['class A extends React.Component { componentDidUpdate() { this.m() } m() { $() } }', 'update'],
  ['function App() { useEffect(() => { $() }, [a]) }', 'update'],
  ["class A { constructor(bus) { bus.on('x', () => this.m()) } m() { $() } }", 'event'],
  ['setInterval(() => { $() }, 100)', 'event'],
  ['createServer((req, res) => { $() })', 'event'],
  ['class A { dispose() { this.m() } m() { $() } }', 'end'],
  ['function App() { useEffect(() => { onCleanup(() => { $() }) }, []) }', 'end'],
  ['class A { dispose() { this.m() } constructor() { this.m() } m() { $() } }', 'unknown'],
  ['export function f() { $() }', 'unknown'],
  ['function f() { g() } function g() { f(); $() }', 'unknown'],
])('%s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  const scope = enclosingFunction(call('$()'))
  expect(scope && phaseOf(facts, scope)).toBe(expected)
})
