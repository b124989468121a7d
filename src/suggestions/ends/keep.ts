import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../../cells/file-facts.js'
import { freeName, isTaken } from '../free-name.js'
import { insertBefore } from '../insert-statement.js'
import type { Begun } from './begun.js'

/** `const timer = setInterval(…)`, as a statement of its own. */
export type Constant = TSESTree.VariableDeclarator & {
  id: TSESTree.Identifier
  parent: TSESTree.VariableDeclaration
}

/** Answers the constant that a value is given to. */
export function constantOf(value: TSESTree.Node): Constant | undefined {
  const { parent } = value
  if (parent?.type !== 'VariableDeclarator' || parent.init !== value || parent.id.type !== 'Identifier')
    return undefined
  const isSole = parent.parent.declarations.length === 1
  return parent.parent.kind === 'const' && isSole ? (parent as Constant) : undefined
}

/** Answers the statement of a block that a value is, or that calls a method of it: `new ResizeObserver(…).observe(element)`. */
export function statementOf(value: TSESTree.Node): TSESTree.ExpressionStatement | undefined {
  const member = value.parent
  const isReceiver = member?.type === 'MemberExpression' && member.object === value && !member.optional
  const call = isReceiver ? member.parent : value
  if (isReceiver && (call.type !== 'CallExpression' || call.callee !== member)) return undefined
  const statement = call.parent
  return statement?.type === 'ExpressionStatement' && isList(statement.parent) ? statement : undefined
}

/** Whether a node has statements on lines of their own: a block, a file, a script of a component. */
export function isList({ type }: TSESTree.Node): boolean {
  return type === 'BlockStatement' || type === 'Program' || (type as string) === 'SvelteScriptElement'
}

/** Keeps what a statement begins: the statement itself does, or one before it where it goes on with a call. */
export function keep(
  { sourceCode }: FileFacts,
  fixer: RuleFixer,
  { value }: Begun,
  statement: TSESTree.ExpressionStatement,
  { target, name }: { target: string; name: string },
): RuleFix[] {
  if (statement.expression === value) return [fixer.insertTextBefore(value, `${target} = `)]
  const kept = `${target} = ${sourceCode.getText(value)}`
  return [insertBefore(fixer, sourceCode, statement, kept), fixer.replaceText(value, name)]
}

/** `const timer`, or `const { data }` of what only a part of is needed for. */
export function constantFor({ part }: Begun, name: string): string {
  if (part === undefined) return `const ${name}`
  return `const { ${part === name ? name : `${part}: ${name}`} }`
}

/** Answers a name for what is begun that means nothing at some nodes. */
export function freeVariable(facts: FileFacts, { name }: Begun, at: readonly TSESTree.Node[]): string {
  return freeName(name, (each) => isTaken(facts, each, at))
}
