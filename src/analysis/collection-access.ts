import { isNothing } from '../syntax/nothing.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { COLLECTION_READERS } from '../protocols/collections.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { Collection } from './collections.js'
import type { FileFacts } from './file-facts.js'
import { useOf } from './uses.js'

/** One thing the file does to a collection. */
export type Access =
  | { kind: 'grow'; node: TSESTree.Node; key: TSESTree.Node | undefined; value: TSESTree.Node | undefined }
  | { kind: 'shrink'; node: TSESTree.Node }
  | { kind: 'bound' | 'read' | 'escape'; node: TSESTree.Node }

/** Answers what one mention of a collection does to it. */
export function accessOf(facts: FileFacts, collection: Collection, node: TSESTree.Node): Access {
  const { protocol } = collection
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'receiver': {
      const { method, call } = use
      if (method === undefined) return { kind: 'escape', node }
      const grow = protocol.grow.get(method)
      if (grow) {
        const [key, value] = [grow.key, grow.value].map((index) =>
          index === undefined ? undefined : call.arguments[index],
        )
        return { kind: 'grow', node: call, key, value }
      }
      if (protocol.shrink.has(method)) return { kind: 'shrink', node: call }
      if (handsOnCollection(call)) return { kind: 'escape', node }
      return { kind: COLLECTION_READERS.has(method) || protocol.noun === 'string' ? 'read' : 'escape', node }
    }
    case 'property':
      return memberAccess(facts, collection, use.member)
    case 'assigned':
      return assignmentAccess(facts, node, use.value)
    case 'argument': {
      const name = calleeName(use.call) ?? ''
      if (READERS_OF_ARGUMENTS.has(name)) return { kind: sizeIsCompared(use.call) ? 'bound' : 'read', node }
      return { kind: 'escape', node }
    }
    case 'tested':
      return { kind: 'read', node }
    default:
      return { kind: isIterated(node) || protocol.noun === 'string' ? 'read' : 'escape', node }
  }
}

/** `map.forEach((value, key, map) => …)`: the callback gets the collection itself. */
function handsOnCollection(call: TSESTree.CallExpression): boolean {
  const THIRD = 3
  return call.arguments.some((argument) => isFunction(argument) && argument.params.length >= THIRD)
}

const READERS_OF_ARGUMENTS = new Set([
  'keys',
  'values',
  'entries',
  'from',
  'isArray',
  'stringify',
  'log',
  'debug',
  'info',
  'warn',
  'error',
  'fromEntries',
  'Map',
  'Set',
  'hasOwn',
  'Boolean',
  'String',
  'getOwnPropertyNames',
])

function memberAccess(facts: FileFacts, collection: Collection, member: TSESTree.MemberExpression): Access {
  const { protocol } = collection
  const outer = wrapped(member)
  const { parent } = outer
  if (memberName(member) === protocol.size) {
    if (parent?.type === 'AssignmentExpression' && parent.left === outer)
      return { kind: 'shrink', node: parent }
    return { kind: isCompared(outer) || isJudged(facts, member) ? 'bound' : 'read', node: member }
  }
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
    return { kind: 'shrink', node: parent }
  if (parent?.type === 'AssignmentExpression' && parent.left === outer) {
    if (isNothing(parent.right)) return { kind: 'read', node: member }
    const key = member.computed ? member.property : undefined
    if (!key) return { kind: 'read', node: member }
    // `list[list.length] = entry`
    const isAppended = key.type === 'MemberExpression' && memberName(key) === protocol.size
    return { kind: 'grow', node: parent, key: isAppended ? undefined : key, value: undefined }
  }
  // What an entry holds is not followed: `table[key].push(…)`.
  return { kind: 'read', node: member }
}

function assignmentAccess(facts: FileFacts, node: TSESTree.Node, value: TSESTree.Expression): Access {
  const { parent } = node
  if (parent?.type === 'AssignmentExpression' && parent.operator === '+=') {
    return { kind: 'grow', node: parent, key: undefined, value }
  }
  const inner = unwrap(value)
  const text = facts.sourceCode.getText(node)
  const isSame = (other: TSESTree.Node): boolean => facts.sourceCode.getText(other) === text
  if (parent && extendsItself(inner, isSame)) {
    return { kind: 'grow', node: parent, key: undefined, value: undefined }
  }
  return { kind: 'shrink', node }
}

/** `list = [...list, entry]`, `list = list.concat(entry)`, `text = text + part` */
function extendsItself(value: TSESTree.Node, isSame: (node: TSESTree.Node) => boolean): boolean {
  switch (value.type) {
    case 'ArrayExpression':
      return value.elements.some((element) => element?.type === 'SpreadElement' && isSame(element.argument))
    case 'CallExpression':
      return (
        calleeName(value) === 'concat' &&
        value.callee.type === 'MemberExpression' &&
        isSame(value.callee.object)
      )
    case 'BinaryExpression':
      return value.operator === '+' && isSame(value.left)
    default:
      return false
  }
}

function isIterated(node: TSESTree.Node): boolean {
  return (
    node.parent?.type === 'ForOfStatement' ||
    node.parent?.type === 'ForInStatement' ||
    node.parent?.type === 'SpreadElement'
  )
}

function isCompared(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type === 'BinaryExpression') return !isComparedWithNothing(parent)
  return parent?.type === 'UpdateExpression'
}

/** `const count = map.size; if (count > max) …`, `if (isFull(map.size)) …` */
function isJudged(facts: FileFacts, size: TSESTree.Node): boolean {
  const use = useOf(facts, size)
  if (use.kind === 'alias') return use.variable.references.some(({ identifier }) => isCompared(identifier))
  return use.kind === 'argument' && wrapped(use.call).parent?.type !== 'ExpressionStatement'
}

/** `list.length > 0` asks whether there is anything, which bounds nothing. */
function isComparedWithNothing(node: TSESTree.BinaryExpression): boolean {
  return [node.left, node.right].some((side) => side.type === 'Literal' && side.value === 0)
}

/** `Object.keys(table).length > max` */
function sizeIsCompared(call: TSESTree.Node): boolean {
  const { parent } = call
  return parent?.type === 'MemberExpression' && memberName(parent) === 'length' && isCompared(parent)
}
