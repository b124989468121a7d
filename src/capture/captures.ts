import type { TSESTree } from '@typescript-eslint/utils'

import type { Scope, Variable } from '../syntax/bindings.js'
import { isWithin, type FunctionNode } from '../syntax/functions.js'
import { capturedIn, contextsAround, type CapturedVariable } from './captured-variables.js'
import { perFile, perKey, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from '../ledger/certainty.js'
import { isKeptWhole } from './parts/kept-wholes.js'
import { makesLargeValues, type Size } from './sizes/large-values.js'
import { hasFixedSize, lasts } from './parts/lasting-parts.js'
import { isNews, longLivedFunctions, type LongLivedFunction } from './keepers/long-lived-functions.js'
import { isNeededBy, neededIn } from './needed-functions.js'
import { siblingCaptures } from './sibling-captures.js'
import { changesLength, smallPartAt } from './parts/small-parts.js'
import { isTestCode } from '../lives/test-code.js'

/** A long-lived function that keeps a large value. */
export interface LargeCapture {
  keeper: LongLivedFunction
  variable: Variable
  /** The large value; another variable than the captured one where `arguments` keeps a parameter. */
  holds: Variable
  size: Size
  certainty: Certainty
  /**
   * - `part`: it uses only a small part of the value
   * - `sibling`: it does not use the value at all; another function of the same scope does
   * - `evaluated`: no function mentions the value; a direct `eval` might
   * - `argument`: it keeps `arguments`, and with them the value
   * - `whole`: it uses the value
   */
  problem: 'part' | 'sibling' | 'evaluated' | 'argument' | 'whole'
  /** The uses of the value: in the function itself, in the sibling, or the `eval`. */
  uses: readonly TSESTree.Node[]
  /** For `part`: what each of the uses reads. */
  parts: readonly TSESTree.Node[]
  /** For `part`: whether these are the same when the function is made and when it runs. */
  isLasting?: boolean
}

/**
 * Answers the long-lived functions of a file that keep a large value. V8 keeps the captured variables of a
 * scope together: a function keeps all of them that any function made in the same scope uses, also those it
 * never mentions itself. A variable that no function captures is not kept, nor is one of an inner block.
 */
export const largeCaptures = perFile((facts): readonly LargeCapture[] =>
  makesLargeValues(facts) ? capturesOf(facts) : [],
)

/** Answers the same of files where only types tell that a value may be large, all of them likely. */
export const capturesByType = perFile((facts): readonly LargeCapture[] =>
  facts.types && !makesLargeValues(facts) ? capturesOf(facts) : [],
)

function capturesOf(facts: FileFacts): LargeCapture[] {
  if (isTestCode(facts)) return []
  const own = longLivedFunctions(facts).flatMap((keeper) =>
    contextsAround(facts, keeper.node)
      .flatMap((scope) => [...neededIn(facts, scope, keeper.node), ...evaluatedIn(facts, scope)])
      .flatMap((found) => captureBy(facts, keeper, found) ?? []),
  )
  const siblings = siblingCaptures(facts).map(({ keeper, certainty, found }): LargeCapture => {
    const { variable, holds, size, captured } = found
    return { keeper, variable, holds, size, certainty, problem: 'sibling', uses: captured, parts: [] }
  })
  return [...own, ...siblings]
}

/** What no function mentions, and a direct `eval` may. */
const evaluatedIn = perKey((facts: FileFacts, scope: Scope): readonly CapturedVariable[] =>
  capturedIn(facts, scope).filter(({ captured }) => captured.length === 0),
)

function captureBy(
  facts: FileFacts,
  keeper: LongLivedFunction,
  found: CapturedVariable,
): LargeCapture | undefined {
  const { variable, holds, size, captured, evaluation } = found
  if (size.basis === 'type' && keeper.stay === 'passing') return undefined
  const within = captured.filter((node) => isWithin(node, keeper.node))
  // What the function itself writes is its state from one run to the next.
  if (within.some(isWriting(variable)) && !isWrittenOutside(variable, keeper.node)) return undefined
  const kept = isKeptWhole(facts, holds)
  if (kept === 'yes') return undefined
  const shared = { keeper, variable, holds, size, parts: [] }
  const known = size.basis === 'type' || kept === 'perhaps' ? 'likely' : keeper.certainty
  if (captured.length === 0) {
    return evaluation && { ...shared, certainty: known, problem: 'evaluated', uses: [evaluation] }
  }
  const own = within.length > 0 ? within : captured.filter((node) => isNeededBy(facts, node, keeper.node))
  if (variable !== holds) return { ...shared, certainty: known, problem: 'argument', uses: own }
  const parts = own.flatMap((node) => smallPartAt(facts, node) ?? [])
  const isPart =
    hasFixedSize(size) &&
    own.length === captured.length &&
    parts.length === own.length &&
    !changesLength(variable)
  if (isPart) {
    const isLasting = parts.every((part) => lasts(facts, part, { variable, size, keeper: keeper.node }))
    const certainty = isLasting ? known : 'likely'
    return {
      ...shared,
      certainty,
      problem: 'part',
      uses: own,
      parts: parts.map(({ node }) => node),
      isLasting,
    }
  }
  // That a request or an element is used says nothing of its size.
  if (size.basis === 'type') return undefined
  if (parts.length < own.length && !isNews(keeper)) return undefined
  return { ...shared, certainty: 'likely', problem: 'whole', uses: own }
}

function isWriting(variable: Variable): (node: TSESTree.Node) => boolean {
  return (node) =>
    variable.references.some((reference) => reference.identifier === node && reference.isWrite())
}

function isWrittenOutside(variable: Variable, keeper: FunctionNode): boolean {
  return variable.references.some(
    (reference) => reference.isWrite() && !isWithin(reference.identifier, keeper) && reference.init !== true,
  )
}
