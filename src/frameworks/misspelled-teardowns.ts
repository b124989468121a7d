import { endMembersOf } from '../protocols/frameworks.js'
import type { Framework } from '../protocols/frameworks/framework.js'
import { isTeardownName } from '../protocols/teardowns.js'
import { editDistance } from '../syntax/edit-distance.js'
import type { FunctionNode } from '../syntax/functions.js'
import type { Place } from '../syntax/places.js'
import { membersByHome } from '../cells/call-targets.js'
import { componentOfHome } from './component-homes.js'
import { perFile, type FileFacts } from '../cells/file-facts.js'

/** A member that was meant to run at the end of its component, but has another name than the framework calls. */
export interface MisspelledTeardown {
  node: FunctionNode
  name: string
  meant: string
}

/** Answers the member of a class or object that was meant to be its teardown, and never runs. */
export function misspelledTeardownOf(facts: FileFacts, home: Place): MisspelledTeardown | undefined {
  return misspelledTeardowns(facts).get(home)
}

/** Answers all of them, by the place of `this` that the members of their class or object share. */
export const misspelledTeardowns = perFile((facts): ReadonlyMap<Place, MisspelledTeardown> => {
  const found = new Map<Place, MisspelledTeardown>()
  for (const [home, members] of membersByHome(facts)) {
    const framework = componentOfHome(facts, home)?.framework
    if (!framework) continue
    for (const { name, node } of members) {
      const meant = meantBy(name, framework, facts.settings.teardowns)
      // What other code names, it may run.
      if (meant !== undefined && !facts.nodes.members.has(name)) found.set(home, { node, name, meant })
    }
  }
  return found
})

/** Shorter names differ from everyday words, and from each other, by no more than this. */
const MIN_LENGTH = 11
const MAX_EDITS = 2

/** Answers the teardown of a framework that a name misses by a letter or two. */
function meantBy(name: string, framework: Framework, extra: ReadonlySet<string>): string | undefined {
  const ends = endMembersOf(framework)
  const starts = framework.lifecycles.map(([start]) => start)
  if ([...ends, ...starts, ...framework.updateMembers].includes(name)) return undefined
  const mistaken = framework.mistaken?.get(name)
  if (mistaken !== undefined) return mistaken
  // `onDestroy()` may be the end of something else, which runs it.
  if (isTeardownName(name, 0, extra)) return undefined
  return ends.find((end) => {
    if (end.length < MIN_LENGTH || Math.abs(end.length - name.length) > MAX_EDITS) return false
    return editDistance(end.toLowerCase(), name.toLowerCase()) <= MAX_EDITS
  })
}
