import type { TSESTree } from '@typescript-eslint/utils'

import { CALLBACK_NAME } from '../../../protocols/collections.js'
import { FAILURE_EVENTS } from '../../../protocols/listeners.js'
import { CONNECTION_LOST, CONNECTION_LOST_EVENTS, isTeardownName } from '../../../protocols/teardowns.js'
import { TIMER_PROTOCOLS } from '../../../protocols/timers.js'
import { soleValue } from '../../../syntax/bindings.js'
import { enclosingFunctions, isFunction, isWithin, type FunctionNode } from '../../../syntax/functions.js'
import { unwrap } from '../../../syntax/unwrap.js'
import {
  functionsMeantBy,
  functionsRunBy,
  functionsRunByAll,
  MAX_REACH,
  membersByHome,
} from '../../../cells/call-targets.js'
import type { Grow } from '../../../ledger/collections/access.js'
import type { CollectionUses } from '../../../ledger/collections/uses.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { registrations } from '../../../ledger/registrations/registrations.js'
import type { Place } from '../../../syntax/places.js'
import type { Growth } from '../growth.js'

/**
 * Answers how a table of callbacks by number keeps those whose answer never comes: the file knows that the connection
 * is lost, and does not look at the table then.
 */
export function unansweredEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  const grow = uses.grows.find((each) => each.key && isCallback(facts, each))
  if (collection.lifetime === 'closure' || !grow) return undefined
  // An answer takes out its own entry; whatever empties the table elsewhere has thought of the rest.
  if (shrinks.length === 0 || shrinks.some(({ extent }) => extent !== 'entry')) return undefined
  if (shrinks.some(({ node }) => runsByTimer(facts, node) || runsByFailure(facts, node))) return undefined
  const members = collection.home === undefined ? [] : (membersByHome(facts).get(collection.home) ?? [])
  const lost = [
    ...members
      .filter(({ name }) => CONNECTION_LOST.test(name))
      .map(({ name, node }) => ({ name: `${name}()`, node })),
    ...listenersForLoss(facts, collection.lifetime === 'instance' ? collection.home : undefined),
  ]
  const ends = members.filter(({ name, node }) =>
    isTeardownName(name, node.params.length, facts.settings.teardowns),
  )
  const [first] = lost
  if (!first || [...lost, ...ends].some(({ node }) => looksAt(facts, node, uses))) return undefined
  return {
    collection,
    node: grow.node,
    certainty: 'likely',
    problem: 'unanswered',
    key: grow.key,
    related: first.node,
    detail: first.name,
  }
}

interface Lost {
  /** How a message names it: `onClose()`, `the 'close' listener`. */
  readonly name: string
  readonly node: FunctionNode
}

/** `this.socket.on('close', () => …)`: what runs when the connection is lost, of the same instance, or of the module. */
function listenersForLoss(facts: FileFacts, home: Place | undefined): readonly Lost[] {
  return listenersForEnds(facts)
    .filter(({ event, place }) => CONNECTION_LOST_EVENTS.has(event.name ?? '') && (home ?? place) === place)
    .flatMap(({ event, functions }) =>
      functions.map((node) => ({ name: `the ${event.text} listener`, node })),
    )
}

/** Whether a listener for a failure, or for being called off, runs code: an entry leaves without an answer then. */
function runsByFailure(facts: FileFacts, node: TSESTree.Node): boolean {
  const scopes = enclosingFunctions(node)
  return listenersForEnds(facts).some(({ functions }) => functions.some((each) => scopes.includes(each)))
}

/** The listeners of a file for failures and for the loss of a connection, with the functions that hear of it. */
const listenersForEnds = perFile((facts) =>
  registrations(facts)
    .filter(({ event: { name = '' } }) => FAILURE_EVENTS.has(name) || CONNECTION_LOST_EVENTS.has(name))
    .map(({ node, event, handler }) => ({
      event,
      place: facts.places.thisPlaceAt(node),
      functions: functionsMeantBy(facts, handler),
    })),
)

/** Whether a timer runs code: an entry whose time is up leaves without an answer. */
function runsByTimer(facts: FileFacts, node: TSESTree.Node): boolean {
  const { functions, isComplete } = functionsOfTimers(facts)
  return !isComplete || enclosingFunctions(node).some((scope) => functions.has(scope))
}

const functionsOfTimers = perFile((facts) => {
  const calls = TIMER_PROTOCOLS.flatMap(({ start }) => facts.nodes.calls.get(start) ?? [])
  const starts = calls.flatMap(({ arguments: [callback] }) =>
    callback ? functionsMeantBy(facts, callback) : [],
  )
  return functionsRunByAll(facts, starts, MAX_REACH)
})

/** Whether what is put in is a function to be called, or an object of those that settle a promise. */
function isCallback(facts: FileFacts, { value }: Grow): boolean {
  const made = value && unwrap(value)
  if (!made) return false
  if (isFunction(made)) return true
  if (made.type === 'ObjectExpression') {
    return made.properties.some(
      (property) =>
        property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'reject',
    )
  }
  if (made.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(made)
  const held = variable && soleValue(variable)
  return (held !== undefined && isFunction(held)) || CALLBACK_NAME.test(made.name)
}

function looksAt(facts: FileFacts, node: FunctionNode, { collection }: CollectionUses): boolean {
  const { functions, isComplete } = functionsRunBy(facts, node)
  return !isComplete || collection.nodes.some((each) => [...functions].some((scope) => isWithin(each, scope)))
}
