import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { cellOfParameter } from '../../cells/cell-of.js'
import type { CallNode, FileFacts } from '../../cells/file-facts.js'
import { effects } from '../../frameworks/hooks.js'
import { registrationAt } from '../../ledger/registrations/registrations.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { END_HOOKS, START_HOOKS } from '../../protocols/frameworks.js'
import { PROGRAM_ENDS } from '../../protocols/promises.js'
import { END_EVENTS, ONE_TIME_EVENTS, RELEASING_NAME } from '../../protocols/teardowns.js'
import { WRAPS_TARGETS } from '../../protocols/holders.js'
import { RUNS_AT_ONCE, RUNS_EACH_TIME, RUNS_ONE_TIME, STARTS_OF_PROGRAM } from '../../protocols/repetition.js'
import { componentAround } from '../../syntax/component-scripts.js'
import { isExportOf } from '../../syntax/exported.js'
import { enclosingFunction, isExecutor, runsItsArguments, type FunctionNode } from '../../syntax/functions.js'
import { isLoop } from '../../syntax/loops.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { comesWithEachConnection } from './reconnections.js'
import { byCode, byHost, byOwner, type Run } from './run.js'

/**
 * Answers how a function is run that is named at a node: called there, handed to a call or an element that runs it,
 * put where something may run it. Nothing where it is only looked at, or taken out again.
 */
export function runsAt(facts: FileFacts, mention: TSESTree.Node, scope: FunctionNode): readonly Run[] {
  const node = wrapped(mention)
  const { parent } = node
  // What other modules do with it is asked of the function, by its name.
  if (isExportOf(node)) return []
  switch (parent?.type) {
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === node) return [byCode(parent)]
      return handedOver(
        facts,
        parent,
        parent.arguments.indexOf(node as TSESTree.CallExpressionArgument),
        scope,
      )
    }
    case 'MemberExpression':
      return parent.object === node ? runsByMember(facts, parent, scope) : []
    case 'AssignmentExpression':
      if (parent.right !== node) return []
      return [assignedTo(parent.left, parent)]
    case 'JSXExpressionContainer':
      return [byHost(parent, 'many', 'an element calls it for its events')]
    case 'ExpressionStatement':
    case 'UnaryExpression':
    case 'IfStatement':
    case 'BinaryExpression':
      return []
    case 'LogicalExpression':
    case 'ConditionalExpression':
      return runsAt(facts, parent, scope)
    default:
      return [byHost(mention, 'unknown', 'it is put where something else may run it')]
  }
}

/** `f.call(this)`, `f.bind(this)` */
function runsByMember(
  facts: FileFacts,
  member: TSESTree.MemberExpression,
  scope: FunctionNode,
): readonly Run[] {
  const { parent } = member
  if (parent.type !== 'CallExpression' || parent.callee !== member) return []
  const name = memberName(member)
  if (name === 'call' || name === 'apply') return [byCode(parent)]
  return name === 'bind' ? runsAt(facts, parent, scope) : []
}

/** `window.onload = start`, `button.onclick = show` */
function assignedTo(target: TSESTree.Node, at: TSESTree.Node): Run {
  const name = target.type === 'MemberExpression' ? memberName(target) : undefined
  if (name === undefined || !/^on[a-z]/.test(name)) return byHost(at, 'unknown', 'something else may run it')
  const event = name.slice(2)
  if (STARTS_OF_PROGRAM.has(event)) return byCode(at)
  return byEvent(event, at)
}

function handedOver(facts: FileFacts, call: CallNode, index: number, scope: FunctionNode): readonly Run[] {
  const name = calleeName(call) ?? ''
  if (call.type === 'NewExpression') {
    const isOwn = isExecutor(unwrap(call.arguments[index] ?? call))
    return [isOwn ? byCode(call) : byHost(call, 'unknown', `new ${name}() may run it`)]
  }
  if (RELEASING_NAME.test(name)) return []
  const registration = registrationAt(facts, call)
  if (registration && index > 0) return [runByEvent(facts, registration)]
  const effect = effects(facts).get(scope)
  if (effect?.call === call) return [runByEffect(facts, call, effect.hook.cleanup === 'returned')]
  if (END_HOOKS.has(name) || START_HOOKS.has(name)) return [perOwnerAround(call)]
  if (runsItsArguments(call)) return [byCode(call, true)]
  if (RUNS_EACH_TIME.has(name)) return [byHost(call, 'many', `${name}() runs it again and again`)]
  if (RUNS_ONE_TIME.has(name) || RUNS_AT_ONCE.has(name) || WRAPS_TARGETS.has(name)) return [byCode(call)]
  const targets = functionsMeantBy(facts, call.callee)
  if (targets.length > 0) {
    const isCalled = targets.every((target) => isCalledOnceBy(facts, target, index))
    return [isCalled ? byCode(call) : byHost(call, 'unknown', `${name}() may run it any number of times`)]
  }
  // Who waits for the call waits for what it runs.
  if (isAwaited(call)) return [byCode(call)]
  return [byHost(call, 'unknown', `${name}() may run it`)]
}

function runByEvent(facts: FileFacts, registration: Registration): Run {
  const { node, event, once, target } = registration
  const name = event.name ?? ''
  if (!once && comesWithEachConnection(facts, registration))
    return byHost(node, 'many', `'${name}' comes with each connection`)
  if (once || STARTS_OF_PROGRAM.has(name)) return byCode(node)
  if (PROGRAM_ENDS.has(name) && (target.place === 'g:process' || target.place === 'g:window'))
    return byCode(node)
  if (event.name === undefined) return byHost(node, 'unknown', `${event.text} may come any number of times`)
  return byEvent(name, node)
}

function byEvent(name: string, at: TSESTree.Node): Run {
  return ONE_TIME_EVENTS.has(name) || END_EVENTS.has(name)
    ? byHost(at, 'unknown', `'${name}' comes once to each that it comes to`)
    : byHost(at, 'many', `each '${name}' runs it`)
}

/** Without dependencies it runs once for each component; with some, or with no list at all, again and again. */
function runByEffect(facts: FileFacts, call: TSESTree.CallExpression, hasList: boolean): Run {
  const [, list] = call.arguments
  if (hasList && list?.type === 'ArrayExpression' && list.elements.length === 0) return perOwnerAround(call)
  if (hasList && /^(?:onMount|useMount|useEffectOnce)$/.test(calleeName(call) ?? ''))
    return perOwnerAround(call)
  return byHost(call, 'many', 'the effect runs again whenever what it depends on has changed')
}

function perOwnerAround(node: TSESTree.Node): Run {
  const owner = enclosingFunction(node) ?? componentAround(node)
  return owner ? byOwner(node, owner) : byCode(node)
}

/** `await inTransaction(async () => { … })`, also as what is returned. */
function isAwaited(call: TSESTree.CallExpression): boolean {
  return call.parent.type === 'AwaitExpression'
}

/** Whether a function calls what it is given, once at most for each call of its own. */
function isCalledOnceBy(facts: FileFacts, target: FunctionNode, index: number): boolean {
  const references = cellOfParameter(facts, target, index)?.variable?.references.filter((each) =>
    each.isRead(),
  )
  return (
    references !== undefined &&
    references.length > 0 &&
    references.every(({ identifier: { parent }, identifier }) => {
      if (parent.type !== 'CallExpression' || parent.callee !== identifier) return false
      for (let current: TSESTree.Node = parent; current !== target; current = current.parent) {
        if (isLoop(current) || !current.parent) return false
        if (current.parent !== target && enclosingFunction(current) !== target) return false
      }
      return true
    })
  )
}
