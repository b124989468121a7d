import type { TSESTree } from '@typescript-eslint/utils'

import { isNothing } from '../syntax/nothing.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { FileFacts } from './file-facts.js'
import type { Table } from './tables.js'
import { useOf } from './uses.js'

/**
 * One thing the file does to a table.
 *
 * - `gain`: puts a value under a key, `empty`: puts `null` or `undefined` there
 * - `read`: reads the value of a key, `presence`: asks whether the key is there, `list`: goes through all keys
 * - `shrink`: takes a key out, `escape`: hands the table to code that may do anything, `none`: does nothing to it
 */
export type TableAccess =
  | { kind: 'gain' | 'empty'; node: WriteNode; key: TSESTree.Expression; value: TSESTree.Expression }
  | { kind: 'read' | 'presence' | 'list' | 'shrink' | 'escape' | 'none'; node: TSESTree.Node }

type WriteNode = TSESTree.AssignmentExpression | TSESTree.CallExpression

/** Answers what one mention of a table does to it. */
export function tableAccessOf(facts: FileFacts, { kind }: Table, node: TSESTree.Node): TableAccess {
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'receiver':
      return kind === 'Map' ? mapCall(use.call, use.method) : objectCall(use.call, use.method)
    case 'property':
      return kind === 'Map' ? { kind: 'none', node } : entryAccess(use.member)
    case 'argument':
      return argumentAccess(use.call, node)
    case 'tested':
      return { kind: isAskedWithIn(node) ? 'presence' : 'none', node }
    case 'assigned':
      return { kind: 'shrink', node }
    default:
      return { kind: isLooped(node) ? 'list' : 'escape', node }
  }
}

function mapCall(call: TSESTree.CallExpression, method: string | undefined): TableAccess {
  const [key, value] = call.arguments
  switch (method) {
    case 'set':
      if (!key || !value || key.type === 'SpreadElement' || value.type === 'SpreadElement')
        return { kind: 'escape', node: call }
      return { kind: isNothing(value) ? 'empty' : 'gain', node: call, key, value }
    case 'get':
      return { kind: 'read', node: call }
    case 'has':
      return { kind: 'presence', node: call }
    case 'delete':
    case 'clear':
      return { kind: 'shrink', node: call }
    case 'forEach':
    case 'keys':
    case 'values':
    case 'entries':
      return { kind: 'list', node: call }
    default:
      return { kind: 'escape', node: call }
  }
}

/** `table[key](…)` reads an entry, `table.hasOwnProperty(key)` asks for one. */
function objectCall(call: TSESTree.CallExpression, method: string | undefined): TableAccess {
  return { kind: method === 'hasOwnProperty' ? 'presence' : 'read', node: unwrap(call.callee) }
}

function entryAccess(member: TSESTree.MemberExpression): TableAccess {
  const outer = wrapped(member)
  const { parent } = outer
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
    return { kind: 'shrink', node: parent }
  if (parent?.type === 'AssignmentExpression' && parent.left === outer) {
    if (!member.computed) return { kind: 'none', node: parent }
    const kind = isNothing(parent.right) ? 'empty' : 'gain'
    return { kind, node: parent, key: member.property, value: parent.right }
  }
  return { kind: memberName(member) === undefined || member.computed ? 'read' : 'none', node: member }
}

function argumentAccess(call: TSESTree.Node, node: TSESTree.Node): TableAccess {
  const name = call.type === 'CallExpression' ? (calleeName(call) ?? '') : ''
  if (/^(?:keys|values|entries|getOwnPropertyNames)$/.test(name)) return { kind: 'list', node }
  if (name === 'hasOwn') return { kind: 'presence', node }
  return { kind: name === 'deleteProperty' || name === 'unset' ? 'shrink' : 'escape', node }
}

function isAskedWithIn(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'BinaryExpression' && parent.operator === 'in'
}

function isLooped(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'ForInStatement' || parent?.type === 'ForOfStatement'
}
