import type { TSESTree } from '@typescript-eslint/utils'

import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { functionsMeantBy } from '../call-targets.js'
import { basesAnywhere, classOf, type DefinedClass } from './class-of.js'
import { definitionOf } from './definition-of.js'
import type { CallNode, FileFacts } from '../file-facts.js'

/** A function, with the file that writes it: all questions about it go to those facts. */
export interface DefinedFunction {
  readonly facts: FileFacts
  readonly node: FunctionNode
  /** The module that a file of the project has it from, as that names it; undefined for one of the file itself. */
  readonly module: string | undefined
}

/**
 * Answers the function that a call runs, of this file or of another one of the project: an imported function, a method of an
 * imported object, or of the class that an annotation or a construction names. Undefined where that cannot be told, and where it may be several.
 */
export function functionCalled(facts: FileFacts, { callee }: CallNode): DefinedFunction | undefined {
  const [own, ...others] = functionsMeantBy(facts, callee)
  if (own) return others.length > 0 ? undefined : { facts, node: own, module: undefined }
  const found = definitionOf(facts, callee)
  if (found) return isFunction(found.node) ? { ...found, node: found.node } : undefined
  const node = unwrap(callee)
  const name = node.type === 'MemberExpression' ? memberName(node) : undefined
  if (node.type !== 'MemberExpression' || name === undefined) return undefined
  const owner = classOf(facts, node.object)
  return owner && methodOf(owner, name)
}

/** Answers the method of a name that instances of a class have, of its own or of a base class. */
function methodOf(owner: DefinedClass, name: string): DefinedFunction | undefined {
  for (const { facts, node, module } of [owner, ...basesAnywhere(owner.facts, owner.node)]) {
    const named = node.body.body.filter(
      (element): element is TSESTree.MethodDefinition | TSESTree.PropertyDefinition =>
        (element.type === 'MethodDefinition' || element.type === 'PropertyDefinition') &&
        !element.static &&
        keyName(element.key, element.computed) === name,
    )
    // A signature of an overload has no body.
    const method = named.find(({ value }) => isFunction(value))
    if (method) return { facts, node: method.value as FunctionNode, module: owner.module ?? module }
    if (named.length > 0) return undefined
  }
  return undefined
}
