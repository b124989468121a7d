import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import { isLoop } from '../../syntax/loops.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Owner } from '../../lives/owner.js'
import { removals } from '../../ledger/registrations/registrations.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { isClass, isFunction, isWithin, type ClassNode, type FunctionNode } from '../../syntax/functions.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { handlerText } from './handler-text.js'
import { insertInTeardown } from '../ends/insert-in-teardown.js'
import { insertBefore } from '../insert-statement.js'
import { isRemovableIn, removalText } from './removal-text.js'
import { freeName, isTaken } from '../free-name.js'
import { isJavaScript, newField } from '../new-field.js'
import { indentationOf } from '../source-lines.js'
import { styleOf } from '../source-style.js'

/** A suggestion's fix, with the name that it gives to the function. */
interface NamedHandler {
  name: string
  fix: ReportFixFunction
}

/**
 * Names a function that is written where it is registered, and removes it by that name where the owner ends: as a
 * variable where the teardown is a closure beside the registration, as a field where both belong to a class.
 */
export function nameAndRemove(
  facts: FileFacts,
  registration: Registration,
  owner: Owner | undefined,
  teardown: FunctionNode,
  { remove, filename }: { remove: string; filename: string },
): NamedHandler | undefined {
  if (!isMadeAnew(registration.handler)) return undefined
  const statement = statementOf(registration)
  if (!statement || hasRemovalOfItsOwn(facts, registration)) return undefined
  const named =
    statement.range[1] <= teardown.range[0] && isWithin(teardown, statement.parent)
      ? asVariable(facts, registration, statement, { at: [statement, teardown.body], filename })
      : owner && asField(facts, registration, owner, { statement, teardown, filename })
  if (!named || !isRemovableIn(facts, registration, teardown, named.reference)) return undefined
  const removal = removalText(facts, registration, remove, named.reference)
  return {
    name: named.reference,
    fix: (fixer) => [...named.edits(fixer), insertInTeardown(fixer, facts, teardown, removal)],
  }
}

/** There is a removal already, of a function that is made anew as well: it is the one to mend. */
function hasRemovalOfItsOwn(facts: FileFacts, { target, event }: Registration): boolean {
  return removals(facts).some(
    (removal) =>
      removal.target.text === target.text &&
      removal.event?.text === event.text &&
      removal.handler !== undefined &&
      isMadeAnew(removal.handler),
  )
}

/** A function that has got a name: what it is called where it was written, and the edits that give it its name. */
interface Naming {
  reference: string
  edits: (fixer: RuleFixer) => RuleFix[]
}

/** Makes a function the value of a variable before its statement, by a name that is free at some nodes. */
export function asVariable(
  facts: FileFacts,
  registration: Registration,
  statement: TSESTree.Node,
  { at, filename }: { at: readonly TSESTree.Node[]; filename: string },
): Naming | undefined {
  const text = handlerText(facts, registration.handler, isJavaScript(filename))
  if (text === undefined) return undefined
  const reference = freeName(nameFor(registration), (name) => isTaken(facts, name, at))
  return {
    reference,
    edits: (fixer) => [
      insertBefore(fixer, facts.sourceCode, statement, `const ${reference} = ${text}`),
      replaceHandler(facts, fixer, registration, reference),
    ],
  }
}

/** A function that begins on the line of the call and is its last argument leaves nothing for the line on which that is closed. */
function replaceHandler(
  { sourceCode }: FileFacts,
  fixer: RuleFixer,
  { node, handler }: Registration,
  reference: string,
): RuleFix {
  const before = sourceCode.getTokenBefore(handler)
  const close = sourceCode.getLastToken(node)
  const rest = close ? sourceCode.text.slice(handler.range[1], close.range[0]) : ''
  if (!close || before?.loc.end.line !== handler.loc.start.line || !/^,?\s*\n\s*$/.test(rest))
    return fixer.replaceText(handler, reference)
  return fixer.replaceTextRange([handler.range[0], close.range[0]], reference)
}

/** Answers the statement that a registration is, in a block of statements. */
export function statementOf({ node }: Registration): TSESTree.ExpressionStatement | undefined {
  // In a chain of calls, each of them is a registration.
  if (node.callee.type === 'MemberExpression' && node.callee.object.type === 'CallExpression')
    return undefined
  const { parent } = wrapped(node)
  return parent?.type === 'ExpressionStatement' && parent.parent.type === 'BlockStatement'
    ? parent
    : undefined
}

function asField(
  facts: FileFacts,
  registration: Registration,
  owner: Owner,
  { statement, teardown, filename }: { statement: TSESTree.Node; teardown: FunctionNode; filename: string },
): Naming | undefined {
  const handler = unwrap(registration.handler)
  const method = methodOfStatement(statement)
  const { node: home } = owner
  if (owner.kind !== 'instance' || !isClass(home) || method?.parent.parent !== home) return undefined
  const { parent } = teardown
  if (parent.type !== 'MethodDefinition' || parent.static || parent.parent.parent !== home) return undefined
  if (handler.type !== 'ArrowFunctionExpression' || !usesOnlyInstance(facts, handler, home)) return undefined
  if (facts.places.thisPlaceAt(handler.body) !== owner.home) return undefined
  const to = indentationOf(facts.sourceCode, method)
  const text = handlerText(facts, registration.handler, isJavaScript(filename), to)
  if (text === undefined || to === undefined) return undefined
  const field = newField(facts, home, nameFor(registration), { filename, isConstant: true })
  const reference = `this.${field.name}`
  const { semicolon, lineBreak } = styleOf(facts.sourceCode)
  const comments = facts.sourceCode
    .getCommentsBefore(method)
    .filter(
      ({ loc }) =>
        (facts.sourceCode.lines[loc.start.line - 1] ?? '').slice(0, loc.start.column).trim() === '',
    )
  return {
    reference,
    edits: (fixer) => [
      fixer.insertTextBeforeRange(
        (comments[0] ?? method).range,
        `${field.modifiers}${field.name} = ${text}${semicolon}${lineBreak}${lineBreak}${to}`,
      ),
      replaceHandler(facts, fixer, registration, reference),
    ],
  }
}

/** The method of an instance that a statement belongs to, where it runs no more than once in a call. */
function methodOfStatement(statement: TSESTree.Node): TSESTree.MethodDefinition | undefined {
  let current = statement.parent
  while (current && !isFunction(current)) {
    if (isLoop(current)) return undefined
    current = current.parent
  }
  const method = current?.parent
  return method?.type === 'MethodDefinition' && !method.static ? method : undefined
}

/** Whether a function would mean the same as a field of its class: it uses no parameter or variable of its method. */
function usesOnlyInstance({ sourceCode }: FileFacts, handler: FunctionNode, home: ClassNode): boolean {
  if (/\b(?:arguments|super|new\.target)\b/.test(sourceCode.getText(handler))) return false
  return sourceCode.getScope(handler).through.every(({ resolved }) => {
    const block = resolved?.scope.block as TSESTree.Node | undefined
    return !block || isWithin(home, block)
  })
}

/** `onResize` for a listener to 'resize'. */
function nameFor({ event }: Registration): string {
  const words = (event.name ?? '').split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  if (words.length === 0) return 'listener'
  return `on${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`
}
