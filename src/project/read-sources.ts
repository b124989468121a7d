import { readFileSync } from 'node:fs'

import type { TSESLint } from '@typescript-eslint/utils'

import { parseSource, type Language } from './parse-source.js'
import { statsOf } from './stats-of.js'

export type { Language } from './parse-source.js'

/** A source as it was read, and what it was parsed to. */
export interface ReadSource {
  readonly path: string
  readonly text: string
  readonly stamp: string
  parsed(language: Language): TSESLint.SourceCode | undefined
}

/** More than a source written by hand has: a bundle says nothing of the project. */
const MAX_BYTES = 1_000_000

/** So many files stay read; those that were asked for least recently go first. */
const MAX_SOURCES = 100

/** In the order in which they were last asked for. */
const sources = new Map<string, ReadSource>()

/** Answers what is written at a path, parsed once as long as it stays the same; undefined where it cannot be read. */
export function sourceAt(path: string): ReadSource | undefined {
  const stamp = stampOf(path)
  const known = sources.get(path)
  sources.delete(path)
  if (stamp === undefined) return undefined
  const source = known?.stamp === stamp ? known : read(path, stamp)
  if (!source) return undefined
  sources.set(path, source)
  const [oldest] = sources.keys()
  if (sources.size > MAX_SOURCES && oldest !== undefined) sources.delete(oldest)
  return source
}

/** Answers what changes whenever a file does; undefined where there is no such file, or it is too large to be read. */
export function stampOf(path: string): string | undefined {
  const stats = statsOf(path)
  if (!stats?.isFile() || stats.size > MAX_BYTES) return undefined
  return `${String(stats.mtimeMs)} ${String(stats.size)}`
}

function read(path: string, stamp: string): ReadSource | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
  let parsed: { readonly language: Language; readonly code: TSESLint.SourceCode | undefined } | undefined
  return {
    path,
    text,
    stamp,
    parsed(language) {
      if (!parsed || parsed.language.parser !== language.parser) {
        parsed = { language, code: parseSource(text, path, language) }
      }
      return parsed.code
    },
  }
}
