import { isNothing } from '../../syntax/nothing.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { HAND_RELEASES } from '../../protocols/hand-releases.js'
import type { Variable } from '../../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin } from '../../syntax/functions.js'
import { wrapped } from '../../syntax/unwrap.js'
import { acquisitions } from '../../ledger/acquisitions.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import {
  callsIn,
  disposalOf,
  handRelease,
  kindOfRelease,
  type HandRelease,
  type UsingKind,
} from './hand-releases.js'
import { blockNeeded, type UsingPlacement } from './using-placement.js'
import { useOf } from '../../cells/uses.js'

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
    const resource = release && resourceOf(facts, statement, container, release)
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
  container: TSESTree.Node,
  release: HandRelease,
): UsingResource | undefined {
  const { variable } = release
  const opened = openedBefore(variable, container) ?? openedWithin(variable, statement)
  const [opening] = opened ? callsIn(opened.value) : []
  if (!opened || !opening) return undefined
  const { declaration, assignment } = opened
  if (enclosingFunction(declaration) !== enclosingFunction(statement)) return undefined
  const acquisition = acquisitionsByNode(facts).get(opening)
  const { methods, isSure } = disposalOf(facts, release.receiver, acquisition)
  const kind = isSure ? kindOfRelease(facts, release, acquisition, methods) : undefined
  if (!kind || declaresOther(statement, opened)) return undefined
  const from = assignment ?? declaration
  const until = assignment ? statement.block : statement
  const isOurs = variable.references.every((reference) => {
    const node = reference.identifier as TSESTree.Node
    if ([declaration, from, release.statement].some((each) => isWithin(node, each))) return true
    if (statement.finalizer && isWithin(node, statement.finalizer)) return false
    const isInTime = node.range[0] > from.range[1] && node.range[1] <= until.range[1]
    return isInTime && staysWithin(facts, node, declaration)
  })
  return isOurs ? { name: variable.name, kind, opening, declaration, assignment, release } : undefined
}

const acquisitionsByNode = perFile(
  (facts) => new Map(acquisitions(facts).map((acquisition) => [acquisition.node, acquisition])),
)

interface Opened {
  declaration: TSESTree.VariableDeclaration
  assignment: TSESTree.ExpressionStatement | undefined
  value: TSESTree.Expression
}

/** `const file = open(); try { … }` */
function openedBefore(variable: Variable, container: TSESTree.Node): Opened | undefined {
  const declarator = soleDeclarator(variable)
  const declaration = declarator?.parent
  if (!declarator?.init || declaration?.parent !== container) return undefined
  if (declaration.kind !== 'const' && declaration.kind !== 'let') return undefined
  if (variable.references.some((reference) => reference.isWrite() && reference.init !== true))
    return undefined
  return { declaration, assignment: undefined, value: declarator.init }
}

/** `let file; try { file = open(); … }` */
function openedWithin(variable: Variable, { block }: TSESTree.TryStatement): Opened | undefined {
  const declarator = soleDeclarator(variable)
  const declaration = declarator?.parent
  if (declaration?.kind !== 'let' || !LISTS.has(declaration.parent.type)) return undefined
  if (declarator?.init && !isNothing(declarator.init)) return undefined
  const writes = variable.references.filter((reference) => reference.isWrite() && reference.init !== true)
  const [write, ...others] = writes
  if (!write || others.length > 0) return undefined
  const target = write.identifier as TSESTree.Identifier
  const { parent } = target
  if (parent.type !== 'AssignmentExpression' || parent.operator !== '=' || parent.left !== target)
    return undefined
  const assignment = parent.parent
  if (assignment.type !== 'ExpressionStatement' || assignment.parent !== block) return undefined
  // Not in parentheses.
  if (assignment.range[0] !== target.range[0]) return undefined
  return { declaration, assignment, value: parent.right }
}

const LISTS = new Set<string>(['BlockStatement', 'Program', 'StaticBlock', 'SwitchCase'])

function soleDeclarator(variable: Variable): TSESTree.VariableDeclarator | undefined {
  const [definition] = variable.defs
  const declarator = definition?.node as TSESTree.Node | undefined
  if (variable.defs.length !== 1 || declarator?.type !== 'VariableDeclarator') return undefined
  return declarator.id.type === 'Identifier' && declarator.parent.declarations.length === 1
    ? declarator
    : undefined
}

/** Whether a `using` would come to stand on the other side of what is opened, and be released in another order. */
function declaresOther(
  { block, parent }: TSESTree.TryStatement,
  { declaration, assignment }: Opened,
): boolean {
  const statements = assignment
    ? block.body
    : 'body' in parent && Array.isArray(parent.body)
      ? parent.body
      : []
  return (statements as TSESTree.Node[]).some(
    (each) =>
      each.type === 'VariableDeclaration' &&
      (each.kind === 'using' || each.kind === 'await using') &&
      (assignment
        ? each.range[1] <= assignment.range[0]
        : each.range[0] >= declaration.range[1] && each.range[1] <= block.range[0]),
  )
}

/** Whether a use leaves the value where it is: nobody has it who might use it after the block. */
function staysWithin(facts: FileFacts, node: TSESTree.Node, declaration: TSESTree.Node): boolean {
  const use = useOf(facts, node)
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
