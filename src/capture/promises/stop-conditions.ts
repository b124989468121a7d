import type { TSESTree } from '@typescript-eslint/utils'

import { valueThatEnds } from '../../protocols/stop-names.js'
import { isParameter } from '../../syntax/bindings.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import type { Place } from '../../syntax/places.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { functionsRunBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'

/** A condition that says whether somebody else has stopped what a function does. */
export interface StopCondition {
  certainty: Certainty
  /** Whether it has been stopped where the condition holds, or where it does not. */
  endsWhen: boolean
}

/**
 * Answers whether a condition only says that a function has been stopped from outside: by a flag that nothing sets
 * which the function itself runs, by an aborted signal. Undefined where it looks at anything else, such as what the
 * function has read. Whether a function looks at the end of its owner in any of its conditions is what `looksAtEnd`
 * of the flags that teardowns set answers.
 */
export function stopCondition(
  facts: FileFacts,
  test: TSESTree.Node,
  scope: FunctionNode,
): StopCondition | undefined {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression': {
      const inner = node.operator === '!' ? stopCondition(facts, node.argument, scope) : undefined
      return inner && { ...inner, endsWhen: !inner.endsWhen }
    }
    case 'LogicalExpression': {
      const left = stopCondition(facts, node.left, scope)
      const right = left && stopCondition(facts, node.right, scope)
      const endsWhen = node.operator === '||'
      if (right?.endsWhen !== endsWhen || left?.endsWhen !== endsWhen) return undefined
      return left.certainty === 'likely' ? left : right
    }
    case 'BinaryExpression':
      return comparedState(facts, node, scope)
    case 'CallExpression': {
      const endsWhen = valueThatEnds(calleeName(node) ?? '')
      if (endsWhen === undefined || node.arguments.length > 0) return undefined
      return isOutside(facts, node.callee, scope) ? { certainty: 'likely', endsWhen } : undefined
    }
    case 'MemberExpression':
    case 'Identifier': {
      const name = node.type === 'Identifier' ? node.name : memberName(node)
      const endsWhen = valueThatEnds(name ?? '')
      const certainty = endsWhen === undefined ? undefined : certaintyOf(facts, node, scope)
      return certainty && endsWhen !== undefined ? { certainty, endsWhen } : undefined
    }
    default:
      return undefined
  }
}

/** `this.running === false`, `this.state !== 'running'`, `state === State.Stopped` */
function comparedState(
  facts: FileFacts,
  { left, operator, right }: TSESTree.BinaryExpression,
  scope: FunctionNode,
): StopCondition | undefined {
  const isNegated = operator.startsWith('!')
  const constant = unwrap(right)
  if (!/^[!=]==?$/.test(operator)) return undefined
  if (constant.type === 'Literal' && typeof constant.value === 'boolean') {
    const inner = stopCondition(facts, left, scope)
    return inner && { ...inner, endsWhen: (inner.endsWhen === constant.value) !== isNegated }
  }
  const name =
    constant.type === 'Literal'
      ? constant.value
      : constant.type === 'MemberExpression'
        ? memberName(constant)
        : ''
  const ended = typeof name === 'string' ? valueThatEnds(name) : undefined
  const state = unwrap(left)
  if (ended === undefined || (state.type !== 'Identifier' && state.type !== 'MemberExpression'))
    return undefined
  const certainty = certaintyOf(facts, state, scope)
  return certainty && { certainty, endsWhen: ended !== isNegated }
}

function certaintyOf(
  facts: FileFacts,
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  scope: FunctionNode,
): Certainty | undefined {
  const root = rootOf(node)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const isGiven = variable !== undefined && isParameter(variable) && node !== root
  if (!isGiven && !isOutside(facts, node, scope)) return undefined
  if (node.type === 'MemberExpression' && memberName(node) === 'aborted') return 'known'
  const place = facts.places.placeOf(node)
  const writes = place === undefined ? [] : (writesByPlace(facts).get(place) ?? [])
  const writers = writes.flatMap((write) => enclosingFunction(write) ?? [])
  if (writers.some((writer) => isWithin(writer, scope))) return undefined
  if (writers.length === 0) return 'likely'
  const { functions, isComplete } = functionsRunBy(facts, scope)
  return isComplete && !writers.some((writer) => functions.has(writer)) ? 'known' : 'likely'
}

/** Whether what an expression begins with is not made by the function itself. */
function isOutside(facts: FileFacts, expression: TSESTree.Node, scope: FunctionNode): boolean {
  const root = rootOf(expression)
  if (root.type === 'ThisExpression') return true
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  const [declared] = variable?.identifiers ?? []
  return declared !== undefined && !isWithin(declared, scope)
}

const writesByPlace = perFile((facts): ReadonlyMap<Place | undefined, TSESTree.AssignmentExpression[]> =>
  groupedBy(facts.nodes.assignments, ({ left }) => facts.places.placeOf(unwrap(left))),
)
