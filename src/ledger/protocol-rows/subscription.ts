import type { TSESTree } from '@typescript-eslint/utils'

import type { Ending } from '../../protocols/subscriptions/row.js'

/** A call whose result is the way to end what it begins. */
export interface Subscription {
  node: TSESTree.CallExpression
  /** What it is called on, or else given first; undefined where nothing of the kind is visible. */
  source: TSESTree.Node | undefined
  ending: Ending
  /** What a message calls that which goes on. */
  noun: string
  /** Until when the source lives, where that is known of the API. */
  until: string | undefined
  /**
   * How it is known that the result ends it.
   *
   * - `row`: a row of the protocols
   * - `type`: its type
   * - `kept`: the file keeps the result of the same method elsewhere, and ends it
   * - `name`: it is kept under a name that says so
   */
  basis: 'row' | 'type' | 'kept' | 'name'
  /**
   * For `row`: how long that which it is called on lives.
   *
   * - `host`: as long as the program, which ends what is kept in its place
   * - `module`: as long as the module it comes from
   * - `outlives`: longer than the code that subscribes
   * - `observes`: it is called on nothing, and lives as long as what its callback reads
   */
  reach?: 'host' | 'module' | 'outlives' | 'observes'
  /** For `kept`: the call whose result is ended. */
  kept?: TSESTree.CallExpression
}
