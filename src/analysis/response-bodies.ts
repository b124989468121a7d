import type { TSESTree } from '@typescript-eslint/utils'

import type { BodyHolder } from '../protocols/responses.js'
import type { FunctionNode } from '../syntax/functions.js'
import { keyName, memberName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { leavesBody } from './body-uses.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { responseSources, type ResponseSource } from './response-sources.js'
import { certaintyOfUnread, unreadVariable, type UnreadBody } from './unread-exits.js'
import { useOf } from '../cells/uses.js'

/** Answers the responses of a file that are left unread on some way out. */
export const unreadBodies = perFile((facts): readonly UnreadBody[] => {
  const seen = new Set<FunctionNode>()
  return responseSources(facts).flatMap((source) => {
    if (source.protocol.arrives === 'promise') return unreadResult(facts, source, source.node)
    const callbacks = source.callbacks.filter((callback) => !seen.has(callback))
    for (const callback of callbacks) seen.add(callback)
    return callbacks.flatMap((callback) => unreadParameter(facts, source, callback))
  })
})

/** What becomes of a request's promise, or of what it answers. */
function unreadResult(facts: FileFacts, source: ResponseSource, node: TSESTree.Node): UnreadBody[] {
  const use = useOf(facts, node)
  const { response } = source.protocol
  switch (use.kind) {
    case 'tested':
      return wrapped(node).parent?.type === 'ExpressionStatement' ? dropped(source, source.node) : []
    case 'property':
      return unreadMember(facts, source, use.member, response)
    case 'receiver': {
      if (use.method === 'catch' || use.method === 'finally') return unreadResult(facts, source, use.call)
      const [callback] = use.call.arguments
      if (use.method !== 'then' || !callback) return []
      return functionsMeantBy(facts, callback).flatMap((each) => unreadParameter(facts, source, each))
    }
    case 'stored':
      return use.target.type === 'ObjectPattern'
        ? unreadPattern(facts, source, use.target, regionStart(node))
        : []
    case 'alias':
      return unreadVariable(facts, source, use.variable, response, regionStart(node))
    default:
      return []
  }
}

function regionStart(node: TSESTree.Node): TSESTree.Node {
  return wrapped(node)
}

function dropped(source: ResponseSource, node: TSESTree.Node): UnreadBody[] {
  const certainty = certaintyOfUnread(source)
  if (!certainty) return []
  const found: UnreadBody = {
    source,
    certainty,
    problem: 'dropped',
    node,
    variable: undefined,
    isBody: false,
    region: undefined,
    exit: undefined,
    branch: undefined,
  }
  return [found]
}

/** `(await request(url)).statusCode`, `const body = (await request(url)).body` */
function unreadMember(
  facts: FileFacts,
  source: ResponseSource,
  member: TSESTree.MemberExpression,
  { idle, body }: BodyHolder,
): UnreadBody[] {
  const name = memberName(member)
  // Before it is awaited, the response is still a promise, which has no such property.
  if (wrapped(source.node) === source.node) return []
  if (name !== undefined && idle.has(name)) return dropped(source, source.node)
  if (name !== 'body' || !body) return []
  const use = useOf(facts, member)
  return use.kind === 'alias' ? unreadVariable(facts, source, use.variable, body, regionStart(member)) : []
}

/** `const { statusCode, body } = await request(url)` */
function unreadPattern(
  facts: FileFacts,
  source: ResponseSource,
  pattern: TSESTree.ObjectPattern,
  start: TSESTree.Node | undefined,
): UnreadBody[] {
  const { response } = source.protocol
  if (leavesBody(pattern, response)) return dropped(source, start ? source.node : pattern)
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || property.value.type !== 'Identifier') return []
    const name = keyName(property.key, property.computed) ?? ''
    if (name === 'body' && response.body) {
      const variable = facts.bindings.variableOf(property.value)
      return variable ? unreadVariable(facts, source, variable, response.body, start) : []
    }
    if (!response.idle.has(name)) return []
  }
  return []
}

function unreadParameter(facts: FileFacts, source: ResponseSource, callback: FunctionNode): UnreadBody[] {
  const [parameter] = callback.params
  if (!parameter) {
    return usesArguments(facts, callback) ? [] : dropped(source, source.node.callee)
  }
  if (parameter.type === 'ObjectPattern') return unreadPattern(facts, source, parameter, undefined)
  const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  return variable ? unreadVariable(facts, source, variable, source.protocol.response, undefined) : []
}

/** Whether a function reads its arguments from the list of all of them. */
export function usesArguments(facts: FileFacts, node: FunctionNode): boolean {
  const list = facts.sourceCode.scopeManager?.acquire(node)?.set.get('arguments')
  return node.type !== 'ArrowFunctionExpression' && (list?.references.length ?? 0) > 0
}
