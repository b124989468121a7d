import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { FileFacts } from '../cells/file-facts.js'
import { keyOfEntry } from '../cells/uses/held.js'
import { uniquenessOf } from '../cells/values/unique-values.js'
import { isParameter, soleValue } from '../syntax/bindings.js'
import { rootOf, unwrapAwait } from '../syntax/unwrap.js'

/** More steps than anyone takes from what a function is given to the key that it makes of it. */
const MAX_STEPS = 4

/**
 * Whether an entry may be put where another one is: under a key that is always the same, or that is made of nothing but
 * what the function is given, which may be given twice. Not under one that is made for each, and not in a list.
 */
export function mayMeetFormer(facts: FileFacts, cell: Cell): boolean {
  if (cell.kind !== 'entry') return true
  const key = keyOfEntry(cell)
  return key !== undefined && !uniquenessOf(facts, key) && isOfGiven(facts, key, MAX_STEPS)
}

/** Whether a value is a constant, or made of what a function is given: a parameter, an element of it, a part of it. */
function isOfGiven(facts: FileFacts, value: TSESTree.Node, steps: number): boolean {
  const node = unwrapAwait(value)
  if (steps === 0) return false
  const all = (parts: readonly TSESTree.Node[]) => parts.every((part) => isOfGiven(facts, part, steps - 1))
  switch (node.type) {
    case 'Literal':
    case 'ThisExpression':
      return true
    case 'TemplateLiteral':
      return all(node.expressions)
    case 'BinaryExpression':
      return all([node.left, node.right])
    case 'CallExpression':
      // `path.resolve(this.root, file)`, `String(id)`, `name.toLowerCase()`
      return node.arguments.length > 0 ? all(node.arguments) : isPartOfGiven(facts, node, steps)
    case 'Identifier':
      return isGiven(facts, node, steps)
    default: {
      const root = rootOf(node)
      return root !== node && isOfGiven(facts, root, steps)
    }
  }
}

/** What a method without arguments answers of an instance may be another key each time: `this.nextId()`. */
function isPartOfGiven(facts: FileFacts, { callee }: TSESTree.CallExpression, steps: number): boolean {
  const root = rootOf(callee)
  return root !== callee && root.type === 'Identifier' && isOfGiven(facts, root, steps - 1)
}

function isGiven(facts: FileFacts, name: TSESTree.Identifier, steps: number): boolean {
  const variable = facts.bindings.variableOf(name)
  if (!variable) return false
  if (isParameter(variable)) return true
  const value = soleValue(variable)
  if (value) return isOfGiven(facts, value, steps - 1)
  const declaration = (variable.defs[0]?.node as TSESTree.Node | undefined)?.parent
  const loop = declaration?.type === 'VariableDeclaration' ? declaration.parent : undefined
  return loop?.type === 'ForOfStatement' && isOfGiven(facts, loop.right, steps - 1)
}
