import { expect, test } from 'vitest'

import { retentions } from '../../src/retention/retentions.js'
import { parseFile } from '../parse-file.js'

/** Each path of some code on one line, as the page draws it. */
function pathsOf(code: string): string[] {
  return retentions(parseFile(code).facts).map(({ path }) =>
    path.map(({ text, isCode }) => (isCode ? `\`${text}\`` : text)).join(' → '),
  )
}

test.each([
  [
    'a listener, by what its function uses of the instance',
    `class Chart {
      constructor() { window.addEventListener('resize', () => this.draw()) }
      draw() {}
      destroy() {}
    }`,
    ["`window` → `'resize' listener` → `this` → `Chart`"],
  ],
  [
    'a bound listener',
    `class Chart {
      constructor() { window.addEventListener('resize', this.draw.bind(this)) }
      draw() {}
      destroy() {}
    }`,
    ["`window` → `'resize' listener` → `this` → `Chart`"],
  ],
  [
    'a listener, by the variables of the call that it uses',
    `export class Panel {
      show(rows, element) {
        const total = rows.length
        document.addEventListener('keydown', () => element.append(total, rows[0], new Date()))
      }
      dispose() {}
    }`,
    ["`document` → `'keydown' listener` → `element, total, rows`"],
  ],
  [
    'an interval',
    'export class Poll { start() { setInterval(() => this.ask(), 1000) } ask() {} stop() {} }',
    ['the timer queue → interval → `this` → `Poll`'],
  ],
  [
    'an observer, by what it watches',
    `import { useEffect } from 'react'
    export function Badge() {
      useEffect(() => {
        const watch = () => {}
        new MutationObserver(() => watch()).observe(document.body)
      }, [])
    }`,
    ['`document.body` → MutationObserver → `watch`'],
  ],
  [
    'a file',
    `import { open } from 'node:fs/promises'
    export async function read(path) {
      const file = await open(path)
      const text = await file.readFile()
      await file.close()
      return text
    }`,
    ['the system → file handle'],
  ],
  [
    'an entry, by its key and value',
    'const users = new Map()\nexport function login(id, user) { users.set(id, user) }',
    ['this module → `users` → `id` → `user`'],
  ],
  [
    'a large value, by the function that keeps it',
    `import { readFileSync } from 'node:fs'
    const lines = []
    export function add(path) {
      const body = readFileSync(path)
      lines.push(() => body.length)
    }`,
    ['this module → `lines` → `() => body.length`', '`lines` → this function → `body`'],
  ],
  [
    'a piece, by the whole',
    `import { readFileSync } from 'node:fs'
    const titles = new Map()
    export function add(path) {
      const page = readFileSync(path, 'utf8')
      titles.set(path, page.slice(0, 80))
    }`,
    ['this module → `titles` → `path` → `page.slice(0, 80)`', '`titles` → `page.slice(0, 80)` → `page`'],
  ],
  ['nothing, where nothing is kept', 'export const sum = (a, b) => a + b', []],
])('draws %s', (_, code, paths) => {
  expect(pathsOf(code)).toEqual(paths)
})

test('says how it comes to stay, whose it is, and on what each link rests', () => {
  const code = `export class Poll {
  start() {
    setInterval(() => this.ask(), 1000)
  }
  ask() {}
  stop() {}
}`
  const [found, ...others] = retentions(parseFile(code).facts)
  expect(others).toEqual([])
  expect(found).toMatchObject({
    reportedAt: { line: 3, column: 5 },
    loss: { kind: 'dropped' },
    owner: { name: 'Poll', end: 'stop() on line 6' },
  })
  expect(found?.path.map(({ note }) => note)).toEqual([
    'until it has fired or is cleared',
    'begun by setInterval()',
    'captured',
    'the whole instance',
  ])
  expect(found?.links.map(({ name, sure }) => `${name} ${sure}`)).toEqual([
    'owed yes',
    'open yes',
    'alone yes',
    'lasting yes',
    'matters yes',
  ])
})

test('names three of the captured variables, and counts the others', () => {
  const code = `export class Panel {
  show(a, b, c, d, e) {
    window.addEventListener('resize', () => use(a, b, c, d, e))
  }
  dispose() {}
}`
  const [found] = retentions(parseFile(code).facts)
  expect(found?.path.at(-1)).toMatchObject({ text: 'a, b, c', note: 'captured, and 2 more' })
})
