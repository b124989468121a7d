/** Events whose listeners get an error. */
export const ERROR_EVENTS: ReadonlySet<string> = new Set([
  'error',
  'clientError',
  'uncaughtException',
  'unhandledRejection',
])

/** Methods that get the reason of a rejected promise, with the position of the function that they give it to. */
export const REJECTION_METHODS: ReadonlyMap<string, number> = new Map([
  ['catch', 0],
  ['then', 1],
])

/** Names of functions that write an error down, or show or send it, and read its stack to do so. */
export const READS_STACK =
  /^(?:log|debug|info|warn|warning|error|trace|fatal|inspect|format|print|report|record|capture|notify|serialize|send)|(?:log|Log|Logger|[eE]rror|[sS]tack)$/

/** Names of what makes an error. */
export const ERROR_NAME = /^(?:[A-Z]\w*)?Error$/
