import type { TSESTree } from '@typescript-eslint/utils'

import { isModuleVariable, type Variable } from '../../syntax/bindings.js'
import {
  enclosingFunction,
  functionName,
  isFunction,
  isWithin,
  runsAtModuleLoad,
  type FunctionNode,
} from '../../syntax/functions.js'
import type { Place } from '../../syntax/places.js'
import { keyName } from '../../syntax/property-name.js'
import { isStaticCode } from '../../syntax/static-code.js'
import { unwrap } from '../../syntax/unwrap.js'
import { walk } from '../../syntax/walk.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import { perFile, perKey, type FileFacts } from '../../cells/file-facts.js'
import { nodesAtPlace, nodesOfVariable, useOf, type Use } from '../../cells/uses/uses.js'

/** A FinalizationRegistry that a file makes, and what it does with it. */
export interface FinalizationRegistryUse {
  node: TSESTree.NewExpression
  /** The function that it calls back, where the file shows it. */
  callback: FunctionNode | undefined
  registrations: readonly TSESTree.CallExpression[]
  /**
   * What refers to it: `nothing`, a variable of the `call` that made it, the object that is registered with it
   * (`target`), or something else, that may stay.
   */
  keptBy: 'nothing' | 'call' | 'target' | 'other'
}

/** Answers the registries that a file makes. */
export const finalizationRegistries = perFile((facts): readonly FinalizationRegistryUse[] =>
  (facts.nodes.constructions.get('FinalizationRegistry') ?? []).flatMap(
    (node) => registryOf(facts, node) ?? [],
  ),
)

function registryOf(facts: FileFacts, node: TSESTree.NewExpression): FinalizationRegistryUse | undefined {
  const place = facts.places.placeOf(node.callee)
  if (place !== 'g:FinalizationRegistry') return undefined
  const [first] = node.arguments
  const callback = first ? functionsMeantBy(facts, first)[0] : undefined
  const use = useOf(facts, node)
  const uses = usesOfRegistry(facts, node, use)
  const registrations = uses.flatMap((each) => (isMethod(each, 'register') ? [each.call] : []))
  return { node, callback, registrations, keptBy: keeperOf(facts, node, use, uses, registrations) }
}

function isMethod(use: Use, name: string): use is Extract<Use, { kind: 'receiver' }> {
  return use.kind === 'receiver' && use.method === name
}

/** All that is done with a registry under the name that it has first, or with the one that has none. */
function usesOfRegistry(facts: FileFacts, node: TSESTree.NewExpression, use: Use): Use[] {
  const nodes =
    use.kind === 'alias'
      ? nodesOfVariable(use.variable)
      : use.kind === 'stored'
        ? placesOfTarget(facts, use.target).flatMap((place) => nodesAtPlace(facts, place))
        : undefined
  if (!nodes) return [use]
  return nodes
    .filter((each) => !isWithin(node, each) && !isDeclaration(each))
    .map((each) => useOf(facts, each))
    .filter(({ kind }) => kind !== 'assigned')
}

function isDeclaration(node: TSESTree.Node): boolean {
  return node.parent?.type === 'VariableDeclarator' && node.parent.id === node
}

function placesOfTarget(facts: FileFacts, target: TSESTree.Node): Place[] {
  const node = unwrap(target)
  if (node.type === 'MemberExpression')
    return [facts.places.placeOf(node) ?? ''].filter((place) => place !== '')
  if (node.type !== 'PropertyDefinition' || !node.value) return []
  const name = keyName(node.key, node.computed)
  const around = node.parent.parent
  const home = facts.places.thisPlaceAt(node.value)
  if (name === undefined || home === undefined) return []
  const variable = around.id && facts.bindings.variableOf(around.id)
  return [home, ...(variable && node.static ? [facts.places.variablePlace(variable)] : [])].map(
    (each) => `${each}.${name}`,
  )
}

function keeperOf(
  facts: FileFacts,
  node: TSESTree.NewExpression,
  use: Use,
  uses: readonly Use[],
  registrations: readonly TSESTree.CallExpression[],
): FinalizationRegistryUse['keptBy'] {
  if (isMethod(use, 'register')) return 'nothing'
  if (use.kind === 'alias') return diesWithCall(facts, node, use.variable, uses) ? 'call' : 'other'
  if (use.kind !== 'stored' || registrations.length === 0) return 'other'
  return isFieldOfTarget(facts, use.target, uses, registrations) ? 'target' : 'other'
}

/** Whether a variable is all that refers to a registry, and goes when the function is over. */
function diesWithCall(
  facts: FileFacts,
  node: TSESTree.NewExpression,
  variable: Variable,
  uses: readonly Use[],
): boolean {
  const scope = enclosingFunction(node)
  if (!scope || isModuleVariable(variable) || runsAtModuleLoad(node) || isSuspended(facts, scope))
    return false
  const isOwn = variable.scope.variableScope.block === scope
  if (!isOwn || variable.defs[0]?.node.type !== 'VariableDeclarator') return false
  return uses.every(
    (use) =>
      use.kind === 'tested' ||
      (use.kind === 'receiver' &&
        (use.method === 'register' || use.method === 'unregister') &&
        (enclosingFunction(use.node) === scope || isWithin(use.node, node))),
  )
}

/** A function that waits keeps its variables for as long. */
const isSuspended = perKey((facts: FileFacts, scope: FunctionNode): boolean => {
  if (!scope.async && !scope.generator) return false
  let waits = false
  walk(scope.body, facts.sourceCode.visitorKeys, (node) => {
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') waits = true
    if (node.type === 'ForOfStatement' && node.await) waits = true
    return !waits && !isFunction(node)
  })
  return waits
})

/** `this.#registry = new FinalizationRegistry(…); this.#registry.register(this, …)`: both become garbage at once. */
function isFieldOfTarget(
  facts: FileFacts,
  target: TSESTree.Node,
  uses: readonly Use[],
  registrations: readonly TSESTree.CallExpression[],
): boolean {
  const field = unwrap(target)
  if (field.type === 'PropertyDefinition' && field.static) return false
  const [place] = placesOfTarget(facts, field)
  if (place?.startsWith('this') !== true || place.split('.').length !== 2) return false
  if (field.type === 'MemberExpression' && isStaticCode(field)) return false
  const home = place.slice(0, place.indexOf('.'))
  if (!uses.every((use) => isMethod(use, 'register') || isMethod(use, 'unregister'))) return false
  return registrations.every(({ arguments: [first] }) => first && facts.places.placeOf(first) === home)
}

/** Answers what a message calls the function around a node. */
export function nameOfFunctionAround(node: TSESTree.Node): string {
  const scope = enclosingFunction(node)
  const name = scope && functionName(scope)
  return name === undefined ? 'this function' : `${name}()`
}
