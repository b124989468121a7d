import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { importsMatching } from '../../cells/imported-names.js'
import { nodesOfVariable, useOf } from '../../cells/uses.js'
import {
  COLLECTION_NAME,
  CURSOR,
  CURSOR_MODIFIERS,
  CURSOR_MODULES,
  CURSOR_NAME,
  CURSOR_OPENERS,
  PARTIAL_READS,
} from '../../protocols/cursors.js'
import { enclosingFunction, isFunction } from '../../syntax/functions.js'
import { isLoop } from '../../syntax/loops.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait, wrapped } from '../../syntax/unwrap.js'
import type { Duty } from '../duty.js'
import { link } from '../link.js'

/**
 * Answers the cursors of a file that are read in part: once in the expression that opens them, or a few times from a
 * variable, outside of any loop. What is left of it keeps its session, on the server as well, until somebody closes it.
 */
export const dutiesOfCursors = perFile((facts): readonly Duty[] =>
  CURSOR_OPENERS.flatMap((name) => facts.nodes.calls.get(name) ?? []).flatMap((site) => {
    const read = firstPartialRead(facts, site)
    if (!read || !opensCursor(facts, site)) return []
    const owed = link('likely', `after ${calleeName(read) ?? 'one read'}() there may be more to read`, read)
    return [{ site, kind: CURSOR, source: 'row', arrival: { as: 'value' }, owed } satisfies Duty]
  }),
)

/** The call that reads a part, where nothing ever reads to the end. */
function firstPartialRead(
  facts: FileFacts,
  site: TSESTree.CallExpression,
): TSESTree.CallExpression | undefined {
  const use = useOf(facts, lastOfChain(site))
  if (use.kind === 'receiver') return isPartialRead(use.call) && isWaitedFor(use.call) ? use.call : undefined
  if (use.kind !== 'alias') return undefined
  const uses = nodesOfVariable(use.variable)
    .map((node) => useOf(facts, node))
    .filter(({ node }) => node.parent?.type !== 'VariableDeclarator')
  const reads = uses.flatMap((each) => (each.kind === 'receiver' ? [each.call] : []))
  const isLeft = reads.every((call) => isPartialRead(call) || CURSOR.methods.includes(calleeName(call) ?? ''))
  return reads.length === uses.length && isLeft ? reads.find(isPartialRead) : undefined
}

/** The outermost of the calls that say what a cursor is to bring. */
function lastOfChain(site: TSESTree.CallExpression): TSESTree.CallExpression {
  let current = site
  for (;;) {
    const { parent } = wrapped(current)
    const call = parent?.type === 'MemberExpression' ? wrapped(parent).parent : undefined
    const isModifier =
      call?.type === 'CallExpression' &&
      CURSOR_MODIFIERS.has(calleeName(call) ?? '') &&
      isInChainOf(call, current)
    if (!isModifier) return current
    current = call
  }
}

function isInChainOf(call: TSESTree.CallExpression, inner: TSESTree.Node): boolean {
  const receiver = receiverOf(call)
  return receiver !== undefined && unwrap(receiver) === inner
}

/** In a loop it is read on in each turn. */
function isPartialRead(call: TSESTree.CallExpression): boolean {
  if (!PARTIAL_READS.has(calleeName(call) ?? '')) return false
  for (let current = call.parent; !isFunction(current); current = current.parent) {
    if (isLoop(current)) return false
    if (!current.parent) break
  }
  return true
}

/** What a cursor answers is a promise; elements and iterators have methods of the same names. */
function isWaitedFor(read: TSESTree.CallExpression): boolean {
  const outer = wrapped(read)
  const { parent } = outer
  if (outer.type === 'AwaitExpression' || read.arguments.length > 0) return true
  if (parent?.type === 'MemberExpression') return /^(?:then|catch|finally)$/.test(memberName(parent) ?? '')
  const isReturned = parent?.type === 'ReturnStatement' || isFunction(parent)
  return isReturned && enclosingFunction(read)?.async === true
}

/** Whether a call answers a cursor, by what it is called on, by what the file imports, by what its function makes. */
function opensCursor(facts: FileFacts, site: TSESTree.CallExpression): boolean {
  const receiver = receiverOf(site)
  const object = receiver && unwrapAwait(receiver)
  if (!object) return false
  const name = object.type === 'CallExpression' ? calleeName(object) : nameOf(object)
  const opener = calleeName(site)
  if (opener === 'clone') return CURSOR_NAME.test(name ?? '')
  if (functionsMeantBy(facts, site.callee).some((target) => makesCursor(facts, target))) return true
  if (opener === 'cursor') return importsMatching(facts, CURSOR_MODULES)
  return COLLECTION_NAME.test(name ?? '') || (importsMatching(facts, CURSOR_MODULES) && name !== '$')
}

function nameOf(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}

function makesCursor(facts: FileFacts, target: Parameters<typeof facts.nodes.returns.get>[0]): boolean {
  return (facts.nodes.returns.get(target) ?? []).some((value) => {
    const made = unwrapAwait(value)
    return made.type === 'NewExpression' && CURSOR_NAME.test(calleeName(made) ?? '')
  })
}
