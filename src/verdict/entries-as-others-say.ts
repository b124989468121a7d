import type { TSESTree } from '@typescript-eslint/utils'

import { mentionsElsewhere } from '../cells/definitions/mentions-elsewhere.js'
import type { FileFacts } from '../cells/file-facts.js'
import { accessOf } from '../ledger/collections/access.js'
import type { Collection } from '../ledger/collections/collection.js'
import { link, LINK_NAMES, type Link } from '../ledger/link.js'
import { inProject } from '../lives/in-project.js'
import { runsOnce } from '../lives/multiplicity.js'
import type { Growth } from '../losses/growth/growth.js'
import type { EntryFinding } from './growth-findings.js'
import { verdictOf } from './verdict-of.js'

/** Answers an entry that stays as other files of the project make it: whether anybody else empties its collection, who imports it shows. */
export function entryAsOthersSay(facts: FileFacts, finding: EntryFinding): EntryFinding {
  const { loss, links, verdict } = finding
  if (verdict !== 'likely' || links.alone.sure === 'yes') return finding
  if (facts.onlyKnown && LINK_NAMES.some((name) => name !== 'alone' && links[name].sure !== 'yes'))
    return finding
  const alone = aloneElsewhere(facts, loss.uses.collection)
  if (!alone) return finding
  const told = { ...links, alone }
  return { ...finding, links: told, verdict: verdictOf(told) }
}

/** Whether other files show that a collection keeps nothing: its entries are added once, or one of the files takes them out. */
export function isBalancedElsewhere(facts: FileFacts, { collection, node }: Growth): boolean {
  return isAddedOnce(facts, node) || aloneElsewhere(facts, collection)?.sure === 'no'
}

function isAddedOnce(facts: FileFacts, node: TSESTree.Node): boolean {
  return !runsOnce(facts, node) && inProject.timesOfCode(facts, node).times === 'once'
}

/** `no` where another file takes entries out; `yes` where all that name the collection only read it, or add to it. */
function aloneElsewhere(facts: FileFacts, collection: Collection): Link | undefined {
  const { lifetime, node } = collection
  const name = lifetime === 'module' && node.type === 'VariableDeclarator' ? node.id : undefined
  const mentions = name?.type === 'Identifier' ? mentionsElsewhere(facts, name) : undefined
  if (!mentions) return undefined
  const kinds = mentions.map((each) => accessOf(each.facts, collection, each.node).kind)
  if (kinds.includes('shrink')) return link('no', 'another file takes entries out')
  return kinds.every((kind) => kind === 'read' || kind === 'grow')
    ? link('yes', 'no other file takes entries out')
    : undefined
}
