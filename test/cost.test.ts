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
