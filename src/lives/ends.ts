import type { FileFacts } from '../cells/file-facts.js'
import type { Owner } from './owner.js'
import type { Teardown } from './teardown.js'

/** Code that runs when an owner ends. */
export interface End extends Teardown {
  /** Whether it certainly ends the owner, rather than a part of what the owner does. */
  readonly certain: 'yes' | 'unknown'
  /** What it rests on, as a sentence without a full stop. */
  readonly because: string
}

/** Answers the code that runs at the end of an owner, each with how sure it is that the owner ends with it. */
export function endsOf(_facts: FileFacts, owner: Owner): readonly End[] {
  return owner.teardowns.map((teardown) => ({
    ...teardown,
    certain: owner.ends === 'yes' && teardown.isOfEffect !== true ? 'yes' : 'unknown',
    because:
      teardown.isOfEffect === true
        ? `${teardown.name} runs as often as its effect ends`
        : `${teardown.name} ends ${owner.name}`,
  }))
}
