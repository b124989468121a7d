import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../certainty-tester.js'

const CLEAR = 'clearTimeout(this.pending.get(name)?.timer)'

/** Calls that wait for an answer, each with a timer in its entry; `end` is the body of `close()`. */
const calls = (end: string): string => `
  export class Calls {
    pending = new Map()
    call(name, wait) {
      const timer = setTimeout(() => this.pending.delete(name), wait)
      this.pending.set(name, { name, timer })
    }
    answer(name) {
      clearTimeout(this.pending.get(name)?.timer)
      this.pending.delete(name)
    }
    forget(name) {
      ${CLEAR}
      this.pending.delete(name)
    }
    close() {
      ${end}
    }
  }
`
const CLEAR_ALL = 'for (const { timer } of this.pending.values()) clearTimeout(timer)'

const timers = certaintyTester('require-timer-cleanup', requireTimerCleanup)

timers('timers in entries', ['untyped'], {
  silent: [
    { name: 'cleared at the end', code: calls(CLEAR_ALL) },
    {
      name: 'put there by a name, and gone through',
      code: `
        export class Poller {
          timers = []
          add(task) {
            const timer = setInterval(task, 1000)
            this.timers.push(timer)
          }
          destroy() {
            this.timers.forEach((timer) => clearInterval(timer))
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'that the end leaves',
      code: calls('this.closed = true'),
      errors: [{ messageId: 'keyedNeverCleared', at: 'setTimeout(() => this.pending.delete(name), wait)' }],
    },
    {
      name: 'that the end throws away',
      code: calls('this.pending.clear()'),
      errors: [{ messageId: 'keyedNeverCleared', at: 'setTimeout(() => this.pending.delete(name), wait)' }],
    },
    {
      name: 'put there by a name, and thrown away with the list',
      code: `
        export class Poller {
          timers = []
          add(task) {
            const timer = setInterval(task, 1000)
            this.timers.push(timer)
          }
          destroy() {
            this.timers.length = 0
          }
        }
      `,
      errors: [{ messageId: 'keyedNeverCleared', at: 'setInterval(task, 1000)' }],
    },
  ],
})
