import type { TSESTree } from '@typescript-eslint/utils'

import { TEXT } from '../../protocols/collections.js'
import { isModuleVariable, soleValue, type Variable } from '../../syntax/bindings.js'
import { isExported } from '../../syntax/exported.js'
import { isClass, isFunction, runsAtModuleLoad } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { keyName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { MODULE_HOME, type Collection } from '../../ledger/collections/collection.js'
import { collectionMadeBy } from '../../ledger/collections/makers.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { moduleVariables } from './variables.js'
import { nodesAtPlace, nodesOfVariable } from '../../cells/uses/uses.js'
import { remembered } from '../../syntax/remembered.js'

/**
 * Answers the collections that are properties of what a module keeps: `const state = { cache: new Map() }`,
 * `load.cache = new Map()` on a function of the module.
 */
export function* propertyCollections(facts: FileFacts): Iterable<Collection> {
  yield* literalProperties(facts)
  yield* functionProperties(facts)
}

function* literalProperties(facts: FileFacts): Iterable<Collection> {
  for (const variable of moduleVariables(facts)) {
    const value = soleValue(variable)
    if (value?.type !== 'ObjectExpression') continue
    for (const property of value.properties) {
      if (property.type !== 'Property') continue
      const protocol = collectionMadeBy(facts, property.value)
      const name = keyName(property.key, property.computed)
      if (!protocol || protocol === TEXT || name === undefined) continue
      const places = [facts.places.variablePlace(variable), ...homesOf(facts, value)]
      const nodes = places.flatMap((place) => nodesAtPlace(facts, `${place}.${name}`))
      yield {
        name: `${variable.name}.${name}`,
        lifetime: 'module',
        home: MODULE_HOME,
        protocol,
        node: property,
        made: unwrap(property.value),
        nodes,
        reachable: isHandedOn(variable),
        keeper: 'this module',
      }
    }
  }
}

/** The place of `this` in the methods of an object literal. */
function homesOf(facts: FileFacts, object: TSESTree.ObjectExpression): Place[] {
  for (const property of object.properties) {
    if (property.type !== 'Property' || !isFunction(property.value)) continue
    const home = facts.places.memberOf(property.value)?.home
    if (home !== undefined) return [home]
  }
  return []
}

/** Whether anything but this file's own code may use an object: it is exported, or something else is given it. */
const isHandedOn = remembered((variable: Variable): boolean => {
  return (
    isExported(variable) ||
    !nodesOfVariable(variable).every(({ parent }) => {
      if (parent?.type === 'MemberExpression') return true
      return parent?.type === 'VariableDeclarator'
    })
  )
})

function* functionProperties(facts: FileFacts): Iterable<Collection> {
  for (const node of facts.nodes.assignments) {
    const { left } = node
    if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier') continue
    const protocol = collectionMadeBy(facts, node.right)
    if (!protocol) continue
    const variable = facts.bindings.variableOf(left.object)
    const holder = variable && soleValue(variable)
    if (!holder || !(isFunction(holder) || isClass(holder)) || !isModuleVariable(variable)) continue
    const place = facts.places.placeOf(left)
    if (protocol === TEXT || place === undefined || memberName(left) === 'prototype') continue
    if (!runsAtModuleLoad(node)) continue
    yield {
      name: facts.sourceCode.getText(left),
      lifetime: 'module',
      home: MODULE_HOME,
      protocol,
      node,
      made: unwrap(node.right),
      nodes: nodesAtPlace(facts, place).filter((each) => each !== left),
      reachable: isExported(variable),
      keeper: `the ${isClass(holder) ? 'class' : 'function'} ${variable.name}`,
    }
  }
}
