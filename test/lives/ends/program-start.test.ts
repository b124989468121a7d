import { expect, test } from 'vitest'

import { programStartAround } from '../../../src/lives/ends/program-start.js'
import { parseFile } from '../../parse-file.js'

test.each([
  ['#!/usr/bin/env node\nexport function f() { $() }', 'the file has a #! line'],
  [
    'export function f() { $() } if (require.main === module) f()',
    'the file asks whether it is the main module',
  ],
  [
    "export function f() { process.on('SIGINT', stop); $() }",
    'the function hears of the signals that end the process',
  ],
  ['export function f() { console.log(1); $() }', 'the function tells a user how far it is'],
  ['export function f() { $(); done(() => process.exit()) }', 'the function ends the process'],
  [
    'export function g() { try { x() } catch { process.exit(1) } } export function f() { $() }',
    'where something fails, the program is ended',
  ],
  [
    'export class A { static g() { try { x() } catch { process.exit(1) } } static f() { $() } }',
    'where something fails, the program is ended',
  ],
])('%s: %s', (code, because) => {
  const { facts, call } = parseFile(code)
  expect(programStartAround(facts, call('$()'))?.because).toBe(because)
})

test.each([
  ['export function f() { $() }'],
  // The end of something else, or what is told of a failure.
  ["export function f() { socket.on('SIGINT', stop); $() }"],
  ['export function f() { console.error(1); $() }'],
  ['export function f() { try { x() } catch (error) { console.log(error) } $() }'],
  ['export function f(console) { console.log(1); $() }'],
  // Of another function, or another class.
  ['export function g() { console.log(1) } export function f() { $() }'],
  ['export function g() { process.exit() } export function f() { $() }'],
  ['export class A { g() { try { x() } catch { process.exit(1) } } } export class B { f() { $() } }'],
  // Again and again.
  ['#!/usr/bin/env node\nsetInterval(() => { $() }, 9)'],
])('nothing says so: %s', (code) => {
  const { facts, call } = parseFile(code)
  expect(programStartAround(facts, call('$()'))).toBeUndefined()
})
