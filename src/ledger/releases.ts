import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../cells/call-targets.js'
import { partsTaken } from '../cells/uses/destinations.js'
import type { FileFacts } from '../cells/file-facts.js'
import { localNamesOf } from '../cells/definitions/imported-names.js'
import { useOf, type Use } from '../cells/uses/uses.js'
import { isClosingVerb } from '../protocols/closing-verbs.js'
import { FLUENT_METHODS } from '../protocols/listeners.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { LISTENING } from '../protocols/responses.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import type { Duty } from './duty.js'
import { takesOut } from './registrations/matching.js'
import type { Registration } from './registrations/registration.js'
import { removalAt } from './registrations/registrations.js'

/** Whether a use ends a duty: `maybe` where its name says so and nothing else does. */
export type Released = 'yes' | 'maybe' | 'no'

/**
 * Answers whether a use of its handle ends a duty, whichever way it arrives: of the value, of the parameter or
 * argument, of the receiver, or of the member that is the release. `maybe` for what closes by its name only.
 */
export function isReleaseOf(facts: FileFacts, duty: Duty, use: Use): Released {
  const { arrival, kind, source } = duty
  // `socket.once('close', resolve).destroy()`
  const next =
    use.kind === 'receiver' && FLUENT_METHODS.has(use.method ?? '') ? useOf(facts, use.call) : undefined
  if (next?.kind === 'receiver' && isReleaseOf(facts, duty, next) === 'yes') return 'yes'
  if (arrival.as === 'member') return releasedByMember(facts, kind, arrival.path, use)
  if (arrival.as === 'registration') return releasedByRemoval(facts, arrival.registration, use)
  const released = releasedBy(facts, kind, use)
  if (released !== 'no' || source === 'row') return released
  // What others made, and no row describes, may have other names for its end.
  return use.kind === 'receiver' && isClosingVerb(use.method ?? '') ? 'maybe' : 'no'
}

/** Answers whether a use ends what a kind is; the only answer to this, for every cell and source. */
export function releasedBy(facts: FileFacts, kind: ResourceProtocol, use: Use): Released {
  switch (use.kind) {
    case 'receiver':
      return use.method !== undefined && kind.methods.includes(use.method) ? 'yes' : 'no'
    case 'property':
      return releasedByPart(facts, kind, use.member)
    case 'stored':
      // `const { close } = server`: whoever has the method may call it.
      return partsTaken(use.target).some(({ name }) => kind.methods.includes(name)) ? 'maybe' : 'no'
    case 'argument': {
      const name = calleeName(use.call)
      if (name !== undefined && (isReleasingFunction(facts, kind, name) || kind.methods.includes(name))) {
        return 'yes'
      }
      // What a function of this file does with it, a walk through that says.
      if (functionsMeantBy(facts, use.call.callee).length > 0) return 'no'
      return name !== undefined && isClosingVerb(name) ? 'maybe' : 'no'
    }
    default:
      return 'no'
  }
}

/** A call on the target, or given it, that names the event and the function of a listener, or takes out all of them. */
function releasedByRemoval(facts: FileFacts, registration: Registration, use: Use): Released {
  const call = use.kind === 'receiver' || use.kind === 'argument' ? use.call : undefined
  const removal = call && removalAt(facts, call)
  const taken = removal ? takesOut(facts, removal, registration) : 'no'
  return taken === 'unknown' ? 'maybe' : taken
}

/** Whether a function of a name ends what it is given, also under the name that an import gives it here. */
function isReleasingFunction(facts: FileFacts, kind: ResourceProtocol, name: string): boolean {
  const { functions, acquire } = kind
  if (functions.includes(name)) return true
  const { modules } = acquire
  return modules !== undefined && functions.some((each) => localNamesOf(facts, each, modules).includes(name))
}

/** `.finally(client.end)`, `const end = client.end`; `owner.free(value.id)`, which is given a part of it. */
function releasedByPart(
  facts: FileFacts,
  kind: ResourceProtocol,
  member: TSESTree.MemberExpression,
): Released {
  const name = memberName(member)
  const use = useOf(facts, member)
  if (name !== undefined && kind.methods.includes(name)) return 'maybe'
  const callee = use.kind === 'argument' ? calleeName(use.call) : undefined
  return callee !== undefined && isReleasingFunction(facts, kind, callee) ? 'yes' : 'no'
}

/**
 * `const { release } = await lock()`, `const stop = watch()`: the release is a function, and ends the duty when it is
 * called. Given to anything, it may be called by that.
 */
function releasedByMember(
  facts: FileFacts,
  kind: ResourceProtocol,
  path: readonly string[],
  use: Use,
): Released {
  if (isCalled(use)) return 'yes'
  switch (use.kind) {
    case 'receiver': {
      const { method } = use
      // `stops[index]()`
      if (method === undefined) return path.length === 0 ? 'yes' : 'no'
      return method === path.at(-1) || FUNCTION_CALLS.has(method) || kind.methods.includes(method)
        ? 'yes'
        : 'no'
    }
    case 'argument':
      return path.length === 0 ? 'maybe' : releasedBy(facts, kind, use)
    case 'property':
      return releasedByPath(use.member, path)
    case 'stored':
      return partsTaken(use.target).some(({ name }) => name === path.at(-1)) ? 'maybe' : 'no'
    default:
      return 'no'
  }
}

/** `handle.data.subscription.unsubscribe()`; whoever has a part of the way there may go the rest. */
function releasedByPath(member: TSESTree.MemberExpression, path: readonly string[]): Released {
  if (path.length > 1 && memberName(member) === path[0]) {
    let node: TSESTree.Node = member
    for (const name of path.slice(1)) {
      const { parent } = wrapped(node)
      if (parent?.type !== 'MemberExpression' || memberName(parent) !== name) return 'maybe'
      node = parent
    }
    return wrapped(node).parent?.type === 'CallExpression' ? 'yes' : 'maybe'
  }
  return memberName(member) === path.at(-1) ? 'maybe' : 'no'
}

const FUNCTION_CALLS: ReadonlySet<string> = new Set(['call', 'apply'])

/** Whether a use is a call of the value itself: `stop()`, `stop?.()`. */
export function isCalled({ node }: Use): boolean {
  const outer = wrapped(node)
  const { parent } = outer
  return parent?.type === 'CallExpression' && (parent.callee === outer || parent.callee === node)
}

/** Whether a call of one of its own methods uses a thing up, so that it closes by itself or is another's to close. */
export function consumedBy(
  { consumers, readingEvents }: ResourceProtocol,
  call: TSESTree.CallExpression,
): boolean {
  const method = calleeName(call)
  if (method === undefined || !consumers.includes(method)) return false
  if (readingEvents === undefined || !LISTENING.has(method)) return true
  const [event, handler] = call.arguments
  // A function of its own `this` may read it by that.
  if (handler?.type === 'FunctionExpression') return true
  return event?.type !== 'Literal' || typeof event.value !== 'string' || readingEvents.includes(event.value)
}
