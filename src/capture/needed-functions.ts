import type { TSESTree } from '@typescript-eslint/utils'

import { RUNS_SOON } from '../protocols/ownership.js'
import { isModuleVariable, type Scope, type Variable } from '../syntax/bindings.js'
import { isClass, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { capturedIn, type CapturedVariable } from './captured-variables.js'
import { unwrapAwait } from '../syntax/unwrap.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'

/**
 * Whether a function names, by itself or by what it names, the function or class around a node: it calls `at`, which
 * reads `data`. What the one needs the other needs, too.
 */
export function isNeededBy(facts: FileFacts, node: TSESTree.Node, keeper: FunctionNode): boolean {
  return codeNamedBy(facts, keeper).some((code) => isWithin(node, code))
}

/** Answers the large variables of a scope that a function uses, by itself or by what it names. */
export function neededIn(
  facts: FileFacts,
  scope: Scope,
  keeper: FunctionNode,
): ReadonlySet<CapturedVariable> {
  const byCode = capturedByCode(facts, scope)
  const found = new Set(byCode.get(keeper))
  for (const code of codeNamedBy(facts, keeper)) for (const each of byCode.get(code) ?? []) found.add(each)
  return found
}

/** The large variables of a scope, by the functions and classes that use them. */
const capturedByCode = perKey(
  (facts: FileFacts, scope: Scope): ReadonlyMap<TSESTree.Node, ReadonlySet<CapturedVariable>> => {
    const byCode = new Map<TSESTree.Node, Set<CapturedVariable>>()
    for (const found of capturedIn(facts, scope)) {
      for (const node of found.captured) {
        for (let current = node.parent; current && current !== scope.block; current = current.parent) {
          if (!isFunction(current) && !isClass(current)) continue
          byCode.set(current, (byCode.get(current) ?? new Set()).add(found))
        }
      }
    }
    return byCode
  },
)

/** The functions and classes of the scopes around a function that it names, and those that these name. */
const codeNamedBy = perKey((facts: FileFacts, start: FunctionNode): readonly TSESTree.Node[] => {
  const { scopeManager } = facts.sourceCode
  const found = new Set<TSESTree.Node>()
  const seen = new Set<Variable>()
  const pending: TSESTree.Node[] = [start]
  const addNamed = (variable: Variable | null | undefined): void => {
    if (!variable || seen.has(variable) || isModuleVariable(variable)) return
    seen.add(variable)
    for (const { node, type } of variable.defs) {
      if (!DECLARES_CODE.has(type)) continue
      const value = node.type === 'VariableDeclarator' ? node.init : node
      if (value) pending.push(...codeHeldBy(facts, value))
    }
  }
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Identifier') addNamed(facts.bindings.variableOf(node))
    if (found.has(node) || (!isFunction(node) && !isClass(node))) continue
    // What the function is made in is no need of it.
    if (node !== start && isWithin(start, node)) continue
    found.add(node)
    const scope = scopeManager?.acquire(node)
    for (const { resolved } of scope?.through ?? []) addNamed(resolved)
  }
  found.delete(start)
  return [...found]
})

/** Kinds of definitions that give a variable the value of their node; a parameter's is the function that has it. */
const DECLARES_CODE: ReadonlySet<string> = new Set(['FunctionName', 'ClassName', 'Variable'])

/** The functions and names of functions that a value holds or may hold: of a call, those that it is given as well. */
function codeHeldBy(facts: FileFacts, value: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrapAwait(value)
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) =>
        codeHeldBy(facts, property.type === 'Property' ? property.value : property.argument),
      )
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element ? codeHeldBy(facts, element) : []))
    case 'SpreadElement':
      return codeHeldBy(facts, node.argument)
    case 'ConditionalExpression':
      return [...codeHeldBy(facts, node.consequent), ...codeHeldBy(facts, node.alternate)]
    case 'LogicalExpression':
      return [...codeHeldBy(facts, node.left), ...codeHeldBy(facts, node.right)]
    case 'NewExpression':
      return [node.callee, ...node.arguments.flatMap((given) => codeHeldBy(facts, given))]
    case 'CallExpression': {
      if (node.callee.type === 'MemberExpression' && RUNS_SOON.has(calleeName(node) ?? '')) return []
      const given = node.arguments.flatMap((each) => codeHeldBy(facts, each))
      return answersCode(facts, node.callee) ? [node.callee, ...given] : given
    }
    default:
      return [node]
  }
}

/** Whether a function of the file answers something that may hold functions. */
function answersCode(facts: FileFacts, callee: TSESTree.Node): boolean {
  const variable = callee.type === 'Identifier' ? facts.bindings.variableOf(callee) : undefined
  return (
    variable?.defs.some(({ node }) => {
      const made = (node.type === 'VariableDeclarator' ? node.init : node) as TSESTree.Node | null
      return (
        isFunction(made) &&
        (facts.nodes.returns.get(made) ?? []).some((each) => HOLDS_CODE.test(unwrapAwait(each).type))
      )
    }) === true
  )
}

const HOLDS_CODE = /^(?:Object|Array|New|Function|ArrowFunction|Class)Expression$|^Identifier$/
