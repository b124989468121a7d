import type { TSESTree } from '@typescript-eslint/utils'

import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { isEndingProgram } from './ending-programs.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { isForDevelopers, isSetup } from './loading-purpose.js'
import { isAgain, recursOf, type Recurs } from './runs-again.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/** A module that is taken out of `require.cache`, and kept by the list of children of the module that loaded it. */
export interface DroppedModule {
  node: TSESTree.UnaryExpression
  certainty: Certainty
  recurs: Recurs
}

/**
 * Answers the deletions from `require.cache` in a file that leaves `module.children` as they are. A `require` of
 * the file's own, made by `createRequire`, has a module that goes with it.
 */
export const droppedModules = perFile((facts): readonly DroppedModule[] => {
  const caches = facts.nodes.members.get('cache') ?? []
  if (caches.length === 0 || filtersChildren(facts)) return []
  return caches
    .flatMap((member) => (isRequireCache(facts, member) ? deletionsFrom(facts, member) : []))
    .flatMap((node) => {
      const recurs = recursOf(facts, node)
      const setsUp = isSetup(node)
      if (recurs === 'once' || (setsUp && !isAgain(recurs))) return []
      const isSure = isAgain(recurs) && !setsUp && !isEndingProgram(facts) && !isForDevelopers(facts, node)
      return [{ node, recurs, certainty: isSure ? ('known' as const) : ('likely' as const) }]
    })
})

function filtersChildren({ nodes }: FileFacts): boolean {
  return nodes.members.has('children')
}

function isRequireCache(
  facts: FileFacts,
  member: TSESTree.MemberExpression | TSESTree.Property,
): member is TSESTree.MemberExpression {
  if (member.type !== 'MemberExpression') return false
  const object = unwrap(member.object)
  return object.type === 'Identifier' && object.name === 'require' && facts.bindings.isGlobal(object)
}

/** `delete require.cache[key]`, also by another name of the cache. */
function deletionsFrom(facts: FileFacts, cache: TSESTree.Node): TSESTree.UnaryExpression[] {
  const use = useOf(facts, cache)
  const names = use.kind === 'alias' ? nodesOfVariable(use.variable) : [cache]
  return names.flatMap((name) => {
    const entry = wrapped(name).parent
    if (entry?.type !== 'MemberExpression' || !entry.computed || unwrap(entry.object) !== unwrap(name))
      return []
    const { parent } = wrapped(entry)
    return parent?.type === 'UnaryExpression' && parent.operator === 'delete' ? [parent] : []
  })
}
