import { Linter } from 'eslint'
import { expect, test } from 'vitest'

import plugin from '../src/index.js'
import { leakyFile } from './leaky-file.js'

interface Cost {
  /** Milliseconds that the rules themselves take, without parser and traversal. */
  readonly rules: number
  readonly reports: number
}

/** Lints with every rule, likely findings included, and measures the rules. */
function costOf(code: string): Cost {
  let rules = 0
  const measured = Object.entries(plugin.rules).map(([name, rule]) => {
    const create: typeof rule.create = (context) => {
      const listeners = timed(() => rule.create(context))
      return {
        'Program:exit': (node) => {
          timed(() => listeners['Program:exit']?.(node))
        },
      }
    }
    return [name, { ...rule, create }] as const
  })
  function timed<T>(run: () => T): T {
    const start = performance.now()
    const result = run()
    rules += performance.now() - start
    return result
  }
  const plugins = { leaks: { ...plugin, rules: Object.fromEntries(measured) } }
  const messages = new Linter().verify(code, [{ ...plugin.configs.all, plugins }])
  const fatal = messages.find((message) => message.fatal)
  if (fatal) throw new Error(fatal.message)
  return { rules, reports: messages.length }
}

/** The least of some runs: what else the machine does, and a collection of garbage, only add. */
function leastCostOf(code: string): Cost {
  const runs = [costOf(code), costOf(code)]
  return runs.reduce((least, run) => (run.rules < least.rules ? run : least))
}

test.each([
  ['a module', false],
  ['a bundle', true],
])(
  'four times as much of %s takes no more than ten times as long',
  { timeout: 120_000 },
  (_name, bundled) => {
    const small = leastCostOf(leakyFile(30, { bundled }))
    const large = leastCostOf(leakyFile(120, { bundled }))
    // The cost of what is not looked at would tell nothing.
    expect(small.reports).toBeGreaterThan(200)
    expect(large.reports).toBeGreaterThan(3.5 * small.reports)
    expect(large.rules).toBeLessThan(10 * small.rules)
  },
)

test('every rule listens to the end of the file only, so that its cost is all measured', () => {
  for (const rule of Object.values(plugin.rules)) {
    const context = { sourceCode: { ast: {}, text: '' }, filename: '', cwd: '', settings: {}, options: [{}] }
    expect(Object.keys(rule.create(context as never))).toEqual(['Program:exit'])
  }
})

test(
  'four times as many requests in one function take no more than ten times as long',
  { timeout: 120_000 },
  () => {
    const requests = (count: number): string =>
      `export async function load(url) {${Array.from({ length: count }, (_, index) => {
        const name = `r${String(index)}`
        return `const ${name} = await fetch(url); if (!${name}.ok) throw new Error(); show(await ${name}.json())`
      }).join('\n')}}`
    const small = leastCostOf(requests(250))
    const large = leastCostOf(requests(1000))
    expect(large.rules).toBeLessThan(10 * small.rules)
  },
)

/** Lines of code, each made from its number. */
const lines = (count: number, line: (index: string) => string): string =>
  Array.from({ length: count }, (_, index) => line(String(index))).join('\n')

test.each<[name: string, size: number, code: (count: number) => string]>([
  [
    'a timer that n methods set and clear',
    250,
    (count) => `export class Clock {
  ${lines(count, (n) => `set${n}() { clearInterval(this.timer); this.timer = setInterval(() => this.tick(${n}), 1000) }`)}
  close() { clearInterval(this.timer) }
}`,
  ],
  [
    'one function that listens for n events, and is taken out when something else closes',
    500,
    (count) => `export function follow(source, target) {
  ${lines(count, (n) => `source.on('close', () => { target.off('e${n}', show) }); target.on('e${n}', show)`)}
}`,
  ],
  [
    'n removals of functions that are made anew',
    750,
    (count) => `export class View {
  open() {
    ${lines(count, (n) => `window.addEventListener('resize', this.fit${n}.bind(this))`)}
  }
  close() {
    ${lines(count, (n) => `window.removeEventListener('resize', this.fit${n}.bind(this))`)}
  }
}`,
  ],
  [
    'one map that n functions fill and empty',
    250,
    (count) =>
      `const seen = new Map()\n${lines(count, (n) => `export function see${n}(id) { seen.set(id, 1); if (id.over) seen.delete(id) }`)}`,
  ],
  [
    'one map of n sockets that are listened to',
    500,
    (count) =>
      `const states = new Map()\n${lines(count, (n) => `export function add${n}(socket) { states.set(socket, { at: ${n} }); socket.on('data', () => show(states.get(socket))) }`)}`,
  ],
  [
    'n subscriptions that are collected in one field',
    750,
    (count) => `import { interval, Subscription } from 'rxjs'
export class Feed {
  all = new Subscription()
  open() {
    ${lines(count, (n) => `this.all.add(interval(${n}).subscribe(() => this.show()))`)}
  }
  close() { this.all.unsubscribe() }
}`,
  ],
  [
    'n imported emitters that are listened to as the module loads',
    500,
    (count) => lines(count, (n) => `import { bus${n} } from './bus${n}.js'; bus${n}.on('change', show)`),
  ],
])(
  'four times as much takes no more than ten times as long: %s',
  { timeout: 120_000 },
  (_name, size, code) => {
    const small = leastCostOf(code(size))
    const large = leastCostOf(code(4 * size))
    expect(large.rules).toBeLessThan(10 * small.rules)
  },
)

test('n values beside n functions that keep them are told once each', () => {
  const captures = (count: number): string => `import { readFileSync } from 'node:fs'
export function watch(path) {
  ${lines(count, (n) => `const data${n} = readFileSync(path + ${n})`)}
  use(() => [${lines(count, (n) => `data${n},`)}])
  ${lines(count, (n) => `window.addEventListener('e${n}', () => tell(path))`)}
}`
  const small = costOf(captures(50))
  const large = costOf(captures(200))
  // Of each of the functions that it is never taken out, and of each of the values that they keep it.
  expect(small.reports).toBe(2 * 50)
  expect(large.reports).toBe(2 * 200)
})

test('a handle that is handed on from function to function a thousand times does not exhaust the stack', () => {
  const chain = (count: number): string => `import { closeSync, openSync } from 'node:fs'
function pass${String(count)}(file) { closeSync(file) }
${lines(count, (n) => `function pass${n}(file) { pass${String(Number(n) + 1)}(file) }`)}
export function start(path) { const file = openSync(path); pass0(file) }`
  expect(() => costOf(chain(2000))).not.toThrow()
})
