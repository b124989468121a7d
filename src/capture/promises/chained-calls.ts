import type { TSESTree } from '@typescript-eslint/utils'

import {
  enclosingFunction,
  functionName,
  isExecutor,
  isFunction,
  type FunctionNode,
} from '../../syntax/functions.js'
import { addTo } from '../../syntax/grouping.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'

/** What a step of a chain is, seen from the function that it stands in. */
export interface ChainStep {
  scope: FunctionNode
  /** The call, or the construction of a promise, that the promise of the function waits for. */
  node: TSESTree.Node
  /** The callback whose result the node waits for in turn; undefined for the call of the target itself. */
  callback: FunctionNode | undefined
  /** Whether it runs the callback, or the target it is given, only where something failed. */
  isOnFailure: boolean
}

/** A call of a function of the file, for whose promise the promise of a function around it waits. */
export interface ChainedCall {
  /** The call, or the function handed to `then` or `finally`. */
  node: TSESTree.Node
  /** The call; undefined where the function is handed on. */
  call: TSESTree.CallExpression | undefined
  target: FunctionNode
  from: FunctionNode
  /** From the call itself outwards to a step in `from`. */
  steps: readonly ChainStep[]
  /** Whether it is waited for by `await`, which keeps what the function holds in its variables. */
  isAwaited: boolean
  /** Whether it runs only where something before it failed. */
  isAfterFailure: boolean
}

/** Answers the calls of the file's own functions that the function around them waits for, by that function. */
export const chainedCalls = perFile((facts): ReadonlyMap<FunctionNode, readonly ChainedCall[]> => {
  const found = new Map<FunctionNode, ChainedCall[]>()
  const names = functionNames(facts)
  for (const [name, calls] of facts.nodes.calls) {
    const chainedBy = HANDS_ON.has(name) ? handedOn : names.has(name) ? calledIn : undefined
    if (!chainedBy) continue
    for (const call of calls) {
      if (isIgnored(call)) continue
      for (const chained of chainedBy(facts, call)) addTo(found, chained.from, chained)
    }
  }
  return found
})

const functionNames = perFile((facts): ReadonlySet<string | undefined> => {
  // `const load = useCallback(async () => …)` names the variable, and not the function.
  const named = (node: FunctionNode): string | undefined => {
    const { parent } = node
    if (parent.type !== 'CallExpression' || parent.parent.type !== 'VariableDeclarator')
      return functionName(node)
    return parent.parent.id.type === 'Identifier' ? parent.parent.id.name : undefined
  }
  return new Set(facts.nodes.functions.map(named))
})

function calledIn(facts: FileFacts, call: TSESTree.CallExpression): ChainedCall[] {
  if (!flowOf(facts, call)) return []
  const target = targetOf(facts, call.callee)
  const chain = target && chainOf(facts, call, target)
  return target && chain ? [{ node: call, call, target, ...chain }] : []
}

/** `work().then(loop)`, `work().finally(this.loop.bind(this))` */
function handedOn(facts: FileFacts, call: TSESTree.CallExpression): ChainedCall[] {
  return call.arguments.flatMap((argument, index): ChainedCall[] => {
    const outcome = outcomeHandled(call, index)
    const target = outcome && !isFunction(argument) ? targetOf(facts, argument) : undefined
    const chain = target && chainOf(facts, call, target, outcome === 'failure')
    return target && chain ? [{ node: argument, call: undefined, target, ...chain }] : []
  })
}

/** A call that nothing waits for, as most are. */
function isIgnored({ parent }: TSESTree.CallExpression): boolean {
  return parent.type === 'ExpressionStatement' || parent.type === 'VariableDeclarator'
}

/** Answers the one function that an expression certainly stands for. */
function targetOf(facts: FileFacts, expression: TSESTree.Node): FunctionNode | undefined {
  const node = unwrap(expression)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined
  // The name of a function expression within itself.
  if (definition?.type === 'FunctionExpression' && definition.id === variable?.identifiers[0])
    return definition
  const [target, another] = functionsMeantBy(facts, node)
  return another || target?.generator === true ? undefined : target
}

type Chain = Pick<ChainedCall, 'from' | 'steps' | 'isAwaited' | 'isAfterFailure'>

/** Follows the promise of a call outwards, to the function that hands it to its caller. */
function chainOf(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  target: FunctionNode,
  isHandler = false,
): Chain | undefined {
  const steps: ChainStep[] = []
  let node: TSESTree.Node = call
  let callback: FunctionNode | undefined
  let isAwaited = false
  let isOnFailure = isHandler
  let isAfterFailure = isHandler
  for (;;) {
    const scope = enclosingFunction(node)
    if (!scope || scope.generator) return undefined
    const flow = flowOf(facts, node)
    if (!flow || (flow.kind === 'awaited' && !scope.async)) return undefined
    steps.push({ scope, node, callback, isOnFailure })
    isAwaited ||= flow.kind === 'awaited'
    isAfterFailure ||= standsInHandler(node, scope)
    if (flow.kind === 'resolves') {
      const outer = throughDelays(scope, flow.executor, steps)
      if (!outer) return undefined
      node = outer
      callback = flow.executor
      isOnFailure = false
      continue
    }
    const { parent } = scope
    const outcome =
      scope === target || parent.type !== 'CallExpression'
        ? undefined
        : outcomeHandled(parent, parent.arguments.indexOf(scope as TSESTree.CallExpressionArgument))
    if (!outcome) return { from: scope, steps, isAwaited, isAfterFailure }
    isOnFailure = outcome === 'failure'
    isAfterFailure ||= isOnFailure
    node = parent
    callback = scope
  }
}

/** Where the `resolve` of a promise is called in timers of its executor: answers the promise, and adds the timers. */
function throughDelays(
  start: FunctionNode,
  executor: FunctionNode,
  steps: ChainStep[],
): TSESTree.Node | undefined {
  let scope = start
  while (scope !== executor) {
    const { parent } = scope
    const outer = enclosingFunction(scope)
    if (parent.type !== 'CallExpression' || !outer || parent.arguments[0] !== scope) return undefined
    if (!DELAYS.has(calleeName(parent) ?? '')) return undefined
    steps.push({ scope: outer, node: parent, callback: scope, isOnFailure: false })
    scope = outer
  }
  return executor.parent
}

const DELAYS = new Set(['setTimeout', 'setImmediate', 'queueMicrotask', 'nextTick', 'requestAnimationFrame'])

function standsInHandler(node: TSESTree.Node, scope: FunctionNode): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type === 'CatchClause') return true
  }
  return false
}

const HANDS_ON = new Set<string | undefined>(['then', 'catch', 'finally'])

/** On which outcome a promise runs what its method is given as an argument of an index. */
function outcomeHandled(call: TSESTree.CallExpression, index: number): 'success' | 'failure' | undefined {
  if (unwrap(call.callee).type !== 'MemberExpression') return undefined
  switch (calleeName(call)) {
    case 'then':
      return index === 0 ? 'success' : index === 1 ? 'failure' : undefined
    case 'catch':
      return index === 0 ? 'failure' : undefined
    case 'finally':
      return index === 0 ? 'success' : undefined
    default:
      return undefined
  }
}

type Flow = { kind: 'awaited' | 'returned' } | { kind: 'resolves'; executor: FunctionNode }

/** Answers how the function around a promise waits for it; undefined where it does not, or does so in a way unknown. */
function flowOf(facts: FileFacts, promise: TSESTree.Node): Flow | undefined {
  let node = promise
  for (let { parent } = node; parent; node = parent, { parent } = node) {
    switch (parent.type) {
      case 'AwaitExpression':
        return { kind: 'awaited' }
      case 'ReturnStatement':
        return { kind: 'returned' }
      case 'ArrowFunctionExpression':
        return parent.body === node ? { kind: 'returned' } : undefined
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
        break
      case 'ConditionalExpression':
        if (parent.test === node) return undefined
        break
      case 'LogicalExpression':
        if (parent.right !== node) return undefined
        break
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== node) return undefined
        break
      case 'MemberExpression': {
        const { parent: call } = parent
        if (parent.object !== node || call.type !== 'CallExpression' || call.callee !== parent)
          return undefined
        if (!HANDS_ON.has(calleeName(call))) return undefined
        const executor = call.arguments[0] && resolvedBy(facts, call.arguments[0])
        if (executor) return { kind: 'resolves', executor }
        break
      }
      case 'ArrayExpression':
        break
      case 'CallExpression': {
        if (parent.callee === node) break
        const executor = parent.arguments[0] === node ? resolvedBy(facts, parent.callee) : undefined
        if (executor) return { kind: 'resolves', executor }
        if (!WAITS_FOR_ALL.has(facts.places.placeOf(parent.callee) ?? '')) return undefined
        break
      }
      default:
        return undefined
    }
  }
  return undefined
}

const WAITS_FOR_ALL = new Set(['g:Promise.all', 'g:Promise.allSettled'])

/** Answers the executor whose `resolve` an expression is. */
function resolvedBy(facts: FileFacts, expression: TSESTree.Node): FunctionNode | undefined {
  const variable = expression.type === 'Identifier' ? facts.bindings.variableOf(expression) : undefined
  const executor = variable?.defs[0]?.node as TSESTree.Node | undefined
  return isExecutor(executor) && executor.params[0] === variable?.identifiers[0] ? executor : undefined
}
