import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, perKey, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { INVERSE_VERBS, inverseBy, NO_INVERSE, type InverseVerbs } from '../../protocols/inverse-verbs.js'
import { resource, type ResourceProtocol } from '../../protocols/resources/protocol.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { addTo, groupedBy } from '../../syntax/grouping.js'
import { firstFrom } from '../../syntax/first-from.js'
import type { Place } from '../../syntax/places.js'
import { receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Duty } from '../duty.js'
import { cellsFilledBy, isInFinally } from './evidence-of-ends.js'
import { doubted, type Link } from '../link.js'
import { makerName } from '../makers.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'

/**
 * Answers the calls that another call of the same receiver undoes by its name: `door.lock()` where the file has
 * `door.unlock()`, `launchBrowser()` where it has `closeBrowser()`.
 */
export const dutiesOfInverses = perFile((facts): readonly Duty[] => {
  const found: Duty[] = []
  for (const [name, sites] of beginnings(facts)) {
    for (const { inverse, isSwitch, isToken } of inversesOf(name)) {
      const undoing = facts.nodes.calls.get(inverse)
      if (!undoing) continue
      const byReceiver = groupedByReceiver(facts, undoing)
      for (const [place, begun] of groupedByReceiver(facts, sites)) {
        const ends = byReceiver.get(place) ?? []
        if (isToken && !begun.some((site) => isGivenResult(facts, site, ends))) continue
        for (const site of begun) {
          const duty = dutyOf(facts, site, { inverse, isSwitch, isToken }, ends)
          if (duty) found.push(duty)
        }
      }
    }
  }
  return found
})

/** A name with a verb that has an inverse: most have none. */
const BEGINS = new RegExp(`^[_#]*(?:${INVERSE_VERBS.map(({ begin }) => begin).join('|')})(?![a-z])`)

const beginnings = nodesNamed('calls', (name) => BEGINS.test(name) && !NO_INVERSE.has(name))

/** What would undo a call, by its name. */
interface Inverse extends Pick<InverseVerbs, 'isSwitch' | 'isToken'> {
  readonly inverse: string
}

/** The calls that would undo one of a name. The case of what follows the verb is kept. */
function inversesOf(name: string): readonly Inverse[] {
  return INVERSE_VERBS.flatMap((pair) => {
    const inverse = inverseBy(name, pair)
    return inverse === undefined ? [] : [{ ...pair, inverse }]
  })
}

/** Of a function that is no method: what it is called itself stands for the receiver. */
const NO_RECEIVER = ''

function receiverPlace(facts: FileFacts, call: TSESTree.CallExpression): Place | undefined {
  const receiver = receiverOf(call)
  if (receiver) return facts.places.placeOf(receiver)
  return unwrap(call.callee).type === 'Identifier' ? NO_RECEIVER : undefined
}

function groupedByReceiver(
  facts: FileFacts,
  calls: readonly TSESTree.CallExpression[],
): ReadonlyMap<Place, TSESTree.CallExpression[]> {
  const groups = new Map<Place, TSESTree.CallExpression[]>()
  for (const call of calls) {
    const place = receiverPlace(facts, call)
    if (place !== undefined) addTo(groups, place, call)
  }
  return groups
}

function dutyOf(
  facts: FileFacts,
  site: TSESTree.CallExpression,
  { inverse, isSwitch, isToken }: Inverse,
  ends: readonly TSESTree.CallExpression[],
): Duty | undefined {
  const [end] = ends
  if (!end) return undefined
  const owed = owedBy(facts, site, inverse, ends, isSwitch)
  const receiver = receiverOf(site) ?? site.callee
  const source = 'inverse'
  if (isToken || isGivenResult(facts, site, ends)) {
    return { site, kind: kindOf(facts, inverse, 'functions'), source, arrival: { as: 'value' }, owed }
  }
  if (isOfResult(facts, site, ends)) return undefined
  const by = receiverOf(site) ? 'methods' : 'functions'
  return { site, kind: kindOf(facts, inverse, by), source, arrival: { as: 'receiver', receiver }, owed }
}

/** `const id = queue.acquire()` … `queue.release(id)` */
function isGivenResult(facts: FileFacts, site: CallNode, ends: readonly TSESTree.CallExpression[]): boolean {
  return cellsFilledBy(facts, site).some((cell) =>
    usesOfCell(facts, cell).uses.some(
      (use) => use.kind === 'argument' && ends.some((end) => end === use.call),
    ),
  )
}

/** `const job = await runner.start(task)` … `runner.stop(job.id)`: what it answers is what was begun, not the receiver. */
function isOfResult(facts: FileFacts, site: CallNode, ends: readonly TSESTree.CallExpression[]): boolean {
  return cellsFilledBy(facts, site).length > 0 && ends.every(({ arguments: given }) => given.length > 0)
}

/** A switch may be left on. */
function owedBy(
  facts: FileFacts,
  site: CallNode,
  inverse: string,
  ends: readonly TSESTree.CallExpression[],
  isSwitch: boolean,
): Link {
  return doubted(
    'meant',
    isSwitch ? 'unknown' : 'likely',
    `${inverse}() undoes ${makerName(site)}`,
    endBeside(facts, ends, site) ?? ends[0],
  )
}

/** The first of some ends that the function which begins something undoes it with, after it. */
function endBeside(
  facts: FileFacts,
  ends: readonly TSESTree.CallExpression[],
  site: CallNode,
): TSESTree.CallExpression | undefined {
  const beside = endsByFunction(facts, ends).get(enclosingFunction(site)) ?? []
  return beside[firstFrom(beside.length, (at) => (beside[at]?.range[0] ?? 0) > site.range[0])]
}

/** A function may begin and undo many: each looks for the next end. */
const endsByFunction = perKey((_facts: FileFacts, ends: readonly TSESTree.CallExpression[]) =>
  groupedBy(
    ends.toSorted((a, b) => a.range[0] - b.range[0]),
    (end) => enclosingFunction(end),
  ),
)

/** Answers the call in the same function that undoes what a site begins, after it. */
export function undoneBeside(facts: FileFacts, duty: Duty): TSESTree.Node | undefined {
  return endBeside(facts, endsOf(facts, duty), duty.site)
}

/** Answers the call in a `finally` that undoes what a site begins: what is undone on every way is meant to be. */
export function undoneInFinally(facts: FileFacts, duty: Duty): TSESTree.Node | undefined {
  return endsOf(facts, duty).find(isInFinally)
}

/** All calls of the file that undo what a site begins, on the same receiver. */
function endsOf(facts: FileFacts, { site, kind, source }: Duty): readonly TSESTree.CallExpression[] {
  if (source !== 'inverse' || site.type !== 'CallExpression') return []
  return endsByReceiver(facts, kind).get(receiverPlace(facts, site)) ?? []
}

const endsByReceiver = perKey((facts: FileFacts, { methods, functions }: ResourceProtocol) =>
  groupedBy(
    [...methods, ...functions].flatMap((name) => facts.nodes.calls.get(name) ?? []),
    (call) => receiverPlace(facts, call),
  ),
)

function kindOf(facts: FileFacts, inverse: string, by: 'methods' | 'functions'): ResourceProtocol {
  const kinds = kindsByInverse(facts)
  const key = `${by} ${inverse}`
  const known =
    kinds.get(key) ??
    resource({
      noun: by === 'functions' ? 'resource' : 'state',
      acquire: { name: '', form: 'method' },
      [by]: [inverse],
      example: '',
    })
  kinds.set(key, known)
  return known
}

const kindsByInverse = perFile(() => new Map<string, ResourceProtocol>())

/** Answers the calls of the file that undo what was begun on a receiver. */
export function endsOfReceiver(facts: FileFacts, duty: Duty): readonly TSESTree.CallExpression[] {
  return duty.arrival.as === 'receiver' ? endsOf(facts, duty) : []
}
