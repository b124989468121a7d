import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../../syntax/loops.js'
import { WAITS_UNTIL } from '../../protocols/stop-names.js'
import { isParameter } from '../../syntax/bindings.js'
import { functionName, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { chainedCalls, type ChainedCall } from './chained-calls.js'
import { openExits } from '../../flow/exits.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { stopCondition } from './stop-conditions.js'
import { isTestCode } from '../../lives/test-code.js'

/** An asynchronous function that calls itself and waits for that, round after round. */
export interface UnboundedRecursion {
  scope: FunctionNode
  /** The first of its calls of itself. */
  chained: ChainedCall
  /** The function between, where two call each other in turn. */
  through: FunctionNode | undefined
  certainty: Certainty
  /** `rounds`: every way through the function leads to the next one. `failures`: every failure does. */
  problem: 'rounds' | 'failures'
  /** The condition by which somebody else ends it. */
  stop: TSESTree.Node | undefined
  /** Whether this is all of its calls of itself. */
  isOnly: boolean
}

/** Answers the asynchronous recursions of a file that have no end of their own. */
export const unboundedRecursions = perFile((facts): readonly UnboundedRecursion[] => {
  const calls = chainedCalls(facts)
  if (calls.size === 0 || isTestCode(facts)) return []
  const reported = new Set<FunctionNode>()
  return [...calls].flatMap(([scope, chained]): UnboundedRecursion[] => {
    const found = recursionOf(facts, scope, chained)
    if (!found || (found.through && reported.has(found.through))) return []
    reported.add(scope)
    return [found]
  })
})

function recursionOf(
  facts: FileFacts,
  scope: FunctionNode,
  chained: readonly ChainedCall[],
): UnboundedRecursion | undefined {
  const isBack = (call: ChainedCall): boolean => call.target === scope
  const own = chained.filter(isBack)
  const others = chained.filter((call) => !isBack(call) && targetsOf(facts, call.target).has(scope))
  // One that goes on by way of another function goes on if that one always comes back.
  const through = others.filter(
    ({ target }) =>
      roundsOf(
        facts,
        target,
        (chainedCalls(facts).get(target) ?? []).filter(
          (call) => call.target === scope || call.target === target,
        ),
      ).certainty !== undefined,
  )
  const links = [...own, ...through]
  const [first] = links
  if (!first || !waitsForMore(facts, scope, links)) return undefined
  const shared = {
    scope,
    chained: first,
    through: own.length === 0 ? first.target : undefined,
    isOnly: links.length === 1 && others.length === 0,
  }
  const rounds = roundsOf(facts, scope, links)
  if (rounds.certainty) {
    const certainty =
      through.length > 0 || !links.every((link) => isCalledAlike(facts, link)) ? 'likely' : rounds.certainty
    return { ...shared, certainty, problem: 'rounds', stop: rounds.stop }
  }
  return own.length > 0 && own.every((call) => isUnlimitedRetry(facts, call))
    ? { ...shared, certainty: 'likely', problem: 'failures', stop: undefined }
    : undefined
}

const targetsOf = perKey(
  (facts: FileFacts, scope: FunctionNode): ReadonlySet<FunctionNode> =>
    new Set((chainedCalls(facts).get(scope) ?? []).map((call) => call.target)),
)

interface Rounds {
  /** How sure it is that every way leads to the next round; undefined where some way certainly does not. */
  certainty: Certainty | undefined
  stop: TSESTree.Node | undefined
}

const NOT_ALWAYS: Rounds = { certainty: undefined, stop: undefined }

/** Whether every way through a function, exceptions and being stopped apart, leads to one of some calls. */
function roundsOf(facts: FileFacts, scope: FunctionNode, links: readonly ChainedCall[]): Rounds {
  const steps = links
    .filter((link) => !link.steps.some((step) => standsInLoop(step.node)))
    .flatMap((link) => link.steps.filter((step) => !step.isOnFailure))
  let certainty: Certainty = 'known'
  let stop: TSESTree.Node | undefined
  const leadsOn = (region: FunctionNode): boolean => {
    const nodes = new Set(
      steps
        .filter((step) => step.scope === region && (!step.callback || leadsOn(step.callback)))
        .map((step) => step.node),
    )
    if (nodes.size === 0) return false
    const existsWhen = (test: TSESTree.Node): 'true' | 'false' | 'either' => {
      const condition = stopCondition(facts, test, scope)
      if (!condition || waitsUntil(scope)) return 'either'
      if (condition.certainty === 'likely') certainty = 'likely'
      stop ??= test
      return condition.endsWhen ? 'false' : 'true'
    }
    const found = endings(region, nodes, existsWhen)
    if (found === 'some') return false
    if (found === 'handled') certainty = 'likely'
    return true
  }
  return leadsOn(scope) ? { certainty, stop } : NOT_ALWAYS
}

function waitsUntil(scope: FunctionNode): boolean {
  return WAITS_UNTIL.test(functionName(scope) ?? '')
}

function standsInLoop(node: TSESTree.Node): boolean {
  for (let current = node; !isFunction(current) && current.parent; current = current.parent) {
    if (isLoop(current)) return true
  }
  return false
}

/**
 * Which ways there are through a function that do not reach one of some nodes: none, only those of failures that it
 * handles, or others.
 */
function endings(
  { body }: Pick<FunctionNode, 'body'> | { body: TSESTree.Node },
  nodes: ReadonlySet<TSESTree.Node>,
  existsWhen: (test: TSESTree.Node) => 'true' | 'false' | 'either',
): 'none' | 'handled' | 'some' {
  const reached = new Set<TSESTree.Node>()
  const endsWhere = (mayThrow: boolean): boolean => {
    const exits = openExits(body, {
      acquisition: undefined,
      effectOf(node) {
        if (nodes.has(node)) {
          reached.add(node)
          return 'release'
        }
        return mayThrow && (node.type === 'CallExpression' || node.type === 'AwaitExpression')
          ? 'throws'
          : 'none'
      },
      existsWhen,
    })
    return exits?.some(({ kind, node }) => kind !== 'throw' || isLimit(node)) ?? true
  }
  if (endsWhere(false) || reached.size === 0) return 'some'
  return endsWhere(true) ? 'handled' : 'none'
}

/** `if (attempt > 5) throw …`: an end by counting, though no return. */
function isLimit(node: TSESTree.Node): boolean {
  if (node.type !== 'ThrowStatement') return false
  for (let current: TSESTree.Node = node; !isFunction(current) && current.parent; current = current.parent) {
    if (current.type === 'IfStatement' && isCounting(current.test)) return true
  }
  return false
}

function isCounting(test: TSESTree.Node): boolean {
  const node = unwrap(test)
  if (node.type === 'LogicalExpression') return isCounting(node.left) || isCounting(node.right)
  if (node.type === 'UnaryExpression') return node.argument.type === 'Identifier'
  if (node.type !== 'BinaryExpression') return false
  return (
    /^[<>]=?$/.test(node.operator) || (/^[!=]==?$/.test(node.operator) && node.left.type === 'Identifier')
  )
}

/** Whether the next round is called as this one was: with nothing, or with what stays the same. */
function isCalledAlike(facts: FileFacts, { call, target }: ChainedCall): boolean {
  if (!call) return target.params.length === 0
  return call.arguments.every((argument, index) => {
    const node = unwrap(argument)
    if (node.type === 'Literal') return true
    const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
    if (!variable) return node.type === 'MemberExpression' && unwrap(node.object).type === 'ThisExpression'
    const [declared] = variable.identifiers
    const isSame = isParameter(variable)
      ? target.params[index] === declared
      : !declared || !isWithin(declared, target)
    return isSame && variable.references.every((reference) => !reference.isWrite() || reference.init === true)
  })
}

/** Whether a function waits for anything but itself: one that does not would exhaust the stack, and not the memory. */
function waitsForMore(facts: FileFacts, scope: FunctionNode, links: readonly ChainedCall[]): boolean {
  if (links.some(({ steps, call }) => !call || steps.length > 1)) return true
  const calls = new Set<TSESTree.Node>(links.map(({ node }) => node))
  let found = false
  walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
    if (found || isFunction(node)) return false
    if (node.type === 'AwaitExpression') found = !calls.has(unwrap(node.argument))
    if (node.type === 'ForOfStatement' && node.await) found = true
    return undefined
  })
  return found
}

/** Whether each failure leads to the next attempt, and nothing counts them. */
function isUnlimitedRetry(facts: FileFacts, chained: ChainedCall): boolean {
  if (!chained.isAfterFailure || !isCalledAlike(facts, chained) || compares(facts, chained.from)) return false
  return chained.steps.every(({ scope, node }) => {
    const region = regionAround(node, scope)
    return region === undefined || endings({ body: region }, new Set([node]), () => 'either') !== 'some'
  })
}

/** The innermost `catch` block around a node, or all of a callback; undefined for the function that starts it all. */
function regionAround(node: TSESTree.Node, scope: FunctionNode): TSESTree.Node | undefined {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (current.type === 'CatchClause') return current.body
  }
  return scope.parent.type === 'CallExpression' ? scope.body : undefined
}

/** Whether a function compares anything by size, which may be how often it has tried. */
const compares = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  let found = false
  walk(scope, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'BinaryExpression' && /^[<>]=?$/.test(node.operator)) found = true
    if (node.type === 'UpdateExpression' || node.type === 'ThrowStatement') found = true
    return !found
  })
  return found
})
