import type { TSESTree } from '@typescript-eslint/utils'

import { ADDS_TO_LIST, DISPOSABLE_STORE } from '../../protocols/subscriptions.js'
import { COLLECTORS } from '../../protocols/teardowns.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { perFile, type CallNode, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'

/** A call or construction whose result is given to something that disposes of it at the end of an owner. */
export interface CollectedCall {
  node: CallNode
  /** `this._register(…)`, `this.disposables.push(…)` */
  collector: TSESTree.CallExpression
}

/** Answers the calls and constructions of a file whose result goes into a collector, in source order. */
export const collectedCalls = perFile((facts): readonly CollectedCall[] => {
  const found: CollectedCall[] = []
  const { collectors } = facts.settings
  const ofUser = [...collectors].filter((name) => !collects(name)).map((name) => facts.nodes.calls.get(name))
  for (const calls of [...collectingCalls(facts).map(([, calls]) => calls), ...ofUser]) {
    for (const collector of calls ?? []) {
      if (!isCollector(facts, collector)) continue
      for (const node of collector.arguments.flatMap(elementsOf)) {
        if (node.type === 'CallExpression' || node.type === 'NewExpression') found.push({ node, collector })
      }
    }
  }
  return found.sort((a, b) => a.node.range[0] - b.node.range[0])
})

/** `this.toDispose.pushAll([a.onOpen(show), b.onOpen(show)])` */
function elementsOf(argument: TSESTree.Node): TSESTree.Node[] {
  const node = unwrap(argument)
  if (node.type !== 'ArrayExpression') return [node]
  return node.elements.flatMap((element) => (element ? [unwrap(element)] : []))
}

function collects(name: string): boolean {
  return ADDS_TO_LIST.has(name) || COLLECTORS.has(name)
}

const collectingCalls = nodesNamed('calls', collects)

/** Whether a call gives its arguments to something that disposes of them at the end. */
export function isCollector(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const name = calleeName(call)
  if (name === undefined) return false
  if (COLLECTORS.has(name) || facts.settings.collectors.has(name)) return true
  if (!ADDS_TO_LIST.has(name)) return false
  const receiver = receiverOf(call)
  const list = receiver && unwrap(receiver)
  const listName =
    list?.type === 'Identifier' ? list.name : list?.type === 'MemberExpression' ? memberName(list) : undefined
  return listName !== undefined && DISPOSABLE_STORE.test(listName)
}

/** Answers the collector that the value of an expression is given to. */
export function collectorAround(
  facts: FileFacts,
  expression: TSESTree.Node,
): TSESTree.CallExpression | undefined {
  const value = wrapped(expression)
  const node = value.parent?.type === 'ArrayExpression' ? value.parent : value
  const { parent } = node
  if (parent?.type !== 'CallExpression' || parent.callee === node) return undefined
  return isCollector(facts, parent) ? parent : undefined
}
