import type { TSESTree } from '@typescript-eslint/utils'

import { effectsOfUses, releases } from './resource-uses.js'
import { existsWhen } from './resource-tests.js'
import { NEVER_THROWS, type ResourceProtocol } from '../protocols/resources.js'
import type { Variable } from '../syntax/bindings.js'
import {
  enclosingFunction,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  type FunctionNode,
} from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { acquisitions, type Acquisition } from './acquisitions.js'
import type { Effect, OpenExit } from './exit-walk.js'
import { openExits } from './exits.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { useOf, type Use } from './uses.js'

/** A resource that stays open on some way out of the code that acquired it. */
export interface ResourceLeak {
  acquisition: Acquisition
  certainty: Certainty
  /**
   * - `dropped`: the result is thrown away, or used once in a chain, so that nothing can release it
   * - `neverReleased`: kept in a variable that nothing releases or hands on
   * - `openOnExit`: released, but not on this way out
   */
  problem: 'dropped' | 'neverReleased' | 'openOnExit'
  variable: Variable | undefined
  exit: OpenExit | undefined
  /** Where it is released or handed on. */
  ends: readonly TSESTree.Node[]
}

/** Answers the resources of a file that stay open on some way out. */
export const resourceLeaks = perFile((facts): readonly ResourceLeak[] =>
  acquisitions(facts).flatMap((acquisition) => leakOf(facts, acquisition) ?? []),
)

function leakOf(facts: FileFacts, acquisition: Acquisition): ResourceLeak | undefined {
  const { node, protocol } = acquisition
  if (protocol.result.as === 'callback') {
    const callback = node.arguments.at(-1)
    if (!isFunction(callback)) return undefined
    return leakOfParameter(facts, acquisition, callback, protocol.result.parameter)
  }
  return leakOfResult(facts, acquisition, useOf(facts, node))
}

function leakOfResult(facts: FileFacts, acquisition: Acquisition, use: Use): ResourceLeak | undefined {
  const dropped: ResourceLeak = {
    acquisition,
    certainty: 'known',
    problem: 'dropped',
    variable: undefined,
    exit: undefined,
    ends: [],
  }
  switch (use.kind) {
    case 'tested':
      return isDiscarded(acquisition.node) ? dropped : undefined
    case 'receiver':
      return leakOfChain(facts, acquisition, use, dropped)
    case 'alias':
      return runsAtModuleLoad(acquisition.node) ? undefined : leakOfVariable(facts, acquisition, use.variable)
    default:
      return undefined
  }
}

/** `open();`, `await open();`: the result goes nowhere. A comparison or a `typeof` is some other code's puzzle. */
function isDiscarded(node: TSESTree.Node): boolean {
  return wrapped(node).parent?.type === 'ExpressionStatement'
}

function leakOfChain(
  facts: FileFacts,
  acquisition: Acquisition,
  use: Extract<Use, { kind: 'receiver' }>,
  dropped: ResourceLeak,
): ResourceLeak | undefined {
  const { protocol, node } = acquisition
  const { method } = use
  if (method === 'then') {
    const [callback] = use.call.arguments
    return isFunction(callback) ? leakOfParameter(facts, acquisition, callback, 0) : undefined
  }
  // The one method that is called may release it, or hand it on; what it certainly does is known for rows only.
  const isRow = protocol.acquire.name !== ''
  if (method === undefined || !isRow || releases(protocol, method) || protocol.consumers.includes(method)) {
    return undefined
  }
  if (METHODS_OF_PROMISES.has(method) || node.type === 'NewExpression') return undefined
  return protocol.noun.endsWith('stream') ? undefined : dropped
}

const METHODS_OF_PROMISES = new Set(['catch', 'finally'])

function leakOfParameter(
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

function leakOfVariable(
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
  return form === 'constructor' ? undefined : wrapped(node)
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
  // The callback of the opening call ends it: `client.connect((error) => { …; client.end() })`.
  if (start && ends.some((node) => isWithin(node, start))) return undefined
  const nested = soleCallback(effects)
  if (nested) {
    const inner = leakIn(facts, acquisition, variable, nested.body, undefined, undefined)
    if (inner?.certainty === 'known' && inner.exit && inner.exit.kind !== 'throw') return inner
  }
  const exits = openExits(region, {
    acquisition: start,
    effectOf: (node) =>
      effects.get(node) ?? (endsProcess(facts, node) ? 'release' : mayThrow(node) ? 'throws' : 'none'),
    existsWhen: (test) => existsWhen(facts, test, variable, error),
  })
  const exit = exits && worst(exits, protocol)
  if (!exit) return undefined
  return { ...found, certainty: exit.open === 'yes' ? 'known' : 'likely', problem: 'openOnExit', exit }
}

/**
 * `read(fd, (error) => { …; close(fd) })`: answers the callback that holds every release, where it is the
 * last argument of a call that is given the resource, so that it runs once the call is done.
 */
function soleCallback(effects: ReadonlyMap<TSESTree.Node, Effect>): FunctionNode | undefined {
  const [only, ...others] = [...effects.keys()].filter((node) => effects.get(node) === 'release')
  if (!only || others.length > 0 || !isFunction(only) || only.params.length === 0) return undefined
  const { parent } = only
  const isLast = parent.type === 'CallExpression' && parent.arguments.at(-1) === only
  return isLast && parent.arguments[0]?.type === 'Identifier' ? only : undefined
}

/** Ways out from the plainest to the one that takes most thought: a message names the first there is. */
const PLAINNESS = ['return', 'end', 'await', 'throw', 'jump'] as const

/** The exit that a message should name: one that surely leaks, and a plain one before an exception. */
function worst(exits: readonly OpenExit[], protocol: ResourceProtocol): OpenExit | undefined {
  const relevant = exits.filter((exit) => exit.kind !== 'throw' || protocol.exceptions)
  const sure = relevant.filter((exit) => exit.open === 'yes')
  const candidates = sure.length > 0 ? sure : relevant
  for (const plain of PLAINNESS) {
    const found = candidates.find((exit) => plainnessOf(exit) === plain)
    if (found) return found
  }
  return undefined
}

function plainnessOf({ kind, node }: OpenExit): (typeof PLAINNESS)[number] {
  return kind === 'throw' && node.type === 'AwaitExpression' ? 'await' : kind
}

/** After `process.exit()` nothing is left to release. */
function endsProcess(facts: FileFacts, node: TSESTree.Node): boolean {
  return node.type === 'CallExpression' && facts.places.placeOf(node.callee) === 'g:process.exit'
}

function mayThrow(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'CallExpression': {
      const name = calleeName(node)
      return (name === undefined || !NEVER_THROWS.has(name)) && !isInHandler(node)
    }
    case 'AwaitExpression':
      return !isInHandler(node)
    case 'TaggedTemplateExpression':
    case 'ImportExpression':
      return true
    default:
      return false
  }
}

/**
 * Whether a node stands in a `catch` or `finally` block: mostly a logger, or the release of something else. A
 * failure of the failure's report is no way out worth a word.
 */
function isInHandler(node: TSESTree.Node): boolean {
  let child = node
  for (
    let current = node.parent;
    current && !isFunction(current);
    child = current, current = current.parent
  ) {
    if (current.type === 'CatchClause') return true
    if (current.type === 'TryStatement' && current.finalizer === child) return true
  }
  return false
}
