import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy, functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { OWN_END_EVENTS } from '../../protocols/teardowns.js'
import { enclosingFunctions, type FunctionNode } from '../../syntax/functions.js'
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

/** Whether the instance's own construction runs a member, which may then run once. */
export function isRunByConstructor(facts: FileFacts, member: FunctionNode): boolean {
  const home = facts.places.memberOf(member)?.home
  return facts.nodes.functions.some(
    (each) =>
      isConstructor(each) &&
      facts.places.thisPlaceAt(each.body) === home &&
      functionsRunBy(facts, each).functions.has(member),
  )
}
