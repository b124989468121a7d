import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction } from '../syntax/functions.js'
import { rootOf } from '../syntax/unwrap.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { KeptHandle } from './handle.js'
import { holderOf } from '../lives/lifetime.js'
import type { Owner } from '../lives/owner.js'

/**
 * Whether a handle is kept in an object from outside, as `session.timer` is: whoever that belongs to may release
 * it, and it has an end of its own.
 */
export function isKeptOutside(facts: FileFacts, handle: KeptHandle): boolean {
  const root = rootOf(handle.node)
  const { origin } = holderOf(facts, root)
  return handle.kind === 'member' && (origin === 'parameter' || origin === 'import')
}

/** Whether a handle is a variable of the call that acquires: the call itself, or its callbacks, settle it. */
export function isSettledInItsCall(
  handle: KeptHandle,
  acquisition: TSESTree.Node,
  owner: Owner | undefined,
): boolean {
  if (handle.kind !== 'variable') return false
  const block = handle.variable.scope.variableScope.block as TSESTree.Node
  if (owner?.kind === 'instance' || owner?.kind === 'request') return true
  return owner?.node !== block && block === enclosingFunction(acquisition)
}

/** Whether a node lies in a function that is kept in an object or a field: it is not visible who runs it. */
export function isRunByOthers(node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope || !enclosingFunction(scope)) return false
  const { parent } = scope
  return (
    parent.type === 'AssignmentExpression' ||
    (parent.type === 'Property' && parent.parent.parent.type !== 'CallExpression')
  )
}
