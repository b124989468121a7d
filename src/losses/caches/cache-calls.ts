import type { TSESTree } from '@typescript-eslint/utils'

import { CACHE_GLOBALS, CACHE_MODULES, cacheRowOf } from '../../protocols/caches.js'
import type { CacheRow } from '../../protocols/caches/row.js'
import { importedPathOf } from '../../syntax/imported-path.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'

/** A call that makes a memoized function or a cache of a library. */
export interface CacheCall {
  row: CacheRow
  node: CallNode
}

/** Answers the calls of a file that make a memoized function or a cache of a library. */
export const cacheCalls = perFile((facts): readonly CacheCall[] => {
  if (!mentionsCaches(facts)) return []
  const { calls, constructions } = facts.nodes
  return [...calls.values(), ...constructions.values()].flat().flatMap((node) => {
    const row = cacheRowOfCall(facts, node)
    return row ? [{ row, node }] : []
  })
})

/** Answers what a call makes, where it is a memoized function or a cache of a library. */
export const cacheRowOfCall = perKey((facts: FileFacts, node: CallNode): CacheRow | undefined => {
  const row = mentionsCaches(facts) ? rowOfExpression(facts, node.callee) : undefined
  if (!row || row.form === 'module') return undefined
  const isMade = row.form === 'either' || (row.form === 'new') === (node.type === 'NewExpression')
  return isMade ? row : undefined
})

/** Answers what an expression is of the functions, classes and modules that make caches or are one. */
export function rowOfExpression(facts: FileFacts, expression: TSESTree.Node): CacheRow | undefined {
  const path = importedPathOf(expression, facts.bindings)
  if (path !== undefined) return cacheRowOf(path)
  const place = facts.places.placeOf(expression)
  return place === undefined ? undefined : CACHE_GLOBALS.get(place)
}

const ESCAPED = CACHE_MODULES.map((module) => module.replaceAll('.', '\\.'))
const MENTION = new RegExp(`['"\`](?:${ESCAPED.join('|')})['"\`]|\\b_\\s*\\.\\s*memoize\\b`)

/** Whether any of the modules or globals stand in the file: most files need no further look. */
export const mentionsCaches = perFile((facts): boolean => MENTION.test(facts.sourceCode.text))
