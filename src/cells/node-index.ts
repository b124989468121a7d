import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { ClassNode, FunctionNode } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { walk, walkFile } from '../syntax/walk.js'

/** The nodes of a file that questions start from, gathered in one traversal. */
export interface NodeIndex {
  /** Calls by the last name of what they call. */
  calls: ReadonlyMap<string, readonly TSESTree.CallExpression[]>
  constructions: ReadonlyMap<string, readonly TSESTree.NewExpression[]>
  /** Member expressions, and destructured properties, by the property they read. */
  members: ReadonlyMap<string, readonly (TSESTree.MemberExpression | TSESTree.Property)[]>
  /** Member expressions whose property is an expression: `table[key]`, `this[kTable]`. */
  computedMembers: readonly TSESTree.MemberExpression[]
  assignments: readonly TSESTree.AssignmentExpression[]
  /** `import(…)` */
  importExpressions: readonly TSESTree.ImportExpression[]
  functions: readonly FunctionNode[]
  classes: readonly ClassNode[]
  thisExpressions: readonly TSESTree.ThisExpression[]
  /** `<App />`, by the name. */
  elements: ReadonlyMap<string, readonly TSESTree.JSXOpeningElement[]>
  /** `return` arguments (and the bodies of expression arrows) by their function. */
  returns: ReadonlyMap<FunctionNode, readonly TSESTree.Expression[]>
  /** `return` and `throw` statements by their function. */
  exits: ReadonlyMap<FunctionNode, readonly (TSESTree.ReturnStatement | TSESTree.ThrowStatement)[]>
}

/** Answers the nodes of a file that questions start from; of one that is linted, along with ESLint's own traversal. */
export function indexNodes(sourceCode: TSESLint.SourceCode, isLinted: boolean): NodeIndex {
  const calls = new Map<string, TSESTree.CallExpression[]>()
  const constructions = new Map<string, TSESTree.NewExpression[]>()
  const members = new Map<string, (TSESTree.MemberExpression | TSESTree.Property)[]>()
  const computedMembers: TSESTree.MemberExpression[] = []
  const assignments: TSESTree.AssignmentExpression[] = []
  const importExpressions: TSESTree.ImportExpression[] = []
  const functions: FunctionNode[] = []
  const classes: ClassNode[] = []
  const thisExpressions: TSESTree.ThisExpression[] = []
  const elements = new Map<string, TSESTree.JSXOpeningElement[]>()
  const returns = new Map<FunctionNode, TSESTree.Expression[]>()
  const exits = new Map<FunctionNode, (TSESTree.ReturnStatement | TSESTree.ThrowStatement)[]>()
  const visit = (node: TSESTree.Node): boolean => {
    switch (node.type) {
      case 'Identifier':
      case 'Literal':
        break
      case 'CallExpression':
        add(calls, calleeName(node), node)
        break
      case 'NewExpression':
        add(constructions, calleeName(node), node)
        break
      case 'MemberExpression': {
        const name = memberName(node)
        if (name === undefined) computedMembers.push(node)
        else add(members, name, node)
        break
      }
      case 'Property':
        if (node.parent.type === 'ObjectPattern') add(members, keyName(node.key, node.computed), node)
        break
      case 'AssignmentExpression':
        assignments.push(node)
        break
      case 'ImportExpression':
        importExpressions.push(node)
        break
      case 'ClassDeclaration':
      case 'ClassExpression':
        classes.push(node)
        break
      case 'ArrowFunctionExpression':
        if (node.body.type !== 'BlockStatement') add(returns, node, node.body)
        functions.push(node)
        break
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        functions.push(node)
        break
      case 'ThisExpression':
        thisExpressions.push(node)
        break
      case 'JSXOpeningElement':
        if (node.name.type === 'JSXIdentifier') add(elements, node.name.name, node)
        break
      case 'ReturnStatement': {
        const scope = returningFunction(node)
        if (node.argument) add(returns, scope, node.argument)
        add(exits, scope, node)
        break
      }
      case 'ThrowStatement':
        add(exits, returningFunction(node), node)
        break
      default:
        return !node.type.startsWith('TS') || WITH_VALUES.has(node.type)
    }
    return true
  }
  if (isLinted) walkFile(sourceCode, visit)
  else walk(sourceCode.ast, sourceCode.visitorKeys, visit)
  return {
    calls,
    constructions,
    members,
    computedMembers,
    assignments,
    importExpressions,
    functions,
    classes,
    thisExpressions,
    elements,
    returns,
    exits,
  }
}

/** TypeScript nodes that hold expressions; below the others there are only types. */
const WITH_VALUES = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
])

function returningFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let current = node.parent; current; current = current.parent) {
    switch (current.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return current
      case 'ClassDeclaration':
      case 'ClassExpression':
        return undefined
      default:
    }
  }
  return undefined
}

function add<K, V>(lists: Map<K, V[]>, key: K | undefined, value: V): void {
  if (key !== undefined) addTo(lists, key, value)
}
