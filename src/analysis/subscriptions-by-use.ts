import type { TSESTree } from '@typescript-eslint/utils'

import { REGISTERING_NAME, SELF_ENDING_NAME } from '../protocols/subscriptions.js'
import { calleeName, receiverOf } from '../syntax/property-name.js'
import { takesFunction } from './event-calls.js'
import type { FileFacts } from '../cells/file-facts.js'
import { handleOf } from './handle.js'
import { importsMatching } from '../cells/imported-names.js'
import { nodesNamed } from '../cells/named-nodes.js'
import { droppedBesideKept, isNamedAsDisposer } from './kept-results.js'
import type { Subscription } from '../ledger/protocol-rows/subscription.js'

const NO_METHODS: ReadonlySet<string> = new Set()

/** Answers the calls whose result is dropped, while the file ends that of the same method elsewhere. */
export function subscriptionsByFile(facts: FileFacts): readonly Subscription[] {
  return droppedBesideKept(facts)
    .filter(({ node }) => !isForObservables(facts, node))
    .map(({ node, kept, ending }) => ({ ...registeredBy(node), ending, basis: 'kept', kept }))
}

/** Answers the calls whose result is kept under a name that says how to use it, and never used. */
export function subscriptionsByName(facts: FileFacts): readonly Subscription[] {
  const found: Subscription[] = []
  for (const [, calls] of registeringCalls(facts)) {
    for (const node of calls) {
      if (isForObservables(facts, node) || !takesFunction(facts, node)) continue
      const handle = handleOf(facts, node, NO_METHODS)
      if ((handle.kind === 'variable' || handle.kind === 'member') && isNamedAsDisposer(handle)) {
        found.push({ ...registeredBy(node), ending: 'call', basis: 'name' })
      }
    }
  }
  return found
}

const registeringCalls = nodesNamed(
  'calls',
  (name) => REGISTERING_NAME.test(name) && !SELF_ENDING_NAME.test(name),
)

/** `subscribe` where a file works with observables, whose completion matters as well. */
function isForObservables(facts: FileFacts, node: TSESTree.CallExpression): boolean {
  return calleeName(node) === 'subscribe' && importsMatching(facts, OBSERVABLES)
}

const OBSERVABLES = /^(?:rxjs|@angular\/|@ngrx\/|@ngneat\/|@ngxs\/)/

/** Answers what is known of a call that registers a listener with what it is called on. */
export function registeredBy(node: TSESTree.CallExpression): Omit<Subscription, 'ending' | 'basis'> {
  return { node, source: receiverOf(node), noun: 'listener', until: undefined }
}
