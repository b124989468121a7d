import type { TSESTree } from '@typescript-eslint/utils'

import { CACHE_PROPERTIES, EMPTIES_ARGUMENT, EMPTIES_CACHE } from '../../protocols/caches.js'
import type { CacheRow } from '../../protocols/caches/row.js'
import { isNothing } from '../../syntax/nothing.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isPlainMap } from './cache-bounds.js'
import { keysOfArgument, type Keys } from './cache-keys.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'

/** What a file does with a cache or a memoized function. */
export type CacheUse =
  /** Something takes entries out of it, or replaces what holds them. */
  | { kind: 'emptied' }
  /** It is handed to code that may do either. */
  | { kind: 'handedOn' }
  /** It is called, or an entry is added to it, for so many keys; `expires` where the entry has a time to live. */
  | { kind: 'added'; node: TSESTree.CallExpression; keys: Keys; expires: boolean }
  | { kind: 'read' }

/** Answers what a node that denotes a cache or a memoized function does with it. */
export function cacheUseOf(facts: FileFacts, row: CacheRow, node: TSESTree.Node): CacheUse {
  const { parent } = node
  if (row.wraps !== undefined && parent?.type === 'CallExpression' && parent.callee === node) {
    return { kind: 'added', node: parent, keys: keysOfCall(facts, row, parent), expires: false }
  }
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'receiver': {
      const adds = use.method === undefined ? undefined : row.adds.get(use.method)
      if (adds) {
        const { call } = use
        const expiry = adds.expires === undefined ? undefined : call.arguments[adds.expires]
        return {
          kind: 'added',
          node: call,
          keys: keysOfArgument(facts, call.arguments[adds.key]),
          expires: isGiven(expiry),
        }
      }
      if (use.method === undefined || use.method === 'mset') return { kind: 'handedOn' }
      return { kind: EMPTIES_CACHE.has(use.method) ? 'emptied' : 'read' }
    }
    case 'property':
      if (useOf(facts, use.member).kind === 'assigned' && !isCacheItself(use.member))
        return { kind: 'emptied' }
      return isCacheItself(use.member) ? innerUse(facts, use.member) : { kind: 'read' }
    case 'argument':
      if (EMPTIES_ARGUMENT.test(calleeName(use.call) ?? '')) return { kind: 'emptied' }
      return { kind: row.wraps === undefined ? 'handedOn' : 'read' }
    case 'assigned':
      return { kind: isNothing(use.value) ? 'emptied' : 'read' }
    case 'stored':
    case 'alias':
    case 'returned':
    case 'other':
      return { kind: row.wraps === undefined && !isTypeOrExport(node) ? 'handedOn' : 'read' }
    case 'tested':
      return { kind: 'read' }
  }
}

function isCacheItself(member: TSESTree.MemberExpression): boolean {
  return CACHE_PROPERTIES.has(memberName(member) ?? '')
}

function isGiven(node: TSESTree.Node | undefined): boolean {
  if (!node || isNothing(node)) return false
  const value = unwrap(node)
  return !(value.type === 'Literal' && value.value === 0)
}

function isTypeOrExport({ parent }: TSESTree.Node): boolean {
  return parent === undefined || parent.type.startsWith('TS') || parent.type.startsWith('Export')
}

function keysOfCall(facts: FileFacts, row: CacheRow, { arguments: given }: TSESTree.CallExpression): Keys {
  const counted = row.keyedBy === 'first' ? given.slice(0, 1) : given
  const keys = counted.map((argument) => {
    const isFresh = argument.type === 'ObjectExpression' || argument.type === 'NewExpression'
    // Two that are alike are one key where it is made of their text.
    if (isFresh && row.byIdentity !== true) return { many: 'unknown', text: undefined } as const
    return keysOfArgument(facts, argument)
  })
  const finite: Keys = { many: 'finite', text: undefined }
  return keys.find(({ many }) => many === 'endless') ?? keys.find(({ many }) => many === 'unknown') ?? finite
}

/** What is done with the collection behind a memoized function: `load.cache`. */
function innerUse(facts: FileFacts, member: TSESTree.MemberExpression): CacheUse {
  const use = useOf(facts, member)
  switch (use.kind) {
    case 'receiver':
      if (use.method !== undefined && READS.has(use.method)) return { kind: 'read' }
      return { kind: 'emptied' }
    case 'assigned':
      return { kind: runsAtModuleLoad(member) && isPlainMap(facts, use.value) ? 'read' : 'emptied' }
    case 'property':
      return { kind: useOf(facts, use.member).kind === 'assigned' ? 'emptied' : 'read' }
    default:
      return { kind: 'handedOn' }
  }
}

const READS: ReadonlySet<string> = new Set(['get', 'has', 'set', 'keys', 'values', 'entries', 'forEach'])
