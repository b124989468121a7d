import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Teardown } from '../../lives/ends/teardown.js'
import type { Owner } from '../../lives/owner.js'
import { START_HOOKS } from '../../protocols/frameworks.js'
import { enclosingFunction, isClass, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { insertBefore, insertBehind, type StatementText } from '../insert-statement.js'
import { isJavaScript } from '../new-field.js'
import { styleOf } from '../source-style.js'
import { isTaken } from '../free-name.js'
import type { Begun } from './begun.js'
import { endHook } from './end-hook.js'
import type { Emptiness } from './end-text.js'
import { endChange, type EndChange } from './end-change.js'
import { insertInTeardown } from './insert-in-teardown.js'
import { assignmentOf, constantOf, freeVariable, isList, keep, statementOf } from './keep.js'

/** Ends what is begun by giving a hook of its owner's framework what ends it, right behind it. */
export function byHook(
  facts: FileFacts,
  begun: Begun,
  owner: Owner,
  kept: { cell: Cell; emptiness: Emptiness } | undefined,
): EndChange | undefined {
  const hook = endHook(facts, owner)
  const statement = kept
    ? (constantOf(begun.value)?.parent ?? assignmentOf(begun.value))
    : statementOf(begun.value)
  if (!hook || !statement || !isList(statement.parent)) return undefined
  const where = `a function given to ${hook.callee}()`
  if (!isRunByOwner(facts, statement, owner) && !(hook.nests && startAround(statement, owner)))
    return undefined
  const name = kept?.cell.text ?? freeVariable(facts, begun, [statement])
  const end = begun.end(name, kept?.emptiness ?? 'full')
  const cleanup = callOf(facts, hook.callee, end)
  return endChange(kept ? 'endAtEnd' : 'keepAndEnd', begun, { handle: name, where }, (fixer) => [
    ...hook.edits(fixer),
    ...(statement.type === 'ExpressionStatement' && !kept
      ? keep(facts, fixer, begun, statement, { target: `const ${name}`, name })
      : []),
    insertBehind(fixer, facts.sourceCode, statement, cleanup),
  ])
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
  if (!start || (!isJavaScript(begun.filename) && begun.type === undefined)) return undefined
  if (teardown && !isWithin(teardown.node, start.parent)) return undefined
  const hook = teardown ? undefined : endHook(facts, owner)
  if (!teardown && !hook) return undefined
  const at = [start, ...(teardown ? [teardown.node.body] : [])]
  const name = constant?.id.name ?? freeVariable(facts, begun, [...at, statement])
  if (constant && at.some((each) => isTaken(facts, name, [each]))) return undefined
  const type = isJavaScript(begun.filename) ? '' : `: ${begun.type ?? ''} | undefined`
  const end = begun.end(name, 'undefined')
  const where = teardown?.name ?? `a function given to ${hook?.callee ?? ''}()`
  return endChange('keepAndEnd', begun, { handle: name, where }, (fixer) => [
    ...(hook?.edits(fixer) ?? []),
    ...(type === '' ? [] : begun.typeEdits(fixer)),
    insertBefore(fixer, sourceCode, start, `let ${name}${type}`),
    ...(constant
      ? [fixer.replaceTextRange([constant.parent.range[0], constant.id.range[1]], name)]
      : statement.type === 'ExpressionStatement'
        ? keep(facts, fixer, begun, statement, { target: name, name })
        : []),
    teardown
      ? insertInTeardown(fixer, facts, teardown.node, end)
      : insertBehind(fixer, sourceCode, start, callOf(facts, hook?.callee ?? '', end)),
  ])
}

function callOf({ sourceCode }: FileFacts, callee: string, end: string): StatementText {
  if (!end.startsWith('if ')) return `${callee}(() => ${end})`
  const { semicolon, unit } = styleOf(sourceCode)
  return [`${callee}(() => {`, `${unit}${end}${semicolon}`, '})']
}

/** Whether a statement runs when the owner itself does: in its function or script, in a method of its class. */
function isRunByOwner(facts: FileFacts, statement: TSESTree.Node, { node, kind, home }: Owner): boolean {
  const scope = enclosingFunction(statement)
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
