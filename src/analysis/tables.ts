import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, type Variable } from '../syntax/bindings.js'
import type { Place } from '../syntax/places.js'
import { keyName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from './file-facts.js'
import { valuesByPlace } from './lifetime.js'
import { nodesAtPlace, nodesOfVariable, useOf } from './uses.js'

/** An object or Map that is made once and filled later, under keys that are computed. */
export interface Table {
  /** The words of the code for it. */
  name: string
  kind: 'object' | 'Map'
  /** With whom it lives: the module, an instance, or the call that the functions which use it were made in. */
  life: 'module' | 'instance' | 'closure'
  /** Every node of the file that denotes it, but for where it is made. */
  nodes: readonly TSESTree.Node[]
  /** Whether it is exported by its name. */
  isExported: boolean
}

/** Answers the table that an expression denotes; undefined where it is made in several places, or not as one. */
export function tableAt(facts: FileFacts, expression: TSESTree.Node): Table | undefined {
  const node = unwrap(expression)
  if (node.type === 'Identifier') {
    const variable = facts.bindings.variableOf(node)
    return variable && tableOfVariable(facts, variable)
  }
  const place = node.type === 'MemberExpression' ? facts.places.placeOf(node) : undefined
  if (place === undefined) return undefined
  const tables = tablesByPlace(facts)
  if (!tables.has(place)) tables.set(place, tableOfPlace(facts, place, facts.sourceCode.getText(node)))
  return tables.get(place)
}

const tablesByPlace = perFile(() => new Map<Place, Table | undefined>())

const tableOfVariable = perKey((facts: FileFacts, variable: Variable): Table | undefined => {
  const definition = variable.defs[0]?.node as TSESTree.Node | undefined
  if (definition?.type !== 'VariableDeclarator' || !definition.init) return undefined
  const init = unwrap(definition.init)
  // `const pending = this.pending` is another name of that table.
  if (init.type === 'MemberExpression') return tableAt(facts, init)
  const kind = kindMadeBy(facts, init)
  const isWrittenAgain = variable.references.some((each) => each.isWrite() && each.init !== true)
  if (variable.defs.length !== 1 || definition.id.type !== 'Identifier' || !kind || isWrittenAgain)
    return undefined
  const mentions = nodesOfVariable(variable).filter((node) => node !== definition.id)
  return {
    name: variable.name,
    kind,
    life: isModuleVariable(variable) ? 'module' : 'closure',
    nodes: mentions,
    isExported:
      definition.parent.parent.type === 'ExportNamedDeclaration' ||
      mentions.some(({ parent }) => parent?.type === 'ExportSpecifier'),
  }
})

function tableOfPlace(facts: FileFacts, place: Place, text: string): Table | undefined {
  const statics = staticValueAt(facts, place)
  const values = statics ? [statics] : (valuesByPlace(facts).get(place) ?? [])
  const [value, second] = values
  if (value === undefined || value === 'parameter' || second !== undefined) return undefined
  const kind = kindMadeBy(facts, value)
  const life = lifeOfPlace(facts, place, value)
  if (!kind || !life) return undefined
  const own = nodesAtPlace(facts, place)
  const made = own.filter((node) => useOf(facts, node).kind !== 'assigned')
  const aliases = made.flatMap((node) => {
    const use = useOf(facts, node)
    return use.kind === 'alias' ? nodesOfVariable(use.variable).filter((each) => each !== node.parent) : []
  })
  return {
    name: text,
    kind,
    life,
    nodes: [
      ...made.filter((node) => useOf(facts, node).kind !== 'alias'),
      ...aliases.filter((each) => each.parent?.type !== 'VariableDeclarator' || each.parent.id !== each),
    ],
    isExported: false,
  }
}

/** `static byToken = {}`, which the class names by its own name elsewhere. */
function staticValueAt(facts: FileFacts, place: Place): TSESTree.Node | undefined {
  return staticValues(facts).get(place)
}

const staticValues = perFile((facts): ReadonlyMap<Place, TSESTree.Node> => {
  const found = new Map<Place, TSESTree.Node>()
  for (const node of facts.nodes.classes) {
    const variable = node.id && facts.bindings.variableOf(node.id)
    if (!variable) continue
    for (const element of node.body.body) {
      if (element.type !== 'PropertyDefinition' || !element.static || !element.value) continue
      const name = keyName(element.key, element.computed)
      if (name !== undefined) found.set(`${facts.places.variablePlace(variable)}.${name}`, element.value)
    }
  }
  return found
})

function lifeOfPlace(facts: FileFacts, place: Place, value: TSESTree.Node): Table['life'] | undefined {
  if (place.startsWith('g:')) return 'module'
  if (place.startsWith('this')) {
    return value.parent?.type === 'PropertyDefinition' && value.parent.static ? 'module' : 'instance'
  }
  // `Registry.entries`, of a class or function of the module.
  const root = place.replace(/[.[(].*$/, '')
  return placesOfModule(facts).has(root) ? 'module' : undefined
}

const placesOfModule = perFile((facts): ReadonlySet<Place> => {
  const found = new Set<Place>()
  for (const { id } of [...facts.nodes.classes, ...facts.nodes.functions]) {
    const variable = id && facts.bindings.variableOf(id)
    if (variable && isModuleVariable(variable)) found.add(facts.places.variablePlace(variable))
  }
  return found
})

function kindMadeBy(facts: FileFacts, expression: TSESTree.Node): Table['kind'] | undefined {
  const node = unwrap(expression)
  // One with properties from the beginning is an object with members rather than a table.
  if (node.type === 'ObjectExpression') return node.properties.length === 0 ? 'object' : undefined
  if (node.type === 'CallExpression') {
    const [prototype] = node.arguments
    const isNull = prototype?.type === 'Literal' && prototype.raw === 'null'
    return isNull && facts.places.placeOf(node.callee) === 'g:Object.create' ? 'object' : undefined
  }
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier') return undefined
  return node.callee.name === 'Map' && facts.bindings.isGlobal(node.callee) ? 'Map' : undefined
}
