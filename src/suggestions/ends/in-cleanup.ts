import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { insertAtEnd } from '../insert-statement.js'
import type { Begun } from './begun.js'
import { blockWithCleanup, isFollowedByEnd, returnOfCleanup } from './effect-cleanup.js'
import type { Emptiness } from './end-text.js'
import { endChange, type EndChange } from './end-change.js'
import { assignmentOf, constantOf, freeVariable, keep, statementOf } from './keep.js'

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
    const fix = blockWithCleanup(sourceCode, effect, `const ${name} = ${sourceCode.getText(value)}`, cleanup)
    return fix && endChange('returnCleanup', begun, { handle: name }, fix)
  }
  const statement = statementOf(value)
  if (!statement || !isFollowedByEnd(facts, effect, statement)) return undefined
  const name = freeVariable(facts, begun, [statement, body])
  return endChange('returnCleanup', begun, { handle: name }, (fixer) => [
    ...keep(facts, fixer, begun, statement, { target: `const ${name}`, name }),
    insertAtEnd(fixer, sourceCode, body, cleanupOf(facts, begun, name, 'full')),
  ])
}

/** Ends what a constant or a ref keeps in a cleanup that its effect returns from now on. */
export function keptInCleanup(
  facts: FileFacts,
  begun: Begun,
  effect: FunctionNode,
  { cell, emptiness }: { cell: Cell; emptiness: Emptiness },
): EndChange | undefined {
  const { body } = effect
  const constant = constantOf(begun.value)
  const statement = constant?.parent ?? (cell.kind === 'ref' ? assignmentOf(begun.value) : undefined)
  if (body.type !== 'BlockStatement' || !statement || !isFollowedByEnd(facts, effect, statement))
    return undefined
  const cleanup = cleanupOf(facts, begun, cell.text, emptiness)
  return endChange('returnCleanup', begun, { handle: cell.text }, (fixer) =>
    insertAtEnd(fixer, facts.sourceCode, body, cleanup),
  )
}

/** The statement that returns the cleanup: where the handle is the function that ends it, that is the cleanup. */
function cleanupOf(
  { sourceCode }: FileFacts,
  begun: Begun,
  handle: string,
  emptiness: Emptiness,
): ReturnType<typeof returnOfCleanup> {
  if (begun.isFunction && emptiness === 'full') return `return ${handle}`
  const end = begun.end(handle, emptiness)
  return returnOfCleanup(sourceCode, end, begun.answersNothing && !end.startsWith('if '))
}

/** Whether what an effect returns is returned wherever one of its statements has run: there is no other way out after that. */
export function leadsTo(
  facts: FileFacts,
  effect: FunctionNode,
  from: TSESTree.Node,
  to: TSESTree.Node,
): boolean {
  const exits = facts.nodes.exits.get(effect) ?? []
  return exits.every(
    ({ range }) => range[1] <= from.range[0] || (range[0] <= to.range[0] && to.range[1] <= range[1]),
  )
}
