import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { doubted, link, type Link } from '../../ledger/link.js'
import { isService, lifeOf } from '../../lives/application-life.js'
import { runsOnce } from '../../lives/multiplicity.js'
import type { Stream } from '../../lives/streams/stream.js'
import type { Subscribed } from '../../lives/streams/subscribed.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import type { Course } from '../handles/course.js'
import type { Handle } from '../handles/handle.js'
import { endedByThen } from './ended-by-then.js'

/** Answers how a subscription to a stream goes on that nothing ends, or that something ends at another time than the end of its owner. */
export function courseOfStream(
  facts: FileFacts,
  handle: Handle,
  { isStream, stream }: Subscribed,
  ends: readonly TSESTree.Node[],
): Course {
  const { duty, owner } = handle
  const { site } = duty
  const matters = onceLink(site, lifeOf(owner))
  const open = openLink(stream, site) ?? endedByThen(facts, handle, ends)
  return {
    node: site,
    isPlain: true,
    keepsLinks: true,
    links: {
      owed:
        isStream === 'yes' ? link('yes', 'a stream keeps its subscribers until it ends', site) : duty.owed,
      lasting: lastingLink(facts, handle, stream),
      ...(open && { open }),
      ...(matters && { matters }),
    },
  }
}

/** What ends by itself, or with its owner, needs no other end. */
export function openLink({ ends, ending, node }: Stream, site: TSESTree.Node): Link | undefined {
  if (ends === 'byItself') return link('no', 'the stream ends by itself', node ?? site)
  return ending && link('no', 'an operator ends the stream', ending.operator)
}

function onceLink(site: TSESTree.Node, life: ReturnType<typeof lifeOf>): Link | undefined {
  if (runsAtModuleLoad(site)) return link('no', 'it is subscribed once, while the module loads', site)
  return life === 'stays' ? link('no', 'there is one for as long as the application runs', site) : undefined
}

/** Does what keeps the subscribers of a stream outlive the owner that ends and leaves one there. */
function lastingLink(facts: FileFacts, { duty: { site }, owner }: Handle, stream: Stream): Link {
  const { keeper, ends, isHeld } = stream
  const node = stream.node ?? site
  const text = facts.sourceCode.getText(node)
  const endsInTime = lifeOf(owner) === 'ends'
  const isOfService = owner !== undefined && isService(owner)
  switch (keeper) {
    case 'own':
      return link('no', `${text} goes with its subscriber`, node)
    case 'unknown':
      return link('unknown', `nothing tells how long ${text} lives`, node)
    case 'outlives': {
      const isEndless = ends === 'never' && !isOfService
      if (!endsInTime)
        return isEndless && !runsOnce(facts, site)
          ? link('likely', `${text} goes on, and each run may add one more`, node)
          : link('unknown', `nothing is seen to end before ${text}`, node)
      return isEndless
        ? link('yes', `${text} outlives ${owner?.name ?? 'its owner'}`, node)
        : link('likely', `${text} may outlive ${owner?.name ?? 'its owner'}`, node)
    }
    case 'given':
      if (isHeld !== true || isOfService) return link('unknown', `${text} may be over by then`, node)
      return doubted(
        'forgotten',
        endsInTime ? 'likely' : 'unknown',
        `${text} comes from outside, and may stay`,
        node,
      )
  }
}
