/** Methods, called with nothing, by which code releases a resource by hand. */
export const HAND_RELEASES: ReadonlySet<string> = new Set([
  'Symbol.dispose',
  'Symbol.asyncDispose',
  'dispose',
  'disposeAsync',
  'asyncDispose',
  'close',
  'closeSync',
  'closeAsync',
  'end',
  'destroy',
  'release',
  'releaseLock',
  'unlock',
  'free',
  'stop',
  'shutdown',
  'terminate',
  'disconnect',
  'unsubscribe',
  'kill',
  'quit',
  'abort',
  'cancel',
])

/** The names that a disposal has had since before there was a symbol for it: they mean nothing else. */
export const NAMES_OF_DISPOSAL: ReadonlySet<string> = new Set([
  'Symbol.dispose',
  'Symbol.asyncDispose',
  'dispose',
  'disposeAsync',
  'asyncDispose',
])
