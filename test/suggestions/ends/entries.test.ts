import { requireMemberRelease } from '../../../src/rules/require-member-release.js'
import { ruleTester } from '../../rule-tester.js'

// The end would have to go through the collection: `record.close()` is no method of it.
ruleTester('untypedJs').run('an entry beside another one', requireMemberRelease, {
  valid: [],
  invalid: [
    {
      name: 'of a record of the module',
      code: `import { open } from 'node:fs/promises'
const table = new Map()
const record = {}
export class Files {
  constructor() {
    queue.push((id) => {
      table.set(id, open(path))
    })
  }
  ngOnDestroy(id) {
    table.get(id).close()
  }
}
export function add(id) {
  record[id] = open(path)
}`,
      options: [{ likely: true }],
      errors: [{ messageId: 'missedSibling', at: 'open(path)', line: 15 }],
    },
  ],
})
