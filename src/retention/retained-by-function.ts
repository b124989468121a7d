import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../cells/file-facts.js'
import { ownersOf } from '../lives/owner.js'
import { isImported, isModuleVariable } from '../syntax/bindings.js'
import { classAround, enclosingFunctions, isWithin, type FunctionNode } from '../syntax/functions.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { inCode, type Retainer } from './retention.js'

/** More names would hide those that tell. */
const MAX_NAMES = 3

/** Answers what the functions that an expression stands for keep: the instance whose `this` they use, the variables of calls. */
export function retainedByFunctions(
  facts: FileFacts,
  given: TSESTree.Node | undefined,
  functions: readonly FunctionNode[],
): readonly Retainer[] {
  const names = [...new Set(functions.flatMap((each) => capturedNames(facts, each)))]
  const shown = names.slice(0, MAX_NAMES)
  const more = names.length - shown.length
  const captured =
    shown.length === 0
      ? []
      : [inCode(shown.join(', '), more > 0 ? `captured, and ${String(more)} more` : 'captured')]
  const bound = given && boundThis(given)
  const user = functions.find((each) => usesThisAround(facts, each))
  const instance = bound ?? user
  return [...captured, ...(instance ? keptInstance(facts, instance) : [])]
}

function keptInstance(facts: FileFacts, node: TSESTree.Node): Retainer[] {
  const name =
    classAround(node)?.id?.name ?? ownersOf(facts, node).find(({ kind }) => kind === 'instance')?.name
  return [inCode('this', 'captured'), ...(name === undefined ? [] : [inCode(name, 'the whole instance')])]
}

/** The variables of the calls around a function that it mentions, in the order of the code. */
const capturedNames = perKey((facts: FileFacts, node: FunctionNode): readonly string[] => {
  const { through } = facts.sourceCode.getScope(node)
  return through.flatMap(({ resolved, identifier }) => {
    if (!resolved || resolved.defs.length === 0 || isModuleVariable(resolved) || isImported(resolved))
      return []
    return identifier.parent.type.startsWith('TSType') ? [] : [resolved.name]
  })
})

/** Whether a function keeps the `this` of what is around it: arrow functions alone do. */
function usesThisAround(facts: FileFacts, node: FunctionNode): boolean {
  if (node.type !== 'ArrowFunctionExpression') return false
  return facts.nodes.thisExpressions.some((each) => {
    if (!isWithin(each, node)) return false
    const around = enclosingFunctions(each)
    return around.slice(0, around.indexOf(node)).every(({ type }) => type === 'ArrowFunctionExpression')
  })
}

/** `this.run.bind(this)`, or `this` itself. */
function boundThis(given: TSESTree.Node): TSESTree.Node | undefined {
  const node = unwrap(given)
  if (node.type === 'ThisExpression') return node
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const [first] = node.arguments
  return memberName(node.callee) === 'bind' && first?.type === 'ThisExpression' ? first : undefined
}
