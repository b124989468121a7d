import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../../cells/file-facts.js'
import { variablesOfCall } from '../../../cells/uses/outer-variables.js'
import { nodesOfVariable } from '../../../cells/uses/uses.js'
import { subscriptionOf } from '../../../ledger/sources/registered/subscriptions.js'
import type { Loss } from '../../../losses/loss.js'
import { ENDS_SIGNALS } from '../../../protocols/listeners.js'
import { END_OF_SOURCE } from '../../../protocols/subscriptions.js'
import { isParameter, type Variable } from '../../../syntax/bindings.js'
import { enclosingFunction } from '../../../syntax/functions.js'
import { memberName } from '../../../syntax/property-name.js'
import { wrapped } from '../../../syntax/unwrap.js'
import { anotherIsEnded } from './forgotten.js'
import { shown, type Shown } from '../shown.js'

/**
 * `panel.disposed.connect(…); this.settings.onChange(() => panel.update())`: what one call makes has an end, at which something else is
 * ended, and is called back for from then on by what the call has found there.
 */
export function listensForWhatEnds(facts: FileFacts, { kind, duty }: Loss): Shown | undefined {
  const { source, node } = (kind === 'dropped' && subscriptionOf(facts, duty)) || {}
  const scope = node && enclosingFunction(node)
  if (!source || !scope || !isOfThis(facts, source)) return undefined
  const used = node.arguments
    .flatMap((each) => functionsMeantBy(facts, each))
    .flatMap((each) => variablesOfCall(facts, each, scope))
  for (const variable of used) {
    if (isParameter(variable)) continue
    const end = endOf(facts, variable)
    if (end) return shown(`${variable.name} ends, and what it listens for does not`, end)
  }
  return undefined
}

/** Whether a thing is found in the instance, rather than made by the call. */
function isOfThis(facts: FileFacts, source: TSESTree.Node): boolean {
  return facts.places.placeOf(source)?.startsWith('this') === true
}

/** Where a function listens for the end of what is in a local: `panel.disposed.connect(f)`, `panel.onDidDispose(f)`. */
const endOf = perKey((_facts: FileFacts, variable: Variable): TSESTree.Node | undefined =>
  nodesOfVariable(variable).find((node) => {
    const member = wrapped(node).parent
    if (member?.type !== 'MemberExpression' || member.object !== wrapped(node)) return false
    const name = memberName(member) ?? ''
    return END_OF_SOURCE.test(name) || ENDS_SIGNALS.test(name)
  }),
)

/** Another of the owner's is ended with it: what is kept beside it was meant to be. */
export function keptBesideEnded(facts: FileFacts, loss: Loss): Shown | undefined {
  return loss.cell && loss.kind !== 'left' && subscriptionOf(facts, loss.duty)
    ? anotherIsEnded(facts, loss)
    : undefined
}
