import type { TSESTree } from '@typescript-eslint/utils'

import type { Bounding, CacheRow } from '../../protocols/caches/row.js'
import { soleValue } from '../../syntax/bindings.js'
import { constantNumber } from '../../syntax/constants.js'
import { isNothing } from '../../syntax/nothing.js'
import { keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { CacheCall } from './cache-calls.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'

/** Something in a call that looks like a limit and is none. */
export interface SeemingBound {
  /** The option, or the argument, as it is written. */
  name: string
  because: string
  node: TSESTree.Node
  /** For an option that turns others off: whether one of those is a limit then. */
  hides?: 'a limit' | 'times to live'
}

/** What a call says of how much the cache that it makes may hold. */
export type CacheBounds =
  | { kind: 'bounded' | 'unknown' }
  | {
      kind: 'unbounded'
      certainty: Certainty
      seeming: SeemingBound | undefined
      /** An option without which each entry would need a time to live of its own. */
      expires: boolean
    }

const BOUNDED: CacheBounds = { kind: 'bounded' }
const UNKNOWN: CacheBounds = { kind: 'unknown' }

/** Answers whether a call gives the cache that it makes a limit. */
export function boundsOf(facts: FileFacts, { row, node }: CacheCall): CacheBounds {
  if (node.arguments.some(({ type }) => type === 'SpreadElement')) return UNKNOWN
  const limit = row.limit === undefined ? undefined : node.arguments[row.limit]
  const amount = limit && amountOf(facts, limit)
  if (limit && amount !== undefined && amount !== 'unknown') {
    if (amount === 'some') return BOUNDED
    // A second number may be a time to live, which this does not weigh.
    return node.arguments.length > 1 ? UNKNOWN : unboundedBy(row, limit, facts.sourceCode.getText(limit))
  }
  const options = optionsOf(facts, { row, node })
  if (options === 'unknown') return UNKNOWN
  return boundsOfOptions(facts, row, options)
}

function unboundedBy(row: CacheRow, node: TSESTree.Node, name: string): CacheBounds {
  const because = row.seeming.get(name)
  if (because === undefined)
    return { kind: 'unbounded', certainty: 'likely', seeming: undefined, expires: true }
  return { kind: 'unbounded', certainty: 'known', seeming: { name, because, node }, expires: false }
}

function boundsOfOptions(facts: FileFacts, row: CacheRow, options: ReadonlyMap<string, Option>): CacheBounds {
  const voided = voidedBy(facts, row, options)
  let isEndless = false
  for (const [name, boundings] of row.bounds) {
    const option = options.get(name)
    if (!option || (voided && row.voids?.bounds.includes(name) === true)) continue
    const answer = bindsBy(facts, boundings, option.value)
    if (answer !== 'no' && answer !== 'endless') return answer === 'yes' ? BOUNDED : UNKNOWN
    isEndless ||= answer === 'endless'
  }
  if (row.byDefault === 'bounded' && !isEndless) return BOUNDED
  const hidden = voided && row.voids?.bounds.some((name) => isBound(facts, row, options, name))
  const seeming: SeemingBound | undefined = voided
    ? { ...voided, hides: hidden === true ? 'a limit' : 'times to live' }
    : seemingBound(facts, row, options)
  const certainty = row.byDefault === 'unsure' && !seeming ? 'likely' : 'known'
  return { kind: 'unbounded', certainty, seeming, expires: !voided }
}

function isBound(
  facts: FileFacts,
  row: CacheRow,
  options: ReadonlyMap<string, Option>,
  name: string,
): boolean {
  const option = options.get(name)
  return option !== undefined && bindsBy(facts, row.bounds.get(name) ?? [], option.value) === 'yes'
}

function voidedBy(
  facts: FileFacts,
  { voids }: CacheRow,
  options: ReadonlyMap<string, Option>,
): SeemingBound | undefined {
  const option = voids && options.get(voids.option)
  if (!option || amountOf(facts, option.value) !== 'none') return undefined
  return { name: voids.option, because: voids.because, node: option.node }
}

function seemingBound(
  facts: FileFacts,
  row: CacheRow,
  options: ReadonlyMap<string, Option>,
): SeemingBound | undefined {
  for (const [name, because] of row.seeming) {
    const option = options.get(name)
    const isOff = option && (isNothing(option.value) || isBoolean(option.value, false))
    if (option && isOff !== true) return { name, because, node: option.node }
  }
  return undefined
}

/** An option of a call. */
interface Option {
  node: TSESTree.Property
  value: TSESTree.Node
}

const NO_OPTIONS: ReadonlyMap<string, Option> = new Map()

/** Answers the options that a call is given, by their names; unknown where they are not written out. */
export function optionsOf(
  facts: FileFacts,
  { row, node }: CacheCall,
): ReadonlyMap<string, Option> | 'unknown' {
  const argument = row.options === undefined ? undefined : node.arguments[row.options]
  if (!argument || isNothing(argument)) return NO_OPTIONS
  const object = objectOf(facts, argument)
  if (!object) return 'unknown'
  const options = new Map<string, Option>()
  for (const property of object.properties) {
    const name = property.type === 'Property' ? keyName(property.key, property.computed) : undefined
    if (property.type !== 'Property' || name === undefined) return 'unknown'
    options.set(name, { node: property, value: property.value })
  }
  return options
}

/** An object literal, or a constant that is one and that nothing but calls ever uses. */
function objectOf(facts: FileFacts, argument: TSESTree.Node): TSESTree.ObjectExpression | undefined {
  const node = unwrap(argument)
  if (node.type === 'ObjectExpression') return node
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const value = variable && soleValue(variable)
  if (value?.type !== 'ObjectExpression') return undefined
  const isChanged = variable?.references.some(
    ({ identifier }) => identifier.parent.type === 'MemberExpression',
  )
  return isChanged === true ? undefined : value
}

type Binds = 'yes' | 'no' | 'endless' | 'unknown'

function bindsBy(facts: FileFacts, boundings: readonly Bounding[], value: TSESTree.Node): Binds {
  if (isNothing(value)) return 'no'
  const answers = boundings.map((bounding) => bindsAs(facts, bounding, value))
  return (['yes', 'unknown', 'endless'] as const).find((answer) => answers.includes(answer)) ?? 'no'
}

function bindsAs(facts: FileFacts, bounding: Bounding, value: TSESTree.Node): Binds {
  switch (bounding) {
    case 'given':
      return 'yes'
    case 'true':
    case 'false':
      if (isBoolean(value, true) || isBoolean(value, false))
        return isBoolean(value, bounding === 'true') ? 'yes' : 'no'
      return isStore(value) ? 'no' : 'unknown'
    case 'store':
      if (isBoolean(value, true) || isBoolean(value, false)) return 'no'
      return isPlainMap(facts, value) ? 'no' : 'yes'
    case 'number':
      switch (amountOf(facts, value)) {
        case 'some':
          return 'yes'
        case 'none':
          return 'no'
        case 'endless':
          return 'endless'
        default:
          return 'unknown'
      }
  }
}

function isBoolean(node: TSESTree.Node, value: boolean): boolean {
  const inner = unwrap(node)
  return inner.type === 'Literal' && inner.value === value
}

function isStore(node: TSESTree.Node): boolean {
  const { type } = unwrap(node)
  return type === 'NewExpression' || type === 'ObjectExpression'
}

/** Whether an expression makes a Map, which has no limit, that nothing else can take entries out of. */
export function isPlainMap(facts: FileFacts, node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  return inner.type === 'NewExpression' && facts.places.placeOf(inner.callee) === 'g:Map'
}

/** What a limit is: a number of entries or milliseconds, none at all, or so many that it is none. */
function amountOf(facts: FileFacts, node: TSESTree.Node): 'some' | 'none' | 'endless' | 'unknown' {
  if (ENDLESS_NUMBERS.has(facts.places.placeOf(node) ?? '')) return 'endless'
  const inner = unwrap(node)
  if (inner.type === 'UnaryExpression' && ENDLESS_NUMBERS.has(facts.places.placeOf(inner.argument) ?? ''))
    return 'none'
  const value = constantNumber(inner, facts.bindings)
  if (value === undefined || Number.isNaN(value)) return 'unknown'
  if (value <= 0) return 'none'
  return value < Number.MAX_SAFE_INTEGER ? 'some' : 'endless'
}

const ENDLESS_NUMBERS: ReadonlySet<string> = new Set([
  'g:Infinity',
  'g:Number.POSITIVE_INFINITY',
  'g:Number.MAX_VALUE',
  'g:Number.MAX_SAFE_INTEGER',
])
