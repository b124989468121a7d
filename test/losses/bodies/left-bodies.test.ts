import { describe, expect, test } from 'vitest'

import { findings } from '../../../src/verdict/findings.js'
import { parseFile, type ParseOptions } from '../../parse-file.js'

/** What is known or likely, each as verdict, form and the text that is underlined. */
function answersOf(code: string, options?: ParseOptions): string[] {
  const { facts } = parseFile(code, options)
  return findings(facts).flatMap(({ verdict, loss: { form }, node }) =>
    verdict === 'silent' ? [] : [[verdict, form, facts.sourceCode.getText(node)].join(' ')],
  )
}

describe('a callback', () => {
  const answers = (body: string) =>
    answersOf(`import http from 'http'; function f(url, x) { http.get(url, (res) => { ${body} }) }`)

  test.each([
    ['', 'known neverRead res'],
    ['x(res.statusCode)', 'known neverRead res'],
    ['res.on("end", x)', 'known neverRead res'],
    ['res.pause().setEncoding("utf8")', 'known neverRead res'],
    ['x(`${res}`); if (res) x()', 'known neverRead res'],
    ['const { statusCode } = res; x(statusCode)', 'known neverRead res'],
    ['x(() => res.headers)', 'known neverRead res'],
    ['if (x) return; res.resume()', 'known unreadOnReturn return;'],
    ['if (x) return x(); res.resume()', 'known unreadOnReturn return x();'],
    ['try { if (x) return; res.resume() } finally { x() }', 'known unreadOnReturn return;'],
    ['if (x) res.resume()', 'known unreadOnEnd res'],
    ['if (x) { x() } else { res.resume() }', 'known unreadOnEnd res'],
    ['x && res.resume()', 'likely unreadOnEnd res'],
    ['if (x) res.resume(); if (!x) res.resume()', 'likely unreadOnEnd res'],
    ['if (x(() => res.resume())) { x() } else { x() }', undefined],
    ['if (x) return; try { return } finally { res.resume() }', 'known unreadOnReturn return;'],
  ])('%s: %s', (body, expected) => {
    expect(answers(body)).toEqual(expected === undefined ? [] : [expected])
  })

  test.each([
    'res.resume()',
    'res[x]()',
    'res[x]',
    'const r = res; r.resume()',
    'const { pipe } = res',
    'const { statusCode, ...rest } = res',
    'x.res = res',
    'x([res])',
    'x(...res)',
    'return res',
    'throw res',
    'res.on(...x)',
    'res.on("data", x)',
    'res.setEncoding("utf8").on("data", x)',
    'new Reader(res)',
    'res.socket.destroy()',
    'x.call(res)',
    'x`${() => res.resume()}`',
    'class A { static a = res.resume() }',
    'class B { on(r) {} start() { this.on(res) } }',
    'for (const each of res) x(each)',
    'try { if (x) return } finally { res.resume() }',
    'if (x) throw x; res.resume()',
    'if (x) { url.abort(); return } res.resume()',
    'if (res.statusCode !== 204) res.resume()',
    'if (res.statusCode === 304 || url === "HEAD") return; res.resume()',
  ])('%s', (body) => {
    expect(answers(body)).toEqual([])
  })

  test('many early ways out are as many answers', () => {
    expect(answers('if (x) return 1; if (url) return 2; res.resume()')).toEqual([
      'known unreadOnReturn return 1;',
      'known unreadOnReturn return 2;',
    ])
  })

  test('functions that hand a response to each other in a circle do not read it', () => {
    const code = 'const a = (r) => b(r), b = (r) => a(r); a(res)'
    expect(answers(code)).toEqual(['known neverRead res'])
  })

  test('one function for several requests is one answer', () => {
    const code =
      'import http from "http"; const h = (res) => {}; function f(u) { http.get(u, h); http.get(u, h) }'
    expect(answersOf(code)).toEqual(['known neverRead res'])
  })

  test('a conditional client counts if both of its branches are one', () => {
    const code = (other: string) =>
      `import http from 'http'; import https from 'https'; function f(u, x) { (x ? https : ${other}).get(u, (res) => {}) }`
    expect(answersOf(code('http'))).toEqual(['known neverRead res'])
    expect(answersOf(code('x'))).toEqual([])
  })
})

describe('a promise', () => {
  const answers = (body: string) =>
    answersOf(`import { request } from 'undici'; async function f(url, x) { ${body} }`)

  test.each([
    ['await request(url)', 'known dropped request(url)'],
    ['request(url).catch(x)', 'known dropped request(url)'],
    ['(await request(url)).statusCode', 'known dropped request(url)'],
    ['const { statusCode } = await request(url)', 'known dropped request(url)'],
    ['const { body } = await request(url); body.on("error", x)', 'known neverRead request(url)'],
    ['const { body: b } = await request(url); x(b.readable)', 'known neverRead request(url)'],
    ['const body = (await request(url)).body; if (body) x()', 'known neverRead request(url)'],
    ['let r; try { r = await request(url) } catch {} x(r.headers)', 'known neverRead request(url)'],
    ['request(url).then(({ headers }) => x(headers))', 'known dropped { headers }'],
    ['const r = await request(url); if (x) throw 1; return r.body', 'known unreadOnReturn throw 1;'],
    [
      'const r = await request(url); if (r.statusCode < 300) return r.body',
      'likely unreadOnEnd request(url)',
    ],
    [
      'const r = await request(url); if (r.statusCode !== 200) throw 1; return r.body',
      'likely unreadOnReturn throw 1;',
    ],
    ['await request(url, { method: "post" })', 'likely dropped request(url, { method: "post" })'],
  ])('%s: %s', (body, expected) => {
    expect(answers(body)).toEqual([expected])
  })

  test.each([
    'return request(url)',
    'x(await request(url))',
    'const p = request(url); return x(p)',
    'const { body, ...rest } = await request(url); x(rest, body)',
    'const { [x]: y } = await request(url)',
    'const { body = 1 } = await request(url)',
    'if (await request(url)) x()',
    'const r = await request(url); if (!r) return; return r.body.text()',
    'const r = await request(url); x(r.body)',
    'const r = await request(url, { method: "HEAD" })',
    'const o = { method: "HEAD" }; await request(url, o)',
    'const r = await request(url, { signal: AbortSignal.any([x, AbortSignal.timeout(1)]) })',
    'request(url, x)[x]',
  ])('%s', (body) => {
    expect(answers(body)).toEqual([])
  })

  test('an assertion is passed as a whole', () => {
    const code = `import { request } from 'undici'; async function f(url: string) {
      const r = await request(url); return (<any>r).body.text() }`
    expect(answersOf(code, { language: 'ts' })).toEqual([])
  })
})

describe('fetch', () => {
  test.each([
    ["import fs from 'fs'; async function f(u) { const r = await fetch(u); return r.ok }", 1],
    ["import fs from 'fs'; async function f(u) { const r = await globalThis.fetch(u); return r.ok }", 1],
    ["const fetch = require('node-fetch'); async function f(u) { const r = await fetch(u); return r.ok }", 1],
    ["import { fetch as get } from 'undici'; async function f(u) { const r = await get(u); return r.ok }", 1],
    ["import fs from 'fs'; const r = await fetch('x'); r.ok", 0],
    ["import fs from 'fs'; async function f(u, fetch) { const r = await fetch(u); return r.ok }", 1],
    ['async function f(u) { const r = await fetch(u); return r.ok }', 1],
    ['async function f(u) { const r = await fetch(`/${u}`); return r.ok }', 0],
    ['async function f(u) { const r = await fetch("./a"); document.title = r.ok }', 0],
    ['import { useState } from "react"; async function f(u) { const r = await fetch(u); return r.ok }', 0],
    ['async function f(u) { const r = await fetch(u, { method: "POST" }); return r.ok }', 1],
    ['async function f(u) { await fetch(u, { method: "POST" }) }', 0],
    ['async function f(u, o) { const r = await (o.fetch ?? fetch)(u); return r.ok }', 1],
    [
      'async function f(u, o) { const get = o.fetch || globalThis.fetch; const r = await get(u); return r.ok }',
      1,
    ],
    ['async function f(u, get = fetch) { const r = await get(u); return r.ok }', 1],
    ['async function f(u, { get = fetch }) { const r = await get(u); return r.json() }', 0],
    ['async function f(u, get) { const r = await (get && fetch)(u); return r.ok }', 0],
    ['async function f(u) { const r = await fetch(u); if (r.status === 202) return r.text(); throw u }', 1],
    ['async function f(u) { const r = await fetch(u); if (r.status === 200) return r.text(); throw u }', 0],
    ['async function f(u) { const r = await fetch(u); if (r.status !== 404) return r.text(); throw u }', 0],
    ['import "vitest"; async function f(u) { const r = await fetch(u); return r.ok }', 0],
    ["import fetch from '../fetch.js'; async function f(u) { const r = await fetch(u); return r.ok }", 0],
  ])('%s: %i', (code, count) => {
    expect(answersOf(code).map((answer) => answer.split(' ')[0])).toEqual(Array(count).fill('likely'))
  })
})

describe('a reader', () => {
  const answers = (body: string) => {
    const code = `async function f(res, x) { const reader = res.body.getReader(); ${body} }`
    return answersOf(code).map((answer) => answer.replace(/ (?:abandonedReader|neverFinished) /, ' '))
  }

  test.each([
    ['for (;;) { const { done } = await reader.read(); if (done) break; if (x) break }', ['known break']],
    ['for (;;) { const r = await reader.read(); if (r.done) return; if (x) return 1 }', ['known return 1']],
    ['for (;;) { const r = await reader.read(); if (r.done !== true) return 1 }', ['known return 1']],
    ['for (;;) { const r = await reader.read(); if (false === r.done) return 1 }', ['known return 1']],
    ['for (;;) { const { value: v } = await reader.read(); if (v === undefined) break }', []],
    ['for (;;) { const { value: v } = await reader.read(); if (v === x) break }', ['known break']],
    ['do { await reader.read(); if (x) { reader.releaseLock(); break } } while (x)', ['known break']],
    [
      'while (x) { const { done } = await reader.read(); if (x) { if (x) x.abort(); return } }',
      ['likely return'],
    ],
    ['await reader.read()', ['likely res.body.getReader()']],
    ['await reader.read(); await reader.cancel()', []],
    ['await reader.read(); for (;;) { await reader.read(); if (x) break }', []],
    ['x(reader.closed)', []],
    ['x(reader.read)', []],
    ['return reader', []],
  ])('%s: %j', (body, expected) => {
    expect(answers(body).map((answer) => answer.replace(/;$/, ''))).toEqual(expected)
  })
})

test.each([
  ['response.body', 1],
  ['(await fetch(url)).body', 1],
  ['new Response(url).body', 0],
  ['made.body', 0],
  ['request.body', 0],
  ['nextRequest.body', 0],
  ['stream', 0],
])('the reader of %s: %i', (stream, count) => {
  const code = `async function f(url, response, request, nextRequest, stream) {
    const made = new Response(url)
    const reader = ${stream}.getReader()
    for (;;) { await reader.read(); if (url) return }
  }`
  expect(answersOf(code).filter((answer) => answer.includes('abandonedReader'))).toHaveLength(count)
})

describe("'clientError'", () => {
  const answers = (code: string) =>
    answersOf(code).map((answer) => [answer.split(' ')[0], answer.split(' ')[1] === 'openSocketOnReturn'])

  test.each([
    ['server.on("clientError", (e, s) => {})', [['known', false]]],
    ['this.httpServer.once("clientError", () => {})', [['known', false]]],
    ['createServer(x).on("clientError", (e, s) => x(s.bytesRead))', [['known', false]]],
    ['const app = listen(1); app.on("clientError", (e, s) => {})', [['known', false]]],
    ['server.on("clientError", (e, s) => { if (x) return; s.end() })', [['likely', true]]],
    ['server.on("clientError", (e, s) => { if (x) s.end() })', [['likely', false]]],
    ['server.on("clientError", (e, s) => { if (!s.writable) return; s.end() })', []],
    ['server.on("clientError", (e, s) => { if (s.writable) s.end() })', []],
    ['server.on("clientError", (e, s) => { if (e.code !== "ECONNRESET") s.end() })', []],
    ['server.on("clientError", (e, { remoteAddress }) => {})', []],
    ['server.on("clientError", handler)', []],
    ['server.on("tlsClientError", () => {})', []],
    ['bus.on("clientError", () => {})', []],
    ['server.on("clientError")', []],
  ])('%s: %j', (code, expected) => {
    expect(answers(code)).toEqual(expected)
  })
})
