import { createRequire } from 'node:module'

import type * as ts from 'typescript'

let loaded: typeof ts | null | undefined

/**
 * Answers the TypeScript module, for its enumerations, whose values differ between versions; undefined
 * where it is not installed. Loads it at the first call: a file without types must not pay for it.
 */
export function loadTypeScript(): typeof ts | undefined {
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('typescript') as typeof ts
    } catch {
      loaded = null
    }
  }
  return loaded ?? undefined
}
