import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { effectsOfCell } from '../../flow/cell-effects.js'
import { openExits } from '../../flow/exits.js'
import { passingBut } from '../../flow/neutral-statements.js'
import { effectOnAnything } from '../../flow/throwing.js'
import { OPEN } from '../../flow/states.js'
import { duties } from '../../ledger/duties.js'
import { isWhole } from '../../ledger/duty.js'
import { makerKey, makerName } from '../../ledger/makers.js'
import { arrivals } from '../../losses/left/opening.js'
import { existenceOf } from '../../losses/left/left-in-region.js'
import { keptInLocal, type Kept } from '../../losses/left/kept.js'
import type { Loss } from '../../losses/loss.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { effectAround } from '../../losses/common-links.js'
import { calleeName } from '../../syntax/property-name.js'
import { shown, type Shown } from './shown.js'
import { outermost, wrapped } from '../../syntax/unwrap.js'

/**
 * Evidence that what a call is given is only lent to it: the file ends it after such a call, there or where it has given
 * another of the kind to the same function.
 */
export function lentElsewhere(facts: FileFacts, { duty, links }: Loss): Shown | undefined {
  const taker = callOf(links.alone?.witness)
  const key = taker && makerKey(facts, taker)
  const ended = key === undefined ? undefined : lendings(facts, duty.kind).get(key)
  return taker && shown(`what ${makerName(taker)} is given is ended after that`, ended)
}

/** `onReady?.(editor)`: a component that tells of what its effect has begun keeps it; who is told does not know when it ends. */
export function toldOf(facts: FileFacts, { duty, links }: Loss): Shown | undefined {
  const taker = callOf(links.alone?.witness)
  const isTold = taker?.type === 'CallExpression' && /^on[A-Z]/.test(calleeName(taker) ?? '')
  return isTold && effectAround(facts, duty) ? shown('it tells others of it only', taker) : undefined
}

/** `const image = await load(URL.createObjectURL(blob))`: what a text tells where something is, is asked for that, and has no use for it later. */
export function isOnlyText(_facts: FileFacts, { duty, links }: Loss): Shown | undefined {
  const taker = duty.kind.isText ? callOf(links.alone?.witness) : undefined
  return taker && wrapped(taker).type === 'AwaitExpression'
    ? shown('it is a text, by which something is found that is waited for', taker)
    : undefined
}

function callOf(node: TSESTree.Node | undefined): CallNode | undefined {
  return node?.type === 'CallExpression' || node?.type === 'NewExpression' ? node : undefined
}

/** By the callee that a thing of a kind is given to: where it is ended after that. */
const lendings = perKey((facts: FileFacts, kind: ResourceProtocol): ReadonlyMap<string, TSESTree.Node> => {
  const found = new Map<string, TSESTree.Node>()
  for (const duty of duties(facts)) {
    if (duty.kind !== kind || !isWhole(duty)) continue
    for (const { destination } of arrivals(facts, duty)) {
      const cell =
        destination.to === 'cell' && destination.cell.kind === 'local' ? destination.cell : undefined
      const kept = cell && keptInLocal(duty, cell)
      if (kept) addLendings(facts, kept, found)
    }
  }
  return found
})

function addLendings(facts: FileFacts, kept: Kept, found: Map<string, TSESTree.Node>): void {
  const given = effectsOfCell(facts, kept.duty, kept.cell, kept.region, false)
  for (const { node, isSure } of given.takers) {
    const taker = isSure ? undefined : callOf(node)
    const key = taker && makerKey(facts, taker)
    if (key === undefined || found.has(key)) continue
    const ended = endedAfter(facts, kept, given, node)
    if (ended) found.set(key, ended)
  }
}

/** A release that a way leads to from a call that has succeeded. */
function endedAfter(
  facts: FileFacts,
  kept: Kept,
  given: ReturnType<typeof effectsOfCell>,
  taker: TSESTree.Node,
): TSESTree.Node | undefined {
  const releases = new Set(given.releases)
  const waited = outermost(taker).parent
  let ended: TSESTree.Node | undefined
  const exists = existenceOf(facts, kept, given)
  const named = [...given.effects.keys(), ...releases, taker, ...(waited ? [waited] : [])]
  openExits(kept.region, {
    acquisition: taker,
    effectOf: (node) =>
      node === waited ? 'none' : (given.effects.get(node) ?? effectOnAnything(facts, node)),
    passes: passingBut(facts, named, exists),
    existsWhen: exists,
    observe: (node, states) => {
      if ((states & OPEN) !== 0 && releases.has(node) && !isInCatch(node, kept.region)) ended ??= node
    },
  })
  return ended
}

/** What a handler of a failure ends, it may end since nobody has taken it over then. */
function isInCatch(node: TSESTree.Node, region: TSESTree.Node): boolean {
  for (let current = node.parent; current && current !== region; current = current.parent)
    if (current.type === 'CatchClause') return true
  return false
}
