import { noLargeCapture } from './no-large-capture.js'
import { noUnboundedCollection } from './no-unbounded-collection.js'
import { requireListenerRemoval } from './require-listener-removal.js'
import { requireRelease } from './require-release.js'
import { requireTimerCleanup } from './require-timer-cleanup.js'

/** Every rule of the plugin under its name. */
export const rules = {
  'no-large-capture': noLargeCapture,
  'no-unbounded-collection': noUnboundedCollection,
  'require-listener-removal': requireListenerRemoval,
  'require-release': requireRelease,
  'require-timer-cleanup': requireTimerCleanup,
}
