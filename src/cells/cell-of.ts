import type { TSESTree } from '@typescript-eslint/utils'

import { SINKS } from '../protocols/subscriptions.js'
import { LIST_ADDERS } from '../protocols/teardowns.js'
import { isModuleVariable, soleValue, type Variable } from '../syntax/bindings.js'
import { enclosingFunction, isClass, isFunction, type FunctionNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, keyName, memberName } from '../syntax/property-name.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { Cell, CellKind } from './cell.js'
import { perKey, type FileFacts } from './file-facts.js'

/**
 * Answers the cell that a target of a write is: a variable, a field, a ref, a member of some object, an element.
 * Undefined for patterns, and for members of what two evaluations may find to be different things.
 */
export const cellOfTarget = perKey((facts: FileFacts, target: TSESTree.Node): Cell | undefined => {
  const node = unwrap(target)
  switch (node.type) {
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      return variable && cellOfVariable(facts, variable, node)
    }
    case 'MemberExpression':
      return cellOfMember(facts, node)
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return cellOfClassField(facts, node)
    default:
      return undefined
  }
})

/** Answers the cell of a variable, of its module or of the function whose call it belongs to. */
export function cellOfVariable(facts: FileFacts, variable: Variable, target: TSESTree.Node): Cell {
  const block = variable.scope.variableScope.block as TSESTree.Node
  const isModule = isModuleVariable(variable)
  return {
    kind: isModule ? 'module' : 'local',
    place: facts.places.variablePlace(variable),
    text: variable.name,
    target,
    variable,
    home: undefined,
    scope: isModule ? undefined : isFunction(block) ? block : enclosingFunction(block),
  }
}

function cellOfMember(facts: FileFacts, node: TSESTree.MemberExpression): Cell | undefined {
  const object = unwrap(node.object)
  const name = memberName(node)
  const of = facts.places.placeOf(object)
  // `this.timers[id]`: one of many, under a key.
  if (name === undefined || (node.computed && node.property.type !== 'Literal')) {
    const symbol = node.property.type === 'Identifier' ? facts.places.placeOf(node) : undefined
    const text = facts.sourceCode.getText(node)
    if (symbol !== undefined && isInstance(of ?? '')) return member('field', symbol, text, node, of)
    return of === undefined ? undefined : member('entry', of, text, node, undefined)
  }
  // `this.subscriptions.sink = …` collects what it is given.
  if (of !== undefined && SINKS.has(name))
    return member('entry', of, facts.sourceCode.getText(object), node, undefined)
  const place = facts.places.placeOf(node)
  if (place === undefined || of === undefined) return undefined
  if (isInstance(of)) return member('field', place, `this.${name}`, node, of)
  const text = facts.sourceCode.getText(node)
  if (name === 'current' || (name === 'value' && isReactive(facts, object)))
    return member('ref', place, text, node, undefined)
  return member(isClassOf(facts, object) ? 'static' : 'member', place, text, node, undefined)
}

function member(
  kind: CellKind,
  place: Place,
  text: string,
  target: TSESTree.Node,
  home: Place | undefined,
): Cell {
  return { kind, place, text, target, variable: undefined, home, scope: undefined }
}

/** Whether a place is an instance itself rather than something that it has. */
export function isInstance(place: Place): boolean {
  return place.startsWith('this') && !place.includes('.')
}

/** `const chart = shallowRef()`, `signal(null)`: what a framework keeps a value in. */
function isReactive(facts: FileFacts, object: TSESTree.Node): boolean {
  const variable = object.type === 'Identifier' ? facts.bindings.variableOf(object) : undefined
  const value = variable && soleValue(variable)
  const made = value && unwrap(value)
  return made?.type === 'CallExpression' && REACTIVE.has(calleeName(made) ?? '')
}

const REACTIVE: ReadonlySet<string> = new Set(['ref', 'shallowRef', 'signal', 'useSignal', 'useRef'])

function isClassOf(facts: FileFacts, object: TSESTree.Node): boolean {
  if (object.type !== 'Identifier') return false
  const definition = facts.bindings.variableOf(object)?.defs[0]
  return definition !== undefined && isClass(definition.node)
}

function cellOfClassField(
  facts: FileFacts,
  node: TSESTree.PropertyDefinition | TSESTree.AccessorProperty,
): Cell | undefined {
  const home = node.value ? facts.places.thisPlaceAt(node.value) : undefined
  const name = keyName(node.key, node.computed)
  if (home === undefined || name === undefined) return undefined
  if (node.static) return member('static', `${home}.${name}`, name, node, undefined)
  return member('field', `${home}.${name}`, `this.${name}`, node, home)
}

/** Answers the cells of the parameters of a function, by position; undefined for patterns. */
export function cellOfParameter(facts: FileFacts, scope: FunctionNode, index: number): Cell | undefined {
  const parameter = scope.params[index]
  const target = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter
  const variable = target?.type === 'Identifier' ? facts.bindings.variableOf(target) : undefined
  return variable && target && cellOfVariable(facts, variable, target)
}

/** Answers the cell that the collection of an entry is kept in. */
export function collectionOf(facts: FileFacts, { kind, target }: Cell): Cell | undefined {
  if (kind !== 'entry') return undefined
  const access = target.type === 'CallExpression' ? unwrap(target.callee) : target
  return access.type === 'MemberExpression' ? cellOfTarget(facts, access.object) : undefined
}

/**
 * Answers the collection that a value is put into by a call or as an element: `map.set(key, value)`,
 * `list.push(value)`, `set.add(value)`, as the entry of it. Undefined where the receiver is no place of its own.
 */
export function entryOf(facts: FileFacts, value: TSESTree.Node): Cell | undefined {
  const node = wrapped(value)
  const call = node.parent
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return undefined
  const name = calleeName(call) ?? ''
  const isPut = name === 'set' ? call.arguments[1] === node : LIST_ADDERS.has(name)
  const place = isPut ? facts.places.placeOf(call.callee.object) : undefined
  if (place === undefined) return undefined
  const collection = facts.sourceCode.getText(call.callee.object)
  const [key] = call.arguments
  const text = name === 'set' && key ? `${collection}.get(${facts.sourceCode.getText(key)})` : collection
  return member('entry', place, text, call, undefined)
}
