import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Teardown } from '../../lives/ends/teardown.js'
import type { Owner } from '../../lives/owner.js'
import { START_HOOKS } from '../../protocols/frameworks.js'
import { enclosingFunction, isClass, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { rootOf } from '../../syntax/unwrap.js'
import { isTaken } from '../free-name.js'
import { insertBefore, insertBehind, type StatementText } from '../insert-statement.js'
import { isJavaScript } from '../new-field.js'
import { styleOf } from '../source-style.js'
import type { Begun } from './begun.js'
import { endHook, type EndHook } from './end-hook.js'
import type { Emptiness } from './end-text.js'
import { endChange, type EndChange } from './end-change.js'
import { insertInTeardown } from './insert-in-teardown.js'
import { constantFor, constantOf, freeVariable, isList, keep, statementOf } from './keep.js'

/** Ends what nobody keeps by giving a hook of its owner's framework what ends it, right behind it. */
export function droppedByHook(facts: FileFacts, begun: Begun, owner: Owner): EndChange | undefined {
  const hook = endHook(facts, owner)
  const statement = statementOf(begun.value)
  if (!hook || !statement || !isRunByOwner(facts, statement, owner, hook)) return undefined
  const name = freeVariable(facts, begun, [statement])
  const cleanup = callOf(facts, hook, begun.end(name, 'full'), name)
  return endChange('keepAndEnd', begun, { handle: name, where: whereOf(hook) }, (fixer) => [
    ...hook.edits(fixer),
    ...keep(facts, fixer, begun, statement, { target: constantFor(begun, name), name }),
    insertBehind(fixer, facts.sourceCode, statement, cleanup),
  ])
}

/**
 * Ends what is kept by giving a hook of its owner's framework what ends it: right behind where a constant gets it, or behind what
 * puts it into a variable of the owner.
 */
export function keptByHook(
  facts: FileFacts,
  begun: Begun,
  owner: Owner,
  { cell, emptiness }: { cell: Cell; emptiness: Emptiness },
): EndChange | undefined {
  const hook = endHook(facts, owner)
  if (!hook) return undefined
  const constant = constantOf(begun.value)?.parent
  const statement =
    constant && isList(constant.parent) && isRunByOwner(facts, constant, owner, hook)
      ? constant
      : statementOfOwner(facts, begun.value, owner, cell)
  if (!statement) return undefined
  const cleanup = callOf(facts, hook, begun.end(cell.text, emptiness), cell.text)
  const insert = statement.type === 'ReturnStatement' ? insertBefore : insertBehind
  return endChange('endAtEnd', begun, { handle: cell.text, where: whereOf(hook) }, (fixer) => [
    ...hook.edits(fixer),
    insert(fixer, facts.sourceCode, statement, cleanup),
  ])
}

/** The statement of an owner's function or script that a value is in, where what keeps it is a variable of that. */
function statementOfOwner(
  { bindings }: FileFacts,
  value: TSESTree.Node,
  { node, kind }: Owner,
  { target }: Cell,
): TSESTree.Statement | undefined {
  const root = rootOf(target)
  const variable = root.type === 'Identifier' ? bindings.variableOf(root) : undefined
  if (kind !== 'scope' || !variable) return undefined
  let current: TSESTree.Node = value
  while (current.parent && !isListOf(current.parent, node)) current = current.parent
  const isOwn = variable.defs.some(({ node: each }) => isWithin(each, node))
  const isBefore = variable.identifiers.every(
    (each) => each.range[0] < current.range[0] && enclosingFunction(each) === enclosingFunction(current),
  )
  return current.parent && isOwn && isBefore ? (current as TSESTree.Statement) : undefined
}

function isListOf(list: TSESTree.Node, owner: TSESTree.Node): boolean {
  return isList(list) && (list === owner || list.parent === owner)
}

/**
 * Ends what is begun in the callback of a hook that begins the life of a component: `onMounted(() => { … })`. It is kept in a
 * variable around that, and ended where the component ends, if need be in a hook for that.
 */
export function aroundStart(
  facts: FileFacts,
  begun: Begun,
  owner: Owner,
  teardown: Teardown | undefined,
): EndChange | undefined {
  const { sourceCode } = facts
  const constant = constantOf(begun.value)
  const statement = constant?.parent ?? statementOf(begun.value)
  const start = statement && startAround(statement, owner)
  if (
    !start ||
    begun.part !== undefined ||
    (!isJavaScript(begun.filename, sourceCode.text) && begun.type === undefined)
  )
    return undefined
  if (teardown && !isWithin(teardown.node, start.parent)) return undefined
  const hook = teardown ? undefined : endHook(facts, owner)
  if (!teardown && !hook) return undefined
  const at = [start, ...(teardown ? [teardown.node.body] : [])]
  const name = constant?.id.name ?? freeVariable(facts, begun, [...at, statement])
  if (constant && at.some((each) => isTaken(facts, name, [each]))) return undefined
  const type = isJavaScript(begun.filename, sourceCode.text) ? '' : `: ${begun.type ?? ''} | undefined`
  const end = begun.end(name, 'undefined')
  const where = teardown?.name ?? (hook ? whereOf(hook) : '')
  return endChange('keepAndEnd', begun, { handle: name, where }, (fixer) => [
    ...(hook?.edits(fixer) ?? []),
    ...(type === '' ? [] : begun.typeEdits(fixer)),
    insertBefore(fixer, sourceCode, start, `let ${name}${type}`),
    ...(constant
      ? [fixer.replaceTextRange([constant.parent.range[0], constant.id.range[1]], name)]
      : statement.type === 'ExpressionStatement'
        ? keep(facts, fixer, begun, statement, { target: name, name })
        : []),
    ...(teardown ? [insertInTeardown(fixer, facts, teardown.node, end)] : []),
    ...(hook ? [insertBehind(fixer, sourceCode, start, callOf(facts, hook, end, name))] : []),
  ])
}

function whereOf({ callee }: EndHook): string {
  return `a function given to ${callee}()`
}

/** Where the handle is the function that ends it, the hook is given that. */
function callOf({ sourceCode }: FileFacts, { callee }: EndHook, end: string, handle: string): StatementText {
  if (end === `${handle}()`) return `${callee}(${handle})`
  if (!end.startsWith('if ')) return `${callee}(() => ${end})`
  const { semicolon, unit } = styleOf(sourceCode)
  return [`${callee}(() => {`, `${unit}${end}${semicolon}`, '})']
}

/** Whether a statement runs when the owner itself does, or where its hook may be called as well: in its function or script, in a method. */
function isRunByOwner(facts: FileFacts, statement: TSESTree.Node, owner: Owner, hook: EndHook): boolean {
  const { node, kind, home } = owner
  const scope = enclosingFunction(statement)
  if (hook.nests && startAround(statement, owner)) return true
  if (kind !== 'instance') return (scope ?? facts.sourceCode.ast) === node
  return (
    isClass(node) &&
    scope?.type !== 'ArrowFunctionExpression' &&
    scope?.parent.type === 'MethodDefinition' &&
    !scope.async &&
    facts.places.thisPlaceAt(statement) === home
  )
}

/** The statement of the owner by which a hook runs a function when its life begins: that function has the statement. */
function startAround(statement: TSESTree.Node, { node }: Owner): TSESTree.ExpressionStatement | undefined {
  const callback = enclosingFunction(statement)
  const call = callback?.parent
  if (!callback || callback.async || call?.type !== 'CallExpression' || call.arguments[0] !== callback)
    return undefined
  const { parent } = call
  if (!START_HOOKS.has(calleeName(call) ?? '') || parent.type !== 'ExpressionStatement') return undefined
  const scope = enclosingFunction(parent)
  return isList(parent.parent) && (scope ? scope === node : node.type === 'Program') ? parent : undefined
}
