import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { soleValue } from '../../syntax/bindings.js'
import { constantString } from '../../syntax/constants.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { EventName } from './registration.js'

/**
 * Answers the event that an argument names: the text of it where that is constant, also where it is a member of an
 * object of constants that this file declares; otherwise its source, and the constant that it is a member of.
 */
export function eventOf(facts: FileFacts, node: TSESTree.Expression): EventName {
  const text = facts.sourceCode.getText(unwrap(node))
  const name = constantString(node, facts.bindings) ?? declaredConstant(facts, node)
  return { name, text, constant: name === undefined ? constantOf(unwrap(node)) : undefined }
}

/** `EVENTS.OPEN`, where `const EVENTS = { OPEN: 'open' }` or `enum EVENTS { OPEN = 'open' }` stands in the file. */
function declaredConstant(facts: FileFacts, expression: TSESTree.Node): string | undefined {
  const node = unwrap(expression)
  if (node.type !== 'MemberExpression') return undefined
  const object = unwrap(node.object)
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const name = memberName(node)
  if (!variable || name === undefined) return undefined
  const value = memberOf(variable.defs[0]?.node, name) ?? memberOf(soleValue(variable), name)
  return value && constantString(value, facts.bindings)
}

function memberOf(declared: TSESTree.Node | null | undefined, name: string): TSESTree.Expression | undefined {
  if (declared?.type === 'TSEnumDeclaration') {
    const member = declared.body.members.find(
      ({ id }) => (id.type === 'Identifier' ? id.name : id.value) === name,
    )
    return member?.initializer
  }
  const value = declared && unwrap(declared)
  if (value?.type !== 'ObjectExpression') return undefined
  for (const property of value.properties) {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') return undefined
    const key = property.key.type === 'Identifier' ? property.key.name : undefined
    if (key === name && property.value.type === 'Literal') return property.value
  }
  return undefined
}

/** Whether an argument names an event rather than a target or a handler. */
export function isEvent(facts: FileFacts, node: TSESTree.Expression): boolean {
  if (constantString(node, facts.bindings) !== undefined || node.type === 'TemplateLiteral') return true
  if (node.type === 'ConditionalExpression') return isEvent(facts, node.consequent)
  return node.type === 'MemberExpression' && /^[A-Z]/.test(facts.sourceCode.getText(node))
}

/** Answers whether a removal of one event takes out what listens for another: one name may hold several. */
export function sameEvent(a: EventName, b: EventName): 'yes' | 'no' | 'unknown' {
  if (a.name !== undefined && b.name !== undefined) {
    const [removed, added] = [a.name.split(/\s+/), b.name.split(/\s+/)]
    const areAll = added.every((name) => removed.some((each) => each === name || isOfNamespace(name, each)))
    return areAll || a.name === b.name ? 'yes' : 'no'
  }
  return a.text === b.text ? 'yes' : areDifferentConstants(a, b) ? 'no' : 'unknown'
}

/**
 * Whether two events are the same. "no" for two constant names and for two members of one object of constants;
 * "unknown" where one may stand for the other: several names in one, a namespace, a wildcard.
 */
export function compareEvents(a: EventName, b: EventName): 'yes' | 'no' | 'unknown' {
  if (a.name !== undefined && b.name !== undefined) {
    if (a.name === b.name) return 'yes'
    return namesInCommon(a.name, b.name) ? 'unknown' : 'no'
  }
  if (a.text === b.text) return 'yes'
  return areDifferentConstants(a, b) ? 'no' : 'unknown'
}

function namesInCommon(a: string, b: string): boolean {
  if (/[*#]/.test(a + b)) return true
  const [left, right] = [a, b].map((names) => names.toLowerCase().split(/\s+/))
  return (left ?? []).some((one) =>
    (right ?? []).some(
      (other) => one === other || baseOf(one) === baseOf(other) || !baseOf(one) || !baseOf(other),
    ),
  )
}

/** Whether an event of a name is another one than those of all other such names, whatever their case: no list, no pattern, no namespace. */
export function isPlainName(name: string): boolean {
  return /^[^\s.*#]+$/.test(name)
}

/** Whether jQuery takes out an event by a name: `click.menu` as `click` and as `.menu`. */
function isOfNamespace(name: string, removed: string): boolean {
  const [base, ...namespaces] = name.split('.')
  const [ofBase, ...required] = removed.split('.')
  return (
    namespaces.length > 0 &&
    (ofBase === '' || ofBase === base) &&
    required.every((each) => namespaces.includes(each))
  )
}

/** `click.menu`: jQuery takes it out as `click` and as `.menu`. */
function baseOf(name: string): string {
  return name.split('.')[0] ?? ''
}

/** `Events.A` and `Events.B`: two members of one object that is written like a constant or an enumeration. */
function areDifferentConstants({ constant: a }: EventName, { constant: b }: EventName): boolean {
  return a !== undefined && b !== undefined && a.of === b.of && a.name !== b.name
}

function constantOf(node: TSESTree.Node): EventName['constant'] {
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined
  const of = constantPath(node.object)
  return of === undefined ? undefined : { of, name: node.property.name }
}

function constantPath(node: TSESTree.Node): string | undefined {
  const object = unwrap(node)
  if (object.type === 'Identifier') return /^[A-Z]/.test(object.name) ? object.name : undefined
  if (object.type !== 'MemberExpression' || object.computed || object.property.type !== 'Identifier')
    return undefined
  const outer = constantPath(object.object)
  return outer === undefined ? undefined : `${outer}.${object.property.name}`
}
