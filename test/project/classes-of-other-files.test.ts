import { expect, test } from 'vitest'

import { projectOfFiles } from './project-of-files.js'

const POOL = `import net from 'node:net'
export class Pool {
  socket = net.connect(80)
  query(text) { this.socket.write(text) }
  stop() { this.socket.destroy() }
}`

const USE = `import { Pool } from './pool'
export async function run(text) {
  const pool = new Pool()
  return await pool.query(text)
}`

const STRICT = { preset: 'strict' } as const

const LEAK =
  'leaks/require-release:3 The Pool `pool` stays open until the process ends: nothing releases it. Call pool.stop() in `finally`.'

test('what a class of another file holds has to be released', () => {
  const project = projectOfFiles({ 'pool.js': POOL })
  expect(project.lint('use.js', USE, STRICT)).toEqual([LEAK])
  // What runs to its own end looks the same from there.
  expect(project.lint('use.js', USE)).toEqual([])
})

test('in TypeScript as well', () => {
  expect(projectOfFiles({ 'pool.ts': POOL }).lint('use.ts', USE, STRICT)).toEqual([LEAK])
})

test.each([
  ["export { Pool } from './lib/pool.js'"],
  ["export * from './lib/pool.js'"],
  ["import { Pool as Inner } from './lib/pool.js'; export { Inner as Pool }"],
  ["const { Pool } = require('./lib/pool.js'); module.exports = { Pool }"],
  ["exports.Pool = require('./lib/pool.js').Pool"],
])('through a file that hands it on: %s', (text) => {
  const project = projectOfFiles({ 'lib/pool.js': POOL, 'pool.js': text })
  expect(project.lint('use.js', USE, STRICT)).toEqual([LEAK])
})

test('what it extends and what it makes may be in further files', () => {
  const project = projectOfFiles({
    'base.js': POOL,
    'pool.js': "import { Pool as Base } from './base'\nexport class Pool extends Base { log() {} }",
    'owner.js':
      "import { Pool } from './base'\nexport class Owner { pool = new Pool()\n query() { return this.pool.query() }\n stop() { this.pool.stop() } }",
  })
  expect(project.lint('use.js', USE, STRICT)).toEqual([LEAK])
  expect(
    project.lint('use.js', USE.replaceAll('Pool', 'Owner').replace('./pool', './owner'), STRICT),
  ).toEqual([LEAK.replace('The Pool', 'The Owner')])
})

test.each([
  [
    'it has no method that ends anything',
    'export class Pool { list = []; query(text) { this.list.push(text) } }',
  ],
  [
    'its method empties a collection',
    'export class Pool { list = new Set(); query() {} close() { this.list.clear() } }',
  ],
  ['the file cannot be parsed', 'export class Pool {'],
  ['it exports no such class', 'export class Other { close() {} }'],
  ['it goes in circles', "export * from './pool'"],
  ['there is no such file', undefined],
])('silent where %s', (_, text) => {
  const project = projectOfFiles(text === undefined ? {} : { 'pool.js': text })
  expect(project.lint('use.js', USE, { preset: 'strict' })).toEqual([])
})

test('silent where the project is not to be asked', () => {
  const project = projectOfFiles({ 'pool.js': POOL })
  expect(project.lint('use.js', USE, { preset: 'strict', settings: { project: 'off' } })).toEqual([])
})

test('silent where the caller releases it', () => {
  const project = projectOfFiles({ 'pool.js': POOL })
  const fixed = `import { Pool } from './pool'
export async function run(text) {
  const pool = new Pool()
  try { return await pool.query(text) } finally { pool.stop() }
}`
  expect(project.lint('use.js', fixed, { preset: 'strict' })).toEqual([])
})

test('a file that changes is read again, and what was made of it goes', () => {
  const project = projectOfFiles({
    'lib/pool.js': 'export class Pool { query() {} }',
    'pool.js': "export class Pool extends Base { log() {} }\nimport { Pool as Base } from './lib/pool'",
  })
  expect(project.lint('use.js', USE, STRICT)).toEqual([])
  project.write('lib/pool.js', POOL)
  expect(project.lint('use.js', USE, STRICT)).toEqual([LEAK])
  project.remove('pool.js')
  expect(project.lint('use.js', USE, STRICT)).toEqual([])
})

test('what the file itself shows to be ended is nothing to end where the class has no end', () => {
  const code = `import { Pool } from './pool'
export async function run(text) {
  const pool = new Pool()
  if (text === '') return undefined
  pool.close()
  return text
}`
  const told =
    'leaks/require-release:3 `pool` stays open on `return undefined`. Call pool.close() there too, or once in `finally`.'
  expect(projectOfFiles({ 'pool.js': POOL.replace('stop()', 'close()') }).lint('use.js', code)).toEqual([
    told.replace('undefined`', 'undefined`, until the process ends'),
  ])
  expect(projectOfFiles({}).lint('use.js', code)).toEqual([told])
  expect(
    projectOfFiles({ 'pool.js': 'export class Pool { close() { this.rows = [] } }' }).lint('use.js', code),
  ).toEqual([])
})

const CLOCK = `export class Clock {
  constructor(tick) {
    this.timer = setInterval(tick, 1000)
  }
  destroy() { clearInterval(this.timer) }
}
export class Lazy {
  start() { this.timer = setInterval(() => this.tick(), 1000) }
  destroy() { clearInterval(this.timer) }
}
export class Cell {
  constructor(tick) { this.timer = setInterval(tick, 1000) }
  #stop() { clearInterval(this.timer) }
}
export function createClock(tick) {
  const timer = setInterval(tick, 1000)
  return { now: () => Date.now(), stop() { clearInterval(timer) } }
}`

const ownerOf = (made: string): string => `export class Owner {
  constructor() {
    this.socket = new WebSocket('wss://example.test')
    this.part = ${made}
  }
  close() { this.socket.close() }
}`

const importing = (text: string): string =>
  `import { Clock, Lazy, Cell, createClock } from './clock.js'\n${text}`

test.each([
  ['new Clock(() => {})', 'a Clock', 'destroy'],
  ['createClock(() => {})', 'an interval', 'stop'],
])('what the end of its owner misses: %s', (made, what, end) => {
  const project = projectOfFiles({ 'clock.js': CLOCK })
  const leak = `leaks/require-member-release:5 Owner never releases \`this.part\`, ${what}: it stays open while anything keeps it. Call this.part.${end}() in close().`
  expect(project.lint('use.js', importing(ownerOf(made)), STRICT)).toEqual([leak])
  expect(project.lint('use.js', importing(ownerOf(made)))).toEqual([])
  const ended = ownerOf(made).replace('close() {', `close() { this.part.${end}();`)
  expect(project.lint('use.js', importing(ended), STRICT)).toEqual([])
})

test('so of a module that is required', () => {
  const project = projectOfFiles({
    'clock.js': `${CLOCK.replaceAll('export ', '')}\nmodule.exports = { Clock }`,
  })
  const text = `const { Clock } = require('./clock')\n${ownerOf('new Clock(() => {})')}`
  expect(project.lint('use.js', text, STRICT)).toHaveLength(1)
})

test.each([
  ['opens nothing until it is started', ownerOf('new Lazy()')],
  ['can be ended by itself only', ownerOf('new Cell(() => {})')],
  ['is not to be found', ownerOf('new Elsewhere()')],
])('no finding of what %s', (_what, text) => {
  const project = projectOfFiles({ 'clock.js': CLOCK })
  const others = "import { Elsewhere } from './elsewhere.js'\n"
  expect(project.lint('use.js', others + importing(text), STRICT)).toEqual([])
})

test('what is started in this file is open', () => {
  const project = projectOfFiles({ 'clock.js': CLOCK })
  const text = ownerOf('new Lazy()').replace('  close()', '  run() { this.part.start() }\n  close()')
  expect(project.lint('use.js', importing(text), STRICT)).toHaveLength(1)
})
