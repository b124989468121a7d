import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../cells/file-facts.js'
import { phaseOf } from '../lives/ends/phase.js'
import type { Teardown } from '../lives/ends/teardown.js'
import { mainTeardown, ownersOf, type Owner } from '../lives/owner.js'
import type { Loss } from '../losses/loss.js'
import { isClass, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { isLoop } from '../syntax/loops.js'
import { unwrap } from '../syntax/unwrap.js'
import { blockWithCleanup, effectWithoutCleanup, isFollowedByEnd, returnOfCleanup } from './effect-cleanup.js'
import { insertAtEnd, insertAtStart, insertBefore } from './insert-statement.js'
import { freeName, isTaken } from './free-name.js'
import { declareField, newField } from './new-field.js'

/** What goes on until it is ended, for it to be kept and ended. */
export interface Begun {
  /** What answers the handle: `setInterval(…)`, `new ResizeObserver(…)`. */
  readonly value: TSESTree.CallExpression | TSESTree.NewExpression
  /** What it is to be called, where it has no name. */
  readonly name: string
  /** Its type, in words that need no import; undefined where there are none. */
  readonly type: string | undefined
  /** The expression that ends it, by what it is called; of a place that may hold none, if so. */
  readonly end: (handle: string, mayBeEmpty: boolean) => string
  /** Whether its owner may begin it again while it goes on, so that one handle is not enough for all it begins when it starts. */
  readonly isRepeated: boolean
  /** Whether that expression answers nothing. */
  readonly answersNothing: boolean
  readonly filename: string
}

export type EndingId = 'returnCleanup' | 'keepAndEnd'

export const endingSuggestions: Readonly<Record<EndingId, string>> = {
  returnCleanup: 'Return a cleanup that calls {{call}}.',
  keepAndEnd: 'Keep it as `{{handle}}`, and call {{call}} in {{where}}.',
}

/** A change by which something ends with its owner, and the handle by which it is then known. */
export interface EndWithOwner {
  readonly messageId: EndingId
  readonly data: Record<string, string>
  readonly fix: ReportFixFunction
}

/**
 * Answers the change that keeps what is begun, where nobody does, and ends it where its owner ends: in a cleanup that an
 * effect returns, in the closure beside it, or from a field of its class. Undefined where the owner has no such place, and where it
 * may be begun several times until then.
 */
export function endWithOwner(
  facts: FileFacts,
  begun: Begun,
  { cell, owner: leaving }: Loss,
): EndWithOwner | undefined {
  const [owner] = ownersOf(facts, begun.value)
  if (!owner || (leaving && leaving.node !== owner.node)) return undefined
  const effect = effectWithoutCleanup(facts, owner)
  if (effect) return inCleanup(facts, begun, effect)
  const teardown = mainTeardown(owner)
  const statement = statementOf(begun.value)
  if (cell || !teardown || !statement || owner.teardowns.length > 1) return undefined
  const isBeside = statement.range[1] <= teardown.node.range[0] && isWithin(teardown.node, statement.parent)
  return isBeside
    ? inClosure(facts, begun, statement, teardown)
    : inField(facts, begun, owner, { statement, teardown })
}

function inCleanup(facts: FileFacts, begun: Begun, effect: FunctionNode): EndWithOwner | undefined {
  const { sourceCode } = facts
  const { body } = effect
  const { value } = begun
  if (body.type !== 'BlockStatement') {
    if (unwrap(body) !== value) return undefined
    const name = freeVariable(facts, begun, [body])
    const cleanup = returnOfCleanup(sourceCode, begun.end(name, false), begun.answersNothing)
    const fix = blockWithCleanup(sourceCode, effect, `const ${name} = ${sourceCode.getText(value)}`, cleanup)
    return fix && changeOf('returnCleanup', begun, { handle: name }, fix)
  }
  const known = constantOf(value)
  const statement = known?.parent ?? statementOf(value)
  if (!statement || !isFollowedByEnd(facts, effect, statement)) return undefined
  const name = known ? known.id.name : freeVariable(facts, begun, [statement, body])
  const cleanup = returnOfCleanup(sourceCode, begun.end(name, false), begun.answersNothing)
  return changeOf('returnCleanup', begun, { handle: name }, (fixer) => [
    ...(known ? [] : keep(facts, fixer, begun, statement, `const ${name}`, name)),
    insertAtEnd(fixer, sourceCode, body, cleanup),
  ])
}

/** Ends it in a closure that sees its variable. */
function inClosure(
  facts: FileFacts,
  begun: Begun,
  statement: TSESTree.ExpressionStatement,
  { node: teardown, name: where }: Teardown,
): EndWithOwner {
  const name = freeVariable(facts, begun, [statement, teardown.body])
  return changeOf('keepAndEnd', begun, { handle: name, where }, (fixer) => [
    ...keep(facts, fixer, begun, statement, `const ${name}`, name),
    insertAtStart(fixer, facts.sourceCode, teardown, begun.end(name, false)),
  ])
}

/** Ends it in a method of the instance that begins it once, when it is made or started. */
function inField(
  facts: FileFacts,
  begun: Begun,
  { kind, node: home }: Owner,
  { statement, teardown }: { statement: TSESTree.ExpressionStatement; teardown: Teardown },
): EndWithOwner | undefined {
  const method = functionAround(statement)
  if (kind !== 'instance' || !isClass(home) || !method || !isMethodOf(method, home)) return undefined
  const phase = phaseOf(facts, method)
  const isBeginning = phase === 'make' || (phase === 'start' && !begun.isRepeated)
  if (!isMethodOf(teardown.node, home) || !isBeginning) return undefined
  const field = newField(facts, home, begun.name, { filename: begun.filename, isConstant: false })
  const declare = declareField(facts, home, field, begun)
  if (!declare) return undefined
  const handle = `this.${field.name}`
  // A constructor that puts it there in any case has done so when anything is ended.
  const isConstructor = method.parent.type === 'MethodDefinition' && method.parent.kind === 'constructor'
  const isFilled = isConstructor && statement.parent === method.body
  return changeOf('keepAndEnd', begun, { handle, where: teardown.name }, (fixer) => [
    ...declare(fixer),
    ...keep(facts, fixer, begun, statement, handle, handle),
    insertAtStart(fixer, facts.sourceCode, teardown.node, begun.end(handle, !isFilled)),
  ])
}

function changeOf(
  messageId: EndingId,
  begun: Begun,
  data: { handle: string; where?: string },
  fix: ReportFixFunction,
): EndWithOwner {
  return { messageId, data: { ...data, call: begun.end(data.handle, false) }, fix }
}

/** Keeps what a statement begins: the statement itself does, or one before it where it goes on with a call. */
function keep(
  { sourceCode }: FileFacts,
  fixer: RuleFixer,
  { value }: Begun,
  statement: TSESTree.ExpressionStatement | TSESTree.VariableDeclaration,
  target: string,
  name: string,
): RuleFix[] {
  if (statement.type === 'ExpressionStatement' && statement.expression === value)
    return [fixer.insertTextBefore(value, `${target} = `)]
  const kept = `${target} = ${sourceCode.getText(value)}`
  return [insertBefore(fixer, sourceCode, statement, kept), fixer.replaceText(value, name)]
}

/** `const timer = setInterval(…)`, as a statement of a block. */
function constantOf(
  value: TSESTree.Node,
):
  | (TSESTree.VariableDeclarator & { id: TSESTree.Identifier; parent: TSESTree.VariableDeclaration })
  | undefined {
  const { parent } = value
  if (parent?.type !== 'VariableDeclarator' || parent.init !== value || parent.id.type !== 'Identifier')
    return undefined
  return parent.parent.kind === 'const' ? (parent as ReturnType<typeof constantOf>) : undefined
}

/** The statement of a block that a value is, or that calls a method of it: `new ResizeObserver(…).observe(element)`. */
function statementOf(value: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  const member = value.parent
  const isReceiver = member?.type === 'MemberExpression' && member.object === value && !member.optional
  const call = isReceiver ? member.parent : value
  if (isReceiver && (call.type !== 'CallExpression' || call.callee !== member)) return undefined
  const statement = call.parent
  return statement?.type === 'ExpressionStatement' && statement.parent.type === 'BlockStatement'
    ? statement
    : undefined
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

function freeVariable(facts: FileFacts, { name }: Begun, at: readonly TSESTree.Node[]): string {
  return freeName(name, (each) => isTaken(facts, each, at))
}
