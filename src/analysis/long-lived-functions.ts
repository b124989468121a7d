import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable } from '../syntax/bindings.js'
import { isFunction, runsAtModuleLoad, type FunctionNode } from '../syntax/functions.js'
import { functionsMeantBy } from './call-targets.js'
import { moduleCollections } from './collections.js'
import { perFile, type FileFacts } from './file-facts.js'
import { holderOf } from './lifetime.js'
import { registrations } from './registrations.js'
import { mayBeTakenOut } from './removal-index.js'
import { timerLeaks } from './timers.js'
import { useOf } from './uses.js'

/** A function that something keeps for long after the call that made it. */
export interface LongLivedFunction {
  node: FunctionNode
  /** What keeps it, as a message says it. */
  keeper: string
}

/**
 * Answers the functions of a file that are made during a call and certainly outlive it: listeners of
 * long-lived targets that nothing removes, callbacks of intervals that nothing clears, functions stored in
 * module scope.
 */
export const longLivedFunctions = perFile((facts): readonly LongLivedFunction[] => {
  const found = new Map<FunctionNode, LongLivedFunction>()
  const add = (expression: TSESTree.Node, keeper: string): void => {
    for (const node of functionsMeantBy(facts, expression)) {
      if (!found.has(node) && !runsAtModuleLoad(node)) found.set(node, { node, keeper })
    }
  }
  for (const registration of registrations(facts)) {
    if (registration.signal || registration.once) continue
    if (holderOf(facts, registration.target.node).lifetime !== 'module') continue
    if (mayBeTakenOut(facts, registration)) continue
    add(registration.handler, `\`${registration.target.text}\``)
  }
  for (const leak of timerLeaks(facts)) {
    const [callback] = leak.node.arguments
    if (leak.perpetual && callback && leak.problem !== 'notClearedAtEnd')
      add(callback, `the ${leak.protocol.noun}`)
  }
  for (const collection of moduleCollections(facts)) {
    for (const node of collection.nodes) {
      const use = useOf(facts, node)
      if (use.kind !== 'receiver' || use.method === undefined || !collection.protocol.grow.has(use.method))
        continue
      for (const argument of use.call.arguments) add(argument, `\`${collection.name}\``)
    }
  }
  for (const assignment of facts.nodes.assignments) {
    if (isFunction(assignment.right) && isModulePlace(facts, assignment.left)) {
      add(assignment.right, `\`${facts.sourceCode.getText(assignment.left)}\``)
    }
  }
  return [...found.values()]
})

/** A variable of the module, or a property of the global object. */
function isModulePlace(facts: FileFacts, target: TSESTree.Node): boolean {
  if (target.type === 'Identifier') {
    const variable = facts.bindings.variableOf(target)
    return variable !== undefined && isModuleVariable(variable)
  }
  return target.type === 'MemberExpression' && facts.places.placeOf(target.object) === 'g:window'
}
