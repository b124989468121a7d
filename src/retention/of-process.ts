import { escapingStores } from '../capture/contexts/async-contexts.js'
import { leakedHookTables, piledHooks } from '../capture/contexts/async-hook-tables.js'
import { keptSnapshots } from '../capture/kept-snapshots.js'
import { permanentAllocations } from '../capture/process/permanent-allocations.js'
import { finalizerLeaks } from '../capture/weak/finalizer-leaks.js'
import type { FileFacts } from '../cells/file-facts.js'
import { codeOf, positionOf } from '../verdict/positions.js'
import { asSaid, inCode, inWords, retentionAt, type Retainer, type Retention } from './retention.js'

/** Answers what the process and its runtime keep: modules, symbols, finalizers, the contexts of asynchronous work. */
export function retentionsOfProcess(facts: FileFacts): readonly Retention[] {
  return [...ofAllocations(facts), ...ofFinalizers(facts), ...ofContexts(facts)]
}

function ofAllocations(facts: FileFacts): Retention[] {
  return permanentAllocations(facts).flatMap((found) => {
    switch (found.kind) {
      case 'import':
        return retentionAt(found.node, [
          inWords('the table of modules', PROCESS),
          inWords('a module', 'loaded once more', positionOf(found.node)),
          inCode(codeOf(facts, found.source), 'what makes it another one'),
        ])
      case 'symbol':
        return retentionAt(found.node, [
          inWords('the registry of symbols', PROCESS),
          inCode(codeOf(facts, found.key), 'a key of it', positionOf(found.node)),
        ])
      case 'module':
        return retentionAt(found.node, [
          inCode('module.children', PROCESS),
          inWords('the module that was deleted', '', positionOf(found.node)),
        ])
      case 'context':
      case 'entry':
        return retentionAt(found.node, [
          asSaid(found.collection.keeper, PROCESS),
          inCode(found.collection.name, found.collection.protocol.noun),
          inWords(found.kind === 'context' ? 'a context' : 'a key', 'an entry', positionOf(found.node)),
        ])
      case 'handler':
        return []
    }
  })
}

const PROCESS = 'until the process ends'

function ofFinalizers(facts: FileFacts): Retention[] {
  return finalizerLeaks(facts).map(({ node, target, registration }) => {
    const held = registration.arguments[1]
    const path: readonly Retainer[] = [
      inWords('a FinalizationRegistry', 'until its target is collected', positionOf(registration)),
      ...(held ? [inCode(codeOf(facts, held), 'the held value')] : []),
      inCode(codeOf(facts, target), 'the target'),
    ]
    return retentionAt(node, path)
  })
}

function ofContexts(facts: FileFacts): Retention[] {
  return [
    ...escapingStores(facts).map(({ node, storage }) =>
      retentionAt(node, [
        inWords('the work of the caller', 'and all that it starts'),
        inCode(codeOf(facts, storage), 'an AsyncLocalStorage', positionOf(node)),
        ...storeOf(facts, node.arguments[0]),
      ]),
    ),
    ...leakedHookTables(facts).map(({ node, collection }) =>
      retentionAt(node, [
        asSaid(collection.keeper, ''),
        inCode(collection.name, collection.protocol.noun),
        inWords('an entry', 'for each asynchronous resource', positionOf(node)),
      ]),
    ),
    ...piledHooks(facts).map(({ node }) =>
      retentionAt(node, [
        inWords('the runtime', PROCESS),
        inWords('an asynchronous hook', '', positionOf(node)),
      ]),
    ),
    ...keptSnapshots(facts).map(({ node, keeper }) =>
      retentionAt(node, [asSaid(keeper, ''), inWords('the context of each call', '', positionOf(node))]),
    ),
  ]
}

function storeOf(facts: FileFacts, store: Parameters<typeof codeOf>[1] | undefined): Retainer[] {
  return store ? [inCode(codeOf(facts, store), 'the store')] : []
}
