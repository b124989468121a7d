import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import { functionsRunBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import { transferOf } from '../cells/transfer-of.js'
import { useOf, type Use } from '../cells/uses/uses.js'
import type { Duty } from '../ledger/duty.js'
import { classConstructedBy } from '../ledger/sources/classes.js'
import { consumedBy, isCalled, isReleaseOf } from '../ledger/releases.js'
import { CLOSING_METHODS } from '../protocols/closing-verbs.js'
import { FLUENT_METHODS } from '../protocols/listeners.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { TELLS_OF_END } from '../protocols/ownership.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { isModuleVariable, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin } from '../syntax/functions.js'
import { keyName, memberName, receiverOf } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import type { BodyEffect } from './body-effect.js'

/** What one use means for the duty of what it uses. */
export interface UseEffect {
  /** The node that the walk passes when it happens. */
  readonly node: TSESTree.Node
  /**
   * - `ends`: it is ended
   * - `endsUnlessThrows`: a function of this file is given it and ends it, unless that fails before
   * - `mayEnd`: a function of this file ends it on some of its ways
   * - `takes`: it is another's to end from now on
   * - `mayTake`: it may be, which cannot be told
   */
  readonly effect: 'ends' | 'endsUnlessThrows' | 'mayEnd' | 'takes' | 'mayTake'
  /** Why, as a sentence without a full stop. */
  readonly reason: string
}

/** What a call of a function in view does with a duty that it is given. */
export type CallEffect = BodyEffect | 'takes' | 'mayTake' | 'unknown'

/** Answers what a use means for a duty; undefined for one that leaves it where it was. */
export function effectOfUse(
  facts: FileFacts,
  duty: Duty,
  cell: Cell,
  use: Use,
  called: CallEffect,
): UseEffect | undefined {
  const { kind } = duty
  const node = nodeOfUse(use)
  // Of a function in view its ways count, whatever it is called.
  if (called === 'borrows') return undefined
  if (called !== 'unknown') return { node, effect: called, reason: 'a function of this file is given it' }
  // `source.on('error', report).pipe(target)`: what it answers is the same once more.
  if (use.kind === 'receiver' && answersReceiver(kind, use.method ?? '')) {
    const next = useOf(facts, use.call)
    if (next.kind === 'receiver') return effectOfUse(facts, duty, cell, next, 'unknown')
  }
  const released = isReleaseOf(facts, duty, use)
  if (released === 'yes') return { node, effect: 'ends', reason: 'it is released' }
  if (released === 'maybe') return { node, effect: 'mayTake', reason: 'by its name it may be released there' }
  switch (use.kind) {
    case 'receiver':
      if (consumedBy(kind, use.call))
        return { node, effect: 'takes', reason: `${use.method ?? 'it'}() uses it up` }
      // A row names all that ends it; of anything else there may be a second way, `cancel()` beside `release()`.
      if (use.method !== undefined && duty.source !== 'row' && RELEASING_NAME.test(use.method))
        return { node, effect: 'mayTake', reason: `${use.method}() may end it as well` }
      if (use.method !== undefined && endsItself(facts, duty, use.method))
        return { node, effect: 'mayEnd', reason: `${use.method}() ends it when it is done` }
      if (use.method !== undefined && duty.source !== 'row' && ANSWERS_ITSELF.test(use.method))
        return { node, effect: 'mayTake', reason: `${use.method}() answers it in another form` }
      break
    case 'alias': {
      // A variable of the module or of a function around this one is read by others, at other times.
      const { variable } = use
      const isOuter =
        isModuleVariable(variable) ||
        (cell.scope !== undefined && variable.scope.variableScope.block !== (cell.scope as unknown)) ||
        isAround(variable, cell)
      return isOuter && enclosingFunction(use.node) === cell.scope
        ? { node, effect: 'takes', reason: `${variable.name} has it as well` }
        : undefined
    }
    case 'property': {
      const { member } = use
      // `await modal.finished`: it ends by itself, and is waited for.
      if (TELLS_OF_END.test(memberName(member) ?? '') && isAwaited(member))
        return { node, effect: 'mayEnd', reason: 'its own end is waited for' }
      const part = useOf(facts, member)
      if (duty.source !== 'row' && part.kind === 'receiver' && CLOSING_METHODS.includes(part.method ?? ''))
        return { node, effect: 'mayTake', reason: 'a part of it is ended, and maybe all of it' }
      break
    }
    case 'tested':
      return undefined
    default:
      break
  }
  const { effect, reason } = transferOf(facts, use, kind)
  if (effect === 'borrows') return isInElement(use) ? { node, effect: 'mayTake', reason } : undefined
  return { node, effect, reason }
}

function answersReceiver({ fluent }: ResourceProtocol, method: string): boolean {
  return FLUENT_METHODS.has(method) || fluent?.has(method) === true
}

/** `watch.waitForNavigation()`, of a class of this file: whether the method, or one that it runs, calls what ends its instance. */
function endsItself(facts: FileFacts, { site, kind }: Duty, method: string): boolean {
  const made = classConstructedBy(facts, site)
  const member = made?.body.body.find(
    (each) => each.type === 'MethodDefinition' && !each.static && keyName(each.key, each.computed) === method,
  )
  const body = member?.type === 'MethodDefinition' ? member.value : undefined
  if (!isFunction(body)) return false
  const run = [...functionsRunBy(facts, body).functions]
  return kind.methods.some((end) =>
    (facts.nodes.calls.get(end) ?? []).some(
      (call) => receiverOf(call)?.type === 'ThisExpression' && run.some((each) => isWithin(call, each)),
    ),
  )
}

/** `handle.asElement()`: what is a view of it has it. */
const ANSWERS_ITSELF = /^as[A-Z]/

function isAwaited(node: TSESTree.Node): boolean {
  for (let current = node.parent; current && !isFunction(current); current = current.parent) {
    if (current.type === 'AwaitExpression') return true
    if (current.type.endsWith('Statement')) return false
  }
  return false
}

/** Whether a variable lives on when the block of another has ended: `if (a) { const b = open(); c = b }`. */
function isAround({ scope }: Variable, { variable }: Cell): boolean {
  const inner = variable?.scope.block as TSESTree.Node | undefined
  const outer = scope.block as TSESTree.Node
  return inner !== undefined && inner !== outer && inner.type === 'BlockStatement' && isWithin(inner, outer)
}

/** `<Reader file={file} />`: a component does not own what it is given, but a local has no other owner then. */
function isInElement(use: Use): boolean {
  return use.kind === 'other' && wrapped(use.node).parent?.type === 'JSXExpressionContainer'
}

/** Where the walk passes by a use: the call for what is called with it, the value itself where it goes elsewhere. */
function nodeOfUse(use: Use): TSESTree.Node {
  switch (use.kind) {
    case 'receiver':
    case 'argument':
      return use.call
    case 'property':
      return use.member
    default:
      return isCalled(use) ? (wrapped(use.node).parent ?? use.node) : valueAround(use.node)
  }
}

function valueAround(node: TSESTree.Node): TSESTree.Node {
  if (node.type === 'Identifier') return node
  let current = wrapped(node)
  while (
    current.parent?.type === 'LogicalExpression' ||
    current.parent?.type === 'ConditionalExpression' ||
    current.parent?.type === 'SequenceExpression'
  ) {
    current = current.parent
  }
  return current
}
