import type { TSESTree } from '@typescript-eslint/utils'

import type { Ending } from '../../protocols/subscriptions/row.js'

/** A call whose result is the way to end what it begins. */
export interface Subscription {
  readonly node: TSESTree.CallExpression
  /** What it is called on, or else given first; undefined where nothing of the kind is visible. */
  readonly source: TSESTree.Node | undefined
  readonly ending: Ending
  /** The method that ends it, where that is called otherwise. */
  readonly method?: string
  /** What a message calls that which goes on. */
  readonly noun: string
  /** Until when the source lives, where that is known of the API. */
  readonly until: string | undefined
  /**
   * How it is known that the result ends it.
   *
   * - `row`: a row of the protocols
   * - `type`: its type
   * - `kept`: the file keeps the result of the same method elsewhere, and ends it
   * - `name`: it is kept under a name that says so
   * - `unused`: it is kept in a field that nothing reads, as what ends something would be
   * - `answer`: a function of this file answers what takes out the listeners that it adds
   * - `event`: it listens to what is called like an event: `model.onDidChange(listener)`
   * - `stream`: it subscribes to a stream of values, or to what may be one
   */
  readonly basis: 'row' | 'type' | 'kept' | 'name' | 'unused' | 'answer' | 'event' | 'stream'
  /**
   * For `row`: how long that which it is called on lives.
   *
   * - `host`: as long as the program, which ends what is kept in its place
   * - `module`: as long as the module it comes from
   * - `outlives`: longer than the code that subscribes
   * - `observes`: it is called on nothing, and lives as long as what its callback reads
   */
  readonly reach?: 'host' | 'module' | 'outlives' | 'observes'
  /** For `row`: whether a second one of the same name is refused, so that there is never more than one of it. */
  readonly isUnique?: boolean
  /** For `kept`: the call whose result is ended. */
  readonly kept?: TSESTree.CallExpression
  /** For `event` and `stream`: whether the code leaves no doubt that it is one. */
  readonly isSure?: boolean
  /** For `event`: where the code asks whether it is there, which says that it is a callback. */
  readonly leftOut?: TSESTree.Node | undefined
}

/** Answers what is known of a call that registers a listener with what it is called on. */
export function registeredBy(
  node: TSESTree.CallExpression,
  source: TSESTree.Node | undefined,
): Pick<Subscription, 'node' | 'source' | 'noun' | 'until'> {
  return { node, source, noun: 'listener', until: undefined }
}
