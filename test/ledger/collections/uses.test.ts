import { describe, expect, test } from 'vitest'

import {
  additionTo,
  continuesEntry,
  entriesOf,
  isMeasured,
  removalFrom,
  usesOfCollection,
  type EntryUse,
} from '../../../src/ledger/collections/uses.js'
import { moduleCollections } from '../../../src/lives/collections/collections.js'
import { standsAtEnd, runsOnlyAtEnd } from '../../../src/lives/collections/ends-of-entries.js'
import { runsOnce } from '../../../src/lives/multiplicity.js'
import { parseFile } from '../../parse-file.js'

function usesIn(code: string) {
  const { facts } = parseFile(code)
  const [collection] = moduleCollections(facts)
  if (!collection) throw new Error(`No collection in ${code}`)
  return { facts, uses: usesOfCollection(facts, collection) }
}

/** What a question answers of the entries of the first collection of a text. */
function ofEntries(code: string, ask: (use: EntryUse, facts: ReturnType<typeof usesIn>['facts']) => unknown) {
  const { facts, uses } = usesIn(code)
  return entriesOf(facts, uses).flatMap((entry) => {
    const answer = ask(entry, facts)
    if (answer === undefined || answer === false) return []
    return [facts.sourceCode.getText(answer === true ? entry.node : (answer as typeof entry.node))]
  })
}

describe('entriesOf', () => {
  test.each<[string, string[]]>([
    ['const t = {}; f(t[k])', ['t[k]']],
    ['const t = new Map(); t.get(k).add(v)', ['t.get(k)']],
    ['const t = new Map(); { const e = t.get(k); e.add(v) }', ['t.get(k)', 'e', 'e']],
    ['const t = new Map(); { const e = new Set(); t.set(k, e); e.add(v) }', ['e', 'e', 'e']],
    ['const t = {}; (t[k] ||= []).push(v)', ['t[k] ||= []']],
    ['const t = {}; { const e = (t[k] = {}); e.a = 1 }', ['t[k] = {}', 'e', 'e']],
    ['const t = new Map(); t.has(k)', []],
    ['const t = new Map(); t.set(k, 1)', []],
  ])('%s: %j', (code, expected) => {
    expect(ofEntries(code, () => true)).toEqual(expected)
  })
})

test.each<[string, string[]]>([
  ['const t = {}; t[k].delete(v)', ['t[k].delete(v)']],
  ['const t = {}; delete t[k][v]', ['delete t[k][v]']],
  ['const t = new Map(); t.get(k)?.splice(i, 1)', ['t.get(k)?.splice(i, 1)']],
  ['const t = new Map(); { const e = t.get(k); e.pop() }', ['e.pop()']],
  ['const t = {}; t[k].add(v)', []],
  ['const t = {}; delete t[k]', []],
])('removalFrom: %s: %j', (code, expected) => {
  expect(ofEntries(code, (entry, facts) => removalFrom(facts, entry))).toEqual(expected)
})

test.each<[string, string[]]>([
  ['const t = {}; t[k].push(v)', ['t[k].push(v)']],
  ['const t = {}; t[k][i] = v', ['t[k][i] = v']],
  ['const t = {}; (t[k] ??= {})[i] = v', ['(t[k] ??= {})[i] = v']],
  ['const t = new Map(); t.get(k).add(v)', ['t.get(k).add(v)']],
  ['const t = {}; t[k].delete(v)', []],
  ['const t = {}; f(t[k])', []],
])('additionTo: %s: %j', (code, expected) => {
  expect(ofEntries(code, (entry, facts) => additionTo(facts, entry))).toEqual(expected)
})

test.each<[string, string[]]>([
  ['const t = {}; if (t[k].length === 0) f()', ['t[k]']],
  ['const t = new Map(); if (!t.get(k).size) f()', ['t.get(k)']],
  ['const t = {}; f(t[k].name)', []],
])('isMeasured: %s: %j', (code, expected) => {
  expect(ofEntries(code, (entry) => isMeasured(entry))).toEqual(expected)
})

test.each<[string, boolean]>([
  ['const t = new Map(); function f(k) { t.set(k, (t.get(k) ?? 0) + 1) }', true],
  ['const t = {}; function f(k) { t[k] = (t[k] || 0) + 1 }', true],
  ['const t = new Map(); function f(k) { const n = t.get(k) + 1; t.set(k, n) }', true],
  ['const t = new Map(); function f(k) { if (t.has(k)) return; t.set(k, 1) }', false],
  ['const t = new Map(); function f(k, o) { t.set(k, t.get(o)) }', false],
])('continuesEntry: %s: %s', (code, expected) => {
  const { facts, uses } = usesIn(code)
  expect(uses.grows.map((grow) => continuesEntry(facts, uses, grow))).toEqual([expected])
})

test.each<[string, boolean]>([
  ['function remove() { $() }', true],
  ['class A { onDisconnect() { $() } }', true],
  ['class A { dispose() { $() } }', true],
  ['socket.on("close", () => { $() })', true],
  ['function gone() { $() } socket.once("end", gone)', true],
  ['function add() { return () => { $() } }', true],
  ['const add = () => () => $()', true],
  ['function add() { $() }', false],
  ['socket.on("data", () => { $() })', false],
  ['$()', false],
])('standsAtEnd: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(standsAtEnd(facts, call('$()'))).toBe(expected)
})

test.each<[string, boolean]>([
  ['class A { close() { $() } }', true],
  ['class A { close() { this.empty() } empty() { $() } }', true],
  ['class A { start() { this.close() } close() { $() } }', false],
  ['class A { start() { $() } }', false],
])('runsOnlyAtEnd: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(runsOnlyAtEnd(facts, call('$()'))).toBe(expected)
})

test.each<[string, boolean]>([
  ['function f() { $() } f(); f()', true],
  ['const f = () => { $() }; list.forEach(f)', true],
  ['function f(n) { $(); f(n - 1) } f(3)', true],
  ['function f() { $() }', false],
  ['export function f() { $() } f()', false],
  ['function f() { $() } f(); export const g = () => f()', false],
  ['function f() { $() } f(); bus.on("x", f)', false],
])('runsOnce: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  expect(runsOnce(facts, call('$()'))).toBe(expected)
})
