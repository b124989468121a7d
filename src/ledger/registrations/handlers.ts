import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isFunction, isWithin } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** Whether two expressions are the same function: unknown where either may be anything. */
export function sameHandler(facts: FileFacts, a: TSESTree.Node, b: TSESTree.Node): 'yes' | 'no' | 'unknown' {
  const [left, right] = [unwrap(a), unwrap(b)]
  if (left.type === 'ConditionalExpression') return sameAsEither(facts, left, right)
  if (right.type === 'ConditionalExpression') return sameAsEither(facts, right, left)
  if (isNameWithin(facts, left, right)) return 'yes'
  if (isMadeAnew(left) || isMadeAnew(right)) return 'no'
  const [leftPlace, rightPlace] = [facts.places.placeOf(left), facts.places.placeOf(right)]
  if (leftPlace !== undefined && leftPlace === rightPlace) return 'yes'
  const [leftFunctions, rightFunctions] = [functionsMeantBy(facts, left), functionsMeantBy(facts, right)]
  const areKnown = leftFunctions.length > 0 && rightFunctions.length > 0
  return areKnown && !leftFunctions.some((each) => rightFunctions.includes(each)) ? 'no' : 'unknown'
}

/** `capture ? onCapture : onBubble`: another one where both are, and the same where it is chosen in the same way. */
function sameAsEither(
  facts: FileFacts,
  { test, consequent, alternate }: TSESTree.ConditionalExpression,
  other: TSESTree.Node,
): 'yes' | 'no' | 'unknown' {
  if (other.type === 'ConditionalExpression') {
    const textOf = (node: TSESTree.Node): string => facts.sourceCode.getText(node)
    const isChosenAlike = textOf(test) === textOf(other.test)
    const pairs = [
      sameHandler(facts, consequent, other.consequent),
      sameHandler(facts, alternate, other.alternate),
    ]
    if (isChosenAlike) return pairs.every((each) => each === 'yes') ? 'yes' : 'unknown'
  }
  const branches = [sameHandler(facts, consequent, other), sameHandler(facts, alternate, other)]
  return branches.every((each) => each === 'no') ? 'no' : 'unknown'
}

/** `target.on('x', function handle() { target.off('x', handle) })`: the name by which a function knows itself. */
function isNameWithin(facts: FileFacts, name: TSESTree.Node, handler: TSESTree.Node): boolean {
  if (handler.type !== 'FunctionExpression') return false
  if (name.type === 'Identifier') return facts.bindings.variableOf(name)?.defs[0]?.node === handler
  return name.type === 'MemberExpression' && memberName(name) === 'callee' && isWithin(name, handler)
}

/** An expression that is another function at each evaluation. */
export function isMadeAnew(node: TSESTree.Node): boolean {
  const inner = unwrap(node)
  if (isFunction(inner)) return true
  return (
    inner.type === 'CallExpression' &&
    inner.callee.type === 'MemberExpression' &&
    memberName(inner.callee) === 'bind'
  )
}

/** Whether a name stands for a function of this file, so that another such name is another function. */
export function isOwnFunction(facts: FileFacts, node: TSESTree.Identifier): boolean {
  const definition = facts.bindings.variableOf(node)?.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type === 'FunctionDeclaration') return true
  if (definition?.type !== 'VariableDeclarator' || definition.init === null) return false
  const { init } = definition
  return init.type === 'ConditionalExpression'
    ? isFunction(init.consequent) || isFunction(init.alternate)
    : isFunction(init)
}
