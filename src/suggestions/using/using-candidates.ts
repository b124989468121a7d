import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import type { Use } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { dutyAt } from '../../ledger/duties.js'
import { releasedBy } from '../../ledger/releases.js'
import { HAND_RELEASES } from '../../protocols/hand-releases.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { enclosingFunction, isFunction, isWithin } from '../../syntax/functions.js'
import { unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import { handRelease, type HandRelease } from './hand-releases.js'
import { declaresOther, openedFor } from './opened-for-try.js'
import { disposalOf, kindOfRelease, type UsingKind } from './using-kind.js'
import { blockNeeded, type UsingPlacement } from './using-placement.js'

/** A variable whose value a `finally` block releases, where `using` would do the same. */
export interface UsingResource {
  name: string
  kind: UsingKind
  /** The call that opens it. */
  opening: CallNode
  declaration: TSESTree.VariableDeclaration
  /** `file = open()` within the `try`, where the declaration is outside of it. */
  assignment: TSESTree.ExpressionStatement | undefined
  release: HandRelease
}

/** A `try` statement whose `finally` block could be left to `using`. */
export interface UsingCandidate extends UsingPlacement {
  statement: TSESTree.TryStatement
  finalizer: TSESTree.BlockStatement
  /** In the order in which they are opened. */
  resources: readonly [UsingResource, ...UsingResource[]]
  /** Whether the `finally` block has nothing else to do. */
  isEmptied: boolean
}

/**
 * Answers the `try` statements of a file that release disposable resources by hand, at the very end of their
 * `finally` block, where `using` would release the same at the same time. Whether the project's target knows
 * `using` is not asked here.
 */
export const usingCandidates = perFile((facts): readonly UsingCandidate[] => {
  const statements = new Set<TSESTree.TryStatement>()
  for (const name of HAND_RELEASES) {
    for (const call of facts.nodes.calls.get(name) ?? []) {
      const statement = finallyAround(call)
      if (statement) statements.add(statement)
    }
  }
  return [...statements].flatMap((statement) => candidateOf(facts, statement) ?? [])
})

/** The `try` statement of the `finally` block that a call is a statement of, directly or under an `if`. */
function finallyAround(call: TSESTree.Node): TSESTree.TryStatement | undefined {
  let node = call
  for (let steps = 0; node.parent && steps < MAX_STEPS; steps += 1) {
    const { parent } = node
    if (parent.type === 'TryStatement') return parent.finalizer === node ? parent : undefined
    if (isFunction(parent)) return undefined
    node = parent
  }
  return undefined
}

/** From the call in `if (file) { await file!?.close() }` to the `try` statement. */
const MAX_STEPS = 12

function candidateOf(facts: FileFacts, statement: TSESTree.TryStatement): UsingCandidate | undefined {
  const { finalizer, parent: container } = statement
  if (!finalizer || !allowsUsing(facts, container)) return undefined
  const found: UsingResource[] = []
  for (const each of finalizer.body.toReversed()) {
    const release = handRelease(facts, each)
    const resource = release && resourceOf(facts, statement, release)
    if (!resource) break
    found.push(resource)
  }
  const [first, ...others] = found
  if (!first) return undefined
  const resources = [first, ...others] as const
  // `using` releases in the reverse order.
  const isReversed = others.every((each, i) => start(each) > start(resources[i] ?? first))
  const names = new Set(resources.map(({ name }) => name))
  if (!isReversed || names.size < resources.length) return undefined
  const isEmptied = found.length === finalizer.body.length
  // What is declared within the `try` is released before the rest of the `finally` block.
  if (!isEmptied && resources.some(({ assignment }) => assignment)) return undefined
  const placement = blockNeeded(facts, statement, container, resources, isEmptied)
  return placement && { statement, finalizer, resources: [...resources], isEmptied, ...placement }
}

function start({ assignment, declaration }: UsingResource): number {
  return (assignment ?? declaration).range[0]
}

/** Whether `using` may stand in a list of statements: not below a bare `case`, nor at the top of a script. */
function allowsUsing(
  { sourceCode }: FileFacts,
  container: TSESTree.Node,
): container is TSESTree.BlockStatement | TSESTree.Program {
  if (container.type === 'Program') return sourceCode.ast.sourceType === 'module'
  return container.type === 'BlockStatement'
}

function resourceOf(
  facts: FileFacts,
  statement: TSESTree.TryStatement,
  release: HandRelease,
): UsingResource | undefined {
  const { variable } = release
  const opened = openedFor(facts, variable, statement)
  const opening = opened && callIn(opened.value)
  if (!opening || declaresOther(statement, opened)) return undefined
  const kind = dutyAt(facts, opening)?.kind
  const { methods, isSure } = disposalOf(facts, release.receiver, kind)
  const using = isSure ? kindOfRelease(facts, release, kind, methods) : undefined
  if (!using) return undefined
  const { declaration, assignment } = opened
  const from = assignment ?? declaration
  const until = assignment ? statement.block : statement
  const isOurs = usesOfCell(facts, opened.cell).uses.every((use) => {
    const { node } = use
    if (isWithin(node, release.statement)) return true
    if (statement.finalizer && isWithin(node, statement.finalizer)) return false
    const isInTime = node.range[0] > from.range[1] && node.range[1] <= until.range[1]
    return isInTime && staysWithin(facts, kind, use, declaration)
  })
  return isOurs ? { name: variable.name, kind: using, opening, declaration, assignment, release } : undefined
}

/** The call whose result an expression is, the first of several: of `a() ?? b()`, of what is awaited. */
function callIn(expression: TSESTree.Node): CallNode | undefined {
  const node = unwrapAwait(expression)
  switch (node.type) {
    case 'CallExpression':
    case 'NewExpression':
      return node
    case 'ConditionalExpression':
      return callIn(node.consequent) ?? callIn(node.alternate)
    case 'LogicalExpression':
      return callIn(node.left) ?? callIn(node.right)
    default:
      return undefined
  }
}

/** Whether a use leaves the value where it is: nobody has it who might use it after the block. */
function staysWithin(
  facts: FileFacts,
  kind: ResourceProtocol | undefined,
  use: Use,
  declaration: TSESTree.Node,
): boolean {
  const { node } = use
  if (kind && releasedBy(facts, kind, use) !== 'no') return false
  switch (use.kind) {
    case 'receiver':
      if (use.method !== undefined && HAND_RELEASES.has(use.method)) return false
      break
    case 'argument':
    case 'tested':
    case 'property':
      break
    case 'other':
      if (wrapped(node).parent?.type !== 'ForOfStatement') return false
      break
    default:
      return false
  }
  const captor = captorOf(node, declaration)
  return !captor || isCalledHere(captor)
}

/** The outermost function between a use and the function that declares what it uses. */
function captorOf(node: TSESTree.Node, declaration: TSESTree.Node): TSESTree.Node | undefined {
  const owner = enclosingFunction(declaration)
  let captor: TSESTree.Node | undefined
  for (
    let current = enclosingFunction(node);
    current && current !== owner;
    current = enclosingFunction(current)
  ) {
    captor = current
  }
  return captor
}

/** Whether a function is an argument, is called where it stands, or has a name of its own within the block. */
function isCalledHere(captor: TSESTree.Node): boolean {
  if (captor.type === 'FunctionDeclaration') return true
  const parent = wrapped(captor).parent
  return (
    parent?.type === 'CallExpression' ||
    parent?.type === 'NewExpression' ||
    parent?.type === 'VariableDeclarator'
  )
}
