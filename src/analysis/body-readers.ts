import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin } from '../syntax/functions.js'
import { keyName, memberName, receiverOf } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { abortsIn } from './aborts.js'
import { readsOfVariable } from './body-uses.js'
import type { Effect } from '../flow/cell-walk.js'
import { openExits } from '../flow/exits.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { negate, type Existence } from '../flow/exists-when.js'
import { bodyExistsWhen, ofLogical } from './response-tests.js'
import { useOf } from '../cells/uses.js'

/** A reader that is given up in the middle of a response's body. */
export interface AbandonedReader {
  certainty: Certainty
  variable: Variable
  /** The way out of the loop that reads; the call of `getReader()` where nothing reads to the end. */
  node: TSESTree.Node
  /** Whether the node is a statement that leaves. */
  isExit: boolean
}

/** Answers the readers of a file that are given up in the middle of a response's body. */
export const abandonedReaders = perFile((facts): readonly AbandonedReader[] =>
  (facts.nodes.calls.get('getReader') ?? []).flatMap((call) => {
    const use = useOf(facts, call)
    return use.kind === 'alias' && isOfResponse(facts, call) ? leftBy(facts, call, use.variable) : []
  }),
)

/** Whether `getReader()` is called on the body of something, a request's left out. */
function isOfResponse(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(call)
  const stream = receiver && unwrap(receiver)
  const variable = stream?.type === 'Identifier' ? facts.bindings.variableOf(stream) : undefined
  const body = variable ? (soleValue(variable) ?? sourceOfBody(variable)) : stream
  const response =
    body?.type === 'MemberExpression' && memberName(body) === 'body' ? unwrap(body.object) : body
  if (!response || response === stream) return false
  const made = response.type === 'Identifier' ? facts.bindings.variableOf(response) : undefined
  // A response that the file makes itself has no connection.
  if ((made ? soleValue(made) : response)?.type === 'NewExpression') return false
  return !/req(?:uest)?\b/i.test(facts.sourceCode.getText(response))
}

/** `const { body } = response` */
function sourceOfBody(variable: Variable): TSESTree.Node | undefined {
  const property = variable.identifiers[0]?.parent
  const declarator = variable.defs[0]?.node as TSESTree.Node | undefined
  const isBody = property?.type === 'Property' && keyName(property.key, property.computed) === 'body'
  return isBody && declarator?.type === 'VariableDeclarator' ? (declarator.init ?? undefined) : undefined
}

/** Methods and properties of a reader that leave the connection as it is. */
const IDLE = new Set(['read', 'releaseLock', 'closed'])

function leftBy(facts: FileFacts, call: TSESTree.CallExpression, variable: Variable): AbandonedReader[] {
  const block = variable.scope.block as TSESTree.Node
  const region = isFunction(block) ? block.body : block
  const scope = enclosingFunction(call)
  if (!scope || (isFunction(block) ? block : enclosingFunction(block)) !== scope) return []
  const uses = readsOfVariable(variable).map((node) => ({ node, use: useOf(facts, node) }))
  const endings = uses.flatMap(({ node, use }) => {
    const name =
      use.kind === 'receiver' ? use.method : use.kind === 'property' ? memberName(use.member) : undefined
    const isIdle = use.kind === 'assigned' || use.kind === 'tested' || IDLE.has(name ?? '')
    return isIdle ? [] : [node]
  })
  const reads = uses.flatMap(({ use }) =>
    use.kind === 'receiver' && use.method === 'read' ? [use.call] : [],
  )
  // Another function reads on, at a time that is not known here.
  if (reads.length === 0 || reads.some((read) => enclosingFunction(read) !== scope)) return []
  const cancels = (facts.nodes.calls.get('cancel') ?? []).filter((cancel) => isWithin(cancel, region))
  const effects = new Set<TSESTree.Node>(
    [...endings, ...cancels, ...abortsIn(facts, region)].map((node) => partOf(node, scope)),
  )
  const loops = new Set(reads.map((read) => loopAround(read, region)))
  if (loops.has(undefined)) {
    return effects.size === 0 && loops.size === 1
      ? [{ certainty: 'likely', variable, node: call, isExit: false }]
      : []
  }
  const questions = {
    effectOf: (node: TSESTree.Node): Effect => (effects.has(node) ? 'release' : 'none'),
    existsWhen: (test: TSESTree.Node) => unreadWhen(facts, test, variable),
  }
  return [...loops].flatMap((loop) => {
    if (!loop) return []
    const leaving = (openExits(region, { ...questions, acquisition: wrapped(call) }) ?? []).filter(
      ({ kind, node }) => isWithin(node, loop.body) && (kind === 'return' || node.type === 'ThrowStatement'),
    )
    // What comes after the loop also follows the reading to the end.
    const isEndedAfter = [...effects].some((node) => node.range[0] >= loop.range[1])
    const breaks = isEndedAfter
      ? []
      : (openExits(loop.body, { ...questions, acquisition: undefined }) ?? []).filter(
          ({ node }) => node.type === 'BreakStatement',
        )
    return [...leaving, ...breaks].map(({ node, open }): AbandonedReader => ({
      certainty: open === 'yes' ? 'known' : 'likely',
      variable,
      node,
      isExit: true,
    }))
  })
}

/** A function counts from where it is made. */
function partOf(node: TSESTree.Node, scope: TSESTree.Node): TSESTree.Node {
  let result = node
  for (
    let current = enclosingFunction(node);
    current && current !== scope;
    current = enclosingFunction(current)
  ) {
    result = current
  }
  return result
}

type Loop =
  TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForOfStatement

function loopAround(node: TSESTree.Node, region: TSESTree.Node): Loop | undefined {
  let found: Loop | undefined
  for (let current = node.parent; current && isWithin(current, region); current = current.parent) {
    if (
      current.type === 'WhileStatement' ||
      current.type === 'DoWhileStatement' ||
      current.type === 'ForStatement' ||
      current.type === 'ForOfStatement'
    ) {
      found = current
    }
  }
  return found
}

/** Whether something is left to read where a condition holds, or where it does not. */
function unreadWhen(facts: FileFacts, test: TSESTree.Node, reader: Variable): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(unreadWhen(facts, node.argument, reader)) : 'either'
    case 'LogicalExpression':
      return ofLogical(node, (part) => unreadWhen(facts, part, reader))
    case 'MemberExpression':
      return ofPart(memberName(node)) ?? bodyExistsWhen(facts, node, reader)
    case 'Identifier':
      return ofPart(partRead(facts, node)) ?? ofName(node.name)
    case 'BinaryExpression':
      return ofComparison(facts, node, reader)
    default:
      return 'either'
  }
}

/** `done` ends the body, and a missing `value` comes with it. */
function ofPart(name: string | undefined): Existence | undefined {
  return name === 'done' ? 'false' : name === 'value' ? 'true' : undefined
}

/** A variable that is set where the end has been reached. */
function ofName(name: string): Existence {
  return /done|finish|complete|closed|ended|eof|abort/i.test(name) ? 'false' : 'either'
}

/** The property of a read's result that a variable holds: `const { done: isLast } = await reader.read()`. */
function partRead(facts: FileFacts, node: TSESTree.Identifier): string | undefined {
  const property = facts.bindings.variableOf(node)?.identifiers[0]?.parent
  if (property?.type !== 'Property' || property.parent.type !== 'ObjectPattern') return undefined
  return keyName(property.key, property.computed)
}

function ofComparison(facts: FileFacts, node: TSESTree.BinaryExpression, reader: Variable): Existence {
  const { left, right, operator } = node
  const isEqual = operator === '===' || operator === '=='
  if (!isEqual && operator !== '!==' && operator !== '!=') return 'either'
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const value =
      side.type === 'Literal'
        ? side.value
        : side.type === 'Identifier' && side.name === 'undefined'
          ? undefined
          : ''
    // The sender's own last word, after which it closes: `data: [DONE]`.
    if (typeof value === 'string' && /done/i.test(value)) return isEqual ? 'false' : 'true'
    if (value === true)
      return isEqual ? unreadWhen(facts, other, reader) : negate(unreadWhen(facts, other, reader))
    if (value === false || value === null || value === undefined) {
      const exists = unreadWhen(facts, other, reader)
      return isEqual ? negate(exists) : exists
    }
  }
  return 'either'
}
