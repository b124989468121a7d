import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { link } from '../../ledger/link.js'
import { watchCalls } from '../../ledger/subscriptions/by-watcher.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { mainTeardown, ownersOf } from '../../lives/owner.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isFunction,
  runsAtModuleLoad,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import type { Course } from '../handles/course.js'

/**
 * Answers how a watcher of Vue goes on whose stop function is dropped: no component stops it where none was being set up when
 * it was made. Undefined for what is no watcher.
 */
export function courseOfWatcher(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  isKept: boolean,
): Course | undefined {
  if (!watchCalls(facts).has(node)) return undefined
  const unowned =
    isKept || runsAtModuleLoad(node) || hasOption(node, 'once') ? undefined : unownedAt(facts, node)
  if (!unowned)
    return { links: { alone: link('no', 'a component stops it, or who keeps its stop function', node) } }
  const { form, at } = unowned
  return {
    form,
    ...(at && { at }),
    links: {
      alone: at
        ? link('yes', 'no component stops it', at)
        : link('likely', 'no component is being set up there', node),
      ...(runsOnce(facts, node) && { matters: link('no', 'it is made once', node) }),
    },
  }
}

/** How a watcher came to belong to nobody: one more in each run of another one, or when nothing is being set up any more. */
interface Unowned {
  readonly form: 'oneMorePerRun' | 'ownedByNone'
  /** The call of the watcher around it. */
  readonly at: TSESTree.CallExpression | undefined
}

function unownedAt(facts: FileFacts, node: TSESTree.CallExpression): Unowned | undefined {
  let isLater = false
  for (const scope of enclosingFunctions(node)) {
    const call = scope.parent.type === 'CallExpression' ? scope.parent : undefined
    const name = call && calleeName(call)
    if (call && watchCalls(facts).get(call) === call.arguments.indexOf(scope as TSESTree.Expression)) {
      return hasOption(call, 'once') ? undefined : { form: 'oneMorePerRun', at: call }
    }
    if (call && name !== undefined && LATER.has(name)) isLater = true
    else if (isFollowedByAwait(facts, scope, node)) isLater = true
    else if (call && name !== undefined && !AT_ONCE.has(name)) return undefined
    if (isLater && isSetUp(scope)) return LATER_MADE
    const { parent } = scope
    if (parent.type === 'MethodDefinition' && !isLater) {
      const [owner] = ownersOf(facts, node)
      const ends = parent.kind === 'method' && owner && mainTeardown(owner)?.name.endsWith('()') === true
      return ends ? LATER_MADE : undefined
    }
  }
  return undefined
}

const LATER_MADE: Unowned = { form: 'ownedByNone', at: undefined }

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
