import type { TSESTree } from '@typescript-eslint/utils'

import { COPYING_FUNCTIONS } from '../../protocols/slices.js'
import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { escapes } from '../keepers/escapes.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { largenessOf } from '../sizes/large-values.js'
import { sharedBy } from './shared-memory.js'

/**
 * Whether something long-lived keeps all of a variable's value in any case. Perhaps, if it keeps what somebody made of
 * the value: `new Document(text)` and `parse(text)` may hold the text.
 */
export function isKeptWhole(facts: FileFacts, variable: Variable): 'yes' | 'perhaps' | 'no' {
  return keptWholes(facts).get(variable) ?? 'no'
}

const keptWholes = perFile((facts): ReadonlyMap<Variable, 'yes' | 'perhaps'> => {
  const found = new Map<Variable, 'yes' | 'perhaps'>()
  const add = (name: TSESTree.Identifier, answer: 'yes' | 'perhaps'): Variable | undefined => {
    const variable = facts.bindings.variableOf(name)
    if (!variable || isModuleVariable(variable)) return undefined
    if (found.get(variable) !== 'yes') found.set(variable, answer)
    return variable
  }
  for (const { value, as } of escapes(facts)) {
    const node = unwrapAwait(value)
    const kept = node.type === 'Identifier' && as !== 'callback' ? add(node, 'yes') : undefined
    if (sharedBy(facts, node)?.piece) continue
    const declaration = kept?.defs[0]?.node
    const made = declaration?.type === 'VariableDeclarator' ? declaration.init : node
    for (const name of made ? namesGivenTo(facts, made) : []) add(name, 'perhaps')
  }
  return found
})

/** The names that a value is made of by calls and constructions. */
function namesGivenTo(facts: FileFacts, value: TSESTree.Node): TSESTree.Identifier[] {
  const node = unwrapAwait(value)
  if (node.type === 'MemberExpression') return namesGivenTo(facts, node.object)
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return []
  if (largenessOf(facts, node) === 'no' || sharedBy(facts, node)?.piece) return []
  const callee = unwrap(node.callee)
  if (COPYING_FUNCTIONS.has(facts.sourceCode.getText(callee))) return []
  if (node.type === 'CallExpression' && COPYING_FUNCTIONS.has(calleeName(node) ?? '')) return []
  const receiver = callee.type === 'MemberExpression' ? [callee.object] : []
  return [...receiver, ...node.arguments].flatMap((given) => namesIn(facts, given))
}

function namesIn(facts: FileFacts, given: TSESTree.Node): TSESTree.Identifier[] {
  const node = unwrapAwait(given)
  if (node.type === 'Identifier') return [node]
  if (node.type !== 'ObjectExpression') return namesGivenTo(facts, node)
  return node.properties.flatMap((property) =>
    property.type === 'Property' ? namesIn(facts, property.value) : [],
  )
}
