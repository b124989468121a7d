import type { TSESTree } from '@typescript-eslint/utils'

import { isNothing } from '../../syntax/nothing.js'
import type { Place } from '../../syntax/places.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { largeSizeOfValue, makesLargeValues, type Size } from './large-values.js'
import { valuesByPlace } from '../../cells/values/written-values.js'

/** A field that holds a large value in each instance. */
export interface LargeField {
  name: string
  place: Place
  size: Size
}

/** Answers the fields of an instance, by the place of its `this`, that hold a large value until the instance goes. */
export function largeFieldsOf(facts: FileFacts, home: Place): readonly LargeField[] {
  return largeFields(facts).get(home) ?? []
}

/** Whether any class of a file has such a field. */
export function hasLargeFields(facts: FileFacts): boolean {
  return largeFields(facts).size > 0
}

const largeFields = perFile((facts): ReadonlyMap<Place, LargeField[]> => {
  const found = new Map<Place, LargeField[]>()
  if (!makesLargeValues(facts)) return found
  for (const [place, values] of valuesByPlace(facts)) {
    const end = place.indexOf('.')
    if (end < 0 || !place.startsWith('this') || place.includes('.', end + 1)) continue
    const [home, name] = [place.slice(0, end), place.slice(end + 1)]
    if (emptiedPlaces(facts).has(place)) continue
    const size = commonSize(facts, values)
    if (!size) continue
    const fields = found.get(home)
    if (fields) fields.push({ name, place, size })
    else found.set(home, [{ name, place, size }])
  }
  return found
})

function commonSize(facts: FileFacts, values: readonly (TSESTree.Node | 'parameter')[]): Size | undefined {
  const sizes = values.map((value) => (value === 'parameter' ? undefined : largeSizeOfValue(facts, value)))
  // The type of a field says nothing of how much the field holds.
  return sizes.every((size) => size !== undefined && size.basis !== 'type') ? sizes[0] : undefined
}

/** The places that are set to nothing, or deleted, somewhere. */
const emptiedPlaces = perFile((facts): ReadonlySet<Place | undefined> => {
  const emptied = facts.nodes.assignments.filter(({ right }) => isNothing(right)).map(({ left }) => left)
  return new Set(emptied.map((left) => facts.places.placeOf(left)))
})
