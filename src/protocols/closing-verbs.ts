/* What ends something, by its name alone. One table for all who ask. */

/**
 * Methods that end what they are called on and mean nothing else, the one that says most first. Words that are said of
 * collections, elements and requests as well (`remove`, `delete`, `clear`, `abort`) are no members.
 */
export const CLOSING_VERBS: readonly string[] = [
  'dispose',
  'destroy',
  'close',
  'terminate',
  'release',
  'disconnect',
  'unlock',
  'quit',
  'free',
  'shutdown',
  'kill',
  'stop',
  'end',
  'cancel',
  'unsubscribe',
  'teardown',
  'cleanup',
  'unmount',
  '$destroy',
  '$disconnect',
  'closeSync',
  'Symbol.dispose',
  'Symbol.asyncDispose',
]

const CLOSING: ReadonlySet<string> = new Set(CLOSING_VERBS)

/** A closing verb with what it is done to: `closeConnection`, `releaseLock`, `freeBuffer`, `tearDownView`. */
const CLOSING_PREFIX =
  /^_*(?:dispose|destroy|close|terminate|release|disconnect|unlock|quit|free|shut_?[dD]own|kill|stop|cancel|unsubscribe|tear_?[dD]own|clean_?[uU]p|unmount)(?![a-z])/

/** Whether a name is that of a closing verb, alone or with what it is done to. */
export function isClosingVerb(name: string): boolean {
  return CLOSING.has(name) || CLOSING_PREFIX.test(name)
}
