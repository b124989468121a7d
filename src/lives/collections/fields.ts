import type { TSESTree } from '@typescript-eslint/utils'

import type { CollectionProtocol } from '../../protocols/collections.js'
import { classAround, enclosingFunctions, type ClassNode } from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { unwrap } from '../../syntax/unwrap.js'
import { instanceKeeper, isMadePerCall } from '../class-life.js'
import type { Collection } from '../../ledger/collections/collection.js'
import { collectionMadeBy, collectionNamedBy } from '../../ledger/collections/makers.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { fieldKey, valuesByPlace } from '../../cells/values/written-values.js'
import { isConstructor } from '../repetition/runs.js'
import { nodesAtPlace, useOf } from '../../cells/uses/uses.js'

/** A field as its class declares it. */
interface Declared {
  element: TSESTree.PropertyDefinition
  classNode: ClassNode
}

/**
 * Answers the collections that are fields: static ones, those of instances that are kept for as long as the module,
 * and those of any other class, object literal or prototype.
 */
export const fieldCollections = perFile((facts): readonly Collection[] => {
  const declared = declaredFields(facts)
  const found: Collection[] = []
  const places = new Set<Place>([...valuesByPlace(facts).keys(), ...declared.keys()])
  for (const place of places) {
    if (!place.startsWith('this')) continue
    const protocol = protocolAt(facts, place, declared.get(place))
    const [, home, name] = (protocol && FIELD.exec(place)) ?? []
    if (!protocol || home === undefined || name === undefined) continue
    const collection = collectionAt(facts, protocol, place, home, name, declared.get(place))
    if (collection) found.push(collection)
  }
  return found
})

/** A field of `this`, in a name or by a symbol. */
const FIELD = /^(this:?\w+)\.([^.()]+)$/

/** Most fields are no collections: what is written to one tells at once. */
function protocolAt(
  facts: FileFacts,
  place: Place,
  declared: Declared | undefined,
): CollectionProtocol | undefined {
  const values = valuesByPlace(facts).get(place)
  const annotation = declared?.element.typeAnnotation?.typeAnnotation
  return (values && protocolOf(facts, values)) ?? (annotation && collectionNamedBy(annotation))
}

function collectionAt(
  facts: FileFacts,
  protocol: CollectionProtocol,
  place: Place,
  home: Place,
  name: string,
  declared: Declared | undefined,
): Collection | undefined {
  const values = valuesByPlace(facts).get(place) ?? []
  const all = nodesAtPlace(facts, place)
  const [first] = all
  const node = declared?.element ?? first
  if (!node) return undefined
  const nodes = withoutMaking(facts, all, declared?.element.value != null)
  const [value] = values.length === 1 ? values : []
  const made = value === undefined || value === 'parameter' ? undefined : unwrap(value)
  const classNode = declared?.classNode ?? classAround(node)
  const className = classNode?.id?.name
  if (declared?.element.static === true) {
    const variable = declared.classNode.id && facts.bindings.variableOf(declared.classNode.id)
    const statics = variable ? nodesAtPlace(facts, `${facts.places.variablePlace(variable)}.${name}`) : []
    return {
      name: `${className ?? 'the class'}.${name}`,
      lifetime: 'module',
      home,
      className,
      protocol,
      node,
      made,
      nodes: [...nodes, ...statics],
      reachable: isOpen(name, declared.element),
      keeper: className === undefined ? 'the class' : `the class ${className}`,
    }
  }
  if (classNode && isMadePerCall(facts, classNode)) return undefined
  const keeper = classNode && instanceKeeper(facts, classNode)
  return {
    name: name.startsWith('[') && first ? facts.sourceCode.getText(first) : `this.${name}`,
    lifetime: keeper === undefined ? 'instance' : 'module',
    home,
    className,
    protocol,
    node,
    made,
    nodes,
    reachable: isOpen(name, declared?.element),
    keeper: keeper ?? (className === undefined ? 'the object' : `the instance of ${className}`),
  }
}

/** All but what makes the collection: the assignments of a constructor, and the first one where there is no initialiser. */
function withoutMaking(
  facts: FileFacts,
  nodes: readonly TSESTree.Node[],
  isInitialised: boolean,
): readonly TSESTree.Node[] {
  const assigned = nodes.filter((node) => useOf(facts, node).kind === 'assigned')
  const [first] = isInitialised ? [] : assigned
  const making = new Set(
    assigned.filter((node) => node === first || enclosingFunctions(node).some(isConstructor)),
  )
  return nodes.filter((node) => !making.has(node))
}

/** What all values that are ever written to a field have in common, if each of them makes a collection. */
function protocolOf(
  facts: FileFacts,
  values: readonly (TSESTree.Node | 'parameter')[],
): CollectionProtocol | undefined {
  let common: CollectionProtocol | undefined
  for (const value of values) {
    const kind = value === 'parameter' ? undefined : collectionMadeBy(facts, value)
    if (!kind || (common && kind !== common)) return undefined
    common = kind
  }
  return common
}

/** Whether code of other files may use a field, by its declaration or by the convention of its name. */
function isOpen(name: string, element: TSESTree.PropertyDefinition | undefined): boolean {
  return !(element?.accessibility === 'private' || /^[#_[]/.test(name))
}

const declaredFields = (facts: FileFacts): ReadonlyMap<Place, Declared> => {
  const fields = new Map<Place, Declared>()
  for (const classNode of facts.nodes.classes) {
    for (const element of classNode.body.body) {
      if (element.type !== 'PropertyDefinition') continue
      const home = facts.places.thisPlaceAt(element.value ?? element.key)
      const name = fieldKey(facts, element)
      if (home !== undefined && name !== undefined) fields.set(`${home}.${name}`, { element, classNode })
    }
  }
  return fields
}
