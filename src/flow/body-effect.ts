import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../cells/cell.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { Variable } from '../syntax/bindings.js'
import { openExits } from './exits.js'
import { existenceIn, existsWhen, type Existence } from './conditions/exists-when.js'
import { passingBut } from './neutral-statements.js'
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
  const given = (test: TSESTree.Node): Existence => (variable ? givenWhen(facts, test, variable) : 'either')
  const exits = openExits(body, {
    acquisition: undefined,
    effectOf: (node) => effects.get(node) ?? effectOnAnything(facts, node),
    passes: passingBut(facts, effects.keys(), given),
    existsWhen: given,
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

/** `typeof file === 'string'`: a function that takes a name as well is given none here. */
function givenWhen(facts: FileFacts, test: TSESTree.Node, variable: Variable): Existence {
  return existenceIn(test, (part) => {
    const name = part.type === 'BinaryExpression' ? nameOfType(facts, part, variable) : undefined
    if (name === undefined) return existsWhen(facts, part, variable, undefined)
    const isEqual = part.type === 'BinaryExpression' && part.operator.startsWith('=')
    return name === 'string' ? (isEqual ? 'false' : 'true') : 'either'
  })
}

function nameOfType(
  facts: FileFacts,
  { left, right }: TSESTree.BinaryExpression,
  variable: Variable,
): string | undefined {
  if (left.type !== 'UnaryExpression' || left.operator !== 'typeof') return undefined
  if (facts.bindings.variableOf(left.argument) !== variable || right.type !== 'Literal') return undefined
  return typeof right.value === 'string' && right.value !== 'undefined' ? right.value : undefined
}
