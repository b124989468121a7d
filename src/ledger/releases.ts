import type { TSESTree } from '@typescript-eslint/utils'

import { localNamesOf } from '../cells/imported-names.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { Use } from '../cells/uses.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { LISTENING } from '../protocols/responses.js'
import { calleeName } from '../syntax/property-name.js'

/** Whether a use ends a duty: `maybe` where its name says so and nothing else does. */
export type Released = 'yes' | 'maybe' | 'no'

/** Answers whether a use ends what a kind is; the only answer to this, for every cell and source. */
export function releasedBy(facts: FileFacts, kind: ResourceProtocol, use: Use): Released {
  switch (use.kind) {
    case 'receiver':
      return use.method !== undefined && kind.methods.includes(use.method) ? 'yes' : 'no'
    case 'property': {
      const { property, computed } = use.member
      const isMethod = property.type === 'Identifier' && !computed && kind.methods.includes(property.name)
      return isMethod ? 'maybe' : 'no'
    }
    case 'argument': {
      const name = calleeName(use.call)
      if (name === undefined) return 'no'
      return isReleasingFunction(facts, kind, name) || kind.methods.includes(name) ? 'yes' : 'no'
    }
    default:
      return 'no'
  }
}

/** Whether a function of a name ends what it is given, also under the name that an import gives it here. */
export function isReleasingFunction(facts: FileFacts, kind: ResourceProtocol, name: string): boolean {
  const { functions, acquire } = kind
  if (functions.includes(name)) return true
  const { modules } = acquire
  return modules !== undefined && functions.some((each) => localNamesOf(facts, each, modules).includes(name))
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
