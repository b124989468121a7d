import type { TSESTree } from '@typescript-eslint/utils'

import type { ResourceProtocol } from '../protocols/resources.js'
import type { Variable } from '../syntax/bindings.js'
import { enclosingFunction, isFunction, isWithin } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { Acquisition } from './acquisitions.js'
import type { Effect } from './exit-walk.js'
import type { CallNode, FileFacts } from './file-facts.js'
import { effectOnArgument } from './summaries.js'
import { useOf, type Use } from './uses.js'

export function releases(protocol: ResourceProtocol, method: string): boolean {
  return protocol.methods.includes(method)
}

/** Answers the nodes that release a variable's value or hand it on; empty where nothing does either. */
export function effectsOfUses(
  facts: FileFacts,
  acquisition: Acquisition,
  variable: Variable,
  scope: TSESTree.Node,
): Map<TSESTree.Node, Effect> {
  const effects = new Map<TSESTree.Node, Effect>()
  for (const reference of variable.references) {
    const node = reference.identifier as TSESTree.Node
    if (isWithin(acquisition.node, node.parent ?? node) && node.parent?.type === 'VariableDeclarator')
      continue
    const use = useOf(facts, node)
    const effect = effectOfUse(facts, acquisition, use)
    if (!effect) continue
    const release = outermostWithin(effect, scope)
    effects.set(release, 'release')
    for (const link of chainBefore(release)) effects.set(link, 'none')
  }
  return effects
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
  if (name !== undefined && (protocol.functions.includes(name) || releases(protocol, name))) return true
  if (name !== undefined && PURE_READERS.has(name)) return false
  if (protocol.borrowers.length > 0 && isCallOf(facts, use.call, protocol.borrowers)) return false
  return effectOnArgument(facts, use.call, use.index) !== 'borrows'
}

const PURE_READERS = new Set([
  'log',
  'debug',
  'info',
  'warn',
  'isNaN',
  'Boolean',
  'String',
  'inspect',
  'isArray',
])

function isCallOf(facts: FileFacts, call: CallNode, modules: readonly string[]): boolean {
  const source = moduleOf(call.callee, facts.bindings)
  return source !== undefined && isModuleNamed(source, modules)
}
