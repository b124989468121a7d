import { noLargeCapture } from './no-large-capture.js'
import { noMismatchedRemoval } from './no-mismatched-removal.js'
import { noPermanentAllocation } from './no-permanent-allocation.js'
import { noUnboundedCollection } from './no-unbounded-collection.js'
import { noOverwrittenResource } from './no-overwritten-resource.js'
import { preferPipeline } from './prefer-pipeline.js'
import { preferUsing } from './prefer-using.js'
import { requireBodyConsumption } from './require-body-consumption.js'
import { requireListenerRemoval } from './require-listener-removal.js'
import { requireMemberRelease } from './require-member-release.js'
import { requireObserverDisconnect } from './require-observer-disconnect.js'
import { requireRelease } from './require-release.js'
import { requireTimerCleanup } from './require-timer-cleanup.js'
import { requireUnsubscribe } from './require-unsubscribe.js'

/** Every rule of the plugin under its name. */
export const rules = {
  'no-large-capture': noLargeCapture,
  'no-mismatched-removal': noMismatchedRemoval,
  'no-permanent-allocation': noPermanentAllocation,
  'no-unbounded-collection': noUnboundedCollection,
  'no-overwritten-resource': noOverwrittenResource,
  'prefer-pipeline': preferPipeline,
  'prefer-using': preferUsing,
  'require-body-consumption': requireBodyConsumption,
  'require-listener-removal': requireListenerRemoval,
  'require-member-release': requireMemberRelease,
  'require-observer-disconnect': requireObserverDisconnect,
  'require-release': requireRelease,
  'require-timer-cleanup': requireTimerCleanup,
  'require-unsubscribe': requireUnsubscribe,
}
