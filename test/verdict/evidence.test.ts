import { describe, expect, test } from 'vitest'

import type { LinkName } from '../../src/ledger/link.js'
import type { LossKind } from '../../src/losses/loss.js'
import { EVIDENCE } from '../../src/verdict/evidence.js'
import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

/** One of the links of each finding of a file: how sure it is, and on what that rests. */
function linksIn(name: LinkName, code: string, kind?: LossKind): string[] {
  return findings(parseFile(code, { language: 'ts' }).facts)
    .filter(({ loss }) => kind === undefined || loss.kind === kind)
    .map(({ links }) => `${links[name].sure}: ${links[name].because}`)
}

test('each row of the table is a fact of its own', () => {
  const rows = EVIDENCE.map(({ name, answers }) => `${answers}: ${name}`)
  expect(new Set(rows).size).toBe(rows.length)
})

describe('owed: is it meant to be ended', () => {
  test.each([
    [
      'nothing says more than that it is ended once',
      'function f(a) { const s = new Sketch(a); if (a) return s.fill(); keep(a, () => s.free()) }',
      [],
    ],
    [
      'the same function ends it on another way',
      'function f(a) { const s = createSketch(a); if (a) return 1; s.free() }',
      ['yes: it is released on another way'],
    ],
    [
      'the same function ends what it has looked up',
      'function f(a) { const s = sketchOf(a); if (a) return 1; s.free() }',
      ['likely: free() ends what sketchOf() answers'],
    ],
    [
      'the end of its owner ends it',
      `class Page {
         refresh(a) { this.unsubscribe = listenTo(a) }
         dispose() { this.unsubscribe() }
       }`,
      ['yes: the end of the owner ends it'],
    ],
    [
      'two other sites of the same maker are ended',
      `import { sketch } from 'sketches'
       function f() { const a = sketch(1); a.free() }
       function g() { const a = sketch(2); a.free() }
       class Page { shown = sketch(3); show() { this.shown = sketch(4) } }`,
      [],
    ],
    [
      'the inverse is in a finally',
      `import { door } from 'doors'
       function f(a) { door.lock(); try { a() } finally { door.unlock() } }
       function g(a) { door.lock(); if (a) return 1; door.unlock() }`,
      ['yes: it is released on another way'],
    ],
    [
      'a sibling is ended',
      `class View {
         constructor(a) { this.left = makePane(a); this.right = makePane(a) }
         dispose() { this.left.dispose() }
       }`,
      ['yes: all others of the same kind are ended'],
    ],
    [
      'two of a kind are left',
      `class View {
         constructor(a) { this.left = makePane(a); this.right = makePane(a); this.top = makePane(a) }
         dispose() { this.left.dispose() }
       }`,
      Array(2).fill('likely: dispose() ends what makePane() answers, which may be nothing but memory'),
    ],
  ])('%s', (_name, code, expected) => {
    expect(linksIn('owed', code)).toEqual(expected)
  })
})

describe('owed: does it hold more than memory', () => {
  const view = (members: string): string =>
    `class Feed { #timer = setInterval(tick, 9); close() { clearInterval(this.#timer) } }
     class View { #feed; start() { this.#feed = new Feed() } ${members} }`

  test.each([
    [
      'the end does nothing else',
      view('dispose() { this.shown = false }'),
      ['likely: Feed.close() ends this.#timer, which may be nothing but memory'],
    ],
    [
      'the end ends other things',
      view('#tick = setInterval(tick, 9); dispose() { clearInterval(this.#tick) }'),
      ['yes: View ends this.#tick'],
    ],
    [
      'the end calls a field that nothing fills',
      view('#fed; dispose() { this.#fed.close() }'),
      ['yes: what is ended there is filled nowhere'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(linksIn('owed', code, 'outlived')).toEqual(expected)
  })
})

describe('open: does it run again', () => {
  const page = (caller: string): string =>
    `class Feed { #timer = setInterval(tick, 9); close() { clearInterval(this.#timer) } }
     class Page { #feed; show() { this.#feed = new Feed() } dispose() { this.#feed.close() } ${caller} }`

  test.each([
    ['nothing tells', page('').replace('show()', 'mount()'), ['unknown: mount() may run once only']],
    ['people ask for it', page(''), ['likely: show() is for whenever somebody wants it']],
    [
      'a loop runs it',
      page('all(list) { for (const each of list) this.show(each) }'),
      ['yes: show() is called in each turn of a loop'],
    ],
    [
      'its name builds everything anew',
      page('').replace('show()', 'refresh()'),
      ['yes: refresh() runs again and again'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(linksIn('open', code)).toEqual(expected)
  })
})

describe('matters', () => {
  test.each([
    [
      'a server that nothing closes may be kept for good',
      `import { createServer } from 'node:http'
       export function f(a) { const server = createServer(a); server.listen(1) }`,
      ['likely: programs commonly keep HTTP servers until they end'],
    ],
    [
      'one that is closed on another way is not',
      `import { createServer } from 'node:http'
       export async function f(a) { const server = createServer(a); server.listen(1); if (a()) return; server.close() }`,
      ['yes: it is released here, and so not kept for good'],
    ],
    [
      'what hands out an end of its own comes and goes',
      `import { createServer } from 'node:http'
       export function f(a) { const server = createServer(a); server.listen(1); return { close() { a.close() } } }`,
      ['yes: it belongs to f(), which ends'],
    ],
    [
      'the last one is ended',
      `class Feed { #timer = setInterval(tick, 9); close() { clearInterval(this.#timer) } }
       class Page { #feed; load() { this.#feed = new Feed() } dispose() { this.#feed.close() } }`,
      ['yes: the last one is ended'],
    ],
    [
      'what is thrown away is ended elsewhere',
      `class Feed { #timer = setInterval(tick, 9); close() { clearInterval(this.#timer) } }
       class Page { constructor() { this.feed = new Feed() } drop() { this.feed = null } dispose() { this.feed.close() } }`,
      ['yes: elsewhere the file ends it'],
    ],
  ])('%s', (_name, code, expected) => {
    expect(linksIn('matters', code)).toEqual(expected)
  })
})
