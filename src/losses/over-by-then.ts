import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { KeptDuty } from '../ledger/kept-duty.js'
import { link, type Link } from '../ledger/link.js'
import { reschedules } from '../lives/repetition/rescheduling.js'
import { functionName, isWithin, type FunctionNode } from '../syntax/functions.js'
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
    functionsMeantBy(facts, argument).some((each) => functionsRunBy(facts, each).functions.has(region)),
  )
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
