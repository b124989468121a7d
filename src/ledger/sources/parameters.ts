import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { cellOfParameter } from '../../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { usesOfCell } from '../../cells/uses-of-cell.js'
import { isFunction, runsItsArguments, type FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
import type { Duty } from '../duty.js'
import { endBy, type SeenEnd } from './evidence-of-ends.js'
import { kindEndedBy } from './learned.js'
import { doubted } from '../link.js'
import { makerKey, makerName } from '../makers.js'

/** A callback that a call is given, with one of its parameters. */
interface Given {
  readonly site: CallNode
  readonly callback: FunctionNode
  readonly index: number
  readonly end: SeenEnd | undefined
}

/**
 * Answers what calls hand to the callbacks that they are given, where another callback of the same call, at the same
 * position, ends what it gets there.
 */
export const dutiesOfParameters = perFile((facts): readonly Duty[] => {
  const found: Duty[] = []
  for (const given of givenByMaker(facts).values()) {
    const [example] = given.flatMap(({ end }) => end ?? [])
    if (!example || given.length < 2) continue
    for (const { site, callback, index, end = example } of given) {
      const because = `${end.name}() ends what ${makerName(site)} hands over`
      const owed = doubted('meant', 'likely', because, end.node)
      const arrival = { as: 'parameter', callback, index } as const
      found.push({ site, kind: kindEndedBy(site, end), source: 'learned', arrival, owed })
    }
  }
  return found
})

/** Answers the second callback of the same call that ends what it gets there: of two, none does so by chance. */
export function endedByOthers(facts: FileFacts, { arrival, site }: Duty): TSESTree.Node | undefined {
  return arrival.as === 'parameter' ? secondEnds(facts).get(site)?.get(arrival.index) : undefined
}

/** By the call, and the parameter that its callback gets. */
const secondEnds = perFile((facts): ReadonlyMap<CallNode, ReadonlyMap<number, TSESTree.Node>> => {
  const found = new Map<CallNode, Map<number, TSESTree.Node>>()
  for (const given of givenByMaker(facts).values()) {
    const [, second] = given.flatMap(({ end }) => end ?? [])
    if (!second) continue
    for (const { site, index } of given) {
      const ofSite = found.get(site) ?? new Map<number, TSESTree.Node>()
      found.set(site, ofSite.set(index, second.node))
    }
  }
  return found
})

/** By the call, the position of the callback, and that of its parameter. */
const givenByMaker = perFile((facts): ReadonlyMap<string, readonly Given[]> => {
  const makers = new Map<string, Given[]>()
  for (const [name, sites] of facts.nodes.calls) {
    // One call is no pattern, and what listeners are given belongs to whoever sends it.
    if (sites.length < 2 || LISTENS.test(name)) continue
    for (const site of sites) {
      const key = runsItsArguments(site) ? undefined : makerKey(facts, site)
      if (key !== undefined) addGiven(facts, makers, key, site)
    }
  }
  return makers
})

const LISTENS =
  /^(?:on|once|then|catch|finally|subscribe|add|bind|listen|remove|off|watch|use|describe|it|test|before|after)(?![a-z])/

function addGiven(facts: FileFacts, makers: Map<string, Given[]>, key: string, site: CallNode): void {
  for (const [position, argument] of site.arguments.entries()) {
    const [callback, ...others] = isFunction(argument) ? [argument] : functionsMeantBy(facts, argument)
    if (!callback || others.length > 0) continue
    for (const index of callback.params.keys()) {
      const end = endOfParameter(facts, callback, index)
      addTo(makers, `${key} ${position} ${index}`, { site, callback, index, end })
    }
  }
}

function endOfParameter(facts: FileFacts, callback: FunctionNode, index: number): SeenEnd | undefined {
  const cell = cellOfParameter(facts, callback, index)
  if (!cell) return undefined
  for (const use of usesOfCell(facts, cell).uses) {
    const end = endBy(facts, cell, use)
    if (end && end.by !== 'call' && !isOnEarlyWayOut(end.node)) return end
  }
  return undefined
}
