import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Variable } from '../../syntax/bindings.js'
import { isModuleNamed, moduleOf } from '../../syntax/module-origin.js'
import { unwrap } from '../../syntax/unwrap.js'
import { accessOf } from '../../ledger/collections/access.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { moduleCollections } from '../../lives/collections/collections.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { growthFindings } from '../../verdict/growth-findings.js'
import { isEndlessKey } from '../../lives/collections/growth-keys.js'
import { isProgramKey } from '../../lives/collections/program-keys.js'
import { isAgain, recursOf } from './runs-again.js'

/** A context of `vm` that a collection of the module keeps. */
export interface KeptContext {
  node: TSESTree.Node
  collection: Collection
  certainty: Certainty
}

/**
 * Answers the contexts of `vm` that a file puts into a collection of its module, and takes out nowhere. A context
 * that nothing keeps is collected. Those of a collection that certainly grows are left to that finding.
 */
export const keptContexts = perFile((facts): readonly KeptContext[] => {
  const made = contexts(facts)
  if (made.calls.size === 0) return []
  const told = new Set(
    growthFindings(facts).flatMap(({ collection, certainty }) =>
      certainty === 'known' ? collection.node : [],
    ),
  )
  return moduleCollections(facts)
    .filter(({ node }) => !told.has(node))
    .flatMap((collection) => contextsIn(facts, collection, made))
})

function contexts(facts: FileFacts): Contexts {
  const calls = (facts.nodes.calls.get('createContext') ?? []).filter((call) =>
    isModuleNamed(moduleOf(call.callee, facts.bindings) ?? '', ['vm', 'node:vm']),
  )
  const bySandbox = new Map<Variable, TSESTree.CallExpression>()
  for (const call of calls) {
    const [sandbox] = call.arguments
    const variable = sandbox && facts.bindings.variableOf(unwrap(sandbox))
    if (variable) bySandbox.set(variable, call)
  }
  return { calls: new Set(calls), bySandbox }
}

interface Contexts {
  calls: ReadonlySet<TSESTree.Node>
  /** By the object that a context is made of. */
  bySandbox: ReadonlyMap<Variable, TSESTree.CallExpression>
}

function contextsIn(facts: FileFacts, collection: Collection, made: Contexts): KeptContext[] {
  const accesses = collection.nodes.map((node) => accessOf(facts, collection, node))
  if (
    accesses.some(({ kind }) => kind === 'shrink' || kind === 'bound' || kind === 'escape' || kind === 'call')
  )
    return []
  return accesses.flatMap((access) => {
    if (access.kind !== 'grow') return []
    const { key, node } = access
    const value = access.value ?? (node.type === 'AssignmentExpression' ? node.right : undefined)
    const context = value && contextOf(facts, value, made)
    const recurs = recursOf(facts, node)
    if (!context || recurs === 'once' || (key && isProgramKey(facts, key))) return []
    const isSure = !collection.reachable && (key ? isEndlessKey(facts, key) : isAgain(recurs))
    return [{ node: context, collection, certainty: isSure ? 'known' : 'likely' }]
  })
}

/** Whether a value is one of the contexts, or the object that one was made of, which is the same in effect. */
function contextOf(facts: FileFacts, value: TSESTree.Node, made: Contexts): TSESTree.Node | undefined {
  const node = unwrap(value)
  if (made.calls.has(node)) return node
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable) return undefined
  const sole = soleValue(variable)
  return sole && made.calls.has(sole) ? sole : made.bySandbox.get(variable)
}
