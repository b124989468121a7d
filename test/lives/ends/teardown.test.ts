import { expect, test } from 'vitest'

import { ownersOf } from '../../../src/lives/owner.js'
import { parseFile } from '../../parse-file.js'

/** The names of what ends the innermost owner of `acquire()`. */
function endsIn(code: string): readonly string[] {
  const { facts, call } = parseFile(code)
  return ownersOf(facts, call('acquire()'))[0]?.teardowns.map(({ name }) => name) ?? []
}

const inClass = (members: string): string => `class A { start() { acquire() } ${members} }`

test.each<[string, readonly string[]]>([
  // A getter answers an event.
  [inClass('get onUnload() { return this.emitter.event }'), []],
  [inClass('onUnload() {}'), ['onUnload()']],
  // It is told what to end.
  [inClass('stopServer(name) {}'), []],
  [inClass('stopAll(pids) {}'), []],
  [inClass('stopServer() {}'), ['stopServer()']],
  [inClass('closeServer(callback) {}'), ['closeServer()']],
  [inClass('destroy(error) {}'), ['destroy()']],
  // It is told who wants to know of the end.
  [inClass('onClose(callback) {}'), []],
  [inClass('onClose(code) {}'), ['onClose()']],
  // To disable is an end where it lets go of something.
  [inClass('disable() { this.button.disabled = true }'), []],
  [inClass('disable() { this.hook.unregister() }'), ['disable()']],
  // What is returned is there for what it answers.
  ['function f() { acquire(); return () => { off() } }', ['the function it returns']],
  ['function f() { acquire(); return () => off() }', ['the function it returns']],
  ['function f() { acquire(); return () => { off(); return read() } }', ['the function it returns']],
  ['function f() { acquire(); return () => { off(); return { value } } }', []],
  ['function f() { acquire(); return (req, res) => { cleanup() } }', []],
  // The collector runs the callback of a registry, and no end does.
  [inClass('m() { this.registry = new FinalizationRegistry(f); this.registry.register(a, () => {}) }'), []],
  [inClass('m() { this.register(() => {}) }'), ['the callback given to register()']],
])('%s: %j', (code, expected) => {
  expect(endsIn(code)).toEqual(expected)
})
