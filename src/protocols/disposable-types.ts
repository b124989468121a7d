/**
 * Interfaces by whose name a project says that what has them is to be ended, with the method that does so. Names that
 * editors, their extensions and libraries of streams have made common; classes are known by their rows.
 */
export const ENDS_OF_DISPOSABLE_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Disposable', ['dispose', 'Symbol.dispose']],
  ['IDisposable', ['dispose', 'Symbol.dispose']],
  ['DisposableLike', ['dispose', 'Symbol.dispose']],
  ['AsyncDisposable', ['dispose', 'Symbol.asyncDispose']],
  ['IAsyncDisposable', ['dispose', 'Symbol.asyncDispose']],
  ['Unsubscribable', ['unsubscribe']],
  ['SubscriptionLike', ['unsubscribe']],
  ['EmitterSubscription', ['remove']],
  ['EventSubscription', ['remove']],
])

/** Constructors and functions of that name make something that is ended by `dispose()`. */
export const MAKES_DISPOSABLE =
  /^(?:to|create|make)?_?(?:Composite|Combined|Mutable)?I?Disposable$|^combinedDisposable$/
