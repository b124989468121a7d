import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, nodesOfVariable } from '../../cells/uses/uses.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { END_EVENTS } from '../../protocols/teardowns.js'
import { enclosingFunction, enclosingFunctions, type FunctionNode } from '../../syntax/functions.js'
import { isNothing } from '../../syntax/nothing.js'
import { unwrap } from '../../syntax/unwrap.js'
import { holderOf } from '../lifetime.js'
import { BRANCHES } from './each-time.js'

/**
 * Answers where something is emptied at its own end, `window.on('closed', () => { main = null })`, where all that a node stands behind
 * is the question whether it is there: `if (!main) main = open()` runs again then. Undefined for other conditions, and where only the
 * end of the program or nobody empties it.
 */
export function emptiedAgain(facts: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const scope = enclosingFunction(node)
  const asked = scope && askedBefore(node, scope)
  const place = asked && facts.places.placeOf(asked)
  const variable = asked?.type === 'Identifier' ? facts.bindings.variableOf(asked) : undefined
  const named = variable ? nodesOfVariable(variable) : place === undefined ? [] : nodesAtPlace(facts, place)
  return named.find((each) => {
    const { parent } = each
    if (parent?.type !== 'AssignmentExpression' || parent.left !== each || !isNothing(parent.right))
      return false
    return enclosingFunctions(each).some((around) => runAtAnEnd(facts).has(around))
  })
}

/** What the only condition around a node asks to be missing. */
function askedBefore(node: TSESTree.Node, scope: FunctionNode): TSESTree.Expression | undefined {
  let found: TSESTree.Expression | undefined
  for (
    let inner = node, current = node.parent;
    current && current !== scope;
    inner = current, current = current.parent
  ) {
    if (!BRANCHES.has(current.type)) continue
    const asked =
      current.type === 'IfStatement' && current.consequent === inner ? missing(current.test) : undefined
    if (found || !asked) return undefined
    found = asked
  }
  return found
}

/** `!main`, `main === null`: what a condition asks to be missing. */
function missing(test: TSESTree.Expression): TSESTree.Expression | undefined {
  const node = unwrap(test) as TSESTree.Expression
  if (node.type === 'UnaryExpression' && node.operator === '!') return node.argument
  const isEquality = node.type === 'BinaryExpression' && /^={2,3}$/.test(node.operator)
  return isEquality && isNothing(node.right) ? (node.left as TSESTree.Expression) : undefined
}

/** The functions that hear of the end of something that comes and goes. */
const runAtAnEnd = perFile(
  (facts): ReadonlySet<FunctionNode> =>
    new Set(
      registrations(facts)
        .filter(
          ({ event, target }) =>
            END_EVENTS.has(event.name ?? '') && holderOf(facts, target.node).lifetime !== 'module',
        )
        .flatMap(({ handler }) => functionsMeantBy(facts, handler)),
    ),
)
