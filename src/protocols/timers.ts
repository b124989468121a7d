/** How a timer starts and stops. */
export interface TimerProtocol {
  start: string
  stop: readonly string[]
  /** `interval` repeats by itself; `timeout` and `frame` run once unless the callback starts the next one. */
  kind: 'interval' | 'timeout' | 'frame'
  /** Position of the delay among the arguments; undefined where there is none. */
  delay: number | undefined
  /** What a message calls it. */
  noun: string
}

export const TIMER_PROTOCOLS: readonly TimerProtocol[] = [
  {
    start: 'setInterval',
    stop: ['clearInterval', 'clearTimeout'],
    kind: 'interval',
    delay: 1,
    noun: 'interval',
  },
  {
    start: 'setTimeout',
    stop: ['clearTimeout', 'clearInterval'],
    kind: 'timeout',
    delay: 1,
    noun: 'timeout',
  },
  {
    start: 'requestAnimationFrame',
    stop: ['cancelAnimationFrame'],
    kind: 'frame',
    delay: undefined,
    noun: 'animation frame',
  },
  {
    start: 'requestIdleCallback',
    stop: ['cancelIdleCallback'],
    kind: 'frame',
    delay: undefined,
    noun: 'idle callback',
  },
]

/** A one-shot timer shorter than this is over before anyone minds: a late callback, not growth. */
export const SHORT_DELAY_MS = 1000

/** What is put off for less than this happens as good as at once. */
export const MOMENT_MS = 50

/** A timeout this long keeps what it refers to for so long that dropping its handle is worth a look. */
export const LONG_DELAY_MS = 10_000

/** A timeout of this length at most, left behind where work fails, is nothing that maintainers mend. */
export const MINOR_DELAY_MS = 30_000

/** The longest delay there is, since a timer keeps it in 32 bits. */
export const MAX_DELAY_MS = 2_147_483_647

/** Names of what waits for a moment only, whatever the delay is called: a tooltip, a debounced search. */
export const MOMENT = /debounce|throttle|tooltip|hover|search|typing|blink|flash|highlight|anim/i

/** Names of what limits work that may take long. */
export const LIMIT = /time_?-?out|deadline|time_?limit|max_?(?:wait|time|duration)|(?:^|_)ttl/i

/** Methods by which a timeout ends what takes too long. */
export const CUTS_SHORT: ReadonlySet<string> = new Set([
  'abort',
  'kill',
  'destroy',
  'terminate',
  'close',
  'end',
  'cancel',
  'disconnect',
])

/** Functions that answer a promise which is settled when what they are given has ended: `once(child, 'exit')`, `waitForClose(socket)`. */
export const WAITS_FOR_END =
  /^(?:once|finished|pipeline)$|^(?:once|on|wait(?:For)?|until|when)\w*(?:Exit|End|Close|Finish|Done|Settle)(?:ed|d)?(?:Once)?$/

/** Names of what code looks at to see whether it is to go on. */
export const STOP_NAME =
  /abort|stop|clos(?:e|ing)|destroy|dispos|cancel|running|active|enabled|mounted|alive|connected|quit|done|finish|shut|paus|terminat|ended|exit|unload|detach|removed|ready|online/i

/** Whether a name is what code calls a window it was given: `this._window`, `ownerWindow`, `defaultView`. */
export function isWindowName(name: string): boolean {
  return /(?:window|win|defaultView)$/i.test(name)
}

/** Modules that export the platform's timers, or others that start and stop alike. */
export const TIMER_MODULES: readonly string[] = [
  'timers',
  'node:timers',
  'worker-timers',
  'react-native-background-timer',
]

/** Modules whose timers answer promises. */
export const PROMISE_TIMER_MODULES: readonly string[] = ['timers/promises', 'node:timers/promises']
