import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, soleValue } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  runsItsArguments,
  runsWhereItStands,
  type FunctionNode,
} from '../../syntax/functions.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { collectionMadeBy } from '../../ledger/collections/makers.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'

/** Answers the Maps and Sets that a function makes for the functions within it, and that live as long as these. */
export const closureCollections = perFile((facts): readonly Collection[] => {
  const made = ['Map', 'Set'].flatMap((name) => facts.nodes.constructions.get(name) ?? [])
  return made.flatMap((construction) => closureCollection(facts, construction) ?? [])
})

/** Answers the objects that a function makes for the functions within it, and that have keys which are computed. */
export const closureTables = perFile((facts): readonly Collection[] => {
  const made = new Set<TSESTree.Node>()
  for (const { object } of facts.nodes.computedMembers) {
    const variable = facts.bindings.variableOf(unwrap(object))
    const value = variable && !isModuleVariable(variable) ? soleValue(variable) : undefined
    if (value && collectionMadeBy(facts, value)?.noun === 'object') made.add(value)
  }
  return [...made].flatMap((value) => closureCollection(facts, value) ?? [])
})

function closureCollection(facts: FileFacts, made: TSESTree.Node): Collection | undefined {
  const declarator = wrapped(made).parent
  const scope = enclosingFunction(made)
  if (!scope || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier')
    return undefined
  const protocol = collectionMadeBy(facts, made)
  const variable = facts.bindings.variableOf(declarator.id)
  if (!protocol || !variable || isModuleVariable(variable) || soleValue(variable) !== made) return undefined
  const nodes = nodesOfVariable(variable).filter((node) => node !== declarator.id)
  if (!nodes.some((node) => mayRunLater(facts, node, scope, new Set()))) return undefined
  return {
    name: variable.name,
    lifetime: 'closure',
    home: `closure ${String(scope.range[0])}`,
    protocol,
    node: declarator,
    made,
    nodes,
    reachable: false,
    keeper: 'the closure',
  }
}

/** Whether code may run after the call that it belongs to: it stands in a function that something else gets hold of. */
function mayRunLater(
  facts: FileFacts,
  node: TSESTree.Node,
  call: FunctionNode,
  seen: Set<FunctionNode>,
): boolean {
  for (let scope = enclosingFunction(node); scope && scope !== call; scope = enclosingFunction(scope)) {
    if (seen.has(scope) || runsWhereItStands(scope)) continue
    seen.add(scope)
    const name = scope.id ?? (scope.parent.type === 'VariableDeclarator' ? scope.parent.id : undefined)
    const variable = name && facts.bindings.variableOf(name)
    if (!variable || soleValue(variable) !== scope) return true
    const mentions = nodesOfVariable(variable).filter((mention) => mention !== name)
    if (mentions.some((each) => !isRunAtOnce(each) || mayRunLater(facts, each, call, seen))) return true
  }
  return false
}

/** `visit(x)`, `list.forEach(visit)` */
function isRunAtOnce({ parent, range }: TSESTree.Node): boolean {
  return parent?.type === 'CallExpression' && (parent.callee.range === range || runsItsArguments(parent))
}
