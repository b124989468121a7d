import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { cellOfParameter } from '../../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { isFunction, runsItsArguments, type FunctionNode } from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
import type { Duty } from '../duty.js'
import { endBy, endsAnything, type SeenEnd } from './evidence-of-ends.js'
import { kindEndedBy } from './learned.js'
import { LENDS, MAKES_NEW, RUNS_WITH } from '../../protocols/makers.js'
import { RUNS_EACH } from '../../protocols/ownership.js'
import { IGNORES_ANSWER, RUNS_ONE_TIME } from '../../protocols/repetition.js'
import { calleeName } from '../../syntax/property-name.js'
import { doubted } from '../link.js'
import { givenFromBefore } from './given-before.js'
import { makerKey, makerName } from '../makers.js'

/** A callback that a call is given. */
interface Given {
  readonly site: CallNode
  readonly callback: FunctionNode
  /** What stands among the arguments for the callback. */
  readonly argument: TSESTree.Node
}

/** What a callback gets at a position among its parameters, and how it ends that. */
interface Taken extends Given {
  readonly end: SeenEnd | undefined
}

/**
 * Answers what calls hand to the callbacks that they are given, where another callback of the same call, at the same
 * position, ends what it gets there, or the callback itself does, of a call that makes something by its name.
 */
export const dutiesOfParameters = perFile((facts): readonly Duty[] => {
  if (!endsAnything(facts)) return []
  const found: Duty[] = []
  for (const given of givenByMaker(facts).values()) {
    for (let index = 0; index < parameterCount(given); index += 1)
      found.push(...dutiesAt(facts, given, index))
  }
  return found
})

function dutiesAt(facts: FileFacts, given: readonly Given[], index: number): Duty[] {
  const taken = given.map((each): Taken => ({ ...each, end: endOfParameter(facts, each.callback, index) }))
  const ended = taken.flatMap(({ end }) => end ?? [])
  const [example] = ended
  if (!example) return []
  return taken.flatMap(({ site, callback, argument, end = example }): Duty[] => {
    if (given.length < 2 && !makesForCallback(site, end)) return []
    if (givenFromBefore(facts, site, argument, index)) return []
    const because = `${end.name}() ends what ${makerName(site)} hands over`
    // `each((client) => …)`: what is there before and after, one callback may end for a reason of its own.
    const owed = doubted(
      'meant',
      RUNS_WITH.test(calleeName(site) ?? '') ? 'unknown' : 'likely',
      because,
      end.node,
    )
    const arrival = { as: 'parameter', callback, index } as const
    return [{ site, kind: kindEndedBy(site, end), source: 'learned', arrival, owed }]
  })
}

/** One call alone is a pattern where it makes something by its name: that it is ended once may be its own condition. */
function makesForCallback(site: CallNode, { by }: SeenEnd): boolean {
  const name = calleeName(site) ?? ''
  return by === 'method' && (MAKES_NEW.test(name) || LENDS.test(name) || REQUESTS.test(name))
}

/** `requestChannel(name, use)`; what asks for an answer and no more is none. */
const REQUESTS = /^_*request(?=[A-Z])(?!Animation|Idle|Full|Pointer|Permission|Submit|Update)/

/**
 * Answers the second callback of the same call that ends what it gets there: of two, none does so by chance. Where no more end it
 * than do not, what they get was there before.
 */
export function endedByOthers(facts: FileFacts, { arrival, site }: Duty): TSESTree.Node | undefined {
  return arrival.as === 'parameter' ? secondEnds(facts).get(site)?.get(arrival.index) : undefined
}

/** By the call, and the parameter that its callback gets. */
const secondEnds = perFile((facts): ReadonlyMap<CallNode, ReadonlyMap<number, TSESTree.Node>> => {
  const found = new Map<CallNode, Map<number, TSESTree.Node>>()
  for (const given of givenByMaker(facts).values()) {
    for (let index = 0; index < parameterCount(given); index += 1) {
      const ends = given.flatMap(({ callback }) => endOfParameter(facts, callback, index) ?? [])
      const [, second] = ends
      if (!second || ends.length * 2 <= given.length) continue
      for (const { site } of given) {
        const ofSite = found.get(site) ?? new Map<number, TSESTree.Node>()
        found.set(site, ofSite.set(index, second.node))
      }
    }
  }
  return found
})

function parameterCount(given: readonly Given[]): number {
  return Math.max(...given.map(({ callback }) => callback.params.length))
}

/** By the call and the position of the callback. */
const givenByMaker = perFile((facts): ReadonlyMap<string, readonly Given[]> => {
  const makers = new Map<string, Given[]>()
  for (const [, sites] of callsThatHandOver(facts)) {
    // Most calls are given nothing that can be a function, which their arguments tell at a glance.
    const given = sites.filter((site) => site.arguments.some(mayBeFunction) && !runsItsArguments(site))
    for (const site of given) addGiven(facts, makers, site)
  }
  return makers
})

const LISTENS =
  /^(?:on|once|then|catch|finally|subscribe|add|bind|listen|remove|off|watch|use|describe|it|test|before|after|createServer|createSecureServer)(?![a-z])/

/**
 * What listeners are given belongs to whoever sends it; what is put off, or goes through a list, is given what the same call is
 * given.
 */
const callsThatHandOver = nodesNamed(
  'calls',
  (name) =>
    !LISTENS.test(name) && !IGNORES_ANSWER.has(name) && !RUNS_ONE_TIME.has(name) && !RUNS_EACH.has(name),
)

function mayBeFunction(argument: TSESTree.Node): boolean {
  return !NO_FUNCTIONS.has(argument.type)
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set([
  'Literal',
  'TemplateLiteral',
  'ObjectExpression',
  'ArrayExpression',
  'BinaryExpression',
  'NewExpression',
  'ThisExpression',
  'UnaryExpression',
])

function addGiven(facts: FileFacts, makers: Map<string, Given[]>, site: CallNode): void {
  let key: string | undefined
  for (const [position, argument] of site.arguments.entries()) {
    // `Promise.all(list.map(visit))`: that is run, and not handed on.
    if (!mayBeFunction(argument) || (argument.type === 'CallExpression' && runsItsArguments(argument)))
      continue
    const meant = isFunction(argument) ? [argument] : functionsMeantBy(facts, argument)
    const [callback] = meant
    if (!callback || meant.length > 1) continue
    key ??= makerKey(facts, site)
    if (key === undefined) return
    addTo(makers, `${key} ${position}`, { site, callback, argument })
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
