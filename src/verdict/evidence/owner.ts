import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { endsOf } from '../../flow/kept-cell-uses.js'
import { keptDuties } from '../../ledger/kept-duties.js'
import { evidentEnd } from '../../ledger/sources/learned.js'
import { isEnded, isHiddenField } from '../../losses/fields/fate-of-field.js'
import { missedWith, siblingEnded, withSiblings } from '../../losses/fields/siblings.js'
import type { Loss } from '../../losses/loss.js'
import { keyName, memberName, receiverOf } from '../../syntax/property-name.js'
import { isEmitter } from './memory.js'
import { shown, type Shown } from './shown.js'

/** Another field that is made in the same way is ended: one of several is forgotten. */
export function siblingIsEnded(facts: FileFacts, { kind, cell, duty, ended }: Loss): Shown | undefined {
  if (kind !== 'outlived' || !cell) return undefined
  const kept = [...keptDuties(facts), ...withSiblings(facts)].find((each) => each.duty.site === duty.site)
  const sibling = kept && siblingEnded(facts, kept)
  return sibling && shown(`${sibling.cell.text} of the same kind is ended`, ended[0] ?? sibling.target)
}

/** An owner that ends all fields of a kind but one has forgotten that; of several that it leaves, it may leave what holds nothing. */
export function oneIsForgotten(facts: FileFacts, { kind, form, duty }: Loss): Shown | undefined {
  if (kind !== 'outlived' || form !== 'missedSibling') return undefined
  const kept = [...keptDuties(facts), ...withSiblings(facts)].find((each) => each.duty.site === duty.site)
  const places = new Set(kept && missedWith(facts, kept).map(({ place }) => place))
  const sibling = kept && places.size === 1 ? siblingEnded(facts, kept) : undefined
  return sibling && shown('all others of the same kind are ended', sibling.target)
}

/** An owner that ends others of its fields is meant to end what only it has, unless that holds nothing. */
export function endsOthers(facts: FileFacts, { cell, duty, owner }: Loss): Shown | undefined {
  if (!cell || !owner || isEmitter(duty)) return undefined
  if (duty.owed.sure !== 'yes' && !evidentEnd(facts, duty)) return undefined
  if (duty.source !== 'class' && !isHiddenField(owner.node, cell.text)) return undefined
  const other = keptDuties(facts).find(
    (each) =>
      each.cell.home === owner.home &&
      each.cell.place !== cell.place &&
      isEnded(facts, each, endsOf(facts, each), owner),
  )
  return other && shown(`${owner.name} ends ${other.cell.text}`, other.target)
}

/** `this.feed.close()`, where the field is called otherwise and nothing is called so: somebody meant to end it. */
export function releasesNothing(facts: FileFacts, { cell, duty, owner }: Loss): Shown | undefined {
  if (!cell || cell.home === undefined || !owner) return undefined
  for (const method of duty.kind.methods) {
    for (const call of facts.nodes.calls.get(method) ?? []) {
      const receiver = receiverOf(call)
      if (!receiver || !isUnfilledField(facts, receiver, cell.home)) continue
      return shown('what is ended there is filled nowhere', call)
    }
  }
  return undefined
}

function isUnfilledField(facts: FileFacts, node: TSESTree.Node, home: string): boolean {
  const name = node.type === 'MemberExpression' ? memberName(node) : undefined
  const cell = name === undefined ? undefined : cellOfTarget(facts, node)
  if (name === undefined || !cell || cell.home !== home || cell.kind !== 'field') return false
  return usesOfCell(facts, cell).writes.length === 0 && !isDeclared(facts, name)
}

/** A field that a class declares is filled there, or by whoever injects it, which nobody can do to a hidden one. */
function isDeclared(facts: FileFacts, name: string): boolean {
  return facts.nodes.classes.some(({ body }) =>
    body.body.some(
      (each) =>
        each.type === 'PropertyDefinition' &&
        keyName(each.key, each.computed) === name &&
        (each.value !== null || each.key.type !== 'PrivateIdentifier'),
    ),
  )
}
