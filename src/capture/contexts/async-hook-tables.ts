import type { TSESTree } from '@typescript-eslint/utils'

import { ASYNC_HOOKS_MODULES } from '../../protocols/async-contexts.js'
import type { Variable } from '../../syntax/bindings.js'
import { enclosingFunctions, runsAtModuleLoad, type FunctionNode } from '../../syntax/functions.js'
import { keyName } from '../../syntax/property-name.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { unwrap } from '../../syntax/unwrap.js'
import {
  functionsMeantBy,
  functionsOfObject,
  functionsRunByAll,
  MAX_REACH,
} from '../../cells/call-targets.js'
import type { Grow } from '../../ledger/collections/access.js'
import { usesOfCollection } from '../../ledger/collections/uses.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { longLivedTables, moduleCollections } from '../../lives/collections/collections.js'
import { importsOneOf } from '../../cells/definitions/imported-names.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { useOf } from '../../cells/uses/uses.js'

/** A table that an asynchronous hook fills, and that keeps the ids of what is gone. */
export interface HookTable {
  collection: Collection
  /** Where an id goes in. */
  node: TSESTree.Node
  /** The hook's object. */
  hooks: TSESTree.ObjectExpression
  /**
   * - `neverDeleted`: nothing takes an id out
   * - `promisesOnly`: only `promiseResolve` does, which does not run for anything but promises
   */
  problem: 'neverDeleted' | 'promisesOnly'
  certainty: Certainty
}

/** Answers the tables of a file that `init` of a hook fills by the id of what begins, and `destroy` does not empty. */
export const leakedHookTables = perFile((facts): readonly HookTable[] => {
  const hooks = hookObjects(facts)
  if (hooks.length === 0) return []
  const tables = [...new Set([...moduleCollections(facts), ...longLivedTables(facts)])]
  return hooks.flatMap(({ object }) => tables.flatMap((table) => leakOf(facts, object, table) ?? []))
})

/** Whether a collection is filled by a hook, so that no other rule has to report it. */
export function isHookTable(facts: FileFacts, collection: Collection, withLikely: boolean): boolean {
  return leakedHookTables(facts).some(
    (found) => found.collection.node === collection.node && (withLikely || found.certainty === 'known'),
  )
}

interface HookObject {
  call: TSESTree.CallExpression
  object: TSESTree.ObjectExpression
}

const hookObjects = perFile((facts): readonly HookObject[] => {
  const calls = facts.nodes.calls.get('createHook') ?? []
  if (calls.length === 0 || isTestCode(facts) || !importsOneOf(facts, ASYNC_HOOKS_MODULES)) return []
  return calls.flatMap((call) => {
    const [object] = call.arguments
    if (!ASYNC_HOOKS_MODULES.includes(moduleOf(call.callee, facts.bindings) ?? '')) return []
    return object?.type === 'ObjectExpression' ? [{ call, object }] : []
  })
})

function leakOf(
  facts: FileFacts,
  hooks: TSESTree.ObjectExpression,
  table: Collection,
): HookTable | undefined {
  if (!isWhole(hooks)) return undefined
  const ids = idsOf(facts, functionsOfObject(facts, hooks, 'init'))
  const uses = usesOfCollection(facts, table)
  if (ids.size === 0 || uses.isBounded || uses.escapes) return undefined
  const grow = uses.grows.find((each) => isFiledUnder(facts, each, ids))
  if (!grow) return undefined
  const resolving = functionsRunByAll(facts, functionsOfObject(facts, hooks, 'promiseResolve'), MAX_REACH)
  const isResolving = ({ node }: { node: TSESTree.Node }): boolean =>
    enclosingFunctions(node).some((each) => resolving.functions.has(each))
  const problem = uses.shrinks.length === 0 ? 'neverDeleted' : 'promisesOnly'
  if (problem === 'promisesOnly' && !uses.shrinks.every(isResolving)) return undefined
  const isSure = !facts.nodes.calls.has('disable') && !table.reachable
  return { collection: table, node: grow.node, hooks, problem, certainty: isSure ? 'known' : 'likely' }
}

/** Whether the file shows all the hooks of an object. */
function isWhole({ properties }: TSESTree.ObjectExpression): boolean {
  return properties.every(
    (property) => property.type === 'Property' && keyName(property.key, property.computed) !== undefined,
  )
}

/** `init` is given the id first, and may hand it on to functions of this file. */
function idsOf(facts: FileFacts, starts: readonly FunctionNode[]): ReadonlySet<Variable> {
  const ids = new Set<Variable>()
  const add = (node: TSESTree.Node | undefined): void => {
    const variable = node?.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
    if (variable) ids.add(variable)
  }
  for (const { params } of starts) add(params[0])
  for (const id of ids) {
    for (const { identifier } of id.references) {
      const use = useOf(facts, identifier)
      if (use.kind !== 'argument') continue
      for (const { params } of functionsMeantBy(facts, use.call.callee)) add(params[use.index])
    }
  }
  return ids
}

function isFiledUnder(facts: FileFacts, { key, value }: Grow, ids: ReadonlySet<Variable>): boolean {
  return [key ?? value].some((node) => {
    const variable = node && facts.bindings.variableOf(unwrap(node))
    return variable !== undefined && ids.has(variable)
  })
}

/** A hook that each call enables, and that nobody can disable. */
export interface PiledHook {
  node: TSESTree.CallExpression
  certainty: Certainty
}

/** Answers the hooks that a function which runs again and again makes and enables without keeping them. */
export const piledHooks = perFile((facts): readonly PiledHook[] =>
  hookObjects(facts).flatMap(({ call }): PiledHook[] => {
    if (runsAtModuleLoad(call)) return []
    const enabled = useOf(facts, call)
    if (enabled.kind !== 'receiver' || enabled.method !== 'enable') return []
    if (useOf(facts, enabled.call).kind !== 'tested') return []
    const { times, certain } = multiplicityOf(facts, call)
    return times === 'many' ? [{ node: call, certainty: certain ? 'known' : 'likely' }] : []
  }),
)
