import { requireMemberRelease } from '../../../src/rules/require-member-release.js'
import { certaintyTester } from '../../certainty-tester.js'

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
    consequence: 'no garbage collection closes it, so it stays open',
    release: 'close()',
    end: 'dispose() on line 6',
  },
} as const

certaintyTester('require-member-release', requireMemberRelease)(
  'entries at the end of an instance',
  ['dom'],
  {
    known: [
      { name: 'the end does nothing with them', code: sockets('this.over = true'), errors: [missed] },
      { name: 'the end empties the collection', code: sockets('this.sockets.clear()'), errors: [missed] },
    ],
    likely: [
      {
        name: 'some are ended one by one',
        code: sockets(
          'this.over = true',
          'drop(url) { this.sockets.get(url).close(); this.sockets.delete(url) }',
        ),
        errors: [missed],
      },
    ],
    silent: [
      {
        name: 'the end goes through them',
        code: sockets('for (const [, socket] of this.sockets) socket.close()'),
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
