import type { TSESTree } from '@typescript-eslint/utils'

import { END_HOOKS } from '../../protocols/frameworks.js'
import { COLLECTOR_LISTS } from '../../protocols/teardowns.js'
import { END_OF_SOURCE, EVENT_METHOD } from '../../protocols/subscriptions.js'
import { isFunction } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { useOf } from '../../cells/uses/uses.js'

/** A call of an event that is a method and takes its listener: `model.onChange(listener)`. */
export interface EventCall {
  node: TSESTree.CallExpression
  name: string
  source: TSESTree.Expression
  /** Where the code asks whether it is there, as it does of a callback that may be left out. */
  leftOut: TSESTree.Node | undefined
}

/**
 * Answers the calls of a file that look like an event's: `on` and a capital, a function given, and at most one
 * thing beside it. Not those with which the source itself ends, nor with a list that collects the result.
 */
export const eventCalls = perFile((facts): readonly EventCall[] => {
  const found: EventCall[] = []
  for (const [name, calls] of callsNamedAsEvents(facts)) {
    for (const node of calls) {
      const source = receiverOf(node)
      if (source && takesListener(facts, node) && !isCollectedByArgument(node)) {
        found.push({ node, name, source, leftOut: leftOutAt(facts, node) })
      }
    }
  }
  return found.sort((a, b) => a.node.range[0] - b.node.range[0])
})

/** `if (options.onChange) options.onChange(value, apply)`, `options.onChange?.(value)` */
function leftOutAt(facts: FileFacts, node: TSESTree.CallExpression): TSESTree.Node | undefined {
  return node.optional ? node : membersAskedFor(facts).get(facts.sourceCode.getText(node.callee))
}

/** The members called as events that a condition asks for, by their text. */
const membersAskedFor = perFile(
  (facts): ReadonlyMap<string, TSESTree.Node> =>
    new Map(
      membersNamedAsEvents(facts).flatMap(([, members]) =>
        members
          .filter((member) => member.type === 'MemberExpression' && useOf(facts, member).kind === 'tested')
          .map((member) => [facts.sourceCode.getText(member), member] as const),
      ),
    ),
)

const membersNamedAsEvents = nodesNamed('members', (name) => EVENT_METHOD.test(name))

/** `solid.onCleanup(stop)` is no event of its module: what it is given is the end itself. */
const callsNamedAsEvents = nodesNamed(
  'calls',
  (name) => EVENT_METHOD.test(name) && !END_OF_SOURCE.test(name) && !END_HOOKS.has(name),
)

/** Whether a call is given a listener: a function first, or one that is written there after what it is for. */
export function takesListener(facts: FileFacts, { arguments: given }: TSESTree.CallExpression): boolean {
  const [first, second] = given
  if (first === undefined || given.length > 2) return false
  // The listener, perhaps with its `this`; or what of several it is for, and the listener.
  return mayBeFunction(facts, first) || (second !== undefined && isFunction(unwrap(second)))
}

/** Whether a call is given a function. */
export function takesFunction(facts: FileFacts, { arguments: given }: TSESTree.CallExpression): boolean {
  for (const argument of given) if (mayBeFunction(facts, argument)) return true
  return false
}

/** Whether an expression is a function, or a name or binding of one. */
function mayBeFunction(facts: FileFacts, expression: TSESTree.Node): boolean {
  const node = unwrap(expression)
  if (isFunction(node)) return true
  if (node.type === 'MemberExpression') return unwrap(node.object).type === 'ThisExpression'
  if (node.type === 'CallExpression') return ['bind', 'debounce', 'throttle'].includes(calleeName(node) ?? '')
  const definition = facts.bindings.variableOf(node)?.defs[0]?.node as TSESTree.Node | undefined
  return (
    definition?.type === 'FunctionDeclaration' ||
    (definition?.type === 'VariableDeclarator' && isFunction(definition.init))
  )
}

/** `source.onChange(listener, this, this.disposables)`: the last argument is a list that collects the result. */
export function isCollectedByArgument({ arguments: given }: TSESTree.CallExpression): boolean {
  const last = given.length > 1 ? given.at(-1) : undefined
  const list = last && unwrap(last)
  if (list?.type === 'Identifier') return COLLECTOR_LISTS.test(list.name)
  return (
    list?.type === 'MemberExpression' &&
    (COLLECTOR_LISTS.test(memberName(list) ?? '') || /^(?:ctx|context)$/.test(memberName(list) ?? ''))
  )
}
