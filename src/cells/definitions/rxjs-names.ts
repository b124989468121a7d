import type { TSESTree } from '@typescript-eslint/utils'

import { STREAM_TYPES, isRxjsModule } from '../../protocols/rxjs.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { saysNothing, typeNames } from '../../types/type-queries.js'
import type { FileFacts } from '../file-facts.js'

/** Answers the name under which rxjs exports what an expression stands for. */
export function rxjsName(facts: FileFacts, expression: TSESTree.Node): string | undefined {
  const node = unwrap(expression)
  if (node.type === 'MemberExpression') {
    return isRxjsModule(moduleOf(node, facts.bindings) ?? '') ? memberName(node) : undefined
  }
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  const [definition] = variable?.defs ?? []
  if (!variable || !definition || !isRxjsModule(moduleOf(node, facts.bindings) ?? '')) return undefined
  const specifier = definition.node as TSESTree.Node
  return specifier.type === 'ImportSpecifier' ? keyName(specifier.imported, false) : variable.name
}

/** Whether the type of an expression says that it is a stream; undefined where it says nothing. */
export function isStreamByType({ types }: FileFacts, node: TSESTree.Node): boolean | undefined {
  if (!types) return undefined
  const type = types.typeOf(node)
  if (saysNothing(types, type)) return undefined
  const names = typeNames(types, type)
  return names && [...names].some((name) => STREAM_TYPES.has(name) || name === 'EventEmitter')
}
