import type { TSESTree } from '@typescript-eslint/utils'

import { isDropped } from '../../cells/uses/dropped.js'
import { perFile } from '../../cells/file-facts.js'
import { importsOneOf, localNamesOf } from '../../cells/definitions/imported-names.js'
import { VUE_MODULES, WATCH_CALLBACK } from '../../protocols/subscriptions.js'
import { isModuleNamed, moduleOf } from '../../syntax/module-origin.js'
import type { Subscription } from './subscription.js'

const NONE: readonly never[] = []

/** Answers the calls of a file that make a watcher, with the position of the callback that runs again and again. */
export const watchCalls = perFile((facts): ReadonlyMap<TSESTree.Node, number> => {
  const found = new Map<TSESTree.CallExpression, number>()
  if (!importsOneOf(facts, VUE_MODULES)) return found
  for (const [exported, index] of WATCH_CALLBACK) {
    const locals = localNamesOf(facts, exported, VUE_MODULES)
    for (const name of locals.length === 0 ? [exported] : new Set([exported, ...locals])) {
      for (const call of facts.nodes.calls.get(name) ?? NONE) {
        const source = moduleOf(call.callee, facts.bindings)
        if (source !== undefined && isModuleNamed(source, VUE_MODULES)) found.set(call, index)
      }
    }
  }
  return found
})

/** Answers the watchers of a file whose stop function is dropped: a component stops them, if one is being set up there. */
export const subscriptionsByWatcher = perFile((facts): readonly Subscription[] =>
  [...watchCalls(facts).keys()].flatMap((node) =>
    node.type === 'CallExpression' && isDropped(facts, node)
      ? [{ node, source: undefined, ending: 'call', noun: 'watcher', until: undefined, basis: 'row' }]
      : [],
  ),
)
