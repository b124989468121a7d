import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'
import { dutyAt } from '../../ledger/duties.js'
import { link } from '../../ledger/link.js'
import { collectedCalls, type CollectedCall } from '../../ledger/subscriptions/collected.js'
import { ownersOf } from '../../lives/owner.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { runsEachTime } from '../../lives/repetition/each-time.js'
import { EVENT_METHOD } from '../../protocols/subscriptions.js'
import { beginsLife } from '../../protocols/teardowns.js'
import { isImported } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  enclosingFunctions,
  isFunction,
  isWithin,
  type FunctionNode,
} from '../../syntax/functions.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { rootOf, unwrap } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'

/** Answers the subscriptions of a file of which each call of a method adds one more, for the sake of that call. */
export const piledUpLosses = perFile((facts): readonly Loss[] => {
  // That each call adds one more is no more than likely.
  if (facts.onlyKnown) return []
  return collectedCalls(facts).flatMap((call) => {
    const piled = piledBy(facts, call)
    const duty = piled && dutyAt(facts, call.node)
    if (!duty) return []
    const [owner] = ownersOf(facts, call.node)
    const matters = link('likely', `each call of ${piled.method}() adds one more`, call.node)
    return {
      kind: 'repeated',
      form: 'pilesUp',
      duty,
      cell: undefined,
      node: call.node,
      at: call.collector,
      owner,
      ended: [],
      links: { owed: link('yes', 'what it answers is collected, to be ended', call.collector), matters },
    } satisfies Loss
  })
})

/** A subscription for one call of a method, put into a list that is emptied at the end of the instance only. */
export interface Piled {
  /** The method that is called again and again. */
  readonly method: string
  /** The local of that call which the listener keeps. */
  readonly captured: string
}

/** Answers which method piles up what a call collects; undefined where none does. */
export function piledBy(facts: FileFacts, { node, collector }: CollectedCall): Piled | undefined {
  if (node.type !== 'CallExpression' || !EVENT_METHOD.test(calleeName(node) ?? '')) return undefined
  const scope = enclosingFunction(node)
  const member = scope && facts.places.memberOf(scope)
  if (!member || !isMethodPerCall(facts, scope, member.name)) return undefined
  const list = receiverOf(collector)
  const place = list && facts.places.placeOf(list)
  if (place?.startsWith(`${member.home}.`) !== true && place !== member.home) return undefined
  const source = receiverOf(node)
  if (!source || !isThereBefore(facts, source) || !runsEachTime(facts, node)) return undefined
  if (isReleasedIn(facts, scope, collector)) return undefined
  const captured = capturedLocal(facts, node, scope)
  return captured === undefined ? undefined : { method: member.name, captured }
}

/** Whether a method is neither a constructor nor a beginning, nor called by one. */
function isMethodPerCall(facts: FileFacts, scope: FunctionNode, name: string): boolean {
  if (isBeginning(scope, name)) return false
  return !callsOf(facts, scope).some((call) =>
    enclosingFunctions(call).some((caller) => {
      const member = facts.places.memberOf(caller)
      return member !== undefined && isBeginning(caller, member.name)
    }),
  )
}

function isBeginning({ parent }: FunctionNode, name: string): boolean {
  if (parent.type === 'MethodDefinition' && parent.kind !== 'method') return true
  return name === 'constructor' || beginsLife(name) || BEGINS.test(name)
}

const BEGINS = /^_*(?:resolve|configure|bind|attach|hook|handle|set)(?![a-z])/

/** `this.finder`, an import: there before the call and after it. */
function isThereBefore(facts: FileFacts, source: TSESTree.Node): boolean {
  const root = rootOf(source)
  if (root.type === 'ThisExpression') return true
  const variable = root.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  return variable !== undefined && isImported(variable)
}

/** Whether the method does anything else with the list, such as to dispose of what was in it. */
function isReleasedIn(facts: FileFacts, scope: FunctionNode, collector: TSESTree.CallExpression): boolean {
  const list = receiverOf(collector)
  const place = list && facts.places.placeOf(list)
  const name = list?.type === 'MemberExpression' ? list.property : undefined
  if (place === undefined || name?.type !== 'Identifier') return false
  return (facts.nodes.members.get(name.name) ?? []).some((other) => {
    if (!isWithin(other, scope) || other.type !== 'MemberExpression') return false
    const use = useOf(facts, other)
    return !(use.kind === 'receiver' && use.method === calleeName(collector))
  })
}

/** A variable or parameter of the call itself that the listener uses. */
function capturedLocal(
  facts: FileFacts,
  { arguments: given }: TSESTree.CallExpression,
  scope: FunctionNode,
): string | undefined {
  const listener = given.map(unwrap).find(isFunction)
  if (!listener) return undefined
  for (const variable of facts.sourceCode.getScope(scope.body).variableScope.variables) {
    if (variable.scope.block !== scope || variable.defs.length === 0) continue
    if (variable.references.some((reference) => isWithin(reference.identifier, listener)))
      return variable.name
  }
  return undefined
}
