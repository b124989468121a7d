/* What ends something, by its name alone. One table for all who ask. */

import { rememberedName } from '../syntax/remembered.js'

/** Methods by which an object that somebody else owns is closed, the one that says most first. */
export const CLOSING_METHODS: readonly string[] = [
  'dispose',
  'destroy',
  'close',
  'terminate',
  'disconnect',
  'Symbol.dispose',
  'Symbol.asyncDispose',
]

/** Methods that end what they are called on and mean nothing else. */
export const ENDS_FOR_GOOD: ReadonlySet<string> = new Set([
  ...CLOSING_METHODS,
  'release',
  'unlock',
  'quit',
  'free',
  'shutdown',
  'closeSync',
])

/**
 * Methods that end what they are called on in some libraries, and pause it or say a last word in others. What is said of
 * collections, elements and requests as well (`remove`, `delete`, `clear`, `abort`) is in no list.
 */
export const ENDS_PERHAPS: ReadonlySet<string> = new Set([
  'stop',
  'kill',
  'cancel',
  'unsubscribe',
  'teardown',
  'cleanup',
  'unmount',
  '$destroy',
  '$disconnect',
])

/** Methods by which a class may be closed, if they end something. */
export const CLOSES_A_CLASS: readonly string[] = [...ENDS_FOR_GOOD, ...ENDS_PERHAPS]

/**
 * Methods that are said of much else: they end what they are called on where that is all they can mean there, without arguments
 * and last of all: in a `finally`, or before it is thrown away.
 */
export const ENDS_LAST =
  /^(?:clear|end|finish|exit|leave|detach|deactivate|restore|revert|uninstall|off|abort|remove|halt|stop|cancel|kill|unsubscribe|teardown|cleanup|unmount|\$destroy|\$disconnect)$/

/** Methods without parameters that a type has which is to be ended; without `disconnect`, which observers have. */
export const ENDS_BY_TYPE: readonly string[] = [
  'dispose',
  'destroy',
  'close',
  'terminate',
  'release',
  'quit',
  'free',
  'shutdown',
]

/** A closing verb with what it is done to: `closeConnection`, `releaseLock`, `freeBuffer`, `tearDownView`. */
const CLOSING_PREFIX =
  /^_*(?:dispose|destroy|close|terminate|release|disconnect|unlock|quit|free|shut_?[dD]own|kill|stop|cancel|unsubscribe|tear_?[dD]own|clean_?[uU]p|unmount)(?![a-z])/

/** Words that begin with a closing verb and end nothing. */
const ENDS_NOTHING =
  /^(?:stop(?:Immediate)?Propagation|releasePointerCapture|closePath|closeTo|cancelBubble)$/

/** Whether a name is that of a closing verb, alone or with what it is done to. */
export const isClosingVerb = rememberedName(
  (name): boolean =>
    ENDS_FOR_GOOD.has(name) ||
    ENDS_PERHAPS.has(name) ||
    name === 'end' ||
    (CLOSING_PREFIX.test(name) && !ENDS_NOTHING.test(name)),
)
