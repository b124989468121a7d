import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { largeCaptures, type LargeCapture } from '../analysis/captures.js'
import { factsOf, perFile, type FileFacts } from '../analysis/file-facts.js'
import { keptErrors } from '../analysis/kept-errors.js'
import type { Variable } from '../syntax/bindings.js'
import { isWithin } from '../syntax/functions.js'
import { wrapped } from '../syntax/unwrap.js'

import { insertBefore } from './insert-statement.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'part' | 'sibling' | 'whole' | 'readBefore' | 'keptError' | 'causeChain'

export const noLargeCapture = createRule<[CertaintyOptions], MessageId>({
  name: 'no-large-capture',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow long-lived functions that keep a large value which they do not need',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      part: '{{keeper}} keeps this function and, for as long as it does, all of `{{name}}` ({{size}}), though it uses only {{part}}. Read {{part}} into a variable outside of the function and use that.',
      sibling:
        '{{keeper}} keeps this function and, for as long as it does, `{{name}}` ({{size}}), which this function does not use: one beside it does, on line {{line}}, and the functions of a scope keep together what any of them uses. Declare `{{name}}` in a block of its own, or set it to null when it is no longer needed.',
      whole:
        '{{keeper}} keeps this function and, for as long as it does, `{{name}}` ({{size}}). Take the function out when it is no longer needed, or let it use only what it needs of `{{name}}`.',
      keptError:
        '{{keeper}} keeps this error and, until its `stack` is read for the first time, what was `this` in each function that ran when it was made. Keep its message, or read `error.stack` before.',
      causeChain:
        '{{keeper}} keeps each error that was ever put here, since each has the one before as its `cause`, and with each what was `this` in the functions that ran. Keep the message of the former one, or end the chain with an error that has no cause.',
      readBefore: 'Read {{part}} into a variable outside of the function.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const capture of largeCaptures(facts)) {
          if (capture.certainty === 'likely' && !likely) continue
          const data = describe(capture, sourceCode)
          const fix = capture.problem === 'part' ? readBefore(capture, facts) : undefined
          context.report({
            node: capture.keeper.node,
            loc: sourceCode.getFirstToken(capture.keeper.node)?.loc ?? capture.keeper.node.loc,
            messageId: capture.problem,
            data,
            suggest: fix ? [{ messageId: 'readBefore', data, fix }] : [],
          })
        }
        if (!likely) return
        for (const { node, problem, keeper } of keptErrors(facts)) {
          context.report({ node, messageId: problem, data: { keeper } })
        }
      },
    }
  },
})

function describe(
  { keeper, variable, size, uses }: LargeCapture,
  sourceCode: Readonly<SourceCode>,
): Record<string, string> {
  const [use] = uses
  const parts = new Set(readsOf(uses).map((read) => `\`${sourceCode.getText(read)}\``))
  return {
    keeper: keeper.keeper.charAt(0).toUpperCase() + keeper.keeper.slice(1),
    name: variable.name,
    size: size.reason,
    line: String(use?.loc.start.line ?? ''),
    part: [...parts].join(' and '),
  }
}

/** The members that are read of a value. */
function readsOf(uses: readonly TSESTree.Node[]): TSESTree.MemberExpression[] {
  return uses.map((use) => wrapped(use).parent).filter((read) => read?.type === 'MemberExpression')
}

/** Reads the one part that is used into a variable before the statement that makes the function. */
function readBefore(
  { keeper, variable, uses }: LargeCapture,
  facts: FileFacts,
): ReportFixFunction | undefined {
  const { sourceCode } = facts
  const reads = readsOf(uses)
  const [first] = reads
  const statement = statementAround(keeper.node)
  if (!first || first.property.type !== 'Identifier' || !statement) return undefined
  if (!isReadableBefore(variable, statement)) return undefined
  const text = sourceCode.getText(first)
  const { name } = first.property
  const part = `${variable.name}${name.charAt(0).toUpperCase()}${name.slice(1)}`
  if (wordsOf(facts).has(part) || !reads.every((read) => sourceCode.getText(read) === text)) return undefined
  return (fixer) => [
    insertBefore(fixer, sourceCode, statement, `const ${part} = ${text};`),
    ...reads.map((read) => fixer.replaceText(read, part)),
  ]
}

/** Whether a variable is declared where a statement stands, and has its value by then. */
function isReadableBefore(variable: Variable, statement: TSESTree.Node): boolean {
  const definition = variable.defs[0]?.node
  const declaration = definition?.type === 'VariableDeclarator' ? definition : variable.identifiers[0]
  return (
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
