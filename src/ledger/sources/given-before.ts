import type { TSESTree } from '@typescript-eslint/utils'

import { functionsMeantBy } from '../../cells/call-targets.js'
import type { CallNode, FileFacts } from '../../cells/file-facts.js'
import { FINDS } from '../../protocols/makers.js'
import { isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'

/**
 * Whether a function of this file calls back with what was there before: what it looked up, or was given, or goes through, as in
 * `for (const id of ids) visit(this.sockets.get(id))`. Not where it may make what it gives, nor where its body cannot be seen.
 */
export function givenFromBefore(
  facts: FileFacts,
  site: CallNode,
  callback: TSESTree.Node,
  index: number,
): boolean {
  const position = (site.arguments as readonly TSESTree.Node[]).indexOf(callback)
  const [called, other] = functionsMeantBy(facts, site.callee)
  const parameter = called?.params[position]
  if (other || parameter?.type !== 'Identifier') return false
  const given = (facts.bindings.variableOf(parameter)?.references ?? []).flatMap(({ identifier }) => {
    const name = identifier as TSESTree.Identifier
    const { parent } = name
    return parent.type === 'CallExpression' && parent.callee === name ? [parent.arguments[index]] : []
  })
  return given.length > 0 && given.every((each) => each !== undefined && wasThere(facts, each))
}

function wasThere(facts: FileFacts, given: TSESTree.Node): boolean {
  const name = unwrap(given)
  const variable = name.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  if (variable && (isParameter(variable) || isOfLoop(variable))) return true
  const value = unwrapAwait((variable && soleValue(variable)) ?? name)
  if (value.type === 'MemberExpression') return true
  return value.type === 'CallExpression' && FINDS.test(calleeName(value) ?? '')
}

/** `for (const socket of sockets)` */
function isOfLoop({ defs: [definition] }: Variable): boolean {
  const declaration = (definition?.node as TSESTree.Node | undefined)?.parent
  return declaration?.parent?.type === 'ForOfStatement' && declaration.parent.left === declaration
}
