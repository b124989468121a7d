import type { TSESTree } from '@typescript-eslint/utils'

import { END_EVENTS } from '../protocols/teardowns.js'
import { enclosingFunction, enclosingFunctions, functionName, isWithin } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { isTeardownName } from '../protocols/teardowns.js'
import type { FileFacts } from './file-facts.js'
import { ownersOf, runsAtAnyEnd } from './owner.js'

/**
 * Whether a removal comes for each entry that an addition makes: it stands in the function that adds the entry, after
 * the addition or in a function made there, in a listener for the end of something, or in code that runs when the
 * owner of the addition ends.
 */
export function isSurelyRemoved(facts: FileFacts, addition: TSESTree.Node, removal: TSESTree.Node): boolean {
  const scope = enclosingFunction(addition)
  if (scope && isWithin(removal, scope)) return true
  return isAtEndOfSomething(removal) || runsAtAnyEnd(facts, removal, ownersOf(facts, addition))
}

/** `socket.on('close', () => { … })` */
function isAtEndOfSomething(node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some(({ parent }) => {
    if (parent.type !== 'CallExpression' || calleeName(parent) === undefined) return false
    const [event] = parent.arguments
    return event?.type === 'Literal' && typeof event.value === 'string' && END_EVENTS.has(event.value)
  })
}

/** Whether a node stands in a member or function whose name says that it runs at the end of something. */
export function standsInTeardown(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((scope) =>
    isTeardownName(functionName(scope) ?? '', 0, facts.settings.teardowns),
  )
}
