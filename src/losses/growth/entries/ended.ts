import type { TSESTree } from '@typescript-eslint/utils'

import { END_EVENTS } from '../../../protocols/teardowns.js'
import { enclosingFunction, isWithin, type FunctionNode } from '../../../syntax/functions.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { functionsMeantBy, functionsRunBy } from '../../../cells/call-targets.js'
import { additionTo, entriesOf, removalFrom, type CollectionUses } from '../../../ledger/collections/uses.js'
import { runsOnlyAtEnd } from '../../../lives/collections/ends-of-entries.js'
import type { FileFacts } from '../../../cells/file-facts.js'
import type { Growth } from '../growth.js'
import { isFiniteKey } from '../../../lives/collections/growth-keys.js'
import { growsPerCall } from '../../../lives/collections/additions.js'
import { registrationsIn } from '../../../ledger/registrations/registrations.js'

/** Code that puts something into a collection, or into an entry of it. */
interface Addition {
  node: TSESTree.Node
  added: TSESTree.Node
  key: TSESTree.Node | undefined
  /** Whether it goes into an entry that is itself a collection. */
  isInner: boolean
}

/**
 * Answers how a collection keeps what has ended: the function that adds it listens for its end as well, and the
 * handler does not take it out. Nothing else does before the end of the collection's owner.
 */
export function endedEntry(facts: FileFacts, uses: CollectionUses): Growth | undefined {
  const { collection } = uses
  for (const addition of additions(facts, uses)) {
    const scope = enclosingFunction(addition.node)
    const added = unwrap(addition.added)
    const variable = added.type === 'Identifier' ? facts.bindings.variableOf(added) : undefined
    if (!scope || !variable || isRemoved(facts, uses, addition)) continue
    const ends = registrationsIn(facts, scope).filter(({ event, target }) => {
      const on = unwrap(target.node)
      return (
        END_EVENTS.has(event.name ?? '') &&
        on.type === 'Identifier' &&
        facts.bindings.variableOf(on) === variable
      )
    })
    const [end] = ends
    if (!end || ends.some(({ handler }) => mayTakeOut(facts, uses, handler))) continue
    return {
      collection,
      node: addition.node,
      certainty: 'likely',
      problem: 'endedEntry',
      key: addition.key,
      related: end.node,
      detail: end.event.text,
    }
  }
  return undefined
}

function additions(facts: FileFacts, uses: CollectionUses): Addition[] {
  const own = uses.grows
    .filter((grow) => growsPerCall(facts, grow))
    .flatMap(({ node, key, value }) => (value ? [{ node, key, added: value, isInner: false }] : []))
  const inner = entriesOf(facts, uses).flatMap((entry): Addition[] => {
    const node = additionTo(facts, entry)
    const added = node?.type === 'CallExpression' ? node.arguments[0] : undefined
    if (!node || !added || (entry.key && isFiniteKey(facts, entry.key))) return []
    return [{ node, added, key: undefined, isInner: true }]
  })
  return [...own, ...inner]
}

/** Whether anything takes such things out before the end of the owner. */
function isRemoved(facts: FileFacts, uses: CollectionUses, { isInner }: Addition): boolean {
  const removals = isInner
    ? entriesOf(facts, uses).flatMap((entry) => removalFrom(facts, entry) ?? [])
    : uses.shrinks.filter(({ extent }) => extent !== 'all').map(({ node }) => node)
  return removals.some((node) => !runsOnlyAtEnd(facts, node))
}

/** Whether the handler of an end takes anything out, or is not of this file. */
function mayTakeOut(facts: FileFacts, uses: CollectionUses, handler: TSESTree.Node): boolean {
  const handlers = functionsMeantBy(facts, handler)
  return handlers.length === 0 || handlers.some((each) => takesOut(facts, uses, each))
}

/** Whether a function, or one that it runs, takes anything out of the collection or of an entry, or writes one anew. */
export function takesOut(facts: FileFacts, uses: CollectionUses, handler: FunctionNode): boolean {
  const { functions, isComplete } = functionsRunBy(facts, handler)
  if (!isComplete) return true
  const nodes = [
    ...[...uses.shrinks, ...uses.grows].map(({ node }) => node),
    ...entriesOf(facts, uses).flatMap((entry) => removalFrom(facts, entry) ?? []),
  ]
  return nodes.some((node) => [...functions].some((each) => isWithin(node, each)))
}
