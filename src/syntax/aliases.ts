import type { TSESTree } from '@typescript-eslint/utils'

import { writesOf, type Variable } from './bindings.js'
import { isFunction, type ClassNode } from './functions.js'
import { keyName } from './property-name.js'
import { unwrap } from './unwrap.js'

/* What a variable, or a field, is another name of. */

/** Answers the source and member of `const { name } = source`, for a variable that nothing writes again. */
export function destructuredFrom(variable: Variable): { source: TSESTree.Node; name: string } | undefined {
  const [definition] = variable.defs
  const node = definition?.node as TSESTree.Node | undefined
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'ObjectPattern' || !node.init) return undefined
  if (writesOf(variable).length !== 1) return undefined
  for (const property of node.id.properties) {
    if (property.type !== 'Property') continue
    const name = keyName(property.key, property.computed)
    if (property.value === variable.identifiers[0] && name !== undefined) return { source: node.init, name }
  }
  return undefined
}

/** Whether a variable is a parameter of a constructor, of which each instance has one. */
export function isOfConstructor({ defs: [definition] }: Variable): boolean {
  const parent = (definition?.node as TSESTree.Node | undefined)?.parent
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
}

/**
 * Answers the field that a parameter is kept in on every way: `this.chart = chart`, or, as its own name,
 * `constructor(private chart)`. They are one value under two names. Undefined for one that is written again.
 */
export function fieldOfParameter({
  defs: [definition],
  references,
}: Variable): TSESTree.MemberExpression | TSESTree.Identifier | undefined {
  const scope = definition?.node as TSESTree.Node | undefined
  const name = definition?.name as TSESTree.Node | undefined
  if (!isFunction(scope) || references.some((reference) => reference.isWrite())) return undefined
  const isProperty = scope.params.some(
    (each) => each.type === 'TSParameterProperty' && each.parameter === name,
  )
  if (isProperty && name?.type === 'Identifier') return name
  for (const { identifier } of references) {
    const { parent } = identifier
    if (parent.type !== 'AssignmentExpression' || parent.right !== identifier || parent.operator !== '=')
      continue
    const { left } = parent
    const isPlain = parent.parent.type === 'ExpressionStatement' && parent.parent.parent === scope.body
    if (isPlain && left.type === 'MemberExpression' && unwrap(left.object).type === 'ThisExpression')
      return left
  }
  return undefined
}

/** Answers the links that lead from an instance of a class back to it: `.#self`, where the class has `#self = this`. */
export function namesOfSelf({ body }: ClassNode): ReadonlySet<string> {
  const names = body.body.flatMap((element) => {
    if (element.type !== 'PropertyDefinition' || element.value?.type !== 'ThisExpression') return []
    const name = element.static ? undefined : keyName(element.key, element.computed)
    return name === undefined ? [] : [`.${name}`]
  })
  return new Set(names)
}
