import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { usualNumber } from '../../../cells/values/usual-number.js'
import { resource, type ResourceProtocol } from '../../../protocols/resources/protocol.js'
import { TIMER_PROTOCOLS, type TimerProtocol } from '../../../protocols/timers.js'
import { isParameter } from '../../../syntax/bindings.js'
import { isFunction, type FunctionNode } from '../../../syntax/functions.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Duty } from '../../duty.js'
import { link } from '../../link.js'
import { delayOf, startsTimer } from '../../protocol-rows/timer-rows.js'

/** Answers the timers that a file starts: intervals, timeouts, frames. */
export const dutiesOfTimers = perFile((facts): readonly Duty[] =>
  [...TIMER_KINDS].flatMap(([kind, protocol]) =>
    (facts.nodes.calls.get(protocol.start) ?? [])
      .filter((site) => startsTimer(facts, site, protocol))
      .map((site) => ({
        site,
        kind,
        source: 'row-of-registration' as const,
        arrival: { as: 'value' as const },
        owed: link('yes', `${protocol.start}() keeps its callback until it is cleared`, site),
      })),
  ),
)

/** Methods of Node's timers that answer the timer. */
const FLUENT: ReadonlySet<string> = new Set(['unref', 'ref', 'refresh'])

const TIMER_KINDS: ReadonlyMap<ResourceProtocol, TimerProtocol> = new Map(
  TIMER_PROTOCOLS.map((protocol) => [
    resource({
      noun: protocol.noun,
      acquire: { name: protocol.start, form: 'function' },
      functions: protocol.stop,
      fluent: FLUENT,
      example: '',
    }),
    protocol,
  ]),
)

/** How the timer of a duty starts and stops; undefined for duties of other kinds. */
export function timerProtocolOf({ kind }: Duty): TimerProtocol | undefined {
  return TIMER_KINDS.get(kind)
}

/** The call that starts the timer of a duty, which may stand in a function of the file that hands it out. */
export function startOfTimer(facts: FileFacts, duty: Duty): TSESTree.CallExpression | undefined {
  const start = timerProtocolOf(duty)?.start
  if (start === undefined) return undefined
  const starts = facts.nodes.calls.get(start) ?? []
  return starts.find((call) => call === duty.site) ?? startHandedOut(facts, duty)
}

function startHandedOut(
  facts: FileFacts,
  { kind, owed: { witness } }: Duty,
): TSESTree.CallExpression | undefined {
  const handedOut = dutiesOfTimers(facts).find((each) => each.site === witness && each.kind === kind)
  return handedOut?.site.type === 'CallExpression' ? handedOut.site : undefined
}

/** The functions of this file that the timer of a duty may run when it fires. */
export function callbacksOfTimer(facts: FileFacts, duty: Duty): readonly FunctionNode[] {
  const callback = startOfTimer(facts, duty)?.arguments[0]
  return callback ? functionsMeantBy(facts, callback) : []
}

/** The delay of the timer of a duty in milliseconds, unless somebody asks for another; undefined where that is not known, and for frames. */
export function delayOfTimer(facts: FileFacts, duty: Duty): number | undefined {
  const protocol = timerProtocolOf(duty)
  const start = startOfTimer(facts, duty)
  const delay = protocol?.delay === undefined ? undefined : start?.arguments[protocol.delay]
  if (!protocol || !start) return undefined
  const known = delayOf(facts, start, protocol) ?? (delay && usualNumber(facts, delay))
  const given = known === undefined && delay && start !== duty.site ? givenFor(facts, delay, duty) : undefined
  return given ? usualNumber(facts, given) : known
}

/** `createTimer(controller, timeout)`: what the call that hands out a timer gives for the parameter that says how long it waits. */
function givenFor({ bindings }: FileFacts, delay: TSESTree.Node, { site }: Duty): TSESTree.Node | undefined {
  const variable = bindings.variableOf(unwrap(delay))
  const scope = variable && isParameter(variable) ? (variable.scope.block as TSESTree.Node) : undefined
  if (!isFunction(scope)) return undefined
  const index = scope.params.findIndex((each) => bindings.variableOf(each) === variable)
  const given = site.arguments[index]
  return given?.type === 'SpreadElement' ? undefined : given
}
