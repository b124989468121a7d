import { RELEASING_NAME } from '../protocols/teardowns.js'
import { isClass, type FunctionNode } from '../syntax/functions.js'
import { calleeName } from '../syntax/property-name.js'
import { walk } from '../syntax/walk.js'
import { membersByHome } from './call-targets.js'
import { perFile, type FileFacts } from './file-facts.js'
import type { MisspelledRemoval } from './mismatch.js'
import { misspelledTeardowns } from './misspelled-teardowns.js'

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

function releasesSomething({ sourceCode }: FileFacts, { body }: FunctionNode): boolean {
  let releases = false
  walk(body, sourceCode.visitorKeys, (inner) => {
    if (inner.type === 'CallExpression' && RELEASING_NAME.test(calleeName(inner) ?? '')) releases = true
    return !releases
  })
  return releases
}
