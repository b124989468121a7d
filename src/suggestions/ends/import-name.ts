import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../../cells/file-facts.js'
import { moduleStatements } from '../../syntax/component-scripts.js'
import { insertBefore, insertBehind } from '../insert-statement.js'
import { indentationOf } from '../source-lines.js'
import { styleOf } from '../source-style.js'

/**
 * Answers the edit that takes one more name from a module which a file takes names from already: in its place where the names
 * are in the order of the alphabet, and last otherwise. Undefined where no import can be extended.
 */
export function extendImport(
  facts: FileFacts,
  name: string,
  modules: readonly string[],
): ((fixer: RuleFixer) => RuleFix) | undefined {
  const { sourceCode } = facts
  const names = moduleStatements(sourceCode.ast)
    .filter((each): each is TSESTree.ImportDeclaration => each.type === 'ImportDeclaration')
    .filter(({ source, importKind }) => importKind !== 'type' && modules.includes(source.value))
    .map(({ specifiers }) => specifiers.filter(isNamed))
    .find(({ length }) => length > 0)
  const last = names?.at(-1)
  if (!names || !last) return undefined
  const isSorted = names.every((each, i) => i === 0 || isBefore(names[i - 1]?.local.name, each.local.name))
  const next = isSorted ? names.find((each) => isBefore(name, each.local.name)) : undefined
  const anchor = next ?? last
  const margin = indentationOf(sourceCode, anchor)
  const gap = margin === undefined ? ' ' : `${styleOf(sourceCode).lineBreak}${margin}`
  return (fixer) =>
    next ? fixer.insertTextBefore(next, `${name},${gap}`) : fixer.insertTextAfter(last, `,${gap}${name}`)
}

/** Answers the edit that imports a name behind the other imports of a file, or before all of its code where it has none. */
export function addImport(
  facts: FileFacts,
  name: string,
  module: string,
): ((fixer: RuleFixer) => RuleFix) | undefined {
  const { sourceCode } = facts
  const { quote } = styleOf(sourceCode)
  const statements = moduleStatements(sourceCode.ast)
  const [first] = statements
  const last = statements.findLast(({ type }) => type === 'ImportDeclaration')
  const text = `import { ${name} } from ${quote}${module}${quote}`
  if (last) return (fixer) => insertBehind(fixer, sourceCode, last, text)
  return first && ((fixer) => insertBefore(fixer, sourceCode, first, text))
}

function isNamed(each: TSESTree.ImportClause): each is TSESTree.ImportSpecifier {
  return each.type === 'ImportSpecifier'
}

function isBefore(one: string | undefined, other: string): boolean {
  return (one ?? '').toLowerCase() < other.toLowerCase()
}
