import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { FileFacts } from '../cells/file-facts.js'
import { openExits } from './exits.js'
import { existsWhen } from './exists-when.js'
import { effectOnAnything } from './throwing.js'
import type { Effect } from './walk-questions.js'

/** What running a body means for what was open when it began. */
export type BodyEffect = 'borrows' | 'ends' | 'endsUnlessThrows' | 'mayEnd'

/** Answers what a body does to an open cell, on all of its ways: the summary of a function for its callers. */
export function bodyEffect(
  facts: FileFacts,
  body: TSESTree.Node,
  effects: ReadonlyMap<TSESTree.Node, Effect>,
  { variable }: Cell,
): BodyEffect {
  if (effects.size === 0) return 'borrows'
  const exits = openExits(body, {
    acquisition: undefined,
    effectOf: (node) => effects.get(node) ?? effectOnAnything(facts, node),
    existsWhen: (test) => (variable ? existsWhen(facts, test, variable, undefined) : 'either'),
  })
  if (!exits) return 'mayEnd'
  const isLeftOpen = exits.some(({ kind }) => kind === 'return' || kind === 'end')
  if (isLeftOpen) return 'mayEnd'
  const fails = exits.some(
    ({ kind, node, open }) =>
      open === 'yes' &&
      kind === 'throw' &&
      (node.type === 'AwaitExpression' || node.type === 'ThrowStatement'),
  )
  return fails ? 'endsUnlessThrows' : 'ends'
}
