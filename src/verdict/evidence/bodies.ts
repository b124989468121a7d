import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Loss } from '../../losses/loss.js'
import { isWithin } from '../../syntax/functions.js'
import { memberName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { shown, type Shown } from './shown.js'

/** A file that throws one body away unread has found such bodies worth the trouble. */
export function throwsBodiesAway(facts: FileFacts, { duty }: Loss): Shown | undefined {
  if (duty.source !== 'body') return undefined
  return shown('elsewhere the file takes care to throw such a body away', bodiesThrownAway(facts)[0])
}

/** What throws the body of a response away on one of its ways has found it worth the trouble on the others. */
export function throwsThisAway(facts: FileFacts, { duty, ended }: Loss): Shown | undefined {
  if (duty.source !== 'body') return undefined
  const thrown = bodiesThrownAway(facts).find((call) => ended.some((node) => isWithin(node, call)))
  return shown('on another way it is thrown away unread', thrown)
}

/** The calls that throw a body away unread: `response.body?.cancel()`, `await body.dump()`. */
const bodiesThrownAway = perFile((facts) =>
  ['cancel', 'dump'].flatMap((name) =>
    (facts.nodes.calls.get(name) ?? []).filter((call) => {
      const receiver = receiverOf(call)
      const object = receiver && unwrap(receiver)
      const of = object?.type === 'MemberExpression' ? memberName(object) : undefined
      return of === 'body' || (object?.type === 'Identifier' && /body$/i.test(object.name))
    }),
  ),
)
