import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import { soleValue } from '../../syntax/bindings.js'
import { importedPathOf } from '../../syntax/imported-path.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { Target } from './registration.js'

/**
 * Whether two targets are the same; "no" for two lists of `matchMedia()`, two names that a module exports, two things that are made
 * for themselves, and for a global and something else.
 */
export function sameTarget(facts: FileFacts, a: Target, b: Target): 'yes' | 'no' | 'unknown' {
  // Each call answers a list of its own, with its own listeners.
  const [first, second] = [mediaQueryOf(facts, a.node), mediaQueryOf(facts, b.node)]
  if (first && second && first !== second) return 'no'
  if (a.place !== undefined && a.place === b.place) return 'yes'
  if (areDifferentThings(facts, a, b)) return 'no'
  if (a.text === b.text) return 'unknown'
  // Two variables may hold the same object, but not a global and something else.
  const global = a.place?.startsWith('g:') === true || b.place?.startsWith('g:') === true
  return global && a.place !== undefined && b.place !== undefined && isPlain(a) && isPlain(b)
    ? 'no'
    : 'unknown'
}

/** `started` and `ended` after `import { started, ended } from './channels'`; what two names, or fields of two classes, each have made for themselves. */
function areDifferentThings(facts: FileFacts, a: Target, b: Target): boolean {
  const [first, second] = [a, b].map(({ node }) => importedPathOf(node, facts.bindings))
  if (first !== undefined && second !== undefined) return first !== second
  const [one, other] = [a, b].map((target) => madeFor(facts, target))
  return one !== undefined && other !== undefined && one !== other
}

/** The only thing that is put into a variable or field, where that is constructed there. */
function madeFor(facts: FileFacts, { node, place }: Target): TSESTree.Node | undefined {
  const variable = facts.bindings.variableOf(unwrap(node))
  const values = place?.startsWith('this') === true ? (valuesByPlace(facts).get(place) ?? []) : []
  const [sole] = variable ? [soleValue(variable)] : values.length === 1 ? values : []
  return sole !== 'parameter' && sole?.type === 'NewExpression' ? sole : undefined
}

/** Answers the call of `matchMedia()` that an expression certainly is. */
export function mediaQueryOf(facts: FileFacts, node: TSESTree.Node): TSESTree.Node | undefined {
  const variable = facts.bindings.variableOf(unwrap(node))
  const call = variable ? soleValue(variable) : unwrap(node)
  return call?.type === 'CallExpression' && calleeName(call) === 'matchMedia' ? call : undefined
}

/** A target that certainly differs from other plain ones: a global, or `this` beside a global. */
export function isPlain(target: Target): boolean {
  const isGlobal = target.place?.startsWith('g:') === true && !target.place.includes('(')
  return isGlobal || target.node.type === 'ThisExpression'
}
