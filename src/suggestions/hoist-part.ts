import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction } from '@typescript-eslint/utils/ts-eslint'

import type { LargeCapture } from '../capture/captures.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Variable } from '../syntax/bindings.js'
import { isWithin } from '../syntax/functions.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { insertBefore } from './insert-statement.js'

/**
 * Reads the one part of a large value that a function uses into a variable, before the statement that makes the
 * function. Undefined where it uses several, where the part has no name, and where it cannot be read there.
 */
export function hoistPart(
  { keeper, variable, parts, isLasting }: LargeCapture,
  facts: FileFacts,
): ReportFixFunction | undefined {
  const { sourceCode } = facts
  const [first] = parts
  if (isLasting !== true || !parts.every((part) => isWithin(part, keeper.node))) return undefined
  const statement = statementAround(keeper.node)
  const name = first && nameOf(first)
  if (!first || name === undefined || !statement || !isReadableBefore(variable, statement)) return undefined
  const text = sourceCode.getText(first)
  const part = `${variable.name}${name.charAt(0).toUpperCase()}${name.slice(1)}`
  if (wordsOf(facts).has(part) || !parts.every((each) => sourceCode.getText(each) === text)) return undefined
  return (fixer) => [
    insertBefore(fixer, sourceCode, statement, `const ${part} = ${text}`),
    ...parts.map((each) => fixer.replaceText(each, part)),
  ]
}

/** `length` of `data.length`, `startsWith` of `data.startsWith('#')` */
function nameOf(part: TSESTree.Node): string | undefined {
  const member = part.type === 'CallExpression' ? unwrap(part.callee) : part
  if (member.type !== 'MemberExpression' || member.property.type !== 'Identifier') return undefined
  return memberName(member)
}

/** Whether a variable is declared where a statement stands, and has its value by then. */
function isReadableBefore(variable: Variable, statement: TSESTree.Node): boolean {
  const definition = variable.defs[0]?.node
  const declaration = definition?.type === 'VariableDeclarator' ? definition : variable.identifiers[0]
  const isWrittenLater = variable.references.some(
    (reference) => reference.isWrite() && reference.init !== true,
  )
  return (
    !isWrittenLater &&
    isWithin(statement, variable.scope.block) &&
    declaration !== undefined &&
    declaration.range[1] <= statement.range[0]
  )
}

/** All names of a file, and more: what is not among them is free. */
const wordsOf = perFile(({ sourceCode }): ReadonlySet<string> => new Set(sourceCode.text.match(/[\w$]+/g)))

function statementAround(node: TSESTree.Node): TSESTree.Node | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (current.parent?.type === 'BlockStatement') return current
  }
  return undefined
}
