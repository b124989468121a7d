import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { isStreamByType } from '../../cells/definitions/rxjs-names.js'
import { decoratorName, decoratorsOf } from '../../frameworks/injected-classes.js'
import type { Duty } from '../../ledger/duty.js'
import { subscriptionOf } from '../../ledger/sources/registered/subscriptions.js'
import type { Subscription } from '../../ledger/subscriptions/subscription.js'
import { COMPONENT_DECORATORS } from '../../protocols/rxjs.js'
import { classAround } from '../../syntax/functions.js'
import { streamOf } from './stream-of.js'
import type { Stream } from './stream.js'

/** A stream that something subscribes to. */
export interface Subscribed {
  /** Whether that certainly is a stream of rxjs, or of something that is used like one. */
  readonly isStream: 'yes' | 'unknown'
  readonly stream: Stream
}

/** Answers the stream that a duty subscribes to; undefined for duties of other kinds. */
export function streamOfDuty(facts: FileFacts, duty: Duty): Subscribed | undefined {
  const subscription = subscriptionOf(facts, duty)
  return subscription && streamSubscribedTo(facts, subscription)
}

const streamSubscribedTo = perKey(
  (facts: FileFacts, { basis, source, isSure }: Subscription): Subscribed | undefined => {
    if (basis !== 'stream' || !source) return undefined
    const stream = streamOf(facts, source)
    if (isSure === true || isStreamByType(facts, source) === false)
      return { isStream: isSure === true ? 'yes' : 'unknown', stream }
    // What the services of Angular's components hand out to subscribe to is a stream, by whatever name.
    const isOfService = stream.keeper === 'given' && stream.isHeld === true && isInComponent(source)
    const isUnderstood = stream.ends !== 'unknown' || stream.keeper === 'own' || isOfService
    return { isStream: isUnderstood ? 'yes' : 'unknown', stream }
  },
)

function isInComponent(node: TSESTree.Node): boolean {
  const around = classAround(node)
  const decorators = around ? decoratorsOf(around) : []
  return decorators.some((decorator) => COMPONENT_DECORATORS.has(decoratorName(decorator)))
}
