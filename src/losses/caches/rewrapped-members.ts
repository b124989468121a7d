import type { TSESTree } from '@typescript-eslint/utils'

import { BEGINNING_NAME, REPEATED_NAME } from '../../protocols/caches.js'
import type { CacheRow } from '../../protocols/caches/row.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  functionName,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { memberName } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import { cacheRowOfCall, mentionsCaches } from './cache-calls.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { isConstructor } from '../../lives/repetition/runs.js'
import { conditionBefore } from '../../lives/repetition/condition-before.js'
import { multiplicityOf, runsOnce } from '../../lives/multiplicity.js'
import { isTestCode } from '../../lives/test-code.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'

/** A function that is replaced by a memoized version of itself, again and again. */
export interface RewrappedMember {
  row: CacheRow
  node: TSESTree.AssignmentExpression
  /** As the code writes it: `this.lookup`. */
  name: string
  /** The function that wraps it. */
  scope: FunctionNode
  scopeName: string | undefined
  certainty: Certainty
}

/** Answers the members and variables of a file that a function replaces by memoized versions of themselves. */
export const rewrappedMembers = perFile((facts): readonly RewrappedMember[] => {
  if (!mentionsCaches(facts) || isTestCode(facts)) return []
  return facts.nodes.assignments.flatMap((node) => rewrapped(facts, node) ?? [])
})

function rewrapped(facts: FileFacts, node: TSESTree.AssignmentExpression): RewrappedMember | undefined {
  if (node.operator !== '=') return undefined
  const row = rowThatWrapsTarget(facts, node)
  const scope = enclosingFunction(node)
  const place = row && facts.places.placeOf(node.left)
  if (!row || !scope || place === undefined || !outlivesCall(facts, node.left, place)) return undefined
  if (isUnwrapped(facts, place, node) || runsOnce(facts, node)) return undefined
  const certainty = repetitionOf(facts, node)
  if (!certainty) return undefined
  const name = facts.sourceCode.getText(node.left)
  return { row, node, name, scope, scopeName: functionName(scope), certainty }
}

/** Answers the memoizer by which an assignment wraps what stood in its target before. */
function rowThatWrapsTarget(
  facts: FileFacts,
  { left, right }: TSESTree.AssignmentExpression,
): CacheRow | undefined {
  const call = unwrap(right)
  if (call.type !== 'CallExpression') return undefined
  const place = facts.places.placeOf(left)
  if (place === undefined) return undefined
  const isTarget = (argument: TSESTree.Node | undefined): boolean =>
    argument !== undefined && isReadOf(facts, withoutBind(argument), left, place)
  const row = cacheRowOfCall(facts, call)
  if (row?.wraps !== undefined) return isTarget(call.arguments[row.wraps]) ? row : undefined
  const index = call.arguments.findIndex(isTarget)
  return index < 0 ? undefined : rowOfHelper(facts, call, index)
}

/** Whether an expression is what a target holds at the time, and not what a variable around has kept of it. */
function isReadOf(facts: FileFacts, read: TSESTree.Node, target: TSESTree.Node, place: Place): boolean {
  if (facts.places.placeOf(read) !== place) return false
  const variable = read.type === 'Identifier' ? facts.bindings.variableOf(read) : undefined
  if (!variable || variable === facts.bindings.variableOf(target)) return true
  const declared = variable.identifiers[0]
  const scope = enclosingFunction(target)
  return declared !== undefined && scope !== undefined && isWithin(declared, scope)
}

/** A function of this file that answers a memoized version of what it is given. */
function rowOfHelper(
  facts: FileFacts,
  { callee }: TSESTree.CallExpression,
  index: number,
): CacheRow | undefined {
  const [helper, ...others] = functionsMeantBy(facts, callee)
  const parameter = helper?.params[index]
  const variable = parameter?.type === 'Identifier' ? facts.bindings.variableOf(parameter) : undefined
  if (!helper || !variable || others.length > 0) return undefined
  const rows = (facts.nodes.returns.get(helper) ?? []).map((returned) => {
    const call = unwrap(returned)
    const row = call.type === 'CallExpression' ? cacheRowOfCall(facts, call) : undefined
    const argument =
      row?.wraps === undefined || call.type !== 'CallExpression' ? undefined : call.arguments[row.wraps]
    return argument && facts.bindings.variableOf(withoutBind(argument)) === variable ? row : undefined
  })
  const [row] = rows
  return rows.every((each) => each !== undefined) ? row : undefined
}

/** `f` of `f.bind(this)` */
function withoutBind(node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node)
  if (inner.type !== 'CallExpression') return inner
  const callee = unwrap(inner.callee)
  return callee.type === 'MemberExpression' && memberName(callee) === 'bind' ? unwrap(callee.object) : inner
}

/** Whether a target is there before and after the call that writes it. */
function outlivesCall(facts: FileFacts, target: TSESTree.Node, place: Place): boolean {
  if (place.startsWith('this')) return true
  const root = rootOf(target)
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return place.startsWith('g:') || (variable !== undefined && isModuleVariable(variable))
}

/** Whether anything puts something else into the target after it was made: an original, or nothing. */
function isUnwrapped(facts: FileFacts, place: Place, node: TSESTree.AssignmentExpression): boolean {
  const targets =
    node.left.type === 'Identifier'
      ? (facts.bindings.variableOf(node.left)?.references ?? []).map(
          ({ identifier }) => identifier as TSESTree.Node,
        )
      : nodesAtPlace(facts, place)
  return targets.some((each) => {
    if (each === node.left || enclosingFunction(each) === undefined) return false
    if (each.parent?.type === 'UnaryExpression' && each.parent.operator === 'delete') return true
    if (useOf(facts, each).kind !== 'assigned' || enclosingFunctions(each).some(isConstructor)) return false
    const { parent } = each
    return parent?.type !== 'AssignmentExpression' || rowThatWrapsTarget(facts, parent) === undefined
  })
}

/** How sure it is that an assignment runs more than once for what it writes; undefined where it may not. */
function repetitionOf(facts: FileFacts, node: TSESTree.Node): Certainty | undefined {
  const around = enclosingFunctions(node)
  const [scope] = around
  const member = around.find((each) => facts.places.memberOf(each)) ?? around.at(-1)
  if (!scope || !member || around.some(isConstructor)) return undefined
  const condition = conditionBefore(facts, node, member)
  if (condition === 'flag' || condition === 'elsewhere') return undefined
  const callers = callsOf(facts, member).filter((call) => !around.includes(enclosingFunction(call) ?? scope))
  const fromBeginning = callers.filter((call) => enclosingFunctions(call).some(isConstructor))
  const isOnlyBegun = callers.length > 0 && fromBeginning.length === callers.length
  if (isOnlyBegun && (fromBeginning.length > 1 || isPrivate(member))) return undefined
  const name = functionName(member) ?? ''
  const { times, certain } = multiplicityOf(facts, member)
  const repeats = REPEATED_NAME.test(name) || callers.length > 1 || (times === 'many' && certain)
  if (repeats) return condition === undefined ? 'known' : 'likely'
  return BEGINNING_NAME.test(name) || isOnlyBegun ? undefined : 'likely'
}

function isPrivate({ parent }: FunctionNode): boolean {
  if (parent.type !== 'MethodDefinition' && parent.type !== 'PropertyDefinition') return false
  return parent.accessibility === 'private' || parent.key.type === 'PrivateIdentifier'
}
