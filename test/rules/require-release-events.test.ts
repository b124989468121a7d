import { requireRelease } from '../../src/rules/require-release.js'
import { certaintyTester } from '../certainty-tester.js'

const check = certaintyTester('require-release', requireRelease)

check('what only the success of a stream ends', ['untypedJs', 'typedNode'], {
  silent: [
    {
      name: 'and what comes in any case',
      code: `
        import { openSync, closeSync } from 'node:fs'
        export function copy(stream, path) {
          const file = openSync(path, 'w')
          stream.on('close', () => closeSync(file))
        }
      `,
    },
  ],
  likely: [
    {
      name: 'and nothing else',
      code: `
        import { openSync, closeSync } from 'node:fs'
        export function copy(stream, path) {
          const file = openSync(path, 'w')
          stream.on('end', () => closeSync(file))
        }
      `,
      errors: [
        {
          messageId: 'openWithoutEvent',
          at: "openSync(path, 'w')",
          data: {
            name: 'file',
            release: 'closeSync(file)',
            until: ', until the process ends',
            exit: "`stream.on('end', () => closeSync(file))`",
          },
        },
      ],
    },
  ],
})
