import type { TSESTree } from '@typescript-eslint/utils'

import { identityOf, type Cell } from '../../cells/cell.js'
import { destinationsOf } from '../../cells/uses/destinations.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { useOf, type Use } from '../../cells/uses/uses.js'
import { heldIn } from '../../cells/uses/held.js'
import { isUsedPlainly } from '../../cells/uses/plain-uses.js'
import {
  CLOSING_METHODS,
  ENDS_FOR_GOOD,
  ENDS_LAST,
  ENDS_PERHAPS,
  isClosingVerb,
} from '../../protocols/closing-verbs.js'
import { INVERSE_VERBS, inverseBy } from '../../protocols/inverse-verbs.js'
import { NAMES_A_THING, STOPS_MEASURING } from '../../protocols/makers.js'
import { isTeardownName, RELEASING_NAME } from '../../protocols/teardowns.js'
import { isOnEarlyWayOut } from '../../syntax/early-way-out.js'
import { enclosingFunctions, functionName, isFunction } from '../../syntax/functions.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { rememberedName } from '../../syntax/remembered.js'
import { wrapped } from '../../syntax/unwrap.js'
import { isCalled } from '../releases.js'

/** A use by which a file ends what a cell holds, as far as the verb says. */
export interface SeenEnd {
  /**
   * - `method`: a method of the value; `function`: one that is given it or a part of it
   * - `call`: the value is a function, and is called
   */
  readonly by: 'method' | 'function' | 'call'
  /** The method or function; the name of the cell, for a call. */
  readonly name: string
  readonly node: TSESTree.Node
  /** Whether it stands in a `finally`, or in what ends an owner. */
  readonly isCertain: boolean
  readonly awaits: boolean
}

/**
 * Whether a file may end what a call makes, at a glance: it ends something, or keeps this under a name that says that it ends
 * something when it is called.
 */
export function mayBeEnded(facts: FileFacts, site: CallNode): boolean {
  if (endsAnything(facts)) return true
  const name = nameGiven(site)
  return name === undefined || isNamedAsEnd(name)
}

/** The name that a call is declared or assigned under, as a statement of its own; undefined where it goes another way. */
function nameGiven(site: CallNode): string | undefined {
  const { parent } = wrapped(site)
  if (parent?.type === 'VariableDeclarator')
    return parent.id.type === 'Identifier' ? parent.id.name : undefined
  if (parent?.type !== 'AssignmentExpression' || parent.parent.type !== 'ExpressionStatement')
    return undefined
  const { left } = parent
  if (left.type === 'Identifier') return left.name
  return left.type === 'MemberExpression' && !left.computed ? memberName(left) : undefined
}

/** Answers the cells that a fresh value is put into at once. */
export function cellsFilledBy(facts: FileFacts, site: CallNode): readonly Cell[] {
  // Most calls are statements, or parts of others: that must cost nothing.
  if (GOES_NOWHERE.has(wrapped(site).parent?.type ?? '')) return NONE
  return destinationsOf(facts, site).flatMap((each) => (each.to === 'cell' ? [each.cell] : []))
}

const GOES_NOWHERE: ReadonlySet<string> = new Set([
  'ExpressionStatement',
  'MemberExpression',
  'ReturnStatement',
  'IfStatement',
  'UnaryExpression',
  'BinaryExpression',
  'TemplateLiteral',
  'SpreadElement',
  'Property',
])

const NONE: readonly never[] = []

/**
 * Answers how a file ends what a cell holds; undefined where it does not. Only verbs that mean an end count, and those
 * that may mean others only where all else ends as well. What is ended on an early way out alone is meant to stay open.
 */
export function endOfCell(facts: FileFacts, cell: Cell): SeenEnd | undefined {
  if (!endsAnything(facts) && !isNamedAsEnd(ownName(cell))) return undefined
  if (cell.variable && isUsedPlainly(cell.variable, mayBeEnd)) return undefined
  const known = endsByPlace(facts).get(identityOf(cell))
  if (known) return known.end
  let end: SeenEnd | undefined
  const { uses } = heldIn(facts, cell)
  for (const use of uses) {
    const found = endBy(facts, cell, use)
    if (!found || isOnEarlyWayOut(found.node) || isOccasional(cell, found)) continue
    if (found.by === 'function' && uses.some((each) => begins(each, found.name))) continue
    if (!end || (found.isCertain && !end.isCertain))
      end = { ...found, name: end?.name ?? found.name, by: end?.by ?? found.by }
  }
  endsByPlace(facts).set(identityOf(cell), { end })
  return end
}

/** `takeLock(token)`, which `releaseLock(token)` undoes: that begins something, and the token is only the name of it. */
function begins(use: Use, end: string): boolean {
  const name = use.kind === 'argument' ? calleeName(use.call) : undefined
  return name !== undefined && INVERSE_VERBS.some((verbs) => inverseBy(name, verbs) === end)
}

/** Whether what a name calls may end what it is called on, or is given. */
const mayBeEnd = rememberedName(
  (name): boolean =>
    ENDS_FOR_GOOD.has(name) || ENDS_PERHAPS.has(name) || ENDS_LAST.test(name) || isClosingVerb(name),
)

/** Whether a file calls anything that ends something by its name: most need no further look. */
export const endsAnything = perFile(
  (facts): boolean => endingMembers(facts).length > 0 || closingCalls(facts).length > 0,
)

const endingMembers = nodesNamed(
  'members',
  (name) => ENDS_FOR_GOOD.has(name) || ENDS_PERHAPS.has(name) || ENDS_LAST.test(name),
)
const closingCalls = nodesNamed('calls', isClosingVerb)

/** Whether what is kept under a name is a function that ends something. */
function isNamedAsEnd(name: string): boolean {
  return isClosingVerb(name) || RELEASING_NAME.test(name)
}

function ownName({ text }: Pick<Cell, 'text'>): string {
  return text.slice(text.lastIndexOf('.') + 1)
}

/** A callback within the function that ends a local does so when something comes, as a way to give it up. */
function isOccasional({ kind, scope, target }: Cell, { node, isCertain, by }: SeenEnd): boolean {
  if (kind !== 'local' || by !== 'method' || isCertain) return false
  const [around] = enclosingFunctions(node)
  return around !== scope && around !== enclosingFunctions(target)[0]
}

/** By cell: each write of a variable makes a cell of its own. */
const endsByPlace = perFile(() => new Map<string, { readonly end: SeenEnd | undefined }>())

/** Answers how a use ends the value of a cell, by the verb alone. */
export function endBy(facts: FileFacts, cell: Pick<Cell, 'text' | 'kind'>, use: Use): SeenEnd | undefined {
  if (isCalled(use)) {
    const name = ownName(cell)
    const call = wrapped(use.node).parent as TSESTree.CallExpression
    const isRelease = !STOPS_MEASURING.test(name) && call.arguments.length === 0 && isNamedAsEnd(name)
    return isRelease ? seen('call', name, call) : undefined
  }
  switch (use.kind) {
    case 'receiver': {
      const { method = '', call } = use
      // `close(1000, reason)` may as well send a word of farewell to somebody else.
      if (call.arguments.length > 1) return undefined
      // `destroy(error)` fails a stream, and says nothing of what becomes of one that succeeds.
      if (method === 'destroy' && call.arguments.length > 0) return undefined
      if (ENDS_FOR_GOOD.has(method)) return seen('method', method, call)
      if (ENDS_PERHAPS.has(method) && endsOthersToo(call)) return seen('method', method, call)
      return isLastOfLocal(cell, method, call) ? seen('method', method, call) : undefined
    }
    case 'argument':
      // What follows the first says how to end that: `destroy(stream, error)`.
      return use.index === 0 ? endByFunction(facts, use.call) : undefined
    case 'property': {
      // `at(list[0])`: an element of it is another thing.
      if (use.member.computed || !NAMES_A_THING.test(memberName(use.member) ?? '')) return undefined
      const part = useOf(facts, use.member)
      return part.kind === 'argument' ? endByFunction(facts, part.call) : undefined
    }
    default:
      return undefined
  }
}

/** `finally { timeout.clear() }`, of a variable: there is nothing else that it could be done for. */
function isLastOfLocal({ kind }: Pick<Cell, 'kind'>, method: string, call: CallNode): boolean {
  return kind === 'local' && ENDS_LAST.test(method) && call.arguments.length === 0 && isInFinally(call)
}

/** What it answers is not asked for: `releaseOf(x)`, whose result is used, names something that is there. */
function endByFunction(facts: FileFacts, call: CallNode): SeenEnd | undefined {
  const name = call.type === 'CallExpression' ? calleeName(call) : undefined
  // `end(node)` says where it ends.
  if (name === undefined || name === 'end' || !isClosingVerb(name) || GIVES_UP.test(name)) return undefined
  // `note.destroyWith(context)`: it ends what it is called on, by means of what it is given.
  if (/With(?![a-z])/.test(name)) return undefined
  if (endsItsReceiver(facts, call, name)) return undefined
  const { kind } = useOf(facts, call)
  return kind === 'tested' || kind === 'returned' ? seen('function', name, call) : undefined
}

/** To cancel is to give up what may be over by itself. */
const GIVES_UP = /^_*(?:cancel|abort)/

/** `this.destroy(error)`, `socket.end(text)`: a bare verb ends what it is called on, and is given a last word. */
function endsItsReceiver(facts: FileFacts, call: CallNode, name: string): boolean {
  const receiver = call.type === 'CallExpression' ? receiverOf(call) : undefined
  if (!receiver || moduleOf(receiver, facts.bindings) !== undefined) return false
  return CLOSING_METHODS.includes(name) || ENDS_PERHAPS.has(name) || name === 'end'
}

function seen(by: SeenEnd['by'], name: string, call: TSESTree.Node): SeenEnd {
  return {
    by,
    name,
    node: call,
    isCertain: endsOthersToo(call),
    awaits: wrapped(call).type === 'AwaitExpression',
  }
}

/** Whether a node stands in a `finally`, in a teardown by its name, or in the cleanup that an effect returns. */
function endsOthersToo(node: TSESTree.Node): boolean {
  return isInFinally(node) || enclosingFunctions(node).some(isTeardown)
}

function isTeardown(node: Parameters<typeof functionName>[0]): boolean {
  const name = functionName(node)
  if (name !== undefined) return isTeardownName(name, node.params.length, new Set())
  return node.parent.type === 'ReturnStatement'
}

/** Whether a node stands in the `finally` of a statement of its function, or in a function that a promise's `finally` runs. */
export function isInFinally(node: TSESTree.Node): boolean {
  let child = node
  for (let current = node.parent; current; child = current, current = current.parent) {
    if (current.type === 'TryStatement' && current.finalizer === child) return true
    if (isFunction(current)) {
      const { parent } = current
      return parent.type === 'CallExpression' && parent.callee !== current && calleeName(parent) === 'finally'
    }
  }
  return false
}
