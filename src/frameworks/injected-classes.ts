import type { TSESTree } from '@typescript-eslint/utils'

import {
  GIVEN_PARTS,
  INJECTED_CLASSES,
  OWN_PARTS,
  OWN_PROVIDERS,
  type InjectedClass,
} from '../protocols/rxjs.js'
import { importSource, isParameter, soleValue } from '../syntax/bindings.js'
import { classAround, enclosingFunction, type ClassNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { calleeName, keyName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import { valuesByPlace } from '../cells/values/written-values.js'

/** What a class is given by the container that makes its instances. */
export interface Injected {
  /** The name of its class. */
  name: string
  /** What is known of that class, where it is one of a framework. */
  known: InjectedClass | undefined
  /** Whether each instance gets one of its own, by a list of providers of its class. */
  isOwn: boolean
}

/** Answers of which injected class the value of an expression is, by what a parameter or `inject()` says. */
export function injectedAs(facts: FileFacts, expression: TSESTree.Node): Injected | undefined {
  const node = unwrap(expression)
  if (node.type === 'Identifier') return identifierAs(facts, node)
  if (node.type === 'CallExpression') return classAs(facts, classGivenTo(node))
  if (node.type !== 'MemberExpression') return undefined
  const place = facts.places.placeOf(node)
  if (place?.startsWith('this') !== true) return undefined
  const declared = fieldsInjected(facts).get(place)
  if (declared) return declared
  const [value, ...others] = valuesByPlace(facts).get(place) ?? []
  if (value === undefined || value === 'parameter' || others.length > 0) return undefined
  const written = unwrap(value)
  return written.type === 'Identifier' ? identifierAs(facts, written) : undefined
}

function identifierAs(facts: FileFacts, node: TSESTree.Identifier): Injected | undefined {
  const variable = facts.bindings.variableOf(node)
  if (!variable) return undefined
  if (!isParameter(variable)) {
    const value = soleValue(variable)
    return value?.type === 'CallExpression' ? classAs(facts, classGivenTo(value)) : undefined
  }
  const [name] = variable.identifiers
  const injected = name?.type === 'Identifier' ? classAs(facts, classOfType(name)) : undefined
  // Whoever calls a method may make what he gives it.
  return injected?.known || isOfConstructor(name) ? injected : undefined
}

/** Whether a parameter is one of a constructor. */
export function isOfConstructor(name: TSESTree.Node | undefined): boolean {
  const parent = name && enclosingFunction(name)?.parent
  return parent?.type === 'MethodDefinition' && parent.kind === 'constructor'
}

/** The fields that a parameter property or `inject()` gives a class. */
const fieldsInjected = perFile((facts): ReadonlyMap<Place, Injected> => {
  const found = new Map<Place, Injected>()
  for (const node of facts.nodes.classes) {
    const home = facts.places.thisPlaceAt(node.body.body[0] ?? node.body)
    if (home === undefined) continue
    const add = (name: string | undefined, type: TSESTree.Identifier | undefined): void => {
      const injected = classAs(facts, type)
      if (name !== undefined && injected) found.set(`${home}.${name}`, injected)
    }
    for (const element of node.body.body) {
      if (element.type === 'PropertyDefinition' && element.value) {
        const value = unwrap(element.value)
        if (value.type === 'CallExpression') add(keyName(element.key, element.computed), classGivenTo(value))
      }
      if (element.type !== 'MethodDefinition' || element.kind !== 'constructor') continue
      for (const parameter of element.value.params) {
        if (parameter.type !== 'TSParameterProperty') continue
        const target = parameter.parameter
        const name = target.type === 'Identifier' ? target : target.left
        add(name.name, classOfType(name))
      }
    }
  }
  return found
})

/** Answers the field that holds what a class is given of another one, by the name of that: `destroyRef` for `DestroyRef`. */
export function fieldInjectedAs(facts: FileFacts, home: Place, name: string): string | undefined {
  const [place] = [...fieldsInjected(facts)].find(
    ([each, injected]) => injected.name === name && each.startsWith(`${home}.`),
  ) ?? ['']
  return place === '' ? undefined : place.slice(home.length + 1)
}

/** Answers whose a field is by its decorator: a part of the component, or set by what surrounds it. */
export function decoratedAs(facts: FileFacts, place: Place): 'own' | 'given' | undefined {
  return decoratedFields(facts).get(place)
}

const decoratedFields = perFile((facts): ReadonlyMap<Place, 'own' | 'given'> => {
  const found = new Map<Place, 'own' | 'given'>()
  for (const node of facts.nodes.classes) {
    const home = facts.places.thisPlaceAt(node.body.body[0] ?? node.body)
    for (const element of node.body.body) {
      if (element.type !== 'PropertyDefinition') continue
      const names = decoratorsOf(element).map(decoratorName)
      const place = `${home ?? ''}.${keyName(element.key, element.computed) ?? ''}`
      if (names.some((name) => OWN_PARTS.has(name))) found.set(place, 'own')
      if (names.some((name) => GIVEN_PARTS.has(name))) found.set(place, 'given')
    }
  }
  return found
})

/** Answers the decorators of a class or a part of it; a parser of JavaScript alone knows of none. */
export function decoratorsOf(node: {
  readonly decorators?: readonly TSESTree.Decorator[]
}): readonly TSESTree.Decorator[] {
  return node.decorators ?? []
}

/** Answers the name of a decorator, called or not; empty where it has none. */
export function decoratorName({ expression }: TSESTree.Decorator): string {
  if (expression.type === 'CallExpression') return calleeName(expression) ?? ''
  return expression.type === 'Identifier' ? expression.name : ''
}

/** `inject(Router)` */
function classGivenTo(call: TSESTree.CallExpression): TSESTree.Identifier | undefined {
  const [first] = call.arguments
  return calleeName(call) === 'inject' && first?.type === 'Identifier' ? first : undefined
}

function classOfType({ typeAnnotation }: TSESTree.Identifier): TSESTree.Identifier | undefined {
  const type = typeAnnotation?.typeAnnotation
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined
  return type.typeName
}

function classAs(facts: FileFacts, node: TSESTree.Identifier | undefined): Injected | undefined {
  if (!node) return undefined
  const { name } = node
  const row = INJECTED_CLASSES.get(name)
  const variable = facts.bindings.variableOf(node)
  const source = variable && importSource(variable)
  const isKnown = row !== undefined && source !== undefined && row.modules.includes(source)
  const around = classAround(node)
  return {
    name,
    known: isKnown ? row : undefined,
    isOwn: around !== undefined && ownProviders(facts, around).has(name),
  }
}

/** `@Component({ providers: [Feed] })`: the names of what each instance gets for itself. */
const ownProviders = perKey((_facts: FileFacts, node: ClassNode): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const property of optionsOfDecorators(node)) {
    if (!OWN_PROVIDERS.has(keyName(property.key, property.computed) ?? '')) continue
    if (property.value.type !== 'ArrayExpression') continue
    for (const element of property.value.elements) {
      if (element?.type === 'Identifier') names.add(element.name)
      if (element?.type !== 'ObjectExpression') continue
      for (const part of element.properties) {
        if (part.type === 'Property' && part.value.type === 'Identifier') names.add(part.value.name)
      }
    }
  }
  return names
})

/** Answers the properties of the object that the decorators of a class are given. */
export function optionsOfDecorators(node: ClassNode): TSESTree.Property[] {
  return decoratorsOf(node).flatMap(({ expression }) => {
    const [options] = expression.type === 'CallExpression' ? expression.arguments : []
    if (options?.type !== 'ObjectExpression') return []
    return options.properties.filter((each) => each.type === 'Property')
  })
}
