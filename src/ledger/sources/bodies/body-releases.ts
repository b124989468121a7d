import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../../cells/file-facts.js'
import { useOf, type Use } from '../../../cells/uses/uses.js'
import { LISTENING, READING_EVENTS, type BodyHolder } from '../../../protocols/responses.js'
import { soleValue, type Variable } from '../../../syntax/bindings.js'
import type { FunctionNode } from '../../../syntax/functions.js'
import { calleeName, keyName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'

/**
 * What a use of a response does with its body: `yes`, it reads it, or hands it to someone who does; everything counts
 * as that which is not known to leave the body alone. `maybe`: an error takes the response along, for whoever
 * handles that, and who does so mostly looks at the status.
 */
export type Reading = 'yes' | 'maybe' | 'no'

/** Answers what a use of a response, or of its body, does with the body. */
export function readingOf(facts: FileFacts, node: TSESTree.Node, holder: BodyHolder): Reading {
  const use = useOf(facts, node)
  switch (use.kind) {
    case 'tested':
    case 'assigned':
      return 'no'
    case 'property':
      return readingOfMember(facts, use.member, holder)
    case 'receiver':
      return readingByMethod(facts, use, holder)
    case 'argument':
      if (isLogged(use)) return 'no'
      return goesWithError(facts, use) ? 'maybe' : readingOfArgument(facts, use, holder)
    case 'stored':
      if (use.target.type === 'ObjectPattern') return leavesBody(use.target, holder) ? 'no' : 'yes'
      return isPutIntoError(facts, use.target) ? 'maybe' : 'yes'
    default:
      return 'yes'
  }
}

/** Whether a use may read the body at all. */
export function mayRead(facts: FileFacts, node: TSESTree.Node, holder: BodyHolder): boolean {
  return readingOf(facts, node, holder) !== 'no'
}

/** Whether an object pattern takes only what leaves the body unread. */
export function leavesBody(pattern: TSESTree.ObjectPattern, { idle }: BodyHolder): boolean {
  return pattern.properties.every(
    (property) => property.type === 'Property' && idle.has(keyName(property.key, property.computed) ?? ''),
  )
}

function readingOfMember(
  facts: FileFacts,
  member: TSESTree.MemberExpression,
  { idle, body, bodyName }: BodyHolder,
): Reading {
  const name = memberName(member)
  if (name === bodyName && body) return readingOf(facts, member, body)
  return name === undefined || !idle.has(name) ? 'yes' : 'no'
}

function readingByMethod(
  facts: FileFacts,
  { method, call }: Extract<Use, { kind: 'receiver' }>,
  holder: BodyHolder,
): Reading {
  if (method === undefined) return 'yes'
  const [event] = call.arguments
  const isIdle = LISTENING.has(method)
    ? event?.type === 'Literal' && typeof event.value === 'string' && !READING_EVENTS.has(event.value)
    : holder.idle.has(method)
  // Such a method answers the stream itself, on which more may be called.
  return isIdle ? readingOf(facts, call, holder) : 'yes'
}

/** `console.log(response)`, `String(response)` */
function isLogged({ call }: Extract<Use, { kind: 'argument' }>): boolean {
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return callee.name === 'String' || callee.name === 'Boolean'
  const receiver = call.type === 'CallExpression' ? receiverOf(call) : undefined
  const object = receiver && unwrap(receiver)
  const name =
    object?.type === 'Identifier'
      ? object.name
      : object?.type === 'MemberExpression'
        ? memberName(object)
        : undefined
  return name !== undefined && /^(?:console|log|logger)$/i.test(name)
}

/** `new HttpError(response)`, `done(new Error('no'), undefined, response)`, `Object.assign(error, { response })` */
function goesWithError(facts: FileFacts, { call, index }: Extract<Use, { kind: 'argument' }>): boolean {
  if (isErrorName(calleeName(call)) && functionsMeantBy(facts, call.callee).length === 0) return true
  return call.arguments.some((each, at) => at !== index && isError(facts, each))
}

/** `error.response = response`, `new HttpError({ response })` */
function isPutIntoError(facts: FileFacts, target: TSESTree.Node): boolean {
  if (target.type === 'MemberExpression') return isError(facts, target.object)
  const call = target.type === 'Property' ? target.parent.parent : undefined
  if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return false
  return isErrorName(calleeName(call)) || call.arguments.some((each) => isError(facts, each))
}

/** An error that is made in place or is in a variable, which is made as one or is called one. */
function isError(facts: FileFacts, node: TSESTree.Node): boolean {
  const value = unwrap(node)
  if (value.type === 'NewExpression') return isErrorName(calleeName(value))
  const variable = value.type === 'Identifier' ? facts.bindings.variableOf(value) : undefined
  if (!variable) return false
  const made = soleValue(variable)
  return made?.type === 'NewExpression'
    ? isErrorName(calleeName(made))
    : /^(?:err|error)$/i.test(variable.name)
}

function isErrorName(name: string | undefined): boolean {
  return name !== undefined && /(?:Error|Exception)$/.test(name)
}

/** A function of this file may only look at the status, too. */
function readingOfArgument(
  facts: FileFacts,
  { call, index }: Extract<Use, { kind: 'argument' }>,
  holder: BodyHolder,
): Reading {
  const targets = functionsMeantBy(facts, call.callee)
  if (targets.length === 0 || call.arguments.some(({ type }) => type === 'SpreadElement')) return 'yes'
  return surest(
    targets.map((target) => {
      // A method without a body is there for others to override.
      if (target.body.type === 'BlockStatement' && target.body.body.length === 0) return 'yes'
      const parameter = target.params[index]
      if (parameter?.type === 'ObjectPattern') return leavesBody(parameter, holder) ? 'no' : 'yes'
      const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
      return variable ? readingOfVariable(facts, variable, holder) : 'yes'
    }),
  )
}

function surest(readings: readonly Reading[]): Reading {
  return readings.includes('yes') ? 'yes' : readings.includes('maybe') ? 'maybe' : 'no'
}

const answers = perFile(() => new Map<BodyHolder, Map<Variable, Reading>>())

function readingOfVariable(facts: FileFacts, variable: Variable, holder: BodyHolder): Reading {
  const known = answers(facts).get(holder) ?? new Map<Variable, Reading>()
  answers(facts).set(holder, known)
  const answer = known.get(variable)
  if (answer !== undefined) return answer
  // Functions may hand it to each other in a circle.
  known.set(variable, 'no')
  const result = surest(readsOfVariable(variable).map((node) => readingOf(facts, node, holder)))
  known.set(variable, result)
  return result
}

/**
 * Answers what reads a variable, and what reads the variables of the same function that it is given to:
 * `const res = response`.
 */
export function readsOfAliases(facts: FileFacts, variable: Variable): TSESTree.Node[] {
  const seen = new Set([variable])
  const pending = [variable]
  const found: TSESTree.Node[] = []
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const node of readsOfVariable(next)) {
      const use = useOf(facts, node)
      const isAlias =
        use.kind === 'alias' && use.variable.scope.variableScope === variable.scope.variableScope
      if (!isAlias) found.push(node)
      else if (!seen.has(use.variable)) {
        seen.add(use.variable)
        pending.push(use.variable)
      }
    }
  }
  return found
}

/** Answers the references that read a variable, its declaration and other writes left out. */
export function readsOfVariable(variable: Variable): TSESTree.Node[] {
  return variable.references
    .filter((reference) => reference.isRead())
    .map((reference) => reference.identifier as TSESTree.Node)
}

/** Whether a function reads its arguments from the list of all of them. */
export function usesArguments(facts: FileFacts, node: FunctionNode): boolean {
  const list = facts.sourceCode.scopeManager?.acquire(node)?.set.get('arguments')
  return node.type !== 'ArrowFunctionExpression' && (list?.references.length ?? 0) > 0
}
