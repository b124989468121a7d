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
            line: '4',
            until: 'for as long as the program runs',
            stop: 'clearInterval',
            handle: 'beat',
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
            line: '4',
            until: 'for as long as the program runs',
            stop: 'clearInterval',
            handle: 'beat',
          },
        },
      ],
    },
  ],
})
