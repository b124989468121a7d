import { noOverwrittenResource } from '../../../src/rules/no-overwritten-resource.js'
import { requireMemberRelease } from '../../../src/rules/require-member-release.js'
import { certaintyTester } from '../../certainty-tester.js'

const missed = certaintyTester('require-member-release', requireMemberRelease)
const lost = certaintyTester('no-overwritten-resource', noOverwrittenResource)

const feed = (
  end: string,
  more = '',
  record = '{ socket: new WebSocket(url), since: Date.now() }',
): string => `
export class Feed {
  #session
  open(url) { this.#session = ${record} }
  age() { return Date.now() - this.#session.since }
  ${more}
  dispose() { ${end} }
}`

const named = (end: string): string =>
  feed(end).replace(
    'this.#session = { socket: new WebSocket(url), since: Date.now() }',
    'const made = new WebSocket(url)\n    const session = { socket: made, open: 1 }; this.#session = session',
  )

missed('a member of a record in a field, at the end of the instance', ['untypedJs'], {
  silent: [
    { name: 'it is ended', code: feed('this.#session.socket.close()') },
    { name: 'it is ended if it is there', code: feed('this.#session?.socket.close()') },
    { name: 'under a name', code: feed('const socket = this.#session.socket; socket.close()') },
    { name: 'taken out of it', code: feed('const { since, socket } = this.#session; socket.close()') },
    {
      name: 'the record has a name',
      code: feed('const session = this.#session; if (session) session.socket.close()'),
    },
    {
      name: 'in another method that the end runs',
      code: feed('this.#drop()', '#drop() { this.#session.socket.close() }'),
    },
    { name: 'the record is handed on', code: feed('finish(this.#session)') },
    {
      name: 'the rest of it is taken out',
      code: feed('const { since, ...rest } = this.#session; finish(rest)'),
    },
    {
      name: 'the end goes through the record',
      code: feed('for (const key in this.#session) this.#session[key].close()'),
    },
    { name: 'others hold the record', code: feed('tick()', 'share() { sessions.add(this.#session) }') },
    {
      name: 'others hold the member',
      code: feed('tick()', 'share() { sessions.add(this.#session.socket) }'),
    },
    {
      name: 'it is a function, and called',
      code: feed('this.#session.stop()', '', '{ stop: watch(url) }'),
    },
    {
      name: 'nothing in the record has to be ended',
      code: feed('tick()', '', '{ url: new URL(url), since: Date.now() }'),
    },
    { name: 'what is in it was there before', code: feed('tick()', '', '{ socket: url, since: 0 }') },
  ],
  known: [
    {
      name: 'the end forgets it',
      code: feed('tick()'),
      errors: [
        {
          messageId: 'missed',
          at: 'new WebSocket(url)',
          data: {
            owner: 'Feed',
            member: 'this.#session.socket',
            noun: 'a WebSocket',
            consequence: 'no garbage collection closes it',
            release: 'this.#session.socket.close()',
            end: 'dispose()',
          },
          suggestions: [{ messageId: 'endAtEnd', output: feed('this.#session?.socket.close(); tick()') }],
        },
      ],
    },
    {
      name: 'another member of it is ended',
      code: feed('this.#session.log.close()', '', '{ socket: new WebSocket(url), log: url }'),
      errors: [
        {
          messageId: 'missed',
          at: 'new WebSocket(url)',
          suggestions: [
            {
              messageId: 'endAtEnd',
              output: feed(
                'this.#session?.socket.close(); this.#session.log.close()',
                '',
                '{ socket: new WebSocket(url), log: url }',
              ),
            },
          ],
        },
      ],
    },
    {
      name: 'it had a name before, and so had the record',
      code: named('tick()'),
      errors: [
        {
          messageId: 'missed',
          at: 'made',
          line: 5,
          suggestions: [{ messageId: 'endAtEnd', output: named('this.#session?.socket.close(); tick()') }],
        },
      ],
    },
  ],
})

const CLOSES = 'this.#session.socket.close()'

lost('a member of a record in a field, when the record goes', ['untypedJs'], {
  silent: [
    { name: 'it is ended first', code: feed(CLOSES, `drop() { ${CLOSES}; this.#session = undefined }`) },
    {
      name: 'the record lives on under another name',
      code: feed(
        CLOSES,
        'drop() { const { socket } = this.#session; this.#session = undefined; socket.close() }',
      ),
    },
    {
      name: 'another member of it is emptied',
      code: feed(CLOSES, 'drop() { this.#session.since = undefined }'),
    },
  ],
  known: [
    {
      name: 'the record is thrown away',
      code: feed(CLOSES, 'drop() { this.#session = undefined }'),
      errors: [
        {
          messageId: 'voided',
          at: 'this.#session = undefined',
          data: {
            name: 'this.#session.socket',
            noun: 'WebSocket',
            method: 'drop()',
            release: 'this.#session.socket.close()',
          },
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(CLOSES, 'drop() { this.#session?.socket?.close(); this.#session = undefined }'),
            },
          ],
        },
      ],
    },
    {
      name: 'the member is thrown away',
      code: feed(CLOSES, 'drop() { this.#session.socket = null }'),
      errors: [
        {
          messageId: 'voided',
          at: 'this.#session.socket = null',
          suggestions: [
            {
              messageId: 'releaseFirst',
              output: feed(CLOSES, 'drop() { this.#session?.socket?.close(); this.#session.socket = null }'),
            },
          ],
        },
      ],
    },
  ],
})
