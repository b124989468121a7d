import type { TSESTree } from '@typescript-eslint/utils'

import { unsweptCollections } from '../capture/weak/weak-references.js'
import { weakCandidates } from '../capture/weak/weak-candidates.js'
import type { FileFacts } from '../cells/file-facts.js'
import type { Collection } from '../ledger/collections/collection.js'
import { unboundedCaches } from '../losses/caches/unbounded-caches.js'
import { calleeName } from '../syntax/property-name.js'
import { explainedLinks, explainedOwner } from '../verdict/explain.js'
import { growthFindings } from '../verdict/growth-findings.js'
import { codeOf, positionOf } from '../verdict/positions.js'
import { asSaid, inCode, inWords, retentionAt, type Retainer, type Retention } from './retention.js'

/** Answers who keeps the entries of the collections and caches of a file that may be reported. */
export function retentionsOfCollections(facts: FileFacts): readonly Retention[] {
  return [...ofGrowth(facts), ...ofWeakCandidates(facts), ...ofUnswept(facts), ...ofCaches(facts)]
}

function ofGrowth(facts: FileFacts): Retention[] {
  return growthFindings(facts).map(({ collection, node, key, links }) => ({
    reportedAt: positionOf(node),
    path: [...keeperOf(collection), ...entryOf(facts, node, key)],
    loss: null,
    owner: explainedOwner(facts, node),
    links: links ? explainedLinks(links) : [],
  }))
}

function ofWeakCandidates(facts: FileFacts): Retention[] {
  return weakCandidates(facts).map(({ collection, key }) =>
    retentionAt(collection.node, [
      ...keeperOf(collection),
      inCode(codeOf(facts, key), 'the key, an object of others'),
    ]),
  )
}

function ofUnswept(facts: FileFacts): Retention[] {
  return unsweptCollections(facts).map(({ collection, node }) =>
    retentionAt(node, [
      ...keeperOf(collection),
      inWords('an empty WeakRef', 'after its object is gone', positionOf(node)),
    ]),
  )
}

function ofCaches(facts: FileFacts): Retention[] {
  return unboundedCaches(facts).map(({ row, call, name, key, seeming }) =>
    retentionAt(seeming?.node ?? (row.wraps === undefined ? call : call.callee), [
      inWords('this module', 'until the program ends'),
      inCode(name ?? calleeName(call) ?? 'the cache', 'a cache without a limit', positionOf(call)),
      key === undefined ? inWords('each result', '') : inCode(key, 'a key for each result'),
    ]),
  )
}

function keeperOf({ keeper, lifetime, name, protocol, node }: Collection): Retainer[] {
  const until = lifetime === 'module' ? 'until the program ends' : 'as long as it lives'
  return [asSaid(keeper, until), inCode(name, protocol.noun, positionOf(node))]
}

/** What an addition puts in: the key and the value where the code shows both, else one of them. */
function entryOf(facts: FileFacts, node: TSESTree.Node, key: TSESTree.Node | undefined): Retainer[] {
  const values = node.type === 'CallExpression' ? node.arguments.filter((each) => each !== key) : []
  const [value] = values
  const at = positionOf(node)
  return [
    ...(key ? [inCode(codeOf(facts, key), 'the key of an entry', at)] : []),
    ...(value ? [inCode(codeOf(facts, value), key ? 'its value' : 'an entry', key ? null : at)] : []),
    ...(key || value ? [] : [inWords('an entry', 'once each time this runs', at)]),
  ]
}
