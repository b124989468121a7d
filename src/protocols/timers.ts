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
]

/** A one-shot timer shorter than this is over before anyone minds: a late callback, not growth. */
export const SHORT_DELAY_MS = 1000

/** A timeout this long keeps what it refers to for so long that dropping its handle is worth a look. */
export const LONG_DELAY_MS = 10_000

/** Whether a name is what code calls a window it was given: `this._window`, `ownerWindow`, `defaultView`. */
export function isWindowName(name: string): boolean {
  return /(?:window|win|defaultView)$/i.test(name)
}
