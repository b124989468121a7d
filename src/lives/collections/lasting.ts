import { SHORT_LIVED_CLASS } from '../../protocols/collections.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { componentOfHome } from '../../frameworks/component-homes.js'
import type { Collection } from '../../ledger/collections/collection.js'

/** Whether a component has a collection, and takes it with it. */
export function goesWithComponent(facts: FileFacts, { lifetime, home }: Collection): boolean {
  return lifetime === 'instance' && home !== undefined && componentOfHome(facts, home)?.ends === true
}

/** Whether the name of a class says that an instance of it goes with a piece of work. */
export function soundsShort({ className }: Collection): boolean {
  return className !== undefined && SHORT_LIVED_CLASS.test(className)
}

/** Whether a collection of an instance may be there for long, for all that its class is called. */
export function mayLiveLong(facts: FileFacts, collection: Collection): boolean {
  return (
    collection.lifetime === 'instance' && !soundsShort(collection) && !goesWithComponent(facts, collection)
  )
}
