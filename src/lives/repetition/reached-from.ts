import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy, functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import type { Cell } from '../../cells/cell.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { registrationByHandler, registrations } from '../../ledger/registrations/registrations.js'
import { OWN_END_EVENTS } from '../../protocols/teardowns.js'
import { enclosingFunction, enclosingFunctions, type FunctionNode } from '../../syntax/functions.js'
import { addTo, groupedBy } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { memberName } from '../../syntax/property-name.js'
import { callsOf } from './calls.js'
import { isConstructor } from './runs.js'

/** Whether an event, other than the end of an owner, runs the function that a node stands in, directly or not. */
export function runsOnEvent(facts: FileFacts, node: TSESTree.Node): boolean {
  const { functions, isComplete } = functionsOfEvents(facts)
  return !isComplete || enclosingFunctions(node).some((each) => functions.has(each))
}

const functionsOfEvents = perFile((facts) => {
  const starts = registrations(facts)
    .filter(({ event }) => !OWN_END_EVENTS.has(event.name ?? ''))
    .flatMap(({ handler }) => functionsMeantBy(facts, handler))
  return functionsRunByAll(facts, starts, MAX_REACH)
})

/** Answers the listener for the end of what is in a cell, where that runs a function: `this.socket.onclose = () => this.connect()`. */
export function runByItsEnd(
  facts: FileFacts,
  { place }: Cell,
  region: FunctionNode,
  outlivesErrors = false,
): TSESTree.Node | undefined {
  const isEndOfThing = (name = ''): boolean =>
    ENDS_OF_THING.test(name) && !(outlivesErrors && ERROR_OF_THING.test(name))
  const runs = (handler: TSESTree.Node): boolean => {
    const { functions } = functionsRunByAll(facts, functionsMeantBy(facts, handler), MAX_REACH)
    return functions.has(region) && !callsOf(facts, region).some((call) => isBesides(call, functions))
  }
  // What something else runs as well, on a change or an event, finds the former one there.
  const isBesides = (call: TSESTree.Node, functions: ReadonlySet<FunctionNode>): boolean => {
    const caller = enclosingFunction(call)
    const isOfEnd = enclosingFunctions(call).some((each) => functions.has(each))
    return !isOfEnd && caller !== undefined && !facts.places.memberOf(caller) && isCallback(caller)
  }
  return endListeners(facts)
    .get(place)
    ?.find(({ event, handler }) => isEndOfThing(event) && runs(handler))?.node
}

/** What is put on a thing for its end, and where. */
interface EndListener {
  readonly event: string
  readonly node: TSESTree.Node
  readonly handler: TSESTree.Node
}

const endListeners = perFile((facts): ReadonlyMap<Place, EndListener[]> => {
  const listeners = new Map<Place, EndListener[]>()
  for (const { node, event, target, handler } of registrations(facts)) {
    const { name = '' } = event
    if (target.place === undefined || !ENDS_OF_THING.test(name)) continue
    addTo(listeners, target.place, { event: name, node, handler })
  }
  for (const node of facts.nodes.assignments) {
    const { left, right } = node
    if (left.type !== 'MemberExpression') continue
    const event = memberName(left) ?? ''
    if (!ENDS_OF_THING.test(event)) continue
    const place = facts.places.placeOf(left.object)
    if (place !== undefined) addTo(listeners, place, { event, node, handler: right })
  }
  return listeners
})

/**
 * Answers the call by which a function runs itself again whenever something happens that it has begun to listen to, other than the
 * end of anything.
 */
export function runByEventsOfItself(facts: FileFacts, region: FunctionNode): TSESTree.Node | undefined {
  return callsOf(facts, region).find((call) => {
    const scopes = enclosingFunctions(call)
    if (scopes.length < 2 || scopes.at(-1) !== region || !runsOnEvent(facts, call)) return false
    return scopes.every((scope) => {
      const event = registrationByHandler(facts).get(scope)?.event
      return !ENDS_OF_THING.test(event?.name ?? '')
    })
  })
}

function isCallback({ parent }: FunctionNode): boolean {
  return parent.type === 'CallExpression'
}

const ENDS_OF_THING =
  /^(?:on)?(?:close|closed|end|ended|exit|error|disconnect|disconnected|destroyed|finish)$/

const ERROR_OF_THING = /^(?:on)?error$/

/** Whether a function is told of the errors of what is in a cell: `this.events.onerror = () => …`. */
export function isToldOfErrors(facts: FileFacts, { place }: Cell, region: FunctionNode): boolean {
  const { parent } = region
  if (parent.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    return (
      ERROR_OF_THING.test(memberName(parent.left) ?? '') && facts.places.placeOf(parent.left.object) === place
    )
  }
  const registration = registrationByHandler(facts).get(region)
  return registration?.target.place === place && ERROR_OF_THING.test(registration.event.name ?? '')
}

/** Whether the instance's own construction runs a member, which may then run once. */
export function isRunByConstructor(facts: FileFacts, member: FunctionNode): boolean {
  const home = facts.places.memberOf(member)?.home
  return (constructors(facts).get(home) ?? []).some((each) =>
    functionsRunBy(facts, each).functions.has(member),
  )
}

const constructors = perFile((facts) =>
  groupedBy(
    facts.nodes.functions.filter((each) => isConstructor(each)),
    (each) => facts.places.thisPlaceAt(each.body),
  ),
)
