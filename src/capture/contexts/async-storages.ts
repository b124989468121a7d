import type { TSESTree } from '@typescript-eslint/utils'

import { STORAGE_CLASS } from '../../protocols/async-contexts.js'
import { soleValue } from '../../syntax/bindings.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { hasTypeName } from '../../types/disposable.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { valuesByPlace } from '../../cells/values/written-values.js'

const STORAGE_NAMES: ReadonlySet<string> = new Set([STORAGE_CLASS])

/** Whether an expression makes an `AsyncLocalStorage`. */
function isStorageConstruction(node: TSESTree.Node): node is TSESTree.NewExpression {
  return node.type === 'NewExpression' && calleeName(node) === STORAGE_CLASS
}

/**
 * Answers whether an expression with a method `enterWith` is an `AsyncLocalStorage`: `known` by its type or where the
 * file makes it, `likely` where it comes from elsewhere, since nothing else has a method of that name. Undefined where
 * it is something else.
 */
export function storageCertainty(facts: FileFacts, expression: TSESTree.Node): Certainty | undefined {
  const node = unwrap(expression)
  if (node.type === 'ThisExpression' || node.type === 'Super') return undefined
  const { types } = facts
  const byType = types ? hasTypeName(types, types.typeOf(node), STORAGE_NAMES) : 'unknown'
  if (byType !== 'unknown') return byType === 'yes' ? 'known' : undefined
  if (isStorageConstruction(node)) return 'known'
  const values = valuesOf(facts, node)
  if (values.some(isStorageConstruction)) return 'known'
  return values.some((value) => value.type === 'NewExpression') ? undefined : 'likely'
}

/** The values that a file gives to a variable or field. */
function valuesOf(facts: FileFacts, node: TSESTree.Node): TSESTree.Node[] {
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const sole = variable && soleValue(variable)
  if (sole && sole.type !== 'MemberExpression') return [sole]
  const written = variable?.references.flatMap(({ writeExpr }) => writeExpr ?? []) ?? []
  const place = facts.places.placeOf(node)
  const stored = (place === undefined ? undefined : valuesByPlace(facts).get(place)) ?? []
  return [...(written as TSESTree.Node[]), ...stored.filter((value) => value !== 'parameter')].map(unwrap)
}
