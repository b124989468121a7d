import { UNMISTAKABLE_EVENT } from '../../protocols/subscriptions.js'
import { runsAtModuleLoad } from '../../syntax/functions.js'
import { isDropped } from '../../cells/dropped.js'
import { perFile } from '../../cells/file-facts.js'
import { typedEnding } from './by-type.js'
import { collectorAround } from './collected.js'
import { eventCalls } from './events.js'
import { registeredBy, type Subscription } from './subscription.js'

/**
 * Answers the calls that listen to what is called like an event and drop what it answers, or collect it: `model.onDidChange(listener)`. Events of
 * some names answer a disposable wherever they are in use; of others the code beside them has to say so.
 */
export const subscriptionsByEvent = perFile((facts): readonly Subscription[] =>
  eventCalls(facts)
    .filter(
      ({ node }) =>
        (isDropped(facts, node) || collectorAround(facts, node) !== undefined) &&
        !runsAtModuleLoad(node) &&
        typedEnding(facts, node) !== 'no',
    )
    .map(({ node, name, source }) => ({
      ...registeredBy(node, source),
      ending: 'dispose',
      basis: 'event',
      isSure: UNMISTAKABLE_EVENT.test(name) || typedEnding(facts, node) === 'dispose',
    })),
)
