import type { TSESTree } from '@typescript-eslint/utils'

import { BORROWING_CALLS, TAKES_OVER } from '../protocols/ownership.js'
import { NEVER_THROWS } from '../protocols/resources.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import type { Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { COLLECTORS } from '../protocols/teardowns.js'
import type { Acquisition } from '../ledger/acquisitions.js'
import { localNamesOf } from '../cells/imported-names.js'
import type { Effect } from '../flow/cell-walk.js'
import type { CallNode, FileFacts } from '../cells/file-facts.js'
import { effectOnArgument } from './summaries.js'
import { useOf, type Use } from '../cells/uses.js'

export function releases(protocol: ResourceProtocol, method: string): boolean {
  return protocol.methods.includes(method)
}

/** Whether a function of a name releases what it is given, also under the name that an import gives it here. */
export function releasesByFunction(facts: FileFacts, protocol: ResourceProtocol, name: string): boolean {
  const { functions, acquire } = protocol
  if (functions.includes(name)) return true
  const { modules } = acquire
  return modules !== undefined && functions.some((each) => localNamesOf(facts, each, modules).includes(name))
}

/** Answers the nodes that release a variable's value or hand it on; empty where nothing does either. */
export function effectsOfUses(
  facts: FileFacts,
  acquisition: Acquisition,
  variable: Variable,
  scope: TSESTree.Node,
): Map<TSESTree.Node, Effect> {
  const effects = new Map<TSESTree.Node, Effect>()
  const lists = listsThatRelease(facts, acquisition, variable)
  for (const reference of variable.references) {
    const node = reference.identifier as TSESTree.Node
    if (!isWithin(node, scope)) continue
    if (isWithin(acquisition.node, node.parent ?? node) && node.parent?.type === 'VariableDeclarator')
      continue
    const use = useOf(facts, node)
    const effect = effectOfUse(facts, acquisition, use)
    if (!effect) continue
    if (isLentBefore(facts, use, acquisition, lists)) {
      for (const exit of returnsOfWhatWraps(facts, use)) effects.set(exit, 'release')
      continue
    }
    const release = outermostWithin(effect, scope)
    const guarded = release === effect ? undefined : guardedCallOf(release)
    effects.set(guarded ?? release, guarded ? 'releaseUnlessThrows' : 'release')
    for (const link of chainBefore(release)) effects.set(link, 'none')
  }
  return effects
}

/** Answers the lists of statements that release a variable's value in one of their own, by where that stands. */
function listsThatRelease(
  facts: FileFacts,
  { protocol }: Acquisition,
  variable: Variable,
): ReadonlyMap<TSESTree.Node, number> {
  const lists = new Map<TSESTree.Node, number>()
  for (const { identifier } of variable.references) {
    const use = useOf(facts, identifier)
    if (use.kind !== 'receiver' || use.method === undefined || !releases(protocol, use.method)) continue
    const statement = wrapped(use.call).parent
    if (statement?.type === 'ExpressionStatement') lists.set(statement.parent, statement.range[0])
  }
  return lists
}

/**
 * `const reader = createReader(file); …; file.close()`: what a statement of the list is given that goes on to
 * close it is lent.
 */
function isLentBefore(
  facts: FileFacts,
  use: Use,
  { protocol }: Acquisition,
  lists: ReadonlyMap<TSESTree.Node, number>,
): boolean {
  if (use.kind !== 'argument' || lists.size === 0) return false
  const name = calleeName(use.call) ?? ''
  if (releasesByFunction(facts, protocol, name) || COLLECTORS.has(name) || TAKES_OVER.test(name)) return false
  const statement = statementOf(use.call)
  if (statement?.type !== 'ExpressionStatement' && statement?.type !== 'VariableDeclaration') return false
  const end = lists.get(statement.parent)
  return end !== undefined && statement.range[0] < end
}

/**
 * `const wrapper = wrap(file); …; return wrapper.unwrap()`: answers the `return` statements that may hand on what
 * a variable was lent to, or what that made in turn.
 */
function returnsOfWhatWraps(facts: FileFacts, use: Use): TSESTree.Node[] {
  const pending = use.kind === 'argument' ? variablesMadeBy(facts, use.call) : []
  const seen = new Set<Variable>()
  const exits: TSESTree.Node[] = []
  for (let variable = pending.pop(); variable; variable = pending.pop()) {
    if (seen.has(variable)) continue
    seen.add(variable)
    for (const { identifier } of variable.references) {
      const exit = returnAround(identifier)
      if (exit) exits.push(exit)
      const next = useOf(facts, identifier)
      if (next.kind === 'receiver' || next.kind === 'argument') {
        pending.push(...variablesMadeBy(facts, next.call))
      }
    }
  }
  return exits
}

function variablesMadeBy(facts: FileFacts, call: CallNode): Variable[] {
  const use = useOf(facts, call)
  return use.kind === 'alias' ? [use.variable] : []
}

function returnAround(node: TSESTree.Node): TSESTree.ReturnStatement | undefined {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (current.type === 'ReturnStatement') return current
    if (isFunction(current)) return undefined
  }
  return undefined
}

/** The statement that a node is part of, where no function lies between them. */
function statementOf(node: TSESTree.Node): TSESTree.Node | undefined {
  let current: TSESTree.Node | undefined = node
  while (current && current.type !== 'ExpressionStatement' && current.type !== 'VariableDeclaration') {
    if (isFunction(current)) return undefined
    current = current.parent
  }
  return current
}

/**
 * A release in a nested function counts from where that function is made: when it runs is not known, but
 * that it was meant to is.
 */
function outermostWithin(node: TSESTree.Node, scope: TSESTree.Node): TSESTree.Node {
  let result = node
  for (
    let current = enclosingFunction(node);
    current && current !== scope;
    current = enclosingFunction(current)
  ) {
    if (!isWithin(current, scope)) break
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
  if (NEVER_THROWS.has(calleeName(call) ?? '')) return undefined
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
function chainBefore(release: TSESTree.Node): TSESTree.Node[] {
  const call = release.parent
  if (!isFunction(release) || call?.type !== 'CallExpression' || !SETTLED.has(calleeName(call) ?? ''))
    return []
  const links: TSESTree.Node[] = []
  let current: TSESTree.Node = unwrap(call.callee)
  while (current.type === 'MemberExpression' || current.type === 'CallExpression') {
    if (current.type === 'CallExpression') links.push(current)
    current = unwrap(current.type === 'CallExpression' ? current.callee : current.object)
  }
  return links
}

const SETTLED = new Set(['finally', 'then', 'catch'])

/** The node at which a use releases or hands on the value; undefined for one that only borrows it. */
function effectOfUse(facts: FileFacts, acquisition: Acquisition, use: Use): TSESTree.Node | undefined {
  const { protocol } = acquisition
  switch (use.kind) {
    case 'tested':
      return isIteratedOver(use.node) ? use.node : undefined
    case 'assigned':
      return undefined
    case 'property':
      return releases(protocol, memberText(use.member))
        ? use.member
        : isStoredBound(use)
          ? use.member
          : undefined
    case 'receiver': {
      const { method, call } = use
      if (method === undefined || releases(protocol, method) || protocol.consumers.includes(method))
        return call
      return undefined
    }
    case 'argument':
      return handsOn(facts, acquisition, use) ? use.call : undefined
    case 'returned':
      return useStatement(use.node)
    default:
      return useStatement(use.node)
  }
}

/** `const end = client.end`: the release itself is taken out to be called later. */
function isStoredBound(use: Extract<Use, { kind: 'property' }>): boolean {
  return use.member.parent.type === 'VariableDeclarator'
}

function memberText(member: TSESTree.MemberExpression): string {
  return member.property.type === 'Identifier' && !member.computed ? member.property.name : ''
}

/** `for await (const entry of directory)` reads to the end and closes. */
function isIteratedOver(node: TSESTree.Node): boolean {
  return node.parent?.type === 'ForOfStatement'
}

/** The node of the value itself, or what it is part of: where the walk passes when the value goes there. */
function useStatement(node: TSESTree.Node): TSESTree.Node {
  let current = wrapped(node)
  while (
    current.parent &&
    (current.parent.type === 'LogicalExpression' ||
      current.parent.type === 'ConditionalExpression' ||
      current.parent.type === 'SequenceExpression')
  ) {
    current = current.parent
  }
  return node.type === 'Identifier' ? node : current
}

function handsOn(
  facts: FileFacts,
  acquisition: Acquisition,
  use: Extract<Use, { kind: 'argument' }>,
): boolean {
  const { protocol } = acquisition
  const name = calleeName(use.call)
  if (name !== undefined && (releasesByFunction(facts, protocol, name) || releases(protocol, name)))
    return true
  if (name !== undefined && BORROWING_CALLS.has(name)) return false
  if (protocol.isLent) return false
  if (protocol.borrowers.length > 0 && isCallOf(facts, use.call, protocol.borrowers)) return false
  return effectOnArgument(facts, use.call, use.index) !== 'borrows'
}

function isCallOf(facts: FileFacts, call: CallNode, modules: readonly string[]): boolean {
  const source = moduleOf(call.callee, facts.bindings)
  return source !== undefined && isModuleNamed(source, modules)
}
