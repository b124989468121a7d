import { isNothing } from '../syntax/nothing.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { COLLECTION_READERS } from '../protocols/collections.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { Collection } from './collection.js'
import { collectionMadeBy } from './collection-makers.js'
import type { FileFacts } from './file-facts.js'
import { useOf } from './uses.js'

/** Code that adds an entry. */
export interface Grow {
  kind: 'grow'
  node: TSESTree.Node
  /** What makes the entry a new one; undefined where every run adds one. */
  key: TSESTree.Node | undefined
  value: TSESTree.Node | undefined
}

/** Code that takes entries out: the one of a key, some of them, or all. */
export interface Shrink {
  kind: 'shrink'
  node: TSESTree.Node
  extent: 'entry' | 'some' | 'all'
  key: TSESTree.Node | undefined
}

/** Code that looks at a collection, or at the entry of a key. */
export interface Read {
  kind: 'read'
  node: TSESTree.Node
  key: TSESTree.Node | undefined
  /** The expression that is the entry's value. */
  entry: TSESTree.Node | undefined
}

/** One thing the file does to a collection. */
export type Access = Grow | Shrink | Read | { kind: 'bound' | 'escape'; node: TSESTree.Node }

/** Methods that are asked for the entry of a key. */
const BY_KEY = new Set(['get', 'has', 'hasOwnProperty', 'includes', 'indexOf'])

const read = (node: TSESTree.Node, key?: TSESTree.Node, entry?: TSESTree.Node): Read => ({
  kind: 'read',
  node,
  key,
  entry,
})

/** Answers what one mention of a collection does to it. */
export function accessOf(facts: FileFacts, collection: Collection, node: TSESTree.Node): Access {
  const { protocol } = collection
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'receiver': {
      const { method, call } = use
      if (method === undefined) {
        // `table[key](…)` calls an entry.
        const { callee } = call
        const isEntry = callee.type === 'MemberExpression' && callee.computed && protocol.grow.size === 0
        return isEntry ? read(node, callee.property, callee) : { kind: 'escape', node }
      }
      const grow = protocol.grow.get(method)
      if (grow) {
        const [key, value] = [grow.key, grow.value].map((index) =>
          index === undefined ? undefined : call.arguments[index],
        )
        return { kind: 'grow', node: call, key, value }
      }
      const extent = protocol.shrink.get(method)
      if (extent)
        return { kind: 'shrink', node: call, extent, key: extent === 'entry' ? call.arguments[0] : undefined }
      if (handsOnCollection(call)) return { kind: 'escape', node }
      if (!COLLECTION_READERS.has(method) && protocol.noun !== 'string') return { kind: 'escape', node }
      return read(
        node,
        BY_KEY.has(method) ? call.arguments[0] : undefined,
        method === 'get' ? call : undefined,
      )
    }
    case 'property':
      return memberAccess(facts, collection, use.member)
    case 'assigned':
      return assignmentAccess(facts, node, use.value)
    case 'argument': {
      const name = calleeName(use.call) ?? ''
      if (READERS_OF_ARGUMENTS.has(name))
        return sizeIsCompared(use.call) ? { kind: 'bound', node } : read(node)
      return { kind: 'escape', node }
    }
    case 'tested':
      return read(node)
    default:
      return isIterated(node) || protocol.noun === 'string' ? read(node) : { kind: 'escape', node }
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
    if (parent?.type === 'AssignmentExpression' && parent.left === outer) {
      const extent = parent.right.type === 'Literal' && parent.right.value === 0 ? 'all' : 'some'
      return { kind: 'shrink', node: parent, extent, key: undefined }
    }
    return isCompared(outer) || isJudged(facts, member) ? { kind: 'bound', node: member } : read(member)
  }
  const key = member.computed ? member.property : undefined
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
    return { kind: 'shrink', node: parent, extent: 'entry', key }
  if (parent?.type === 'AssignmentExpression' && parent.left === outer) {
    if (!key || isNothing(parent.right)) return read(member, key)
    // `list[list.length] = entry`
    const isAppended = key.type === 'MemberExpression' && memberName(key) === protocol.size
    return { kind: 'grow', node: parent, key: isAppended ? undefined : key, value: parent.right }
  }
  return read(member, key, outer)
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
  const extent = collectionMadeBy(facts, inner) ? 'all' : 'some'
  return { kind: 'shrink', node, extent, key: undefined }
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
