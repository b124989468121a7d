import type { TSESTree } from '@typescript-eslint/utils'

import { VUE_MODULES, WATCH_CALLBACK } from '../protocols/subscriptions.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  runsAtModuleLoad,
  type FunctionNode,
} from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName, keyName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'
import { isDropped } from './dropped-results.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from './findings.js'
import { localNamesOf } from '../cells/imported-names.js'
import { mainTeardown, ownersOf } from '../lives/owner.js'

/** A watcher of Vue that no component stops, because none was being set up when it was made. */
export interface UnownedWatcher {
  node: TSESTree.CallExpression
  certainty: Certainty
  /** `watcher`: once more in each run of another one; `later`, `method`: when nothing is being set up any more. */
  made: 'watcher' | 'later' | 'method'
  /** The call of the watcher around it. */
  around: TSESTree.CallExpression | undefined
}

/** Answers the watchers of a file whose stop function is dropped and that belong to no component or scope. */
export const unownedWatchers = perFile((facts): readonly UnownedWatcher[] =>
  [...watchCalls(facts).keys()].flatMap((node) => {
    if (!isDropped(node) || runsAtModuleLoad(node) || hasOption(node, 'once')) return []
    return unownedAt(facts, node) ?? []
  }),
)

/** The calls that make a watcher, with the position of the callback that runs later. */
const watchCalls = perFile((facts): ReadonlyMap<TSESTree.CallExpression, number> => {
  const found = new Map<TSESTree.CallExpression, number>()
  for (const [exported, index] of WATCH_CALLBACK) {
    for (const name of new Set([exported, ...localNamesOf(facts, exported, VUE_MODULES)])) {
      for (const call of facts.nodes.calls.get(name) ?? []) {
        const source = moduleOf(call.callee, facts.bindings)
        if (source !== undefined && isModuleNamed(source, VUE_MODULES)) found.set(call, index)
      }
    }
  }
  return found
})

function unownedAt(facts: FileFacts, node: TSESTree.CallExpression): UnownedWatcher | undefined {
  let isLater = false
  for (const scope of enclosingFunctions(node)) {
    const call = scope.parent.type === 'CallExpression' ? scope.parent : undefined
    const name = call && calleeName(call)
    if (call && watchCalls(facts).get(call) === call.arguments.indexOf(scope as TSESTree.Expression)) {
      return hasOption(call, 'once') ? undefined : { node, certainty: 'known', made: 'watcher', around: call }
    }
    if (call && name !== undefined && LATER.has(name)) isLater = true
    else if (isFollowedByAwait(facts, scope, node)) isLater = true
    else if (call && name !== undefined && !AT_ONCE.has(name)) return undefined
    if (isLater && isSetUp(scope)) return { node, certainty: 'likely', made: 'later', around: undefined }
    const { parent } = scope
    if (parent.type === 'MethodDefinition' && !isLater) {
      const [owner] = ownersOf(facts, node)
      const ends = parent.kind === 'method' && owner && mainTeardown(owner)?.name.endsWith('()') === true
      return ends ? { node, certainty: 'likely', made: 'method', around: undefined } : undefined
    }
  }
  return undefined
}

/** Calls that run what they are given when the call around them is over. */
const LATER: ReadonlySet<string> = new Set([
  'setTimeout',
  'setInterval',
  'then',
  'catch',
  'finally',
  'nextTick',
  'requestAnimationFrame',
  'addEventListener',
])

/** Calls that run what they are given before they return. */
const AT_ONCE: ReadonlySet<string> = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'some',
  'every',
])

/** Whether a function is set up by a component: `setup`, a composable, a hook of the component. */
function isSetUp(scope: FunctionNode): boolean {
  const name = functionName(scope)
  if (name !== undefined) return name === 'setup' || /^use[A-Z]/.test(name)
  return (
    scope.parent.type === 'CallExpression' &&
    /^on(?:Before)?(?:Mount|Update|Activate)/.test(calleeName(scope.parent) ?? '')
  )
}

/** Whether a function waits for something before it comes to a node. */
function isFollowedByAwait(facts: FileFacts, scope: FunctionNode, node: TSESTree.Node): boolean {
  if (!scope.async) return false
  return firstAwait(facts, scope) < node.range[0]
}

const firstAwait = perKey((facts: FileFacts, scope: FunctionNode): number => {
  let first = Number.POSITIVE_INFINITY
  walk(scope.body, facts.sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'AwaitExpression' && enclosingFunction(inner) === scope) {
      first = Math.min(first, inner.range[1])
    }
    return !(isFunction(inner) && inner !== scope)
  })
  return first
})

function hasOption({ arguments: given }: TSESTree.CallExpression, name: string): boolean {
  return given.some((argument) => {
    const options = unwrap(argument)
    return (
      options.type === 'ObjectExpression' &&
      options.properties.some((each) => each.type === 'Property' && keyName(each.key, each.computed) === name)
    )
  })
}
