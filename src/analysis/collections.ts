import type { TSESTree } from '@typescript-eslint/utils'

import { ARRAY, MAP, RECORD, SET, TEXT, type CollectionProtocol } from '../protocols/collections.js'
import { isModuleVariable, type Variable } from '../syntax/bindings.js'
import { moduleStatements } from '../syntax/component-scripts.js'
import { isFunction, runsAtModuleLoad, type ClassNode } from '../syntax/functions.js'
import { keyName } from '../syntax/property-name.js'
import type { Place } from '../syntax/places.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, type FileFacts } from './file-facts.js'
import { nodesAtPlace, nodesOfVariable } from './uses.js'

/** A collection that lives as long as its module. */
export interface Collection {
  name: string
  protocol: CollectionProtocol
  /** Where it is made. */
  node: TSESTree.Node
  /** Every node of the file that denotes it. */
  nodes: readonly TSESTree.Node[]
  /** Whether code of other files can reach it, to add or to remove entries. */
  reachable: boolean
  /** What keeps it: "this module", a class, a singleton. */
  keeper: string
}

/** Answers the collections of a file that live as long as the module. */
export const moduleCollections = perFile((facts): readonly Collection[] => [
  ...variableCollections(facts),
  ...fieldCollections(facts),
  ...globalCollections(facts),
])

/** Answers what kind of collection an expression makes, if it makes an empty or small one of a known kind. */
function collectionMadeBy(facts: FileFacts, expression: TSESTree.Node): CollectionProtocol | undefined {
  const node = unwrap(expression)
  if (
    node.type === 'NewExpression' &&
    node.callee.type === 'Identifier' &&
    facts.bindings.isGlobal(node.callee)
  ) {
    switch (node.callee.name) {
      case 'Map':
        return MAP
      case 'Set':
        return SET
      case 'Array':
        return ARRAY
      case 'Object':
        return RECORD
      default:
        return undefined
    }
  }
  if (node.type === 'ArrayExpression') return ARRAY
  if (node.type === 'ObjectExpression') return isDictionary(node) ? RECORD : undefined
  if (node.type === 'CallExpression' && facts.places.placeOf(node.callee) === 'g:Object.create') {
    const [prototype] = node.arguments
    return prototype?.type === 'Literal' && prototype.value === null ? RECORD : undefined
  }
  if (node.type === 'Literal' && node.value === '') return TEXT
  return undefined
}

/** An object literal without functions: one with methods is an object, not a table. */
function isDictionary(node: TSESTree.ObjectExpression): boolean {
  return node.properties.every((property) => property.type === 'Property' && !isFunction(property.value))
}

function* variableCollections(facts: FileFacts): Iterable<Collection> {
  const scopes = facts.sourceCode.scopeManager ? moduleVariables(facts) : []
  for (const variable of scopes) {
    const definition = variable.defs[0]?.node as TSESTree.Node | undefined
    if (variable.defs.length !== 1 || definition?.type !== 'VariableDeclarator' || !definition.init) continue
    if (definition.id.type !== 'Identifier') continue
    const protocol = collectionMadeBy(facts, definition.init)
    if (!protocol) continue
    yield {
      name: variable.name,
      protocol,
      node: definition,
      nodes: nodesOfVariable(variable).filter((node) => node !== definition.id),
      reachable: isExported(variable),
      keeper: 'this module',
    }
  }
}

function moduleVariables(facts: FileFacts): Variable[] {
  const found: Variable[] = []
  for (const statement of moduleStatements(facts.sourceCode.ast)) {
    const declaration =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement
    if (declaration?.type !== 'VariableDeclaration') continue
    for (const declarator of declaration.declarations) {
      const variable =
        declarator.id.type === 'Identifier' ? facts.bindings.variableOf(declarator.id) : undefined
      if (variable && isModuleVariable(variable)) found.push(variable)
    }
  }
  return found
}

/** `export const x`, `export { x }`, `export default x`, `module.exports = { x }`. */
function isExported(variable: Variable): boolean {
  const declaration = variable.defs[0]?.parent as TSESTree.Node | null | undefined
  if (declaration?.parent?.type === 'ExportNamedDeclaration') return true
  return variable.references.some((reference) => {
    const { parent } = reference.identifier as TSESTree.Identifier
    if (parent.type === 'ExportSpecifier' || parent.type === 'ExportDefaultDeclaration') return true
    if (parent.type === 'Property')
      return parent.parent.type === 'ObjectExpression' && isExportsTarget(parent.parent)
    return isExportsTarget(reference.identifier)
  })
}

function isExportsTarget(node: TSESTree.Node): boolean {
  const { parent } = node
  if (parent?.type !== 'AssignmentExpression' || parent.right !== node) return false
  let target: TSESTree.Node = parent.left
  while (target.type === 'MemberExpression') target = target.object
  return target.type === 'Identifier' && (target.name === 'module' || target.name === 'exports')
}

/** Static fields, and the fields of a class whose only instance is made while the module loads. */
function* fieldCollections(facts: FileFacts): Iterable<Collection> {
  for (const node of facts.nodes.classes) {
    const singleton = isSingletonClass(facts, node)
    const className = node.id?.name ?? 'the class'
    for (const element of node.body.body) {
      if (element.type !== 'PropertyDefinition' || !element.value || !(element.static || singleton)) continue
      const protocol = collectionMadeBy(facts, element.value)
      const name = keyName(element.key, element.computed)
      if (!protocol || name === undefined) continue
      const places = placesOfField(facts, node, name, element)
      yield {
        name: element.static ? `${className}.${name}` : `this.${name}`,
        protocol,
        node: element,
        nodes: places.flatMap((place) => nodesAtPlace(facts, place)),
        reachable: !(element.accessibility === 'private' || name.startsWith('#')),
        keeper: element.static ? `the class ${className}` : `the only instance of ${className}`,
      }
    }
  }
}

function placesOfField(
  facts: FileFacts,
  node: ClassNode,
  name: string,
  element: TSESTree.PropertyDefinition,
): Place[] {
  const places: Place[] = []
  const home = element.value && facts.places.thisPlaceAt(element.value)
  if (home !== undefined && home !== null) places.push(`${home}.${name}`)
  const variable = node.id && facts.bindings.variableOf(node.id)
  if (variable && element.static) places.push(`${facts.places.variablePlace(variable)}.${name}`)
  return places
}

/** A class that nothing but one `new` at module level uses, and that is not exported itself. */
function isSingletonClass(facts: FileFacts, node: ClassNode): boolean {
  const variable = node.id && facts.bindings.variableOf(node.id)
  if (
    !variable ||
    node.parent.type === 'ExportNamedDeclaration' ||
    node.parent.type === 'ExportDefaultDeclaration'
  ) {
    return false
  }
  const uses = variable.references.map((reference) => reference.identifier as TSESTree.Node)
  const constructions = uses.filter(
    (use) => use.parent?.type === 'NewExpression' && use.parent.callee === use,
  )
  const [construction] = constructions
  if (constructions.length !== 1 || !construction || !runsAtModuleLoad(construction)) return false
  return uses.every((use) => use === construction || isTypeUse(use))
}

function isTypeUse(node: TSESTree.Node): boolean {
  return node.parent?.type.startsWith('TS') === true
}

/** `globalThis.cache = new Map()`, `window.queue ||= []`. */
function* globalCollections(facts: FileFacts): Iterable<Collection> {
  for (const node of facts.nodes.assignments) {
    if (node.left.type !== 'MemberExpression') continue
    const place = facts.places.placeOf(node.left)
    if (place?.startsWith('g:') !== true || place.includes('.') || !isGlobalObject(facts, node.left.object))
      continue
    const protocol = collectionMadeBy(facts, lastOperand(node.right))
    if (!protocol) continue
    const name = facts.sourceCode.getText(node.left)
    yield {
      name,
      protocol,
      node,
      nodes: nodesAtPlace(facts, place).filter((candidate) => candidate !== node.left),
      reachable: true,
      keeper: 'the global object',
    }
  }
}

function isGlobalObject(facts: FileFacts, node: TSESTree.Node): boolean {
  return facts.places.placeOf(node) === 'g:window'
}

/** `window.queue || []` makes the array where there is none yet. */
function lastOperand(node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node)
  return inner.type === 'LogicalExpression' ? lastOperand(inner.right) : inner
}
