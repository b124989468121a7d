import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy, functionsRunBy } from '../../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../../cells/file-facts.js'
import { ABORTING, DESTINATION_NAME } from '../../../protocols/responses.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../../syntax/functions.js'
import { memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { walk } from '../../../syntax/walk.js'

/**
 * Answers the calls in a piece of code that may end a request, or the process: `request.destroy()`,
 * `controller.abort()`, a function of the file that does so. What is done to the place where a body was to
 * go does not count.
 */
export const abortsIn = perKey(
  (facts: FileFacts, region: TSESTree.Node): readonly TSESTree.CallExpression[] => {
    const found: TSESTree.CallExpression[] = []
    walk(region, facts.sourceCode.visitorKeys, (node) => {
      if (node.type === 'CallExpression' && (isAbort(facts, node) || runsAbort(facts, node, region))) {
        found.push(node)
      }
      return undefined
    })
    return found
  },
)

function isAbort(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  return direct(facts).calls.has(call) || facts.places.placeOf(call.callee) === 'g:process.exit'
}

/** A function that is around the code is called again for another request. */
function runsAbort(facts: FileFacts, call: TSESTree.CallExpression, region: TSESTree.Node): boolean {
  const { functions } = direct(facts)
  if (functions.size === 0) return false
  return functionsMeantBy(facts, call.callee).some(
    (target) =>
      !isWithin(region, target) &&
      [...functionsRunBy(facts, target).functions].some((each) => functions.has(each)),
  )
}

const direct = perFile((facts) => {
  const calls = new Set<TSESTree.CallExpression>()
  const functions = new Set<FunctionNode>()
  for (const method of ABORTING) {
    for (const call of facts.nodes.calls.get(method) ?? []) {
      if (DESTINATION_NAME.test(receiverName(call))) continue
      calls.add(call)
      const scope = enclosingFunction(call)
      if (scope) functions.add(scope)
    }
  }
  return { calls, functions }
})

function receiverName(call: TSESTree.CallExpression): string {
  const receiver = receiverOf(call)
  const object = receiver && unwrap(receiver)
  if (object?.type === 'Identifier') return object.name
  return (object?.type === 'MemberExpression' ? memberName(object) : undefined) ?? ''
}
