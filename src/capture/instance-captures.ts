import type { TSESTree } from '@typescript-eslint/utils'

import { classAround, isFunction, isWithin, type FunctionNode } from '../syntax/functions.js'
import { addTo } from '../syntax/grouping.js'
import type { Place } from '../syntax/places.js'
import { memberName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'
import { instanceKeeper } from '../lives/class-life.js'
import type { Escape } from './keepers/escape.js'
import { escapes } from './keepers/escapes.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from '../ledger/certainty.js'
import { hasLargeFields, largeFieldsOf, type LargeField } from './sizes/large-fields.js'
import { isNews, isInLongLivedFunction, longLivedFunctions } from './keepers/long-lived-functions.js'
import { isInstance } from '../cells/uses/member-writes.js'
import { smallPartAt } from './parts/small-parts.js'
import { isTestCode } from '../lives/test-code.js'

/** Something long-lived that keeps an instance with a large field. */
export interface InstanceCapture {
  /** The function, or the instance itself where that is handed over. */
  node: TSESTree.Node
  keeper: string
  field: LargeField
  certainty: Certainty
  /**
   * - `instance`: the function uses the instance
   * - `instancePart`: it uses only small parts of it
   * - `instanceSibling`: it does not use it at all; another function of the same scope does
   */
  problem: 'instance' | 'instancePart' | 'instanceSibling'
  /** The uses of `this`: in the function itself, or in the sibling. */
  uses: readonly TSESTree.Node[]
  /** For `instancePart`: what each of the uses reads. */
  parts: readonly TSESTree.Node[]
}

/**
 * Answers what is long-lived and keeps an instance with a large field: an arrow function that uses `this`, one made
 * beside such a function, a function bound to `this`, and the instance itself. A function that uses no `this`, with no
 * other beside it that does, keeps no instance; nor does a method that is handed over without its instance.
 */
export const instanceCaptures = perFile((facts): readonly InstanceCapture[] =>
  isTestCode(facts) || !hasLargeFields(facts) ? [] : [...capturesByArrows(facts), ...handedOver(facts)],
)

function capturesByArrows(facts: FileFacts): InstanceCapture[] {
  return longLivedFunctions(facts).flatMap((kept): InstanceCapture[] => {
    const owner = ownersAround(kept.node).find((each) => innerThis(facts).has(each))
    const all = (owner && innerThis(facts).get(owner)) ?? []
    const [first] = all
    const field = first && largeFieldAt(facts, first)
    if (!field || keepsItself(facts, kept, first)) return []
    const { node, keeper } = kept
    const uses = all.filter((each) => isWithin(each, node))
    const shared = { node, keeper, field, certainty: kept.certainty, parts: [] }
    if (uses.length === 0) {
      return all.some((use) => isInLongLivedFunction(facts, use))
        ? []
        : [{ ...shared, problem: 'instanceSibling', uses: all }]
    }
    const parts = uses.flatMap((use) => smallPartOf(facts, use, field) ?? [])
    if (parts.length === uses.length) return [{ ...shared, problem: 'instancePart', uses, parts }]
    return isNews(kept) ? [{ ...shared, problem: 'instance', uses, certainty: 'likely' }] : []
  })
}

/** `runners.push(this.run.bind(this))`, `readers.set(id, this)` */
function handedOver(facts: FileFacts): InstanceCapture[] {
  return escapes(facts).flatMap((escape): InstanceCapture[] => {
    const { value, keeper } = escape
    const node = unwrap(value)
    if (!isNews(escape)) return []
    const use = node.type === 'ThisExpression' ? node : boundThis(node)
    const field = use && largeFieldAt(facts, use)
    return field && !keepsItself(facts, escape, use)
      ? [{ node, keeper, field, certainty: 'likely', problem: 'instance', uses: [use], parts: [] }]
      : []
  })
}

/** Whether what keeps an instance is that instance: a circle, which is collected. */
function keepsItself(facts: FileFacts, { instance }: Pick<Escape, 'instance'>, node: TSESTree.Node): boolean {
  return instance !== undefined && instance === facts.places.placeOf(node)
}

function boundThis(node: TSESTree.Node): TSESTree.ThisExpression | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const [first] = node.arguments
  return memberName(node.callee) === 'bind' && first?.type === 'ThisExpression' ? first : undefined
}

/** A function, or class field, that has a `this` of its own. */
type ThisOwner = FunctionNode | TSESTree.PropertyDefinition

/** The `this` of each owner that arrow functions within it use, and which they keep by its context. */
const innerThis = perFile((facts): ReadonlyMap<ThisOwner, TSESTree.ThisExpression[]> => {
  const found = new Map<ThisOwner, TSESTree.ThisExpression[]>()
  for (const node of facts.nodes.thisExpressions) {
    let isInner = false
    for (let current: TSESTree.Node | undefined = node.parent; current; current = current.parent) {
      if (isThisOwner(current)) {
        if (isInner) addTo(found, current, node)
        break
      }
      isInner ||= isFunction(current)
    }
  }
  return found
})

function ownersAround(node: FunctionNode): ThisOwner[] {
  const owners: ThisOwner[] = []
  for (let current: TSESTree.Node | undefined = node.parent; current; current = current.parent) {
    if (isThisOwner(current)) owners.push(current)
  }
  return owners
}

function isThisOwner(node: TSESTree.Node): node is ThisOwner {
  return node.type === 'PropertyDefinition' || (isFunction(node) && node.type !== 'ArrowFunctionExpression')
}

/** Answers a large field of the instance that a `this` means, unless there is one instance that stays anyway. */
function largeFieldAt(facts: FileFacts, node: TSESTree.ThisExpression): LargeField | undefined {
  const home: Place | undefined = facts.places.placeOf(node)
  const [field] = home !== undefined && isInstance(home) ? largeFieldsOf(facts, home) : []
  if (!field || isPrototype(field.place)) return field
  const around = classAround(node)
  return around && instanceKeeper(facts, around) === undefined ? field : undefined
}

/** Whether a place belongs to the instances of a constructor function. */
function isPrototype(place: Place): boolean {
  return place.startsWith('this:')
}

/** Answers what is read of the large field, where that is small: `this.data.length`. */
function smallPartOf(facts: FileFacts, use: TSESTree.Node, field: LargeField): TSESTree.Node | undefined {
  const { parent: member } = use
  if (member?.type !== 'MemberExpression' || memberName(member) !== field.name) return undefined
  const part = smallPartAt(facts, member)
  return part?.isLength === true ? part.node : undefined
}
