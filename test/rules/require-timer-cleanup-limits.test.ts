import { requireTimerCleanup } from '../../src/rules/require-timer-cleanup.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-timer-cleanup', requireTimerCleanup)

check('a race against a time that is not known', ['everywhere'], {
  silent: [
    {
      name: 'that is cleared once it is settled',
      code: `
        export async function stop(loops, ms) {
          let timer
          const late = new Promise((resolve) => {
            timer = setTimeout(resolve, ms)
          })
          try {
            await Promise.race([Promise.all(loops), late])
          } finally {
            clearTimeout(timer)
          }
        }
      `,
    },
    {
      name: 'that is short',
      code: `
        const LIMIT = 500
        export async function stop(loops) {
          await Promise.race([Promise.all(loops), new Promise((resolve) => setTimeout(resolve, LIMIT))])
        }
      `,
    },
  ],
  known: [
    {
      name: 'in place',
      code: `
        export async function stop(loops, ms) {
          await Promise.race([Promise.all(loops), new Promise((resolve) => setTimeout(resolve, ms))])
        }
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: 'setTimeout(resolve, ms)',
          data: {
            noun: 'timeout',
            over: 'Promise.race() is settled before',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: '`finally`',
          },
        },
      ],
    },
    {
      name: 'of a function of the file',
      code: `
        const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
        export async function stop(loops, options) {
          await Promise.race([Promise.all(loops), sleep(options.timeout)])
        }
      `,
      errors: [
        {
          messageId: 'guardStays',
          at: 'setTimeout(resolve, ms)',
          data: {
            noun: 'timeout',
            over: 'Promise.race() is settled before',
            until: 'until it fires',
            stop: 'clearTimeout',
            where: '`finally`',
          },
        },
      ],
    },
  ],
})

check('a constant of a namespace', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'that is short',
      code: `
        namespace Private {
          export const LIMIT = 500
        }
        export async function stop(loops: Promise<void>[]) {
          await Promise.race([Promise.all(loops), new Promise((resolve) => setTimeout(resolve, Private.LIMIT))])
        }
      `,
    },
  ],
})
