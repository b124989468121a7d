import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { PROGRAM_ENDS } from '../../protocols/promises.js'
import { TALKS_TO_USER } from '../../protocols/repetition.js'
import { ENDS_PROGRAM } from '../../protocols/throwing.js'
import {
  classAround,
  enclosingFunction,
  enclosingFunctions,
  isFunction,
  type FunctionNode,
} from '../../syntax/functions.js'
import { multiplicityOf } from '../multiplicity.js'
import { programOf } from '../repetition/program.js'

/** What shows that a program has nothing else to do where something fails. */
export interface ProgramStart {
  /** As a sentence without a full stop. */
  readonly because: string
  readonly witness: TSESTree.Node
}

/**
 * Answers what shows that a program ends where what stands at a node fails: the file is one that is run, and nothing runs the
 * node again and again; the function around it is a command, which tells its user how far it is, hears of the signals that end
 * the process, or ends it itself; or the same class or module ends the process where something of it fails. Undefined where
 * nothing of that is seen: others may call what a module exports, and go on.
 */
export function programStartAround(facts: FileFacts, node: TSESTree.Node): ProgramStart | undefined {
  const program = programOf(facts)
  if (program !== undefined && multiplicityOf(facts, node).times !== 'many')
    return { because: program, witness: facts.sourceCode.ast }
  const scope = enclosingFunction(node)
  const command = scope && commands(facts).get(scope)
  if (command) return command
  const exit = exitsOnFailure(facts).find((each) => classAround(each) === classAround(node))
  return exit && { because: 'where something fails, the program is ended', witness: exit }
}

const commands = perFile((facts): ReadonlyMap<FunctionNode, ProgramStart> => {
  const found = new Map<FunctionNode, ProgramStart>()
  const add = (scope: FunctionNode | undefined, because: string, witness: TSESTree.Node): void => {
    if (scope && !found.has(scope)) found.set(scope, { because, witness })
  }
  for (const { node, event, target } of registrations(facts)) {
    if (
      event.name?.startsWith('SIG') === true &&
      PROGRAM_ENDS.has(event.name) &&
      target.place === 'g:process'
    )
      add(enclosingFunction(node), 'the function hears of the signals that end the process', node)
  }
  for (const call of exits(facts))
    for (const scope of enclosingFunctions(call)) add(scope, 'the function ends the process', call)
  for (const call of callsOf(facts, TALKS_TO_USER))
    if (!catchAround(call)) add(enclosingFunction(call), 'the function tells a user how far it is', call)
  return found
})

const exitsOnFailure = perFile((facts) => exits(facts).filter(catchAround))

const exits = perFile((facts) => callsOf(facts, ENDS_PROGRAM))

function callsOf(facts: FileFacts, places: ReadonlySet<string>): readonly TSESTree.CallExpression[] {
  return [...places].flatMap((place) => {
    const name = place.slice(place.lastIndexOf('.') + 1)
    return (facts.nodes.calls.get(name) ?? []).filter((call) => facts.places.placeOf(call.callee) === place)
  })
}

/** The `catch` of the same function that a node stands in. */
function catchAround(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let current = node.parent; current && !isFunction(current); current = current.parent)
    if (current.type === 'CatchClause') return current
  return undefined
}
