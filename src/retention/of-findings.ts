import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsOfObject } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import { makerText } from '../ledger/duties.js'
import { originalOf, type Duty } from '../ledger/duty.js'
import { startOfTimer } from '../ledger/sources/registered/timers.js'
import { handleOfDuty } from '../losses/handles/handle.js'
import { observerOf } from '../losses/observers/observer.js'
import type { FunctionNode } from '../syntax/functions.js'
import { explainedLoss, explainedOwner } from '../verdict/explain.js'
import type { Finding } from '../verdict/finding.js'
import { findings } from '../verdict/findings.js'
import { holderOfDuty } from '../verdict/holder-of-duty.js'
import { positionOf } from '../verdict/positions.js'
import { retainedByFunctions } from './retained-by-function.js'
import { inCode, inWords, type Retainer, type Retention } from './retention.js'

/** Answers who keeps what has to be ended, of all that may be reported in a file: at each place the surest. */
export function retentionsOfFindings(facts: FileFacts): readonly Retention[] {
  const surest = new Map<TSESTree.Node, Finding>()
  for (const finding of findings(facts)) {
    const known = surest.get(finding.node)
    if (finding.verdict !== 'silent' && (!known || tellsMore(finding, known)))
      surest.set(finding.node, finding)
  }
  return [...surest.values()].map((finding) => {
    const { kind, at, code, reportedAt, links } = explainedLoss(facts, finding)
    return {
      reportedAt,
      path: pathTo(facts, finding.duty),
      loss: { kind, at, code },
      owner: explainedOwner(facts, finding.duty.site),
      links,
    }
  })
}

/** What is sure tells more than what is likely, and a listener more than what merely has an inverse. */
function tellsMore(finding: Finding, known: Finding): boolean {
  if (finding.verdict !== known.verdict) return finding.verdict === 'known'
  return finding.duty.source === 'registration' && known.duty.source !== 'registration'
}

function pathTo(facts: FileFacts, duty: Duty): Retainer[] {
  const { name, until, isCode } = holderOfDuty(facts, duty)
  const at = positionOf(duty.site)
  const [given, functions] = calledBack(facts, duty)
  return [
    { text: name, isCode, note: until, at: null },
    thingOf(duty, at),
    ...retainedByFunctions(facts, given, functions),
  ]
}

function thingOf(duty: Duty, at: Retainer['at']): Retainer {
  const { arrival, kind } = duty
  const note = `begun by ${makerText(duty)}`
  return arrival.as === 'registration'
    ? inCode(`${arrival.registration.event.text} listener`, note, at)
    : inWords(kind.noun, note, at)
}

/** What a duty calls back, as it is given and as the functions that this may be: it is kept together with the duty. */
function calledBack(
  facts: FileFacts,
  duty: Duty,
): [given: TSESTree.Node | undefined, functions: readonly FunctionNode[]] {
  const { arrival, source } = duty
  if (arrival.as === 'registration') {
    const { handler } = arrival.registration
    return [handler, functionsMeantBy(facts, handler)]
  }
  if (source !== 'row-of-registration') return [undefined, []]
  const handle = handleOfDuty(facts, duty)
  const observer = handle && observerOf(facts, handle)
  if (observer) return [undefined, observer.callbacks]
  const site = startOfTimer(facts, duty) ?? originalOf(duty).site
  for (const given of site.arguments) {
    const functions =
      given.type === 'ObjectExpression'
        ? functionsOfObject(facts, given, () => true)
        : functionsMeantBy(facts, given)
    if (functions.length > 0) return [given, functions]
  }
  return [undefined, []]
}
