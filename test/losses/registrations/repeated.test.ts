import { expect, test } from 'vitest'

import { holderOf } from '../../../src/lives/lifetime.js'
import { registrations } from '../../../src/ledger/registrations/registrations.js'
import { recurrenceOf } from '../../../src/losses/registrations/repeated.js'
import { parseFile } from '../../parse-file.js'

const BUS = 'import bus from "bus"; '

test.each([
  ['export const f = () => new Promise((done) => { bus.on("x", () => done()) })', 'promise'],
  ['export const f = () => new Promise((done) => { const g = () => done(); bus.on("x", g) })', 'promise'],
  ['export const f = () => new Promise((done) => { bus.once("x", () => done()) })', undefined],
  ['export const f = () => new Promise((done) => { bus.on(name, () => done()) })', undefined],
  ['export const f = (a) => new Promise((done) => { a.on("x", () => done()) })', undefined],
  ['const f = () => new Promise((done) => { bus.on("x", () => done()) }); f()', undefined],
  ['export const f = () => new Promise((done) => process.on("x", () => done()))', undefined],
  ['function l() { bus.on("x", () => {}) } export function f() { l() } export function g() { l() }', 'calls'],
  ['function l() { bus.on("x", () => {}) } exports.f = () => l(); exports.g = () => l()', 'calls'],
  ['function l() { bus.on("x", () => {}) } export function f() { l(); l() }', undefined],
  ['function l() { bus.on("x", () => {}) } function f() { l() } function g() { l() }', undefined],
  [
    'function l() { bus.on("x", h) } export function f() { l() } export function g() { l() } function h() {}',
    undefined,
  ],
  ['a.on("change", () => { bus.on("x", () => {}) })', 'handler'],
  ['a.on("change", () => { if (b) bus.on("x", () => {}) })', 'handler'],
  [
    'class A { f() { a.on("change", () => { if (this.b) return; this.b = 1; bus.on("x", () => {}) }) } }',
    undefined,
  ],
  ['a.once("change", () => { bus.on("x", () => {}) })', undefined],
  // What is put there by the same run goes with the next one.
  ['function f(w) { a.on("change", () => { w = watch(); w.on("x", () => {}) }) }', undefined],
  ['function f(w) { a.on("change", () => { w = w.next; w.on("x", () => {}) }) }', undefined],
  ['function f(el) { a.on("change", () => { el.on("x", () => {}) }) }', 'handler'],
  ['function f() { a.on("change", (el) => { el.on("x", () => {}) }) }', undefined],
  ['function f(req, res) { bus.on("x", () => {}) }', 'request'],
  ['function f(req, res) { res.on("x", () => {}) }', undefined],
  ['function f(req, res) { req.socket.on("x", () => {}) }', 'connection'],
  ['function f(req, res) { req.body.on("x", () => {}) }', undefined],
  ['function f(k) { let e = m.get(k); if (!e) e = make(); e.on("x", () => {}) }', 'entry'],
  ['function f(k) { let e = m[k]; if (e === undefined) { e = new E() } e.a.on("x", () => {}) }', 'entry'],
  ['function f(k) { let e = m.get(k); if (!e) { e = make(); e.on("x", () => {}) } }', undefined],
  ['function f(k) { let e = m.get(k); if (!e) return; e.on("x", () => {}) }', undefined],
  ['function f(k) { let e = make(); if (!e) e = null; e.on("x", () => {}) }', undefined],
])('%s: %s', (code, expected) => {
  const { facts } = parseFile(BUS + code)
  const inner = registrations(facts).find(({ event: { text } }) => text === '"x"' || text === 'name')
  if (!inner) throw new Error(`No registration in ${code}`)
  expect(recurrenceOf(facts, inner, holderOf(facts, inner.target.node))?.kind).toBe(expected)
})
