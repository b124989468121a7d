import { isParameter, type Variable } from '../../syntax/bindings.js'
import type { FunctionNode } from '../../syntax/functions.js'
import type { FileFacts } from '../file-facts.js'
import { isCalled } from './outer-variables.js'

/** Answers the parameter that tells a function what to do: one that it reads, and does not call. */
export function toldWhat(facts: FileFacts, work: FunctionNode): Variable | undefined {
  return parametersOf(facts, work).find(tellsWhat)
}

/** Whether a parameter tells a function what to do, rather than how, or what to call back. */
export function tellsWhat(variable: Variable): boolean {
  return !tellsHow(variable) && !isCalled(variable) && isRead(variable)
}

/** What says how the work is done, or for how long, rather than what is to be done. */
const TELLS_HOW =
  /^_|^(?:timeout\w*|ms|delay|signal|err?|error|opts?|options?|config|ctx|context|logger|log|cb|callback|done)$/i

/** So does a flag. */
function tellsHow({ name, identifiers: [declared] }: Variable): boolean {
  const type = declared?.type === 'Identifier' ? declared.typeAnnotation?.typeAnnotation.type : undefined
  return TELLS_HOW.test(name) || type === 'TSBooleanKeyword'
}

/** Answers the parameters of a function. */
export function parametersOf({ sourceCode }: FileFacts, work: FunctionNode): readonly Variable[] {
  return (sourceCode.scopeManager?.getDeclaredVariables(work) ?? []).filter((each) => isParameter(each))
}

function isRead({ references }: Variable): boolean {
  return references.some((each) => each.isRead())
}
