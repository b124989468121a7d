import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { collectionOf } from '../../cells/cell-of.js'
import { isInherited } from '../../cells/definitions/inherited-fields.js'
import { link, type Link } from '../../ledger/link.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { runsAtAnyEnd } from '../../lives/owner.js'
import { SINKS } from '../../protocols/subscriptions.js'
import { LIST_ADDERS } from '../../protocols/teardowns.js'
import { isParameter, soleValue } from '../../syntax/bindings.js'
import { memberName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { Handle } from './handle.js'

/** As a message names a handle: its cell, and of an entry the collection. */
export function textOfHandle(facts: FileFacts, { cell }: Handle): string {
  return (cell && collectionOf(facts, cell)?.text) ?? cell?.text ?? ''
}

/**
 * Answers where the end of the owner goes through the collection that a handle is an entry of, or looks one up in it: what
 * it does with them there is its business. To empty it says nothing of what was in it.
 */
export function lookedThroughAtEnd(facts: FileFacts, handle: Handle): TSESTree.Node | undefined {
  const isOfCall = handle.cell !== undefined && collectionOf(facts, handle.cell)?.kind === 'local'
  // What a list of the call itself is for, the call does with it.
  return thatLookInto(facts, usesOfCollection(facts, handle)).find(
    ({ node }) => isOfCall || runsAtAnyEnd(facts, node, handle.owners),
  )?.node
}

/** Answers whose a collection of handles is that the owner does not make itself: its base class or whoever gave it may end what is in it. */
export function othersOfCollection(facts: FileFacts, { cell, owner }: Handle): Link | undefined {
  const collection = cell && collectionOf(facts, cell)
  if (!collection || !owner) return undefined
  const { text, target, place } = collection
  // `context.subscriptions`: whoever that belongs to goes through it.
  if (collection.kind === 'member') return link('unknown', `${text} belongs to another`, target)
  if (collection.kind === 'local') return othersOfLocal(collection)
  if (collection.kind !== 'field') return undefined
  const values = valuesByPlace(facts).get(place) ?? []
  const isGiven = values.some((value) => value === 'parameter' || !MAKES.has(unwrap(value).type))
  if (isGiven) return link('unknown', `${text} was given, and whoever gave it may end what is in it`, target)
  if (values.length > 0) return undefined
  const inherited = isInherited(facts, owner.node, { name: text.replace(/^this\./, ''), target })
  if (inherited === 'yes') return link('no', `${text} belongs to the base class`, target)
  return inherited === 'unknown' || owner.teardowns.length === 0
    ? link('unknown', `the base class may own ${text}`, target)
    : undefined
}

/** `const all = services.get(Registry); all.push(…)`: whoever has it may end what is in it. */
function othersOfLocal({ variable, text, target }: Cell): Link | undefined {
  const value = variable && soleValue(variable)
  const isMade = value !== undefined && MAKES.has(unwrap(value).type)
  if (!variable || isMade || (!value && !isParameter(variable))) return undefined
  return link('unknown', `${text} was given, and whoever gave it may end what is in it`, target)
}

const MAKES: ReadonlySet<string> = new Set(['NewExpression', 'ArrayExpression', 'ObjectExpression'])

/** Whether nothing is ever done with the collection that a handle is an entry of but to put more in. */
export function isOnlyFilled(facts: FileFacts, handle: Handle): boolean {
  return onlyFill(facts, usesOfCollection(facts, handle))
}

/** What n handles are put into is asked once. */
const onlyFill = perKey((_facts: FileFacts, uses: readonly Use[]): boolean =>
  uses.every(({ kind, ...use }) => {
    if (kind === 'receiver' && 'method' in use) return LIST_ADDERS.has(use.method ?? '')
    return kind === 'property' && 'member' in use && SINKS.has(memberName(use.member) ?? '')
  }),
)

/** Answers where a collection of handles is given to other code, which may end what is in it. To go through it is to see all of it. */
export function handedAround(facts: FileFacts, handle: Handle): TSESTree.Node | undefined {
  return handing(facts, usesOfCollection(facts, handle))?.node
}

const handing = perKey((facts: FileFacts, uses: readonly Use[]): Use | undefined =>
  uses.find((use) => HANDS_AROUND.has(use.kind) && !isGoneThrough(facts, use)),
)

function isGoneThrough(facts: FileFacts, { kind, node, ...use }: Use): boolean {
  const { parent } = wrapped(node)
  if (parent?.type === 'ForOfStatement' || parent?.type === 'SpreadElement') return true
  if (kind !== 'argument' || !('call' in use) || use.call.type !== 'CallExpression') return false
  return /^g:(?:Object|Array)\./.test(facts.places.placeOf(use.call.callee) ?? '')
}

const HANDS_AROUND: ReadonlySet<Use['kind']> = new Set(['argument', 'returned', 'stored', 'alias', 'other'])

/** Those that look into a collection. */
const thatLookInto = perKey((_facts: FileFacts, uses: readonly Use[]): readonly Use[] =>
  uses.filter((use) => {
    if (use.kind === 'assigned' || use.kind === 'tested') return false
    if (use.kind === 'property' && !use.member.computed) return !COUNTS.has(memberName(use.member) ?? '')
    return use.kind !== 'receiver' || !EMPTIES.has(use.method ?? '')
  }),
)

const COUNTS: ReadonlySet<string> = new Set(['length', 'size'])

const EMPTIES: ReadonlySet<string> = new Set(['clear', 'delete', 'set', 'add', 'push', 'has'])

const NONE: readonly never[] = []

function usesOfCollection(facts: FileFacts, { cell }: Handle): readonly Use[] {
  const collection = cell && collectionOf(facts, cell)
  return collection ? usesOfCell(facts, collection).uses : NONE
}
