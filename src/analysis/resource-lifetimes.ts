import { NEVER_REJECTS } from '../protocols/resources.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { isOnEarlyWayOut } from '../syntax/early-way-out.js'
import { effectsOfUses, releasesByFunction } from './resource-uses.js'
import { openExits } from '../flow/exits.js'
import { effectOnEverything, leakingExit } from './resource-exits.js'
import { existsWhen } from '../flow/existence.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import type { Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { Acquisition } from '../ledger/acquisitions.js'
import type { Effect, OpenExit } from '../flow/cell-walk.js'
import { failureWithoutRelease } from './error-handlers.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { isTestCode } from '../lives/test-code.js'
import { useOf } from '../cells/uses.js'

/** A resource that stays open on some way out of the code that acquired it. */
export interface ResourceLeak {
  acquisition: Acquisition
  certainty: Certainty
  /**
   * - `dropped`: the result is thrown away, or used once in a chain, so that nothing can release it
   * - `neverReleased`: kept in a variable that nothing releases or hands on
   * - `neverUndone`: one of the call's own arguments, on which nothing undoes what the call did
   * - `openOnExit`: released, but not on this way out
   * - `openOnRejection`: released where a chain of promises succeeds only
   * - `openOnFailure`: released when an object succeeds, not when it fails
   */
  problem: 'dropped' | 'neverReleased' | 'neverUndone' | 'openOnExit' | 'openOnRejection' | 'openOnFailure'
  variable: Variable | undefined
  /** For one that is kept in no variable: where it is, as the code names it. */
  text?: string
  /** For one that belongs to an effect: where that ends, as a message says it. */
  end?: string
  exit: OpenExit | undefined
  /** For `openOnRejection` the chain, for `openOnFailure` the handler that does not release it. */
  skipped?: TSESTree.Node
  /** Where it is released or handed on. */
  ends: readonly TSESTree.Node[]
}

/** What an identifier stands for, such as an object URL, is released by whoever uses it up. */
export function leakOfHandlers(
  facts: FileFacts,
  found: Pick<ResourceLeak, 'acquisition' | 'variable' | 'ends'>,
): ResourceLeak | undefined {
  const { protocol } = found.acquisition
  if (protocol.methods.length > 0 || found.ends.length === 0) return undefined
  const skipped = failureWithoutRelease(facts, found.ends)
  return skipped && { ...found, certainty: 'known', problem: 'openOnFailure', exit: undefined, skipped }
}

/** Answers the same for one that arrives as a parameter of a callback. */
export function leakOfParameter(
  facts: FileFacts,
  acquisition: Acquisition,
  callback: FunctionNode,
  index: number,
): ResourceLeak | undefined {
  const parameter = callback.params[index]
  const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  if (!variable) return undefined
  const error = index > 0 ? callback.params[0] : undefined
  return leakIn(facts, acquisition, variable, callback.body, undefined, error)
}

/** Answers how a resource that is put into a variable stays open; undefined where it does not, or others may close it. */
export function leakOfVariable(
  facts: FileFacts,
  acquisition: Acquisition,
  variable: Variable,
): ResourceLeak | undefined {
  const region = regionOf(variable)
  if (!region || isUsing(variable) || !isWithin(acquisition.node, region)) return undefined
  // Kept by a function around this one: others may release it after this function has ended.
  if (enclosingFunction(acquisition.node) !== functionOf(region)) return undefined
  const start = openingOf(acquisition, variable)
  return start && leakIn(facts, acquisition, variable, region, start, undefined)
}

/** What opens the resource: its acquisition, or `await client.connect()` after `new Client()`. */
function openingOf({ node, protocol }: Acquisition, variable: Variable): TSESTree.Node | undefined {
  const { opensBy, form } = protocol.acquire
  if (opensBy === undefined) return wrapped(node)
  for (const { identifier } of variable.references) {
    const { parent: member } = identifier
    if (member.type !== 'MemberExpression' || memberName(member) !== opensBy) continue
    if (enclosingFunction(member) === enclosingFunction(node)) return wrapped(member.parent)
  }
  return form === 'method' ? wrapped(node) : undefined
}

/** The block or function body whose end is the end of a variable. */
function regionOf(variable: Variable): TSESTree.Node | undefined {
  const block = variable.scope.block as TSESTree.Node
  if (isFunction(block)) return block.body
  return block.type === 'Program' ? undefined : block
}

function functionOf(region: TSESTree.Node): FunctionNode | undefined {
  return isFunction(region.parent) ? region.parent : enclosingFunction(region)
}

function isUsing(variable: Variable): boolean {
  const parent = variable.defs[0]?.parent as TSESTree.Node | null | undefined
  return parent?.type === 'VariableDeclaration' && (parent.kind === 'using' || parent.kind === 'await using')
}

/**
 * Answers the writes that put something else into the variable of a resource which is certainly open then. Empty
 * where its function does not keep it to itself.
 */
export function overwritesOfVariable(
  facts: FileFacts,
  acquisition: Acquisition,
  variable: Variable,
): TSESTree.Node[] {
  const region = regionOf(variable)
  const scope = region && functionOf(region)
  if (!region || !isWithin(acquisition.node, region) || enclosingFunction(acquisition.node) !== scope)
    return []
  const start = openingOf(acquisition, variable)
  const writes = new Set(
    variable.references
      .filter((reference) => reference.isWrite() && !reference.init)
      .map(({ identifier }) => identifier.parent)
      .filter((write) => enclosingFunction(write) === scope && !isWithin(acquisition.node, write)),
  )
  if (!start || writes.size === 0) return []
  const effects = effectsOfUses(facts, acquisition, variable, scope ?? region)
  const exits = openExits(region, {
    acquisition: start,
    effectOf: (node) => {
      if (writes.has(node)) return 'overwrites'
      return effects.get(node) ?? effectOnEverything(facts, node)
    },
    existsWhen: (test) => existsWhen(facts, test, variable, undefined),
  })
  return (exits ?? [])
    .filter(({ kind, open }) => kind === 'overwrite' && open === 'yes')
    .map(({ node }) => node)
}

function leakIn(
  facts: FileFacts,
  acquisition: Acquisition,
  variable: Variable,
  region: TSESTree.Node,
  start: TSESTree.Node | undefined,
  error: TSESTree.Node | undefined,
): ResourceLeak | undefined {
  const { protocol } = acquisition
  const effects = effectsOfUses(facts, acquisition, variable, functionOf(region) ?? region)
  const ends = [...effects.keys()].filter((node) => effects.get(node) === 'release')
  const found = { acquisition, variable, ends }
  if (effects.size === 0) {
    return { ...found, certainty: 'known', problem: 'neverReleased', exit: undefined }
  }
  // Handed on before it was opened: others know of it, and what opens it later changes nothing for them.
  if (start && ends.some((node) => node.range[1] <= start.range[0])) return undefined
  if (start && ends.some((node) => isWithin(node, start))) {
    return leakInOpeningCallback(facts, acquisition, variable, start)
  }
  const failing = leakOfHandlers(facts, { ...found, ends: released(facts, protocol, variable) })
  if (failing) return failing
  const chain = protocol.exceptions ? successOnly(ends, start) : undefined
  if (chain) {
    return { ...found, certainty: 'known', problem: 'openOnRejection', exit: undefined, skipped: chain }
  }
  const nested = soleCallback(facts, effects, variable)
  if (nested) {
    const inner = leakIn(facts, acquisition, variable, nested.body, undefined, undefined)
    if (inner?.certainty === 'known' && inner.exit && inner.exit.kind !== 'throw') return inner
  }
  const exit = leakingExit(region, protocol, {
    acquisition: start,
    effectOf: (node) => effects.get(node) ?? effectOnEverything(facts, node),
    existsWhen: (test) => existsWhen(facts, test, variable, error),
  })
  if (!exit) return undefined
  if (acquisition.isInferred && isPlainThrow(exit)) return undefined
  if (exit.kind === 'throw' && isTestCode(facts)) return undefined
  // `given ?? open()`, released where it was not given: the two conditions say the same.
  if (exit.open === 'unknown' && isConditional(acquisition.node)) return undefined
  // What is used by awaiting it fails by rejecting: that anything else throws is only possible.
  const isSure =
    exit.open === 'yes' &&
    !(protocol.awaits && isPlainThrow(exit)) &&
    !(protocol.isLongLived && ends.every(isOnEarlyWayOut))
  return { ...found, certainty: isSure ? 'known' : 'likely', problem: 'openOnExit', exit }
}

/** An exception of a call that nobody awaits: of what is only inferred, few expect one. */
function isPlainThrow({ kind, node }: OpenExit): boolean {
  return kind === 'throw' && node.type !== 'AwaitExpression' && node.type !== 'ThrowStatement'
}

/** Whether an expression is evaluated under a condition of the expression around it. */
function isConditional(node: TSESTree.Node): boolean {
  const type = wrapped(node).parent?.type
  return type === 'LogicalExpression' || type === 'ConditionalExpression'
}

/** The uses of a variable in calls of the functions that release it. */
function released(facts: FileFacts, protocol: ResourceProtocol, { references }: Variable): TSESTree.Node[] {
  return references
    .map(({ identifier }) => identifier as TSESTree.Node)
    .filter((node) => {
      const use = useOf(facts, node)
      return use.kind === 'argument' && releasesByFunction(facts, protocol, calleeName(use.call) ?? '')
    })
}

/**
 * `client.query(…).then(() => client.end())`: answers the chain of promises where a callback for its success is
 * all that releases, and something before that may fail.
 */
function successOnly(
  ends: readonly TSESTree.Node[],
  start: TSESTree.Node | undefined,
): TSESTree.Node | undefined {
  let chain: TSESTree.Node | undefined
  for (const end of ends) {
    const call = end.parent
    if (!isFunction(end) || call?.type !== 'CallExpression' || calleeName(call) !== 'then') return undefined
    if (call.arguments.length !== 1 || call.callee.type !== 'MemberExpression') return undefined
    const before = unwrap(call.callee.object)
    if (before === start || before.type !== 'CallExpression' || !mayReject(before)) return undefined
    chain ??= before
  }
  return chain
}

/** A chain that has handled its failures, or waits for a time, goes on in any case. */
function mayReject(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? ''
  if (name === 'then') return call.arguments.length < 2
  return !NEVER_REJECTS.has(name)
}

/** `client.connect((error) => { …; client.end() })`: the callback of the opening call ends what it opens. */
function leakInOpeningCallback(
  facts: FileFacts,
  acquisition: Acquisition,
  variable: Variable,
  start: TSESTree.Node,
): ResourceLeak | undefined {
  const callback = start.type === 'CallExpression' ? start.arguments.at(-1) : undefined
  if (!isFunction(callback)) return undefined
  const [error] = callback.params
  return leakIn(facts, acquisition, variable, callback.body, undefined, error)
}

/**
 * `read(fd, (error) => { …; close(fd) })`: answers the callback that holds every release, where it is the
 * last argument of a call that is given the resource, so that it runs once the call is done.
 */
function soleCallback(
  facts: FileFacts,
  effects: ReadonlyMap<TSESTree.Node, Effect>,
  variable: Variable,
): FunctionNode | undefined {
  const [only, ...others] = [...effects.keys()].filter((node) => effects.get(node) === 'release')
  if (!only || others.length > 0 || !isFunction(only) || only.params.length === 0) return undefined
  const { parent } = only
  if (parent.type !== 'CallExpression' || parent.arguments.at(-1) !== only) return undefined
  const [first] = parent.arguments
  return first?.type === 'Identifier' && facts.bindings.variableOf(first) === variable ? only : undefined
}
