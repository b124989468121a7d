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
  pair('take', 'release'),
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

/** Answers the name that undoes another one by a pair of verbs; undefined where that begins otherwise. The case of what follows is kept. */
export function inverseBy(name: string, { begin, end }: InverseVerbs): string | undefined {
  const bare = name.replace(/^[_#]+/, '')
  const prefix = name.slice(0, name.length - bare.length)
  if (!bare.startsWith(begin)) return undefined
  const rest = bare.slice(begin.length)
  return /^[a-z]/.test(rest) ? undefined : `${prefix}${end}${rest}`
}

/** Of functions that add listeners, and take them out: those above that are not said of what goes on and off by itself, and their own. */
const OF_LISTENERS: readonly InverseVerbs[] = [
  ...INVERSE_VERBS.filter(({ isToken, end }) => isToken || /^(?:detach|disable|disconnect)$/.test(end)),
  pair('on', 'off'),
  pair('add', 'remove'),
  pair('bind', 'unbind'),
  pair('hook', 'unhook'),
  pair('listen', 'unlisten'),
]

/** Names of functions that may take out the listeners of another one. */
export const UNDOES = new RegExp(`^[_#]*(?:${OF_LISTENERS.map(({ end }) => end).join('|')})(?![a-z])`)

/** Whether a function takes out by its name what another one adds: `off` and `on`, `removePort` and `addPort`, `unbind` and `bind`. */
export function undoesByName(name: string, begin: string): boolean {
  return OF_LISTENERS.some((verbs) => inverseBy(begin, verbs) === name)
}

/** Verbs of sessions of which an instance may have one after the other. */
const OF_SESSIONS: readonly InverseVerbs[] = [
  ...['start', 'connect', 'enable', 'attach', 'mount'].flatMap((verb) =>
    INVERSE_VERBS.filter(({ begin }) => begin === verb),
  ),
  ...INVERSE_VERBS.filter(({ begin, end }) => begin === 'open' && end === 'close'),
  pair('activate', 'deactivate'),
  pair('show', 'hide'),
]

/** Answers the names of what would end the sessions that a function of such a name begins. */
export function endsOfSession(begin: string): readonly string[] {
  return OF_SESSIONS.flatMap((verbs) => inverseBy(begin, verbs) ?? [])
}
