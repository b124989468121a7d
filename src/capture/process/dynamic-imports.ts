import type { TSESTree } from '@typescript-eslint/utils'

import { isParameter, soleValue } from '../../syntax/bindings.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { callsOf } from '../../lives/repetition/calls.js'
import { nodesOfVariable } from '../../cells/uses/uses.js'

/** An expression that loads a module by a specifier. */
export interface DynamicImport {
  node: TSESTree.Node
  specifier: TSESTree.Node
}

/**
 * Answers the dynamic imports of a file: `import(x)`, calls of a function made by `new Function('x', 'return
 * import(x)')`, and calls of functions of the file that hand a parameter to one of these as it is.
 */
export const dynamicImports = perFile((facts): readonly DynamicImport[] => {
  const { calls, constructions, importExpressions } = facts.nodes
  const makers = [...(constructions.get('Function') ?? []), ...(calls.get('Function') ?? [])]
  const direct = [
    ...importExpressions.map((node) => ({ node, specifier: node.source })),
    ...makers.flatMap((node) => importsByMadeFunction(facts, node)),
  ]
  return direct.flatMap((each) => [each, ...importsThroughParameter(facts, each)])
})

/** `const load = new Function('file', 'return import(file)'); load(x)` */
function importsByMadeFunction(
  facts: FileFacts,
  node: TSESTree.NewExpression | TSESTree.CallExpression,
): DynamicImport[] {
  const body = node.arguments.at(-1)
  const isMaker = node.callee.type === 'Identifier' && node.callee.name === 'Function'
  if (!isMaker || body?.type !== 'Literal' || typeof body.value !== 'string') return []
  if (!/\bimport\s*\(/.test(body.value)) return []
  const declarator = node.parent
  const variable =
    declarator.type === 'VariableDeclarator' ? facts.bindings.variableOf(declarator.id) : undefined
  if (!variable || soleValue(variable) !== node) return []
  return nodesOfVariable(variable).flatMap((callee) => {
    const call = callee.parent
    if (call?.type !== 'CallExpression' || call.callee !== callee) return []
    const [specifier] = call.arguments
    return specifier ? [{ node: call, specifier }] : []
  })
}

/** `const load = (file) => import(file)`: what its calls give it is the specifier. */
function importsThroughParameter(facts: FileFacts, { node, specifier }: DynamicImport): DynamicImport[] {
  const name = unwrap(specifier)
  const variable = name.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  const scope = enclosingFunction(node)
  if (!variable || !scope || !isParameter(variable)) return []
  const index = scope.params.findIndex((each) => each === variable.identifiers[0])
  if (index < 0) return []
  return callsOf(facts, scope).flatMap((call) => {
    const given = call.arguments[index]
    return given ? [{ node: call, specifier: given }] : []
  })
}
