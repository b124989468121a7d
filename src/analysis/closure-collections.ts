import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, soleValue } from '../syntax/bindings.js'
import { enclosingFunction } from '../syntax/functions.js'
import type { Collection } from './collection.js'
import { collectionMadeBy } from './collection-makers.js'
import { perFile } from './file-facts.js'
import { nodesOfVariable } from './uses.js'

/** Answers the Maps and Sets that a function makes for the functions within it, and that live as long as these. */
export const closureCollections = perFile((facts): readonly Collection[] => {
  const made = ['Map', 'Set'].flatMap((name) => facts.nodes.constructions.get(name) ?? [])
  return made.flatMap((construction): Collection[] => {
    const declarator = construction.parent
    const scope = enclosingFunction(construction)
    if (!scope || declarator.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return []
    const protocol = collectionMadeBy(facts, construction)
    const variable = facts.bindings.variableOf(declarator.id)
    if (!protocol || !variable || isModuleVariable(variable) || soleValue(variable) !== construction)
      return []
    const nodes = nodesOfVariable(variable).filter((node) => node !== declarator.id)
    if (nodes.every((node: TSESTree.Node) => enclosingFunction(node) === scope)) return []
    return [
      {
        name: variable.name,
        lifetime: 'closure',
        home: `closure ${String(scope.range[0])}`,
        protocol,
        node: declarator,
        nodes,
        reachable: false,
        keeper: 'the functions around it',
      },
    ]
  })
})
