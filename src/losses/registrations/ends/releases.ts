import { loopAround } from '../../../syntax/loops.js'
import { functionsMeantBy } from '../../../cells/call-targets.js'
import { isOwnFunction } from '../../../ledger/registrations/handlers.js'
import { link, type Link } from '../../../ledger/link.js'
import { takesOut } from '../../../ledger/registrations/matching.js'
import { isDependencyList } from '../../../syntax/dependency-lists.js'
import { isExecutor } from '../../../syntax/functions.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { ENDS_ITSELF } from '../../../protocols/listeners.js'
import { RELEASING_NAME } from '../../../protocols/teardowns.js'
import { neverRuns } from '../../../frameworks/never-run.js'
import { importSource, isParameter, type Variable } from '../../../syntax/bindings.js'
import { enclosingFunction, isWithin } from '../../../syntax/functions.js'
import type { Place } from '../../../syntax/places.js'
import { calleeName } from '../../../syntax/property-name.js'
import { rootOf, unwrap } from '../../../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from '../../../cells/file-facts.js'
import { removals } from '../../../ledger/registrations/registrations.js'
import type { Registration, Removal } from '../../../ledger/registrations/registration.js'
import { possibleRemovals } from '../../../ledger/registrations/removal-index.js'
import { nodesAtPlace, nodesOfVariable, useOf, type Use } from '../../../cells/uses/uses.js'

/** `const stop = bus.on(…)`, `return bus.on(…)`: the result is kept, so it is the way to take it out. */
export function returnsDisposer(facts: FileFacts, registration: Registration): boolean {
  const { node, protocol, target } = registration
  // `tools.addEventListener(target, 'x', f)` is a helper, which may answer what takes it out.
  if (protocol.add === 'addEventListener' && node.arguments[0] !== target.node) return false
  const { kind } = useOf(facts, node)
  // A promise ignores what its executor returns.
  if (kind === 'returned' && isExecutor(enclosingFunction(node))) return false
  return kind !== 'tested' && kind !== 'receiver'
}

/** Whether anything in the file takes the listener out, or may do so. */
export function isTakenOut(facts: FileFacts, registration: Registration): boolean {
  return removalFor(facts, registration) !== undefined
}

/** Answers the removals that may take a listener out, and do not run before it is there. */
export function removalsAfter(facts: FileFacts, registration: Registration): readonly Removal[] {
  return possibleRemovals(facts, registration).filter((each) => !comesBefore(facts, each, registration))
}

/**
 * Answers what takes a listener out, as the link that says so: unknown where it may be another one that it takes out. What the
 * listener does itself, when its event comes, is left out where that is asked for.
 */
export function removalFor(
  facts: FileFacts,
  registration: Registration,
  isByItselfToo = true,
): Link | undefined {
  const handlers = isByItselfToo ? [] : functionsMeantBy(facts, registration.handler)
  const [removal] = removalsAfter(facts, registration).filter(
    ({ node }) => !handlers.some((each) => isWithin(node, each)),
  )
  if (removal) {
    const isSame = takesOut(facts, removal, registration) === 'yes'
    return link(isSame ? 'no' : 'unknown', 'a removal takes it out, or may do so', removal.node)
  }
  return isHandlerReleasedElsewhere(facts, registration)
    ? link('unknown', 'its function is given to what may take it out', registration.handler)
    : undefined
}

/**
 * Answers whether a removal comes before its listener in the same call: `process.off('exit', stop); process.on('exit', stop)`,
 * where each call makes its own `stop`, which at the time of the removal nobody has been given.
 */
export function comesBefore(
  facts: FileFacts,
  { node, handler }: Removal,
  registration: Registration,
): boolean {
  const scope = enclosingFunction(registration.node)
  if (!scope || !handler || enclosingFunction(node) !== scope || node.range[1] > registration.node.range[0])
    return false
  const name = unwrap(handler)
  const variable = name.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  if (variable?.scope.variableScope.block !== scope || isParameter(variable)) return false
  if (!isOwnFunction(facts, name as TSESTree.Identifier)) return false
  const loop = loopAround(registration.node, scope)
  return !loop || isOfTurn(facts, registration.target.node, loop)
}

/** Whether each turn of a loop has a target of its own, so that a turn before has put nothing on it. */
function isOfTurn(facts: FileFacts, target: TSESTree.Node, loop: TSESTree.Node): boolean {
  const declared = facts.bindings.variableOf(rootOf(target))?.identifiers[0]
  return declared !== undefined && isWithin(declared, loop)
}

/** `removeAll(target, handler)`: the handler is given to some other call whose name says that it releases. */
function isHandlerReleasedElsewhere(facts: FileFacts, registration: Registration): boolean {
  const handler = unwrap(registration.handler)
  const variable = handler.type === 'Identifier' ? facts.bindings.variableOf(handler) : undefined
  return variable !== undefined && isReleasedElsewhere(facts, variable)
}

const isReleasedElsewhere = perKey((facts: FileFacts, variable: Variable): boolean =>
  variable.references.some((reference) => {
    const { parent } = reference.identifier as TSESTree.Identifier
    if (parent.type === 'CallExpression' && parent.callee !== reference.identifier) {
      return (
        RELEASING_NAME.test(calleeName(parent) ?? '') &&
        !removalCalls(facts).has(parent) &&
        !neverRuns(facts, parent)
      )
    }
    // Kept in a list, a field or an object: someone may go through it to take listeners out.
    return (
      (parent.type === 'ArrayExpression' && !isDependencyList(parent)) ||
      (parent.type === 'AssignmentExpression' && parent.right === reference.identifier)
    )
  }),
)

const removalCalls = perFile(
  (facts): ReadonlySet<TSESTree.Node> => new Set(removals(facts).map((removal) => removal.node)),
)

/** `this.player.destroy()`: who ends the target owns it, and its listeners go with it. */
export function isTargetEnded(facts: FileFacts, { target }: Registration): boolean {
  const { place } = target
  if (place === undefined || place.startsWith('g:')) return false
  const known = endedTargets(facts).get(place)
  if (known !== undefined) return known
  const root = unwrap(target.node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  // A module that has a close() is there to be opened again.
  if (variable && importSource(variable) !== undefined) return false
  const nodes = place.includes('.') ? nodesAtPlace(facts, place) : variable ? nodesOfVariable(variable) : []
  const isEnded = nodes.some((node) => {
    const use = useOf(facts, node)
    if (use.kind === 'alias')
      return nodesOfVariable(use.variable).some((alias) => isEndedBy(useOf(facts, alias)))
    // `this.response = this.given`, and the end of the one is that of the other.
    const other = use.kind === 'stored' ? facts.places.placeOf(use.target) : undefined
    if (other?.startsWith('this') === true && other.includes('.'))
      return nodesAtPlace(facts, other).some((each) => isEndedBy(useOf(facts, each)))
    return isEndedBy(use)
  })
  endedTargets(facts).set(place, isEnded)
  return isEnded
}

function isEndedBy(use: Use): boolean {
  return use.kind === 'receiver' && use.method !== undefined && ENDS_ITSELF.test(use.method)
}

const endedTargets = perFile(() => new Map<Place, boolean>())
