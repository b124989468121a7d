import type { TSESTree } from '@typescript-eslint/utils'

import type { CallNode } from '../cells/file-facts.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import type { FunctionNode } from '../syntax/functions.js'
import type { Link } from './link.js'
import type { Registration } from './registrations/registration.js'

/**
 * What says that something has to be ended.
 *
 * - `row`: a row of `protocols/`, or of the user's settings
 * - `type`: the type of the result
 * - `class`: a class of this file whose closing method ends something
 * - `factory`: a function of this file hands out what is owed
 * - `learned`: another site of the same maker is ended in this file
 * - `inverse`: the file undoes the same verb on the same receiver
 * - `generator`: a generator with a `finally`, advanced by hand
 * - `handler`: what a handler takes over from the runtime
 * - `body`: the body of a response, to be read or thrown away
 * - `coupling`: a stream that another one is coupled to
 * - `registration`: a listener that is put on something, by its event and its function
 * - `row-of-registration`: a timer, an observer, a subscription: handles of what other rules speak of as well
 */
export type DutySource =
  | 'row'
  | 'type'
  | 'class'
  | 'factory'
  | 'learned'
  | 'inverse'
  | 'generator'
  | 'handler'
  | 'body'
  | 'coupling'
  | 'registration'
  | 'row-of-registration'

/** How the thing that must be ended arrives. */
export type Arrival =
  /** The result of the site. */
  | { readonly as: 'value' }
  /** A parameter of a callback that the site is given, or of the handler that the duty is of. */
  | { readonly as: 'parameter'; readonly callback: FunctionNode; readonly index: number }
  /** One of the site's own arguments: `render(element, container)`. */
  | { readonly as: 'argument'; readonly index: number }
  /** The receiver of the site: `door.lock()` is undone by `door.unlock()`. */
  | { readonly as: 'receiver'; readonly receiver: TSESTree.Node }
  /** A member of the result: `const { release } = await lock()`. An empty path is the result itself, called. */
  | { readonly as: 'member'; readonly path: readonly string[] }
  /** Nothing arrives: what ends it names the target, the event and the function once more. */
  | { readonly as: 'registration'; readonly registration: Registration }

/** Something that was begun and must be ended. */
export interface Duty {
  /** The call that begins it; a finding is reported here. */
  readonly site: CallNode
  /** What sort of thing it is: its words, and what ends it. */
  readonly kind: ResourceProtocol
  readonly source: DutySource
  readonly arrival: Arrival
  /** Must it be ended at all, and how that is known. */
  readonly owed: Link
  /** The duty that a function of this file hands out, of what such a call answers. */
  readonly from?: Duty
}

/** Answers the duty that was there first, of what functions of this file hand on to each other. */
export function originalOf(duty: Duty): Duty {
  let original = duty
  while (original.from) original = original.from
  return original
}

/** Whether what arrives is the handle itself: the value, what a callback is given, or the function that is the release. */
export function isWhole({ arrival }: Pick<Duty, 'arrival'>): boolean {
  if (arrival.as === 'member') return arrival.path.length === 0
  return arrival.as === 'value' || arrival.as === 'parameter'
}

/** Whether a duty is of a resource; all others are spoken of by rules of their own. */
export function isOfResource({ source }: Duty): boolean {
  return !OF_OTHER_RULES.has(source)
}

/** Whether a duty is of what goes on by itself, kept or not: a timer, an observer, a subscription. */
export function isOfRegistration({ source }: Duty): boolean {
  return source === 'row-of-registration'
}

const OF_OTHER_RULES: ReadonlySet<DutySource> = new Set([
  'handler',
  'body',
  'coupling',
  'registration',
  'row-of-registration',
])

/** A duty of a listener. */
export interface RegistrationDuty extends Duty {
  readonly arrival: Extract<Arrival, { as: 'registration' }>
}
