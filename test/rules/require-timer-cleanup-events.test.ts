import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-timer-cleanup', requireTimerCleanup)

check('a timer that only the success of a stream ends', ['everywhere'], {
  silent: [
    {
      name: 'that is ended when the stream is closed',
      code: `
        export function events(text, response) {
          const beat = setInterval(() => response.write(text), 15000)
          response.on('close', () => clearInterval(beat))
        }
      `,
    },
    {
      name: 'that its failure ends too',
      code: `
        export function pull(stream) {
          const beat = setInterval(() => stream.report(), 1000)
          const stop = () => clearInterval(beat)
          stream.on('end', stop)
          stream.on('error', stop)
        }
      `,
    },
  ],
  likely: [
    {
      name: 'of a response',
      code: `
        export function events(text, response) {
          const beat = setInterval(() => response.write(text), 15000)
          response.on('finish', () => clearInterval(beat))
        }
      `,
      errors: [
        {
          messageId: 'staysWithoutEvent',
          at: 'setInterval(() => response.write(text), 15000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            handle: 'beat',
            at: "`response.on('finish', …)`",
          },
        },
      ],
    },
    {
      name: 'of a stream that is read',
      code: `
        export function pull(stream, done) {
          const beat = setInterval(() => stream.report(), 1000)
          stream.on('end', () => {
            clearInterval(beat)
            done()
          })
        }
      `,
      errors: [
        {
          messageId: 'staysWithoutEvent',
          at: 'setInterval(() => stream.report(), 1000)',
          data: {
            noun: 'interval',
            until: 'until the program ends',
            stop: 'clearInterval',
            handle: 'beat',
            at: "`stream.on('end', …)`",
          },
        },
      ],
    },
  ],
})

check('a timer that ends its owner, and is called off where what it waits for has come', ['everywhere'], {
  silent: [
    {
      name: 'cleared by the end as well',
      code: `
        export class Session {
          constructor(limit) {
            this.timer = setTimeout(() => this.close(), limit)
          }
          join() {
            clearTimeout(this.timer)
          }
          close() {
            clearTimeout(this.timer)
            this.isOpen = false
          }
        }
      `,
    },
    {
      name: 'only put off',
      code: `
        export class Session {
          renew(limit) {
            clearTimeout(this.timer)
            this.timer = setTimeout(() => this.close(), limit)
          }
          close() {
            this.isOpen = false
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'left by an end that comes before',
      code: `
        export class Session {
          constructor(limit) {
            this.timer = setTimeout(() => this.close(), limit)
          }
          join() {
            clearTimeout(this.timer)
          }
          close() {
            this.isOpen = false
          }
        }
      `,
      errors: [
        {
          messageId: 'notClearedAtEnd',
          at: 'setTimeout(() => this.close(), limit)',
          data: {
            noun: 'timeout',
            handle: 'this.timer',
            where: 'close()',
            until: 'until it fires',
            stop: 'clearTimeout',
            place: 'in join()',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              data: { call: 'clearTimeout(this.timer)', where: 'close()' },
              output: `
        export class Session {
          constructor(limit) {
            this.timer = setTimeout(() => this.close(), limit)
          }
          join() {
            clearTimeout(this.timer)
          }
          close() {
            clearTimeout(this.timer)
            this.isOpen = false
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

check('a timer that cuts short what is waited for by a helper', ['everywhere'], {
  silent: [
    {
      name: 'that does not wait for its end',
      code: `
        export async function stop(child, limit) {
          setTimeout(() => child.kill('SIGKILL'), limit)
          await describe(child)
        }
      `,
    },
    {
      name: 'cleared when it has ended',
      code: `
        export async function stop(child, limit) {
          const timer = setTimeout(() => child.kill('SIGKILL'), limit)
          try {
            await waitForExit(child)
          } finally {
            clearTimeout(timer)
          }
        }
      `,
    },
  ],
  likely: [
    {
      name: 'by its name, and kept to be waited for',
      code: `
        export async function stop(child, limit) {
          const exited = onceExited(child)
          child.kill()
          setTimeout(() => child.kill('SIGKILL'), limit)
          await exited
        }
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: "setTimeout(() => child.kill('SIGKILL'), limit)",
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
  ],
})

check('a method that the constructor gives to its instance by another name of it', ['everywhere'], {
  silent: [
    {
      name: 'begins what the prototype ends',
      code: `
        export function Repeater(options) {
          const node = this
          node.begin = function () {
            this.interval = setInterval(() => node.emit('input'), options.every)
          }
          this.once = setTimeout(() => node.begin(), options.delay)
        }
        Repeater.prototype.close = function () {
          clearTimeout(this.once)
          clearInterval(this.interval)
        }
      `,
    },
  ],
  known: [
    {
      name: 'begins what nothing ends',
      code: `
        export function Repeater(options) {
          const node = this
          node.begin = function () {
            this.interval = setInterval(() => node.emit('input'), options.every)
          }
          this.once = setTimeout(() => node.begin(), options.delay)
        }
        Repeater.prototype.close = function () {
          clearTimeout(this.once)
        }
      `,
      errors: [
        {
          messageId: 'siblingCleared',
          at: "setInterval(() => node.emit('input'), options.every)",
          data: {
            noun: 'interval',
            until: 'until the program ends',
            owner: 'the object',
            sibling: 'this.once',
            stop: 'clearInterval',
            advice: 'Call clearInterval(this.interval) there too',
          },
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: `
        export function Repeater(options) {
          const node = this
          node.begin = function () {
            this.interval = setInterval(() => node.emit('input'), options.every)
          }
          this.once = setTimeout(() => node.begin(), options.delay)
        }
        Repeater.prototype.close = function () {
          clearInterval(this.interval)
          clearTimeout(this.once)
        }
      `,
            },
          ],
        },
      ],
    },
  ],
})

check('a function that hears an event of what was made', ['everywhere'], {
  silent: [
    {
      name: 'is no end of an owner',
      code: `
        export function connect(path) {
          const socket = new WebSocket(path)
          let countdown
          socket.onclose = function () {
            countdown = setInterval(() => {
              clearInterval(countdown)
              connect(path)
            }, 1000)
            setTimeout(connect, 1000)
          }
        }
      `,
    },
  ],
})
