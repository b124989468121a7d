import type { TSESTree } from '@typescript-eslint/utils'

import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { groupedBy } from '../../syntax/grouping.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { functionsMeantBy, functionsRunBy } from '../../cells/call-targets.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { runsEachTime } from './each-time.js'

export type Rescheduling = 'always' | 'sometimes' | 'no'

/** Whether the callback of a timer starts the same timer again: each time, under a condition, or never. */
export function reschedules(facts: FileFacts, call: TSESTree.CallExpression): Rescheduling {
  const [callback] = call.arguments
  const scope = enclosingFunction(call)
  if (!callback || !scope) return 'no'
  const around = functionsThatListen(scope)
  for (const target of functionsMeantBy(facts, callback)) {
    const { functions } = functionsRunBy(facts, target)
    if (functions.has(scope)) {
      if (target === scope) return runsEachTime(facts, call) ? 'always' : 'sometimes'
      return runsEachTime(facts, call) && callsEachTime(facts, target, scope) ? 'always' : 'sometimes'
    }
    if (around.some((each) => functions.has(each))) return 'sometimes'
  }
  return 'no'
}

/** The functions around a handler that have it run by an event or a promise: `socket.onclose = () => { … }`. */
function functionsThatListen(handler: FunctionNode): FunctionNode[] {
  const found: FunctionNode[] = []
  for (let inner = handler; isHandler(inner);) {
    const outer = enclosingFunction(inner)
    if (!outer) break
    found.push(outer)
    inner = outer
  }
  return found
}

function isHandler(node: FunctionNode): boolean {
  const { parent } = node
  if (parent.type === 'CallExpression') return HANDS_OVER.test(calleeName(parent) ?? '')
  if (parent.type !== 'AssignmentExpression' || parent.left.type !== 'MemberExpression') return false
  return /^on[a-z]/.test(memberName(parent.left) ?? '')
}

const HANDS_OVER = /^(?:on|once|addListener|addEventListener|then|catch|finally)$/

/** Whether a callback calls a function directly each time it runs. */
function callsEachTime(facts: FileFacts, callback: FunctionNode, target: FunctionNode): boolean {
  return (callsByFunction(facts).get(callback) ?? []).some(
    (call) => functionsMeantBy(facts, call.callee).includes(target) && runsEachTime(facts, call),
  )
}

const callsByFunction = perFile((facts): ReadonlyMap<FunctionNode | undefined, TSESTree.CallExpression[]> =>
  groupedBy([...facts.nodes.calls.values()].flat(), enclosingFunction),
)
