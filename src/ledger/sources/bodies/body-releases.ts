import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { useOf, type Use } from '../../../cells/uses.js'
import { LISTENING, READING_EVENTS, type BodyHolder } from '../../../protocols/responses.js'
import type { Variable } from '../../../syntax/bindings.js'
import type { FunctionNode } from '../../../syntax/functions.js'
import { keyName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'

/**
 * Whether a use of a response may read its body, or hand it to someone who may. Everything does that is not
 * known to leave the body alone.
 */
export function mayRead(facts: FileFacts, node: TSESTree.Node, holder: BodyHolder): boolean {
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'tested':
    case 'assigned':
      return false
    case 'property':
      return mayReadMember(facts, use.member, holder)
    case 'receiver':
      return mayReadBy(facts, use, holder)
    case 'argument':
      return !isLogged(use) && mayReadArgument(facts, use, holder)
    case 'stored':
      return use.target.type !== 'ObjectPattern' || !leavesBody(use.target, holder)
    default:
      return true
  }
}

/** Whether an object pattern takes only what leaves the body unread. */
export function leavesBody(pattern: TSESTree.ObjectPattern, { idle }: BodyHolder): boolean {
  return pattern.properties.every(
    (property) => property.type === 'Property' && idle.has(keyName(property.key, property.computed) ?? ''),
  )
}

function mayReadMember(
  facts: FileFacts,
  member: TSESTree.MemberExpression,
  { idle, body }: BodyHolder,
): boolean {
  const name = memberName(member)
  if (name === 'body' && body) return mayRead(facts, member, body)
  return name === undefined || !idle.has(name)
}

function mayReadBy(
  facts: FileFacts,
  { method, call }: Extract<Use, { kind: 'receiver' }>,
  holder: BodyHolder,
): boolean {
  if (method === undefined) return true
  const [event] = call.arguments
  const isIdle = LISTENING.has(method)
    ? event?.type === 'Literal' && typeof event.value === 'string' && !READING_EVENTS.has(event.value)
    : holder.idle.has(method)
  // Such a method answers the stream itself, on which more may be called.
  return !isIdle || mayRead(facts, call, holder)
}

/** `console.log(response)`, `String(response)` */
function isLogged({ call }: Extract<Use, { kind: 'argument' }>): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return callee.name === 'String' || callee.name === 'Boolean'
  const receiver = call.type === 'CallExpression' ? receiverOf(call) : undefined
  const object = receiver && unwrap(receiver)
  const name =
    object?.type === 'Identifier'
      ? object.name
      : object?.type === 'MemberExpression'
        ? memberName(object)
        : undefined
  return name !== undefined && /^(?:console|log|logger)$/i.test(name)
}

/** A function of this file may only look at the status, too. */
function mayReadArgument(
  facts: FileFacts,
  { call, index }: Extract<Use, { kind: 'argument' }>,
  holder: BodyHolder,
): boolean {
  const targets = functionsMeantBy(facts, call.callee)
  if (targets.length === 0 || call.arguments.some(({ type }) => type === 'SpreadElement')) return true
  return targets.some((target) => {
    // A method without a body is there for others to override.
    if (target.body.type === 'BlockStatement' && target.body.body.length === 0) return true
    const parameter = target.params[index]
    if (parameter?.type === 'ObjectPattern') return !leavesBody(parameter, holder)
    const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return !variable || mayReadVariable(facts, variable, holder)
  })
}

const answers = perFile(() => new Map<BodyHolder, Map<Variable, boolean>>())

function mayReadVariable(facts: FileFacts, variable: Variable, holder: BodyHolder): boolean {
  const known = answers(facts).get(holder) ?? new Map<Variable, boolean>()
  answers(facts).set(holder, known)
  const answer = known.get(variable)
  if (answer !== undefined) return answer
  // Functions may hand it to each other in a circle.
  known.set(variable, false)
  const result = readsOfVariable(variable).some((node) => mayRead(facts, node, holder))
  known.set(variable, result)
  return result
}

/** Answers the references that read a variable, its declaration and other writes left out. */
export function readsOfVariable(variable: Variable): TSESTree.Node[] {
  return variable.references
    .filter((reference) => reference.isRead())
    .map((reference) => reference.identifier as TSESTree.Node)
}

/** Whether a function reads its arguments from the list of all of them. */
export function usesArguments(facts: FileFacts, node: FunctionNode): boolean {
  const list = facts.sourceCode.scopeManager?.acquire(node)?.set.get('arguments')
  return node.type !== 'ArrowFunctionExpression' && (list?.references.length ?? 0) > 0
}
