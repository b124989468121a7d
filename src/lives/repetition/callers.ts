import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { beginsLife } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import { callsOf } from './calls.js'
import { conditionBefore } from './condition-before.js'
import { isRunByConstructor } from './reached-from.js'
import { isConstructor } from './runs.js'

/** `if (!this.isHovered) this.hideSoon()`: a flag of those who call a method lets it run in turn with another one. */
export function isTurnedAwayByCallers(facts: FileFacts, region: FunctionNode): boolean {
  const isFlagged = callsOf(facts, region).some((call) => {
    const caller = callerOf(facts, call)
    return caller !== undefined && conditionBefore(facts, call, caller) === 'flag'
  })
  return isFlagged && !calledLater(facts, region)
}

/** `setToken(token) { …; this.connect() }`: the call of a method that another one makes under no condition, and which begins nothing itself. */
export function calledLater(facts: FileFacts, region: FunctionNode): TSESTree.Node | undefined {
  return callsOf(facts, region).find((call) => {
    const caller = callerOf(facts, call)
    return (
      caller !== undefined &&
      caller !== region &&
      enclosingFunction(call) === caller &&
      !isConstructor(caller) &&
      !beginsLife(functionName(caller) ?? '') &&
      !isRunByConstructor(facts, caller) &&
      conditionBefore(facts, call, caller) === undefined
    )
  })
}

/** The member that a call stands in, or the function. */
function callerOf(facts: FileFacts, call: TSESTree.Node): FunctionNode | undefined {
  const around = enclosingFunctions(call)
  return around.find((each) => facts.places.memberOf(each)) ?? around[0]
}
