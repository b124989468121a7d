import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { variablesOfCall } from '../../cells/outer-variables.js'
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
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import type { Begun } from './begun.js'

/** Answers whether a listener piles up that a function leaves which is part of nothing that ends: how often does it run? */
export function mattersWithoutOwner(facts: FileFacts, { registration: { node, target, handler } }: Begun): Link {
  const scope = enclosingFunction(node)
  const { times, certain, because, witness } = multiplicityOf(facts, scope ?? node)
  if (times === 'many' && scope) return link(certain ? 'yes' : 'likely', because, witness)
  const named = enclosingFunctions(node).find((each) => functionName(each) !== undefined)
  const isBeginning = named !== undefined && beginsSession(functionName(named) ?? '')
  const isOfProcess = target.place?.startsWith('g:process') === true
  if (!isOfProcess) return doubted('again', 'likely', 'nothing tells how often this function runs', scope)
  // What runs the process waits for its signals once; what makes something to end by them may make more of it.
  return isBeginning && !(scope && usesWhatItMakes(facts, handler, scope))
    ? link('unknown', 'what begins something waits for signals about once', named)
    : link('likely', 'nothing tells how often this function runs', scope)
}

/** Whether a listener is for something that the function around it makes: a child process, a server. */
function usesWhatItMakes(facts: FileFacts, handler: TSESTree.Node, scope: FunctionNode): boolean {
  const used = functionsMeantBy(facts, handler).flatMap((each) => variablesOfCall(facts, each, scope))
  return used.some(({ references }) =>
    references.some(({ writeExpr }) => {
      const made = writeExpr && unwrapAwait(writeExpr)
      if (made?.type !== 'CallExpression') return made?.type === 'NewExpression'
      const maker = facts.bindings.variableOf(unwrap(made.callee))
      return !(maker && isParameter(maker))
    }),
  )
}
