import type { TSESTree } from '@typescript-eslint/utils'

import { COLLECTION_READERS, type CollectionProtocol } from '../../protocols/collections.js'
import { isFunction } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import type { Collection } from './collection.js'
import { collectionMadeBy } from './makers.js'
import type { CallNode, FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'

/** Code that adds an entry. */
export interface Grow {
  kind: 'grow'
  node: TSESTree.Node
  /** What makes the entry a new one; undefined where every run adds one. */
  key: TSESTree.Node | undefined
  value: TSESTree.Node | undefined
}

/** Code that writes nothing under a key: `null` or `undefined`, where the key stays. */
export interface Void {
  kind: 'void'
  node: TSESTree.AssignmentExpression | TSESTree.CallExpression
  key: TSESTree.Expression
  value: TSESTree.Expression
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
  /** What it learns: the value of a key, whether there is a key, something about all keys, or nothing of the kind. */
  of: 'entry' | 'presence' | 'all' | 'nothing'
  key: TSESTree.Node | undefined
  /** The expression that is the entry's value. */
  entry: TSESTree.Node | undefined
}

/** Code that calls a function which an object holds: the function gets the object as its `this`. */
export interface EntryCall {
  kind: 'call'
  node: TSESTree.Node
  /** Under what key the function is held; undefined where the program names it. */
  key: TSESTree.Node | undefined
}

/** One thing the file does to a collection. */
export type Access =
  Grow | Void | Shrink | Read | EntryCall | { kind: 'bound' | 'escape'; node: TSESTree.Node }

const read = (of: Read['of'], node: TSESTree.Node, key?: TSESTree.Node, entry?: TSESTree.Node): Read => ({
  kind: 'read',
  node,
  of,
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
      const written = method === undefined ? undefined : methodAccess(protocol, call, method)
      if (written) return written
      const isReader = method !== undefined && COLLECTION_READERS.has(method)
      const holdsFunctions = protocol.noun === 'object' || (protocol.noun === 'array' && method === undefined)
      if (!isReader && holdsFunctions) return entryCall(call)
      if (method === undefined || handsOnCollection(call)) return { kind: 'escape', node }
      if (!isReader && protocol.noun !== 'string') return { kind: 'escape', node }
      const [key] = call.arguments
      if (PRESENCE_TESTS.has(method)) return read('presence', node, key)
      return method === 'get' ? read('entry', node, key, call) : read('all', node)
    }
    case 'property':
      return memberAccess(facts, collection, use.member)
    case 'assigned':
      return assignmentAccess(facts, node, use.value)
    case 'argument': {
      const name = calleeName(use.call) ?? ''
      if (name === 'hasOwn' || asksForOwn(use.call)) return read('presence', node)
      if (READERS_OF_ARGUMENTS.has(name))
        return sizeIsCompared(use.call) ? { kind: 'bound', node } : read('all', node)
      if (REMOVERS_OF_ARGUMENTS.has(name))
        return { kind: 'shrink', node: use.call, extent: 'entry', key: use.call.arguments[1] }
      return { kind: 'escape', node }
    }
    case 'tested':
      return read(isAskedWithIn(node) ? 'presence' : 'nothing', node)
    case 'stored':
      // `this.table = this.table || {}`: it is put where it was.
      if (
        facts.places.placeOf(use.target) === facts.places.placeOf(node) &&
        facts.places.placeOf(node) !== undefined
      )
        return read('nothing', node)
      return isIterated(node) || protocol.noun === 'string' ? read('all', node) : { kind: 'escape', node }
    default:
      return isIterated(node) || protocol.noun === 'string' ? read('all', node) : { kind: 'escape', node }
  }
}

/** `map.set(key, value)`, `map.set(key, null)`, `map.delete(key)`: what a method writes, if it does. */
function methodAccess(
  protocol: CollectionProtocol,
  call: TSESTree.CallExpression,
  method: string,
): Grow | Void | Shrink | undefined {
  const grow = protocol.grow.get(method)
  if (grow) {
    const [key, value] = [grow.key, grow.value].map((index) =>
      index === undefined ? undefined : call.arguments[index],
    )
    if (protocol.noun === 'Map' && key && value && isNothing(value) && !isSpread(key) && !isSpread(value))
      return { kind: 'void', node: call, key, value }
    return { kind: 'grow', node: call, key, value }
  }
  const extent = protocol.shrink.get(method)
  if (!extent) return undefined
  return { kind: 'shrink', node: call, extent, key: extent === 'entry' ? call.arguments[0] : undefined }
}

function isSpread(node: TSESTree.CallExpressionArgument): node is TSESTree.SpreadElement {
  return node.type === 'SpreadElement'
}

/** `hasOwnProperty.call(table, key)`, `Object.prototype.hasOwnProperty.call(table, key)` */
function asksForOwn({ callee }: CallNode): boolean {
  if (callee.type !== 'MemberExpression' || memberName(callee) !== 'call') return false
  const asked = unwrap(callee.object)
  const name =
    asked.type === 'Identifier'
      ? asked.name
      : asked.type === 'MemberExpression'
        ? memberName(asked)
        : undefined
  return /^_*hasOwn(?:Property)?$/.test(name ?? '')
}

const PRESENCE_TESTS = new Set(['has', 'hasOwnProperty'])

/** `Reflect.deleteProperty(table, key)`, `unset(table, key)` */
const REMOVERS_OF_ARGUMENTS = new Set(['deleteProperty', 'unset'])

/** `key in table` */
function isAskedWithIn(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'BinaryExpression' && parent.operator === 'in'
}

/** `table[key](…)` */
function entryCall({ callee }: TSESTree.CallExpression): EntryCall {
  const node = unwrap(callee)
  const isKeyed = node.type === 'MemberExpression' && node.computed && memberName(node) === undefined
  return { kind: 'call', node, key: isKeyed ? node.property : undefined }
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
    return isCompared(outer) || isJudged(facts, member)
      ? { kind: 'bound', node: member }
      : read('nothing', member)
  }
  const key = member.computed ? member.property : undefined
  // A property of a Map or Set is no entry of it.
  const isIndexed = protocol.noun !== 'Map' && protocol.noun !== 'Set'
  if (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
    return { kind: 'shrink', node: parent, extent: 'entry', key }
  if (parent?.type === 'AssignmentExpression' && parent.left === outer) {
    if (!key) return read('nothing', member)
    if (isNothing(parent.right))
      return isIndexed
        ? { kind: 'void', node: parent, key, value: parent.right }
        : read('nothing', member, key)
    // `list[list.length] = entry`
    const isAppended = key.type === 'MemberExpression' && memberName(key) === protocol.size
    return { kind: 'grow', node: parent, key: isAppended ? undefined : key, value: parent.right }
  }
  return read(key && isIndexed ? 'entry' : 'nothing', member, key, outer)
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
  // `this.table = this.table || {}`, `this.table ??= {}`: what is there stays.
  const isKept = inner.type === 'LogicalExpression' && inner.operator !== '&&' && isSame(unwrap(inner.left))
  const operator = parent?.type === 'AssignmentExpression' ? parent.operator : '='
  if (isKept || operator === '||=' || operator === '??=') return read('nothing', node)
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
  if (parent?.type === 'BinaryExpression') return !isComparedWithNothing(parent) && !isTestOfWalk(parent)
  return parent?.type === 'UpdateExpression'
}

/** `const count = map.size; if (count > max) …`, `if (isFull(map.size)) …` */
function isJudged(facts: FileFacts, size: TSESTree.Node): boolean {
  const use = useOf(facts, size)
  if (use.kind === 'alias') return use.variable.references.some(({ identifier }) => isCompared(identifier))
  return use.kind === 'argument' && wrapped(use.call).parent?.type !== 'ExpressionStatement'
}

/** `for (let i = 0; i < list.length; i++)` goes through the list, and bounds nothing. */
function isTestOfWalk(test: TSESTree.BinaryExpression): boolean {
  const { parent } = test
  return parent.type === 'ForStatement' && parent.test === test && parent.update?.type === 'UpdateExpression'
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
