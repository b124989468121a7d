import type { TSESTree } from '@typescript-eslint/utils'

import { SIGNAL_NAME } from '../../../protocols/signals.js'
import { isModuleVariable, isParameter, soleValue, type Variable } from '../../../syntax/bindings.js'
import { enclosingFunction, isWithin } from '../../../syntax/functions.js'
import { isNothing } from '../../../syntax/nothing.js'
import { calleeName, memberName } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { givenUpBy } from './callers-signals.js'
import { functionsMeantBy } from '../../../cells/call-targets.js'
import { runsAtFinalization } from '../../../lives/ends/finalization.js'
import { makesController } from '../../../lives/signals/controllers.js'
import { perKey, type FileFacts } from '../../../cells/file-facts.js'
import type { Registration } from '../../../ledger/registrations/registration.js'
import { possibleRemovals } from '../../../ledger/registrations/removal-index.js'
import { nodesOfVariable, useOf } from '../../../cells/uses/uses.js'

/**
 * Answers the controller that a listener on a caller's signal aborts, `() => controller.abort()`, where that controller
 * outlives the call, and nothing takes the listener out but the callback of a FinalizationRegistry, which comes too late:
 * the signal keeps the controller, and the controller all that listens to it.
 */
export const forwardedTo = perKey((facts: FileFacts, registration: Registration): Variable | undefined => {
  const { event, protocol, handler, node, target } = registration
  if (event.name !== 'abort' || protocol.add !== 'addEventListener') return undefined
  const scope = enclosingFunction(node)
  const controller = scope && givenUpBy(facts, handler)
  if (!controller || isModuleVariable(controller) || !isCallersSignal(facts, target.node)) return undefined
  const made = soleValue(controller)
  if (!made || !makesController(facts, made) || !outlivesItsCall(facts, controller)) return undefined
  return possibleRemovals(facts, registration).every((removal) => runsAtFinalization(facts, removal.node))
    ? controller
    : undefined
})

/** `signal`, `init.signal`, and a variable that holds one of them. */
function isCallersSignal(facts: FileFacts, target: TSESTree.Node): boolean {
  const node = unwrap(target)
  if (node.type === 'MemberExpression') return isSignalOfParameter(facts, node)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable || !SIGNAL_NAME.test(variable.name)) return false
  if (isParameter(variable)) return true
  return variable.references.some(
    ({ writeExpr }) => writeExpr && !isNothing(writeExpr) && isSignalOfParameter(facts, unwrap(writeExpr)),
  )
}

/** `init.signal`; of `const { signal } = init`, what is written is `init`. */
function isSignalOfParameter(facts: FileFacts, node: TSESTree.Node): boolean {
  const isMember = node.type === 'MemberExpression'
  const root = isMember ? unwrap(node.object) : node
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (!variable || !isParameter(variable)) return false
  return !isMember || SIGNAL_NAME.test(memberName(node) ?? '')
}

/** Whether a controller, or its signal, is returned or stored in something that is there after the call. */
function outlivesItsCall(facts: FileFacts, controller: Variable): boolean {
  return nodesOfVariable(controller).some((node) => {
    const own = useOf(facts, node)
    const use = own.kind === 'property' ? useOf(facts, own.member) : own
    if (use.kind === 'returned') return true
    return use.kind === 'stored' && use.target.type === 'MemberExpression'
  })
}

/** Whether a listener refers to what its call has made by WeakRefs only, and so keeps nothing. */
export function holdsOnlyWeakly(facts: FileFacts, { handler }: Registration): boolean {
  const [callback, ...others] = functionsMeantBy(facts, handler)
  if (!callback || others.length > 0) return false
  const through = facts.sourceCode.scopeManager?.acquire(callback)?.through ?? []
  const held = through.flatMap(({ resolved }) =>
    resolved && resolved.defs.length > 0 && !isModuleVariable(resolved) ? [resolved] : [],
  )
  return held.length > 0 && held.every((variable) => isWeakRef(variable)) && !usesThis(facts, callback)
}

function isWeakRef(variable: Variable): boolean {
  const value = soleValue(variable)
  return value?.type === 'NewExpression' && calleeName(value) === 'WeakRef'
}

function usesThis(facts: FileFacts, callback: TSESTree.Node): boolean {
  if (callback.type !== 'ArrowFunctionExpression') return false
  return facts.nodes.thisExpressions.some((node) => isWithin(node, callback))
}
