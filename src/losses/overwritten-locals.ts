import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../cells/file-facts.js'
import { effectsOfCell, type CellEffects } from '../flow/cell-effects.js'
import { openExits } from '../flow/exits.js'
import { passingBut } from '../flow/neutral-statements.js'
import { effectOnAnything } from '../flow/throwing.js'
import type { OpenExit } from '../flow/walk-questions.js'
import { duties } from '../ledger/duties.js'
import { isWhole } from '../ledger/duty.js'
import { doubted, link, type Link } from '../ledger/link.js'
import { isFunction } from '../syntax/functions.js'
import { loopAround } from '../syntax/loops.js'
import { walk } from '../syntax/walk.js'
import { linksOfDuty } from './common-links.js'
import { keptInLocal, type Kept } from './left/kept.js'
import { existenceOf } from './left/left-in-region.js'
import type { Loss } from './loss.js'
import { arrivals } from './left/opening.js'

/**
 * Answers the duties of a file whose local is given something else, or nothing, while they are open: by a later statement, or by the
 * next turn of a loop. What nothing ends at all is lost whether it is overwritten or not, and none of these.
 */
export const overwrittenLocals = perFile((facts): readonly Loss[] =>
  duties(facts).flatMap((duty) => {
    if (duty.arrival.as === 'parameter' || !isWhole(duty)) return []
    const [arrived, ...others] = arrivals(facts, duty)
    // Of `kept = file = open()` there is another name.
    if (arrived?.destination.to !== 'cell' || others.length > 0) return []
    const { cell } = arrived.destination
    const kept = cell.kind === 'local' ? keptInLocal(duty, cell) : undefined
    if (!kept) return []
    const found = effectsOfCell(facts, duty, cell, kept.region)
    if (found.releases.length === 0) return []
    const taker = found.takers.find(({ isSure }) => !isSure)
    const sure = overwritesOf(facts, kept, found)
    if (!taker || sure.length > 0) return sure
    const alone = doubted('lent', 'unknown', taker.reason, taker.node)
    return overwritesOf(facts, kept, effectsOfCell(facts, duty, cell, kept.region, false)).map((loss) => ({
      ...loss,
      links: { ...loss.links, alone },
    }))
  }),
)

function overwritesOf(facts: FileFacts, kept: Kept, found: CellEffects): Loss[] {
  const { region, start } = kept
  const exists = existenceOf(facts, kept, found)
  const exits = openExits(region, {
    acquisition: start,
    isPiling: true,
    effectOf: (node) => found.effects.get(node) ?? effectOnAnything(facts, node),
    passes: passingBut(facts, [...found.effects.keys(), ...(start ? [start] : [])], exists),
    existsWhen: exists,
  })
  return (exits ?? []).flatMap((exit) => lossBy(facts, kept, found, exit) ?? [])
}

function lossBy(facts: FileFacts, kept: Kept, found: CellEffects, exit: OpenExit): Loss | undefined {
  const { duty, cell, start } = kept
  if (exit.kind !== 'overwrite' && exit.kind !== 'void') return undefined
  const loss = {
    kind: exit.kind === 'void' ? 'voided' : 'overwritten',
    duty,
    cell,
    at: exit.node,
    owner: undefined,
    ended: found.releases,
  } as const
  const links = linksOfDuty(facts, duty)
  if (exit.node !== start) {
    const form = exit.kind === 'void' ? 'voided' : 'overwritten'
    const open = link(exit.open === 'yes' ? 'yes' : 'likely', 'nothing ends it before', exit.node)
    return { ...loss, form, node: exit.node, links: { ...links, open } }
  }
  const loop = loopAround(duty.site, kept.region)
  const isReleasedAfter = loop && found.releases.some((node) => node.range[0] >= loop.range[1])
  if (!loop || !isReleasedAfter) return undefined
  const open =
    exit.open === 'yes' ? openInNextTurn(facts, duty.site, loop) : link('likely', 'it is ended in some turns')
  return { ...loss, form: 'overwrittenInLoop', node: duty.site, links: { ...links, open } }
}

function openInNextTurn(facts: FileFacts, site: TSESTree.Node, loop: TSESTree.Node): Link {
  const leaving = endsWithFirst(facts, site, loop)
  if (leaving) return link('unknown', 'the loop may end as soon as it has opened one', leaving)
  const condition = conditionAround(site, loop)
  return condition
    ? link('likely', 'only some turns of the loop may open one', condition)
    : link('yes', 'each turn of the loop opens one', loop)
}

/**
 * What may end a loop as soon as it has opened one: `for (;;) { socket = connect(); if (ok) break }`. So may the condition of one
 * that runs while something holds, which opening it may change.
 */
function endsWithFirst(
  facts: FileFacts,
  site: TSESTree.Node,
  loop: TSESTree.Node,
): TSESTree.Node | undefined {
  if (loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement') return loop.test
  // `for (let i = 0; i < files.length; i++)` counts; any other condition may ask for what was opened.
  if (loop.type === 'ForStatement' && (!loop.test || !loop.update)) return loop
  let leaves: TSESTree.Node | undefined
  walk(loop, facts.sourceCode.visitorKeys, (inner) => {
    if (LEAVES.has(inner.type) && inner.range[0] > site.range[0]) leaves ??= inner
    return leaves === undefined && !isFunction(inner)
  })
  return leaves
}

const LEAVES = new Set(['BreakStatement', 'ReturnStatement', 'ThrowStatement'])

/** The condition within a loop that a node stands under, which might hold in one turn only. */
function conditionAround(node: TSESTree.Node, loop: TSESTree.Node): TSESTree.Node | undefined {
  for (let current = node.parent; current && current !== loop; current = current.parent) {
    if (CONDITIONS.has(current.type)) return current
  }
  return undefined
}

const CONDITIONS = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchCase',
  'TryStatement',
  'CatchClause',
])
