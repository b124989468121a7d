import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { callsOf } from '../lives/repetition/calls.js'
import { soleValue } from '../syntax/bindings.js'
import { declaredName, enclosingFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { loopAround } from '../syntax/loops.js'

/**
 * Answers the calls of a nested function, where its own name is all that stands for it and it is only ever called, by
 * the function around it itself. Empty where it is used in any other way, or by other functions.
 */
export function soleCallsOf(
  facts: FileFacts,
  inner: FunctionNode,
  scope: TSESTree.Node,
): readonly TSESTree.CallExpression[] {
  const { parent } = inner
  // `(async () => { … })()` runs where it stands.
  if (parent.type === 'CallExpression' && parent.callee === inner) return [parent]
  const name = declaredName(inner)
  const variable = name && facts.bindings.variableOf(name)
  if (!variable || soleValue(variable) !== inner) return []
  const calls: TSESTree.CallExpression[] = []
  for (const reference of variable.references) {
    if (reference.init === true) continue
    const node = reference.identifier as TSESTree.Node
    const call = node.parent
    if (call?.type !== 'CallExpression' || call.callee !== node) return []
    if (isWithin(node, inner)) continue
    if (enclosingFunction(node) !== scope) return []
    calls.push(call)
  }
  return calls
}

/**
 * Answers the call of a nested function that the function around it makes once, where nothing else runs it: what that
 * function keeps is new then.
 */
export function soleRunWithin(
  facts: FileFacts,
  region: FunctionNode,
  around: FunctionNode,
): TSESTree.Node | undefined {
  const [only, ...others] = soleCallsOf(facts, region, around)
  if (!only || others.length > 0 || callsOf(facts, region).some((call) => call !== only)) return undefined
  return loopAround(only, around) ? undefined : only
}
