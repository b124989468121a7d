import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { toldWhat } from '../../cells/uses/told.js'
import { useOf } from '../../cells/uses/uses.js'
import { isReplay } from '../../ledger/sources/registered/subscriptions.js'
import { duties } from '../../ledger/duties.js'
import { link, type Link } from '../../ledger/link.js'
import { isService, lifeOf } from '../../lives/application-life.js'
import { runsOnce } from '../../lives/multiplicity.js'
import { ownersOf, type Owner } from '../../lives/owner.js'
import { pipedStream } from '../../lives/streams/stream-of.js'
import { enclosingFunction, runsAtModuleLoad } from '../../syntax/functions.js'
import type { Loss } from '../loss.js'

/**
 * Answers what keeps its source subscribed when nobody listens any more: `shareReplay(1)` above a stream that never ends, made by
 * something that does, or once more by each call for what the call is told.
 */
export const replayLosses = perFile((facts): readonly Loss[] =>
  duties(facts).flatMap((duty) => {
    const { site } = duty
    const pipe = isReplay(duty) ? site.parent : undefined
    if (pipe?.type !== 'CallExpression' || runsAtModuleLoad(site)) return []
    const [owner] = ownersOf(facts, site)
    const matters = matteringTo(facts, pipe, owner)
    if (!matters) return []
    const stream = pipedStream(facts, pipe, pipe.arguments.indexOf(site))
    if (stream.ends !== 'never' || stream.keeper !== 'outlives') return []
    return {
      kind: 'outlived',
      form: 'replayStays',
      duty,
      cell: undefined,
      node: site,
      at: undefined,
      owner,
      ended: [],
      links: { matters },
    } satisfies Loss
  }),
)

function matteringTo(
  facts: FileFacts,
  pipe: TSESTree.CallExpression,
  owner: Owner | undefined,
): Link | undefined {
  if (owner && lifeOf(owner) === 'ends' && !isService(owner))
    return link('likely', 'it keeps one subscription for each owner', pipe)
  const scope = enclosingFunction(pipe)
  const told = scope && useOf(facts, pipe).kind === 'returned' ? toldWhat(facts, scope) : undefined
  if (!told || runsOnce(facts, pipe)) return undefined
  return link(
    'likely',
    `each call keeps one more subscription, for another ${told.name}`,
    told.identifiers[0],
  )
}
