import type { TSESTree } from '@typescript-eslint/utils'

import { ACTIVE_DOMAINS, DOMAIN_MODULES, ENTRY_CALLS, ENTRY_EVENTS } from '../../protocols/async-contexts.js'
import { importSource, isParameter, soleValue } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { enclosingFunction, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { isTestCode } from '../../lives/test-code.js'

/** An object that is added to the active domain by a function that was handed it. */
export interface DomainMember {
  node: TSESTree.CallExpression
  member: TSESTree.Node
  /** What takes it out, where that is a function given away. */
  removal: TSESTree.CallExpression | undefined
}

/**
 * Answers the objects of a file that a callback gets from elsewhere and adds to the domain that happens to be active,
 * and that nothing in it takes out again. The domain and the object then keep each other.
 */
export const domainMembers = perFile((facts): readonly DomainMember[] => {
  const calls = facts.nodes.calls.get('add') ?? []
  if (calls.length === 0 || isTestCode(facts)) return []
  return calls.flatMap((call) => domainMember(facts, call) ?? [])
})

function domainMember(facts: FileFacts, node: TSESTree.CallExpression): DomainMember | undefined {
  const domain = receiverOf(node)
  const [member, other] = node.arguments
  if (!domain || !member || other || !isActiveDomain(facts, domain)) return undefined
  const variable = facts.bindings.variableOf(rootOf(member))
  const maker = variable?.defs[0]?.node as TSESTree.Node | undefined
  if (!variable || !isParameter(variable) || !isFunction(maker) || !isHandedOver(facts, maker))
    return undefined
  const text = facts.sourceCode.getText(member)
  const removals = (removalsByMember(facts).get(text) ?? []).filter((call) => isWithin(call, maker))
  if (removals.some((call) => !isGivenAway(facts, call, maker))) return undefined
  return { node, member, removal: removals[0] }
}

/** `process.domain`, `domain.active`, or a variable with one of them. */
function isActiveDomain(facts: FileFacts, expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const value = (variable && soleValue(variable)) ?? node
  if (value.type !== 'MemberExpression' || !ACTIVE_DOMAINS.has(memberName(value) ?? '')) return false
  const object = unwrap(value.object)
  if (memberName(value) === 'domain') return facts.places.placeOf(object) === 'g:process'
  const source = facts.bindings.variableOf(object)
  return source !== undefined && DOMAIN_MODULES.includes(importSource(source) ?? '')
}

/** Whether a function is a callback that gets what others have made, and not the first one of a request. */
function isHandedOver(facts: FileFacts, { parent }: FunctionNode): boolean {
  if (parent.type !== 'CallExpression' || ENTRY_CALLS.has(calleeName(parent) ?? '')) return false
  const [event] = parent.arguments
  const name = event && constantString(event, facts.bindings)
  return name === undefined || !ENTRY_EVENTS.has(name)
}

const removalsByMember = perFile((facts) =>
  groupedBy(facts.nodes.calls.get('remove') ?? [], ({ arguments: [member] }) =>
    member ? facts.sourceCode.getText(member) : '',
  ),
)

/** Whether a removal stands in a function that is handed to a function which the caller gave: whether that runs it, it decides. */
function isGivenAway(facts: FileFacts, node: TSESTree.Node, maker: FunctionNode): boolean {
  for (let scope = enclosingFunction(node); scope && scope !== maker; scope = enclosingFunction(scope)) {
    const { parent } = scope
    if (parent.type !== 'CallExpression' || parent.callee.type !== 'Identifier') continue
    const variable = facts.bindings.variableOf(parent.callee)
    if (variable && isParameter(variable)) return true
  }
  return false
}
