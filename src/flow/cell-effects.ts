import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { cellOfParameter } from '../cells/cell-of.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { usesOfCell, type CellWrite } from '../cells/uses/uses-of-cell.js'
import type { Use } from '../cells/uses/uses.js'
import type { Duty } from '../ledger/duty.js'
import { COLLECTORS } from '../protocols/teardowns.js'
import { OPENS_ITSELF, TAKES_OVER } from '../protocols/ownership.js'
import { SETTLING_METHODS } from '../protocols/promises.js'
import { mayThrowByName } from '../protocols/throwing.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName } from '../syntax/property-name.js'
import { outermost, unwrap } from '../syntax/unwrap.js'
import { bodyEffect } from './body-effect.js'
import { callsEndingInput } from './conditions/ended-with.js'
import { isLentBefore, releasingLists, returnsOfWhatWraps, type ReleasingLists } from './lending.js'
import { soleCallsOf } from './sole-calls.js'
import { effectOfUse, type CallEffect, type UseEffect } from './use-effect.js'
import type { Effect } from './walk-questions.js'

/** Another to whom the duty goes, or may go. */
export interface Taker {
  readonly node: TSESTree.Node
  readonly isSure: boolean
  readonly reason: string
}

/** What the nodes of a region do to what a cell holds. */
export interface CellEffects {
  /** By node, for a walk. Where `trust` is false, what may take it over does not. */
  readonly effects: ReadonlyMap<TSESTree.Node, Effect>
  /** Where it is ended or handed on. */
  readonly ends: readonly TSESTree.Node[]
  /** Where it is ended. */
  readonly releases: readonly TSESTree.Node[]
  readonly takers: readonly Taker[]
}

/**
 * Answers what the nodes of a region do to the duty that a cell holds, for a cell of any form. What is not named here
 * may throw or end the program, as anything may. With `trusts`, what may take the duty over is taken at its word; without it, it
 * is as if it only borrowed.
 */
export function effectsOfCell(
  facts: FileFacts,
  duty: Duty,
  cell: Cell,
  region: TSESTree.Node,
  trusts = true,
): CellEffects {
  const scope = isFunction(region.parent) ? region.parent : (enclosingFunction(region) ?? region)
  const { uses, writes } = usesOfCell(facts, cell)
  const within = uses.filter(({ node }) => isWithin(node, scope))
  const lists = releasingLists(facts, duty.kind, within)
  const effects = new Map<TSESTree.Node, Effect>()
  const takers: Taker[] = []
  const releases: TSESTree.Node[] = []
  const nested = new Map<FunctionNode, Map<TSESTree.Node, Effect>>()
  for (const use of within) {
    const called = use.kind === 'argument' ? callEffect(facts, duty, use.call, use.index) : 'unknown'
    // What fails where it has failed itself leaves nothing open: `await once(stream, 'open')`.
    if (use.kind === 'argument' && use.index === 0 && waitsByName(use.call)) {
      neverThrows(use.call, effects)
      continue
    }
    const found = effectOfUse(facts, duty, cell, use, called)
    if (!found) {
      // What fails to open has nothing open.
      // A generator that throws has come to its end.
      const isAdvanced = duty.source === 'generator' && use.kind === 'receiver' && use.method === 'next'
      if (use.kind === 'receiver' && (isAdvanced || OPENS_ITSELF.test(use.method ?? '')))
        neverThrows(use.call, effects)
      continue
    }
    const { node, effect, reason } = found
    if (use.kind === 'argument' && isLent(use, effect, lists, writes)) {
      for (const exit of returnsOfWhatWraps(facts, use.call)) effects.set(exit, 'release')
      continue
    }
    if (use.kind === 'argument') ignoreArguments(use.call, effects)
    if (effect === 'takes' || effect === 'mayTake') takers.push({ node, isSure: effect === 'takes', reason })
    else releases.push(node)
    if (effect === 'mayTake' && !trusts) continue
    const inner = outermostFunction(node, scope)
    if (!inner) {
      // What an async function fails with rejects what is waited for.
      const waited = effect === 'endsUnlessThrows' ? outermost(node).parent : undefined
      effects.set(node, waited?.type === 'AwaitExpression' ? 'none' : EFFECTS[effect])
      if (waited?.type === 'AwaitExpression') effects.set(waited, EFFECTS[effect])
      continue
    }
    const ofInner = nested.get(inner) ?? new Map<TSESTree.Node, Effect>()
    nested.set(inner, ofInner.set(node, EFFECTS[effect]))
  }
  for (const node of callsEndingInput(facts, duty)) {
    if (!isWithin(node, scope)) continue
    releases.push(node)
    effects.set(outermostFunction(node, scope) ?? node, 'release')
  }
  for (const [inner, ofInner] of nested) addNested(facts, inner, ofInner, cell, scope, effects)
  const ends = [...effects.keys()].filter((node) => ENDING.has(effects.get(node) ?? 'none'))
  for (const write of writes) addWrite(write, duty, scope, effects)
  return { effects, ends, releases, takers }
}

/** Nothing is open where a call, or what is waited for of it, fails. */
function neverThrows(call: CallNode, effects: Map<TSESTree.Node, Effect>): void {
  const { parent } = outermost(call)
  effects.set(call, 'none')
  if (parent?.type === 'AwaitExpression') effects.set(parent, 'none')
}

/** `pipeline(input, createGzip(), output)`: what is made for the call that ends it or takes it over is as good as made. */
function ignoreArguments(call: CallNode, effects: Map<TSESTree.Node, Effect>): void {
  for (const argument of call.arguments) {
    if (argument.type === 'CallExpression' || argument.type === 'NewExpression') effects.set(argument, 'none')
  }
}

/** `once(emitter, 'open')` of node:events, by whatever name it was wrapped, as a function and not as a method. */
function waitsByName({ callee }: CallNode): boolean {
  return callee.type === 'Identifier' && callee.name === 'once'
}

const EFFECTS: Readonly<Record<UseEffect['effect'], Effect>> = {
  ends: 'release',
  endsUnlessThrows: 'releaseUnlessThrows',
  mayEnd: 'mayRelease',
  takes: 'release',
  mayTake: 'release',
}

const ENDING: ReadonlySet<Effect> = new Set(['release', 'releaseUnlessThrows', 'mayRelease'])

/** A call that keeps what it is given by its name does so whatever comes after. */
function isLent(
  use: Extract<Use, { kind: 'argument' }>,
  effect: UseEffect['effect'],
  lists: ReleasingLists,
  writes: readonly CellWrite[],
): boolean {
  const name = calleeName(use.call) ?? ''
  if (effect !== 'mayTake' && !(effect === 'takes' && use.call.type === 'NewExpression')) return false
  return !COLLECTORS.has(name) && !TAKES_OVER.test(name) && isLentBefore(lists, use, writes)
}

/**
 * What a nested function does counts where that is called, if nothing else is done with it; otherwise from where it is
 * made: when it runs is not known, but that it was meant to is.
 */
function addNested(
  facts: FileFacts,
  inner: FunctionNode,
  ofInner: ReadonlyMap<TSESTree.Node, Effect>,
  cell: Cell,
  scope: TSESTree.Node,
  effects: Map<TSESTree.Node, Effect>,
): void {
  const calls = soleCallsOf(facts, inner, scope)
  const isOwn = [...ofInner.keys()].every((node) => enclosingFunction(node) === inner)
  if (calls.length > 0 && isOwn) {
    const done = bodyEffect(facts, inner.body, ofInner, cell)
    for (const call of calls) if (done !== 'borrows') effects.set(call, EFFECTS[done])
    return
  }
  const guarded = guardedCallOf(inner)
  effects.set(guarded ?? inner, guarded ? 'releaseUnlessThrows' : 'release')
  for (const link of chainBefore(inner)) effects.set(link, 'none')
}

/** A write over the cell by its own function: the walk meets it once what is put there has been evaluated. */
function addWrite(
  { target, value, operator }: CellWrite,
  { site }: Duty,
  scope: TSESTree.Node,
  effects: Map<TSESTree.Node, Effect>,
): void {
  const { parent } = target
  if (parent?.type !== 'AssignmentExpression' || operator !== '=' || !value) return
  if (enclosingFunction(target) !== scope || isWithin(site, parent)) return
  effects.set(parent, isNothing(value) ? 'voids' : 'overwrites')
}

/** The function of a scope, not the scope itself, that a node lies in: the outermost one. */
function outermostFunction(node: TSESTree.Node, scope: TSESTree.Node): FunctionNode | undefined {
  let result: FunctionNode | undefined
  for (
    let current = enclosingFunction(node);
    current && current !== scope && isWithin(current, scope);
    current = enclosingFunction(current)
  ) {
    result = current
  }
  return result
}

/**
 * `try { use(resource, () => resource.close()) } catch { … }`: answers the call that is given a callback, where
 * a handler waits for it to throw; the callback does not run then. Elsewhere nobody expects such a call to throw.
 */
function guardedCallOf(callback: TSESTree.Node): TSESTree.CallExpression | undefined {
  const call = callback.parent
  if (call?.type !== 'CallExpression' || call.callee === callback) return undefined
  if (!mayThrowByName(calleeName(call) ?? '')) return undefined
  let child: TSESTree.Node = call
  for (let current = call.parent; !isFunction(current); child = current, current = current.parent) {
    if (current.type === 'TryStatement' && current.block === child && current.handler) return call
    if (!current.parent) return undefined
  }
  return undefined
}

/**
 * `client.query(…).then(…).finally(() => client.end())`: a failure of the calls before settles the promise
 * that the release hangs on, so that they are no way out.
 */
function chainBefore(release: FunctionNode): TSESTree.Node[] {
  const call = release.parent
  if (call.type !== 'CallExpression' || !SETTLING_METHODS.has(calleeName(call) ?? '')) return []
  const links: TSESTree.Node[] = []
  let current: TSESTree.Node = unwrap(call.callee)
  while (current.type === 'MemberExpression' || current.type === 'CallExpression') {
    if (current.type === 'CallExpression') links.push(current)
    current = unwrap(current.type === 'CallExpression' ? current.callee : current.object)
  }
  return links
}

/**
 * Answers what a call does with the duty of its argument, where what it calls is in view: how the parameter leaves the
 * function, on all of its ways. Unknown for functions of other files, and for those that call each other in a circle.
 */
export function callEffect(facts: FileFacts, duty: Duty, call: CallNode, index: number): CallEffect {
  if (call.type === 'NewExpression' || call.arguments.some(({ type }) => type === 'SpreadElement'))
    return 'unknown'
  const [first, ...others] = functionsMeantBy(facts, call.callee).map((target) =>
    effectOnParameter(facts, duty, target, index, call),
  )
  if (first === undefined) return 'unknown'
  return others.every((other) => other === first) ? first : 'mayTake'
}

/**
 * While a function is walked, it is not known what it does: one that gets there again by way of others tells nothing. One that calls
 * itself, to go on with the same, adds nothing to what it does anyway.
 */
const PENDING = 'pending'

type Summaries = Map<FunctionNode, (CallEffect | typeof PENDING)[]>

/** By what ends it, and by function and parameter: each is walked once for each kind of thing it is given. */
const summaries = perFile(() => ({ byKind: new Map<object, Summaries>(), depth: 0 }))

/** Functions that hand a thing on to each other: where the chain is longer, its end is not followed, and the stack suffices. */
const MAX_CHAIN = 100

function effectOnParameter(
  facts: FileFacts,
  duty: Duty,
  target: FunctionNode,
  index: number,
  call: CallNode,
): CallEffect {
  const state = summaries(facts)
  const { byKind } = state
  const ofKind = byKind.get(duty.kind) ?? (new Map() as Summaries)
  byKind.set(duty.kind, ofKind)
  const known = ofKind.get(target) ?? []
  ofKind.set(target, known)
  const before = known[index]
  if (before === PENDING) return isWithin(call, target) ? 'borrows' : 'unknown'
  if (before !== undefined) return before
  if (state.depth >= MAX_CHAIN) return 'unknown'
  known[index] = PENDING
  state.depth += 1
  const effect = summaryOf(facts, duty, target, index)
  state.depth -= 1
  known[index] = effect
  return effect
}

function summaryOf(facts: FileFacts, duty: Duty, target: FunctionNode, index: number): CallEffect {
  const cell = cellOfParameter(facts, target, index)
  if (!cell) return 'unknown'
  const { writes, isComplete } = usesOfCell(facts, cell)
  if (!isComplete || writes.some(({ target: { parent } }) => parent?.type === 'AssignmentExpression'))
    return 'unknown'
  const found = effectsOfCell(facts, asGiven(duty), cell, target.body)
  if (found.takers.length > 0) return found.takers.every(({ isSure }) => isSure) ? 'takes' : 'mayTake'
  return bodyEffect(facts, target.body, found.effects, cell)
}

/** To a function a duty is a value that it is given, however it arrived; a release that is a function stays one. */
function asGiven(duty: Duty): Duty {
  return duty.arrival.as === 'member' ? duty : { ...duty, arrival: { as: 'value' } }
}
