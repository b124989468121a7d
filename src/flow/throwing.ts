import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../cells/call-targets.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { COMBINATORS } from '../protocols/promises.js'
import { isClosingVerb } from '../protocols/closing-verbs.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { ENDS_PROGRAM, LETS_IN_TURN, mayThrowByName, NEVER_REJECTS } from '../protocols/throwing.js'
import { soleValue } from '../syntax/bindings.js'
import { isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import { openExits } from './exits.js'
import type { Effect } from './walk-questions.js'

/** Answers what a node means for a cell that it does not name: it may throw or reject, or it ends the program. */
export function effectOnAnything(facts: FileFacts, node: TSESTree.Node): Effect {
  if (node.type === 'CallExpression' && endsProgram(facts, node)) return 'release'
  return mayThrow(facts, node) ? 'throws' : 'none'
}

/** Whether a node may leave by an exception; an `await` where what it waits for may be rejected. */
function mayThrow(facts: FileFacts, node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      return !isInHandler(node) && mayCallThrow(facts, node)
    case 'AwaitExpression':
      return !isInHandler(node) && mayReject(facts, node.argument)
    case 'TaggedTemplateExpression':
      return true
    default:
      return false
  }
}

function mayCallThrow(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const name = calleeName(call)
  if (name !== undefined && (!mayThrowByName(name) || NEVER_REJECTS.test(name))) return false
  const targets = functionsCalled(facts, call)
  if (targets.length === 0) return true
  // What an async function throws rejects its promise.
  return targets.some((target) => !target.async && !target.generator && leavesByThrowing(facts, target))
}

/**
 * Whether a promise may be rejected, as far as the file tells: not the one of an executor that has no way to, of a
 * chain whose last link handles failures, of a function of this file that catches what it waits for, of a pause.
 */
export function mayReject(facts: FileFacts, expression: TSESTree.Node, depth = 0): boolean {
  const node = unwrap(expression)
  switch (node.type) {
    case 'ImportExpression':
      // What the program is made of is there.
      return node.source.type !== 'Literal'
    case 'Literal':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'TemplateLiteral':
      return false
    case 'NewExpression':
      return calleeName(node) === 'Promise' ? mayExecutorReject(facts, node.arguments[0]) : true
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].some((part) => mayReject(facts, part, depth))
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const value = variable && depth < MAX_DEPTH ? soleValue(variable) : undefined
      return !value || mayReject(facts, value, depth + 1)
    }
    case 'CallExpression':
      return mayResultReject(facts, node, depth)
    default:
      return true
  }
}

const MAX_DEPTH = 5

/** `(resolve) => …`, or one whose `reject` nothing uses. */
function mayExecutorReject(facts: FileFacts, executor: TSESTree.Node | undefined): boolean {
  if (!isFunction(executor)) return true
  const [first, reject] = executor.params
  if (first?.type === 'RestElement') return true
  if (!reject) return hasThrow(facts, executor)
  const variable = reject.type === 'Identifier' ? facts.bindings.variableOf(reject) : undefined
  return !variable || variable.references.length > 0 || hasThrow(facts, executor)
}

function hasThrow(facts: FileFacts, scope: FunctionNode): boolean {
  return (facts.nodes.exits.get(scope) ?? []).some(({ type }) => type === 'ThrowStatement')
}

function mayResultReject(facts: FileFacts, call: TSESTree.CallExpression, depth: number): boolean {
  const name = calleeName(call) ?? ''
  const callee = unwrap(call.callee)
  const source = callee.type === 'MemberExpression' ? callee.object : undefined
  if (source && name === 'then')
    return call.arguments.length < 2 && mayThenReject(facts, source, call.arguments[0], depth)
  if (source && name === 'finally') return mayReject(facts, source, depth)
  if (NEVER_REJECTS.test(name) || LETS_IN_TURN.test(nameOf(source) ?? '')) return false
  const [list] = call.arguments
  const isOfPromises = source?.type === 'Identifier' && source.name === 'Promise' && COMBINATORS.has(name)
  // `Promise.race([work, pause])`: of promises that are not rejected none is.
  if (isOfPromises && list?.type === 'ArrayExpression')
    return list.elements.some((each) => each && mayReject(facts, each, depth + 1))
  const targets = depth < MAX_DEPTH ? functionsCalled(facts, call) : []
  return (
    targets.length === 0 ||
    targets.some(
      (target) =>
        leavesByThrowing(facts, target) ||
        (facts.nodes.returns.get(target) ?? []).some((value) => mayAnswerRejection(facts, value, depth + 1)),
    )
  )
}

function nameOf(source: TSESTree.Node | undefined): string | undefined {
  const node = source && unwrap(source)
  if (node?.type === 'Identifier') return node.name
  return node?.type === 'MemberExpression' ? memberName(node) : undefined
}

function mayThenReject(
  facts: FileFacts,
  source: TSESTree.Node,
  callback: TSESTree.Node | undefined,
  depth: number,
): boolean {
  return (
    depth >= MAX_DEPTH ||
    !isFunction(callback) ||
    leavesByThrowing(facts, callback) ||
    mayReject(facts, source, depth + 1)
  )
}

/** Whether what a function returns is a promise that may be rejected: a variable or a member seldom is one. */
function mayAnswerRejection(facts: FileFacts, value: TSESTree.Node, depth: number): boolean {
  const node = unwrap(value)
  if (
    node.type === 'CallExpression' ||
    node.type === 'NewExpression' ||
    node.type === 'ConditionalExpression'
  )
    return mayReject(facts, node, depth)
  if (node.type !== 'Identifier') return false
  const variable = facts.bindings.variableOf(node)
  const made = variable && soleValue(variable)
  return (made?.type === 'CallExpression' || made?.type === 'NewExpression') && mayReject(facts, made, depth)
}

/**
 * The functions of this file that a call runs; none where it wraps them first, or where it may be another. Once for
 * each call: every cell that is open there asks.
 */
const functionsCalled = perKey((facts: FileFacts, call: TSESTree.CallExpression): readonly FunctionNode[] => {
  const callee = unwrap(call.callee)
  return callee.type === 'Identifier' || callee.type === 'MemberExpression' || isFunction(callee)
    ? functionsMeantBy(facts, callee)
    : []
})

/** Whether a function of this file may leave by an exception of its own, or reject; of those that call each other, all may. */
const leavesByThrowing = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  if (scope.body.range[1] - scope.body.range[0] > MAX_LENGTH) return true
  const exits = openExits(scope.body, {
    acquisition: undefined,
    effectOf: (node) => effectOnAnything(facts, node),
    existsWhen: () => 'either',
  })
  return !exits || exits.some(({ kind }) => kind === 'throw')
}, true)

/** A function longer than this, in characters, throws somewhere. */
const MAX_LENGTH = 4000

/**
 * `const error = await race; …; if (error) throw error`: answers the `throw` of what is waited for, which says that failures are
 * answered there, where others are rejected.
 */
export function throwOfAnswer({ bindings }: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = wrapped(node)
  const target =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression'
        ? parent.left
        : undefined
  const variable = target?.type === 'Identifier' ? bindings.variableOf(target) : undefined
  return variable?.references.find(({ identifier }) => identifier.parent.type === 'ThrowStatement')
    ?.identifier.parent
}

/**
 * Whether what a call answers is expected to be rejected by whoever reads its functions: one of them throws, or waits for what may
 * be rejected. Of a function that this file does not show, yes.
 */
export function isExpectedToReject(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const targets = functionsCalled(facts, call)
  return targets.length === 0 || targets.some((target) => failsOpenly(facts, target))
}

const failsOpenly = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  if (!scope.async || scope.body.range[1] - scope.body.range[0] > MAX_LENGTH) return true
  if ((facts.nodes.returns.get(scope) ?? []).some((value) => mayAnswerRejection(facts, value, 0))) return true
  const exits = openExits(scope.body, {
    acquisition: undefined,
    effectOf: (node) => (node.type === 'AwaitExpression' && mayThrow(facts, node) ? 'throws' : 'none'),
    existsWhen: () => 'either',
  })
  return !exits || exits.some(({ kind }) => kind === 'throw')
}, true)

const PROCESS: readonly string[] = ['process']

/** `process.exit()`, or a function of this file that always comes to it. */
function endsProgram(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  if (ENDS_PROGRAM.has(facts.places.placeOf(call.callee) ?? '')) return true
  // `import process from 'node:process'`
  if (ENDS_PROGRAM.has(`g:process.${calleeName(call) ?? ''}`)) {
    const source = moduleOf(call.callee, facts.bindings)
    if (source !== undefined && isModuleNamed(source, PROCESS)) return true
  }
  const [target, ...others] = functionsCalled(facts, call)
  return target !== undefined && others.length === 0 && alwaysEndsProgram(facts, target)
}

const alwaysEndsProgram = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  if (scope.body.type !== 'BlockStatement' || scope.async || !mentionsExit(facts, scope)) return false
  const exits = openExits(scope.body, {
    acquisition: undefined,
    effectOf: (node) => (node.type === 'CallExpression' && endsProgram(facts, node) ? 'release' : 'none'),
    existsWhen: () => 'either',
  })
  return exits?.length === 0
}, false)

function mentionsExit(facts: FileFacts, scope: FunctionNode): boolean {
  return ['exit', 'abort', 'reallyExit'].some((name) =>
    (facts.nodes.calls.get(name) ?? []).some((call) => isWithin(call, scope)),
  )
}

/**
 * Whether a node stands in a `catch` or `finally` block: mostly a logger, or the release of something else. A
 * failure of the failure's report is no way out worth a word. What `finally` waits for is, where it is work that comes after a
 * success as well: `finally { await client.query('commit'); client.release() }`.
 */
function isInHandler(node: TSESTree.Node): boolean {
  let child = node
  for (
    let current = node.parent;
    current && !isFunction(current);
    child = current, current = current.parent
  ) {
    if (current.type === 'CatchClause') return true
    if (current.type === 'TryStatement' && current.finalizer === child) return !isWaitForWork(node)
  }
  return false
}

/** `await client.query('commit')`: not what ends something, or tells of it, by its name. */
function isWaitForWork(node: TSESTree.Node): boolean {
  const call = node.type === 'AwaitExpression' ? unwrap(node.argument) : undefined
  if (call?.type !== 'CallExpression') return false
  const name = calleeName(call) ?? ''
  return !isClosingVerb(name) && !RELEASING_NAME.test(name) && mayThrowByName(name)
}
