import { noOverwrittenResource } from '../../src/rules/no-overwritten-resource.js'
import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../certainty-tester.js'

/** Calls that wait for an answer, each with a timer in its entry; `end` is the body of `close()`. */
const calls = (forget: string, end: string): string => `
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
      ${forget}
      this.pending.delete(name)
    }
    close() {
      ${end}
    }
  }
`
const CLEAR = 'clearTimeout(this.pending.get(name)?.timer)'
const CLEAR_ALL = 'for (const { timer } of this.pending.values()) clearTimeout(timer)'

const entries = certaintyTester('no-overwritten-resource', noOverwrittenResource)

entries('timers in entries that are taken out', ['untyped'], {
  silent: [{ name: 'cleared first', code: calls(CLEAR, `${CLEAR_ALL}; this.pending.clear()`) }],
  likely: [
    {
      name: 'by one of two',
      code: calls('', `${CLEAR_ALL}; this.pending.clear()`),
      errors: [{ messageId: 'removed', at: 'this.pending.delete(name)', line: 14 }],
    },
    {
      name: 'by the end, all at once',
      code: calls(CLEAR, 'this.pending.clear()'),
      errors: [{ messageId: 'removed', at: 'this.pending.clear()' }],
    },
  ],
})

const timers = certaintyTester('require-timer-cleanup', requireTimerCleanup)

timers('timers in entries', ['untyped'], {
  silent: [
    { name: 'cleared at the end', code: calls(CLEAR, CLEAR_ALL) },
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
      code: calls(CLEAR, 'this.closed = true'),
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
