import type { TSESTree } from '@typescript-eslint/utils'

import { receiverOf } from '../../syntax/property-name.js'
import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { isEndlessKey } from '../../lives/collections/growth-keys.js'
import { namesPartOfProgram } from '../../lives/collections/key-names.js'
import { isProgramKey } from '../../lives/collections/program-keys.js'
import { isAgain, recursOf } from './runs-again.js'
import { uniquenessOf } from '../../cells/values/unique-values.js'

/** A symbol that is registered for the whole process under a key that is made while the program runs. */
export interface RegisteredSymbol {
  node: TSESTree.CallExpression
  key: TSESTree.Node
  certainty: Certainty
}

/** Answers the calls of `Symbol.for` whose keys the program does not name. */
export const registeredSymbols = perFile((facts): readonly RegisteredSymbol[] =>
  (facts.nodes.calls.get('for') ?? []).flatMap((node) => {
    const [key] = node.arguments
    const receiver = receiverOf(node)
    const isRegistry =
      receiver?.type === 'Identifier' && receiver.name === 'Symbol' && facts.bindings.isGlobal(receiver)
    if (!isRegistry || !key || key.type === 'SpreadElement' || isProgramKey(facts, key)) return []
    const certainty = certaintyOf(facts, node, key)
    return certainty ? [{ node, key, certainty }] : []
  }),
)

function certaintyOf(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  key: TSESTree.Expression,
): Certainty | undefined {
  const recurs = recursOf(facts, node)
  if (recurs === 'once') return undefined
  if (uniquenessOf(facts, key)?.kind === 'always') return 'known'
  if (isEndlessKey(facts, key)) return isAgain(recurs) ? 'known' : 'likely'
  return namesPartOfProgram(key) ? undefined : 'likely'
}
