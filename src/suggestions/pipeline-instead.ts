import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../cells/file-facts.js'
import { localNamesOf, localNamesOfDefault } from '../cells/definitions/imported-names.js'
import type { PipeChain } from '../ledger/sources/streams/pipe-chains.js'
import { STREAM_MODULES } from '../protocols/streams.js'
import { importSource, type Scope } from '../syntax/bindings.js'
import { isWithin } from '../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../syntax/module-origin.js'
import { styleOf } from './source-style.js'

/**
 * Answers the fix that writes a chain of pipes as one call of `pipeline`, importing that where it is missing.
 * Undefined where the result of the chain is used, where comments stand between its streams, and where the name
 * `pipeline` means something else.
 */
export function pipelineInstead(facts: FileFacts, chain: PipeChain): ReportFixFunction | undefined {
  const { sourceCode } = facts
  const { node, links } = chain
  const statement = node.parent
  if (statement.type !== 'ExpressionStatement' || !chain.isPlain || chain.hasOptions) return undefined
  if (links.some((link) => link.type === 'SequenceExpression')) return undefined
  const comments = sourceCode.getCommentsInside(node)
  if (comments.some((comment) => !links.some((link) => isWithin(comment as unknown as TSESTree.Node, link))))
    return undefined
  const callee = calleeAt(facts, node)
  if (!callee) return undefined
  const before = (sourceCode.lines[statement.loc.start.line - 1] ?? '').slice(0, statement.loc.start.column)
  const streams = links.map((link) => sourceCode.getText(link)).join(', ')
  const handled = 'if (error) console.error(error)'
  const { semicolon, lineBreak, unit } = styleOf(sourceCode)
  const body =
    before.trim() === ''
      ? `${lineBreak}${before}${unit}${handled}${semicolon}${lineBreak}${before}`
      : ` ${handled} `
  return (fixer) => [
    ...(callee.isImported ? [] : [importPipeline(facts, fixer)]),
    fixer.replaceText(node, `${callee.text}(${streams}, (error) => {${body}})`),
  ]
}

/** What `pipeline` is called at a node. */
function calleeAt(facts: FileFacts, node: TSESTree.Node): { text: string; isImported: boolean } | undefined {
  const scope = facts.sourceCode.getScope(node)
  const isMeant = (name: string): boolean => {
    const variable = variableIn(scope, name)
    const source = variable && importSource(variable)
    return source !== undefined && isModuleNamed(source, STREAM_MODULES)
  }
  const local = localNamesOf(facts, 'pipeline', STREAM_MODULES).find(isMeant)
  if (local !== undefined) return { text: local, isImported: true }
  const whole = localNamesOfDefault(facts, STREAM_MODULES).find(isMeant)
  if (whole !== undefined) return { text: `${whole}.pipeline`, isImported: true }
  const isTaken = variableIn(scope, 'pipeline') !== undefined || facts.nodes.calls.has('pipeline')
  return isTaken ? undefined : { text: 'pipeline', isImported: false }
}

function variableIn(scope: Scope, name: string): Scope['variables'][number] | undefined {
  for (let current: Scope | null = scope; current; current = current.upper) {
    const variable = current.set.get(name)
    if (variable && variable.defs.length > 0) return variable
  }
  return undefined
}

/** Adds `pipeline` to what the file imports of `node:stream`, or imports it after the other modules. */
function importPipeline({ sourceCode, bindings }: FileFacts, fixer: RuleFixer): RuleFix {
  const { body } = sourceCode.ast
  const imports = body.filter((each) => each.type === 'ImportDeclaration')
  for (const { source, specifiers, importKind } of imports) {
    const last = specifiers.at(-1)
    const isStream = importKind !== 'type' && isModuleNamed(source.value, STREAM_MODULES)
    if (isStream && last?.type === 'ImportSpecifier') return fixer.insertTextAfter(last, ', pipeline')
  }
  const requires = body.filter(
    (each) =>
      each.type === 'VariableDeclaration' &&
      each.declarations.every(({ init }) => init && moduleOf(init, bindings) !== undefined),
  )
  const isCommon = imports.length === 0 && (requires.length > 0 || sourceCode.ast.sourceType !== 'module')
  const before = (isCommon ? requires : imports).at(-1) ?? lastDirective(sourceCode)
  const [first] = body
  const { semicolon, quote, lineBreak } = styleOf(sourceCode)
  const source = `${quote}node:stream${quote}`
  const text = isCommon
    ? `const { pipeline } = require(${source})${semicolon}`
    : `import { pipeline } from ${source}${semicolon}`
  if (before) return fixer.insertTextAfter(before, `${lineBreak}${text}`)
  const line = `${text}${lineBreak}`
  return first ? fixer.insertTextBefore(first, line) : fixer.insertTextBeforeRange([0, 0], line)
}

function lastDirective({ ast }: SourceCode): TSESTree.Node | undefined {
  return ast.body.filter((each) => each.type === 'ExpressionStatement' && each.directive).at(-1)
}
