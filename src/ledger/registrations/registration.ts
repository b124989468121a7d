import type { TSESTree } from '@typescript-eslint/utils'

import type { ListenerProtocol } from '../../protocols/listeners.js'
import type { Place } from '../../syntax/places.js'

/** A call that puts a listener on a target. */
export interface Registration {
  readonly node: TSESTree.CallExpression
  readonly protocol: ListenerProtocol
  readonly target: Target
  readonly event: EventName
  readonly handler: TSESTree.Expression
  /** `{ once: true }` or an add method that says so. */
  readonly once: boolean
  /** `this.on(target, …)`: the component takes its listeners out of all targets when it ends. */
  readonly byComponent: boolean
  /** A signal that takes the listener out when it aborts. */
  readonly signal: TSESTree.Node | undefined
  /** The flag of a DOM listener that its removal has to repeat; undefined where it cannot be told. */
  readonly capture: boolean | undefined
}

/** A call that takes listeners off a target. */
export interface Removal {
  readonly node: TSESTree.CallExpression
  readonly target: Target
  /** Undefined where every event is meant. */
  readonly event: EventName | undefined
  /** Undefined where every handler is meant. */
  readonly handler: TSESTree.Expression | undefined
  /** As of the registration; undefined too for removals that know no such flag. */
  readonly capture: boolean | undefined
}

/** What a listener is put on. */
export interface Target {
  readonly node: TSESTree.Node
  readonly place: Place | undefined
  readonly text: string
}

/** An event by its name where that is constant, and by its source text where it is not. */
export interface EventName {
  readonly name: string | undefined
  readonly text: string
  /** `Events.OPEN`: the object that is written like a constant or an enumeration, and its member. */
  readonly constant?: { readonly of: string; readonly name: string } | undefined
}
