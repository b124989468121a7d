import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { PROGRAM_ENDS } from '../../protocols/promises.js'
import { beginsSession } from '../../protocols/teardowns.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { isCalled, variablesOfCall } from '../../cells/uses/outer-variables.js'
import { isParameter } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { memberName } from '../../syntax/property-name.js'
import {
  declaredName,
  enclosingFunction,
  enclosingFunctions,
  functionName,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Begun } from './begun.js'

/** Answers whether a listener piles up that a function leaves which is part of nothing that ends: how often does it run? */
export function mattersWithoutOwner(
  facts: FileFacts,
  { registration: { node, target, handler, event, protocol }, holder }: Begun,
): Link {
  const scope = enclosingFunction(node)
  // What connects signals of another module and belongs to nothing sets the application up.
  if (protocol.add === 'connect' && holder.origin === 'import')
    return link('unknown', 'nothing tells what connects it belongs to', scope)
  const named = enclosingFunctions(node).find((each) => functionName(each) !== undefined)
  const isOfEnd = PROGRAM_ENDS.has(event.name ?? '')
  if (target.place?.startsWith('g:process') === true && !isOfEnd) {
    // What runs the process on behalf of its caller waits for what happens to it once; what is called to listen does so for each caller.
    return named &&
      !LISTENS.test(functionName(named) ?? '') &&
      beginsSession(functionName(named) ?? '') &&
      callsBack(facts, handler, named)
      ? link('unknown', 'what begins something waits for signals about once', named)
      : link('likely', 'nothing tells how often this function runs', scope)
  }
  const text = scope && takenAsText(facts, scope)
  if (text) return link('no', 'only its text is used, which runs elsewhere, on its own', text)
  const { times, certain, because, witness } = multiplicityOf(facts, scope ?? node)
  if (times === 'many' && scope) return link(certain ? 'yes' : 'likely', because, witness)
  // Whoever tells of it: what has to be done as the program ends is set up about once.
  return isOfEnd
    ? doubted('again', 'unknown', 'what waits for the end of the program is set up about once', scope)
    : doubted('again', 'likely', 'nothing tells how often this function runs', scope)
}

/** Names of functions that are given what they call for each event. */
const LISTENS = /^(?:on|once|listen|subscribe|add(?:Event)?Listener)$/

/** Whether a listener does what the caller of the function around it wants done. */
function callsBack(facts: FileFacts, handler: TSESTree.Node, work: FunctionNode): boolean {
  const used = functionsMeantBy(facts, handler).flatMap((each) => variablesOfCall(facts, each, work))
  return used.some((variable) => isParameter(variable) && isCalled(variable))
}

/** `worker(run.toString())`: where nothing but the text of a function is used. */
function takenAsText(facts: FileFacts, scope: FunctionNode): TSESTree.Node | undefined {
  const name = declaredName(scope)
  const variable = name && facts.bindings.variableOf(name)
  if (!variable || isExported(variable)) return undefined
  const nodes = nodesOfVariable(variable)
  const isText = (node: TSESTree.Node): boolean =>
    node.parent?.type === 'MemberExpression' && memberName(node.parent) === 'toString'
  return nodes.every(isText) ? nodes[0] : undefined
}
