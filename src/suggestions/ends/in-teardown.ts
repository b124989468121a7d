import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isVisibleIn } from '../../cells/uses/visibility.js'
import type { Duty } from '../../ledger/duty.js'
import { phaseOf } from '../../lives/ends/phase.js'
import type { Teardown } from '../../lives/ends/teardown.js'
import type { Owner } from '../../lives/owner.js'
import { isClass, isFunction, isWithin, type FunctionNode } from '../../syntax/functions.js'
import { isLoop } from '../../syntax/loops.js'
import { declareField, isJavaScript, newField } from '../new-field.js'
import type { Begun } from './begun.js'
import type { Emptiness } from './end-text.js'
import { endChange, type EndChange } from './end-change.js'
import { leadsTo } from './in-cleanup.js'
import { insertInTeardown } from './insert-in-teardown.js'
import { constantFor, freeVariable, keep, statementOf } from './keep.js'

/** Ends what is kept where its owner ends, which sees what it is kept in. */
export function keptInTeardown(
  facts: FileFacts,
  begun: Begun,
  { owner, teardown, duty }: { owner: Owner; teardown: Teardown; duty: Duty },
  { cell, emptiness }: { cell: Cell; emptiness: Emptiness },
): EndChange | undefined {
  const { node, name: where } = teardown
  const isVisible =
    cell.kind === 'field'
      ? facts.places.thisPlaceAt(node.body) === cell.home
      : isVisibleIn(facts, cell.target, node)
  if (!isVisible || !isReached(facts, begun.value, owner, teardown)) return undefined
  const wait = duty.kind.awaits && node.async ? 'await ' : ''
  const end = `${wait}${begun.end(cell.text, emptiness)}`
  return endChange('endAtEnd', begun, { handle: cell.text, where }, (fixer) =>
    insertInTeardown(fixer, facts, node, end),
  )
}

/** Keeps what nobody keeps, and ends it where its owner ends: in a closure beside it, or in a method of its class. */
export function droppedInTeardown(
  facts: FileFacts,
  begun: Begun,
  owner: Owner,
  teardown: Teardown,
): EndChange | undefined {
  const statement = statementOf(begun.value)
  if (!statement || owner.teardowns.length > 1) return undefined
  const isBeside = statement.range[1] <= teardown.node.range[0] && isWithin(teardown.node, statement.parent)
  if (!isBeside) return inField(facts, begun, owner, { statement, teardown })
  return isReached(facts, begun.value, owner, teardown)
    ? inClosure(facts, begun, statement, teardown)
    : undefined
}

/** Whether the end of an effect is known wherever what is begun in it has been: no other way out comes before. */
function isReached(facts: FileFacts, value: TSESTree.Node, owner: Owner, { node }: Teardown): boolean {
  return owner.kind !== 'effect' || !isFunction(owner.node) || leadsTo(facts, owner.node, value, node)
}

/** Ends it in a closure that sees its variable. */
function inClosure(
  facts: FileFacts,
  begun: Begun,
  statement: TSESTree.ExpressionStatement,
  { node: teardown, name: where }: Teardown,
): EndChange {
  const name = freeVariable(facts, begun, [statement, teardown.body])
  return endChange('keepAndEnd', begun, { handle: name, where }, (fixer) => [
    ...keep(facts, fixer, begun, statement, { target: constantFor(begun, name), name }),
    insertInTeardown(fixer, facts, teardown, begun.end(name, 'full')),
  ])
}

/** Ends it in a method of the instance that begins it once, when it is made or started. */
function inField(
  facts: FileFacts,
  begun: Begun,
  { kind, node: home }: Owner,
  { statement, teardown }: { statement: TSESTree.ExpressionStatement; teardown: Teardown },
): EndChange | undefined {
  const method = functionAround(statement)
  if (
    kind !== 'instance' ||
    begun.part !== undefined ||
    !isClass(home) ||
    !method ||
    !isMethodOf(method, home)
  )
    return undefined
  const phase = phaseOf(facts, method)
  const isBeginning = phase === 'make' || (phase === 'start' && !begun.isRepeated)
  if (!isMethodOf(teardown.node, home) || !isBeginning) return undefined
  // A constructor that puts it there in any case has done so when anything is ended.
  const isConstructor = method.parent.type === 'MethodDefinition' && method.parent.kind === 'constructor'
  const isFilled = isConstructor && statement.parent === method.body
  const field = newField(facts, home, begun.name, { filename: begun.filename, isConstant: isFilled })
  const declare = declareField(facts, home, field, { ...begun, mayBeEmpty: !isFilled })
  if (!declare) return undefined
  const handle = `this.${field.name}`
  return endChange('keepAndEnd', begun, { handle, where: teardown.name }, (fixer) => [
    ...(isJavaScript(begun.filename, facts.sourceCode.text) ? [] : begun.typeEdits(fixer)),
    ...declare(fixer),
    ...keep(facts, fixer, begun, statement, { target: handle, name: handle }),
    insertInTeardown(fixer, facts, teardown.node, begun.end(handle, isFilled ? 'full' : 'undefined')),
  ])
}

/** The function that a statement runs in, where it runs no more than once in a call. */
function functionAround(statement: TSESTree.Node): FunctionNode | undefined {
  for (let { parent } = statement; parent; { parent } = parent) {
    if (isFunction(parent)) return parent
    if (isLoop(parent)) return undefined
  }
  return undefined
}

function isMethodOf({ parent }: FunctionNode, home: TSESTree.Node): boolean {
  return parent.type === 'MethodDefinition' && !parent.static && parent.parent.parent === home
}
