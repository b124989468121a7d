import { isClass, type FunctionNode } from '../../syntax/functions.js'
import { membersByHome } from '../../cells/call-targets.js'
import { perFile } from '../../cells/file-facts.js'
import type { MisspelledRemoval } from './mismatch.js'
import { misspelledTeardowns } from '../../frameworks/misspelled-teardowns.js'
import { releasesSomething } from '../../lives/ends/teardown.js'

/** Answers the members that release something and that nothing runs, since their name misses that of a teardown. */
export const misspelledRemovals = perFile((facts): readonly MisspelledRemoval[] =>
  [...misspelledTeardowns(facts)].flatMap(([home, { node, name, meant }]) => {
    const isThere = membersByHome(facts)
      .get(home)
      ?.some((member) => member.name === meant)
    const { parent } = node
    if (isThere === true || !('key' in parent) || !releasesSomething(facts, node)) return []
    return [
      {
        kind: 'misspelledTeardown',
        certainty: 'known',
        node: parent.key,
        name,
        right: meant,
        className: nameOfClass(node),
      },
    ]
  }),
)

function nameOfClass(node: FunctionNode): string {
  const holder = node.parent.parent?.parent
  return (isClass(holder) ? holder.id?.name : undefined) ?? 'this class'
}
