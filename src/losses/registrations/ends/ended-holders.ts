import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../../cells/file-facts.js'
import { link, type Link } from '../../../ledger/link.js'
import type { Registration } from '../../../ledger/registrations/registration.js'
import type { Owner } from '../../../lives/owner.js'
import { runsWithin } from '../../../lives/ends/teardown.js'
import { unwrap } from '../../../syntax/unwrap.js'
import { receiverOf } from '../../../syntax/property-name.js'

/**
 * Answers that the end of an owner ends what a listener is on, or what that is a part of: `this.model.changed.connect(update)` and
 * `this.model.dispose()`. What it ends is its own, and takes its listeners along. Undefined where nothing of that is seen.
 */
export function endedHolder(
  facts: FileFacts,
  { target }: Registration,
  owners: readonly Owner[],
): Link | undefined {
  for (let node = unwrap(target.node); node.type === 'MemberExpression'; node = unwrap(node.object)) {
    const place = facts.places.placeOf(node)
    if (place?.startsWith('this') !== true) continue
    const end = ENDS_FOR_GOOD.flatMap((name) => facts.nodes.calls.get(name) ?? []).find(
      (call) =>
        isOn(facts, call, place) && owners.some(({ teardowns }) => runsWithin(facts, call, teardowns)),
    )
    if (end) return link('no', 'the end of its owner ends it as well', end)
  }
  return undefined
}

function isOn(facts: FileFacts, call: TSESTree.CallExpression, place: string): boolean {
  const receiver = receiverOf(call)
  return receiver !== undefined && call.arguments.length === 0 && facts.places.placeOf(receiver) === place
}

/** Methods after which a thing is of no use to anybody. */
const ENDS_FOR_GOOD: readonly string[] = ['dispose', 'destroy', 'terminate', 'removeAllListeners', 'remove']
