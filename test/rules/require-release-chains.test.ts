import { requireRelease, type MessageId } from '../../src/rules/require-release.js'
import { certaintyTester } from '../certainty-tester.js'

const test = certaintyTester<MessageId>('require-release', requireRelease)

const dropped = (cases: Record<string, readonly [code: string, at: string]>) =>
  Object.entries(cases).map(([name, [code, at]]) => ({
    name,
    code,
    errors: [{ messageId: 'dropped' as const, at, suggestions: [] }],
  }))

const silent = (cases: Record<string, string>) =>
  Object.entries(cases).map(([name, code]) => ({ name, code }))

const posting = (body: string) => `export class Ledger {
  async post(entry, given) {
    ${body}
  }
  runFor(given) {
    if (given) return given
    return this.source.createQueryRunner()
  }
}`

test('what a function makes unless it is given one', ['node'], {
  silent: silent({
    'released where it was made': posting(
      `const run = this.runFor(given)\n    try { await run.query(entry) } finally { if (!given) await run.release() }`,
    ),
  }),
  likely: dropped({
    'used for a part of it': [
      posting('await this.runFor(given).connection.ping(entry)'),
      'this.runFor(given)',
    ],
    'used for one call': [posting('await this.runFor(given).query(entry)'), 'this.runFor(given)'],
  }),
})

test('what waits for it', ['node'], {
  silent: silent({
    'fails where it has failed itself': `import { once } from 'node:events'
export async function typeOf(client, url) {
  const stream = client.stream(url)
  const [response] = await once(stream, 'response')
  stream.destroy()
  return response.headers['content-type']
}`,
  }),
})
