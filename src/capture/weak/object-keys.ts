import type { TSESTree } from '@typescript-eslint/utils'

import {
  ELEMENT_CALLS,
  ELEMENT_LISTS,
  ELEMENT_PROPERTIES,
  EVENT_NAMES,
  FIXED_WORDS,
  SOLE_CLASS,
} from '../../protocols/object-keys.js'
import { isImported, isModuleVariable, isParameter, soleValue, type Variable } from '../../syntax/bindings.js'
import { classAround, isClass, isFunction, runsAtModuleLoad, type ClassNode } from '../../syntax/functions.js'
import { lastWord } from '../../syntax/last-word.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { isInstance, isObjectKey } from '../../types/object-key.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { KeyKind } from './key-kinds.js'
import { nameOfKey } from '../../lives/collections/key-names.js'
import { kindOfType } from './key-types.js'
import { kindByUse } from './object-uses.js'

/** Variables may be made of each other. */
const MAX_DEPTH = 6

/** Answers what an expression is as the key of a collection that lives as long as the module. */
export function kindOfKey(facts: FileFacts, key: TSESTree.Node, depth = 0): KeyKind {
  const shown = kindShown(facts, key, depth)
  const node = unwrap(key)
  if (shown === 'none' || shown === 'passing' || !facts.types || node.type === 'ThisExpression') return shown
  const type = facts.types.typeOf(node)
  const answer = isObjectKey(facts.types, type)
  if (answer !== 'yes') return answer === 'no' ? 'none' : shown
  return isInstance(facts.types, type) && !hasFixedName(node) ? 'passing' : 'object'
}

/** What the file itself shows of a key. */
function kindShown(facts: FileFacts, key: TSESTree.Node, depth: number): KeyKind {
  if (depth > MAX_DEPTH) return 'unknown'
  const node = unwrap(key)
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
    case 'MetaProperty':
      return 'none'
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'NewExpression':
      return 'passing'
    case 'ThisExpression':
      return kindOfThis(facts, node)
    case 'CallExpression':
      return kindOfCall(node)
    case 'MemberExpression':
      return kindOfMember(node)
    case 'Identifier':
      return kindOfIdentifier(facts, node, depth)
    default:
      return 'unknown'
  }
}

function kindOfCall(node: TSESTree.CallExpression): KeyKind {
  const name = calleeName(node) ?? ''
  if (ELEMENT_CALLS.has(name) && node.callee.type === 'MemberExpression') return 'passing'
  return name === 'getPrototypeOf' || name === 'bind' || name === 'Symbol' ? 'none' : 'unknown'
}

function kindOfMember(node: TSESTree.MemberExpression): KeyKind {
  const name = memberName(node) ?? ''
  if (ELEMENT_PROPERTIES.has(name)) return 'passing'
  if (name === 'target') {
    const object = unwrap(node.object)
    return object.type === 'Identifier' && EVENT_NAMES.has(object.name) ? 'passing' : 'unknown'
  }
  return hasFixedName(node) ? 'none' : 'unknown'
}

/** An instance, where the class may have many. */
function kindOfThis(facts: FileFacts, node: TSESTree.ThisExpression): KeyKind {
  const member = memberAround(node)
  const around = member && classAround(member)
  if (!around) return 'unknown'
  if (member.static || isMadeAtLoadOnly(facts, around)) return 'none'
  return SOLE_CLASS.test(around.id?.name ?? '') ? 'object' : 'passing'
}

/** The member of a class whose `this` a node sees. */
function memberAround(
  node: TSESTree.Node,
): TSESTree.MethodDefinition | TSESTree.PropertyDefinition | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition') return current
    if (isClass(current)) return undefined
    if (!isFunction(current) || current.type === 'ArrowFunctionExpression') continue
    const { type } = current.parent
    if (type !== 'MethodDefinition' && type !== 'PropertyDefinition') return undefined
  }
  return undefined
}

/** Whether a class is constructed in this file, outside of functions only, and nowhere else. */
const isMadeAtLoadOnly = perKey((facts: FileFacts, node: ClassNode): boolean => {
  const { parent } = node
  if (parent.type === 'ExportNamedDeclaration' || parent.type === 'ExportDefaultDeclaration') return false
  const variable = node.id && facts.bindings.variableOf(node.id)
  const uses = variable?.references.map(({ identifier }) => identifier) ?? []
  return (
    uses.length > 0 &&
    uses.every(
      (use) =>
        use.parent.type.startsWith('TS') ||
        (use.parent.type === 'NewExpression' && use.parent.callee === use && runsAtModuleLoad(use)),
    )
  )
})

function kindOfIdentifier(facts: FileFacts, node: TSESTree.Identifier, depth: number): KeyKind {
  const variable = facts.bindings.variableOf(node)
  if (!variable || variable.defs.length === 0) return 'none'
  if (isModuleVariable(variable) || isImported(variable)) return 'none'
  const kind = kindOfVariable(facts, variable)
  if (kind !== 'unknown') return kind === 'object' && hasFixedName(node) ? 'none' : kind
  const value = soleValue(variable)
  return value ? kindOfKey(facts, value, depth + 1) : 'unknown'
}

const kindOfVariable = perKey((facts: FileFacts, variable: Variable): KeyKind => {
  const [name] = variable.identifiers
  const annotation = name?.typeAnnotation?.typeAnnotation
  const annotated = annotation ? kindOfType(facts, annotation) : 'unknown'
  if (annotated === 'none') return 'none'
  if (annotated === 'passing') {
    const isAnyObject = annotation?.type === 'TSObjectKeyword'
    return isAnyObject && name && hasFixedName(name) ? 'none' : 'passing'
  }
  if (name && isParameter(variable) && hasPrimitiveDefault(name)) return 'none'
  if (isElementOfList(variable)) return 'passing'
  const used = kindByUse(variable)
  return used === 'unknown' ? annotated : used
})

/** `(key = 'default') => …` */
function hasPrimitiveDefault(name: TSESTree.Identifier): boolean {
  const { parent } = name
  if (parent.type !== 'AssignmentPattern' || parent.left !== name) return false
  return parent.right.type === 'Literal' || parent.right.type === 'TemplateLiteral'
}

/** `for (const element of root.querySelectorAll('a'))` */
function isElementOfList(variable: Variable): boolean {
  const node = variable.defs[0]?.node as TSESTree.Node | undefined
  if (node?.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return false
  const loop = node.parent.parent
  if (loop.type !== 'ForOfStatement' || loop.left !== node.parent) return false
  const list = unwrap(loop.right)
  return list.type === 'CallExpression' && ELEMENT_LISTS.has(calleeName(list) ?? '')
}

/** Whether the last word of a name is one that is given to what a program has a fixed number of. */
function hasFixedName(node: TSESTree.Node): boolean {
  return FIXED_WORDS.has(lastWord(nameOfKey(node) ?? ''))
}
