/** Names of what says that something has been told to end: `stopped`, `signal.aborted`, `this._isDisposed`. */
const ENDED_NAME =
  /abort|stop|clos(?:ed|ing)|destroy|dispos|cancel|quit|shut|terminat|unload|detach|removed|unmount/i

/** Names of what says that it is to go on. */
const RUNNING_NAME =
  /running|active|enabled|mounted|alive|polling|looping|listening|started|watching|keepgoing|connected|open/i

/** Which value of what has a name says that something is to end; undefined where the name says nothing. */
export function valueThatEnds(name: string): boolean | undefined {
  if (/^(?:should|can|may|is)?(?:not|un)/i.test(name) && !ENDED_NAME.test(name)) return undefined
  if (ENDED_NAME.test(name)) return true
  return RUNNING_NAME.test(name) ? false : undefined
}

/** Names of functions that wait until something has come to pass, and then are done. */
export const WAITS_UNTIL = /wait|until|ensure|drain|flush|settle/i
