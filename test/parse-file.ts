import * as typescriptParser from '@typescript-eslint/parser'
import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleContext } from '@typescript-eslint/utils/ts-eslint'
import { Linter, type Rule } from 'eslint'
import type * as ts from 'typescript'

import { factsOf, type FileFacts } from '../src/cells/file-facts.js'
import type { FunctionNode } from '../src/syntax/functions.js'
import { walk } from '../src/syntax/walk.js'

export interface ParseOptions {
  /** `js` is ESLint's own parser, `ts` the TypeScript parser. */
  readonly language?: 'js' | 'ts'
  readonly sourceType?: 'module' | 'script' | 'commonjs'
  /** The program that the TypeScript parser is to take the types of the file from, as `file.ts`. */
  readonly program?: ts.Program
  /** `settings.leaks`. */
  readonly settings?: unknown
}

export interface ParsedFile {
  readonly facts: FileFacts
  /** The innermost node with exactly this text; of several, the n-th, starting at 1. */
  readonly node: (text: string, occurrence?: number) => TSESTree.Node
  /** The call with exactly this text. */
  readonly call: (text: string, occurrence?: number) => TSESTree.CallExpression
  /** The function of a name, or the method, or the variable that holds it. */
  readonly functionNamed: (name: string) => FunctionNode
}

/** Parses a text as ESLint would and answers its facts: what rules get, without a rule. */
export function parseFile(code: string, options: ParseOptions = {}): ParsedFile {
  const { language = 'js', sourceType = 'module', program, settings } = options
  let facts: FileFacts | undefined
  const probe: Rule.RuleModule = {
    create: (context) => ({
      'Program:exit'() {
        facts = factsOf(context as unknown as RuleContext<string, readonly unknown[]>)
      },
    }),
  }
  const parser = {
    parseForESLint: (text: string, parserOptions?: typescriptParser.ParserOptions) =>
      typescriptParser.parseForESLint(text, { ...parserOptions, ...(program && { programs: [program] }) }),
  }
  const messages = new Linter().verify(
    code,
    {
      files: ['**'],
      languageOptions: {
        sourceType,
        ...(language === 'ts' ? { parser } : { parserOptions: { ecmaFeatures: { jsx: true } } }),
      },
      plugins: { probe: { rules: { probe } } },
      rules: { 'probe/probe': 'error' },
      ...(settings === undefined ? {} : { settings: { leaks: settings } }),
    },
    program ? 'file.ts' : `file.${language}`,
  )
  if (!facts) throw new Error(`${messages.map((message) => message.message).join('\n')}\n${code}`)
  return { facts, ...findersOf(facts) }
}

function findersOf(facts: FileFacts): Omit<ParsedFile, 'facts'> {
  const { ast, visitorKeys, text: code } = facts.sourceCode
  const nodesWith = (text: string): TSESTree.Node[] => {
    const innermost = new Map<number, TSESTree.Node>()
    walk(ast, visitorKeys, (node) => {
      // The text of an identifier includes its type.
      const own = node.type === 'Identifier' ? node.name : facts.sourceCode.getText(node)
      if (own === text) innermost.set(node.range[0], node)
      return undefined
    })
    return [...innermost.values()].sort((a, b) => a.range[0] - b.range[0])
  }
  const node = (text: string, occurrence = 1): TSESTree.Node => {
    const found = nodesWith(text)[occurrence - 1]
    if (!found) throw new Error(`There is no node ${text} (${occurrence}) in ${code}`)
    return found
  }
  return {
    node,
    call(text, occurrence) {
      const found = node(text, occurrence)
      if (found.type !== 'CallExpression') throw new Error(`${text} is a ${found.type}`)
      return found
    },
    functionNamed(name) {
      const named = facts.nodes.functions.find((each) => nameOf(facts, each) === name)
      if (!named) throw new Error(`There is no function ${name} in ${code}`)
      return named
    },
  }
}

function nameOf(facts: FileFacts, { id, parent }: FunctionNode): string | undefined {
  if (id) return id.name
  if (parent.type === 'VariableDeclarator') return facts.sourceCode.getText(parent.id)
  if (
    parent.type === 'MethodDefinition' ||
    parent.type === 'PropertyDefinition' ||
    parent.type === 'Property'
  )
    return facts.sourceCode.getText(parent.key)
  return undefined
}
