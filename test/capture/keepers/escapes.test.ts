import { describe, expect, test } from 'vitest'

import { escapes } from '../../../src/capture/keepers/escapes.js'
import { longLivedFunctions } from '../../../src/capture/keepers/long-lived-functions.js'
import { parseFile } from '../../parse-file.js'

/** What escapes, each as `value: keeper, as, stay, certainty`. */
function escapesIn(code: string): string[] {
  const { facts } = parseFile(code, { language: 'ts' })
  return escapes(facts).map(
    ({ value, keeper, as, stay, certainty }) =>
      `${facts.sourceCode.getText(value)}: ${keeper}, ${as}, ${stay}, ${certainty}`,
  )
}

/** In a function that runs for each call, beside some collections of the module. */
const perCall = (statements: string, others = ''): string[] =>
  escapesIn(`
const map = new Map(), set = new Set(), list = [], table = {}, state = { last: undefined, run() {} }
let last, all = []
export function take(x, id) { ${statements} }
${others}`)

describe('entries of collections', () => {
  test.each<[string, string[]]>([
    ['map.set(id, x)', ['id: `map`, key, each, known', 'x: `map`, entry, each, known']],
    ['set.add(x)', ['x: `set`, entry, each, known']],
    ['list.push(x)', ['x: `list`, entry, each, known']],
    ['list.push(x, id)', ['x: `list`, entry, each, known', 'id: `list`, entry, each, known']],
    ['list.push(...x)', ['x: `list`, entry, each, known']],
    ['list.unshift(x)', ['x: `list`, entry, each, known']],
    ['list[list.length] = x', ['x: `list`, entry, each, known']],
    ['table[id] = x', ['x: `table`, entry, each, known']],
    ['all = [...all, x]', ['x: `all`, entry, each, known', '[...all, x]: `all`, variable, last, known']],
    ['set.add("a")', ['"a": `set`, entry, last, known']],
    ['map.get(id)', []],
    ['new Map().set(id, x)', []],
    ['const own = []; own.push(x); return own', []],
  ])('%s', (statements, expected) => {
    const found = perCall(statements)
    for (const each of expected) expect(found).toContain(each)
    if (expected.length === 0) expect(found).toEqual([])
  })

  test('an instance may live long', () => {
    const found = escapesIn('export class Store { parts = []; add(x) { this.parts.push(x) } }')
    expect(found).toEqual(
      ['x: `this.parts`, entry, passing, likely'].map((each) => each.replace('passing', 'each')),
    )
  })

  test.each([
    'export class TokenParser { parts = []; add(x) { this.parts.push(x) } }',
    'function f(x) { class A { parts = []; add() { this.parts.push(x) } } const a = new A(); a.add() }',
  ])('an instance of a piece of work does not: %s', (code) => {
    expect(escapesIn(code)).toEqual([])
  })

  test('the only instance of a class lives as long as the module', () => {
    const found = escapesIn(
      'class Store { parts = []; add(x) { this.parts.push(x) } }\nexport const store = new Store()',
    )
    expect(found[0]).toMatch(/^x: `this\.parts`, entry, \w+, known$/)
  })
})

describe('entries that do not stay', () => {
  test.each([
    'list.push(x); run(); list.pop()',
    'list.push(x); try { run() } finally { list.pop() }',
    'set.add(x); try { run() } finally { set.delete(x) }',
    'map.set(id, x); run(); map.delete(id)',
    'list.push(x); run(list); list.length = 0',
  ])('%s', (statements) => {
    expect(perCall(statements)).toEqual([])
  })

  test('whoever runs the function empties the collection', () => {
    expect(
      perCall(
        'list.push(x)',
        'export function all(xs) { list.length = 0; for (const x of xs) take(x); return list.slice() }',
      ),
    ).toEqual([])
  })

  test.each([
    [
      'a limit keeps each entry for long',
      'map.set(id, x); if (map.size > 9) map.delete(map.keys().next().value)',
      '',
      'each',
    ],
    ['a ring', 'list.push(x); if (list.length > 9) list.shift()', '', 'each'],
    [
      'another function takes it out',
      'map.set(id, x)',
      'export const drop = (id) => map.delete(id)',
      'passing',
    ],
    ['perhaps only', 'map.set(id, x); if (x.done) map.delete(id)', '', 'each'],
  ])('%s', (_name, statements, others, stay) => {
    expect(perCall(statements, others)).toContain(
      `x: \`map\`, entry, ${stay}, known`.replace('map', statements.startsWith('list') ? 'list' : 'map'),
    )
  })

  test('an exported collection may be emptied elsewhere', () => {
    expect(escapesIn('export const list = []\nexport function take(x) { list.push(x) }')).toEqual([
      'x: `list`, entry, passing, known',
    ])
  })
})

describe('what is kept with a value', () => {
  test.each<[string, string[]]>([
    ['list.push({ name: id, x })', ['id', 'x']],
    ['list.push([id, x])', ['id', 'x']],
    ['list.push({ ...x, id })', ['x', 'id']],
    ['list.push({ deep: { x } })', ['x']],
    ['list.push(id ? x : other)', ['x', 'other']],
    ['list.push(id ?? x)', ['id', 'x']],
    ['list.push(Object.freeze({ x }))', ['x']],
    ['list.push(Object.assign({ id }, x))', ['id', 'x']],
    ['list.push(await x)', ['x']],
    ['const entry = { id }; list.push(entry)', ['id']],
    ['const entry = {}; list.push(entry); entry.head = x', ['x']],
    ['const inner = []; inner.push(x); list.push({ inner })', ['x']],
    ['list.push({ get head() { return x } })', []],
  ])('%s', (statements, expected) => {
    const found = perCall(statements.replace('await x', '(await x)').replace(/^/, '')).map(
      (each) => each.split(':')[0],
    )
    for (const each of expected) expect(found).toContain(each)
    if (expected.length === 0) expect(found).not.toContain('x')
  })

  test('objects that hold each other', () => {
    expect(perCall('const a = { id }, b = { a }; a.b = b; list.push(a)').length).toBeGreaterThan(0)
  })
})

describe('variables and properties', () => {
  test.each([
    ['last = x', '`last`, variable, last, known'],
    ['last ??= x', '`last`, variable, last, known'],
    ['globalThis.last = x', '`globalThis.last`, variable, last, known'],
    ['state.last = x', '`state.last`, variable, last, known'],
    ['state.deep.last = x', '`state.deep.last`, variable, last, likely'],
    ['state[id] = x', '`state[id]`, variable, last, likely'],
    ['take.last = x', '`take.last`, variable, last, known'],
    ['exports.last = x', '`exports.last`, variable, last, known'],
    ['module.exports.last = x', '`module.exports.last`, variable, last, known'],
  ])('%s', (statement, expected) => {
    expect(perCall(statement)).toEqual([`x: ${expected}`])
  })

  test.each([
    ['a static', 'export class A { static take(x) { A.last = x } }', 'x: `A.last`, variable, last, known'],
    [
      'a static by this',
      'export class A { static take(x) { this.last = x } }',
      'x: `this.last`, variable, last, known',
    ],
    [
      'the only instance',
      'class A { take(x) { this.last = x } }\nexport default new A()',
      'x: `this.last`, variable, last, known',
    ],
    [
      'any instance',
      'export class A { take(x) { this.last = x } }',
      'x: `this.last`, variable, last, likely',
    ],
    [
      'an object of the module',
      'const a = { take(x) { this.last = x } }\nexport { a }',
      'x: `this.last`, variable, last, known',
    ],
    [
      'one that is emptied',
      'export class A { static take(x) { A.last = x } static end() { A.last = null } }',
      'x: `A.last`, variable, passing, likely',
    ],
  ])('%s', (_name, code, expected) => {
    expect(escapesIn(code)).toEqual([expected])
  })

  test.each(['let own; own = x', 'x.last = id', 'const own = {}; own.last = x', 'last = null', 'last += x'])(
    'not %s',
    (statement) => {
      expect(perCall(statement)).toEqual([])
    },
  )

  test('not an instance that comes and goes with a piece of work', () => {
    expect(escapesIn('export class RequestHandler { take(x) { this.last = x } }')).toEqual([])
  })
})

describe('callbacks', () => {
  test.each([
    ['process.on("message", x)', '`process`, callback, each, known'],
    ['process.once("SIGTERM", x)', '`process`, callback, passing, likely'],
    ['setInterval(x, 1000)', 'the interval, callback, each, known'],
    ['setTimeout(x, 3_600_000)', 'the timeout, callback, passing, likely'],
  ])('%s', (statement, expected) => {
    expect(perCall(statement)).toEqual([`x: ${expected}`])
  })

  test('a timer keeps what it hands to its callback', () => {
    expect(perCall('setInterval(run, 1000, x)')).toContain('x: the interval, variable, each, known')
  })

  test.each([
    'process.once("message", x)',
    'process.on("message", x); process.off("message", x)',
    'setTimeout(x, 100)',
    'const timer = setTimeout(x, 3_600_000); clearTimeout(timer)',
    'id.on("message", x)',
  ])('not %s', (statement) => {
    expect(perCall(statement)).toEqual([])
  })
})

test('what happens while the module loads happens once', () => {
  expect(escapesIn('const list = []\nlist.push(x)\nlet last\nlast = x\nsetInterval(x, 100)')).toEqual([])
})

describe('longLivedFunctions', () => {
  const functionsIn = (code: string): string[] => {
    const { facts } = parseFile(code)
    return longLivedFunctions(facts).map(
      ({ node, keeper, certainty }) => `${facts.sourceCode.getText(node)}: ${keeper}, ${certainty}`,
    )
  }

  test.each<[string, string[]]>([
    ['const list = []; export function f(x) { list.push({ run: () => x }) }', ['() => x: `list`, known']],
    [
      'const list = []; export function f(x) { list.push(make(x)) }\nfunction make(x) { return () => x }',
      ['() => x: `list`, known'],
    ],
    [
      'const handlers = names.map((name) => make(name))\nfunction make(x) { return () => x }',
      ['() => x: `handlers`, likely'],
    ],
    [
      'const map = new Map()\nfor (const name of names) map.set(name, make(name))\nfunction make(x) { return () => x }',
      ['() => x: `map`, likely'],
    ],
    ['const handler = make(name)\nfunction make(x) { return () => x }', []],
    ['export class A { f(x) { this.run = () => x } }', ['() => x: `this.run`, likely']],
    [
      'const list = []; export function f(x) { const g = () => x; process.once("exit", g); list.push(g) }',
      ['() => x: `list`, known'],
    ],
    ['const list = []; list.push(() => 1)', []],
  ])('%s', (code, expected) => {
    expect(functionsIn(code)).toEqual(expected)
  })
})
