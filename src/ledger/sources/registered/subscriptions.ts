import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { resource, type ResourceProtocol } from '../../../protocols/resources/protocol.js'
import { REPLAYS } from '../../../protocols/rxjs.js'
import { ENDS_SUBSCRIPTION } from '../../../protocols/subscriptions.js'
import type { Ending } from '../../../protocols/subscriptions/row.js'
import { calleeName, keyName } from '../../../syntax/property-name.js'
import { originalOf, type Arrival, type Duty } from '../../duty.js'
import { doubted, link, type Link } from '../../link.js'
import { makerName } from '../../makers.js'
import type { Subscription } from '../../subscriptions/subscription.js'
import { subscriptions } from '../../subscriptions/subscriptions.js'

/** Answers what a file subscribes to: streams, stores, events that answer a disposable, whatever answers how to end it. */
export const dutiesOfSubscriptions = perFile((facts): readonly Duty[] => [
  ...[...subscriptions(facts).values()].map((subscription): Duty => ({
    site: subscription.node,
    kind: kindOf(facts, subscription),
    source: 'row-of-registration',
    arrival: arrivalOf(subscription.ending),
    owed: owedBy(subscription),
  })),
  ...replays(facts),
])

/** The subscription of a duty, which may be handed out by a function of the file; undefined for duties of other kinds. */
export function subscriptionOf(facts: FileFacts, duty: Duty): Subscription | undefined {
  if (duty.source !== 'row-of-registration') return undefined
  return subscriptions(facts).get(originalOf(duty).site)
}

/** `ticks.pipe(shareReplay(1))`: it keeps its source subscribed, unless it is told to count its own subscribers. */
function replays(facts: FileFacts): readonly Duty[] {
  return (facts.nodes.calls.get(REPLAYS) ?? [])
    .filter(
      (site) =>
        site.parent.type === 'CallExpression' &&
        calleeName(site.parent) === 'pipe' &&
        !countsSubscribers(site),
    )
    .map((site) => ({
      site,
      kind: REPLAY,
      source: 'row-of-registration',
      arrival: { as: 'value' },
      owed: link('yes', 'it stays subscribed when nobody listens any more', site),
    }))
}

const REPLAY = resource({
  noun: 'replayed stream',
  acquire: { name: REPLAYS, form: 'function' },
  example: '',
})

/** Whether a duty is of an operator that keeps its source subscribed. */
export function isReplay({ kind }: Duty): boolean {
  return kind === REPLAY
}

/** `shareReplay({ bufferSize: 1, refCount: true })`, or with options that are not written out. */
function countsSubscribers({ arguments: [first] }: TSESTree.CallExpression): boolean {
  if (!first || first.type === 'Literal') return false
  if (first.type !== 'ObjectExpression') return true
  return first.properties.some(
    (each) =>
      each.type !== 'Property' ||
      (keyName(each.key, each.computed) === 'refCount' &&
        !(each.value.type === 'Literal' && each.value.value === false)),
  )
}

function owedBy({ basis, node, noun, kept, isSure, leftOut }: Subscription): Link {
  switch (basis) {
    case 'row':
      return link('yes', `a ${noun} goes on until it is ended`, node)
    case 'type':
      return link('yes', 'its type says how to end it', node)
    case 'kept':
      return link('yes', 'the file ends what the same method answers', kept)
    case 'name':
      return link('yes', 'what it answers is kept under a name that says how to end it', node)
    case 'answer':
      return link('yes', `${makerName(node)} answers what takes out its listeners`, node)
    case 'unused':
      return link('likely', 'what it answers is kept, as what ends something is', node)
    case 'event':
      if (isSure === true) return link('yes', 'an event of that name answers what ends it', node)
      return leftOut
        ? link('unknown', 'what may be left out is a callback rather than an event', leftOut)
        : doubted('meant', 'unknown', 'an event of that name may answer what ends it', node)
    case 'stream':
      return isSure === true
        ? link('yes', 'a stream keeps its subscribers until it ends', node)
        : doubted('meant', 'unknown', 'it may be no stream', node)
  }
}

function arrivalOf(ending: Ending): Arrival {
  if (ending === 'call') return { as: 'member', path: [] }
  return ending.includes('.') ? { as: 'member', path: ending.split('.') } : { as: 'value' }
}

/** What is kept under a name alone may be ended in any way. */
function kindOf(facts: FileFacts, { noun, ending, basis, method: named }: Subscription): ResourceProtocol {
  const kinds = kindsOfSubscriptions(facts)
  const method = named ?? ending.slice(ending.lastIndexOf('.') + 1)
  const key = `${noun} ${ending} ${basis} ${method}`
  const methods =
    basis === 'name' || basis === 'unused' ? [...ENDS_SUBSCRIPTION] : ending === 'call' ? [] : [method]
  const known =
    kinds.get(key) ??
    resource({
      noun,
      acquire: { name: '', form: 'function' },
      methods,
      ...(basis === 'stream' && { fluent: FLUENT }),
      example: '',
    })
  kinds.set(key, known)
  return known
}

/** `x.subscribe(…).add(…)` answers nothing that would end it. */
const FLUENT: ReadonlySet<string> = new Set(['add'])

const kindsOfSubscriptions = perFile(() => new Map<string, ResourceProtocol>())
