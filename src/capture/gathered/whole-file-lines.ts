import type { TSESTree } from '@typescript-eslint/utils'

import { FILE_MODULES, FILE_READERS, LARGE_FILE_NAME, SMALL_FILE_NAME } from '../../protocols/collecting.js'
import { isParameter, soleValue } from '../../syntax/bindings.js'
import { enclosingFunctions, functionName } from '../../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../../syntax/module-origin.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { loopOfResult, repeats, type SoleLoop } from './looped-once.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'
import { walk } from '../../syntax/walk.js'

/** A file that is read as a whole for its lines. */
export interface WholeFileLines {
  /** The call that reads it. */
  node: TSESTree.Node
  loop: SoleLoop
}

/** Answers the files that are read as a whole, split into lines, and looped over once, where they may be large. */
export function wholeFileLines(facts: FileFacts): WholeFileLines[] {
  return FILE_READERS.flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).flatMap((call): WholeFileLines[] => {
      const module = moduleOf(call.callee, facts.bindings)
      if (module === undefined || !isModuleNamed(module, FILE_MODULES)) return []
      if (!name.endsWith('Sync') && call.parent.type !== 'AwaitExpression') return []
      if (!mayBeLarge(facts, call)) return []
      const split = splitOf(facts, call)
      const loop = split && loopOfResult(facts, split)
      return loop ? [{ node: call, loop }] : []
    }),
  )
}

/** Answers the call that splits a text into lines, where nothing else is done with the text. */
function splitOf(facts: FileFacts, text: TSESTree.Node): TSESTree.CallExpression | undefined {
  const node = wrapped(text)
  const { parent } = node
  if (parent?.type === 'VariableDeclarator' && parent.init === node && parent.id.type === 'Identifier') {
    const variable = facts.bindings.variableOf(parent.id)
    if (!variable || !soleValue(variable)) return undefined
    const [use, another] = nodesOfVariable(variable).filter((each) => each !== parent.id)
    return use && !another && !repeats(use, parent) ? splitOf(facts, use) : undefined
  }
  if (parent?.type !== 'MemberExpression' || parent.object !== node) return undefined
  const { parent: call } = parent
  if (call.type !== 'CallExpression' || call.callee !== parent) return undefined
  if (KEEPS_LINES.has(calleeName(call) ?? '')) return splitOf(facts, call)
  return calleeName(call) === 'split' && splitsLines(facts, call) ? call : undefined
}

const KEEPS_LINES = new Set(['toString', 'trim', 'trimEnd', 'trimStart'])

function splitsLines(
  { sourceCode }: FileFacts,
  { arguments: [separator] }: TSESTree.CallExpression,
): boolean {
  return separator !== undefined && /\\n|\bEOL$/.test(sourceCode.getText(separator))
}

/** Whether the caller decides which file is read, or its name is one of data, and nothing says that it is small. */
function mayBeLarge(facts: FileFacts, call: TSESTree.CallExpression): boolean {
  const [path] = call.arguments
  if (!path) return false
  const scopes = enclosingFunctions(call)
  const names = [...scopes.map((scope) => functionName(scope) ?? ''), ...wordsOf(facts, path)]
  if (names.some((name) => SMALL_FILE_NAME.test(name))) return false
  return names.some((name) => LARGE_FILE_NAME.test(separated(name))) || isGiven(facts, path)
}

/** The names and texts of an expression, and of the constants in it. */
function wordsOf(facts: FileFacts, expression: TSESTree.Node): string[] {
  const words: string[] = []
  walk(expression, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'Literal') words.push(String(node.value))
    if (node.type === 'TemplateElement') words.push(node.value.raw)
    if (node.type === 'Identifier') {
      words.push(node.name)
      const variable = facts.bindings.variableOf(node)
      const value = variable && soleValue(variable)
      if (value) words.push(facts.sourceCode.getText(value).slice(0, MAX_TEXT))
    }
    return undefined
  })
  return words
}

const MAX_TEXT = 200

/** The words of a name in camel case apart from each other. */
function separated(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1 $2')
}

/** Whether an expression is a parameter of a function around it. */
function isGiven({ bindings }: FileFacts, path: TSESTree.Node): boolean {
  const variable = path.type === 'Identifier' ? bindings.variableOf(path) : undefined
  return variable !== undefined && isParameter(variable)
}
