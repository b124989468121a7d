import { expect, test } from 'vitest'

import { endsOfRequest, requestScopeOf } from '../../src/lives/requests.js'
import { enclosingFunction } from '../../src/syntax/functions.js'
import { parseFile } from '../parse-file.js'

test.each([
  ['export function f(req, res) { $() }', 'res'],
  ['class A { handle(request, response) { $() } }', 'response'],
  ['app.get("/a", (q, s) => { $() })', 'q'],
  ['app.get("*", check, (context) => { $() })', 'context'],
  ['const show = (q, res) => { $() }; app.post("/a", show)', 'res'],
  ['createServer((socket) => { $() })', 'socket'],
  ['server.on("connection", (socket) => { $() })', 'socket'],
  ['this.httpServer.on("upgrade", (q) => { $() })', 'q'],
  ['io.of("/a").on("connection", (socket) => { $() })', 'socket'],
  ['server.on("connection", () => { $() })', undefined],
  ['server.on("listening", (a) => { $() })', undefined],
  ['database.on("connection", (a) => { $() })', undefined],
  ['map.get("key", (a) => { $() })', undefined],
  ['map.get("/key"); f((a) => { $() })', undefined],
  ['function f(res, req) { $() }', undefined],
  ['function f(req) { $() }', undefined],
])('serves requests: %s: %s', (code, expected) => {
  const { facts, call } = parseFile(code)
  const scope = enclosingFunction(call('$()'))
  expect(scope && requestScopeOf(facts, scope)?.subject).toBe(expected)
})

test.each([
  ['function f(req, res) { $(); res.on("close", () => {}) }', 1],
  ['function f(req, res) { $(); req.once("aborted", stop); function stop() {} }', 1],
  ['function f(req, res) { $(); req.socket.on("close", () => {}); res.on("finish", () => {}) }', 2],
  ['function f(req, res) { $(); res.on("pipe", () => {}) }', 0],
  ['function f(req, res) { $(); other.on("close", () => {}) }', 0],
])('ends of a request: %s: %i', (code, expected) => {
  const { facts, call } = parseFile(code)
  const scope = enclosingFunction(call('$()'))
  const request = scope && requestScopeOf(facts, scope)
  expect(request && endsOfRequest(facts, request)).toHaveLength(expected)
})
