import { perKey, type FileFacts } from '../../cells/file-facts.js'
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

const onlyAskForKeys = perKey((_facts: FileFacts, { reads }: CollectionUses): boolean =>
  reads.every(asksForKey),
)

/** `seen.has(url)`, `seen[url]`, and `seen.size === 0`, which asks for none; what goes through a collection asks what there is. */
function asksForKey({ of, key, entry }: Read): boolean {
  return entry ? key !== undefined : of === 'presence' || of === 'nothing'
}
