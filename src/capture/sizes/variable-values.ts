import type { TSESTree } from '@typescript-eslint/utils'

import { isParameter, soleValue, writesOf, type Variable } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { declaredName, type FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'

/** What is written to a variable. */
export interface WrittenValues {
  /** The values written to the variable itself; undefined where one of the writes is of another kind. */
  values: readonly TSESTree.Node[] | undefined
  /** Whether it is set to nothing after it has been declared, so that its value can go. */
  isReleased: boolean
}

/**
 * Answers what is written to a variable, without what it begins with where that is nothing or an empty text and more
 * follows.
 */
export function writtenValues(variable: Variable): WrittenValues {
  const writes = writesOf(variable)
  const values: TSESTree.Node[] = []
  let isPlain = !isParameter(variable)
  let isReleased = false
  for (const { identifier, init, writeExpr } of writes) {
    const { parent } = identifier as TSESTree.Identifier
    const isDirect =
      (parent.type === 'VariableDeclarator' && parent.id === identifier) ||
      (parent.type === 'AssignmentExpression' && parent.left === identifier && parent.operator === '=')
    if (!isDirect || !writeExpr) isPlain = false
    else if (init === true && writes.length > 1 && isEmpty(writeExpr)) continue
    else if (init !== true && isNothing(writeExpr)) isReleased = true
    else values.push(writeExpr)
  }
  return { values: isPlain ? values : undefined, isReleased }
}

function isEmpty(expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  return isNothing(node) || (node.type === 'Literal' && node.value === '')
}

/** The names and places, outermost first, by which a pattern takes a part of a value. */
export type Path = readonly string[]

/**
 * Answers from what a variable is declared, a declarator or a parameter, and which part of its value it is. Undefined
 * where the variable is written again, is the rest of something, or may be a default.
 */
export function pathOfDeclaration(
  variable: Variable,
): { source: TSESTree.VariableDeclarator | TSESTree.Parameter; path: Path } | undefined {
  const [declared] = variable.identifiers
  const writes = variable.references.filter((reference) => reference.isWrite() && reference.init !== true)
  if (!declared || variable.defs.length !== 1 || writes.length > 0) return undefined
  const path: string[] = []
  let node: TSESTree.Node = declared
  for (;;) {
    const parent = parentOf(node)
    switch (parent.type) {
      case 'Property': {
        const name = keyName(parent.key, parent.computed)
        if (name === undefined || parent.value !== node) return undefined
        path.unshift(name)
        node = parent.parent
        break
      }
      case 'ArrayPattern':
        path.unshift(String(parent.elements.indexOf(node as TSESTree.DestructuringPattern)))
        node = parent
        break
      case 'VariableDeclarator':
        return parent.id === node ? { source: parent, path } : undefined
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return isParameter(variable) ? { source: node as TSESTree.Parameter, path } : undefined
      default:
        return undefined
    }
  }
}

function parentOf(node: TSESTree.Node): TSESTree.Node {
  return node.parent as TSESTree.Node
}

/** Answers what stands under a name in an object or list that is written where it is used. */
export function partAt(
  facts: FileFacts,
  expression: TSESTree.Node,
  name: string,
  depth = 0,
): TSESTree.Node | undefined {
  const node = unwrapAwait(expression)
  switch (node.type) {
    case 'ObjectExpression': {
      if (node.properties.some((property) => property.type === 'SpreadElement')) return undefined
      const found = node.properties.find(
        (property) => property.type === 'Property' && keyName(property.key, property.computed) === name,
      )
      return found?.type === 'Property' ? found.value : undefined
    }
    case 'ArrayExpression': {
      const index = /^\d+$/.test(name) ? Number(name) : -1
      const before = node.elements.slice(0, index + 1)
      return before.some((element) => element?.type === 'SpreadElement')
        ? undefined
        : (node.elements[index] ?? undefined)
    }
    case 'CallExpression': {
      const [list] = node.arguments
      const isAll = calleeName(node) === 'all' && facts.places.placeOf(node.callee) === 'g:Promise.all'
      return isAll && list ? partAt(facts, list, name, depth) : undefined
    }
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const value = variable && depth < MAX_ALIAS_DEPTH ? soleValue(variable) : undefined
      return value && partAt(facts, value, name, depth + 1)
    }
    default:
      return undefined
  }
}

const MAX_ALIAS_DEPTH = 8

/** More callers than that are taken for too many to be known. */
const MAX_CALLERS = 20

/** Answers what a function is given for a parameter, where all its calls are known. */
export function argumentsFor(
  facts: FileFacts,
  scope: FunctionNode,
  index: number,
): readonly TSESTree.Node[] | undefined {
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  if (!variable || soleValue(variable) !== scope || isExported(variable)) return undefined
  const reads = variable.references.filter((reference) => reference.isRead())
  if (reads.length === 0 || reads.length > MAX_CALLERS) return undefined
  const given: TSESTree.Node[] = []
  for (const { identifier } of reads) {
    const { parent: call } = identifier as TSESTree.Identifier
    if (call.type !== 'CallExpression' || call.callee !== identifier) return undefined
    const before = call.arguments.slice(0, index + 1)
    const argument = before[index]
    if (!argument || before.some((each) => each.type === 'SpreadElement')) return undefined
    given.push(argument)
  }
  return given
}
