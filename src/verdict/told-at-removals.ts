import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type Asks, type FileFacts } from '../cells/file-facts.js'
import { findings } from './findings.js'

/**
 * Answers the listeners that are told of where the removal stands that should take them out and takes out nothing, by a rule
 * that asks for as much: listener and removal are one mistake, and what has to be changed is the removal.
 */
export function toldAtRemovals(facts: FileFacts, asks: Asks | undefined): ReadonlySet<TSESTree.Node> {
  return asks === undefined ? NONE : asks === 'known' ? toldOfKnown(facts) : toldOfAll(facts)
}

const NONE: ReadonlySet<never> = new Set()

const toldOfKnown = perFile((facts) => meantByRemovals(facts, 'known'))
const toldOfAll = perFile((facts) => meantByRemovals(facts, 'all'))

function meantByRemovals(facts: FileFacts, asks: Asks): ReadonlySet<TSESTree.Node> {
  const told = new Set<TSESTree.Node>()
  for (const { loss, verdict } of findings(facts)) {
    if (!loss.mismatch || verdict === 'silent' || (verdict === 'likely' && asks === 'known')) continue
    if (!('others' in loss.mismatch)) continue
    const { registration, others } = loss.mismatch
    for (const each of [registration, ...others]) if (each) told.add(each.node)
  }
  return told
}
