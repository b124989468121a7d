import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-timer-cleanup', requireTimerCleanup)

check('class with a teardown', ['everywhere'], {
  silent: [
    {
      name: 'a reconnect that first looks whether it is still wanted',
      code: `
        export class Feed {
          open() {
            const socket = connect(this.url)
            this.socket = socket
            this.ping = setInterval(() => socket.ping(), 25_000)
            socket.onclose = () => {
              setTimeout(() => {
                if (this.socket === socket) this.open()
              }, this.wait)
            }
          }
          close() {
            clearInterval(this.ping)
            this.socket = null
          }
        }
      `,
    },
    {
      name: 'field cleared in dispose()',
      code: `
        export class Clock {
          start() {
            this.timer = setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            clearInterval(this.timer)
          }
        }
      `,
    },
    {
      name: 'field cleared in [Symbol.dispose]()',
      code: `
        export class Clock {
          #timer = setInterval(() => this.tick(), 1000)
          tick() {}
          [Symbol.dispose]() {
            clearInterval(this.#timer)
          }
        }
      `,
    },
    {
      name: 'cleared in an async teardown, behind an await',
      code: `
        export class Clock {
          start() {
            this.timer = setInterval(() => this.tick(), 1000)
          }
          async tick() {}
          async [Symbol.asyncDispose]() {
            await this.tick()
            clearInterval(this.timer)
          }
        }
      `,
    },
    {
      name: 'cleared by its number',
      code: `
        export class Clock {
          start() {
            this.timer = +setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            clearInterval(this.timer)
          }
        }
      `,
    },
    {
      name: 'static field, which belongs to the module',
      code: `
        export class Clock {
          static timer = setInterval(() => {}, 100)
          close() {}
        }
      `,
    },
    {
      name: "cleared through another timer's function, which is the same",
      code: `
        export class Clock {
          start() {
            this.timer = setInterval(() => {}, 1000)
            this.guard = setTimeout(() => {}, 60_000)
          }
          stop() {
            clearTimeout(this.timer)
            clearInterval(this.guard)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'handle dropped',
      filename: 'file.js',
      code: `
        export class Clock {
          start() {
            setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            this.done = true
          }
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Clock {
          start() {
            this.interval = setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            clearInterval(this.interval)
            this.done = true
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => this.tick(), 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'dispose()',
          },
        },
      ],
    },
    {
      name: 'field that nobody clears',
      code: `
        export class Clock {
          start() {
            this.timer = setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            this.done = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.tick(), 1000)',
          data: {
            noun: 'interval',
            handle: 'this.timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'dispose()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.timer)', where: 'dispose()' },
              output: `
        export class Clock {
          start() {
            this.timer = setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            clearInterval(this.timer)
            this.done = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'private field cleared elsewhere only',
      code: `
        export class Poller {
          #timer
          open() {
            this.#timer = setInterval(() => this.poll(), 5000)
          }
          pause() {
            clearInterval(this.#timer)
          }
          poll() {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setInterval(() => this.poll(), 5000)',
          data: {
            noun: 'interval',
            handle: 'this.#timer',
            where: 'close()',
            until: 'until the program ends',
            stop: 'clearInterval',
            place: 'in pause()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.#timer)', where: 'close()' },
              output: `
        export class Poller {
          #timer
          open() {
            this.#timer = setInterval(() => this.poll(), 5000)
          }
          pause() {
            clearInterval(this.#timer)
          }
          poll() {}
          close() {
            clearInterval(this.#timer)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'field initialiser',
      code: `
        export class Clock {
          timer = setInterval(() => this.tick(), 100)
          tick() {}
          close() {
            this.done = true
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.tick(), 100)',
          data: {
            noun: 'interval',
            handle: 'this.timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.timer)', where: 'close()' },
              output: `
        export class Clock {
          timer = setInterval(() => this.tick(), 100)
          tick() {}
          close() {
            clearInterval(this.timer)
            this.done = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: "window's method, globalThis and self",
      filename: 'file.js',
      code: `
        export class Clock {
          start() {
            window.setInterval(() => {}, 50)
            globalThis.setInterval(() => {}, 60)
            self.setInterval(() => {}, 70)
          }
          close() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Clock {
          start() {
            this.interval = window.setInterval(() => {}, 50)
            globalThis.setInterval(() => {}, 60)
            self.setInterval(() => {}, 70)
          }
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'window.setInterval(() => {}, 50)',
        },
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Clock {
          start() {
            window.setInterval(() => {}, 50)
            this.interval = globalThis.setInterval(() => {}, 60)
            self.setInterval(() => {}, 70)
          }
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'globalThis.setInterval(() => {}, 60)',
        },
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Clock {
          start() {
            window.setInterval(() => {}, 50)
            globalThis.setInterval(() => {}, 60)
            this.interval = self.setInterval(() => {}, 70)
          }
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'self.setInterval(() => {}, 70)',
        },
      ],
    },
    {
      name: 'two of three cleared',
      code: `
        export class Clock {
          start() {
            this.fast = setInterval(() => {}, 10)
            this.slow = setInterval(() => {}, 1000)
            this.idle = setInterval(() => {}, 5000)
          }
          stop() {
            clearInterval(this.fast)
            clearInterval(this.idle)
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingCleared',
          data: {
            noun: 'interval',
            owner: 'Clock',
            sibling: 'this.fast',
            until: 'until the program ends',
            advice: 'Call clearInterval(this.slow) there too',
          },
          at: 'setInterval(() => {}, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Clock {
          start() {
            this.fast = setInterval(() => {}, 10)
            this.slow = setInterval(() => {}, 1000)
            this.idle = setInterval(() => {}, 5000)
          }
          stop() {
            clearInterval(this.slow)
            clearInterval(this.fast)
            clearInterval(this.idle)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'inherited disposal',
      code: `
        export class Clock extends Disposable {
          start() {
            setInterval(() => {}, 1000)
          }
        }
      `,
      errors: [{ messageId: 'dropped', at: 'setInterval(() => {}, 1000)' }],
    },
    {
      name: 'shutdown()',
      code: `
        export class Session {
          begin() {
            this.beat = setInterval(() => this.ping(), 30_000)
          }
          ping() {}
          shutdown() { /* nothing yet */ }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.ping(), 30_000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Session {
          begin() {
            this.beat = setInterval(() => this.ping(), 30_000)
          }
          ping() {}
          shutdown() { clearInterval(this.beat); /* nothing yet */ }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'no teardown and no known end',
      code: `
        export class Clock {
          constructor() {
            setInterval(() => {}, 1000)
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => {}, 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'a teardown of Clock',
          },
        },
      ],
    },
  ],
})

check('class with a teardown', ['typed'], {
  known: [
    {
      name: 'handle dropped, in JavaScript with types',
      filename: 'file.js',
      code: `
        export class Clock {
          start() {
            setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            this.done = true
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => this.tick(), 1000)',
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Clock {
          start() {
            this.interval = setInterval(() => this.tick(), 1000)
          }
          tick() {}
          dispose() {
            clearInterval(this.interval)
            this.done = true
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('class in TypeScript', ['typed'], {
  known: [
    {
      name: 'handle that may be null is tested first',
      code: `
        export class Poller {
          #timer: ReturnType<typeof setInterval> | null = null
          open(): void {
            this.#timer = setInterval(() => this.poll(), 5000)
          }
          poll(): void {}
          [Symbol.dispose](): void {
            this.poll()
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.poll(), 5000)',
          data: {
            noun: 'interval',
            handle: 'this.#timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: '[Symbol.dispose]()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.#timer)', where: '[Symbol.dispose]()' },
              output: `
        export class Poller {
          #timer: ReturnType<typeof setInterval> | null = null
          open(): void {
            this.#timer = setInterval(() => this.poll(), 5000)
          }
          poll(): void {}
          [Symbol.dispose](): void {
            if (this.#timer != null) clearInterval(this.#timer)
            this.poll()
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'field initialiser with modifiers',
      code: `
        export class Poller {
          private readonly timer?: ReturnType<typeof setInterval> | null = setInterval(() => {}, 100)
          public async close(): Promise<void> {}
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 100)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Poller {
          private readonly timer?: ReturnType<typeof setInterval> | null = setInterval(() => {}, 100)
          public async close(): Promise<void> {
            if (this.timer != null) clearInterval(this.timer)
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('class in TypeScript', ['untypedTs', 'typedDom', 'typedNode'], {
  silent: [
    {
      name: 'assertions around the handle',
      code: `
        export class Poller {
          private timer: ReturnType<typeof setInterval> | null = null
          open(): void {
            this.timer = setInterval(() => {}, 5000) as ReturnType<typeof setInterval>
          }
          close(): void {
            if (this.timer !== null) clearInterval(this.timer!)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'handle that may be undefined is cleared as it is',
      code: `
        export class Poller {
          private timer: ReturnType<typeof setInterval> | undefined
          public open(): void {
            this.timer = setInterval((): void => this.poll(), 5000)
          }
          private poll(): void {}
          public [Symbol.dispose](): void {
            // Nothing to do.
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval((): void => this.poll(), 5000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Poller {
          private timer: ReturnType<typeof setInterval> | undefined
          public open(): void {
            this.timer = setInterval((): void => this.poll(), 5000)
          }
          private poll(): void {}
          public [Symbol.dispose](): void {
            clearInterval(this.timer)
            // Nothing to do.
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('class in TypeScript', ['untypedTs', 'typedDom'], {
  known: [
    {
      name: 'number of an animation frame is tested',
      code: `
        export class Chart {
          #frame: number | undefined
          draw(): void {
            this.#frame = requestAnimationFrame(() => this.draw())
          }
          close(): void {}
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'requestAnimationFrame(() => this.draw())',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Chart {
          #frame: number | undefined
          draw(): void {
            this.#frame = requestAnimationFrame(() => this.draw())
          }
          close(): void {
            if (this.#frame != null) cancelAnimationFrame(this.#frame)
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('class in TypeScript', ['untypedTs', 'typedNode'], {
  silent: [
    {
      name: "Node's handle closes and disposes itself",
      code: `
        export class Poller implements Disposable {
          readonly #first = setInterval(() => {}, 100)
          readonly #second = setInterval(() => {}, 200);
          [Symbol.dispose](): void {
            this.#first.close()
            this.#second[Symbol.dispose]()
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'parameter properties and generics do not matter',
      code: `
        export abstract class Queue<Item extends object> {
          constructor(private readonly items: Item[]) {
            setInterval(() => this.flush(this.items), 1000)
          }
          protected abstract flush(items: Item[]): void
          destroy(): void {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export abstract class Queue<Item extends object> {
          private interval: ReturnType<typeof setInterval>

          constructor(private readonly items: Item[]) {
            this.interval = setInterval(() => this.flush(this.items), 1000)
          }
          protected abstract flush(items: Item[]): void
          destroy(): void {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => this.flush(this.items), 1000)',
        },
      ],
    },
  ],
})

check('release that takes a detour', ['everywhere'], {
  silent: [
    {
      name: 'helper that the teardown calls',
      code: `
        export class Poller {
          #fast
          #slow
          start() {
            this.#fast = setInterval(() => {}, 100)
            this.#slow = setTimeout(() => {}, 60_000)
          }
          #clearTimers() {
            clearInterval(this.#fast)
            clearTimeout(this.#slow)
          }
          dispose() {
            this.#clearTimers()
          }
        }
      `,
    },
    {
      name: 'destructured from this',
      code: `
        export class Poller {
          start() {
            this.timer = setInterval(() => {}, 100)
          }
          dispose() {
            const { timer } = this
            clearInterval(timer)
          }
        }
      `,
    },
    {
      name: 'local alias, the field reset first',
      code: `
        export class Poller {
          start() {
            this.timer = setInterval(() => {}, 100)
          }
          dispose() {
            const timer = this.timer
            this.timer = undefined
            if (timer) clearInterval(timer)
          }
        }
      `,
    },
    {
      name: 'self instead of this',
      code: `
        export class Poller {
          start() {
            const self = this
            self.timer = setInterval(function () {}, 100)
          }
          dispose() {
            clearInterval(this.timer)
          }
        }
      `,
    },
    {
      name: 'array handed to forEach(clearTimeout)',
      code: `
        export class Poller {
          start() {
            this.fast = setInterval(() => {}, 100)
            this.slow = setTimeout(() => {}, 60_000)
          }
          dispose() {
            ;[this.fast, this.slow].forEach(clearTimeout)
          }
        }
      `,
    },
    {
      name: 'array in a loop',
      code: `
        export class Poller {
          start() {
            this.fast = setInterval(() => {}, 100)
            this.slow = setTimeout(() => {}, 60_000)
          }
          dispose() {
            for (const timer of [this.fast, this.slow]) clearTimeout(timer)
          }
        }
      `,
    },
    {
      name: 'pushed to a list',
      code: `
        export class Poller {
          timers = []
          start() {
            this.timers.push(setInterval(() => {}, 100))
            const timer = setInterval(() => {}, 5)
            this.timers.push(timer)
          }
          dispose() {
            this.timers.forEach(clearInterval)
          }
        }
      `,
    },
    {
      name: 'kept in a map',
      code: `
        export class Poller {
          timers = new Map()
          start(id) {
            this.timers.set(id, setInterval(() => {}, 100))
          }
          dispose() {
            for (const timer of this.timers.values()) clearInterval(timer)
          }
        }
      `,
    },
    {
      name: 'handed to something else',
      code: `
        export class Poller {
          start(scheduler) {
            scheduler.adopt(setInterval(() => {}, 100))
            this.timer = setInterval(() => {}, 200)
            scheduler.adopt(this.timer)
          }
          dispose() {}
        }
      `,
    },
    {
      name: 'registered with a collector',
      code: `
        export class Poller extends Disposable {
          constructor() {
            super()
            const timer = setInterval(() => {}, 100)
            this._register({ dispose: () => clearInterval(timer) })
          }
        }
      `,
    },
    {
      name: 'deferred on a stack',
      code: `
        export class Poller {
          start(stack) {
            const timer = setInterval(() => {}, 100)
            stack.defer(() => clearInterval(timer))
          }
          dispose() {}
        }
      `,
    },
    {
      name: 'end of another object',
      code: `
        export function attach(socket) {
          const beat = setInterval(() => socket.ping(), 30_000)
          socket.on('close', () => clearInterval(beat))
        }
      `,
    },
    {
      name: 'aborted signal',
      code: `
        export function start(tick, signal) {
          const timer = setInterval(tick, 100)
          signal.addEventListener('abort', () => clearInterval(timer))
        }
      `,
    },
    {
      name: 'finally',
      code: `
        export async function work(run) {
          const beat = setInterval(() => {}, 1000)
          try {
            await run()
          } finally {
            clearInterval(beat)
          }
        }
      `,
    },
    {
      name: 'callback that clears its own timer',
      code: `
        export function waitFor(isReady) {
          const timer = setInterval(() => {
            if (isReady()) clearInterval(timer)
          }, 50)
        }
      `,
    },
  ],
  known: [
    {
      name: 'field that only its own callback clears',
      code: `
        export class Waiter {
          wait() {
            this.timer = setInterval(() => this.check(), 50)
          }
          check() {
            if (this.ready) clearInterval(this.timer)
          }
          dispose() {
            this.ready = false
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setInterval(() => this.check(), 50)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Waiter {
          wait() {
            this.timer = setInterval(() => this.check(), 50)
          }
          check() {
            if (this.ready) clearInterval(this.timer)
          }
          dispose() {
            clearInterval(this.timer)
            this.ready = false
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'local handle of one connection',
      code: `
        export class Hub {
          add(socket) {
            const beat = setInterval(() => socket.ping(), 30_000)
            socket.on('message', () => {})
          }
          close() {}
        }
      `,
      errors: [{ messageId: 'neverCleared', at: 'setInterval(() => socket.ping(), 30_000)' }],
    },
  ],
  likely: [
    {
      name: 'handle in an object from outside',
      code: `
        export class Hub {
          add(session) {
            session.timer = setInterval(() => session.ping(), 30_000)
          }
          remove(session) {
            clearInterval(session.timer)
          }
          close() {
            this.closed = true
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setInterval(() => session.ping(), 30_000)',
          data: {
            noun: 'interval',
            handle: 'session.timer',
            where: 'close()',
            until: 'until the program ends',
            stop: 'clearInterval',
            place: 'in remove()',
          },
        },
      ],
    },
  ],
})

check('unref() is no release', ['everywhere'], {
  silent: [
    {
      name: 'with a release beside it',
      code: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000).unref()
          }
          sweep() {}
          close() {
            clearInterval(this.sweeper)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'on the result',
      code: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000).unref()
          }
          sweep() {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.sweep(), 60_000)',
          data: {
            noun: 'interval',
            handle: 'this.sweeper',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.sweeper)', where: 'close()' },
              output: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000).unref()
          }
          sweep() {}
          close() {
            clearInterval(this.sweeper)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'on the field',
      code: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000)
            this.sweeper.unref()
          }
          sweep() {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.sweep(), 60_000)',
          data: {
            noun: 'interval',
            handle: 'this.sweeper',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'close()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.sweeper)', where: 'close()' },
              output: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000)
            this.sweeper.unref()
          }
          sweep() {}
          close() {
            clearInterval(this.sweeper)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'where it exists',
      code: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000)
            if (this.sweeper.unref) this.sweeper.unref()
            this.sweeper.unref?.()
          }
          sweep() {}
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.sweep(), 60_000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Cache {
          constructor() {
            this.sweeper = setInterval(() => this.sweep(), 60_000)
            if (this.sweeper.unref) this.sweeper.unref()
            this.sweeper.unref?.()
          }
          sweep() {}
          close() {
            clearInterval(this.sweeper)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'on a result that is dropped',
      filename: 'file.js',
      code: `
        export class Cache {
          constructor() {
            setInterval(() => this.sweep(), 60_000).unref()
          }
          sweep() {}
          close() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Cache {
          constructor() {
            this.interval = setInterval(() => this.sweep(), 60_000)
            this.interval.unref()
          }
          sweep() {}
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => this.sweep(), 60_000)',
        },
      ],
    },
  ],
})

check('lifecycles of frameworks', ['dom'], {
  known: [
    {
      name: 'custom element',
      code: `
        export class Ticker extends HTMLElement {
          connectedCallback() {
            this.frame = requestAnimationFrame(() => this.draw())
          }
          draw() {
            this.frame = requestAnimationFrame(() => this.draw())
          }
          disconnectedCallback() {
            this.remove()
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'requestAnimationFrame(() => this.draw())',
          line: 7,
          data: {
            noun: 'animation frame',
            handle: 'this.frame',
            until: 'until the program ends',
            stop: 'cancelAnimationFrame',
            where: 'disconnectedCallback()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'cancelAnimationFrame(this.frame)', where: 'disconnectedCallback()' },
              output: `
        export class Ticker extends HTMLElement {
          connectedCallback() {
            this.frame = requestAnimationFrame(() => this.draw())
          }
          draw() {
            this.frame = requestAnimationFrame(() => this.draw())
          }
          disconnectedCallback() {
            if (this.frame != null) cancelAnimationFrame(this.frame)
            this.remove()
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('lifecycles of frameworks', ['everywhere'], {
  silent: [
    {
      name: 'custom element that cancels',
      code: `
        export class Ticker extends HTMLElement {
          connectedCallback() {
            this.draw()
          }
          draw() {
            this.frame = requestAnimationFrame(() => this.draw())
          }
          disconnectedCallback() {
            cancelAnimationFrame(this.frame)
          }
        }
      `,
    },
    {
      name: 'class component with componentWillUnmount()',
      code: `
        import React from 'react'
        export class Clock extends React.Component {
          componentDidMount() {
            this.timer = setInterval(() => this.setState({ now: Date.now() }), 1000)
          }
          componentWillUnmount() {
            clearInterval(this.timer)
          }
        }
      `,
    },
    {
      name: 'component options with a method that clears',
      code: `
        import { defineComponent } from 'vue'
        export default defineComponent({
          mounted() {
            this.timer = setInterval(this.tick, 1000)
          },
          beforeUnmount() {
            this.stopTimer()
          },
          methods: {
            tick() {},
            stopTimer() {
              clearInterval(this.timer)
            },
          },
        })
      `,
    },
    {
      name: 'object handed to extend(), cleared',
      code: `
        export const View = Base.extend({
          initialize() {
            this.timer = setInterval(() => this.render(), 1000)
          },
          render() {},
          destroy() {
            clearInterval(this.timer)
          },
        })
      `,
    },
    {
      name: 'methods of a prototype, cleared',
      code: `
        export function Player() {
          this.timer = setInterval(this.tick.bind(this), 50)
        }
        Player.prototype.tick = function () {}
        Player.prototype.destroy = function () {
          clearInterval(this.timer)
        }
      `,
    },
  ],
  known: [
    {
      name: 'class component without teardown',
      code: `
        import { Component } from 'react'
        export class Clock extends Component {
          componentDidMount() {
            setInterval(() => this.setState({ now: Date.now() }), 1000)
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => this.setState({ now: Date.now() }), 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'componentWillUnmount()',
          },
        },
      ],
    },
    {
      name: 'Angular',
      code: `
        export class Dashboard {
          ngOnInit() {
            this.poll = window.setInterval(() => this.load(), 30_000)
          }
          load() {}
          ngOnDestroy() {
            this.loaded = undefined
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'window.setInterval(() => this.load(), 30_000)',
          data: {
            noun: 'interval',
            handle: 'this.poll',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'ngOnDestroy()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.poll)', where: 'ngOnDestroy()' },
              output: `
        export class Dashboard {
          ngOnInit() {
            this.poll = window.setInterval(() => this.load(), 30_000)
          }
          load() {}
          ngOnDestroy() {
            clearInterval(this.poll)
            this.loaded = undefined
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'component options',
      code: `
        import { defineComponent } from 'vue'
        export default defineComponent({
          mounted() {
            this.timer = setInterval(this.tick, 1000)
          },
          beforeUnmount() {
            this.gone = true
          },
          methods: { tick() {} },
        })
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(this.tick, 1000)',
          data: {
            noun: 'interval',
            handle: 'this.timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'beforeUnmount()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.timer)', where: 'beforeUnmount()' },
              output: `
        import { defineComponent } from 'vue'
        export default defineComponent({
          mounted() {
            this.timer = setInterval(this.tick, 1000)
          },
          beforeUnmount() {
            clearInterval(this.timer)
            this.gone = true
          },
          methods: { tick() {} },
        })
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'object handed to extend()',
      code: `
        export const View = Base.extend({
          initialize() {
            this.timer = setInterval(() => this.render(), 1000)
          },
          render() {},
          destroy() {
            this.el = null
          },
        })
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => this.render(), 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export const View = Base.extend({
          initialize() {
            this.timer = setInterval(() => this.render(), 1000)
          },
          render() {},
          destroy() {
            clearInterval(this.timer)
            this.el = null
          },
        })
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'methods of a prototype',
      code: `
        export function Player() {
          this.timer = setInterval(this.tick.bind(this), 50)
        }
        Player.prototype.tick = function () {}
        Player.prototype.destroy = function () {
          this.gone = true
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(this.tick.bind(this), 50)',
          data: {
            noun: 'interval',
            handle: 'this.timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'destroy()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(this.timer)', where: 'destroy()' },
              output: `
        export function Player() {
          this.timer = setInterval(this.tick.bind(this), 50)
        }
        Player.prototype.tick = function () {}
        Player.prototype.destroy = function () {
          clearInterval(this.timer)
          this.gone = true
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'prototype as one object',
      code: `
        export function Player() {}
        Player.prototype = {
          play: function () {
            this.timer = setInterval(this.tick, 50)
          },
          tick: function () {},
          destroy: function () {},
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(this.tick, 50)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export function Player() {}
        Player.prototype = {
          play: function () {
            this.timer = setInterval(this.tick, 50)
          },
          tick: function () {},
          destroy: function () {
            clearInterval(this.timer)
          },
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'object that the module makes once',
      code: `
        export const player = {
          play() {
            this.timer = setInterval(() => {}, 50)
          },
          destroy() {},
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 50)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export const player = {
          play() {
            this.timer = setInterval(() => {}, 50)
          },
          destroy() {
            clearInterval(this.timer)
          },
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('effects and hooks', ['everywhere'], {
  silent: [
    {
      name: 'cleanup',
      filename: 'react.jsx',
      code: `
        import { useEffect, useState } from 'react'
        export function Clock() {
          const [now, setNow] = useState(0)
          useEffect(() => {
            const timer = setInterval(() => setNow(Date.now()), 1000)
            return () => clearInterval(timer)
          }, [])
          return <time>{now}</time>
        }
      `,
    },
    {
      name: 'ref cleared in the cleanup of another effect',
      code: `
        import { useEffect, useRef } from 'react'
        export function Clock() {
          const timer = useRef(null)
          useEffect(() => {
            timer.current = setInterval(() => {}, 1000)
          }, [])
          useEffect(() => () => clearInterval(timer.current), [])
        }
      `,
    },
    {
      name: 'hook that answers how to stop',
      code: `
        import { useRef } from 'react'
        export function useTicker(tick) {
          const timer = useRef(null)
          const start = () => {
            timer.current = setInterval(tick, 1000)
          }
          const stop = () => clearInterval(timer.current)
          return { start, stop }
        }
      `,
    },
    {
      name: 'composable with onUnmounted()',
      code: `
        import { onMounted, onUnmounted, ref } from 'vue'
        export function useNow() {
          const now = ref(0)
          let timer
          onMounted(() => {
            timer = setInterval(() => (now.value = Date.now()), 1000)
          })
          onUnmounted(() => clearInterval(timer))
          return now
        }
      `,
    },
    {
      name: 'composable with onScopeDispose()',
      code: `
        import { onScopeDispose, ref } from 'vue'
        export function useNow() {
          const now = ref(0)
          const timer = setInterval(() => (now.value = Date.now()), 1000)
          onScopeDispose(() => {
            clearInterval(timer)
          })
          return now
        }
      `,
    },
  ],
  known: [
    {
      name: 'effect without cleanup',
      code: `
        import { useEffect, useState } from 'react'
        export function Clock() {
          const [now, setNow] = useState(0)
          useEffect(() => {
            setInterval(() => setNow(Date.now()), 1000)
          }, [])
          return now
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect, useState } from 'react'
        export function Clock() {
          const [now, setNow] = useState(0)
          useEffect(() => {
            const interval = setInterval(() => setNow(Date.now()), 1000)
            return () => clearInterval(interval)
          }, [])
          return now
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => setNow(Date.now()), 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'a cleanup of this effect',
          },
        },
      ],
    },
    {
      name: 'cleanup that forgets',
      code: `
        import { useEffect } from 'react'
        export function Feed({ socket }) {
          useEffect(() => {
            const beat = setInterval(() => socket.ping(), 1000)
            return () => {
              socket.close()
            }
          }, [socket])
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => socket.ping(), 1000)',
          data: {
            noun: 'interval',
            handle: 'beat',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'the cleanup of useEffect',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(beat)', where: 'the cleanup of useEffect' },
              output: `
        import { useEffect } from 'react'
        export function Feed({ socket }) {
          useEffect(() => {
            const beat = setInterval(() => socket.ping(), 1000)
            return () => {
              clearInterval(beat)
              socket.close()
            }
          }, [socket])
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'cleanup that is an expression',
      code: `
        import { useEffect } from 'react'
        export function Feed({ socket }) {
          useEffect(() => {
            const beat = setInterval(() => socket.ping(), 1000)
            return () => socket.close()
          }, [socket])
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => socket.ping(), 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { useEffect } from 'react'
        export function Feed({ socket }) {
          useEffect(() => {
            const beat = setInterval(() => socket.ping(), 1000)
            return () => {
              clearInterval(beat)
              socket.close()
            }
          }, [socket])
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'cleanup in parentheses, with a comment',
      code: `
        import { useEffect } from 'react'
        export function Feed({ socket }) {
          useEffect(() => {
            const beat = setInterval(() => socket.ping(), 1000)
            return () => (
              // polite
              socket.close()
            )
          }, [socket])
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => socket.ping(), 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { useEffect } from 'react'
        export function Feed({ socket }) {
          useEffect(() => {
            const beat = setInterval(() => socket.ping(), 1000)
            return () => {
              clearInterval(beat)
              return (
              // polite
              socket.close()
            )
            }
          }, [socket])
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'handle that the cleanup does not see',
      code: `
        import { useEffect } from 'react'
        export function Feed({ socket, active }) {
          useEffect(() => {
            if (active) {
              const beat = setInterval(() => socket.ping(), 1000)
            }
            return () => {
              socket.close()
            }
          }, [socket, active])
        }
      `,
      errors: [{ messageId: 'neverCleared', at: 'setInterval(() => socket.ping(), 1000)' }],
    },
    {
      name: 'ref that nobody clears',
      code: `
        import { useEffect, useRef } from 'react'
        export function Clock() {
          const timer = useRef(null)
          useEffect(() => {
            timer.current = setInterval(() => {}, 1000)
          }, [])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect, useRef } from 'react'
        export function Clock() {
          const timer = useRef(null)
          useEffect(() => {
            timer.current = setInterval(() => {}, 1000)
            return () => clearInterval(timer.current)
          }, [])
        }
      `,
            },
          ],
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 1000)',
        },
      ],
    },
    {
      name: 'ref cleared by an event handler only',
      filename: 'react.tsx',
      code: `
        import { useEffect, useRef } from 'react'
        export function Clock({ log }) {
          const timer = useRef(null)
          useEffect(() => {
            timer.current = setInterval(() => {}, 1000)
            return () => {
              log('gone')
            }
          }, [])
          const pause = () => clearInterval(timer.current)
          return <button onClick={pause}>Pause</button>
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setInterval(() => {}, 1000)',
          data: {
            noun: 'interval',
            handle: 'timer.current',
            where: 'the cleanup of useEffect',
            until: 'until the program ends',
            stop: 'clearInterval',
            place: 'in pause()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(timer.current)', where: 'the cleanup of useEffect' },
              output: `
        import { useEffect, useRef } from 'react'
        export function Clock({ log }) {
          const timer = useRef(null)
          useEffect(() => {
            timer.current = setInterval(() => {}, 1000)
            return () => {
              clearInterval(timer.current)
              log('gone')
            }
          }, [])
          const pause = () => clearInterval(timer.current)
          return <button onClick={pause}>Pause</button>
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'effect without cleanup, delay and callback from outside',
      code: `
        import { useEffect } from 'react'
        export function Countdown({ from, show }) {
          useEffect(() => {
            setInterval(() => show(from), 1000)
          }, [from, show])
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useEffect } from 'react'
        export function Countdown({ from, show }) {
          useEffect(() => {
            const interval = setInterval(() => show(from), 1000)
            return () => clearInterval(interval)
          }, [from, show])
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => show(from), 1000)',
        },
      ],
    },
    {
      name: 'composable that forgets',
      code: `
        import { onUnmounted, ref } from 'vue'
        export function useNow() {
          const now = ref(0)
          const timer = setInterval(() => (now.value = Date.now()), 1000)
          onUnmounted(() => {
            now.value = 0
          })
          return now
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => (now.value = Date.now()), 1000)',
          data: {
            noun: 'interval',
            handle: 'timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'the callback given to onUnmounted()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(timer)', where: 'the callback given to onUnmounted()' },
              output: `
        import { onUnmounted, ref } from 'vue'
        export function useNow() {
          const now = ref(0)
          const timer = setInterval(() => (now.value = Date.now()), 1000)
          onUnmounted(() => {
            clearInterval(timer)
            now.value = 0
          })
          return now
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'hook that gives no way to stop',
      code: `
        import { useCallback } from 'react'
        export function useTicker(tick) {
          return useCallback(() => {
            setInterval(tick, 1000)
          }, [tick])
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(tick, 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'a cleanup of the component or scope',
          },
        },
      ],
    },
  ],
})

check('effects and hooks', ['dom'], {
  known: [
    {
      name: 'JSX',
      filename: 'react.tsx',
      code: `
        import { useLayoutEffect, useState } from 'react'
        export const Clock = () => {
          const [now, setNow] = useState(0)
          useLayoutEffect(() => {
            const timer = window.setInterval(() => setNow(Date.now()), 1000)
          }, [])
          return <time dateTime={String(now)}>{now}</time>
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'returnCleanup',
              output: `
        import { useLayoutEffect, useState } from 'react'
        export const Clock = () => {
          const [now, setNow] = useState(0)
          useLayoutEffect(() => {
            const timer = window.setInterval(() => setNow(Date.now()), 1000)
            return () => clearInterval(timer)
          }, [])
          return <time dateTime={String(now)}>{now}</time>
        }
      `,
            },
          ],
          messageId: 'neverCleared',
          at: 'window.setInterval(() => setNow(Date.now()), 1000)',
        },
      ],
    },
  ],
})

check('factories and plain functions', ['everywhere'], {
  silent: [
    {
      name: 'answers the disposer',
      code: `
        export function watch(check) {
          const timer = setInterval(check, 1000)
          return () => clearInterval(timer)
        }
      `,
    },
    {
      name: 'answers the handle',
      code: `
        export function watch(check) {
          return setInterval(check, 1000)
        }
      `,
    },
    {
      name: 'answers an object that closes',
      code: `
        export function createPoller(poll) {
          const timer = setInterval(poll, 1000)
          return {
            close() {
              clearInterval(timer)
            },
          }
        }
      `,
    },
    {
      name: 'handle in a variable of the module',
      code: `
        let timer
        export function start(tick) {
          timer = setInterval(tick, 1000)
        }
        export function stop() {
          clearInterval(timer)
        }
      `,
    },
  ],
  known: [
    {
      name: 'answers an object whose close() forgets',
      code: `
        export function createPoller(poll, socket) {
          const timer = setInterval(poll, 1000)
          return {
            close() {
              socket.end()
            },
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(poll, 1000)',
          data: {
            noun: 'interval',
            handle: 'timer',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'close() of what it returns',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearInterval(timer)', where: 'close() of what it returns' },
              output: `
        export function createPoller(poll, socket) {
          const timer = setInterval(poll, 1000)
          return {
            close() {
              clearInterval(timer)
              socket.end()
            },
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'answers a disposer that forgets',
      code: `
        export function watch(check, socket) {
          setInterval(check, 1000)
          return () => socket.close()
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export function watch(check, socket) {
          const interval = setInterval(check, 1000)
          return () => {
            clearInterval(interval)
            return socket.close()
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(check, 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'the function it returns',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'interval of a plain function',
      code: `
        export function start(tick) {
          setInterval(tick, 1000)
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(tick, 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'a function that ends this work',
          },
        },
      ],
    },
  ],
})

check('module level', ['everywhere'], {
  silent: [
    {
      name: 'runs once',
      code: `
        setInterval(() => {}, 1000)
        const timer = setInterval(() => {}, 2000)
        if (globalThis.debug) setTimeout(() => {}, 100_000)
        ;(() => {
          setInterval(() => {}, 10)
        })()
      `,
    },
  ],
})

check('one-shot timeouts', ['everywhere'], {
  silent: [
    {
      name: 'short',
      code: `
        export class Toast {
          show() {
            setTimeout(() => this.hide(), 300)
            setTimeout(() => this.hide())
          }
          hide() {}
          destroy() {}
        }
      `,
    },
    {
      name: "ends a plain function's work late",
      code: `
        export function announce(text) {
          setTimeout(() => console.log(text), 5000)
        }
      `,
    },
    {
      name: 'brings the end about',
      code: `
        export class Lease {
          renew() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.close(), 60_000)
          }
          close() {
            this.closed = true
          }
        }
      `,
    },
    {
      name: 'single animation frame',
      code: `
        export class Chart {
          resize() {
            requestAnimationFrame(() => this.draw())
          }
          draw() {}
          destroy() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'long debounce that the teardown leaves',
      code: `
        export class Search {
          type() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.run(), 60_000)
          }
          run() {}
          destroy() {
            this.results = []
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setTimeout(() => this.run(), 60_000)',
          data: {
            noun: 'timeout',
            handle: 'this.timer',
            where: 'destroy()',
            until: 'until it fires',
            stop: 'clearTimeout',
            place: 'in type()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearTimeout(this.timer)', where: 'destroy()' },
              output: `
        export class Search {
          type() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.run(), 60_000)
          }
          run() {}
          destroy() {
            clearTimeout(this.timer)
            this.results = []
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'seconds, in a class with a teardown',
      code: `
        export class Toast {
          show() {
            setTimeout(() => this.hide(), 5000)
          }
          hide() {}
          destroy() {}
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setTimeout(() => this.hide(), 5000)',
          data: {
            noun: 'timeout',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: 'destroy()',
          },
        },
      ],
    },
    {
      name: 'unknown delay, in a class with a teardown',
      code: `
        export class Toast {
          show(ms) {
            setTimeout(() => this.hide(), ms)
          }
          hide() {}
          destroy() {}
        }
      `,
      errors: [{ messageId: 'dropped', at: 'setTimeout(() => this.hide(), ms)' }],
    },
    {
      name: 'over within half a minute, and left by the teardown',
      code: `
        export class Search {
          type() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.run(), 30_000)
          }
          destroy() {
            this.results = []
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setTimeout(() => this.run(), 30_000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearTimeout(this.timer)', where: 'destroy()' },
              output: `
        export class Search {
          type() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.run(), 30_000)
          }
          destroy() {
            clearTimeout(this.timer)
            this.results = []
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'hours, by arithmetic on constants',
      code: `
        const HOUR = 60 * 60 * 1000
        export function remind(note) {
          setTimeout(note, 2 * HOUR)
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setTimeout(note, 2 * HOUR)',
          data: {
            noun: 'timeout',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: 'a function that ends this work',
          },
        },
      ],
    },
    {
      name: 'short debounce that the teardown leaves',
      code: `
        export class Search {
          type() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.run(), 250)
          }
          run() {}
          destroy() {
            this.results = []
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setTimeout(() => this.run(), 250)',
          data: {
            noun: 'timeout',
            handle: 'this.timer',
            where: 'destroy()',
            until: 'until it fires',
            stop: 'clearTimeout',
            place: 'in type()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearTimeout(this.timer)', where: 'destroy()' },
              output: `
        export class Search {
          type() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.run(), 250)
          }
          run() {}
          destroy() {
            clearTimeout(this.timer)
            this.results = []
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('promises', ['everywhere'], {
  silent: [
    {
      name: 'sleep',
      code: `
        export class Job {
          async run() {
            await new Promise((resolve) => setTimeout(resolve, 5000))
            await new Promise((resolve) => {
              setTimeout(() => resolve(), 60_000)
            })
            await new Promise(function (done) {
              setTimeout(done, 60_000)
            })
          }
          close() {}
        }
      `,
    },
    {
      name: 'sleep with a callback that has a name',
      code: `
        export const idle = (log) =>
          new Promise((resolve) => {
            const wake = () => {
              log('awake')
              resolve()
            }
            setTimeout(wake, 30_000)
          })
      `,
    },
    {
      name: 'poll that settles the promise',
      code: `
        export const until = (isReady) =>
          new Promise((resolve) => {
            const check = () => {
              if (isReady()) resolve()
              else setTimeout(check, 50)
            }
            check()
          })
      `,
    },
    {
      name: 'guard cleared when the work is done',
      code: `
        export const request = (work) =>
          new Promise((resolve, reject) => {
            const guard = setTimeout(() => reject(new Error('late')), 30_000)
            work().finally(() => clearTimeout(guard)).then(resolve, reject)
          })
      `,
    },
  ],
  known: [
    {
      name: 'interval that goes on after it has settled its promise',
      code: `
        export class Gate {
          opened() {
            return new Promise((resolve) => {
              setInterval(() => this.open && resolve(), 50)
            })
          }
          close() {}
        }
      `,
      errors: [{ messageId: 'runsOnSettled', at: 'setInterval(() => this.open && resolve(), 50)' }],
    },
  ],
})

check('timers that start themselves again', ['everywhere'], {
  silent: [
    {
      name: 'one chain, which the module starts',
      code: `
        const tick = () => {
          check()
          setTimeout(tick, 1000)
        }
        tick()
      `,
    },
    {
      name: 'cleared at the end',
      code: `
        export class Loop {
          run() {
            this.work()
            this.timer = setTimeout(() => this.run(), 100)
          }
          work() {}
          stop() {
            clearTimeout(this.timer)
          }
        }
      `,
    },
    {
      name: 'variable that holds the latest frame',
      code: `
        import { useEffect } from 'react'
        export function Canvas({ draw }) {
          useEffect(() => {
            let frame
            const loop = () => {
              draw()
              frame = requestAnimationFrame(loop)
            }
            loop()
            return () => cancelAnimationFrame(frame)
          }, [draw])
        }
      `,
    },
    {
      name: 'callback that is a parameter does not start itself',
      code: `
        export function later(callback) {
          setTimeout(callback, 100)
        }
      `,
    },
    {
      name: 'flag that stops it, before the work',
      code: `
        export class Loop {
          run() {
            if (this.stopped) return
            this.work()
            setTimeout(() => this.run(), 100)
          }
          work() {}
          stop() {
            this.stopped = true
          }
        }
      `,
    },
    {
      name: 'flag that stops it, in the callback',
      code: `
        export class Loop {
          schedule() {
            this.timer = setTimeout(() => {
              if (!this.running) return
              this.work()
              this.schedule()
            }, 100)
          }
          work() {}
          stop() {
            this.running = false
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'method without a flag',
      code: `
        export class Loop {
          run() {
            this.work()
            setTimeout(() => this.run(), 100)
          }
          work() {}
          stop() {
            this.results = []
          }
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setTimeout(() => this.run(), 100)',
          data: {
            noun: 'timeout',
            until: 'until the program ends',
            stop: 'clearTimeout',
            where: 'stop()',
          },
        },
      ],
    },
    {
      name: 'async method',
      code: `
        export class Loop {
          async run() {
            await this.work()
            setTimeout(() => void this.run(), 100)
          }
          async work() {}
          stop() {
            this.results = []
          }
        }
      `,
      errors: [{ messageId: 'dropped', at: 'setTimeout(() => void this.run(), 100)' }],
    },
    {
      name: 'frames of an effect',
      code: `
        import { useEffect } from 'react'
        export function Canvas({ draw }) {
          useEffect(() => {
            const loop = () => {
              draw()
              requestAnimationFrame(loop)
            }
            loop()
          }, [draw])
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'requestAnimationFrame(loop)',
          data: {
            noun: 'animation frame',
            until: 'until the program ends',
            stop: 'cancelAnimationFrame',
            where: 'a cleanup of this effect',
          },
        },
      ],
    },
    {
      name: 'cleanup that cancels the first frame only',
      code: `
        import { useEffect } from 'react'
        export function Canvas({ draw }) {
          useEffect(() => {
            const loop = () => {
              draw()
              requestAnimationFrame(loop)
            }
            const first = requestAnimationFrame(loop)
            return () => cancelAnimationFrame(first)
          }, [draw])
        }
      `,
      errors: [{ messageId: 'siblingCleared', at: 'requestAnimationFrame(loop)', line: 7 }],
    },
  ],
  likely: [
    ...['tick(); tick()', 'export const start = () => tick()', 'tick(); export { tick }'].map((rest) => ({
      name: `more than one chain: ${rest}`,
      code: `const tick = () => { check(); setTimeout(tick, 1000) }\n${rest}`,
      errors: [{ messageId: 'dropped' as const, at: 'setTimeout(tick, 1000)' }],
    })),
    {
      name: 'function that nothing ends',
      code: `
        export function poll(check) {
          const tick = () => {
            check()
            setTimeout(tick, 1000)
          }
          tick()
        }
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setTimeout(tick, 1000)',
          data: {
            noun: 'timeout',
            until: 'until the program ends',
            stop: 'clearTimeout',
            where: 'a function that ends this work',
          },
        },
      ],
    },
  ],
})

check('which function it is', ['everywhere'], {
  silent: [
    {
      name: 'imported under the same name',
      code: `
        import { setInterval, setTimeout } from './clock.js'
        export class Job {
          start() {
            setInterval(() => {}, 1000)
            setTimeout(() => {}, 60_000)
          }
          close() {}
        }
      `,
    },
    {
      name: 'parameter of the same name',
      code: `
        export class Job {
          start(setInterval) {
            setInterval(() => {}, 1000)
          }
          close() {}
        }
      `,
    },
    {
      name: 'promises of node:timers',
      code: `
        import { setInterval, setTimeout } from 'node:timers/promises'
        export class Job {
          async start() {
            await setTimeout(60_000)
            for await (const _ of setInterval(1000)) break
          }
          close() {}
        }
      `,
    },
    {
      name: 'method of something else',
      code: `
        export class Job {
          constructor(scheduler) {
            this.scheduler = scheduler
          }
          start() {
            this.scheduler.setInterval(() => {}, 1000)
          }
          close() {}
        }
      `,
    },
    {
      name: 'cleared by the module of node:timers',
      code: `
        import timers from 'timers'
        export class Job {
          start() {
            this.timer = timers.setInterval(() => {}, 1000)
          }
          close() {
            timers.clearInterval(this.timer)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'imported from node:timers',
      filename: 'file.js',
      code: `
        import { setInterval } from 'node:timers'
        export class Job {
          start() {
            setInterval(() => {}, 1000)
          }
          close() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        import { setInterval } from 'node:timers'
        export class Job {
          start() {
            this.interval = setInterval(() => {}, 1000)
          }
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => {}, 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'close()',
          },
        },
      ],
    },
    {
      name: 'timeout imported from node:timers',
      code: `
        import { clearTimeout, setTimeout } from 'node:timers'
        export class Job {
          start() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => {}, 60_000)
          }
          close() {}
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setTimeout(() => {}, 60_000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { clearTimeout, setTimeout } from 'node:timers'
        export class Job {
          start() {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => {}, 60_000)
          }
          close() {
            clearTimeout(this.timer)
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'module of node:timers',
      code: `
        import * as timers from 'node:timers'
        export class Job {
          start() {
            timers.setInterval(() => {}, 1000)
          }
          close() {}
        }
      `,
      errors: [{ messageId: 'dropped', at: 'timers.setInterval(() => {}, 1000)' }],
    },
    {
      name: 'required',
      filename: 'file.js',
      code: `
        const { setInterval } = require('timers')
        export class Job {
          start() {
            setInterval(() => {}, 1000)
          }
          close() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        const { setInterval } = require('timers')
        export class Job {
          start() {
            this.interval = setInterval(() => {}, 1000)
          }
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          at: 'setInterval(() => {}, 1000)',
        },
      ],
    },
    {
      name: 'window that is a field',
      code: `
        export class Job {
          start() {
            this.ownerWindow.setInterval(() => {}, 1000)
          }
          close() {}
        }
      `,
      errors: [{ messageId: 'dropped', at: 'this.ownerWindow.setInterval(() => {}, 1000)' }],
    },
  ],
})

check('comments and formatting', ['everywhere'], {
  silent: [
    {
      name: 'mentioned in comments and strings only',
      code: `
        // setInterval(() => {}, 1000)
        export const text = 'setInterval(() => {}, 1000)'
      `,
    },
  ],
  known: [
    {
      name: 'everything on one line',
      code: 'export class A { open() { this.t = setInterval(() => {}, 9) } close() { this.t.unref() } }',
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 9)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output:
                'export class A { open() { this.t = setInterval(() => {}, 9) } close() { clearInterval(this.t); this.t.unref() } }',
            },
          ],
        },
      ],
    },
    {
      name: 'teardown with a comment alone',
      code: `
        export class Job {
          start() { this.timer = setInterval(() => {}, 1000) }
          close() { // later
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Job {
          start() { this.timer = setInterval(() => {}, 1000) }
          close() { clearInterval(this.timer); // later
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'comment before the first statement',
      code: `
        export class Job {
          start() {
            this /* own */ .timer = /* every second */ setInterval(() => {}, 1000) // tick
          }
          close() {
            // The results go too.
            this.results = [] /* empty */
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Job {
          start() {
            this /* own */ .timer = /* every second */ setInterval(() => {}, 1000) // tick
          }
          close() {
            clearInterval(this.timer)
            // The results go too.
            this.results = [] /* empty */
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'directive of the teardown',
      code: `
        export class Job {
          start() {
            this.timer = setInterval(() => {}, 1000)
          }
          close() {
            'use strict'
            this.results = []
          }
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Job {
          start() {
            this.timer = setInterval(() => {}, 1000)
          }
          close() {
            'use strict'
            clearInterval(this.timer)
            this.results = []
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'arrow function as teardown',
      code: `
        export class Job {
          start = () => {
            this.timer = setInterval(() => {}, 1000)
          }
          close = async () => ({ closed: true })
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setInterval(() => {}, 1000)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Job {
          start = () => {
            this.timer = setInterval(() => {}, 1000)
          }
          close = async () => {
            clearInterval(this.timer)
            return ({ closed: true })
          }
        }
      `,
            },
          ],
        },
      ],
    },
    {
      name: 'call over several lines',
      filename: 'file.js',
      code: `
        export class Job {
          start() {
            setInterval (
              () => {},
              // one second
              1_000,
            )
          }
          close() {}
        }
      `,
      errors: [
        {
          suggestions: [
            {
              messageId: 'keepAndEnd',
              output: `
        export class Job {
          start() {
            this.interval = setInterval (
              () => {},
              // one second
              1_000,
            )
          }
          close() {
            clearInterval(this.interval)
          }
        }
      `,
            },
          ],
          messageId: 'dropped',
          line: 4,
          column: 13,
          endLine: 8,
          endColumn: 14,
        },
      ],
    },
  ],
})

check('guards', ['everywhere'], {
  silent: [
    {
      name: 'short',
      code: `
        export async function load(url) {
          const controller = new AbortController()
          setTimeout(() => controller.abort(), 3000)
          return fetch(url, { signal: controller.signal })
        }
      `,
    },
    {
      name: 'cleared in the handler of the end',
      code: `
        import { spawn } from 'node:child_process'
        export function run(command) {
          const child = spawn(command)
          const timer = setTimeout(() => child.kill(), 60_000)
          child.on('exit', () => clearTimeout(timer))
        }
      `,
    },
  ],
  known: [
    {
      name: 'kills a process whose end is listened for',
      code: `
        import { spawn } from 'node:child_process'
        export function run(command, done) {
          const child = spawn(command)
          setTimeout(() => child.kill(), 60_000)
          child.on('exit', (code) => done(code))
        }
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: 'setTimeout(() => child.kill(), 60_000)',
          data: {
            noun: 'timeout',
            over: '`child` has ended',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: "the handler of 'exit'",
          },
        },
      ],
    },
    {
      name: 'aborts work that is waited for',
      code: `
        export async function load(url) {
          const controller = new AbortController()
          setTimeout(() => controller.abort(), 90_000)
          return fetch(url, { signal: controller.signal })
        }
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: 'setTimeout(() => controller.abort(), 90_000)',
          data: {
            noun: 'timeout',
            over: 'what it may abort is done',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: '`finally`',
          },
        },
      ],
    },
    {
      name: 'awaits the thing itself, and an event of it',
      code: `
        import { once } from 'node:events'
        export async function both(start) {
          const first = start()
          setTimeout(() => first.cancel(), 60_000)
          await first
          const second = start()
          setTimeout(function () { second.destroy() }, 60_001)
          await once(second, 'close')
        }
      `,
      errors: [
        { messageId: 'guardStays', at: 'setTimeout(() => first.cancel(), 60_000)' },
        { messageId: 'guardStays', at: 'setTimeout(function () { second.destroy() }, 60_001)' },
      ],
    },
    {
      name: 'rejects what something else resolves',
      code: `
        export const request = (work) =>
          new Promise((resolve, reject) => {
            const guard = setTimeout(() => reject(new Error('late')), 90_000)
            work().then(resolve, reject)
          })
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: "setTimeout(() => reject(new Error('late')), 90_000)",
          data: {
            noun: 'timeout',
            over: 'the promise is settled before',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: '`finally`',
          },
        },
      ],
    },
    {
      name: 'loses a race',
      code: `
        export function withTimeout(work) {
          const late = new Promise((_, reject) => setTimeout(reject, 90_000, new Error('late')))
          return Promise.race([work, late])
        }
        export const inPlace = (work) =>
          Promise.race([work, new Promise((_, reject) => { setTimeout(() => reject(), 80_000) })])
      `,
      errors: [
        { messageId: 'guardStays', at: "setTimeout(reject, 90_000, new Error('late'))" },
        { messageId: 'guardStays', at: 'setTimeout(() => reject(), 80_000)' },
      ],
    },
    {
      name: 'runs the cleanup that an end event runs',
      code: `
        export class Link {
          open(socket) {
            this.socket = socket
            socket.on('close', cleanUp.bind(this))
          }
          leave() {
            this.socket.end()
            setTimeout(cleanUp.bind(this), 90_000)
          }
        }
        function cleanUp() {
          this.socket = undefined
        }
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: 'setTimeout(cleanUp.bind(this), 90_000)',
          data: {
            noun: 'timeout',
            over: 'cleanUp() has run already',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: 'cleanUp()',
          },
        },
      ],
    },
  ],
  likely: [
    {
      name: 'in a function that runs once',
      code: `
        async function main() {
          const controller = new AbortController()
          setTimeout(() => controller.abort(), 30_000)
          await fetch('/', { signal: controller.signal })
        }
        main()
      `,
      errors: [{ messageId: 'dropped', at: 'setTimeout(() => controller.abort(), 30_000)' }],
    },
    {
      name: 'guard of a length that is not known',
      code: `
        export const limited = (work, ms) =>
          Promise.race([work, new Promise((_, reject) => setTimeout(reject, ms))])
      `,
      errors: [{ messageId: 'guardStays', at: 'setTimeout(reject, ms)' }],
    },
  ],
})

check('promises that are settled', ['everywhere'], {
  silent: [
    {
      name: 'cleared before or after, in the block or around it',
      code: `
        export const wait = (isReady, isLate) =>
          new Promise((resolve, reject) => {
            const timer = setInterval(() => {
              if (isReady()) {
                clearInterval(timer)
                if (isLate()) reject()
                else resolve()
              } else if (isLate()) {
                reject()
                clearInterval(timer)
              }
            }, 50)
          })
      `,
    },
    {
      name: 'cleared by a helper',
      code: `
        export const wait = (isReady) =>
          new Promise((resolve) => {
            const stop = () => clearInterval(timer)
            const timer = setInterval(() => {
              if (isReady()) {
                resolve()
                stop()
              }
            }, 50)
          })
      `,
    },
    {
      name: 'cleared on the next turn',
      code: `
        export const wait = (isReady) =>
          new Promise((resolve) => {
            let isDone = false
            const timer = setInterval(() => {
              if (isDone) {
                clearInterval(timer)
                return
              }
              if (isReady()) {
                isDone = true
                resolve()
              }
            }, 50)
          })
      `,
    },
    {
      name: 'cleared when the promise is over',
      code: `
        export function wait(isReady) {
          let timer
          return new Promise((resolve) => {
            timer = setInterval(() => isReady() && resolve(), 50)
          }).finally(() => clearInterval(timer))
        }
      `,
    },
  ],
  known: [
    {
      name: 'one way out forgets',
      code: `
        export const wait = (isReady, isLate) =>
          new Promise((resolve, reject) => {
            const timer = setInterval(() => {
              if (isReady()) {
                resolve()
                clearInterval(timer)
              }
              if (isLate()) {
                reject(new Error('late'))
              }
            }, 50)
          })
      `,
      errors: [
        {
          messageId: 'runsOnSettled',
          line: 4,
          column: 27,
          endLine: 12,
          endColumn: 19,
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            at: "`reject(new Error('late'))`",
          },
        },
      ],
    },
    {
      name: 'returns before the clear',
      code: `
        export const wait = (isReady, isLate) =>
          new Promise((resolve, reject) => {
            const timer = setInterval(() => { if (isLate()) return reject(); clearInterval(timer); resolve() }, 50)
          })
      `,
      errors: [
        {
          messageId: 'runsOnSettled',
          at: 'setInterval(() => { if (isLate()) return reject(); clearInterval(timer); resolve() }, 50)',
        },
      ],
    },
  ],
})

check('ways out of a function', ['everywhere'], {
  silent: [
    {
      name: 'finally, and a catch that goes on',
      code: `
        export async function first(work, show) {
          const timer = setInterval(show, 100)
          try {
            await work()
          } finally {
            clearInterval(timer)
          }
        }
        export async function second(work, show) {
          const timer = setInterval(show, 100)
          try {
            await work()
          } catch {
            show()
          }
          clearInterval(timer)
        }
        export async function third(works, show) {
          const timer = setInterval(show, 100)
          await Promise.allSettled(works)
          clearInterval(timer)
        }
      `,
    },
  ],
  known: [
    {
      name: 'await that rejects',
      code: `
        export async function run(work, show) {
          const timer = setInterval(show, 100)
          await work()
          clearInterval(timer)
        }
      `,
      errors: [
        {
          messageId: 'staysOnExit',
          at: 'setInterval(show, 100)',
          data: {
            noun: 'interval',
            exit: 'when `await work()` throws',
            handle: 'timer',
            until: 'until the program ends',
            stop: 'clearInterval',
          },
        },
      ],
    },
    {
      name: 'return before the clear',
      code: `
        export function run(isIdle, show, work) {
          const timer = setInterval(show, 100)
          if (isIdle()) return
          work()
          clearInterval(timer)
        }
      `,
      errors: [{ messageId: 'staysOnExit', at: 'setInterval(show, 100)' }],
    },
  ],
  likely: [
    {
      name: 'timeout of a request that fails',
      code: `
        export async function load(url) {
          const controller = new AbortController()
          const timer = setTimeout(() => controller.abort(), 30_000)
          const response = await fetch(url, { signal: controller.signal })
          clearTimeout(timer)
          return response
        }
      `,
      errors: [{ messageId: 'staysOnExit', at: 'setTimeout(() => controller.abort(), 30_000)' }],
    },
  ],
})

check('started again after the end', ['everywhere'], {
  silent: [
    {
      name: 'flag',
      code: `
        export class Poller {
          async run() {
            await this.work()
            if (!this.isOver) this.timer = setTimeout(() => this.run(), 1000)
          }
          async work() {}
          stop() {
            this.isOver = true
            clearTimeout(this.timer)
          }
        }
      `,
    },
    {
      name: 'signal',
      code: `
        export class Poller {
          controller = new AbortController()
          async run() {
            await this.work()
            if (this.controller.signal.aborted) return
            this.timer = setTimeout(() => this.run(), 1000)
          }
          async work() {}
          stop() {
            this.controller.abort()
            clearTimeout(this.timer)
          }
        }
      `,
    },
    {
      name: 'started before the wait, so that the end always finds the next one',
      code: `
        export class Poller {
          async run() {
            this.timer = setTimeout(() => this.run(), 1000)
            await this.work()
          }
          async work() {}
          stop() {
            clearTimeout(this.timer)
          }
        }
      `,
    },
    {
      name: 'end that waits for the run',
      code: `
        export class Poller {
          async run() {
            await this.work()
            this.timer = setTimeout(() => (this.current = this.run()), 1000)
          }
          async work() {}
          async stop() {
            await this.current
            clearTimeout(this.timer)
          }
        }
      `,
    },
  ],
  known: [
    {
      name: 'method that awaits',
      code: `
        export class Poller {
          async run() {
            await this.work()
            this.timer = setTimeout(() => this.run(), 1000)
          }
          async work() {}
          stop() {
            clearTimeout(this.timer)
          }
        }
      `,
      errors: [
        {
          messageId: 'startsAgain',
          at: 'setTimeout(() => this.run(), 1000)',
          data: {
            noun: 'timeout',
            owner: 'Poller',
            until: 'until the program ends',
            where: 'stop()',
            at: '`await this.work()`',
          },
        },
      ],
    },
    {
      name: 'effect',
      code: `
        import { useEffect } from 'react'
        export function usePoll(load) {
          useEffect(() => {
            let timer
            const poll = async () => {
              await load()
              timer = setTimeout(poll, 1000)
            }
            poll()
            return () => clearTimeout(timer)
          }, [load])
        }
      `,
      errors: [{ messageId: 'startsAgain', at: 'setTimeout(poll, 1000)' }],
    },
  ],
  likely: [
    {
      name: 'under a condition of another kind',
      code: `
        export class Poller {
          async run() {
            const count = await this.work()
            if (count > 0) this.timer = setTimeout(() => this.run(), 1000)
          }
          async work() {}
          stop() {
            clearTimeout(this.timer)
          }
        }
      `,
      errors: [{ messageId: 'startsAgain', at: 'setTimeout(() => this.run(), 1000)' }],
    },
    {
      name: 'reconnect without a flag',
      code: `
        export class Link {
          open() {
            this.socket = new WebSocket('wss://example.com')
            this.socket.onclose = () => this.retry()
          }
          retry() {
            if (this.tries++ < 5) setTimeout(() => this.open(), 2000)
          }
          close() {
            this.socket.close()
          }
        }
      `,
      errors: [{ messageId: 'dropped', at: 'setTimeout(() => this.open(), 2000)' }],
    },
  ],
})

check('short timeouts whose handle is kept', ['everywhere'], {
  likely: [
    {
      name: 'field of an owner that ends',
      code: `
        export class Toast {
          show() {
            this.timer = setTimeout(() => this.hide(), 250)
          }
          hide() {}
          destroy() {}
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: 'setTimeout(() => this.hide(), 250)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export class Toast {
          show() {
            this.timer = setTimeout(() => this.hide(), 250)
          }
          hide() {}
          destroy() {
            clearTimeout(this.timer)
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('siblings and keys', ['everywhere'], {
  silent: [
    {
      name: 'short timeout beside a timer that is cleared',
      code: `
        export class Panel {
          open() {
            this.beat = setInterval(() => {}, 1000)
            setTimeout(() => this.focus(), 50)
          }
          focus() {}
          close() {
            clearInterval(this.beat)
          }
        }
      `,
    },
    {
      name: 'map that the end goes through',
      code: `
        export class Leases {
          timers = new Map()
          add(id) {
            this.timers.set(id, setTimeout(() => this.timers.delete(id), 60_000))
          }
          close() {
            for (const timer of this.timers.values()) clearTimeout(timer)
          }
        }
      `,
    },
    {
      name: 'record given to something else',
      code: `
        export class Leases {
          timers = {}
          add(id) {
            this.timers[id] = setTimeout(() => {}, 60_000)
            publish(this.timers)
          }
          close() {}
        }
      `,
    },
    {
      name: 'single idle callback',
      code: `
        export class Panel {
          open() {
            requestIdleCallback(() => this.warm())
          }
          warm() {}
          close() {}
        }
      `,
    },
  ],
  known: [
    {
      name: 'dropped beside a map that the end clears',
      code: `
        export class Leases {
          timers = new Map()
          add(id) {
            this.timers.set(id, setTimeout(() => this.expire(id), 60_000).unref())
            setTimeout(() => this.report(), 60_000)
          }
          expire() {}
          report() {}
          close() {
            this.timers.forEach((timer) => clearTimeout(timer))
          }
        }
      `,
      errors: [
        {
          messageId: 'siblingCleared',
          at: 'setTimeout(() => this.report(), 60_000)',
          data: {
            noun: 'timeout',
            owner: 'Leases',
            sibling: 'this.timers',
            until: 'until it fires',
            advice: 'Keep its handle and call clearTimeout() there too',
          },
        },
      ],
    },
    {
      name: 'reconnect beside a timer that is cleared',
      code: `
        export class Link {
          open(delay) {
            this.socket = new WebSocket('wss://example.com')
            this.beat = setInterval(() => this.socket.send('.'), 1000)
            this.socket.onclose = () => {
              if (this.tries++ < 5) setTimeout(() => this.open(delay), delay)
            }
          }
          close() {
            clearInterval(this.beat)
            this.socket.close()
          }
        }
      `,
      errors: [{ messageId: 'siblingCleared', at: 'setTimeout(() => this.open(delay), delay)' }],
    },
    {
      name: 'idle callback that asks for the next one',
      code: `
        export class Indexer {
          work() {
            requestIdleCallback(() => this.work())
          }
          close() {}
        }
      `,
      errors: [{ messageId: 'dropped', at: 'requestIdleCallback(() => this.work())' }],
    },
    {
      name: 'handle that a local function answers',
      code: `
        export function createReset(reset) {
          let timer
          const arm = () => setTimeout(reset, 60_000)
          return {
            set() {
              clearTimeout(timer)
              timer = arm()
            },
            dispose() {},
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'arm()',
          data: {
            noun: 'timeout',
            handle: 'timer',
            where: 'dispose()',
            until: 'until it fires',
            stop: 'clearTimeout',
            place: 'in set()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export function createReset(reset) {
          let timer
          const arm = () => setTimeout(reset, 60_000)
          return {
            set() {
              clearTimeout(timer)
              timer = arm()
            },
            dispose() {
              clearTimeout(timer)
            },
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
  likely: [
    {
      name: 'dropped beside a timer that is cleared, of a length that is not known',
      code: `
        export class Panel {
          open(ms) {
            this.beat = setInterval(() => {}, 1000)
            setTimeout(() => this.hide(), ms)
          }
          hide() {}
          close() {
            clearInterval(this.beat)
          }
        }
      `,
      errors: [{ messageId: 'siblingCleared', at: 'setTimeout(() => this.hide(), ms)' }],
    },
    {
      name: 'record and map that the end forgets',
      code: `
        export class Poller {
          timers = {}
          leases = new Map()
          start(id) {
            this.timers[id] = setInterval(() => {}, 100)
            this.leases.set(id, setTimeout(() => {}, 60_000))
          }
          dispose() {}
        }
      `,
      errors: [
        {
          messageId: 'keyedNeverCleared',
          at: 'setInterval(() => {}, 100)',
          data: {
            noun: 'interval',
            handle: 'this.timers',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'dispose()',
          },
        },
        { messageId: 'keyedNeverCleared', at: 'setTimeout(() => {}, 60_000)' },
      ],
    },
  ],
})

check('delays that are too long', ['everywhere'], {
  silent: [{ name: 'the longest there is', code: 'setTimeout(tick, 2147483647)' }],
  known: [
    {
      name: 'fires at once',
      code: `
        setInterval(tick, 30 * 24 * 60 * 60 * 1000)
        setTimeout(tick, Infinity)
      `,
      errors: [
        {
          messageId: 'delayTooLong',
          at: 'setInterval(tick, 30 * 24 * 60 * 60 * 1000)',
          data: { noun: 'interval', again: ', and again and again' },
        },
        {
          messageId: 'delayTooLong',
          at: 'setTimeout(tick, Infinity)',
          data: { noun: 'timeout', again: '' },
        },
      ],
    },
  ],
})

check('debounced functions', ['everywhere'], {
  silent: [
    {
      name: 'cancelled, flushed, given to something that may cancel it',
      code: `
        import debounce from 'lodash/debounce'
        export class Search {
          type = debounce(this.run, 300)
          save = debounce(this.run, 300)
          size = debounce(this.run, 300)
          start(bag) {
            bag.add(this.size)
          }
          run() {}
          destroy() {
            this.type.cancel()
            this.save.flush()
          }
        }
      `,
    },
    {
      name: 'of a module that is not known, in a class without an end',
      code: `
        import { debounce } from './debounce.js'
        import { throttle } from 'lodash'
        export class Search {
          type = debounce(this.run, 300)
          run() {}
          destroy() {}
        }
        export class Page {
          scroll = throttle(this.run, 300)
          run() {}
        }
      `,
    },
  ],
  likely: [
    {
      name: 'field that the end leaves',
      code: `
        import { throttle } from 'es-toolkit'
        export class Search {
          onScroll = throttle(() => this.run(), 300)
          start() {
            addEventListener('scroll', this.onScroll)
            this.onScroll()
          }
          run() {}
          destroy() {
            removeEventListener('scroll', this.onScroll)
          }
        }
      `,
      errors: [
        {
          messageId: 'notCancelled',
          at: 'throttle(() => this.run(), 300)',
          data: {
            handle: 'this.onScroll',
            cancel: 'cancel',
            owner: 'Search',
            where: 'destroy()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        import { throttle } from 'es-toolkit'
        export class Search {
          onScroll = throttle(() => this.run(), 300)
          start() {
            addEventListener('scroll', this.onScroll)
            this.onScroll()
          }
          run() {}
          destroy() {
            this.onScroll.cancel()
            removeEventListener('scroll', this.onScroll)
          }
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('requests and connections', ['everywhere'], {
  silent: [
    {
      name: 'stopped when the connection is closed',
      code: `
        io.on('connection', (socket) => {
          const beat = setInterval(() => socket.emit('beat'), 1000)
          socket.on('disconnect', () => clearInterval(beat))
        })
      `,
    },
    {
      name: 'stopped when the response is closed, by name',
      code: `
        app.get('/events', (req, res) => {
          const beat = setInterval(() => res.write(':'), 1000)
          const stop = () => clearInterval(beat)
          req.on('close', stop)
        })
      `,
    },
    {
      name: 'stopped by what answers the request',
      code: `
        app.get('/slow', (req, res) => {
          const late = setInterval(() => res.write('.'), 1000)
          compute(req.query, () => {
            clearInterval(late)
            res.end()
          })
        })
      `,
    },
  ],
  known: [
    {
      name: 'one more interval for each connection',
      code: `
        server.on('connection', (socket) => {
          setInterval(() => socket.ping(), 1000)
        })
      `,
      errors: [
        {
          messageId: 'dropped',
          at: 'setInterval(() => socket.ping(), 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: "a 'close' handler of `socket`",
          },
        },
      ],
    },
    {
      name: 'kept, and nothing stops it when the response is closed',
      code: `
        export function events(req, res) {
          const beat = setInterval(() => res.write(':'), 1000)
          res.on('close', () => {
            console.log('closed')
          })
        }
      `,
      errors: [
        {
          messageId: 'neverCleared',
          at: "setInterval(() => res.write(':'), 1000)",
          data: {
            noun: 'interval',
            handle: 'beat',
            until: 'until the program ends',
            stop: 'clearInterval',
            where: 'the handler of the end of `res`',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export function events(req, res) {
          const beat = setInterval(() => res.write(':'), 1000)
          res.on('close', () => {
            clearInterval(beat)
            console.log('closed')
          })
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})
