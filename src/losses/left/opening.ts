import type { TSESTree } from '@typescript-eslint/utils'

import type { Destination } from '../../cells/uses/destinations.js'
import { destinationsOf, openedTogether } from '../../cells/uses/destinations.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Duty } from '../../ledger/duty.js'
import { consumedBy } from '../../ledger/releases.js'
import { FLUENT_METHODS } from '../../protocols/listeners.js'
import type { Variable } from '../../syntax/bindings.js'
import { enclosingFunction, isWithin } from '../../syntax/functions.js'
import { calleeName, memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { isSameType, resultTypes } from '../../types/result-type.js'

/** Where the value that a duty is of goes, and the calls of its methods on the way there. */
export interface Arrived {
  readonly destination: Destination
  readonly calls: readonly TSESTree.CallExpression[]
  /** Their names. */
  readonly methods: readonly string[]
  /** Whether one of them ends it, or uses it up. */
  readonly isUsedUp: boolean
}

/**
 * Answers where the result of a duty's site goes, through methods that answer what they are called on:
 * `const session = createSession(host).on('error', report)`.
 */
export const arrivals = perKey((facts: FileFacts, duty: Duty): readonly Arrived[] => {
  const { site } = duty
  const { opensBy } = duty.kind.acquire
  const answersItself = (method: string, call: TSESTree.CallExpression): boolean =>
    FLUENT_METHODS.has(method) ||
    method === opensBy ||
    duty.kind.fluent?.has(method) === true ||
    PASS_A_PROMISE_ON.has(method) ||
    answersReceiver(facts, call)
  return destinationsOf(facts, valueOf(site, duty), answersItself).map((destination) => {
    const calls = callsBetween(site, destination.node)
    return {
      destination,
      calls,
      methods: calls.flatMap((call) => calleeName(call) ?? []),
      isUsedUp: calls.some(
        (call) => duty.kind.methods.includes(calleeName(call) ?? '') || consumedBy(duty.kind, call),
      ),
    }
  })
})

/** `getDocument(url).promise`: what stands for what a site begins, where that is a member of what it answers. */
function valueOf(site: TSESTree.Node, { kind: { promisedAs } }: Duty): TSESTree.Node {
  const { parent } = wrapped(site)
  const isMember = promisedAs !== undefined && parent?.type === 'MemberExpression'
  return isMember && memberName(parent) === promisedAs ? parent : site
}

/** `await open(path).catch(report)`: what was opened is still the result. */
const PASS_A_PROMISE_ON: ReadonlySet<string> = new Set(['catch', 'finally'])

function answersReceiver(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const { types } = facts
  const receiver = receiverOf(call)
  if (!types || !receiver || calleeName(call) === 'then') return false
  return resultTypes(types, call, false).some(
    (type) => isSameType(types, type, types.typeOf(receiver)) !== 'no',
  )
}

function callsBetween(site: TSESTree.Node, last: TSESTree.Node): TSESTree.CallExpression[] {
  const calls: TSESTree.CallExpression[] = []
  for (
    let current: TSESTree.Node | undefined = site;
    current && isWithin(current, last);
    current = current.parent
  ) {
    if (current !== site && current.type === 'CallExpression' && isWithin(site, unwrap(current.callee)))
      calls.push(current)
  }
  return calls
}

/**
 * Answers what opens what a variable holds: the site of the duty, or `await client.connect()` after `new Client()`.
 * Undefined where nothing of its function does.
 */
export function openingOf({ site, kind }: Duty, variable: Variable): TSESTree.Node | undefined {
  const { opensBy, form } = kind.acquire
  if (opensBy === undefined) return openedTogether(site)?.wait ?? wrapped(site)
  for (const { identifier } of variable.references) {
    const { parent: member } = identifier
    if (member.type !== 'MemberExpression' || memberName(member) !== opensBy) continue
    if (enclosingFunction(member) === enclosingFunction(site)) return wrapped(member.parent)
  }
  return form === 'method' ? wrapped(site) : undefined
}
