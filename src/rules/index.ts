import { noFinalizerRetention } from './no-finalizer-retention.js'
import { noLargeCapture } from './no-large-capture.js'
import { noLeakedAsyncContext } from './no-leaked-async-context.js'
import { noMismatchedRemoval } from './no-mismatched-removal.js'
import { noPendingPromiseRetention } from './no-pending-promise-retention.js'
import { noPermanentAllocation } from './no-permanent-allocation.js'
import { noRetainedSlice } from './no-retained-slice.js'
import { noUnboundedCollection } from './no-unbounded-collection.js'
import { noUnboundedRecursion } from './no-unbounded-recursion.js'
import { noOverwrittenResource } from './no-overwritten-resource.js'
import { preferPipeline } from './prefer-pipeline.js'
import { preferStreaming } from './prefer-streaming.js'
import { preferWeakCollection } from './prefer-weak-collection.js'
import { preferUsing } from './prefer-using.js'
import { requireBodyConsumption } from './require-body-consumption.js'
import { requireCacheLimit } from './require-cache-limit.js'
import { requireListenerRemoval } from './require-listener-removal.js'
import { requireMemberRelease } from './require-member-release.js'
import { requireObserverDisconnect } from './require-observer-disconnect.js'
import { requireRelease } from './require-release.js'
import { requireTimerCleanup } from './require-timer-cleanup.js'
import { requireUnsubscribe } from './require-unsubscribe.js'
import { requireWeakrefSweep } from './require-weakref-sweep.js'

/** Every rule of the plugin under its name. */
export const rules = {
  'no-finalizer-retention': noFinalizerRetention,
  'no-large-capture': noLargeCapture,
  'no-leaked-async-context': noLeakedAsyncContext,
  'no-mismatched-removal': noMismatchedRemoval,
  'no-pending-promise-retention': noPendingPromiseRetention,
  'no-permanent-allocation': noPermanentAllocation,
  'no-retained-slice': noRetainedSlice,
  'no-unbounded-collection': noUnboundedCollection,
  'no-unbounded-recursion': noUnboundedRecursion,
  'no-overwritten-resource': noOverwrittenResource,
  'prefer-pipeline': preferPipeline,
  'prefer-streaming': preferStreaming,
  'prefer-using': preferUsing,
  'prefer-weak-collection': preferWeakCollection,
  'require-body-consumption': requireBodyConsumption,
  'require-cache-limit': requireCacheLimit,
  'require-listener-removal': requireListenerRemoval,
  'require-member-release': requireMemberRelease,
  'require-observer-disconnect': requireObserverDisconnect,
  'require-release': requireRelease,
  'require-timer-cleanup': requireTimerCleanup,
  'require-unsubscribe': requireUnsubscribe,
  'require-weakref-sweep': requireWeakrefSweep,
}
