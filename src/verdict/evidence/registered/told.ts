import type { FileFacts } from '../../../cells/file-facts.js'
import { isCalled } from '../../../cells/uses/outer-variables.js'
import { parametersOf, tellsWhat } from '../../../cells/uses/told.js'
import { multiplicityOf } from '../../../lives/multiplicity.js'
import { runsOf } from '../../../lives/repetition/runs.js'
import type { Loss } from '../../../losses/loss.js'
import { beginsSession } from '../../../protocols/teardowns.js'
import { enclosingFunction, functionName, isExecutor, type FunctionNode } from '../../../syntax/functions.js'
import { rootOf } from '../../../syntax/unwrap.js'
import { shown, type Shown } from '../shown.js'

/** A piece of work that is told what to do is done for one thing after another: `request(url)` waits once for each of them. */
export function isToldEachTime(facts: FileFacts, loss: Loss): Shown | undefined {
  return isOnPage(loss) ? undefined : toldBy(facts, loss)
}

/** So may be what listens to the page itself, unless it is told what there is one of: `forward(bus)`. */
export function isToldPerhaps(facts: FileFacts, loss: Loss): Shown | undefined {
  return isOnPage(loss) ? toldBy(facts, loss) : undefined
}

function isOnPage(loss: Loss): boolean {
  const { target, protocol } = loss.listener?.registration ?? {}
  const isPage = protocol?.add === 'addEventListener' && target?.place?.startsWith('g:') === true
  return isPage && !isExecutor(scopeOf(loss))
}

function scopeOf({ listener }: Loss): FunctionNode | undefined {
  return listener && enclosingFunction(listener.registration.node)
}

/** Not what begins a session, and not a function that it calls back: that is what its caller listens with. */
function toldBy(facts: FileFacts, loss: Loss): Shown | undefined {
  const { listener } = loss
  if (!listener) return undefined
  const { target } = listener.registration
  const scope = scopeOf(loss)
  const work = isExecutor(scope) ? enclosingFunction(scope.parent) : scope
  if (!work || beginsSession(functionName(work) ?? '')) return undefined
  const root = facts.bindings.variableOf(rootOf(target.node))
  const parameters = parametersOf(facts, work)
  // `onPage(name, f)`: what it calls back is what its caller listens with, unless a promise is settled by it.
  if (scope === work && parameters.some(isCalled)) return undefined
  if (scope === work && functionName(work) !== undefined && isCalledOnce(facts, work)) return undefined
  const told = parameters.find((variable) => variable !== root && tellsWhat(variable))
  return told && shown(`each call does it for another ${told.name}`, told.identifiers[0])
}

/** Whether one call is all that runs a function: what that tells it, it is told once for each run of its caller. */
function isCalledOnce(facts: FileFacts, work: FunctionNode): boolean {
  const [only, ...others] = runsOf(facts, work)
  return only?.by === 'code' && others.length === 0 && multiplicityOf(facts, only.at).times !== 'many'
}
