import type { TSESTree } from '@typescript-eslint/utils'

import { DELAYED_FUNCTIONS, type DelayedFunctionRow } from '../protocols/delayed-functions.js'
import { importSource } from '../syntax/bindings.js'
import { calleeName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { handleOf, usesOfHandle, type KeptHandle } from './handle.js'
import { ownersOf, type Owner } from '../lives/owner.js'
import type { Use } from '../cells/uses.js'

/** A debounced or throttled function whose last call may come after the end of its owner. */
export interface DelayedCall {
  node: TSESTree.CallExpression
  row: DelayedFunctionRow
  owner: Owner
  handle: KeptHandle
}

/** Answers the debounced and throttled functions of a file whose owner has an end and does not cancel them there. */
export const uncancelledCalls = perFile((facts): readonly DelayedCall[] =>
  makers(facts).flatMap(({ node, row }) => {
    const handle = handleOf(facts, node, new Set())
    const owners = ownersOf(facts, node)
    const [owner] = owners
    if (handle.kind !== 'variable' && handle.kind !== 'member') return []
    if (owner?.ends !== 'yes' || owner.teardowns.length === 0) return []
    const uses = usesOfHandle(facts, handle, node)
    return uses.some((use) => mayCancel(use, row)) ? [] : [{ node, row, owner, handle }]
  }),
)

/**
 * `f.cancel()`, `f.flush()`, or the function given to code that may call them. A listener is taken off by
 * `removeListener('x', f)`, but a call that waits is not.
 */
function mayCancel(use: Use, { cancel }: DelayedFunctionRow): boolean {
  switch (use.kind) {
    case 'receiver':
      return use.method === undefined || use.method === cancel || use.method === 'flush'
    case 'argument':
      return use.call.type === 'CallExpression' && !HANDLES_LISTENERS.test(calleeName(use.call) ?? '')
    case 'tested':
    case 'alias':
      return false
    case 'other':
      return !isCalled(use.node)
    default:
      return true
  }
}

function isCalled(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'CallExpression' && unwrap(parent.callee) === node
}

const HANDLES_LISTENERS =
  /^(?:on|once|off|listen|unlisten|(?:add|remove|prepend)\w*Listener|(?:un)?observe|(?:un)?subscribe)$/

function makers(facts: FileFacts): { node: TSESTree.CallExpression; row: DelayedFunctionRow }[] {
  return [...facts.nodes.calls.values()].flat().flatMap((node) => {
    const source = sourceOf(facts, node)
    const row =
      source &&
      DELAYED_FUNCTIONS.find((each) => each.modules.includes(source.module) && isMeant(each, source))
    return row ? [{ node, row }] : []
  })
}

interface Source {
  module: string
  /** The name in the module that is called; undefined for the module itself or its default. */
  name: string | undefined
}

function isMeant(row: DelayedFunctionRow, { module, name }: Source): boolean {
  return name === undefined ? module.includes(row.name) : name === row.name
}

/** Answers what is called, where it is imported. */
function sourceOf(facts: FileFacts, node: TSESTree.CallExpression): Source | undefined {
  const callee = unwrap(node.callee)
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const variable = facts.bindings.variableOf(root)
  const module = variable && importSource(variable)
  if (module === undefined) return undefined
  if (callee.type === 'MemberExpression') return { module, name: calleeName(node) }
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type === 'ImportSpecifier') {
    const { imported } = definition
    return { module, name: imported.type === 'Identifier' ? imported.name : imported.value }
  }
  const isDestructured = definition?.type === 'VariableDeclarator' && definition.id.type === 'ObjectPattern'
  return { module, name: isDestructured ? variable?.name : undefined }
}
