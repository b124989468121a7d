import type { TSESTree } from '@typescript-eslint/utils'

import { RECORD } from '../../protocols/collections.js'
import { isModuleVariable, soleValue, type Variable } from '../../syntax/bindings.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Growth } from './growth.js'
import { isEndlessKey } from '../../lives/collections/growth-keys.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'

/**
 * Answers the records that are entries of a map of the module, and to which each closure adds a key of its own, made
 * from a counter: `const own = 'x' + n++` in a factory, `byThing.get(thing)[own] = …` in what it makes. The record
 * lives with the thing and gains a key per closure.
 */
export function countedKeys(facts: FileFacts): Growth[] {
  return facts.nodes.assignments.flatMap((node): Growth[] => {
    const { left } = node
    if (left.type !== 'MemberExpression' || !left.computed) return []
    const key = unwrap(left.property)
    const record = unwrap(left.object)
    if (key.type !== 'Identifier' || record.type !== 'Identifier') return []
    const [own, shared] = [facts.bindings.variableOf(key), facts.bindings.variableOf(record)]
    if (!own || !shared || !isOfClosure(facts, own, node)) return []
    const map = mapBehind(facts, shared)
    if (!map || isDeleted(own)) return []
    return [
      {
        collection: {
          name: record.name,
          lifetime: 'module',
          home: undefined,
          protocol: RECORD,
          node: map,
          made: undefined,
          nodes: nodesOfVariable(shared),
          reachable: false,
          keeper: `\`${facts.sourceCode.getText(map)}\``,
        },
        node,
        certainty: 'known',
        problem: 'countedKey',
        key,
      },
    ]
  })
}

/** Whether a key is made by a counter of the module, once for each of the closures that a function makes. */
function isOfClosure(facts: FileFacts, key: Variable, use: TSESTree.Node): boolean {
  const value = soleValue(key)
  const factory = value && enclosingFunction(value)
  if (!factory || enclosingFunction(use) === factory || !isWithin(use, factory)) return false
  return isCounted(value) && isEndlessKey(facts, value)
}

/** Whether a key, or the value of the variable that it is, counts up with each use: `const id = 'x' + n++`. */
export function isCountedKey(facts: FileFacts, key: TSESTree.Node): boolean {
  const variable = facts.bindings.variableOf(unwrap(key))
  const value = variable ? soleValue(variable) : key
  return (
    value !== undefined &&
    unwrap(value).type !== 'CallExpression' &&
    isCounted(value) &&
    isEndlessKey(facts, value)
  )
}

/** `n++`, `'x' + n++`, `` `x${n++}` ``, `nextId()` */
function isCounted(value: TSESTree.Node): boolean {
  const node = unwrap(value)
  switch (node.type) {
    case 'UpdateExpression':
      return true
    case 'BinaryExpression':
      return isCounted(node.left) || isCounted(node.right)
    case 'TemplateLiteral':
      return node.expressions.some(isCounted)
    case 'CallExpression':
      return calleeName(node) !== undefined
    default:
      return false
  }
}

/** Answers the map of the module that a variable's values are looked up in. */
function mapBehind(facts: FileFacts, record: Variable): TSESTree.Node | undefined {
  if (isModuleVariable(record)) return undefined
  for (const { writeExpr } of record.references) {
    const value = writeExpr && unwrap(writeExpr)
    if (value?.type !== 'CallExpression' || calleeName(value) !== 'get') continue
    const receiver = receiverOf(value)
    const map = receiver?.type === 'Identifier' ? facts.bindings.variableOf(receiver) : undefined
    const made = map && isModuleVariable(map) ? soleValue(map) : undefined
    if (made?.type === 'NewExpression' && /^(?:Weak)?Map$/.test(calleeName(made) ?? '')) return receiver
  }
  return undefined
}

/** Whether something takes out the entry of a key: `delete record[own]`, `map.delete(own)`. */
function isDeleted(key: Variable): boolean {
  return nodesOfVariable(key).some(({ parent }) => {
    if (parent?.type === 'CallExpression') return calleeName(parent) === 'delete'
    return parent?.type === 'MemberExpression' && parent.parent.type === 'UnaryExpression'
  })
}
