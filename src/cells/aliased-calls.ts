import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue } from '../syntax/bindings.js'
import { addTo } from '../syntax/grouping.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, type FileFacts } from './file-facts.js'

/**
 * Answers what a callee stands for, where it is a constant for something else or one of several: `https.get` and `http.get`
 * of `const get = secure ? https.get : http.get`. The callee alone where it is neither.
 */
export function calleesMeant(facts: FileFacts, callee: TSESTree.Node, depth = 0): readonly TSESTree.Node[] {
  const node = unwrap(callee)
  if (depth > MAX_DEPTH) return [node]
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap((each) => calleesMeant(facts, each, depth + 1))
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const value = variable && soleValue(variable)
      return value && (STANDS_FOR.has(value.type) || boundBy(value))
        ? calleesMeant(facts, boundBy(value) ?? value, depth + 1)
        : [node]
    }
    case 'MemberExpression': {
      const object = unwrap(node.object)
      const value = valueOf(facts, object)
      // Each is asked for its module, which the member of it has as well.
      if (value.type === 'ConditionalExpression') return calleesMeant(facts, value, depth + 1)
      const table =
        object.type === 'MemberExpression' && object.computed ? valueOf(facts, object.object) : object
      return table.type === 'ObjectExpression' ? entriesOf(table) : [node]
    }
    default:
      return [node]
  }
}

/** `process.on.bind(process)` is what it is bound to, by another name. */
function boundBy(value: TSESTree.Node): TSESTree.MemberExpression | undefined {
  const call = unwrap(value)
  if (call.type !== 'CallExpression' || call.arguments.length !== 1) return undefined
  const callee = unwrap(call.callee)
  const bound =
    callee.type === 'MemberExpression' && memberName(callee) === 'bind' ? unwrap(callee.object) : undefined
  return bound?.type === 'MemberExpression' ? bound : undefined
}

function valueOf(facts: FileFacts, node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node)
  const variable = inner.type === 'Identifier' ? facts.bindings.variableOf(inner) : undefined
  return unwrap((variable && soleValue(variable)) ?? inner)
}

/** `const clients = { 'http:': http, 'https:': https }`, of which one is taken. */
function entriesOf({ properties }: TSESTree.ObjectExpression): readonly TSESTree.Node[] {
  return properties.flatMap((property) => (property.type === 'Property' ? [property.value] : []))
}

const MAX_DEPTH = 4

const STANDS_FOR: ReadonlySet<string> = new Set(['ConditionalExpression', 'MemberExpression', 'Identifier'])

const NONE: readonly never[] = []

/** Answers the calls of what goes by a name elsewhere, and by another one where it is called. */
export function callsByOtherName(facts: FileFacts, name: string): readonly TSESTree.CallExpression[] {
  return callsOfAliases(facts).get(name) ?? NONE
}

const callsOfAliases = perFile((facts): ReadonlyMap<string, readonly TSESTree.CallExpression[]> => {
  const found = new Map<string, TSESTree.CallExpression[]>()
  for (const [name, calls] of facts.nodes.calls) {
    for (const call of calls) {
      if (call.callee.type !== 'Identifier') continue
      const variable = facts.bindings.variableOf(call.callee)
      const value = variable && soleValue(variable)
      // Most are what they are called.
      if (!value || !(STANDS_FOR.has(value.type) || boundBy(value))) continue
      for (const each of calleesMeant(facts, call.callee)) {
        const own = each.type === 'Identifier' ? each.name : nameOfMember(each)
        if (own !== undefined && own !== name) addTo(found, own, call)
      }
    }
  }
  return found
})

function nameOfMember(node: TSESTree.Node): string | undefined {
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}
