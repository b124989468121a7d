import { perFile } from '../../cells/file-facts.js'
import { isReplay } from '../../ledger/sources/registered/subscriptions.js'
import { duties } from '../../ledger/duties.js'
import { link } from '../../ledger/link.js'
import { isService, lifeOf } from '../../lives/application-life.js'
import { ownersOf } from '../../lives/owner.js'
import { pipedStream } from '../../lives/streams/stream-of.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import type { Loss } from '../loss.js'

/** Answers what keeps its source subscribed when nobody listens any more: `shareReplay(1)` above a stream that never ends, made by something that does. */
export const replayLosses = perFile((facts): readonly Loss[] =>
  duties(facts).flatMap((duty) => {
    const { site } = duty
    const pipe = isReplay(duty) ? site.parent : undefined
    if (pipe?.type !== 'CallExpression' || runsAtModuleLoad(site)) return []
    const [owner] = ownersOf(facts, site)
    if (!owner || lifeOf(owner) !== 'ends' || isService(owner)) return []
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
      links: { matters: link('likely', 'it keeps one subscription for each owner', site) },
    } satisfies Loss
  }),
)
