import type { CacheRow } from '../../src/protocols/caches/row.js'

/** Writes a program that keeps a cache for good, from the example of a row, made by one of its exports. */
export function cacheExample(row: CacheRow, exported: string, treatment: 'unbounded' | 'bounded'): string {
  const made = treatment === 'bounded' ? row.bounded : row.example
  const [, name = ''] = /^(?:new )?(\w+)/.exec(made) ?? []
  const [module = '', member] = exported.split('#')
  return [
    member === undefined
      ? `import ${name} from '${module}'`
      : `import { ${member} as ${name} } from '${module}'`,
    "import { recent } from './recent'",
    'const work = (userId) => ({ userId })',
    `const kept = ${made}`,
    ...(treatment === 'bounded' ? [row.boundedBy ?? ''] : []),
    `export const use = (userId, value) => ${useOf(row, treatment)}`,
  ].join('\n')
}

function useOf(row: CacheRow, treatment: 'unbounded' | 'bounded'): string {
  if (row.wraps !== undefined) return 'kept(userId)'
  const [method = '', { expires } = {}] = [...row.adds][0] ?? []
  const isShort = treatment === 'bounded' && row.example === row.bounded && expires !== undefined
  return `kept.${method}(userId, value${isShort ? ', 60_000' : ''})`
}
