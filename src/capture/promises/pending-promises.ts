import { isModuleVariable } from '../../syntax/bindings.js'
import { classAround, runsAtModuleLoad, type ClassNode } from '../../syntax/functions.js'
import { instanceKeeper, isMadePerCall } from '../../lives/class-life.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { keptPromises, type KeptPromise } from './kept-promises.js'
import { endingOfPromise, type PromiseEnding } from './promise-endings.js'

/** A promise that stays pending until an end, and how long it is there. */
export interface PendingPromise extends KeptPromise {
  ending: PromiseEnding
  /**
   * - `module`: as long as the program, `instance`: as long as an instance
   * - `function`: as long as the call that makes it, or what that call leaves behind
   */
  life: 'module' | 'instance' | 'function'
  /** Whether it certainly lives that long, and nothing but that end settles it. */
  certainty: Certainty
}

/** Answers the promises of a file that stay pending in normal operation. */
export const pendingPromises = perFile((facts): readonly PendingPromise[] =>
  keptPromises(facts).flatMap((promise) => {
    if (promise.uses.length === 0) return []
    const lived = lifeOf(promise)
    const ending = lived && endingOfPromise(facts, promise)
    if (!ending) return []
    const isSure = ending.kind !== 'event' && isThereForGood(facts, promise, lived.owner, lived.life)
    const { life, owner } = lived
    if (life === 'instance' && owner && isMadePerCall(facts, owner)) return []
    return [{ ...promise, ending, life, certainty: isSure ? 'known' : 'likely' }]
  }),
)

function lifeOf({
  home,
  node,
}: KeptPromise): { life: PendingPromise['life']; owner?: ClassNode } | undefined {
  if (home.kind === 'variable') {
    return { life: isModuleVariable(home.variable) ? 'module' : 'function' }
  }
  if (home.isStatic) return { life: 'module' }
  const owner = home.place.startsWith('this') ? classAround(node) : undefined
  return owner && { life: 'instance', owner }
}

function isThereForGood(
  facts: FileFacts,
  { node }: KeptPromise,
  owner: ClassNode | undefined,
  life: PendingPromise['life'],
): boolean {
  if (life === 'module') return runsAtModuleLoad(node)
  return owner !== undefined && instanceKeeper(facts, owner) !== undefined
}
