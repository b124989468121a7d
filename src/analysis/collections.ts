import { closureCollections } from './closure-collections.js'
import type { Collection } from './collection.js'
import { fieldCollections } from './field-collections.js'
import { perFile } from './file-facts.js'
import { globalCollections, variableCollections } from './module-collections.js'
import { propertyCollections } from './property-collections.js'

/** Answers the collections of a file that live as long as the module. */
export const moduleCollections = perFile((facts): readonly Collection[] => [
  ...variableCollections(facts),
  ...fieldCollections(facts).filter(({ lifetime }) => lifetime === 'module'),
  ...globalCollections(facts),
  ...propertyCollections(facts),
])

/** Answers the collections of instances that may live long, and those of closures. */
export const ownedCollections = perFile((facts): readonly Collection[] => [
  ...fieldCollections(facts).filter(({ lifetime }) => lifetime !== 'module'),
  ...closureCollections(facts),
])
