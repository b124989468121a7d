import type { TSESTree } from '@typescript-eslint/utils'

import { WITHOUT_TEARDOWN } from '../../protocols/teardowns.js'
import { soleValue } from '../../syntax/bindings.js'
import { isClass, isWithin, type ClassNode } from '../../syntax/functions.js'
import { keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Answer } from '../../types/type-queries.js'
import { basesAnywhere, type DefinedClass } from './class-of.js'
import { perKey, type FileFacts } from '../file-facts.js'

/**
 * Whether a field belongs to a class that the one at hand extends, of this file or another one of the project, which then may release
 * it. Unknown where the base is not known and the class does not declare the field.
 */
export function isInherited(
  facts: FileFacts,
  node: TSESTree.Node,
  { name, target }: { readonly name: string; readonly target: TSESTree.Node },
): Answer {
  if (!isClass(node) || !node.superClass || name.startsWith('#') || target.type === 'PropertyDefinition') {
    return 'no'
  }
  const { body } = node.body
  if (body.some((element) => declares(element, name))) return 'no'
  const bases = basesAnywhere(facts, node)
  if (bases.some((base) => base.node.body.body.some((element) => declares(element, name)))) return 'yes'
  if (bases.some((base) => base.facts !== facts && mentionsField(base, name))) return 'yes'
  const last = bases.at(-1) ?? { facts, node }
  const base = last.node.superClass
  const text = base ? last.facts.sourceCode.getText(base) : ''
  if (text === '' || WITHOUT_FIELDS.test(text) || WITHOUT_TEARDOWN.test(text)) return 'no'
  // A class that declares fields declares all of its own.
  return body.some(({ type }) => type === 'PropertyDefinition') ? 'yes' : 'unknown'
}

/** Whether a class reads or writes a field of a name, which it need not declare to have. */
function mentionsField({ facts, node }: DefinedClass, name: string): boolean {
  return (facts.nodes.members.get(name) ?? []).some(
    (member) =>
      member.type === 'MemberExpression' && member.object.type === 'ThisExpression' && isWithin(member, node),
  )
}

/** Base classes of frameworks, which have no fields of their users' names. */
const WITHOUT_FIELDS = /^(?:\w+\.)?(?:Component|PureComponent|LitElement|ReactiveElement|FASTElement)$/

function declares(element: TSESTree.ClassElement, name: string): boolean {
  if (element.type === 'PropertyDefinition' || element.type === 'AccessorProperty') {
    return keyName(element.key, element.computed) === name && !element.override && !element.declare
  }
  return element.type === 'TSAbstractPropertyDefinition' && keyName(element.key, element.computed) === name
}

/** Whether one of two classes extends the other, in this file. */
export function areRelated(facts: FileFacts, one: ClassNode, other: ClassNode): boolean {
  return basesOf(facts, one).has(other) || basesOf(facts, other).has(one)
}

/** Who writes code has a few; a longer chain would cost each class all that are above it. */
const MAX_BASES = 32

/** Answers the classes of this file that a class extends, the nearest of them where there are more than anybody writes. */
export const basesOf = perKey((facts: FileFacts, node: ClassNode): ReadonlySet<ClassNode> => {
  const found = new Set<ClassNode>()
  for (let current: ClassNode | undefined = node; current?.superClass;) {
    const base = unwrap(current.superClass)
    const variable = base.type === 'Identifier' ? facts.bindings.variableOf(base) : undefined
    const value = variable && soleValue(variable)
    current = isClass(value) && value !== node && !found.has(value) ? value : undefined
    if (current) found.add(current)
    if (found.size >= MAX_BASES) break
  }
  return found
})
