import type { TSESTree } from '@typescript-eslint/utils'

import { CLOSES_LOCAL, OPENS_SOMETHING } from '../protocols/resources.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { enclosingFunction, runsAtModuleLoad } from '../syntax/functions.js'
import { moduleOf } from '../syntax/module-origin.js'
import { receiverOf } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { perFile, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { isOnEarlyWayOut } from '../syntax/early-way-out.js'
import { useOf } from '../cells/uses.js'

/** A call whose result the code around it treats as something to close. */
export interface InferredResource {
  node: CallNode
  protocol: ResourceProtocol
  isInferred: true
}

/**
 * Answers the calls of a file that, by their name, open something, and whose result their own function closes
 * again: the code itself says that this has to be released. Whether the call comes from a known library does
 * not matter then.
 */
export const inferredResources = perFile((facts): readonly InferredResource[] => {
  const found: InferredResource[] = []
  for (const [name, calls] of facts.nodes.calls) {
    if (!OPENS_SOMETHING.test(name)) continue
    for (const node of calls) {
      if (runsAtModuleLoad(node) || makesPart(facts, node, name)) continue
      const protocol = protocolOf(facts, node)
      if (protocol) found.push({ node, protocol, isInferred: true })
    }
  }
  return found
})

/** `connection.createChannel()` makes a part of what it is called on, which ends with that at the latest. */
function makesPart(facts: FileFacts, node: TSESTree.CallExpression, name: string): boolean {
  return (
    name.startsWith('create') &&
    receiverOf(node) !== undefined &&
    moduleOf(node.callee, facts.bindings) === undefined
  )
}

function protocolOf(facts: FileFacts, node: CallNode): ResourceProtocol | undefined {
  const use = useOf(facts, node)
  if (use.kind !== 'alias') return undefined
  const scope = enclosingFunction(node)
  let release: { method: string; awaits: boolean } | undefined
  for (const { identifier } of use.variable.references) {
    const each = useOf(facts, identifier)
    if (each.kind !== 'receiver' || each.method === undefined || !CLOSES_LOCAL.has(each.method)) continue
    if (enclosingFunction(each.node) !== scope || !isStatement(each.call) || isOnEarlyWayOut(each.call))
      continue
    release ??= { method: each.method, awaits: wrapped(each.call).type === 'AwaitExpression' }
  }
  if (!release) return undefined
  const { method, awaits } = release
  return resource({
    noun: 'resource',
    acquire: { name: '', form: 'function' },
    methods: [method, ...[...CLOSES_LOCAL].filter((other) => other !== method), 'abort', 'end'],
    awaits,
    example: '',
  })
}

/** `session.close();`, `await session.close();` */
function isStatement(call: TSESTree.CallExpression): boolean {
  return wrapped(call).parent?.type === 'ExpressionStatement'
}
