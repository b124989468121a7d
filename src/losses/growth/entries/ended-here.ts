import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../../cells/call-targets.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Grow } from '../../../ledger/collections/access.js'
import { type CollectionUses } from '../../../ledger/collections/uses.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { callsIn } from '../../../lives/repetition/calls.js'
import { ENDS_A_HANDLE } from '../../../protocols/ownership.js'
import { soleValue, type Variable } from '../../../syntax/bindings.js'
import { isWithin, type FunctionNode, runningFunction } from '../../../syntax/functions.js'
import { calleeName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import type { Growth } from '../growth.js'

/**
 * Answers how an entry stays though the function that puts it in ends what is in it on a way out: it catches a failure or
 * leaves early, ends the value there, and the entry is still that of something that works.
 */
export function endedHere(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection, shrinks } = uses
  if (!shrinks.some(({ extent }) => extent !== 'all')) return undefined
  for (const grow of uses.grows) {
    const scope = runningFunction(grow.node)
    const value = grow.value && madeHere(facts, grow.value, scope)
    if (!scope || !value || !growsPerCall(facts, grow)) continue
    const end = callsIn(facts, scope).find((call) => {
      const way = endsOn(facts, call, value) ? wayOutAround(call, scope) : undefined
      return way !== undefined && comesAfter(grow, way) && !takesOutWithin(facts, uses, way, scope)
    })
    if (!end) continue
    return {
      collection,
      node: grow.node,
      key: grow.key,
      certainty: 'likely',
      problem: 'endedHere',
      related: end,
    }
  }
  return undefined
}

/** The variable of a function itself whose value is put in. */
function madeHere(
  facts: FileFacts,
  value: TSESTree.Node,
  scope: FunctionNode | undefined,
): Variable | undefined {
  const variable = facts.bindings.variableOf(unwrap(value))
  const made = variable && soleValue(variable)
  if (!made || !scope || !isWithin(made, scope)) return undefined
  // What knows its owner may take itself out.
  return made.type === 'NewExpression' && made.arguments.some(({ type }) => type === 'ThisExpression')
    ? undefined
    : variable
}

/** `connection.close()` */
function endsOn(facts: FileFacts, call: TSESTree.CallExpression, value: Variable): boolean {
  const receiver = receiverOf(call)
  return (
    receiver !== undefined &&
    ENDS_A_HANDLE.test(calleeName(call) ?? '') &&
    facts.bindings.variableOf(receiver) === value
  )
}

/** The block around a call that only some ways meet, and that leaves the function: a `catch`, a branch with a `return`. */
function wayOutAround(call: TSESTree.Node, scope: FunctionNode): TSESTree.BlockStatement | undefined {
  for (let current = call.parent; current && current !== scope; current = current.parent) {
    if (current.type !== 'BlockStatement') continue
    const last = current.body.at(-1)
    const leaves = last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
    const isBranch = current.parent.type === 'IfStatement' || current.parent.type === 'CatchClause'
    return isBranch && leaves ? current : undefined
  }
  return undefined
}

/** Whether an addition has run where a way out is taken: it stands before it, on the way that leads there. */
function comesAfter({ node }: Grow, way: TSESTree.BlockStatement): boolean {
  if (node.range[1] > way.range[0]) return false
  const around = way.parent.type === 'CatchClause' ? way.parent.parent : way.parent
  if (around.type === 'TryStatement' && isWithin(node, around.block)) return isFollowed(node, around.block)
  return around.parent !== undefined && isWithin(node, around.parent)
}

/** Whether more comes after an addition in a block, which may throw. */
function isFollowed(node: TSESTree.Node, block: TSESTree.BlockStatement): boolean {
  const last = block.body.at(-1)
  return last !== undefined && !isWithin(node, last)
}

function takesOutWithin(
  facts: FileFacts,
  { shrinks }: CollectionUses,
  way: TSESTree.BlockStatement,
  scope: FunctionNode,
): boolean {
  if (shrinks.some(({ node }) => isWithin(node, way))) return true
  return callsIn(facts, scope)
    .filter((call) => isWithin(call, way))
    .flatMap(({ callee }) => functionsMeantBy(facts, callee))
    .some((called) => {
      const { functions, isComplete } = functionsRunBy(facts, called)
      return !isComplete || shrinks.some(({ node }) => [...functions].some((each) => isWithin(node, each)))
    })
}
