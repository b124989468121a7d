import type { TSESTree } from '@typescript-eslint/utils'

import { addTo } from '../../syntax/grouping.js'
import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { keyName } from '../../syntax/property-name.js'
import { perFile, type FileFacts } from '../file-facts.js'

/**
 * Answers the values written to each place that is a member: by assignment, as a class field, through a
 * parameter property. `null` and `undefined` do not count.
 */
export const valuesByPlace = perFile((facts): ReadonlyMap<Place, (TSESTree.Node | 'parameter')[]> => {
  const values = new Map<Place, (TSESTree.Node | 'parameter')[]>()
  const add = (place: Place | undefined, value: TSESTree.Node | 'parameter'): void => {
    if (place === undefined || (value !== 'parameter' && isNothing(value))) return
    addTo(values, place, value)
  }
  for (const node of facts.nodes.assignments) {
    if (node.left.type === 'MemberExpression' && node.operator !== '+=') {
      add(facts.places.placeOf(node.left), node.right)
    }
  }
  for (const node of facts.nodes.classes) {
    for (const element of node.body.body) {
      if (element.type === 'PropertyDefinition' && element.value) {
        const home = facts.places.thisPlaceAt(element.value)
        const name = fieldKey(facts, element)
        if (home !== undefined && name !== undefined) add(`${home}.${name}`, element.value)
      }
      if (element.type === 'MethodDefinition' && element.kind === 'constructor') {
        for (const parameter of element.value.params) {
          if (parameter.type !== 'TSParameterProperty') continue
          const target = parameter.parameter
          const name = target.type === 'Identifier' ? target : target.left
          const home = facts.places.thisPlaceAt(element.value.body ?? element)
          if (home !== undefined) add(`${home}.${name.name}`, 'parameter')
        }
      }
    }
  }
  return values
})

/** Answers the last part of the place that a field is at: `a`, `#a`, or that of `[kTable]`. */
export function fieldKey(
  facts: FileFacts,
  { key, computed }: TSESTree.PropertyDefinition,
): string | undefined {
  if (!computed || key.type !== 'Identifier') return keyName(key, computed)
  const variable = facts.bindings.variableOf(key)
  return variable && `[${facts.places.variablePlace(variable)}]`
}
