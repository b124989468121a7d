import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { link, type Link } from '../ledger/link.js'
import { callsOf } from '../lives/repetition/calls.js'
import { reschedules } from '../lives/repetition/rescheduling.js'
import { isParameter } from '../syntax/bindings.js'
import { functionName, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'

/** Answers the callback of a timeout or frame that runs a function, or of the end of what it is of: what is kept of that is over by then. */
export function callbackThatRuns(
  facts: FileFacts,
  { made }: KeptDuty,
  region: FunctionNode,
): TSESTree.Node | undefined {
  // `source.subscribe({ complete: () => all.delete(it) })`
  if (isWithin(region, made) && ENDS.test(functionName(region) ?? '')) return region
  if (!RUNS_ONCE.test(calleeName(made) ?? '')) return undefined
  return made.arguments.find((argument) =>
    callbacksAt(facts, argument).some((each) => functionsRunBy(facts, each).functions.has(region)),
  )
}

/** The functions that an argument means; of a parameter, those that the calls of its function in this file are given for it. */
function callbacksAt(facts: FileFacts, argument: TSESTree.Node): readonly FunctionNode[] {
  const meant = functionsMeantBy(facts, argument)
  const variable = meant.length === 0 ? facts.bindings.variableOf(argument) : undefined
  const scope = variable && isParameter(variable) ? (variable.defs[0]?.node as TSESTree.Node) : undefined
  if (!isFunction(scope)) return meant
  const index = scope.params.findIndex((each) => each === variable?.identifiers[0])
  return callsOf(facts, scope).flatMap(({ arguments: given }) => {
    const [value] = given.slice(index, index + 1)
    return index >= 0 && value ? functionsMeantBy(facts, value) : []
  })
}

/** Members by which what is made is told that it is over. */
const ENDS = /^_*(?:on_?)?(?:complete|completed|end|ended|close|closed|finish|finished)$/i

const RUNS_ONCE = /timeout|frame|idle|immediate/i

/** A timeout ends by itself, in time, unless what it runs starts it again. Undefined for anything else. */
export function endsInTime(facts: FileFacts, { made }: KeptDuty): Link | undefined {
  const timer = calleeName(made) === 'unref' && made.type === 'CallExpression' ? receiverOf(made) : made
  if (timer?.type !== 'CallExpression' || calleeName(timer) !== 'setTimeout') return undefined
  return reschedules(facts, timer) === 'no' ? link('likely', 'a timeout ends by itself, in time') : undefined
}
