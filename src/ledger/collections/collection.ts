import type { TSESTree } from '@typescript-eslint/utils'

import type { CollectionProtocol } from '../../protocols/collections.js'
import type { Place } from '../../syntax/places.js'

/** A collection that outlives the calls that fill it. */
export interface Collection {
  name: string
  /**
   * How long it lives.
   *
   * - `module`: as long as the module, the page or the process
   * - `instance`: as long as an object of which the file does not tell whether it comes and goes
   * - `closure`: as long as the functions that a call has made
   */
  lifetime: 'module' | 'instance' | 'closure'
  /** What it belongs to: collections of the same home are filled and emptied by the same code. */
  home: Place | undefined
  /** The class whose field it is. */
  className?: string | undefined
  protocol: CollectionProtocol
  /** Where it is made. */
  node: TSESTree.Node
  /** The expression that makes it; undefined where several do, or the file shows none. */
  made: TSESTree.Node | undefined
  /** Every node of the file that denotes it. */
  nodes: readonly TSESTree.Node[]
  /** Whether code of other files can reach it, to add or to remove entries. */
  reachable: boolean
  /** What keeps it: "this module", a class, a singleton. */
  keeper: string
}

/** The home that all collections of a module share. */
export const MODULE_HOME = 'module'
