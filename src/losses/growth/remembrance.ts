import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { useOf } from '../../cells/uses/uses.js'
import type { Grow, Read } from '../../ledger/collections/access.js'
import { continuesEntry, type CollectionUses } from '../../ledger/collections/uses.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/**
 * Whether an entry says of something that it has happened, when, or how often, rather than what there is of it now:
 * that is of use after the end as well.
 */
export function isRemembrance(facts: FileFacts, uses: CollectionUses, grow: Grow): boolean {
  if (continuesEntry(facts, uses, grow)) return true
  const value = grow.value && unwrap(grow.value)
  if (value?.type === 'CallExpression') return calleeName(value) === 'now'
  if (value?.type === 'NewExpression') return calleeName(value) === 'Date'
  const saysNothing = uses.collection.protocol.noun === 'Set' || value?.type === 'Literal'
  return saysNothing && uses.reads.length > 0 && onlyAskForKeys(facts, uses)
}

const onlyAskForKeys = perKey((facts: FileFacts, { reads }: CollectionUses): boolean =>
  reads.every((read) => asksForKey(facts, read)),
)

/** `seen.has(url)`, `seen[url]`; what goes through a collection asks what there is. */
function asksForKey(facts: FileFacts, { node, key, entry }: Read): boolean {
  if (entry) return key !== undefined
  const use = useOf(facts, node)
  return use.kind === 'receiver' && /^has(?:OwnProperty)?$/.test(use.method ?? '')
}
