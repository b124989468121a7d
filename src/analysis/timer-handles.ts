import type { TSESTree } from '@typescript-eslint/utils'

import { RELEASING_NAME } from '../protocols/teardowns.js'
import type { TimerProtocol } from '../protocols/timers.js'
import { enclosingFunction, type FunctionNode } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import type { FileFacts } from '../cells/file-facts.js'
import { handleOf, type Handle, type KeptHandle } from './handle.js'
import { nodesOfVariable, type Use } from '../cells/uses.js'

/** Methods of a handle that answer the handle itself. */
const FLUENT = new Set(['unref', 'ref', 'refresh'])

/** Where the handle of a timer is kept, and the call that puts it there. */
interface Keeping {
  handle: Handle
  keeper: TSESTree.CallExpression
}

/**
 * Answers where the handle of a timer goes. A function of this file that hands it to its callers is looked
 * through, if all of them keep it in the same place.
 */
export function handleOfTimer(facts: FileFacts, call: TSESTree.CallExpression): Keeping {
  const handle = handleOf(facts, call, FLUENT)
  const scope = handle.kind === 'returned' ? enclosingFunction(call) : undefined
  const calls = scope ? callsOfLocalFunction(facts, scope) : []
  const [first, ...others] = calls.map((keeper) => ({ handle: handleOf(facts, keeper, FLUENT), keeper }))
  if (!first || !isKept(first.handle)) return { handle, keeper: call }
  const { place } = first.handle
  const agree = others.every((other) => isKept(other.handle) && other.handle.place === place)
  return agree ? first : { handle, keeper: call }
}

function isKept(handle: Handle): handle is KeptHandle {
  return handle.kind === 'variable' || handle.kind === 'member'
}

/** The calls of a function that is in a variable, and of which nothing but calls is made. */
function callsOfLocalFunction(facts: FileFacts, scope: FunctionNode): readonly TSESTree.CallExpression[] {
  const { parent } = scope
  const isExported = parent.type === 'ExportNamedDeclaration' || parent.type === 'ExportDefaultDeclaration'
  const name = scope.id ?? (parent.type === 'VariableDeclarator' ? parent.id : undefined)
  const variable = name && !isExported ? facts.bindings.variableOf(name) : undefined
  if (!variable || parent.parent?.parent?.type === 'ExportNamedDeclaration') return []
  const calls: TSESTree.CallExpression[] = []
  for (const node of nodesOfVariable(variable)) {
    if (node === name) continue
    if (node.parent?.type !== 'CallExpression' || node.parent.callee !== node) return []
    calls.push(node.parent)
  }
  return calls
}

/** Whether a use of a handle stops its timer. */
export function clearsHandle(use: Use, protocol: TimerProtocol): boolean {
  if (use.kind === 'receiver') {
    return use.method !== undefined && !FLUENT.has(use.method) && RELEASING_NAME.test(use.method)
  }
  if (use.kind !== 'argument') return false
  const name = calleeName(use.call)
  return name !== undefined && (protocol.stop.includes(name) || RELEASING_NAME.test(name))
}

/** Whether a use may lead to a release that the analysis does not see. */
export function mayBeReleasedBy(use: Use): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
    case 'property':
      return false
    case 'receiver':
      return use.method === undefined || !(FLUENT.has(use.method) || use.method === 'hasRef')
    default:
      return true
  }
}
