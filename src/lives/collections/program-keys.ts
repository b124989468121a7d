import type { TSESTree } from '@typescript-eslint/utils'

import { isImported, isModuleVariable, isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { isFiniteKey } from './growth-keys.js'
import { givenToParameter } from './given-to-parameter.js'

/** Values may be made of each other in circles. */
const MAX_DEPTH = 6

/**
 * Whether the program names all values of a key: they are constants of this file or of another one, elements of a
 * table of the module, or what all calls of a function of the file give it.
 */
export function isProgramKey(facts: FileFacts, key: TSESTree.Node, depth = 0): boolean {
  if (isFiniteKey(facts, key)) return true
  if (depth > MAX_DEPTH) return false
  const node = unwrap(key)
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return variable !== undefined && isProgramVariable(facts, variable, depth)
    }
    case 'MemberExpression': {
      const root = facts.bindings.variableOf(rootOf(node))
      return root !== undefined && isImported(root)
    }
    case 'TemplateLiteral':
      return node.expressions.every((part) => isProgramKey(facts, part, depth + 1))
    case 'BinaryExpression':
      return (
        node.left.type !== 'PrivateIdentifier' &&
        isProgramKey(facts, node.left, depth + 1) &&
        isProgramKey(facts, node.right, depth + 1)
      )
    case 'ConditionalExpression':
      return isProgramKey(facts, node.consequent, depth + 1) && isProgramKey(facts, node.alternate, depth + 1)
    default:
      return false
  }
}

function isProgramVariable(facts: FileFacts, variable: Variable, depth: number): boolean {
  if (isImported(variable)) return true
  if (isParameter(variable)) return isGivenByProgram(facts, variable)
  const value = soleValue(variable)
  if (value) return isProgramKey(facts, value, depth + 1)
  return isElementOfTable(facts, variable)
}

/** `for (const event of EVENTS)`, `for (const key in TABLE)` */
function isElementOfTable(facts: FileFacts, variable: Variable): boolean {
  const declaration = (variable.defs[0]?.node as TSESTree.Node | undefined)?.parent
  const loop = declaration?.parent
  if (loop?.type !== 'ForOfStatement' && loop?.type !== 'ForInStatement') return false
  const table = unwrap(loop.right)
  if (table.type === 'ArrayExpression') return true
  const root = facts.bindings.variableOf(rootOf(table))
  if (!root) return false
  return isImported(root) || (isModuleVariable(root) && soleValue(root)?.type === 'ArrayExpression')
}

/** A parameter of a function that this file alone can call, with keys of the program at every call. */
const isGivenByProgram = perKey(
  (facts: FileFacts, variable: Variable): boolean =>
    givenToParameter(facts, variable)?.every((given) => isProgramKey(facts, given)) === true,
  false,
)
