import type { TSESTree } from '@typescript-eslint/utils'

import { ABANDONING_EVENTS, REMOVING_CALLS } from '../../protocols/collections.js'
import { functionsMeantBy, functionsRunByAll, MAX_REACH } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Shrink } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import type { CollectionUses } from '../../ledger/collections/uses.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { enclosingTry } from '../../syntax/jumps.js'
import { awaitsIn } from '../../lives/ends/past-end.js'
import { endOfInstanceAt } from '../../lives/collections/ends-of-entries.js'
import { soleValue } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { rootOf, unwrap, wrapped } from '../../syntax/unwrap.js'

/**
 * What sets off the removals of a collection, all of them together.
 *
 * - `never`: nothing takes entries out
 * - `end`: only the end of the owner does, with everything else that it has
 * - `failure`: only a listener for a failure or for being called off does, which the way of success never meets
 * - `success`: only work that goes well does, after an `await` whose failure leaves all that is there
 * - `balanced`: something takes entries out at another time, for all that is known when it is due
 */
export interface Balance {
  readonly by: 'never' | 'end' | 'failure' | 'success' | 'balanced'
  /** The removal that shows it. */
  readonly removal: Shrink | undefined
  /** How a message names what sets it off: `close()`, `'abort'`. */
  readonly trigger: string | undefined
}

/** Answers what takes entries out of a collection, by what triggers it. A limit, and code that is not seen, balance. */
export function balanceOf(
  facts: FileFacts,
  { collection, shrinks, isBounded, escapes }: CollectionUses,
): Balance {
  const [removal] = shrinks
  if (isBounded || escapes) return { by: 'balanced', removal, trigger: undefined }
  if (isEmptiedThroughOthers(facts, collection)) return { by: 'balanced', removal, trigger: undefined }
  if (!removal) return { by: 'never', removal: undefined, trigger: undefined }
  const ends = shrinks.map(({ node }) => endOfInstanceAt(facts, node, collection.home))
  if (ends.every((end) => end !== undefined)) {
    const [end] = ends
    return { by: 'end', removal, trigger: end?.name }
  }
  const failures = shrinks.map((shrink) => failureBehind(facts, shrink))
  const [failure] = failures
  if (failure && failures.every((each) => each !== undefined) && !isCalledOffInFinally(facts)) {
    return { by: 'failure', removal, trigger: failure.event.text }
  }
  if (shrinks.every((shrink) => isOnSuccess(facts, shrink))) {
    return { by: 'success', removal, trigger: undefined }
  }
  return { by: 'balanced', removal, trigger: undefined }
}

/** `try { await send(list); list.splice(0) } catch { … }`: what is caught leaves all that is there. */
function isOnSuccess(facts: FileFacts, { node, extent }: Shrink): boolean {
  const scope = enclosingFunction(node)
  const around = scope && extent !== 'entry' ? enclosingTry(node) : undefined
  if (!around?.handler || around.finalizer || !scope) return false
  // What is taken out one by one is put to use: a pool gets it back.
  if (wrapped(node).parent?.type !== 'ExpressionStatement' && node.parent?.type !== 'AssignmentExpression')
    return false
  return awaitsIn(facts, scope).some((each) => isWithin(each, around.block) && each.range[1] <= node.range[0])
}

/** `this.owner.parts.delete(this)`: code of what is in it takes entries out by way of another object. */
function isEmptiedThroughOthers(facts: FileFacts, { nodes: [first] }: Collection): boolean {
  const member = first && unwrap(first)
  const name = member?.type === 'MemberExpression' ? memberName(member) : undefined
  return name !== undefined && emptiedMembers(facts).has(name)
}

/** The names of properties of other objects than `this` from which something is taken out. */
const emptiedMembers = perFile((facts): ReadonlySet<string> => {
  const found = new Set<string>()
  for (const method of REMOVING_CALLS) {
    for (const { callee } of facts.nodes.calls.get(method) ?? []) {
      const collection = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
      if (collection.type !== 'MemberExpression' || unwrap(collection.object).type !== 'MemberExpression')
        continue
      const name = memberName(collection)
      if (name !== undefined) found.add(name)
    }
  }
  return found
})

/** The listener for a failure in which an entry is taken out by its key. */
function failureBehind(facts: FileFacts, { node, extent }: Shrink): Registration | undefined {
  if (extent !== 'entry') return undefined
  for (const scope of enclosingFunctions(node)) {
    const found = failureListeners(facts).get(scope)
    if (found) return found
  }
  return undefined
}

/** `finally { controller.abort() }`, `work.finally(cleanup)`: what has gone well is called off as well. */
const isCalledOffInFinally = perFile((facts): boolean => {
  const calls = facts.nodes.calls.get('abort') ?? []
  if (calls.length === 0) return false
  const { functions } = functionsRunByAll(facts, runInFinally(facts), MAX_REACH)
  return calls.some(
    (call) => isInFinalizer(call) || enclosingFunctions(call).some((scope) => functions.has(scope)),
  )
})

/** The functions that run when something is over in any way. */
function runInFinally(facts: FileFacts): readonly FunctionNode[] {
  const given = (facts.nodes.calls.get('finally') ?? []).flatMap(({ arguments: [callback] }) =>
    callback ? functionsMeantBy(facts, callback) : [],
  )
  const called = [...facts.nodes.calls.values()]
    .flat()
    .filter(isInFinalizer)
    .flatMap(({ callee }) => functionsMeantBy(facts, callee))
  return [...given, ...called]
}

function isInFinalizer(node: TSESTree.Node): boolean {
  for (let current = node; current.parent && !isFunction(current); current = current.parent) {
    if (current.parent.type === 'TryStatement' && current.parent.finalizer === current) return true
  }
  return false
}

const failureListeners = perFile((facts): ReadonlyMap<FunctionNode, Registration> => {
  const found = new Map<FunctionNode, Registration>()
  for (const registration of registrations(facts)) {
    if (!ABANDONING_EVENTS.has(registration.event.name ?? '')) continue
    // The signal of a caller is the end that it has asked for.
    if (!isMadeHere(facts, registration.target.node)) continue
    for (const scope of functionsMeantBy(facts, registration.handler)) found.set(scope, registration)
  }
  return found
})

/** `const controller = new AbortController()`, `const child = spawn()`: what a function makes itself. */
function isMadeHere(facts: FileFacts, target: TSESTree.Node): boolean {
  const variable = facts.bindings.variableOf(rootOf(target))
  const made = variable && soleValue(variable)
  return made?.type === 'NewExpression' || made?.type === 'CallExpression'
}
