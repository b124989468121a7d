import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable } from '../../cells/uses.js'
import { link, type Link } from '../../ledger/link.js'
import { registrationsIn } from '../../ledger/registrations/registrations.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { wasThereBefore } from '../../lives/outlives.js'
import { isTestCode } from '../../lives/test-code.js'
import { beginsLife, END_EVENTS, ONE_TIME_EVENTS } from '../../protocols/teardowns.js'
import type { Variable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  functionName,
  isExecutor,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'
import { linksOfListener, listenerLoss, type Begun } from './begun.js'
import { isRaced } from './signals/callers-signals.js'
import { removalFor } from './releases.js'

/**
 * Answers that a promise leaves its listener on what was there before it: the wait is over once anything settles it, and
 * then the listener is of no use. One that goes with its event is left where something else may come first.
 */
export function leftByWait(facts: FileFacts, begun: Begun): Loss | undefined {
  const { registration } = begun
  const { node, event, once, target } = registration
  const executor = enclosingFunction(node)
  if (!executor || !isExecutor(executor) || !isRecurring(event.name) || isTestCode(facts)) return undefined
  const before = wasThereBefore(facts, target.node, workOf(executor))
  if (!before || endsWithTarget(facts, begun, executor) || runsOnce(facts, executor.parent)) return undefined
  const settlers = settlersOf(facts, executor)
  if (!isForSettling(facts, begun, settlers)) return undefined
  if (once && !mayComeFirst(facts, begun, executor, settlers)) return undefined
  return listenerLoss(
    begun,
    'left',
    'addedAgain',
    {
      lasting: link('yes', `${target.text} is there before the promise and after it`, before),
      matters: mattersTo(executor),
      ...aloneLink(facts, begun),
      ...linksOfListener(facts, begun),
    },
    { recurrence: { kind: 'promise', scope: executor, name: functionName(executor) } },
  )
}

/** What the promise is made for: the function around it, whose parameters and locals come and go with it. */
function workOf(executor: FunctionNode): FunctionNode {
  return enclosingFunction(executor.parent) ?? executor
}

/** An event that comes again and again, as far as its name tells. */
function isRecurring(name: string | undefined): boolean {
  return name === undefined || !(ONE_TIME_EVENTS.has(name) || END_EVENTS.has(name))
}

/** `stream.on('data', …); stream.on('end', resolve)`: what is waited for is the end of the target itself. */
function endsWithTarget(facts: FileFacts, { registration }: Begun, executor: FunctionNode): boolean {
  return registrationsIn(facts, executor).some(
    ({ target, event }) => target.text === registration.target.text && END_EVENTS.has(event.name ?? ''),
  )
}

const settlersOf = perKey((facts: FileFacts, executor: FunctionNode): readonly Variable[] =>
  executor.params.flatMap((parameter) => {
    const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return variable ? [variable] : []
  }),
)

/** Whether the listener is there to settle the promise. */
function isForSettling(facts: FileFacts, { registration }: Begun, settlers: readonly Variable[]): boolean {
  const handler = unwrap(registration.handler)
  const handlers = functionsMeantBy(facts, handler)
  return settlers.some(
    (settler) =>
      facts.bindings.variableOf(handler) === settler ||
      nodesOfVariable(settler).some((node) => handlers.some((each) => isWithin(node, each))),
  )
}

/** Whether something else may settle the promise, or another promise win, before the event comes. */
function mayComeFirst(
  facts: FileFacts,
  { registration }: Begun,
  executor: FunctionNode,
  settlers: readonly Variable[],
): boolean {
  const handler = unwrap(registration.handler)
  const handlers = functionsMeantBy(facts, handler)
  const others = settlers
    .flatMap(nodesOfVariable)
    .filter((node) => node !== handler && !handlers.some((each) => isWithin(node, each)))
    .filter((node) => node.range[0] > registration.node.range[1] || isWithinListener(facts, node, executor))
  return others.length > 0 || isRaced(facts, executor)
}

function isWithinListener(facts: FileFacts, node: TSESTree.Node, executor: FunctionNode): boolean {
  return registrationsIn(facts, executor).some(({ handler }) => isWithin(node, handler))
}

/** What waits for a beginning mostly does so once. */
function mattersTo(executor: FunctionNode): Link {
  const isBeginning = [executor, workOf(executor)].some((scope) => beginsLife(functionName(scope) ?? ''))
  return isBeginning
    ? link('unknown', 'what begins something waits for it about once', executor)
    : link('likely', 'each call waits once more', executor)
}

function aloneLink(facts: FileFacts, { registration }: Begun): { alone?: Link } {
  const alone = removalFor(facts, registration)
  return alone ? { alone } : {}
}
