import type { TSESTree } from '@typescript-eslint/utils'

import { ASYNC_HOOKS_MODULES, CONTEXT_CLASSES, CONTEXT_KEEPERS } from '../protocols/async-contexts.js'
import { soleValue } from '../syntax/bindings.js'
import { moduleOf } from '../syntax/module-origin.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { boundedCollections } from './keepers/bounded-collections.js'
import type { Escape } from './keepers/escape.js'
import { escapes } from './keepers/escapes.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import { isTestCode } from '../lives/test-code.js'

/** A function that keeps the context it was made in, in a place where it stays. */
export interface KeptSnapshot {
  /** The call that makes it. */
  node: TSESTree.CallExpression
  /** What keeps it, as a message says it. */
  keeper: string
}

/**
 * Answers the snapshots and bound functions of a file that a variable keeps, or a collection that is only kept short. A
 * collection that grows without bound is a finding of its own.
 */
export const keptSnapshots = perFile((facts): readonly KeptSnapshot[] => {
  if (snapshotCalls(facts).size === 0 || isTestCode(facts)) return []
  return escapes(facts).flatMap((escape) => {
    const node = valueOf(facts, escape.value)
    const isKept = snapshotCalls(facts).has(node) && staysIn(facts, escape)
    return isKept ? [{ node: node as TSESTree.CallExpression, keeper: escape.keeper }] : []
  })
})

/** `AsyncLocalStorage.snapshot()`, `AsyncResource.bind(callback)` */
const snapshotCalls = perFile((facts): ReadonlySet<TSESTree.Node> => {
  const calls = [...CONTEXT_KEEPERS].flatMap((name) => facts.nodes.calls.get(name) ?? [])
  return new Set(
    calls.filter(({ callee }) => {
      const object = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined
      const name = object?.type === 'MemberExpression' ? memberName(object) : undefined
      const className = object?.type === 'Identifier' ? object.name : name
      if (!object || className === undefined || !CONTEXT_CLASSES.has(className)) return false
      return ASYNC_HOOKS_MODULES.includes(moduleOf(object, facts.bindings) ?? '')
    }),
  )
})

function valueOf(facts: FileFacts, node: TSESTree.Node): TSESTree.Node {
  const value = unwrap(node)
  const variable = value.type === 'Identifier' ? facts.bindings.variableOf(value) : undefined
  return (variable && soleValue(variable)) ?? value
}

/** Of a variable, only what it gets once stays; what listeners and timers keep, other rules ask for. */
function staysIn(facts: FileFacts, { value }: Escape): boolean {
  const { parent } = value
  if (parent?.type === 'AssignmentExpression') return parent.operator === '??=' || parent.operator === '||='
  return boundedValues(facts).has(value)
}

const boundedValues = perFile(
  (facts): ReadonlySet<TSESTree.Node> =>
    new Set(boundedCollections(facts).flatMap(({ grows }) => grows.flatMap(({ value }) => value ?? []))),
)
