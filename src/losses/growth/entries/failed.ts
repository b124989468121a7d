import type { TSESTree } from '@typescript-eslint/utils'

import { END_AFTER_SUCCESS, FAILURE_EVENT, LAST_EVENTS } from '../../../protocols/teardowns.js'
import { enclosingFunction } from '../../../syntax/functions.js'
import { functionsMeantBy } from '../../../cells/call-targets.js'
import { takesOut } from './ended.js'
import type { CollectionUses } from '../../../ledger/collections/uses.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Growth } from '../growth.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { registrationsIn } from '../../../ledger/registrations/registrations.js'
import type { Registration } from '../../../ledger/registrations/registration.js'

/**
 * Answers how the entry of what fails stays: the function that adds it listens for an end that only comes after a
 * beginning, where the entry is taken out, and for a failure, where it is not.
 */
export function failedEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection } = uses
  if (uses.shrinks.every(({ extent }) => extent === 'all')) return undefined
  for (const { node, key } of uses.grows.filter((grow) => growsPerCall(facts, grow))) {
    const listeners = registrationsIn(facts, enclosingFunction(node))
    for (const end of listeners) {
      if (!END_AFTER_SUCCESS.has(end.event.name ?? '') || !handlersTakeOut(facts, uses, end)) continue
      const beside = listeners.filter((other) => other !== end && isSameTarget(other, end))
      if (beside.some(({ event }) => LAST_EVENTS.has(event.name ?? ''))) continue
      const failure = beside.find(({ event }) => FAILURE_EVENT.test(event.name ?? ''))
      if (!failure || functionsMeantBy(facts, failure.handler).length === 0) continue
      if (beside.some((other) => other !== failure && FAILURE_EVENT.test(other.event.name ?? ''))) continue
      if (handlersTakeOut(facts, uses, failure)) continue
      return {
        collection,
        node,
        key,
        certainty: 'likely',
        problem: 'failedEntry',
        related: failure.handler,
        detail: `${end.event.text}, but not on ${failure.event.text}`,
      }
    }
  }
  return undefined
}

function handlersTakeOut(facts: FileFacts, uses: CollectionUses, { handler }: Registration): boolean {
  return functionsMeantBy(facts, handler).some((each) => takesOut(facts, uses, each))
}

/** Whether two listeners are put on the same thing: by its name, or in one chain of calls. */
function isSameTarget(one: Registration, other: Registration): boolean {
  return one.target.text === other.target.text || chainStart(one.node) === chainStart(other.node)
}

function chainStart(node: TSESTree.Node): TSESTree.Node {
  let start = node
  while (start.type === 'CallExpression' && start.callee.type === 'MemberExpression') {
    const { object } = start.callee
    if (object.type !== 'CallExpression') return start
    start = object
  }
  return start
}
