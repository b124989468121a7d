import type { TSESTree } from '@typescript-eslint/utils'

import { END_EVENTS, isTeardownName } from '../../protocols/teardowns.js'
import { enclosingFunction, enclosingFunctions, functionName, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { ownersOf, runsAtAnyEnd } from '../../lives/owner.js'

/**
 * Whether a removal comes for each entry that an addition makes: it stands in the function that adds the entry, after
 * the addition or in a function made there, in a listener for the end of something, or in code that runs when the
 * owner of the addition ends. An exception may still skip it: that is what the questions about pending entries ask.
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

/**
 * Whether a node stands in a member or function that a framework or convention calls at the end of its owner, by its
 * name. Stricter than `standsAtEnd`, for which any function that is named after an end or a release will do.
 */
export function standsInTeardown(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some((scope) =>
    isTeardownName(functionName(scope) ?? '', 0, facts.settings.teardowns),
  )
}
