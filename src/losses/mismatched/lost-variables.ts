import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../../syntax/loops.js'
import { COMPONENT_WRAPPERS, REMOVING_METHODS, TIMER_STOPS } from '../../protocols/removals.js'
import type { Variable } from '../../syntax/bindings.js'
import { enclosingFunction, functionName, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import type { LostVariable } from './mismatch.js'
import { componentScopeOf, effects } from '../../frameworks/hooks.js'
import { cleanupsOfEffect } from '../../lives/ends/teardown.js'

/**
 * Answers the removals that read a variable of a component's body which was assigned in another render: each
 * render of a function component or hook has a variable of its own, which starts out empty.
 */
export const lostVariables = perFile((facts): readonly LostVariable[] =>
  [...REMOVING_METHODS, ...TIMER_STOPS].flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).flatMap((call) => lostVariableOf(facts, call) ?? []),
  ),
)

function lostVariableOf(facts: FileFacts, node: TSESTree.CallExpression): LostVariable | undefined {
  const index = TIMER_STOPS.includes(calleeName(node) ?? '') ? 0 : 1
  const argument = node.arguments[index]
  const variable = argument && facts.bindings.variableOf(unwrap(argument))
  const component = variable && componentOf(facts, variable)
  if (!variable || !component) return undefined
  const scope = enclosingFunction(node)
  if (!scope || scope === component) return undefined
  const writes = assignmentsOf(variable)
  const [assignment] = writes
  if (!assignment || writes.some((each) => enclosingFunction(each) === component)) return undefined
  const certainty = certaintyOf(facts, node, scope, variable, writes, component)
  if (!certainty) return undefined
  const { name } = variable
  return {
    kind: 'lostVariable',
    certainty,
    node,
    variable: name,
    assignment:
      certainty === 'known'
        ? (writes.find((each) => enclosingFunction(each) === scope) ?? assignment)
        : assignment,
    component: componentName(component) ?? 'the component',
  }
}

function certaintyOf(
  facts: FileFacts,
  node: TSESTree.Node,
  scope: FunctionNode,
  variable: Variable,
  writes: readonly TSESTree.Node[],
  component: FunctionNode,
): Certainty | undefined {
  const hook = effects(facts).get(scope)
  if (hook !== undefined) {
    // The previous one is to be taken out, but this run's variable has never been assigned.
    const isFirst = writes.every((each) => enclosingFunction(each) === scope && each.range[0] > node.range[1])
    if (!isFirst || !runsAgain(scope) || isInLoop(node, scope)) return undefined
    return readsInCleanup(facts, scope, variable) ? undefined : 'known'
  }
  const effect = writes.map((each) => effectAround(facts, each))
  // Assigned in an effect that runs once, read by what each render makes anew.
  if (!effect.every((each) => each !== undefined && runsOnMountOnly(each))) return undefined
  if (effect.some((each) => each && isWithin(node, each))) return undefined
  if (isCleanup(facts, node, component) || isRemembered(node, component)) return undefined
  return 'likely'
}

/** The cleanup of the very run that assigns the variable sees it. */
function readsInCleanup(facts: FileFacts, effect: FunctionNode, variable: Variable): boolean {
  const cleanups = cleanupsOfEffect(facts, effect)
  return variable.references.some(({ identifier }) => cleanups.some(({ node }) => isWithin(identifier, node)))
}

/** `let x`, `let x = null` in the body of a component or hook: answers that function. */
function componentOf(facts: FileFacts, variable: Variable): FunctionNode | undefined {
  const [definition] = variable.defs
  const node = definition?.node as TSESTree.Node | undefined
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return undefined
  if (node.init && !isNothing(node.init)) return undefined
  const scope = enclosingFunction(node)
  return scope && isComponent(facts, scope) && node.parent.parent === scope.body ? scope : undefined
}

const isComponent = perKey((facts: FileFacts, node: FunctionNode): boolean => {
  const name = componentName(node)
  return (
    name !== undefined &&
    /^(?:[A-Z]|use[A-Z])/.test(name) &&
    componentScopeOf(facts, node) !== undefined &&
    usesReact(facts)
  )
})

/** Composables of other frameworks run once for each component, and keep their variables. */
const usesReact = perFile((facts): boolean =>
  facts.sourceCode.ast.body.some(
    (statement) => statement.type === 'ImportDeclaration' && /^p?react(?:\/|$)/.test(statement.source.value),
  ),
)

function componentName(node: FunctionNode): string | undefined {
  let parent: TSESTree.Node = node.parent
  if (parent.type !== 'CallExpression') return functionName(node)
  while (parent.type === 'CallExpression' && COMPONENT_WRAPPERS.has(calleeName(parent) ?? '')) {
    parent = parent.parent
  }
  if (parent.type !== 'VariableDeclarator') return node.id?.name
  return parent.id.type === 'Identifier' ? parent.id.name : undefined
}

function assignmentsOf(variable: Variable): TSESTree.Node[] {
  return variable.references
    .filter((reference) => reference.isWrite() && reference.init !== true)
    .filter(({ writeExpr }) => !(writeExpr && isNothing(writeExpr)))
    .map((reference) => reference.identifier as TSESTree.Node)
}

/** An effect with no dependencies, or with some that may change. */
function runsAgain(effect: FunctionNode): boolean {
  const dependencies = dependenciesOf(effect)
  return dependencies === undefined || dependencies > 0
}

function runsOnMountOnly(effect: FunctionNode): boolean {
  return dependenciesOf(effect) === 0
}

function dependenciesOf({ parent }: FunctionNode): number | undefined {
  if (parent.type !== 'CallExpression') return undefined
  const list = parent.arguments[1]
  return list?.type === 'ArrayExpression' ? list.elements.length : undefined
}

function effectAround(facts: FileFacts, node: TSESTree.Node): FunctionNode | undefined {
  for (let scope = enclosingFunction(node); scope; scope = enclosingFunction(scope)) {
    if (effects(facts).has(scope)) return scope
  }
  return undefined
}

/** Whether a node lies in the cleanup of an effect, which belongs to the render of that effect. */
function isCleanup(facts: FileFacts, node: TSESTree.Node, component: FunctionNode): boolean {
  for (const effect of effects(facts).keys()) {
    if (!isWithin(effect, component)) continue
    if (cleanupsOfEffect(facts, effect).some((cleanup) => isWithin(node, cleanup.node))) return true
  }
  return false
}

/** Whether a node lies in a function that a hook keeps from render to render. */
function isRemembered(node: TSESTree.Node, component: FunctionNode): boolean {
  for (let scope = enclosingFunction(node); scope && scope !== component; scope = enclosingFunction(scope)) {
    if (scope.parent.type === 'CallExpression') return true
  }
  return false
}

function isInLoop(node: TSESTree.Node, scope: FunctionNode): boolean {
  for (let current = node.parent; current && current !== scope; current = current.parent) {
    if (isLoop(current)) return true
  }
  return false
}
