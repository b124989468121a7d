import type { TSESTree } from '@typescript-eslint/utils'

import { STORING_METHODS } from '../protocols/collections.js'
import type { Variable } from '../syntax/bindings.js'
import { enclosingFunction } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import type { Escape } from './keepers/escape.js'
import { escapes } from './keepers/escapes.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from '../ledger/certainty.js'
import { isKeptWhole } from './parts/kept-wholes.js'
import { makesLargeValues } from './sizes/large-values.js'
import { isInLongLivedFunction } from './keepers/long-lived-functions.js'
import { repeats } from './gathered/looped-once.js'
import { sharedBy } from './parts/shared-memory.js'
import type { Shared } from './parts/shared.js'
import { smallPartAt } from './parts/small-parts.js'
import { isTestCode } from '../lives/test-code.js'
import { nodesOfVariable, useOf } from '../cells/uses/uses.js'

/** A small piece of a large value that something long-lived keeps, and with it all of the value. */
export interface RetainedSlice {
  /** The expression whose value is kept. */
  node: TSESTree.Node
  escape: Escape
  shared: Shared
  certainty: Certainty
}

/**
 * Answers the views and slices of a file that keep a large value alive: small pieces of it that go to something
 * long-lived, where the rest does not. Whatever is kept as a whole, or piece by piece, loses nothing by its pieces.
 */
export const retainedSlices = perFile((facts): readonly RetainedSlice[] => {
  if (isTestCode(facts) || !makesLargeValues(facts)) return []
  const kept = escapes(facts).flatMap((escape) => {
    const shared = sharedBy(facts, escape.value)
    // That something is a buffer says nothing of its size.
    return shared && shared.size.basis !== 'type' ? [{ escape, shared }] : []
  })
  const wholes = new Set(kept.filter(({ shared }) => !shared.piece).map(({ shared }) => shared.whole))
  const found = new Map<TSESTree.Node, RetainedSlice>()
  for (const { escape, shared } of kept) {
    if (wholes.has(shared.whole)) continue
    const certainty = certaintyOf(facts, escape, shared)
    if (!certainty || found.get(escape.value)?.certainty === 'known') continue
    if (certainty === 'likely' && found.has(escape.value)) continue
    found.set(escape.value, { node: escape.value, escape, shared, certainty })
  }
  return [...found.values()]
})

function certaintyOf(facts: FileFacts, escape: Escape, shared: Shared): Certainty | undefined {
  const { piece, cuts, whole, variable } = shared
  if (!piece || cuts.some((cut) => isCutAgainAndAgain(cut, whole))) return undefined
  const other = variable ? keptElsewhere(facts, variable) : 'no'
  if (other === 'yes') return undefined
  const isCertain =
    piece === 'known' && escape.certainty === 'known' && escape.stay === 'each' && other === 'no'
  return isCertain ? 'known' : 'likely'
}

/** Whether pieces are cut in a loop, which keeps most of the whole, or by functions that keep the whole themselves. */
function isCutAgainAndAgain(cut: TSESTree.Node, whole: TSESTree.Node): boolean {
  const scope = whole.type === 'Identifier' ? whole.parent : enclosingFunction(whole)
  return enclosingFunction(cut) !== scope || repeats(cut, whole)
}

/** Whether the whole is kept as well: in a property for certain, in a literal perhaps. */
const keptElsewhere = perKey((facts: FileFacts, variable: Variable): 'yes' | 'perhaps' | 'no' => {
  let found: 'perhaps' | 'no' = 'no'
  for (const node of nodesOfVariable(variable)) {
    if (isInLongLivedFunction(facts, node) && !smallPartAt(facts, node)) return 'yes'
    const use = useOf(facts, node)
    if (use.kind === 'argument' && STORING_METHODS.has(calleeName(use.call) ?? '')) return 'yes'
    if (use.kind !== 'stored') continue
    if (use.target.type === 'MemberExpression') return 'yes'
    found = 'perhaps'
  }
  return found === 'no' ? isKeptWhole(facts, variable) : found
})

/** Whether a value stands where its name is the key as well: `{ head }`. */
export function isShorthand(node: TSESTree.Node): boolean {
  const { parent } = wrapped(node)
  return parent?.type === 'Property' && parent.shorthand
}
