import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { basesOf, isInherited } from '../../cells/definitions/inherited-fields.js'
import { componentOfClass } from '../../frameworks/component-homes.js'
import { link, type Link } from '../../ledger/link.js'
import { holderOf } from '../../lives/lifetime.js'
import { callsIn } from '../../lives/repetition/calls.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { runsOf } from '../../lives/repetition/runs.js'
import { functionsOfTeardowns, runsWithin } from '../../lives/ends/teardown.js'
import { DISPOSABLE_BASE, isTeardownName, WITHOUT_TEARDOWN } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isClass,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  type ClassNode,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import type { Cell } from '../../cells/cell.js'
import type { EndsOfHandle } from './ends-of-handle.js'
import type { Handle } from './handle.js'

/** Answers who else may end what a handle is of, whether the file ends it or not; undefined where nobody is seen who may. */
export function othersWithHandle(
  facts: FileFacts,
  { cell, owner, duty }: Handle,
  { taker }: EndsOfHandle,
): Link | undefined {
  if (taker) return link('unknown', taker.reason, taker.node)
  if (!cell) return undefined
  if (isThereOnce(cell, duty)) return link('unknown', `${cell.text} lives as long as the module`, cell.target)
  if (isKeptOutside(facts, cell)) return link('likely', `${cell.text} belongs to another`, cell.target)
  if (cell.kind !== 'field' || !owner) return undefined
  const inherited = isInherited(facts, owner.node, {
    name: cell.text.replace(/^this\./, ''),
    target: cell.target,
  })
  if (inherited === 'yes') return link('no', 'the field belongs to the base class', cell.target)
  if (inherited === 'no') return undefined
  const asked = baseAskedAtEnd(facts, owner)
  if (asked) return link('unknown', 'the base class may own the field, and end it', asked)
  // The bases of components are a framework's, and mixins for it: they have no timers of their users.
  const isComponent = isClass(owner.node) && componentOfClass(facts, owner.node) !== undefined
  return isComponent ? undefined : link('likely', 'the base class may own the field', cell.target)
}

/** What is there once, for all who want it, is theirs to end: in a variable of the module, or of what runs while that loads. */
function isThereOnce({ kind, variable, scope }: Cell, { site }: Handle['duty']): boolean {
  if (kind === 'module') return true
  if (kind === 'static') return runsAtModuleLoad(site)
  return scope !== undefined && variable?.identifiers.some((name) => runsAtModuleLoad(name)) === true
}

/** Answers who else may run what ends it, at the end of its owner or when that is told to; undefined where nobody is seen who may. */
export function othersWhoEnd(
  facts: FileFacts,
  handle: Handle,
  ends: readonly TSESTree.Node[],
): Link | undefined {
  return (
    endedFromOutside(facts, handle, ends) ??
    settledByCall(handle) ??
    endedByBase(facts, handle, ends) ??
    endedByAbort(facts, handle, ends) ??
    endedOnRequest(facts, handle, ends)
  )
}

/** An end in a function that an object keeps, or a handler: who runs that, and when, is not seen. */
function endedFromOutside(
  facts: FileFacts,
  { owner }: Handle,
  ends: readonly TSESTree.Node[],
): Link | undefined {
  if (owner?.kind !== 'instance') return undefined
  const other = ends.find((end) => isRunByOthers(end) && memberHomeOf(facts, end) !== owner.home)
  return other && link('unknown', 'others may run what ends it', other)
}

/** A variable of the call that begins it: the call itself, or its callbacks, settle it. */
function settledByCall({ cell, duty, owner }: Handle): Link | undefined {
  if (cell?.kind !== 'local' || !owner || !cell.scope) return undefined
  const isOfCall =
    // What a function around the whole owner has is there for all of its members.
    (owner.kind === 'instance' && isWithin(cell.scope, owner.node)) ||
    owner.kind === 'request' ||
    (owner.node !== cell.scope && cell.scope === enclosingFunction(duty.site))
  return isOfCall ? link('unknown', 'the call that begins it, or its callbacks, settle it') : undefined
}

/** A base class of another file, whose end is asked, may call the members that it knows of. */
function endedByBase(facts: FileFacts, handle: Handle, ends: readonly TSESTree.Node[]): Link | undefined {
  const { owner } = handle
  if (!owner || !baseAskedAtEnd(facts, owner)) return undefined
  const known = openMembersThatEnd(facts, handle, ends)[0]
  return known && link('unknown', `its base class may call ${functionName(known) ?? 'what ends it'}()`, known)
}

/** An owner that has no end of its own, and a member that ends it for whoever asks. */
function endedOnRequest(facts: FileFacts, handle: Handle, ends: readonly TSESTree.Node[]): Link | undefined {
  const { owner } = handle
  if (owner?.kind !== 'instance' || owner.teardowns.length > 0 || owner.ends === 'yes') return undefined
  const known = openMembersThatEnd(facts, handle, ends)[0]
  return known && link('unknown', `${functionName(known) ?? 'a member'}() ends it`, known)
}

/** The members that others may call, and that end it without beginning another one. */
function openMembersThatEnd(
  facts: FileFacts,
  { duty, owner }: Handle,
  ends: readonly TSESTree.Node[],
): readonly FunctionNode[] {
  const begins = enclosingFunctions(duty.site)
  return ends
    .flatMap((end) => [...functionsThatRun(facts, end)])
    .filter(
      (each) =>
        facts.places.memberOf(each)?.home === owner?.home &&
        runsOf(facts, each).some(({ by }) => by === 'host') &&
        !begins.some((begin) => functionsRunBy(facts, each).functions.has(begin)),
    )
}

/** The functions of this file that run a node, directly or through others. */
const functionsThatRun = perKey((facts: FileFacts, node: TSESTree.Node): ReadonlySet<FunctionNode> => {
  const found = new Set(enclosingFunctions(node))
  for (const each of found) {
    for (const run of runsOf(facts, each)) {
      if (run.by === 'code') for (const scope of enclosingFunctions(run.at)) found.add(scope)
    }
  }
  return found
})

/** Where the end of an owner asks its base class, which is not of this file: `super.destroy()`, `this.close()` that it inherits. */
function baseAskedAtEnd(facts: FileFacts, owner: NonNullable<Handle['owner']>): TSESTree.Node | undefined {
  const { node, teardowns } = owner
  if (!isClass(node) || !hasUnseenBase(facts, node)) return undefined
  const asks = [...facts.nodes.calls.values()]
    .flat()
    .find((call) => isWithin(call, node) && asksBase(node, call) && runsWithin(facts, call, teardowns))
  // Without an end of its own it has that of its base.
  return asks ?? (teardowns.length === 0 ? (node.superClass ?? undefined) : undefined)
}

function hasUnseenBase(facts: FileFacts, node: ClassNode): boolean {
  const chain = [node, ...basesOf(facts, node)]
  const base = chain.at(-1)?.superClass
  const text = base ? facts.sourceCode.getText(base) : ''
  return (
    text !== '' &&
    !WITHOUT_TEARDOWN.test(text) &&
    !DISPOSABLE_BASE.test(text) &&
    !componentOfClass(facts, node)
  )
}

function asksBase({ body }: ClassNode, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return false
  if (callee.object.type === 'Super') return true
  const name = calleeName(call) ?? ''
  return (
    callee.object.type === 'ThisExpression' &&
    isTeardownName(name, call.arguments.length, new Set()) &&
    !body.body.some((element) => 'key' in element && keyName(element.key, element.computed) === name)
  )
}

/** The end aborts the work that it waits for, and where that fails, or is over, it is ended. */
function endedByAbort(
  facts: FileFacts,
  { owners }: Handle,
  ends: readonly TSESTree.Node[],
): Link | undefined {
  const end = ends.find((each) => runsWhereWorkFails(each))
  const abort =
    end &&
    (facts.nodes.calls.get('abort') ?? []).find((call) =>
      owners.some(({ teardowns }) => runsWithin(facts, call, teardowns)),
    )
  const isGiven = (facts.nodes.members.get('signal') ?? []).length > 0
  return abort && isGiven ? link('unknown', 'its end aborts the work, and that ends it', abort) : undefined
}

/** In the callback of `.catch()` or `.finally()`, the second of `.then()`, in a `catch` or `finally` around what is awaited. */
function runsWhereWorkFails(node: TSESTree.Node): boolean {
  for (let child = node, current = node.parent; current; child = current, current = current.parent) {
    if (isFunction(child) && current.type === 'CallExpression') {
      const name = calleeName(current)
      if (name === 'catch' || name === 'finally') return true
      if (name === 'then' && current.arguments[1] === child) return true
    }
    if (current.type === 'CatchClause') return enclosingFunction(current)?.async === true
    if (current.type === 'TryStatement' && current.finalizer === child) {
      return enclosingFunction(current)?.async === true
    }
  }
  return false
}

/**
 * `setTimeout(this.dispose, ms)`: the timer brings the end about; so does what begins it on the way there. One that is called off
 * where what it waits for has come limits that: an end that comes before leaves it.
 */
export function endedTogether(
  facts: FileFacts,
  { duty, owners }: Handle,
  callbacks: readonly FunctionNode[],
  clears: readonly TSESTree.Node[],
): Link | undefined {
  const ends = new Set(owners.flatMap(({ teardowns }) => [...functionsOfTeardowns(facts, teardowns)]))
  const callback = callbacks.find((target) => {
    const { functions, isComplete } = functionsRunBy(facts, target)
    return !isComplete || [...functions].some((each) => ends.has(each))
  })
  const scope = enclosingFunction(duty.site)
  if (callback) {
    const calledOff = clears.find((each) => enclosingFunction(each) !== scope)
    return calledOff
      ? link('likely', 'it brings the end about, unless that comes before', calledOff)
      : link('no', 'it brings the end about', callback)
  }
  return scope && isBegunOnTheWay(facts, scope, ends)
}

function isBegunOnTheWay(
  facts: FileFacts,
  scope: FunctionNode,
  ends: ReadonlySet<FunctionNode>,
): Link | undefined {
  if (ends.has(scope) || facts.places.memberOf(scope) === undefined) return undefined
  const end = callsIn(facts, scope).find(
    (call) =>
      runsEachTime(facts, call) && functionsMeantBy(facts, call.callee).some((target) => ends.has(target)),
  )
  return end && link('no', 'what begins it ends its owner', end)
}

/** `session.timer`: whoever that belongs to may end it, and it has an end of its own. */
function isKeptOutside(facts: FileFacts, cell: Cell): boolean {
  const { origin } = holderOf(facts, rootOf(cell.target))
  return cell.kind === 'member' && (origin === 'parameter' || origin === 'import')
}

/** The place of the instance or object whose member a node stands in. */
function memberHomeOf(facts: FileFacts, node: TSESTree.Node): Place | undefined {
  const scope = enclosingFunction(node)
  return scope && facts.places.memberOf(scope)?.home
}

/** Whether a node lies in a function that is kept in an object or a field: it is not visible who runs it. */
function isRunByOthers(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope || !enclosingFunction(scope)) return false
  const { parent } = scope
  return (
    parent.type === 'AssignmentExpression' ||
    (parent.type === 'Property' && parent.parent.parent.type !== 'CallExpression')
  )
}
