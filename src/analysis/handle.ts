import type { TSESTree } from '@typescript-eslint/utils'

import type { Variable } from '../syntax/bindings.js'
import { isWithin } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { unwrap, wrapped } from '../syntax/unwrap.js'
import type { FileFacts } from '../cells/file-facts.js'
import { standsInMisspelledTeardown } from '../frameworks/misspelled-teardowns.js'
import { nodesAtPlace, nodesOfProperty, nodesOfVariable, useOf, type Use } from '../cells/uses.js'

/**
 * Where the handle of an acquisition is kept.
 *
 * - `dropped`: nowhere, so that nothing can release it
 * - `variable`, `member`: in a variable, a field, a ref
 * - `handedOn`: returned, passed to a call, put into a collection: someone else may release it
 */
export type Handle =
  | { kind: 'dropped' }
  | { kind: 'variable'; place: Place; text: string; node: TSESTree.Node; variable: Variable }
  | { kind: 'member'; place: Place; text: string; node: TSESTree.Node }
  | { kind: 'returned' }
  | { kind: 'handedOn' }

/** A handle that is kept under a name. */
export type KeptHandle = Extract<Handle, { place: Place }>

/** Answers where the result of a call goes; `fluent` are methods of the result that answer the result itself. */
export function handleOf(facts: FileFacts, call: TSESTree.Node, fluent: ReadonlySet<string>): Handle {
  const use = useOf(facts, call)
  switch (use.kind) {
    case 'tested': {
      // `+setInterval(…)`: the number of a timer clears it as well.
      const { parent } = wrapped(call)
      const isNumber = parent?.type === 'UnaryExpression' && parent.operator === '+'
      return isNumber ? handleOf(facts, parent, fluent) : { kind: 'dropped' }
    }
    case 'receiver':
      return use.method !== undefined && fluent.has(use.method)
        ? handleOf(facts, use.call, fluent)
        : { kind: 'handedOn' }
    case 'returned':
      return { kind: 'returned' }
    case 'alias':
      return {
        kind: 'variable',
        place: facts.places.variablePlace(use.variable),
        variable: use.variable,
        text: use.variable.name,
        node: use.variable.identifiers[0] ?? call,
      }
    case 'stored':
      return memberHandle(facts, use.target)
    default:
      return { kind: 'handedOn' }
  }
}

function memberHandle(facts: FileFacts, target: TSESTree.Node): Handle {
  const node = unwrap(target)
  if (node.type === 'PropertyDefinition') return fieldHandle(facts, node)
  if (node.type !== 'MemberExpression') return { kind: 'handedOn' }
  const place = facts.places.placeOf(node)
  // `this.timers[name]`: a collection, which others go through.
  const isElement = node.computed && node.property.type !== 'Literal'
  if (place === undefined || isElement) return { kind: 'handedOn' }
  return { kind: 'member', place, text: facts.sourceCode.getText(node), node }
}

function fieldHandle(facts: FileFacts, node: TSESTree.PropertyDefinition): Handle {
  const home = node.value && facts.places.thisPlaceAt(node.value)
  const isNamed = node.key.type === 'PrivateIdentifier' || (node.key.type === 'Identifier' && !node.computed)
  if (home === undefined || home === null || !isNamed) return { kind: 'handedOn' }
  const name = facts.sourceCode.getText(node.key)
  return { kind: 'member', place: `${home}.${name}`, text: `this.${name}`, node }
}

/**
 * A property that is read more often than this, of whatever objects, as the short names of a bundle are: what
 * becomes of one handle among them is not known.
 */
const MAX_READERS = 200

/** Answers everything that is done with a kept handle, through aliases of it, other than writing it. */
export function usesOfHandle(facts: FileFacts, handle: KeptHandle, acquisition: TSESTree.Node): Use[] {
  const isForeign = handle.kind === 'member' && !isOwnField(handle.place)
  const nodes = isForeign
    ? nodesOfProperty(facts, handle.place)
    : handle.kind === 'variable'
      ? nodesOfVariable(handle.variable)
      : [...nodesAtPlace(facts, handle.place), ...refsHandedOn(facts, handle)]
  if (isForeign && nodes.length > MAX_READERS) return [{ kind: 'other', node: handle.node }]
  const uses: Use[] = []
  const seen = new Set<Variable>(handle.kind === 'variable' ? [handle.variable] : [])
  const pending = nodes.filter(
    (node) => !isWithin(acquisition, node) && !standsInMisspelledTeardown(facts, node),
  )
  for (let node = pending.pop(); node; node = pending.pop()) {
    const use = useOf(facts, node)
    if (use.kind === 'assigned' || isDeclaration(node)) continue
    uses.push(use)
    if (use.kind === 'alias' && !seen.has(use.variable)) {
      seen.add(use.variable)
      pending.push(...nodesOfVariable(use.variable))
    }
  }
  return uses
}

/** `clearIfSet(timerRef)`: what is kept in a ref can be released by whoever is given the ref. */
function refsHandedOn(facts: FileFacts, { place, node }: KeptHandle): TSESTree.Node[] {
  const root =
    node.type === 'MemberExpression' && place.endsWith('.current') ? unwrap(node.object) : undefined
  const variable = root?.type === 'Identifier' ? facts.bindings.variableOf(root) : undefined
  if (!variable) return []
  return nodesOfVariable(variable).filter((each) => useOf(facts, each).kind === 'argument')
}

/** `this.timer` has one name in its class; `session.timer` is reached through other variables elsewhere. */
function isOwnField(place: Place): boolean {
  return (place.startsWith('this') && place.split('.').length === 2) || place.endsWith('.current')
}

function isDeclaration(node: TSESTree.Node): boolean {
  return node.parent?.type === 'VariableDeclarator' && node.parent.id === node
}
