import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { isWithin } from '../../syntax/functions.js'
import type { FileFacts } from '../../cells/file-facts.js'

/** What becomes of a `try` statement whose releases are left to `using`. */
export interface UsingPlacement {
  /** Whether the `try` has still something to do: a `catch`, or the rest of its `finally` block. */
  keepsTry: boolean
  /** Whether what is declared needs a block of its own, so that it ends where the `try` ends. */
  needsBlock: boolean
}

interface Declared {
  declaration: TSESTree.VariableDeclaration
  assignment: TSESTree.Node | undefined
}

/**
 * Answers where the declarations of what a `try` statement releases would go. Undefined where they would need
 * a block of their own, but do not stand right before the statement, or cannot be taken into one with it.
 */
export function blockNeeded(
  facts: FileFacts,
  statement: TSESTree.TryStatement,
  container: TSESTree.BlockStatement | TSESTree.Program,
  resources: readonly Declared[],
  isEmptied: boolean,
): UsingPlacement | undefined {
  const keepsTry = statement.handler !== null || !isEmptied
  const before = resources.filter(({ assignment }) => !assignment).map(({ declaration }) => declaration)
  const isAlone = keepsTry && before.length === 0
  const index = container.body.indexOf(statement)
  const isLast = container.body.slice(index + 1).every(doesNothing)
  const needsBlock = !isAlone && (!isLast || (!keepsTry && collides(facts, statement, container)))
  if (!needsBlock) return { keepsTry, needsBlock }
  const directlyBefore = container.body.slice(index - before.length, index)
  const isTogether = directlyBefore.every((each) => before.some((declaration) => declaration === each))
  return isTogether && isEmptied ? { keepsTry, needsBlock } : undefined
}

/** Whether a statement after the `try` runs nothing that might notice a resource still open. */
function doesNothing(statement: TSESTree.Statement): boolean {
  switch (statement.type) {
    case 'FunctionDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'EmptyStatement':
    case 'ExportAllDeclaration':
    case 'ImportDeclaration':
      return true
    case 'ReturnStatement':
      return (
        !statement.argument ||
        statement.argument.type === 'Identifier' ||
        statement.argument.type === 'Literal'
      )
    default:
      return false
  }
}

/** Whether what the `try` block declares has a name that means something else in the block around it. */
function collides(
  { sourceCode }: FileFacts,
  { block }: TSESTree.TryStatement,
  container: TSESTree.BlockStatement | TSESTree.Program,
): boolean {
  const declared = sourceCode.scopeManager?.acquire(block)?.variables ?? []
  if (declared.length === 0) return false
  const outer = scopeOf(sourceCode, container)
  return declared.some(
    ({ name }) =>
      outer.set.has(name) ||
      (outer.upper?.type === 'catch' && outer.upper.set.has(name)) ||
      outer.through.some(
        ({ identifier }) =>
          identifier.type === 'Identifier' && identifier.name === name && !isWithin(identifier, block),
      ),
  )
}

function scopeOf(
  sourceCode: TSESLint.SourceCode,
  container: TSESTree.BlockStatement | TSESTree.Program,
): TSESLint.Scope.Scope {
  return sourceCode.scopeManager?.acquire(container, true) ?? sourceCode.getScope(container)
}
