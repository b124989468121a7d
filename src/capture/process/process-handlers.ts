import type { TSESTree } from '@typescript-eslint/utils'

import { GLOBALS_BY_MODULE } from '../../protocols/holders.js'
import { BEGINS_WORK, IS_PROGRAM, PROCESS_EVENTS } from '../../protocols/permanent-allocations.js'
import { importSource, isModuleVariable } from '../../syntax/bindings.js'
import {
  enclosingFunctions,
  functionName,
  isClass,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  type ClassNode,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { isDropped } from '../../cells/uses/dropped.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import type { Finding } from '../../verdict/finding.js'
import { findings } from '../../verdict/findings.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { mayBeTakenOut } from '../../ledger/registrations/removal-index.js'
import { inProject } from '../../lives/in-project.js'
import { conditionBefore } from '../../lives/repetition/condition-before.js'
import { isAgain, recursOf } from './runs-again.js'

/** A handler on the process, of which each call of a function adds one more. */
export interface ProcessHandler {
  registration: Registration
  /** What adds one more, as a message says it. */
  by: string
  certainty: Certainty
}

/**
 * Answers the handlers of the process's last events that a file adds again and again, so far as they are no
 * finding about listeners already.
 */
export const processHandlers = perFile((facts): readonly ProcessHandler[] => {
  const found = registrations(facts).filter((each) => isOnProcess(facts, each))
  if (found.length === 0) return []
  const told = new Set(
    findings(facts).flatMap((finding) =>
      finding.verdict === 'silent' && !isAddedOnce(finding)
        ? []
        : (finding.loss.listener?.registration ?? []),
    ),
  )
  return found
    .filter((each) => !told.has(each) && !runsAtModuleLoad(each.node) && !isTakenOut(facts, each))
    .flatMap((each) => handlerOf(facts, each) ?? [])
})

/** Whether a witness shows that it is added about once, so that no evidence can say anything else. */
function isAddedOnce({ links: { matters } }: Finding): boolean {
  return matters.sure === 'unknown' && matters.doubt === undefined
}

/** A removal may name it; or what adds it for others, `listen(process, 'exit', save)`, answers what they end it by. */
function isTakenOut(facts: FileFacts, registration: Registration): boolean {
  const { node, target } = registration
  const isByHelper = receiverOf(node) !== target.node
  return mayBeTakenOut(facts, registration) || (isByHelper && !isDropped(facts, node))
}

function isOnProcess(facts: FileFacts, { event, target }: Registration): boolean {
  if (event.name === undefined || !PROCESS_EVENTS.test(event.name)) return false
  const node = unwrap(target.node)
  if (node.type !== 'Identifier') return false
  if (node.name === 'process' && facts.bindings.isGlobal(node)) return true
  const variable = facts.bindings.variableOf(node)
  return GLOBALS_BY_MODULE.get((variable && importSource(variable)) ?? '') === 'g:process'
}

function handlerOf(facts: FileFacts, registration: Registration): ProcessHandler | undefined {
  const { node, handler } = registration
  const recurs = recursOf(facts, node)
  const scopes = enclosingFunctions(node)
  const [scope] = scopes
  if (recurs === 'once' || !scope || endsProgram(facts, handler) || !usesCall(facts, handler))
    return undefined
  if (scopes.some((each) => conditionBefore(facts, node, each) !== undefined)) return undefined
  if (inProject.timesOfCode(facts, node).times === 'once') return undefined
  const name = functionName(scope)
  const by = describeScope(scope, name)
  if (isAgain(recurs)) return { registration, by, certainty: 'known' }
  const owner = classOfConstructor(scope)
  if (owner) {
    return { registration, by, certainty: isConstructedAgain(facts, owner) ? 'known' : 'likely' }
  }
  if (scopes.some((each) => IS_PROGRAM.test(functionName(each) ?? '')) || isProgram(facts)) return undefined
  const isWork = BEGINS_WORK.test(name ?? '') && isOfManyInstances(facts, scope)
  return { registration, by, certainty: isWork ? 'known' : 'likely' }
}

function describeScope(scope: FunctionNode, name: string | undefined): string {
  const owner = classOfConstructor(scope)
  if (owner) return `each ${owner.id?.name ?? 'instance'} that is made`
  return name === undefined ? 'each call of this function' : `each call of ${name}()`
}

function classOfConstructor({ parent }: FunctionNode): ClassNode | undefined {
  if (parent.type !== 'MethodDefinition' || parent.kind !== 'constructor') return undefined
  const owner = parent.parent.parent
  return isClass(owner) ? owner : undefined
}

/** Whether a function is a method of a class of which the module makes no instance for all to use. */
function isOfManyInstances(facts: FileFacts, { parent }: FunctionNode): boolean {
  if (parent.type !== 'MethodDefinition' || parent.static) return false
  const { id } = parent.parent.parent
  return !id || !constructionsOf(facts, id).some((each) => runsAtModuleLoad(each))
}

/** Whether functions make an instance in two places, or one that runs again and again in one. */
function isConstructedAgain(facts: FileFacts, { id }: ClassNode): boolean {
  const later = id ? constructionsOf(facts, id).filter((each) => recursOf(facts, each) !== 'once') : []
  return later.length > 1 || later.some((each) => isAgain(recursOf(facts, each)))
}

function constructionsOf(facts: FileFacts, id: TSESTree.Identifier): readonly TSESTree.NewExpression[] {
  const variable = facts.bindings.variableOf(id)
  return (facts.nodes.constructions.get(id.name) ?? []).filter(
    ({ callee }) => variable !== undefined && facts.bindings.variableOf(callee) === variable,
  )
}

/** A command line reads its arguments, or says by what it is run. */
const isProgram = perFile(({ sourceCode, nodes }): boolean => {
  return sourceCode.text.startsWith('#!') || nodes.members.has('argv')
})

/** A handler that ends the program belongs to the program, which has one of them. */
function endsProgram(facts: FileFacts, handler: TSESTree.Node): boolean {
  return functionsMeantBy(facts, handler).some((each) => {
    let found = false
    walk(each.body, facts.sourceCode.visitorKeys, (node) => {
      if (node.type === 'CallExpression' && calleeName(node) === 'exit') found = true
      return !found
    })
    return found
  })
}

/** Whether a handler uses anything of the call that adds it: its instance, parameters or variables. */
const usesCall = perKey((facts: FileFacts, handler: TSESTree.Node): boolean => {
  const node = unwrap(handler)
  if (node.type === 'CallExpression') return calleeName(node) === 'bind'
  const [meant] = functionsMeantBy(facts, node)
  if (!meant) return false
  let uses = false
  walk(meant.body, facts.sourceCode.visitorKeys, (part) => {
    if (part.type === 'ThisExpression') uses ||= meant.type === 'ArrowFunctionExpression'
    if (part.type === 'Identifier') uses ||= isOfCallAround(facts, part, meant)
    return !uses && !(isFunction(part) && part.type !== 'ArrowFunctionExpression')
  })
  return uses
})

function isOfCallAround(facts: FileFacts, name: TSESTree.Identifier, handler: FunctionNode): boolean {
  const variable = facts.bindings.variableOf(name)
  const [declared] = variable?.identifiers ?? []
  return (
    variable !== undefined &&
    declared !== undefined &&
    !isModuleVariable(variable) &&
    !isWithin(declared, handler)
  )
}
