import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable } from '../syntax/bindings.js'
import { runsAtModuleLoad } from '../syntax/functions.js'
import { moduleCollections } from './collections.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { Certainty } from './findings.js'
import { holderOf } from './lifetime.js'
import { registrations } from './registrations.js'
import { mayBeTakenOut } from './removal-index.js'
import { timerLeaks } from './timers.js'
import { useOf } from './uses.js'

/** A value that something keeps for long after the call that made it. */
export interface Escape {
  /** The expression whose value is kept: an argument, the right side of an assignment. */
  value: TSESTree.Node
  /** What keeps it, as a message says it. */
  keeper: string
  certainty: Certainty
}

/**
 * Answers the values of a file that are handed to something long-lived and certainly outlive the call that hands them
 * over: listeners of long-lived targets that nothing removes, callbacks of intervals that nothing clears, what is
 * stored in collections and variables of the module.
 */
export const escapes = perFile((facts): readonly Escape[] => {
  const found: Escape[] = []
  const add = (value: TSESTree.Node, keeper: string): void => {
    if (!runsAtModuleLoad(value)) found.push({ value, keeper, certainty: 'known' })
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
    if (isModulePlace(facts, assignment.left)) {
      add(assignment.right, `\`${facts.sourceCode.getText(assignment.left)}\``)
    }
  }
  return found
})

/** A variable of the module, or a property of the global object. */
function isModulePlace(facts: FileFacts, target: TSESTree.Node): boolean {
  if (target.type === 'Identifier') {
    const variable = facts.bindings.variableOf(target)
    return variable !== undefined && isModuleVariable(variable)
  }
  return target.type === 'MemberExpression' && facts.places.placeOf(target.object) === 'g:window'
}
