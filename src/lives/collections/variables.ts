import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import { moduleStatements } from '../../syntax/component-scripts.js'
import { isExported } from '../../syntax/exported.js'
import { unwrap } from '../../syntax/unwrap.js'
import { MODULE_HOME, type Collection } from '../../ledger/collections/collection.js'
import { collectionMadeBy } from '../../ledger/collections/makers.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, nodesOfVariable } from '../../cells/uses/uses.js'

/** Answers the collections that are variables of a module. */
export function* variableCollections(facts: FileFacts): Iterable<Collection> {
  const scopes = facts.sourceCode.scopeManager ? moduleVariables(facts) : []
  for (const variable of scopes) {
    const definition = variable.defs[0]?.node as TSESTree.Node | undefined
    if (variable.defs.length !== 1 || definition?.type !== 'VariableDeclarator' || !definition.init) continue
    if (definition.id.type !== 'Identifier') continue
    const protocol = collectionMadeBy(facts, definition.init)
    if (!protocol) continue
    yield {
      name: variable.name,
      lifetime: 'module',
      home: MODULE_HOME,
      protocol,
      node: definition,
      made: unwrap(definition.init),
      nodes: nodesOfVariable(variable).filter((node) => node !== definition.id),
      reachable: isExported(variable),
      keeper: 'this module',
    }
  }
}

/** Answers the variables of a module. */
export const moduleVariables = perFile((facts): readonly Variable[] => {
  const found: Variable[] = []
  for (const statement of moduleStatements(facts.sourceCode.ast)) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const declarator of declaration.declarations) {
      const variable =
        declarator.id.type === 'Identifier' ? facts.bindings.variableOf(declarator.id) : undefined
      if (variable && isModuleVariable(variable)) found.push(variable)
    }
  }
  return found
})

/** Answers the collections of the global object: `globalThis.cache = new Map()`, `window.queue ||= []`. */
export function* globalCollections(facts: FileFacts): Iterable<Collection> {
  for (const node of facts.nodes.assignments) {
    if (node.left.type !== 'MemberExpression') continue
    // What is written to a place tells at once that most are no collections.
    const made = lastOperand(node.right)
    const protocol = collectionMadeBy(facts, made)
    if (!protocol) continue
    const place = facts.places.placeOf(node.left)
    if (place?.startsWith('g:') !== true || place.includes('.') || !isGlobalObject(facts, node.left.object))
      continue
    const name = facts.sourceCode.getText(node.left)
    yield {
      name,
      lifetime: 'module',
      home: MODULE_HOME,
      protocol,
      node,
      made,
      nodes: nodesAtPlace(facts, place).filter((candidate) => candidate !== node.left),
      reachable: true,
      keeper: 'the global object',
    }
  }
}

function isGlobalObject(facts: FileFacts, node: TSESTree.Node): boolean {
  return facts.places.placeOf(node) === 'g:window'
}

/** `window.queue || []` makes the array where there is none yet. */
function lastOperand(node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node)
  return inner.type === 'LogicalExpression' ? lastOperand(inner.right) : inner
}
