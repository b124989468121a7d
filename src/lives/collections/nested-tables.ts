import { isModuleVariable } from '../../syntax/bindings.js'
import type { Place } from '../../syntax/places.js'
import { unwrap } from '../../syntax/unwrap.js'
import { collectionMadeBy } from '../../ledger/collections/makers.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'

/**
 * Answers the Maps and objects that are properties of something that stays, whatever code fills these: of a global
 * (`exports.byId = {}`), of a function or class of the module, of a field (`this.state.byId = {}`).
 */
export const nestedTables = perFile((facts): readonly Collection[] => {
  const found: Collection[] = []
  for (const [place, [value, second]] of valuesByPlace(facts)) {
    if (value === undefined || value === 'parameter' || second !== undefined) continue
    const lifetime = lifetimeAt(facts, place)
    const protocol = lifetime && collectionMadeBy(facts, value)
    if (!lifetime || (protocol?.noun !== 'Map' && protocol?.noun !== 'object')) continue
    const [node, ...others] = nodesAtPlace(facts, place)
    if (!node) continue
    found.push({
      name: facts.sourceCode.getText(node),
      lifetime,
      home: place.replace(/\.[^.]*$/, ''),
      protocol,
      node,
      made: unwrap(value),
      nodes: [node, ...others].filter((each) => useOf(facts, each).kind !== 'assigned'),
      reachable: true,
      keeper: 'what it is a property of',
    })
  }
  return found
})

function lifetimeAt(facts: FileFacts, place: Place): Collection['lifetime'] | undefined {
  if (place.startsWith('g:')) return 'module'
  if (place.startsWith('this')) return 'instance'
  return placesOfModule(facts).has(place.replace(/[.[(].*$/, '')) ? 'module' : undefined
}

/** The places of the functions and classes of a module. */
const placesOfModule = perFile((facts): ReadonlySet<Place> => {
  const found = new Set<Place>()
  for (const { id } of [...facts.nodes.classes, ...facts.nodes.functions]) {
    const variable = id && facts.bindings.variableOf(id)
    if (variable && isModuleVariable(variable)) found.add(facts.places.variablePlace(variable))
  }
  return found
})
