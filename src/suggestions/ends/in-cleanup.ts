import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isWithin, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { insertAtEnd } from '../insert-statement.js'
import type { Begun } from './begun.js'
import {
  blockWithCleanup,
  endBeforeReturned,
  isFollowedByEnd,
  returnedDisposer,
  returnOfCleanup,
} from './effect-cleanup.js'
import type { Emptiness } from './end-text.js'
import { endChange, type EndChange } from './end-change.js'
import { constantFor, constantOf, freeVariable, keep, statementOf } from './keep.js'

/** Returns the function that the last statement of an effect answers, for it to be the cleanup. */
export function returnedHandle(facts: FileFacts, begun: Begun, effect: FunctionNode): EndChange | undefined {
  const statement = statementOf(begun.value)
  const isLast = effect.body.type === 'BlockStatement' && statement === effect.body.body.at(-1)
  if (!statement || !isLast || !begun.isFunction || statement.expression !== begun.value) return undefined
  if (!isFollowedByEnd(facts, effect, statement)) return undefined
  return endChange('returnHandle', begun, { handle: begun.name }, (fixer) =>
    fixer.insertTextBefore(statement, 'return '),
  )
}

/** Ends what nobody keeps in a cleanup that its effect returns from now on. */
export function droppedInCleanup(
  facts: FileFacts,
  begun: Begun,
  effect: FunctionNode,
): EndChange | undefined {
  const { sourceCode } = facts
  const { body } = effect
  const { value } = begun
  if (body.type !== 'BlockStatement') {
    if (unwrap(body) !== value) return undefined
    const name = freeVariable(facts, begun, [body])
    const cleanup = returnOfCleanup(sourceCode, begun.end(name, 'full'), begun.answersNothing)
    const fix = blockWithCleanup(
      sourceCode,
      effect,
      `${constantFor(begun, name)} = ${sourceCode.getText(value)}`,
      cleanup,
    )
    return fix && endChange('returnCleanup', begun, { handle: name }, fix)
  }
  const statement = statementOf(value)
  if (!statement) return undefined
  const name = freeVariable(facts, begun, [statement, body])
  const insert = cleanupAfter(facts, begun, effect, { statement, handle: name, emptiness: 'full' })
  return (
    insert &&
    endChange('returnCleanup', begun, { handle: name }, (fixer) => [
      ...keep(facts, fixer, begun, statement, { target: constantFor(begun, name), name }),
      insert(fixer),
    ])
  )
}

/** Ends what a constant or a ref keeps in a cleanup that its effect returns from now on. */
export function keptInCleanup(
  facts: FileFacts,
  begun: Begun,
  effect: FunctionNode,
  { cell, emptiness }: { cell: Cell; emptiness: Emptiness },
): EndChange | undefined {
  const { body } = effect
  // What a ref keeps is known wherever it is begun.
  const statement = cell.kind === 'ref' ? statementWithin(body, begun.value) : constantOf(begun.value)?.parent
  const handle = cell.text
  const insert = statement && cleanupAfter(facts, begun, effect, { statement, handle, emptiness })
  return insert && endChange('returnCleanup', begun, { handle }, insert)
}

function statementWithin(body: TSESTree.Node, value: TSESTree.Node): TSESTree.Statement | undefined {
  return body.type === 'BlockStatement' ? body.body.find((each) => isWithin(value, each)) : undefined
}

/** What a statement begins is ended by the cleanup that an effect returns: by one from now on, or before the one that it returns by name. */
function cleanupAfter(
  facts: FileFacts,
  begun: Begun,
  effect: FunctionNode,
  { statement, handle, emptiness }: { statement: TSESTree.Statement; handle: string; emptiness: Emptiness },
): ((fixer: RuleFixer) => RuleFix) | undefined {
  const { sourceCode } = facts
  const { body } = effect
  const end = begun.end(handle, emptiness)
  const returned = returnedDisposer(facts, effect, statement)
  if (returned) return (fixer) => endBeforeReturned(facts, fixer, returned, end)
  if (body.type !== 'BlockStatement' || !isFollowedByEnd(facts, effect, statement)) return undefined
  // Where the handle is the function that ends it, that is the cleanup.
  const cleanup =
    begun.isFunction && emptiness === 'full'
      ? `return ${handle}`
      : returnOfCleanup(sourceCode, end, begun.answersNothing && !end.startsWith('if '))
  return (fixer) => insertAtEnd(fixer, sourceCode, body, cleanup)
}

/** Whether an effect returns a function wherever one of its statements has run: there is no other way out after that. */
export function leadsTo(
  facts: FileFacts,
  effect: FunctionNode,
  from: TSESTree.Node,
  to: FunctionNode,
): boolean {
  const exits = facts.nodes.exits.get(effect) ?? []
  return exits.every(
    ({ range, argument }) =>
      range[1] <= from.range[0] || (argument !== null && functionsMeantBy(facts, argument).includes(to)),
  )
}
