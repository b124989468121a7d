import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { enclosingFunctions } from '../../syntax/functions.js'
import { calleeName, keyName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * Whether a node runs when the collector has taken something, which is no end of an owner: in the callback of a
 * FinalizationRegistry, or in a function that is registered with one to be called by it.
 */
export function runsAtFinalization(facts: FileFacts, node: TSESTree.Node): boolean {
  return enclosingFunctions(node).some(({ parent }) => {
    if (parent.type === 'NewExpression') return calleeName(parent) === 'FinalizationRegistry'
    return parent.type === 'CallExpression' && registersForCollection(facts, parent)
  })
}

/** Whether a call is `registry.register(target, held)` of a FinalizationRegistry. */
export function registersForCollection(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  if (calleeName(call) !== 'register') return false
  const receiver = receiverOf(call)
  const node = receiver && unwrap(receiver)
  const name = node && nameOfTarget(node)
  return name !== undefined && finalizationRegistries(facts).has(name)
}

/** The names under which a file keeps its registries, also where it makes them only if the platform has any. */
const finalizationRegistries = perFile((facts): ReadonlySet<string | undefined> => {
  const made = facts.nodes.constructions.get('FinalizationRegistry') ?? []
  return new Set(made.map((node) => nameOfHome(node)))
})

function nameOfHome(node: TSESTree.Node): string | undefined {
  const { parent } = node
  switch (parent?.type) {
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'TSAsExpression':
      return nameOfHome(parent)
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined
    case 'PropertyDefinition':
      return keyName(parent.key, parent.computed)
    case 'AssignmentExpression':
      return nameOfTarget(parent.left)
    default:
      return undefined
  }
}

function nameOfTarget(node: TSESTree.Node): string | undefined {
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}
