import { perKey, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from '../ledger/certainty.js'
import type { Scope } from '../syntax/bindings.js'
import { capturedIn, capturingFunction, contextsAround, type CapturedVariable } from './captured-variables.js'
import { mayOutlive } from './keepers/function-fates.js'
import {
  isInLongLivedFunction,
  isNews,
  longLivedFunctions,
  type LongLivedFunction,
} from './keepers/long-lived-functions.js'
import { neededIn } from './needed-functions.js'
import { isKeptWhole } from './parts/kept-wholes.js'
import { smallPartAt } from './parts/small-parts.js'

/** A large value that a function keeps for the sake of another one beside it. */
export interface SiblingCapture {
  readonly keeper: LongLivedFunction
  readonly found: CapturedVariable
  readonly certainty: Certainty
}

/**
 * Answers the large values of a file that functions keep without a use of their own: each once, for the function that keeps it
 * most certainly, and of several the first. To move its declaration away is the remedy for all of them: told of each, n functions
 * beside n values would make n times n reports.
 */
export function siblingCaptures(facts: FileFacts): readonly SiblingCapture[] {
  const told: SiblingCapture[] = []
  const leftIn = new Map<Scope, Set<CapturedVariable>>()
  for (const keeper of surestFirst(longLivedFunctions(facts))) {
    for (const scope of contextsAround(facts, keeper.node)) {
      const left = leftIn.get(scope) ?? keptForOthersIn(facts, scope)
      leftIn.set(scope, left)
      const needed = left.size > 0 ? neededIn(facts, scope, keeper.node) : NONE
      for (const found of left) {
        const certainty = needed.has(found) ? undefined : certaintyOf(facts, keeper, found)
        if (!certainty) continue
        told.push({ keeper, found, certainty })
        left.delete(found)
      }
    }
  }
  return told
}

const NONE: ReadonlySet<CapturedVariable> = new Set()

function surestFirst(keepers: readonly LongLivedFunction[]): readonly LongLivedFunction[] {
  const isSure = ({ certainty }: LongLivedFunction): boolean => certainty === 'known'
  return [...keepers.filter(isSure), ...keepers.filter((each) => !isSure(each))]
}

/** The large variables of a scope that some function uses, and that do not stay in any case. */
function keptForOthersIn(facts: FileFacts, scope: Scope): Set<CapturedVariable> {
  return new Set(
    capturedIn(facts, scope).filter(
      (found) =>
        found.captured.length > 0 && isKeptWhole(facts, found.holds) !== 'yes' && !isKeptAnyway(facts, found),
    ),
  )
}

/** Whether another function that is kept as well needs the value, so that it stays in any case. */
function isKeptAnyway(facts: FileFacts, { captured }: CapturedVariable): boolean {
  return captured.some((node) => isInLongLivedFunction(facts, node) && !smallPartAt(facts, node))
}

function certaintyOf(
  facts: FileFacts,
  keeper: LongLivedFunction,
  found: CapturedVariable,
): Certainty | undefined {
  const isTyped = found.size.basis === 'type'
  const isPassing = keeper.stay === 'passing'
  if (isTyped && (isPassing || !isNews(keeper))) return undefined
  // Neither that the one stays nor that the other goes is certain.
  if (!isUsedShortly(facts, found)) return isPassing ? undefined : 'likely'
  return isTyped || isKeptWhole(facts, found.holds) === 'perhaps' ? 'likely' : keeper.certainty
}

/** Whether all that uses a value takes a small part of it, or is done with when the call is. */
const isUsedShortly = perKey((facts: FileFacts, { captured, variable }: CapturedVariable): boolean =>
  captured.every((node) => {
    if (smallPartAt(facts, node) !== undefined) return true
    const capturing = capturingFunction(node, variable)
    return !capturing || !mayOutlive(facts, capturing)
  }),
)
