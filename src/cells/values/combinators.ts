import type { TSESTree } from '@typescript-eslint/utils'

import { outermost } from '../../syntax/unwrap.js'
import { COMBINATORS } from '../../protocols/promises.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import { calleeName } from '../../syntax/property-name.js'
import type { FileFacts } from '../file-facts.js'
import { nodesOfVariable } from '../uses/uses.js'

const MAX_DEPTH = 3

/**
 * Answers the call that waits for a promise together with others: `Promise.race([work, stopped])`, with the list in
 * place or in a variable, and likewise the promise.
 */
export function combinatorOf(
  facts: FileFacts,
  node: TSESTree.Node,
  isListed = false,
  depth = 0,
): TSESTree.CallExpression | undefined {
  const { parent } = node
  if (depth > MAX_DEPTH) return undefined
  switch (parent?.type) {
    case 'ArrayExpression':
      return isListed ? undefined : combinatorOf(facts, outermost(parent), true, depth + 1)
    case 'CallExpression':
      return isListed && parent.arguments[0] === node && isCombinator(facts, parent) ? parent : undefined
    case 'ConditionalExpression':
      return parent.test === node ? undefined : combinatorOf(facts, parent, isListed, depth + 1)
    case 'VariableDeclarator': {
      const variable = parent.init === node ? facts.bindings.variableOf(parent.id) : undefined
      if (!variable || isModuleVariable(variable)) return undefined
      for (const use of nodesOfVariable(variable)) {
        const found = use === parent.id ? undefined : combinatorOf(facts, outermost(use), isListed, depth + 1)
        if (found) return found
      }
      return undefined
    }
    default:
      return undefined
  }
}

function isCombinator(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? ''
  return COMBINATORS.has(name) && facts.places.placeOf(call.callee) === `g:Promise.${name}`
}
