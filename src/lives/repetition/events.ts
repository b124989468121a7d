import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrationAt } from '../../ledger/registrations/registrations.js'
import { enclosingFunction, type FunctionNode } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import type { Run } from './run.js'
import { isUpdateMember, runsOf } from './runs.js'

/** An event that runs a function. */
export interface RunningEvent {
  /** What says so: the call that registers, the attribute of the element, the assignment. */
  readonly at: TSESTree.Node
  /** What registers; undefined for a handler of an element, or one that is assigned. */
  readonly registration: Registration | undefined
  /** Whether it is an event of an element of the component around. */
  readonly isOfElement: boolean
}

/**
 * Answers the events that run a function, itself or by what they run, where nothing else of the file does; who else may call a member
 * that is given to an event is not asked. Undefined where something else runs it, or nothing is seen to.
 */
export function eventsThatRun(facts: FileFacts, scope: FunctionNode): readonly RunningEvent[] | undefined {
  const found = collect(facts, scope, new Set())
  return found && found.length > 0 ? found : undefined
}

function collect(
  facts: FileFacts,
  scope: FunctionNode,
  seen: Set<FunctionNode>,
): readonly RunningEvent[] | undefined {
  if (seen.has(scope)) return []
  seen.add(scope)
  if (isUpdateMember(facts, scope)) return undefined
  const events: RunningEvent[] = []
  for (const run of runsOf(facts, scope)) {
    const event = eventOf(facts, run)
    const inner = run.by === 'code' && !event ? enclosingFunction(run.at) : undefined
    const found = inner ? collect(facts, inner, seen) : event && [event]
    if (found) events.push(...found)
    else if (run.at !== scope) return undefined
  }
  return events
}

function eventOf(facts: FileFacts, { at }: Run): RunningEvent | undefined {
  const registration = registrationAt(facts, at)
  if (registration) return { at, registration, isOfElement: false }
  if (isHandlerOfElement(at)) return { at, registration: undefined, isOfElement: true }
  if (at.type !== 'AssignmentExpression' || at.left.type !== 'MemberExpression') return undefined
  return /^on[a-z]/.test(memberName(at.left) ?? '')
    ? { at, registration: undefined, isOfElement: false }
    : undefined
}

/** `<input onBlur={f} />`; a `ref` is told that its element goes, and other attributes are called by components. */
function isHandlerOfElement(node: TSESTree.Node): boolean {
  if (node.type !== 'JSXExpressionContainer' || node.parent.type !== 'JSXAttribute') return false
  const { name } = node.parent
  return name.type === 'JSXIdentifier' && /^on[A-Z]/.test(name.name)
}
