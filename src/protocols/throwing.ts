/* What leaves by an exception, by its name: what does not, in practice, and what ends the program instead. */

/** Whether a call by a name throws in practice: between an acquisition and its release most do not, and are no way out. */
export function mayThrowByName(name: string): boolean {
  return !NEVER_THROWS.has(name) && !TELLS_WHAT_TO_DO.test(name)
}

/** What is told what to do when something happens, or what to be like: `onDidClose()`, `setTitle()`. Headers may be sent already. */
const TELLS_WHAT_TO_DO = /^(?:on|set(?!Header))(?=[A-Z])/

const NEVER_THROWS: ReadonlySet<string> = new Set([
  ...['on', 'once', 'off', 'addListener', 'removeListener', 'addEventListener', 'removeAllListeners'],
  ...['removeEventListener', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
  ...['setImmediate', 'nextTick', 'now', 'push', 'debug', 'log', 'info', 'warn', 'error'],
  ...['trace', 'verbose', 'silly', 'String', 'Number', 'Boolean', 'Date', 'Map', 'Set'],
  ...['Error', 'isArray', 'alloc', 'keys', 'values', 'entries', 'unref', 'ref', 'bind'],
  ...['resolve', 'reject', 'min', 'max', 'floor', 'ceil', 'round', 'abs', 'random'],
  ...['listenerCount', 'then', 'catch', 'finally', 'forEach'],
  ...['requestAnimationFrame', 'queueMicrotask'],
  // Of arrays, maps, sets and strings, and of what looks like one.
  ...['shift', 'pop', 'unshift', 'slice', 'splice', 'concat', 'reverse', 'fill', 'includes'],
  ...['indexOf', 'lastIndexOf', 'at', 'flat', 'get', 'set', 'has', 'add'],
  ...['trim', 'split', 'startsWith', 'endsWith', 'toLowerCase', 'toUpperCase', 'padStart'],
  ...['padEnd', 'substring', 'charAt', 'charCodeAt', 'toString', 'join', 'hasOwnProperty'],
  ...[
    'assign',
    'from',
    'fromEntries',
    'isNaN',
    'isFinite',
    'isInteger',
    'parseInt',
    'parseFloat',
    'isBuffer',
  ],
  ...['WeakMap', 'WeakSet', 'uptime', 'hrtime', 'memoryUsage', 'getTime', 'clearImmediate'],
  ...['cancelAnimationFrame'],
  // Of spans: what traces the work must not fail it.
  ...['recordException', 'addEvent', 'updateName'],
])

/** Calls whose promise is not rejected, or not any more. */
export const NEVER_REJECTS =
  /^(?:allSettled|catch|sleep|delay|wait|pause|tick|nextTick|flushPromises|setTimeout|setImmediate|resolve)$/

/** What lets one in after the other has no failure of its own, by its name: `this.mutex.lock()`. */
export const LETS_IN_TURN = /(?:mutex|semaphore)$/i

/** Calls that wait for something, or for somebody to choose, by their name: that what they wait for fails, few expect. */
export const WAITS =
  /^_*(?:(?:wait|await)(?:For|Until|On|To)?(?=[A-Z]|$)|show(?=[A-Z])|(?:prompt|confirm)(?=[A-Z]|$))/

/** What ends the program: nothing is left to release after it. */
export const ENDS_PROGRAM: ReadonlySet<string> = new Set([
  'g:process.exit',
  'g:process.abort',
  'g:process.reallyExit',
  'g:Deno.exit',
])
