/** Two verbs of which the second undoes the first, with the rest of the name equal: `openDoor` and `closeDoor`. */
export interface InverseVerbs {
  readonly begin: string
  readonly end: string
  /**
   * Whether it is said of what is shown and hidden, switched on and off, for good as well as for a while: only code
   * that does both in one function says that the one belongs to the other.
   */
  readonly isSwitch: boolean
  /** Whether it is said of much else too: only code that gives back what the first answers means this. */
  readonly isToken: boolean
}

const pair = (begin: string, end: string, isSwitch = false): InverseVerbs => ({
  begin,
  end,
  isSwitch,
  isToken: false,
})

const token = (begin: string, end: string): InverseVerbs => ({ ...pair(begin, end), isToken: true })

/** Of what is taken for a while. Listeners and their like have rules of their own. */
export const INVERSE_VERBS: readonly InverseVerbs[] = [
  pair('acquire', 'release'),
  pair('lock', 'unlock'),
  pair('obtain', 'release'),
  pair('launch', 'close'),
  pair('launch', 'stop'),
  pair('borrow', 'return'),
  pair('checkout', 'checkin'),
  pair('checkOut', 'checkIn'),
  token('register', 'unregister'),
  token('register', 'deregister'),
  token('watch', 'unwatch'),
  token('subscribe', 'unsubscribe'),
  token('observe', 'unobserve'),
  token('schedule', 'unschedule'),
  token('reserve', 'release'),
  token('allocate', 'free'),
  token('allocate', 'deallocate'),
  token('retain', 'release'),
  token('rent', 'return'),
  token('pin', 'unpin'),
  token('install', 'uninstall'),
  pair('begin', 'end'),
  pair('open', 'close', true),
  pair('start', 'stop', true),
  pair('enable', 'disable', true),
  pair('pause', 'resume', true),
  pair('suspend', 'resume', true),
  pair('connect', 'disconnect', true),
  pair('attach', 'detach', true),
  pair('mount', 'unmount', true),
  pair('hold', 'release', true),
  pair('block', 'unblock', true),
  pair('freeze', 'unfreeze', true),
  pair('enter', 'leave', true),
  pair('save', 'restore', true),
  pair('push', 'pop', true),
  pair('increment', 'decrement', true),
]

/** Names that are states or events rather than acts, or acts on lists and histories: `push` alone, `saveFile`. */
export const NO_INVERSE: ReadonlySet<string> = new Set(['push', 'begin', 'enter'])
