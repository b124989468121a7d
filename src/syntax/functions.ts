import type { TSESTree } from '@typescript-eslint/utils'

import { componentAround } from './component-scripts.js'
import { calleeName, keyName, memberName } from './property-name.js'

export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression

/** Whether a node is a function with a body to look into. */
export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  )
}

/** Whether a node is a class. */
export function isClass(node: TSESTree.Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression'
}

/** Whether a function is the executor of a promise: `new Promise((resolve, reject) => …)`. */
export function isExecutor(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    isFunction(node) &&
    node.parent.type === 'NewExpression' &&
    node.parent.callee.type === 'Identifier' &&
    node.parent.callee.name === 'Promise'
  )
}

/** Answers the innermost function around a node (not the node itself). */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  // Asked at nearly every node: without a call for each step.
  for (let current = node.parent; current; current = current.parent) {
    switch (current.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return current
      default:
    }
  }
  return undefined
}

/** Answers the class that a node lies in. */
export function classAround(node: TSESTree.Node): ClassNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (isClass(current)) return current
  }
  return undefined
}

/** Answers the functions around a node, innermost first. */
export function enclosingFunctions(node: TSESTree.Node): FunctionNode[] {
  const found: FunctionNode[] = []
  for (let current = enclosingFunction(node); current; current = enclosingFunction(current)) {
    found.push(current)
  }
  return found
}

/** Answers the function whose call runs a node: the executor of a promise runs with the function around it. */
export function runningFunction(node: TSESTree.Node): FunctionNode | undefined {
  let scope = enclosingFunction(node)
  while (scope && isExecutor(scope)) scope = enclosingFunction(scope)
  return scope
}

/** Whether `inner` is `outer` or lies within it. */
export function isWithin(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1]
}

/** Answers the name a function is declared, assigned or a member under. */
export function functionName(node: FunctionNode): string | undefined {
  if (node.id) return node.id.name
  const { parent } = node
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property':
      return keyName(parent.key, parent.computed)
    case 'AssignmentExpression':
      return parent.left.type === 'MemberExpression' ? memberName(parent.left) : undefined
    case 'CallExpression':
      return declaredName(node)?.name
    default:
      return undefined
  }
}

/** Whether a function is called where it stands, at once: `(() => { … })()`, `list.forEach(() => { … })`. */
export function runsWhereItStands(node: FunctionNode): boolean {
  const { parent } = node
  if (isExecutor(node)) return true
  if (parent.type !== 'CallExpression') return false
  return parent.callee === node || runsItsArguments(parent)
}

/** Whether a call runs the functions that it is given for each element before it returns: `list.forEach(visit)`. */
export function runsItsArguments({ callee }: TSESTree.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.property.type === 'Identifier' &&
    ITERATION_METHODS.has(callee.property.name)
  )
}

/** Methods of the language's own collections and strings that run a function for each element before they return. */
const ITERATION_METHODS = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'sort',
  'toSorted',
  'from',
  'replace',
  'replaceAll',
])

/**
 * Whether a node runs once, while its module loads: outside every function, or only inside functions that
 * run where they stand, or that a loader of modules is given. Static blocks and static initialisers belong to the load as well; the script of a
 * component does not, since it runs for each instance.
 */
export function runsAtModuleLoad(node: TSESTree.Node): boolean {
  for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
    if (isFunction(current) && !runsWhereItStands(current) && !isModuleFactory(current)) return false
    if (current.type === 'PropertyDefinition' && !current.static && current.value !== null) return false
  }
  return !componentAround(node)
}

/** `define(['a'], function (a) { … })`, `(function (factory) { … })(function () { … })`: the body of a module. */
function isModuleFactory({ parent }: FunctionNode): boolean {
  if (parent.type !== 'CallExpression' || parent.parent.type !== 'ExpressionStatement') return false
  const { callee } = parent
  return callee.type === 'Identifier' ? MODULE_LOADERS.has(callee.name) : callee.type === 'FunctionExpression'
}

const MODULE_LOADERS = new Set(['define', 'require', 'requirejs'])

/** Answers the identifier that a function is declared by: its own name, or the variable that it is the value of. */
export function declaredName(node: FunctionNode): TSESTree.Identifier | undefined {
  if (node.id) return node.id
  const { parent } = isMemoized(node) ? node.parent : node
  return parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? parent.id : undefined
}

/** `const pick = useCallback((event) => { … }, [])`: the hook answers the function that it is given. */
function isMemoized({ parent, range }: FunctionNode): boolean {
  if (parent.type !== 'CallExpression' || calleeName(parent) !== 'useCallback') return false
  return parent.arguments[0]?.range[0] === range[0]
}
