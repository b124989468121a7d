import { runsAtModuleLoad, type FunctionNode } from '../syntax/functions.js'
import { functionsMeantBy } from './call-targets.js'
import { escapes } from './escapes.js'
import { perFile } from './file-facts.js'
import type { Certainty } from './findings.js'

/** A function that something keeps for long after the call that made it. */
export interface LongLivedFunction {
  node: FunctionNode
  /** What keeps it, as a message says it. */
  keeper: string
  certainty: Certainty
}

/** Answers the functions of a file that are made during a call and outlive it. */
export const longLivedFunctions = perFile((facts): readonly LongLivedFunction[] => {
  const found = new Map<FunctionNode, LongLivedFunction>()
  for (const { value, keeper, certainty } of escapes(facts)) {
    for (const node of functionsMeantBy(facts, value)) {
      if (!found.has(node) && !runsAtModuleLoad(node)) found.set(node, { node, keeper, certainty })
    }
  }
  return [...found.values()]
})
