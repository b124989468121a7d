import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { localNamesOf, WHOLE } from '../../cells/definitions/imported-names.js'

const EVENT_MODULES = ['events', 'node:events']

/** A call that answers a promise of an event: `once(emitter, 'close')` of `node:events`. */
export interface EventWait {
  node: TSESTree.CallExpression
  emitter: TSESTree.CallExpressionArgument
  event: TSESTree.CallExpressionArgument
}

/** Answers the calls of a file that wait for an event by a promise, without a signal that would end the waiting. */
export const eventWaits = perFile((facts): readonly EventWait[] =>
  eventMakers(facts).flatMap((node) => {
    const [emitter, event, options] = node.arguments
    return emitter && event && !options ? [{ node, emitter, event }] : []
  }),
)

function eventMakers(facts: FileFacts): TSESTree.CallExpression[] {
  const named = localNamesOf(facts, 'once', EVENT_MODULES).flatMap((name) => callsNamed(facts, name))
  const wholes = new Set(localNamesOf(facts, WHOLE, EVENT_MODULES))
  const ofModule = callsNamed(facts, 'once').filter(
    ({ callee }) =>
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      wholes.has(callee.object.name),
  )
  return [...named.filter(({ callee }) => callee.type === 'Identifier'), ...ofModule]
}

function callsNamed(facts: FileFacts, name: string): readonly TSESTree.CallExpression[] {
  return facts.nodes.calls.get(name) ?? []
}
