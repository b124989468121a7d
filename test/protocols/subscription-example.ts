import type { SubscriptionRow } from '../../src/protocols/subscriptions/row.js'

/** What a program does with the result of a subscription. */
export type Treatment = 'dropped' | 'kept' | 'ended'

/** Writes a program in which an effect subscribes, from the example of a row. */
export function effectExample(row: SubscriptionRow, treatment: Treatment): string {
  const { made, call } = partsOf(row)
  const isHook = made !== undefined && /^use[A-Z]/.test(made)
  const source = made === undefined ? [] : [`const source = ${made}`]
  return [
    "import { useEffect } from 'react'",
    ...importsOf(row),
    ...(isHook ? [] : ['const input = configuration', ...source]),
    'export function useListener(input) {',
    ...(isHook ? source : []),
    '  useEffect(() => {',
    `    ${treatment === 'dropped' ? '' : 'const handle = '}${call}`,
    ...(treatment === 'ended' ? [`    return () => handle${endOf(row)}`] : []),
    '  }, [input])',
    '}',
  ].join('\n')
}

/** Writes a program in which an object with a teardown subscribes; undefined where only a hook makes the source. */
export function classExample(row: SubscriptionRow, treatment: Treatment): string | undefined {
  const { made, call } = partsOf(row)
  if (made !== undefined && /^use[A-Z]/.test(made)) return undefined
  return [
    ...importsOf(row),
    ...(made === undefined ? [] : ['const input = configuration', `const source = ${made}`]),
    'export class Listener {',
    `  start(input) { ${treatment === 'dropped' ? '' : 'this.handle = '}${call} }`,
    `  destroy() { ${treatment === 'ended' ? `this.handle${endOf(row)}` : 'this.isOver = true'} }`,
    '}',
  ].join('\n')
}

function endOf({ ending }: SubscriptionRow): string {
  return ending === 'call' ? '()' : `.${ending}()`
}

/** For `instance`, what makes the source, and the call on it; else the call alone. */
function partsOf({ on, example }: SubscriptionRow): { made: string | undefined; call: string } {
  const [, made, rest = ''] = /^((?:new )?\w+\([^()]*\))(\..*)$/.exec(example) ?? []
  return on === 'instance' && made !== undefined
    ? { made, call: `source${rest}` }
    : { made: undefined, call: example }
}

/** What the example takes from the module: each name that it calls or begins with. */
function importsOf({ example, modules, makers }: SubscriptionRow): string[] {
  const [module = ''] = modules
  const names = [...example.matchAll(/(?<![\w.])(?!input\b|new\b)\w+/g)].map(([name]) => name)
  return [...new Set(names)].map((name) =>
    makers?.includes('default') === true && !makers.includes(name)
      ? `import ${name} from '${module}'`
      : `import { ${name} } from '${module}'`,
  )
}
