import { perFile } from '../../../cells/file-facts.js'
import type { Duty } from '../../duty.js'
import { dutiesOfDelayedFunctions } from './delayed-functions.js'
import { dutiesOfObservers } from './observers.js'
import { dutiesOfSubscriptions } from './subscriptions.js'
import { dutiesOfTimers } from './timers.js'

/**
 * Answers what goes on until it is ended, whether its handle is kept or not: timers, observers, subscriptions. What becomes
 * of such a handle is the same question as for any other duty.
 */
export const dutiesOfHandles = perFile((facts): readonly Duty[] => [
  ...dutiesOfTimers(facts),
  ...dutiesOfDelayedFunctions(facts),
  ...dutiesOfObservers(facts),
  ...dutiesOfSubscriptions(facts),
])
