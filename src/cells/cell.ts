import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../syntax/bindings.js'
import type { FunctionNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'

/**
 * What sort of thing a value is kept in.
 *
 * - `local`: a variable of a function, which dies with its call unless a nested function keeps it
 * - `module`: a variable of the module
 * - `field`: a member of an instance, by `this` or by an alias of it; `static`: one of a class
 * - `ref`: what a framework keeps between renders, `ref.current`
 * - `member`: a member of some other object, `session.timer`
 * - `entry`: an element of a collection, under a key or in a list
 */
export type CellKind = 'local' | 'module' | 'field' | 'static' | 'ref' | 'member' | 'entry'

/** Where a value is kept. Two expressions that certainly mean the same place have the same cell. */
export interface Cell {
  readonly kind: CellKind
  /** The place of the cell; of the collection, for an entry. */
  readonly place: Place
  /** As the code names it: `socket`, `this.socket`, `this.sockets.get(id)`. */
  readonly text: string
  /** What is written where the value is put in: an identifier, a member expression, a class field, a call. */
  readonly target: TSESTree.Node
  /** For `local` and `module`: the variable. */
  readonly variable: Variable | undefined
  /** For a `field`: the place of `this` that all members of its class, object or prototype share. */
  readonly home: Place | undefined
  /** For a `local`: the function whose call it belongs to; undefined for what outlives calls. */
  readonly scope: FunctionNode | undefined
  /** The member of the record which is kept there that has the value: `socket` of `this.session = { socket, since }`. */
  readonly part?: string
}

/** Answers what two cells have in common exactly where they are the same: entries share the place of their collection. */
export function identityOf({ kind, place, part }: Pick<Cell, 'kind' | 'place' | 'part'>): string {
  const whole = kind === 'entry' ? `${place}[]` : place
  return part === undefined ? whole : `${whole}.${part}`
}

/** Answers how the code names what is in a cell: `this.session.socket` of a record in `this.session`. */
export function contentText({ text, part }: Cell): string {
  return part === undefined ? text : `${text}.${part}`
}
