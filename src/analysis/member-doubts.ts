import { isNothing } from '../syntax/nothing.js'
import type { TSESTree } from '@typescript-eslint/utils'

import { isParameter } from '../syntax/bindings.js'
import { enclosingFunction, isClass, isWithin, runsAtModuleLoad } from '../syntax/functions.js'
import { unwrap } from '../syntax/unwrap.js'
import { functionsRunBy } from '../cells/call-targets.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { MemberWrite } from '../cells/member-writes.js'
import type { Owner } from '../lives/owner.js'

/**
 * Whether something speaks against a field's being left open at the end of its owner, though nothing is seen to
 * release it then. `releasedAt` is where it is released at another time.
 */
export function isDoubtful(
  facts: FileFacts,
  write: MemberWrite,
  owner: Owner,
  releasedAt: TSESTree.Node | undefined,
): boolean {
  return (
    isSingleton(facts, owner.node) ||
    (releasedAt !== undefined && runsTeardown(facts, releasedAt, owner)) ||
    mayEndByItself(facts, write) ||
    isAlsoGiven(facts, write)
  )
}

/** Whether only a class itself makes its instance: what lives as long as the program has no end to miss. */
function isSingleton(facts: FileFacts, node: TSESTree.Node): boolean {
  const name = isClass(node) ? node.id?.name : undefined
  const made = name === undefined ? [] : (facts.nodes.constructions.get(name) ?? [])
  return made.length > 0 && made.every((call) => isWithin(call, node) || runsAtModuleLoad(call))
}

/** Whether the code that replaces a field runs the teardown as well: then that is no more than a part of a reset. */
function runsTeardown(facts: FileFacts, releasedAt: TSESTree.Node, { teardowns }: Owner): boolean {
  const scope = enclosingFunction(releasedAt)
  if (!scope) return false
  const { functions } = functionsRunBy(facts, scope)
  return teardowns.some(({ node }) => functions.has(node))
}

/** Whether a callback empties the field: what it holds has come to its end then, and often does by itself. */
function mayEndByItself(facts: FileFacts, { place, target }: MemberWrite): boolean {
  return facts.nodes.assignments.some(({ left, right }) => {
    if (left === target || !isNothing(right) || facts.places.placeOf(left) !== place) return false
    const scope = enclosingFunction(left)
    return scope !== undefined && scope.parent.type === 'CallExpression'
  })
}

/** Whether a field is also filled with what its owner is given, as by `set(socket) { this.socket = socket }`. */
function isAlsoGiven(facts: FileFacts, { place }: MemberWrite): boolean {
  return facts.nodes.assignments.some(({ left, right }) => {
    const value = unwrap(right)
    const variable = value.type === 'Identifier' ? facts.bindings.variableOf(value) : undefined
    return variable !== undefined && isParameter(variable) && facts.places.placeOf(left) === place
  })
}
