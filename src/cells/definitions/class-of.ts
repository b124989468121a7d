import type { TSESTree } from '@typescript-eslint/utils'

import { soleValue, type Variable } from '../../syntax/bindings.js'
import { classAround, isClass, type ClassNode } from '../../syntax/functions.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { definitionOf } from './definition-of.js'
import type { FileFacts } from '../file-facts.js'

/** A class, with the file that writes it: all questions about it go to those facts. */
export interface DefinedClass {
  readonly facts: FileFacts
  readonly node: ClassNode
  /** The module that a file of the project has it from, as that names it; undefined for one of the file itself. */
  readonly module: string | undefined
}

/** Longer chains than anyone writes from a name to what it was made of. */
const MAX_DEPTH = 5

/**
 * Answers the class that an expression stands for: `Pool` after `class Pool`, and after `import { Pool } from './pool'` where that is a
 * source of the project, of which only those are parsed that mention a text.
 */
export function classNamed(
  facts: FileFacts,
  node: TSESTree.Node,
  mentions?: RegExp,
): DefinedClass | undefined {
  const here = classHere(facts, node)
  if (here) return { facts, node: here, module: undefined }
  const found = definitionOf(facts, node, mentions)
  return found && isClass(found.node) ? { ...found, node: found.node } : undefined
}

/** Answers the class of this file that an expression stands for. */
export function classHere(facts: FileFacts, node: TSESTree.Node): ClassNode | undefined {
  const name = unwrap(node)
  if (isClass(name)) return name
  const variable = name.type === 'Identifier' ? facts.bindings.variableOf(name) : undefined
  const value = variable && soleValue(variable)
  return isClass(value) ? value : undefined
}

/** More classes than extend one another. */
const MAX_BASES = 6

/**
 * Answers the classes that a class extends, nearest first, also those of other files of the project; the last one may extend what
 * cannot be seen. Reads other files.
 */
export function basesAnywhere(facts: FileFacts, node: ClassNode): readonly DefinedClass[] {
  const found: DefinedClass[] = []
  let current: DefinedClass = { facts, node, module: undefined }
  while (current.node.superClass && found.length < MAX_BASES) {
    const base = classNamed(current.facts, current.node.superClass)
    if (!base || base.node === node || found.some((each) => each.node === base.node)) break
    // A file of a file is no module that the first one names.
    current = { ...base, module: current.module ?? base.module }
    found.push(current)
  }
  return found
}

/**
 * Answers the class of which an expression is an instance: by what makes it, or by the annotation of the variable, parameter or
 * field that it is. Undefined where neither says so.
 */
export function classOf(
  facts: FileFacts,
  expression: TSESTree.Node,
  mentions?: RegExp,
  depth = 0,
): DefinedClass | undefined {
  if (depth > MAX_DEPTH) return undefined
  const node = unwrapAwait(expression)
  switch (node.type) {
    case 'NewExpression':
      return classNamed(facts, node.callee, mentions)
    case 'ThisExpression': {
      const own = classAround(node)
      return own && { facts, node: own, module: undefined }
    }
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return variable && classOfVariable(facts, variable, node, mentions, depth)
    }
    case 'MemberExpression':
      return classOfMember(facts, node, mentions, depth)
    default:
      return undefined
  }
}

function classOfVariable(
  facts: FileFacts,
  variable: Variable,
  node: TSESTree.Identifier,
  mentions: RegExp | undefined,
  depth: number,
): DefinedClass | undefined {
  const [declared] = variable.identifiers
  const annotated = declared?.type === 'Identifier' ? declared.typeAnnotation : undefined
  if (annotated) return classOfType(facts, annotated.typeAnnotation, mentions)
  const value = soleValue(variable)
  if (value) return classOf(facts, value, mentions, depth + 1)
  const found = definitionOf(facts, node)
  const made = found && classOf(found.facts, found.node, mentions, depth + 1)
  return made && { ...made, module: found.module }
}

/** `this.pool`, by the declaration of the field or of the parameter that it is, or by what the constructor puts into it. */
function classOfMember(
  facts: FileFacts,
  node: TSESTree.MemberExpression,
  mentions: RegExp | undefined,
  depth: number,
): DefinedClass | undefined {
  const name = memberName(node)
  const owner = name === undefined ? undefined : classOf(facts, node.object, mentions, depth + 1)
  if (!owner || owner.facts !== facts) return undefined
  for (const element of owner.node.body.body) {
    if (element.type === 'PropertyDefinition' && keyName(element.key, element.computed) === name) {
      const annotated =
        element.typeAnnotation && classOfType(facts, element.typeAnnotation.typeAnnotation, mentions)
      return annotated ?? (element.value ? classOf(facts, element.value, mentions, depth + 1) : undefined)
    }
    const parameter = parameterPropertyOf(element, name)
    if (parameter) return classOfType(facts, parameter.typeAnnotation?.typeAnnotation, mentions)
  }
  return undefined
}

/** Answers the parameter of a constructor that is a field of a name: `constructor(private readonly pool: Pool)`. */
export function parameterPropertyOf(
  element: TSESTree.ClassElement,
  name: string | undefined,
): TSESTree.Identifier | undefined {
  if (element.type !== 'MethodDefinition' || element.kind !== 'constructor') return undefined
  for (const each of element.value.params) {
    const parameter = each.type === 'TSParameterProperty' ? each.parameter : undefined
    if (parameter?.type === 'Identifier' && parameter.name === name) return parameter
  }
  return undefined
}

/** The class that a type names, or the one that is no nothing among several: `Pool | undefined`. */
function classOfType(
  facts: FileFacts,
  type: TSESTree.TypeNode | undefined,
  mentions: RegExp | undefined,
): DefinedClass | undefined {
  if (type?.type === 'TSUnionType') {
    const named = type.types.filter((each) => each.type === 'TSTypeReference')
    return named.length === 1 ? classOfType(facts, named[0], mentions) : undefined
  }
  if (type?.type !== 'TSTypeReference') return undefined
  return classNamed(facts, type.typeName, mentions)
}
