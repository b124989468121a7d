import type { TSESTree } from '@typescript-eslint/utils'

import { NEUTRAL_METHODS, type ObserverProtocol } from '../protocols/observers.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { enclosingFunction, enclosingFunctions, isFunction, type FunctionNode } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { walk } from '../syntax/walk.js'
import { functionsMeantBy } from '../cells/call-targets.js'
import { isDependencyList } from '../syntax/dependency-lists.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { KeptHandle } from './handle.js'
import type { MadeObserver } from './observer-makers.js'
import { ObserverNames } from './observer-names.js'
import { nodesOfVariable, useOf, type Use } from '../cells/uses.js'

/** What is done with an observer, under each of the names that it has. */
export interface ObserverUses {
  /** Where it is kept; undefined where nothing refers to it once it has been started. */
  kept: KeptHandle | undefined
  /** Calls that end it, or the watching of a target, other than to start it again at once. */
  ends: readonly TSESTree.Node[]
  /** Whether it gets to where it may be ended out of sight, or where nobody should end it. */
  isHandedOn: boolean
  /** The functions it calls back. */
  callbacks: readonly FunctionNode[]
  /** Whether what it calls back is unknown, and so what that does with the observer. */
  isCallbackUnknown: boolean
}

/** Answers what becomes of the observer that a call such as `receiver.observe(…)` starts. */
export function usesOfObserver(
  facts: FileFacts,
  start: TSESTree.CallExpression,
  receiver: TSESTree.Node,
  made: readonly MadeObserver[],
): ObserverUses {
  const names = new ObserverNames(facts, start)
  const [kept] = [names.addReceiver(receiver), ...made.map(({ node }) => names.addUse(useOf(facts, node)))]
  const uses = names.uses()
  const { functions, isUnknown } = callbacksOf(facts, made)
  uses.push(...functions.flatMap((callback) => usesInCallback(facts, callback)))
  const protocols = made.map(({ protocol }) => protocol)
  const ends = uses.filter((use) => protocols.some((protocol) => endsObserver(use, protocol)))
  const isHandedOn =
    names.isShared ||
    uses.some(
      (use) =>
        !ends.includes(use) && !isReturnedByMaker(use, start, made) && mayBeEndedBy(facts, use, protocols),
    )
  return {
    kept: names.field ?? kept,
    ends: endsForNow(
      [...new Set(ends.map((use) => use.node))],
      [start, ...startsIn(uses, protocols)],
      functions,
    ),
    isHandedOn,
    callbacks: functions,
    isCallbackUnknown: isUnknown,
  }
}

/** The functions that an observer calls back, as far as they are in the file. */
function callbacksOf(
  facts: FileFacts,
  made: readonly MadeObserver[],
): { functions: FunctionNode[]; isUnknown: boolean } {
  const functions = new Set<FunctionNode>()
  let isUnknown = false
  for (const { node } of made) {
    const found = node.arguments.flatMap((argument) =>
      argument.type === 'SpreadElement' ? [] : functionsMeantBy(facts, argument),
    )
    if (found.length === 0) isUnknown = true
    for (const each of found) functions.add(each)
  }
  return { functions: [...functions], isUnknown }
}

/** `(entries, observer) => …`, and `this` of a function that is none of an instance. */
function usesInCallback(facts: FileFacts, callback: FunctionNode): Use[] {
  const [, parameter] = callback.params
  const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  const nodes = variable ? nodesOfVariable(variable) : []
  if (callback.type === 'FunctionExpression' && callback.parent.type === 'NewExpression') {
    walk(callback.body, facts.sourceCode.visitorKeys, (node) => {
      if (node.type === 'ThisExpression') nodes.push(node)
      return !isFunction(node) || node.type === 'ArrowFunctionExpression'
    })
  }
  return nodes.map((node) => {
    const use = useOf(facts, node)
    return use.kind === 'alias' ? { kind: 'other', node } : use
  })
}

/** A callback that makes changes of its own does so between an end and another start. */
function endsForNow(
  ends: readonly TSESTree.Node[],
  starts: readonly TSESTree.Node[],
  callbacks: readonly FunctionNode[],
): TSESTree.Node[] {
  return ends.filter((end) => {
    const scope = enclosingFunction(end)
    return !(
      scope &&
      callbacks.includes(scope) &&
      starts.some((start) => enclosingFunction(start) === scope && start.range[0] > end.range[0])
    )
  })
}

function startsIn(uses: readonly Use[], protocols: readonly ObserverProtocol[]): TSESTree.Node[] {
  return uses.flatMap((use) =>
    use.kind === 'receiver' && protocols.some(({ start }) => start === use.method) ? [use.node] : [],
  )
}

function endsObserver(use: Use, { end, endOne }: ObserverProtocol): boolean {
  if (use.kind === 'receiver') {
    const { method } = use
    return method !== undefined && (end.includes(method) || endOne.includes(method) || releases(method))
  }
  return use.kind === 'argument' && releases(calleeName(use.call) ?? '')
}

function releases(name: string): boolean {
  return RELEASING_NAME.test(name)
}

/** Whether a use may lead to an end that the analysis does not see. */
function mayBeEndedBy(facts: FileFacts, use: Use, protocols: readonly ObserverProtocol[]): boolean {
  switch (use.kind) {
    case 'tested':
    case 'alias':
      return false
    case 'receiver': {
      const { method } = use
      if (method === undefined) return true
      return !NEUTRAL_METHODS.has(method) && protocols.every(({ start }) => start !== method)
    }
    case 'property':
      // `onCleanup(observer.disconnect)`, `observer[method]()`
      return protocols.some(({ end }) => end.includes(memberName(use.member) ?? end[0] ?? ''))
    case 'stored':
      return !isDependencyList(use.target)
    default:
      return true
  }
}

/** A function of the file that makes the observer hands it to the code that starts it. */
function isReturnedByMaker(use: Use, start: TSESTree.CallExpression, made: readonly MadeObserver[]): boolean {
  if (use.kind !== 'returned') return false
  const makers = made.flatMap(({ node }) => enclosingFunctions(node))
  const around = new Set(enclosingFunctions(start))
  return enclosingFunctions(use.node).some((scope) => makers.includes(scope) && !around.has(scope))
}
