import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { isCalled, variablesOfCall } from '../../cells/uses/outer-variables.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { multiplicityOf } from '../../lives/multiplicity.js'
import { PROGRAM_ENDS } from '../../protocols/promises.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { isParameter, type Variable } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { memberName } from '../../syntax/property-name.js'
import { declaredName, enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import type { Begun } from './begun.js'

/** Answers whether a listener piles up that a function leaves which is part of nothing that ends: how often does it run? */
export function mattersWithoutOwner(
  facts: FileFacts,
  { registration: { node, event, protocol, target, handler }, holder }: Begun,
): Link {
  const scope = enclosingFunction(node)
  // What connects signals of another module and belongs to nothing sets the application up.
  if (protocol.add === 'connect' && holder.origin === 'import')
    return link('unknown', 'nothing tells what connects it belongs to', scope)
  const text = scope && takenAsText(facts, scope)
  if (text) return link('no', 'only its text is used, which runs elsewhere, on its own', text)
  const { times, certain, because, witness } = multiplicityOf(facts, scope ?? node)
  if (times === 'many' && scope) return link(certain ? 'yes' : 'likely', because, witness)
  if (PROGRAM_ENDS.has(event.name ?? ''))
    return doubted('again', 'unknown', 'what waits for the end of the program is set up about once', scope)
  const given = scope && givenTo(facts, handler, scope)
  // What happens to the process is the program's to hear of, unless it is heard on behalf of a caller.
  if (target.place?.startsWith('g:process') === true)
    return given?.some(isCalled) === true
      ? link('likely', 'each call listens on behalf of its caller', scope)
      : link('unknown', 'what listens to the process is set up about once', scope)
  return given && given.length > 0
    ? doubted('again', 'likely', 'each call may listen for what it is given', scope)
    : doubted('again', 'unknown', 'nothing tells how often this function runs', scope)
}

/** The parameters of a function that a listener uses which it adds. */
function givenTo(facts: FileFacts, handler: TSESTree.Node, scope: FunctionNode): readonly Variable[] {
  return functionsMeantBy(facts, handler).flatMap((each) =>
    variablesOfCall(facts, each, scope).filter(isParameter),
  )
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
