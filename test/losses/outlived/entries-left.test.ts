import { expect, test } from 'vitest'

import { keptDuties } from '../../../src/ledger/kept-duties.js'
import { requireMemberRelease } from '../../../src/rules/require-member-release.js'
import { certaintyTester } from '../../certainty-tester.js'
import { parseFile } from '../../parse-file.js'

const sockets = (end: string, others = ''): string => `
export class Feeds {
  sockets = new Map()
  open(url) { this.sockets.set(url, new WebSocket(url)) }
  ${others}
  dispose() { ${end} }
}`

const missed = {
  messageId: 'missedEntries',
  at: 'new WebSocket(url)',
  data: {
    owner: 'Feeds',
    noun: 'a WebSocket',
    member: 'this.sockets',
    consequence: 'no garbage collection closes it',
    release: 'close()',
    end: 'dispose()',
  },
} as const

certaintyTester('require-member-release', requireMemberRelease)(
  'entries at the end of an instance',
  ['dom'],
  {
    known: [
      { name: 'the end does nothing with them', code: sockets('this.over = true'), errors: [missed] },
      { name: 'the end empties the collection', code: sockets('this.sockets.clear()'), errors: [missed] },
      {
        name: 'a member of each is one',
        code: sockets('this.sockets.clear()').replace(
          'new WebSocket(url)',
          '{ socket: new WebSocket(url), at: 0 }',
        ),
        errors: [missed],
      },
      {
        name: 'a member of each is one, which has a name before that',
        code: sockets('this.sockets.clear()').replace(
          'this.sockets.set(url, new WebSocket(url))',
          'const entry = { socket: new WebSocket(url), at: 0 }; this.sockets.set(url, entry)',
        ),
        errors: [missed],
      },
    ],
    silent: [
      {
        name: 'some are ended one by one',
        code: sockets(
          'this.over = true',
          'drop(url) { this.sockets.get(url).close(); this.sockets.delete(url) }',
        ),
      },
      {
        name: 'the end goes through them',
        code: sockets('for (const [, socket] of this.sockets) socket.close()'),
      },
      {
        name: 'the end goes through them, and ends a member of each',
        code: sockets('for (const { socket } of this.sockets.values()) socket.close()').replace(
          'new WebSocket(url)',
          '{ socket: new WebSocket(url), at: 0 }',
        ),
      },
      { name: 'the end hands them to another', code: sockets('closeAll(this.sockets)') },
      {
        name: 'others have the collection',
        code: sockets('this.over = true', 'all() { return this.sockets }'),
      },
      { name: 'an instance without an end', code: sockets('').replace(/\n {2}dispose.*/, '') },
    ],
  },
)

test('of a member, the method that the file calls is named', () => {
  const { facts } = parseFile(`
import { connect } from 'node:net'
export class Feeds {
  sockets = new Map()
  open(port) { this.sockets.set(port, { socket: connect(port) }) }
  drop(port) { this.sockets.get(port).socket.destroy() }
  dispose() { this.sockets.clear() }
}`)
  const [kept] = keptDuties(facts).filter(({ cell }) => cell.kind === 'entry')
  expect(kept?.cell.part).toBe('socket')
  expect(kept?.duty.kind.methods[0]).toBe('destroy')
})
