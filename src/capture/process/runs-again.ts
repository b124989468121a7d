import type { TSESTree } from '@typescript-eslint/utils'

import { isEndless } from '../../syntax/loops.js'
import { BEGINNINGS, LOADS_AGAIN, WATCHING_CALLS } from '../../protocols/permanent-allocations.js'
import { enclosingFunction, functionName, type FunctionNode } from '../../syntax/functions.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { requestScopeOf } from '../../lives/requests.js'

/**
 * How often code runs in the life of the program.
 *
 * - `request`: for each request or connection
 * - `event`: for each event, tick or change that something waits for
 * - `loop`: at each turn of a loop whose end nothing names
 * - `reload`: at each call of a function whose name says that it loads something once more
 * - `once`: while the module loads, or a single time after that
 * - `unknown`: nothing in the file tells
 */
export type Recurs = 'request' | 'event' | 'loop' | 'reload' | 'once' | 'unknown'

/** Answers how often a node runs: by the functions around it, by what calls them, and by what calls those. */
export function recursOf(facts: FileFacts, node: TSESTree.Node): Recurs {
  if (runsOnce(facts, node)) return 'once'
  return recursWithin(facts, node)
}

/** Whether an answer says that it is again and again. */
export function isAgain(recurs: Recurs): boolean {
  return recurs !== 'once' && recurs !== 'unknown'
}

function recursWithin(facts: FileFacts, node: TSESTree.Node): Recurs {
  for (let current = node.parent; current; current = current.parent) {
    if (isEndlessLoop(current)) return 'loop'
    if (isFunctionNode(current)) {
      const own = recursOfFunction(facts, current)
      if (isAgain(own)) return own
    }
  }
  return 'unknown'
}

const isFunctionNode = (node: TSESTree.Node): node is FunctionNode =>
  node.type === 'ArrowFunctionExpression' ||
  node.type === 'FunctionExpression' ||
  node.type === 'FunctionDeclaration'

/** `while (true)`, `for (;;)`, `for await (… of messages)`; a loop over a table ends with the table. */
function isEndlessLoop(node: TSESTree.Node): boolean {
  return isEndless(node) || (node.type === 'ForOfStatement' && node.await)
}

const recursOfFunction = perKey((facts: FileFacts, node: FunctionNode): Recurs => {
  if (requestScopeOf(facts, node)) return 'request'
  const onEvent = multiplicityOf(facts, node).times === 'many' && !handlersOfBeginnings(facts).has(node)
  if (onEvent || watchers(facts).has(node)) return 'event'
  if (LOADS_AGAIN.test(functionName(node) ?? '')) return 'reload'
  for (const call of callsOf(facts, node)) {
    if (enclosingFunction(call) === node) continue
    const recurs = recursWithin(facts, call)
    if (isAgain(recurs)) return recurs
  }
  return 'unknown'
}, 'unknown')

const watchers = perFile((facts): ReadonlySet<FunctionNode> => {
  const calls = [...WATCHING_CALLS].flatMap((name) => facts.nodes.calls.get(name) ?? [])
  return new Set(
    calls.flatMap((call) =>
      call.arguments.flatMap((argument) =>
        argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument),
      ),
    ),
  )
})

const handlersOfBeginnings = perFile(
  (facts): ReadonlySet<FunctionNode> =>
    new Set(
      registrations(facts)
        .filter(({ event }) => BEGINNINGS.has(event.name ?? ''))
        .flatMap(({ handler }) => functionsMeantBy(facts, handler)),
    ),
)
