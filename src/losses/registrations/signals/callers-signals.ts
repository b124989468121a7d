import type { TSESTree } from '@typescript-eslint/utils'

import {
  GIVES_UP,
  OPTIONS_NAME,
  PROMISE_METHODS,
  SIGNAL_CLASS,
  SIGNAL_NAME,
} from '../../../protocols/signals.js'
import { isParameter, soleValue, type Variable } from '../../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isExecutor,
  isFunction,
  isWithin,
  runningFunction,
  type FunctionNode,
} from '../../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { hasTypeName } from '../../../types/disposable.js'
import type { Answer } from '../../../types/type-queries.js'
import { functionsMeantBy } from '../../../cells/call-targets.js'
import { perKey, type FileFacts } from '../../../cells/file-facts.js'
import { link, type Link } from '../../../ledger/link.js'
import { wasThereBefore } from '../../../lives/outlives.js'
import { isForAborted } from '../../../lives/signals/signal-endings.js'
import { multiplicityOf } from '../../../lives/multiplicity.js'
import { callsIn } from '../../../lives/repetition/calls.js'
import { RELEASING_NAME } from '../../../protocols/teardowns.js'
import type { Registration } from '../../../ledger/registrations/registration.js'
import { nodesOfVariable, useOf } from '../../../cells/uses/uses.js'

/**
 * Whether a listener stays on the signal of a caller when the work is done that the caller may abort. It is for the
 * asker to see that nothing takes it out. Unknown where the signal may end with that work, where it is not visible that
 * the work has another end, and for all other events.
 */
export const isAbortListenerLeft = perKey((facts: FileFacts, registration: Registration): Answer => {
  const { event, node, protocol, target } = registration
  if (event.name !== 'abort' || protocol.add !== 'addEventListener') return 'unknown'
  const receiver = callersFunction(facts, target.node)
  if (!receiver || !isNamedFunction(receiver) || !isWithin(node, receiver)) return 'unknown'
  const executor = enclosingFunctions(node).find((scope) => isExecutor(scope) && isWithin(scope, receiver))
  if (executor) return staysAfterPromise(facts, registration, executor)
  return forwardsForOneCall(facts, registration, receiver) ? 'yes' : 'unknown'
})

/** The function that is given a signal, by itself or among its options, as the target of a listener. */
function callersFunction(facts: FileFacts, target: TSESTree.Node): FunctionNode | undefined {
  const node = unwrap(target)
  const isMember = node.type === 'MemberExpression'
  const root = isMember ? unwrap(node.object) : node
  const variable = facts.bindings.variableOf(root)
  if (!variable || root.type !== 'Identifier') return undefined
  const name = isMember ? (memberName(node) ?? '') : root.name
  if (!SIGNAL_NAME.test(name) && !isSignalByType(facts, node)) return undefined
  if (isMember && !OPTIONS_NAME.test(root.name)) return undefined
  if (isParameter(variable)) return functionOfParameter(variable)
  // `const { signal } = options`
  const declarator = variable.defs[0]?.node as TSESTree.Node | undefined
  if (isMember || declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern')
    return undefined
  const source = declarator.init && unwrap(declarator.init)
  const options = source?.type === 'Identifier' ? facts.bindings.variableOf(source) : undefined
  if (!options || !isParameter(options) || !OPTIONS_NAME.test(options.name)) return undefined
  return functionOfParameter(options)
}

function isSignalByType({ types }: FileFacts, node: TSESTree.Node): boolean {
  return types !== undefined && hasTypeName(types, types.typeOf(node), SIGNAL_TYPES) === 'yes'
}

const SIGNAL_TYPES = new Set([SIGNAL_CLASS])

function functionOfParameter(variable: Variable): FunctionNode | undefined {
  const node = variable.defs[0]?.node as TSESTree.Node | undefined
  return isFunction(node) ? node : undefined
}

/**
 * A function that others call by its name, as often as they like. One that is handed to a call gets a signal from there,
 * which mostly is made for that one run; an instance may live as long as the signal that its constructor is given.
 */
function isNamedFunction(node: FunctionNode): boolean {
  const { parent } = node
  if (parent.type === 'MethodDefinition') return parent.kind === 'method'
  return (
    node.type === 'FunctionDeclaration' ||
    parent.type === 'VariableDeclarator' ||
    parent.type === 'PropertyDefinition'
  )
}

/** A promise that something else settles as well: the listener has no use from then on. */
function staysAfterPromise(facts: FileFacts, registration: Registration, executor: FunctionNode): Answer {
  const handlers = functionsMeantBy(facts, registration.handler)
  const settlers = executor.params.flatMap((parameter) => {
    const variable = parameter.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
    return variable ? [variable] : []
  })
  const handed = unwrap(registration.handler)
  const isSettler = settlers.some((variable) => facts.bindings.variableOf(handed) === variable)
  if (handlers.length === 0 && !isSettler) return 'unknown'
  const others = settlers
    .flatMap(nodesOfVariable)
    .filter((node) => node !== handed && !handlers.some((handler) => runsOnlyIn(facts, node, handler)))
    .filter((node) => !isForAborted(facts, node, executor))
  if (others.length === 0) return isRaced(facts, executor) ? 'yes' : 'unknown'
  return others.some((node) => handsOut(facts, node, handlers)) ? 'unknown' : 'yes'
}

/** Whether a node lies in a function, or in one that is named nowhere else. */
function runsOnlyIn(facts: FileFacts, node: TSESTree.Node, handler: FunctionNode): boolean {
  if (isWithin(node, handler)) return true
  const scope = enclosingFunction(node)
  const variable = scope && nameOf(facts, scope)
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? []
  return (
    reads.length > 0 && reads.every(({ identifier }) => isWithin(identifier as TSESTree.Identifier, handler))
  )
}

function nameOf(facts: FileFacts, { id, parent }: FunctionNode): Variable | undefined {
  const name = id ?? (parent.type === 'VariableDeclarator' ? parent.id : undefined)
  return name && facts.bindings.variableOf(name)
}

/** `resolve(socket)`, where the handler closes the socket: it may be meant for what is done with the socket later. */
function handsOut(facts: FileFacts, settler: TSESTree.Node, handlers: readonly FunctionNode[]): boolean {
  const { parent } = settler
  if (parent?.type !== 'CallExpression' || parent.callee !== settler) return false
  return parent.arguments.some((argument) => {
    const variable = facts.bindings.variableOf(unwrap(argument))
    return (
      variable !== undefined &&
      nodesOfVariable(variable).some((node) => handlers.some((handler) => isWithin(node, handler)))
    )
  })
}

/** Whether the promise is one of several that race: whichever is first, this one's listener stays. */
export function isRaced(facts: FileFacts, executor: FunctionNode): boolean {
  const promise = executor.parent
  if (isInRace(promise)) return true
  const scope = useOf(facts, promise).kind === 'returned' ? enclosingFunction(promise) : undefined
  const variable = scope && nameOf(facts, scope)
  return (
    variable !== undefined &&
    nodesOfVariable(variable).some(({ parent }) => parent?.type === 'CallExpression' && isInRace(parent))
  )
}

function isInRace({ parent }: TSESTree.Node): boolean {
  if (parent?.type !== 'ArrayExpression' || parent.parent.type !== 'CallExpression') return false
  return calleeName(parent.parent) === 'race'
}

/**
 * `signal.addEventListener('abort', () => controller.abort())` with a controller of this very call, which answers a
 * promise: once that has settled, there is nothing left to give up.
 */
function forwardsForOneCall(facts: FileFacts, registration: Registration, receiver: FunctionNode): boolean {
  const scope = enclosingFunction(registration.node)
  if (!scope || scope !== receiver || !answersPromise(facts, scope)) return false
  const variable = givenUpBy(facts, registration.handler)
  const value = variable && soleValue(variable)
  if (!variable || value?.type !== 'NewExpression' || variable.scope.variableScope.block !== scope)
    return false
  return nodesOfVariable(variable).every((node) => {
    if (node.parent?.type === 'VariableDeclarator' || isWithin(node, registration.handler)) return true
    const use = useOf(facts, node)
    if (use.kind === 'property') return useOf(facts, use.member).kind !== 'returned'
    return use.kind === 'receiver' || use.kind === 'tested'
  })
}

function answersPromise(facts: FileFacts, scope: FunctionNode): boolean {
  if (scope.generator) return false
  if (scope.async) return true
  return (facts.nodes.returns.get(scope) ?? []).some((value) => {
    const node = unwrap(value)
    return node.type === 'CallExpression' && receiverOf(node) && PROMISE_METHODS.has(calleeName(node) ?? '')
  })
}

/** Answers the variable that a handler aborts and does nothing else: `() => controller.abort()`, `controller.abort.bind(…)`. */
export function givenUpBy(facts: FileFacts, handler: TSESTree.Expression): Variable | undefined {
  const node = unwrap(handler)
  const method = isBinding(node) ? unwrap(node.callee.object) : calledBy(functionsMeantBy(facts, node))
  if (method?.type !== 'MemberExpression' || !GIVES_UP.has(memberName(method) ?? '')) return undefined
  return facts.bindings.variableOf(unwrap(method.object))
}

function isBinding(
  node: TSESTree.Node,
): node is TSESTree.CallExpression & { callee: TSESTree.MemberExpression } {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    memberName(node.callee) === 'bind'
  )
}

/** What the one call of a function calls. */
function calledBy([only, ...others]: readonly FunctionNode[]): TSESTree.Node | undefined {
  if (!only || others.length > 0) return undefined
  const [statement, ...rest]: readonly (TSESTree.Node | undefined)[] =
    only.body.type === 'BlockStatement' ? only.body.body : [only.body]
  if (!statement || rest.length > 0) return undefined
  const expression = unwrap(statement.type === 'ExpressionStatement' ? statement.expression : statement)
  return expression.type === 'CallExpression' ? unwrap(expression.callee) : undefined
}

/**
 * Answers whether the signal of a caller outlives the work: it may be made for that work alone, unless the function takes care to release
 * other things when the work is over, or the file itself gives one signal to one piece of work after the other.
 */
export function lastingSignal(facts: FileFacts, { node, target }: Registration): Link {
  const scope = runningFunction(node)
  const finalizer = scope && releasingFinally(facts, scope)
  if (finalizer) return link('yes', 'what else the work has begun is released in time', finalizer)
  const before = scope && wasThereBefore(facts, target.node, scope)
  if (before) return link('yes', `${target.text} is there before each call and after it`, before)
  const again = scope && multiplicityOf(facts, scope)
  if (again?.times === 'many' && again.certain) return link('yes', again.because, again.witness)
  return link('likely', 'it may be the signal of this work alone', target.node)
}

function releasingFinally(facts: FileFacts, scope: FunctionNode): TSESTree.Node | undefined {
  return callsIn(facts, scope).find(
    (call) => RELEASING_NAME.test(calleeName(call) ?? '') && isInFinally(call, scope),
  )
}

function isInFinally(node: TSESTree.Node, scope: FunctionNode): boolean {
  for (
    let child = node, current = node.parent;
    current && current !== scope;
    child = current, current = current.parent
  )
    if (current.type === 'TryStatement' && current.finalizer === child) return true
  return false
}
