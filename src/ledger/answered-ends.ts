import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../cells/call-targets.js'
import { functionCalled } from '../cells/definitions/function-called.js'
import { perKey, type FileFacts } from '../cells/file-facts.js'
import { MAKES_DISPOSABLE } from '../protocols/disposable-types.js'
import { ENDS_SUBSCRIPTION } from '../protocols/subscriptions.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { soleValue } from '../syntax/bindings.js'
import type { FunctionNode } from '../syntax/functions.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName, keyName } from '../syntax/property-name.js'
import { unwrapAwait } from '../syntax/unwrap.js'
import { walk } from '../syntax/walk.js'

/** What a caller ends by what a function answers: by calling it, or by a method of it. */
export type AnsweredEnd = 'call' | (string & {})

const NONE = 'none'

/**
 * Answers how a caller ends what a function has begun: it answers a function that takes something out or ends it, a record with such
 * a method, something disposable, or what another function answers that does so. Undefined where it answers nothing of the kind, or
 * that cannot be told. Reads other files for what it calls.
 */
export function endAnsweredBy(facts: FileFacts, node: FunctionNode): AnsweredEnd | undefined {
  const found = answeredEnd(facts, node)
  return found === NONE ? undefined : found
}

const answeredEnd = perKey((facts: FileFacts, node: FunctionNode): string => {
  // What is awaited is there when it has come, and may be anything by then.
  if (node.generator) return NONE
  const answers = (facts.nodes.returns.get(node) ?? []).filter((value) => !isNothing(value))
  const ends = answers.map((value) => endIn(facts, value))
  const [first] = ends
  return first !== undefined && ends.every((each) => each === first) ? first : NONE
}, NONE)

function endIn(facts: FileFacts, value: TSESTree.Node): string | undefined {
  const node = unwrapAwait(value)
  const ending = functionsMeantBy(facts, node).some((each) => takesOut(facts, each))
  if (ending) return 'call'
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const made = variable && soleValue(variable)
      return made && made.type !== 'Identifier' ? endIn(facts, made) : undefined
    }
    case 'ObjectExpression':
      return methodIn(node)
    case 'NewExpression':
      return MAKES_DISPOSABLE.test(calleeName(node) ?? '') ? 'dispose' : undefined
    case 'CallExpression': {
      if (MAKES_DISPOSABLE.test(calleeName(node) ?? '')) return 'dispose'
      const called = functionCalled(facts, node)
      return called && endAnsweredBy(called.facts, called.node)
    }
    default:
      return undefined
  }
}

function methodIn({ properties }: TSESTree.ObjectExpression): string | undefined {
  const names = properties.flatMap((each) =>
    each.type === 'Property' ? (keyName(each.key, each.computed) ?? []) : [],
  )
  return names.find((name) => ENDS_SUBSCRIPTION.has(name))
}

/** Whether a function calls something by whose name that is taken out, ended or deleted. */
function takesOut(facts: FileFacts, node: FunctionNode): boolean {
  let found = false
  walk(node.body, facts.sourceCode.visitorKeys, (inner) => {
    const name = inner.type === 'CallExpression' ? (calleeName(inner) ?? '') : ''
    if (RELEASING_NAME.test(name) || TAKES_OUT.has(name)) found = true
    if (inner.type === 'UnaryExpression' && inner.operator === 'delete') found = true
    return !found
  })
  return found
}

/** Methods of collections by which an entry is taken out. */
const TAKES_OUT: ReadonlySet<string> = new Set(['splice', 'filter'])
