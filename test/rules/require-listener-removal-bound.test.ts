import { requireListenerRemoval } from '../../src/rules/require-listener-removal.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-listener-removal', requireListenerRemoval)

check('a method under the name that it is bound to', ['everywhere'], {
  silent: [
    {
      name: 'taken out by the name that its inverse is bound to',
      code: `
        const onProcess = process.on.bind(process)
        const offProcess = process.off.bind(process)
        export function channel() {
          return {
            on(fn) {
              onProcess('message', fn)
            },
            off(fn) {
              offProcess('message', fn)
            },
          }
        }
      `,
    },
    {
      name: 'of something else',
      code: `
        const onceDone = queue.on.bind(queue)
        export function run(work) {
          onceDone(work)
        }
      `,
    },
  ],
  likely: [
    {
      name: 'never taken out',
      code: `
        const onProcess = process.on.bind(process)
        export function channel() {
          return {
            on(fn) {
              onProcess('message', (message) => fn(message))
            },
          }
        }
      `,
      errors: [
        {
          messageId: 'neverRemoved',
          at: "onProcess('message', (message) => fn(message))",
          data: {
            target: 'process',
            event: "'message'",
            until: 'until the process ends',
            remove: 'off',
            arguments: 'function',
            where: 'a function that ends this work',
          },
        },
      ],
    },
  ],
})
