import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { beginsLife } from '../../protocols/teardowns.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { multiplicityOf } from '../multiplicity.js'
import { callsOf, isCalledHereOnly } from './calls.js'
import { conditionBefore } from './condition-before.js'
import { isRunByConstructor } from './reached-from.js'
import { isConstructor } from './runs.js'

/** `if (this.started) return; this.started = true; this.open()`: all who call a method turn its second run away. */
export function isTurnedAwayByCallers(facts: FileFacts, region: FunctionNode): boolean {
  const calls = callsOf(facts, region)
  return calls.length > 0 && calls.every((call) => isTurnedAway(facts, call))
}

/** What an interval or an event runs again passes the conditions around it once and for all. */
function isTurnedAway(facts: FileFacts, call: TSESTree.Node): boolean {
  const inner = enclosingFunction(call)
  const isRepeated = inner && multiplicityOf(facts, inner).times === 'many'
  const caller = isRepeated ? inner : callerOf(facts, call)
  const condition = caller && conditionBefore(facts, call, caller)
  return condition === 'flag' || condition === 'elsewhere'
}

/** Whether nothing but the construction runs a function, as far as its calls in the file say. */
export function isRunByConstructionAlone(facts: FileFacts, region: FunctionNode): boolean {
  if (!isRunByConstructor(facts, region)) return false
  const others = callsOf(facts, region).filter(
    (call) => !isWithin(call, region) && !enclosingFunctions(call).some(isConstructor),
  )
  // `setText(text)` of a constructor and of others: who wants to be given something is called with another one again.
  return others.length === 0 && (isCalledHereOnly(facts, region) || region.params.length === 0)
}

/** `editor.onDidChangeModel(() => this.attach())`: what something else than what a cell holds tells again and again runs it. */
export function isToldOfChanges(facts: FileFacts, region: FunctionNode, { place }: Cell): boolean {
  return callsOf(facts, region).some((call) => {
    const given = enclosingFunction(call)?.parent
    if (given?.type !== 'CallExpression' || !TELLS_OF_CHANGE.test(calleeName(given) ?? '')) return false
    const receiver = receiverOf(given)
    const source = receiver && facts.places.placeOf(receiver)
    return source !== undefined && source !== place
  })
}

/** Methods of an owner's surroundings that are given a callback for what comes again, other than for an end. */
const TELLS_OF_CHANGE = /^on[A-Z]\w*(?:Chang|Updat|Select|Switch|Resiz|Activ|Focus|Mov)/

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
