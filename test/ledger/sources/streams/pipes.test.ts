import { describe, expect, test } from 'vitest'

import { couplings } from '../../../../src/ledger/sources/streams/couplings.js'
import { pipeChains } from '../../../../src/ledger/sources/streams/pipe-chains.js'
import { isHeard, isTold, isWatched } from '../../../../src/ledger/sources/streams/stream-endings.js'
import { streamKeyOf, streamKindOf } from '../../../../src/ledger/sources/streams/stream-kinds.js'
import { parseFile } from '../../../parse-file.js'

describe('pipeChains', () => {
  test.each([
    ['a.pipe(b)', ['a > b']],
    ['a.pipe(b).pipe(c)', ['a > b > c']],
    ['a.on("error", f).pipe(b).once("close", g).pipe(c).on("finish", h)', ['a.on("error", f) > b > c']],
    ['a.pipe(b); b.pipe(c)', ['a > b > c']],
    ['b.pipe(c); a.pipe(b)', ['a > b > c']],
    ['const b = a.pipe(x()); b.pipe(c)', ['a > x() > c']],
    ['const b = x().on("error", f); a.pipe(b); b.pipe(c)', ['a > b > c']],
    ['a.pipe(b); a.pipe(c)', ['a > b', 'a > c']],
    ['a.pipe(c); b.pipe(c)', ['a > c', 'b > c']],
    ['a.pipe(c); b.pipe(c); c.pipe(d)', ['c > d']],
    ['a.pipe(b); b.pipe(a)', ['a > b']],
    ['a.pipe(b).pipe(a)', ['a > b > a']],
    ['a?.pipe(b)', ['a > b']],
    ['(a as any).pipe(b!)', ['a as any > b!']],
    ['a.pipe(); a.pipe(...b); pipe(a, b); a[pipe](b)', []],
  ])('%s: %j', (code, chains) => {
    const { facts } = parseFile(code, { language: 'ts' })
    const found = pipeChains(facts).map(({ links }) =>
      links.map((link) => facts.sourceCode.getText(link)).join(' > '),
    )
    expect(found).toEqual(chains)
  })

  test('a chain of hundreds of calls is left alone', () => {
    const { facts } = parseFile(`a${'.pipe(b)'.repeat(300)}`)
    expect(pipeChains(facts)).toEqual([])
  })
})

describe('streamKindOf', () => {
  const IMPORTS =
    'import fs from "fs"; import http from "http"; import net from "net"; import zlib from "zlib"; import * as stream from "stream";'

  test.each([
    ['fs.createReadStream(p)', 'fileReader'],
    ['new fs.WriteStream(p)', 'fileWriter'],
    ['bucket.createReadStream(p)', 'library'],
    ['fs.createHash(p)', 'unknown'],
    ['http.request(u)', 'clientRequest'],
    ['net.connect(80)', 'socket'],
    ['zlib.createGzip()', 'transform'],
    ['new stream.PassThrough()', 'transform'],
    ['new PassThrough()', 'unknown'],
    ['Readable.from([])', 'memory'],
    ['process.stdout', 'standard'],
    ['this.child.stderr', 'standard'],
    ['reply.raw', 'serverResponse'],
    ['ctx.req', 'serverRequest'],
    ['cursor.raw', 'unknown'],
    ['require("fs").createReadStream(p)', 'fileReader'],
  ])('%s: %s', (code, kind) => {
    const { facts, node } = parseFile(`${IMPORTS} x(${code})`)
    expect(streamKindOf(facts, node(code))).toBe(kind)
  })

  test.each([
    ['const it = fs.createReadStream(p)', 'fileReader'],
    ['const it = fs.createReadStream(p).on("error", f).setEncoding("utf8")', 'fileReader'],
    ['const that = fs.createReadStream(p); const it = that', 'fileReader'],
    ['let it; it = fs.createWriteStream(p)', 'fileWriter'],
    ['let it = null; it = fs.createWriteStream(p)', 'fileWriter'],
    ['let it; it = fs.createWriteStream(p); it = fs.createWriteStream(q)', 'unknown'],
    ['const it = a.pipe(zlib.createGzip())', 'transform'],
    ['import { createReadStream as open } from "node:fs"; const it = open(p)', 'fileReader'],
    ['import { createReadStream } from "./fs-streams"; const it = createReadStream(p)', 'library'],
    ['const it = it', 'unknown'],
  ])('after %s: %s', (code, kind) => {
    const { facts, node } = parseFile(`${IMPORTS} ${code}; x(it, 0)`)
    const call = node('x(it, 0)')
    if (call.type !== 'CallExpression' || !call.arguments[0]) throw new Error(call.type)
    expect(streamKindOf(facts, call.arguments[0])).toBe(kind)
  })

  test.each([
    ['http.createServer((it) => { x(it, 0) })', 'serverRequest'],
    ['http.createServer((a, it) => { x(it, 0) })', 'serverResponse'],
    ['http.createServer((a, b, it) => { x(it, 0) })', 'unknown'],
    ['new http.Server((a, it) => { x(it, 0) })', 'serverResponse'],
    ['net.createServer((it) => { x(it, 0) })', 'socket'],
    ['createServer((it) => { x(it, 0) })', 'unknown'],
    ['server.on("request", (a, it) => { x(it, 0) })', 'serverResponse'],
    ['server.on("upgrade", (a, it) => { x(it, 0) })', 'socket'],
    ['server.on("other", (a, it) => { x(it, 0) })', 'unknown'],
    ['http.get(u, (it) => { x(it, 0) })', 'clientResponse'],
    ['other.get(u, (it) => { x(it, 0) })', 'unknown'],
    ['(it = fs.createReadStream(p)) => { x(it, 0) }', 'unknown'],
    ['([it]) => { x(it, 0) }', 'unknown'],
  ])('of a parameter, %s: %s', (code, kind) => {
    const { facts, node } = parseFile(`${IMPORTS} ${code}`)
    const call = node('x(it, 0)')
    if (call.type !== 'CallExpression' || !call.arguments[0]) throw new Error(call.type)
    expect(streamKindOf(facts, call.arguments[0])).toBe(kind)
  })

  test.each([
    ['(req, res) => { x(req, res) }', ['serverRequest', 'serverResponse']],
    ['(error, _request, response) => { x(_request, response) }', ['serverRequest', 'serverResponse']],
    ['(res, req) => { x(req, res) }', ['unknown', 'unknown']],
    ['(req, other, res) => { x(req, res) }', ['unknown', 'unknown']],
    ['(req, res) => { res = y; x(req, res) }', ['serverRequest', 'serverResponse']],
    ['(res) => { res.writeHead(200); x(req, res) }', ['unknown', 'serverResponse']],
    ['(res) => { res.on("end", f); x(req, res) }', ['unknown', 'unknown']],
  ])('by name, %s: %j', (code, kinds) => {
    const { facts, functionNamed } = parseFile(`const handler = ${code}`)
    const body = functionNamed('handler').body
    const last = body.type === 'BlockStatement' ? body.body.at(-1) : undefined
    if (last?.type !== 'ExpressionStatement' || last.expression.type !== 'CallExpression')
      throw new Error(code)
    expect(last.expression.arguments.map((each) => streamKindOf(facts, each))).toEqual(kinds)
  })
})

describe('isTold', () => {
  test.each([
    ['b.on("close", () => a.destroy())', 'fully'],
    ['b.on("error", (e) => { log(e); a.destroy(e) })', 'fully'],
    ['b.once("unpipe", () => a.destroy())', 'fully'],
    ['b.on("close", a.destroy.bind(a))', 'fully'],
    ['b.on("close", tidy); function tidy() { a.close() }', 'fully'],
    ['b.on("close", imported)', 'fully'],
    ['b.on("close", resolve)', 'no'],
    ['b.on("close", console.log)', 'no'],
    ['b.on("error", () => log())', 'no'],
    ['b.on("finish", () => a.destroy())', 'no'],
    ['a.on("error", () => a.destroy())', 'no'],
    ['a.on("end", () => { a.close() })', 'no'],
    ['c.on("error", () => a.destroy())', 'partly'],
    ['c.on("close", () => a.destroy())', 'fully'],
    ['signal.addEventListener("abort", () => a.destroy())', 'fully'],
    ['setTimeout(() => a.destroy(), 9)', 'partly'],
    ['work().catch(() => a.destroy())', 'partly'],
    ['if (c) a.destroy()', 'partly'],
    ['class Owner { close() { a.destroy() } }', 'fully'],
    ['b.on("close", () => destroyStream(a))', 'fully'],
    ['b.on("close", () => tell(a))', 'no'],
    ['', 'no'],
  ] as const)('%s: %s', (code, answer) => {
    const { facts, node, call } = parseFile(
      `import { imported } from 'x'; export function f(a, b, c, signal, resolve) { a.pipe(b); ${code} }`,
    )
    const pipe = call('a.pipe(b)')
    const [a, b] = [node('a', 2), node('b', 2)].map((each) => streamKeyOf(facts, each))
    if (a === undefined || b === undefined) throw new Error(code)
    expect(isTold(facts, a, new Set([b]), pipe)).toBe(answer)
  })
})

test.each([
  ['a.on("error", f)', true],
  ['a.on("finish", f)', false],
  ['a.on(event, f)', true],
  ['b.on("error", f)', false],
  ['once(a, "finish")', true],
  ['once(b, "finish")', false],
])('isHeard, %s: %s', (code, answer) => {
  const { facts, node } = parseFile(`export function f(a, b, event) { x(a); ${code} }`)
  expect(isHeard(facts, streamKeyOf(facts, node('a', 2)))).toBe(answer)
})

test.each([
  ['finished(a, f)', true],
  ['pipeline([b, a], f)', true],
  ['pipeline(b, c, f)', false],
  ['new Pumpify(a)', false],
  ['onFinished(a, f)', true],
])('isWatched, %s: %s', (code, answer) => {
  const { facts, node } = parseFile(`export function f(a, b, c) { x(a); ${code} }`)
  expect(isWatched(facts, node('a', 2))).toBe(answer)
})

test('a file whose streams do not feed each other has no couplings', () => {
  const { facts } = parseFile('export const a = () => createReadStream(b)')
  expect(couplings(facts)).toEqual([])
})
