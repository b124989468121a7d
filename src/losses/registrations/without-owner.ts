import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { beginsSession } from '../../protocols/teardowns.js'
import { isParameter } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Begun } from './begun.js'

/** Answers whether a listener piles up that a function leaves which is part of nothing that ends: how often does it run? */
export function mattersWithoutOwner(facts: FileFacts, { registration: { node, target } }: Begun): Link {
  const scope = enclosingFunction(node)
  const { times, certain, because, witness } = multiplicityOf(facts, scope ?? node)
  if (times === 'many' && scope) return link(certain ? 'yes' : 'likely', because, witness)
  const named = enclosingFunctions(node).find((each) => functionName(each) !== undefined)
  const isBeginning = named !== undefined && beginsSession(functionName(named) ?? '')
  const isOfProcess = target.place?.startsWith('g:process') === true
  if (!isOfProcess) return doubted('again', 'likely', 'nothing tells how often this function runs', scope)
  // What runs the process on behalf of its caller waits for its signals once.
  return isBeginning && callsBack(facts, named)
    ? link('unknown', 'what begins something waits for signals about once', named)
    : link('likely', 'nothing tells how often this function runs', scope)
}

/** Whether a function is given a function to call: what its caller wants done. */
function callsBack({ sourceCode }: FileFacts, work: FunctionNode): boolean {
  const variables = sourceCode.scopeManager?.getDeclaredVariables(work) ?? []
  return variables.some(
    (variable) =>
      isParameter(variable) &&
      variable.references.some(
        ({ identifier }) =>
          identifier.parent.type === 'CallExpression' && identifier.parent.callee === identifier,
      ),
  )
}
