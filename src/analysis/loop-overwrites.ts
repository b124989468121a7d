import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../syntax/loops.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import type { Variable } from '../syntax/bindings.js'
import { isFunction, isWithin } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { acquisitions, type Acquisition } from '../ledger/acquisitions.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { overwritesOfVariable } from './resource-lifetimes.js'
import { releases, releasesByFunction } from './resource-uses.js'
import { effectOnArgument } from './summaries.js'
import { nodesOfVariable, useOf, type Use } from '../cells/uses.js'

/** A local variable that loses what it holds to something new. */
export interface LocalOverwrite {
  node: TSESTree.Node
  name: string
  protocol: ResourceProtocol
  certainty: Certainty
  cause: 'loop' | 'assigned'
  statement: TSESTree.Node | undefined
}

/** Answers the local variables of a file that are overwritten while they hold what was opened. */
export const localOverwrites = perFile((facts): readonly LocalOverwrite[] =>
  acquisitions(facts).flatMap((acquisition) => {
    const { node, protocol } = acquisition
    const inLoop = overwriteInLoop(facts, acquisition)
    return [
      ...(inLoop ? [{ ...inLoop, protocol, node, cause: 'loop' as const, statement: undefined }] : []),
      ...reassignmentsOf(facts, acquisition).map(({ write, ...rest }) => {
        const statement = write.parent?.type === 'ExpressionStatement' ? write.parent : undefined
        return { ...rest, protocol, node: write, cause: 'assigned' as const, statement }
      }),
    ]
  }),
)

/** A variable that each turn of a loop gives something new, while only the last one is released. */
export interface LoopOverwrite {
  name: string
  certainty: Certainty
}

/** Answers what `let file; for (…) { file = open() } file.close()` loses; undefined where the loop releases it, or may. */
export function overwriteInLoop(
  facts: FileFacts,
  { node, protocol, isInferred }: Acquisition,
): LoopOverwrite | undefined {
  const use = useOf(facts, node)
  const write = wrapped(node).parent
  if (use.kind !== 'alias' || protocol.result.as !== 'value' || protocol.acquire.opensBy !== undefined)
    return undefined
  // `file ??= open()` opens the first one only, and of `kept = file = open()` there is another name.
  if (write?.type !== 'AssignmentExpression' || write.operator !== '=') return undefined
  if (wrapped(write).parent?.type !== 'ExpressionStatement') return undefined
  const loop = loopAround(node, use.variable)
  if (!loop || endsWithFirst(facts, node, loop)) return undefined
  const uses = use.variable.references.map(({ identifier }) => useOf(facts, identifier as TSESTree.Node))
  const ends = (each: Use): boolean => isReleaseOf(facts, each, protocol)
  const isReleasedAfter = uses.some((each) => ends(each) && each.node.range[0] > loop.range[1])
  const staysInLoop = uses.every(
    (each) => !isWithin(each.node, loop) || (!ends(each) && isBorrowed(facts, each, protocol)),
  )
  if (!isReleasedAfter || !staysInLoop) return undefined
  const isSure = !isInferred && isEachTurn(node, loop)
  return { name: use.variable.name, certainty: isSure ? 'known' : 'likely' }
}

/** A later statement that puts something else into a variable whose resource is open then. */
export interface Reassignment {
  name: string
  certainty: Certainty
  write: TSESTree.Node
}

/**
 * Answers what `let file = open(a); file = open(b); file.close()` loses with its second statement. One that nothing
 * releases at all is lost whether it is overwritten or not, and none of these.
 */
export function reassignmentsOf(facts: FileFacts, acquisition: Acquisition): Reassignment[] {
  const { node, protocol, isInferred } = acquisition
  const use = useOf(facts, node)
  if (use.kind !== 'alias' || protocol.result.as !== 'value' || protocol.isLongLived) return []
  const { variable } = use
  if (!nodesOfVariable(variable).some((each) => isReleaseOf(facts, useOf(facts, each), protocol))) return []
  const certainty = isInferred ? 'likely' : 'known'
  const writes = overwritesOfVariable(facts, acquisition, variable)
  return writes
    .filter((write) => !isHandedOnBetween(facts, acquisition, variable, write))
    .map((write) => ({
      name: variable.name,
      certainty,
      write,
    }))
}

/** Whether a call between the two is given the resource and may keep it: `files.push(file)`. */
function isHandedOnBetween(
  facts: FileFacts,
  { node, protocol }: Acquisition,
  variable: Variable,
  write: TSESTree.Node,
): boolean {
  return nodesOfVariable(variable).some((each) => {
    if (each.range[0] < node.range[1] || each.range[1] > write.range[0]) return false
    const use = useOf(facts, each)
    return use.kind === 'argument' && !isBorrowed(facts, use, protocol)
  })
}

function isReleaseOf(facts: FileFacts, use: Use, protocol: ResourceProtocol): boolean {
  if (use.kind === 'receiver') return use.method !== undefined && releases(protocol, use.method)
  return use.kind === 'argument' && releasesByFunction(facts, protocol, calleeName(use.call) ?? '')
}

/**
 * Whether a use leaves the resource where it is, as far as it can be told. A test in the loop does not: it may ask
 * whether there is one already.
 */
function isBorrowed(facts: FileFacts, use: Use, protocol: ResourceProtocol): boolean {
  const { borrowers, consumers, isLent } = protocol
  switch (use.kind) {
    case 'assigned':
      return true
    case 'property':
      return !releases(protocol, memberName(use.member) ?? '')
    case 'receiver':
      return use.method !== undefined && !consumers.includes(use.method)
    case 'argument': {
      if (isLent || effectOnArgument(facts, use.call, use.index) === 'borrows') return true
      const source = moduleOf(use.call.callee, facts.bindings)
      return source !== undefined && isModuleNamed(source, borrowers)
    }
    default:
      return false
  }
}

/** The innermost loop around a node that the declaration of a variable is not part of. */
function loopAround(node: TSESTree.Node, variable: Variable): TSESTree.Node | undefined {
  const [declared] = variable.identifiers
  for (let current = node.parent; current && !isFunction(current); current = current.parent) {
    if (!isLoop(current)) continue
    return declared && isWithin(declared, current) ? undefined : current
  }
  return undefined
}

/**
 * Whether a loop may end as soon as it has opened one: `for (;;) { socket = connect(); if (ok) break }`. So may one
 * that runs while something holds, which opening it may change.
 */
function endsWithFirst(facts: FileFacts, node: TSESTree.Node, loop: TSESTree.Node): boolean {
  if (loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement') return true
  // `for (let i = 0; i < files.length; i++)` counts; any other condition may ask for the resource.
  if (loop.type === 'ForStatement' && (!loop.test || !loop.update)) return true
  let leaves = false
  walk(loop, facts.sourceCode.visitorKeys, (inner) => {
    if (LEAVES.has(inner.type) && inner.range[0] > node.range[0]) leaves = true
    return !leaves && !isFunction(inner)
  })
  return leaves
}

const LEAVES = new Set(['BreakStatement', 'ReturnStatement', 'ThrowStatement'])

/** Whether a node runs in each turn: it stands in no condition, which might hold in one turn only. */
function isEachTurn(node: TSESTree.Node, loop: TSESTree.Node): boolean {
  for (let current = node.parent; current && current !== loop; current = current.parent) {
    if (CONDITIONS.has(current.type)) return false
  }
  return true
}

const CONDITIONS = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'SwitchCase',
  'TryStatement',
  'CatchClause',
])
