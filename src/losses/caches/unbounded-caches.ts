import type { TSESTree } from '@typescript-eslint/utils'

import type { CacheRow } from '../../protocols/caches/row.js'
import { CACHE_MODULE_ROWS } from '../../protocols/caches.js'
import { isImported } from '../../syntax/bindings.js'
import { boundsOf, type SeemingBound } from './cache-bounds.js'
import { cacheCalls, mentionsCaches, rowOfExpression, type CacheCall } from './cache-calls.js'
import { longHomeOf, type LongHome } from './cache-homes.js'
import { keysOfMemoized, type Keys } from './cache-keys.js'
import { cacheUseOf, type CacheUse } from './cache-uses.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { isTestCode } from '../../lives/test-code.js'

/** A cache of a library that lives as long as the module and that nothing bounds. */
export interface UnboundedCache {
  row: CacheRow
  /** The call that makes it, or that adds to it where the module itself is the cache. */
  call: CallNode
  name: string | undefined
  certainty: Certainty
  /** What looks like a limit and is none. */
  seeming: SeemingBound | undefined
  /** Whether it would be bounded without that. */
  removable: boolean
  /** What makes an entry a new one, in the words of the code. */
  key: string | undefined
}

/** Answers the caches and memoized functions of a file that keep what they have seen without a limit. */
export const unboundedCaches = perFile((facts): readonly UnboundedCache[] => {
  if (!mentionsCaches(facts) || isTestCode(facts)) return []
  const made = cacheCalls(facts).flatMap((call) => unboundedCache(facts, call) ?? [])
  return [...made, ...unboundedModules(facts)]
})

function unboundedCache(facts: FileFacts, made: CacheCall): UnboundedCache | undefined {
  const { row, node: call } = made
  const bounds = boundsOf(facts, made)
  if (bounds.kind !== 'unbounded') return undefined
  const home = longHomeOf(facts, call)
  if (!home || replacesCacheClass(facts, row)) return undefined
  const uses = home.nodes.map((node) => cacheUseOf(facts, row, node))
  if (uses.some(({ kind }) => kind === 'emptied')) return undefined
  if (row.wraps !== undefined && uses.some(({ kind }) => kind === 'handedOn')) return undefined
  const growth =
    row.wraps === undefined
      ? growthOfStore(row, home, uses, bounds.expires)
      : growthOfMemoized(facts, made, home, uses)
  if (!growth) return undefined
  const { seeming } = bounds
  // Whoever has set a limit that is none expects that one is needed.
  const isSure = growth.many === 'endless' || (seeming !== undefined && row.wraps === undefined)
  const certainties = [bounds.certainty, home.certainty, isSure ? 'known' : 'likely']
  return {
    row,
    call,
    name: home.name,
    certainty: certainties.includes('likely') || isCommand(facts) ? 'likely' : 'known',
    seeming,
    removable: seeming?.hides === 'a limit' || (seeming?.hides === 'times to live' && isAllShort(uses)),
    key: growth.text,
  }
}

/** Whether each entry that the file adds has a time to live. */
function isAllShort(uses: readonly CacheUse[]): boolean {
  const added = uses.filter((use) => use.kind === 'added')
  return added.length > 0 && added.every(({ expires }) => expires)
}

/** What a memoized function remembers; undefined where that is as much as the program names. */
function growthOfMemoized(
  facts: FileFacts,
  made: CacheCall,
  home: LongHome,
  uses: readonly CacheUse[],
): Keys | undefined {
  const keys = keysOfMemoized(facts, made, home.name)
  if (keys.many === 'finite') return undefined
  if (keys.many === 'endless') return keys
  const calls = uses.flatMap((use) => (use.kind === 'added' ? [use.keys] : []))
  const isAll = !home.reachable && calls.length > 0 && calls.length === uses.length
  if (isAll && calls.every(({ many }) => many === 'finite')) return undefined
  return calls.find(({ many }) => many === 'endless') ?? keys
}

/** What a cache is given; undefined where that is as much as the program names, or goes by itself. */
function growthOfStore(
  row: CacheRow,
  home: LongHome,
  uses: readonly CacheUse[],
  expires: boolean,
): Keys | undefined {
  const added = uses.flatMap((use) => (use.kind === 'added' && !(use.expires && expires) ? [use.keys] : []))
  const isOpen = home.reachable || uses.some(({ kind }) => kind === 'handedOn')
  const endless = added.find(({ many }) => many === 'endless')
  if (row.isPerRequest) return endless ?? { many: 'endless', text: undefined }
  if (isOpen) {
    return expires && isAllShort(uses) ? undefined : { many: 'unknown', text: endless?.text }
  }
  return endless ?? added.find(({ many }) => many === 'unknown')
}

/** `memoize.Cache = WeakMap`: every memoized function that is made after it has another kind of cache. */
function replacesCacheClass(facts: FileFacts, row: CacheRow): boolean {
  return (facts.nodes.members.get('Cache') ?? []).some(
    (member) =>
      member.parent.type === 'AssignmentExpression' &&
      member.parent.left === member &&
      rowOfExpression(facts, member.object) === row,
  )
}

/** A program that begins with `#!` does one thing and ends. */
function isCommand({ sourceCode }: FileFacts): boolean {
  return sourceCode.text.startsWith('#!')
}

/** Modules that are a cache themselves: an entry without a time to live stays. */
function unboundedModules(facts: FileFacts): UnboundedCache[] {
  return CACHE_MODULE_ROWS.flatMap((row) => {
    const uses = moduleNodes(facts, row).map((node) => cacheUseOf(facts, row, node))
    if (uses.some(({ kind }) => kind === 'emptied')) return []
    return uses
      .flatMap((use) => (use.kind === 'added' && !use.expires && use.keys.many === 'endless' ? [use] : []))
      .slice(0, 1)
      .map(({ node, keys }) => ({
        row,
        call: node,
        name: undefined,
        certainty: isCommand(facts) ? 'likely' : 'known',
        seeming: undefined,
        removable: false,
        key: keys.text,
      }))
  })
}

/** The receivers of methods that add to a cache which is a module. */
function moduleNodes(facts: FileFacts, row: CacheRow): TSESTree.Node[] {
  const [add] = row.adds.keys()
  const receivers = (facts.nodes.calls.get(add ?? '') ?? []).flatMap(({ callee }) =>
    callee.type === 'MemberExpression' && rowOfExpression(facts, callee.object) === row
      ? [callee.object]
      : [],
  )
  const [first] = receivers
  const variable = first && facts.bindings.variableOf(first)
  if (!variable || !(isImported(variable) || variable.defs.length === 1)) return receivers
  return variable.references
    .filter((reference) => reference.isRead())
    .map(({ identifier }) => identifier as TSESTree.Node)
}
