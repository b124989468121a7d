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

const reading = (body: string) => `import { MongoClient } from 'mongodb'
export async function first(db) {
  ${body}
}`

test('a cursor that is read in part', ['node'], {
  silent: silent({
    'in full': reading(`return db.collection('jobs').find().sort({ at: 1 }).toArray()`),
    'in a loop over it': reading(`for await (const job of db.collection('jobs').find()) if (job.open) break`),
    'by turns': reading(
      `const cursor = db.collection('jobs').find()\n  while (await cursor.hasNext()) console.log(await cursor.next())`,
    ),
    'and closed': reading(
      `const cursor = db.collection('jobs').find()\n  try { return await cursor.next() } finally { await cursor.close() }`,
    ),
    'elements have the same methods': `export const label = (el, $) => $(el).find('.row').next()`,
    'and so have lists': `export const after = (list) => list.find((each) => each.open).next()`,
  }),
  likely: dropped({
    'in the chain that opens it': [
      reading(`return await db.collection('jobs').find({ open: true }).limit(1).next()`),
      `db.collection('jobs').find({ open: true })`,
    ],
    'to see whether there is anything': [
      reading(`return await db.collection('jobs').aggregate([]).hasNext()`),
      `db.collection('jobs').aggregate([])`,
    ],
    'of a class that makes it': [
      `export class Table {
  async one(filter) { return this.find(filter).limit(-1).batchSize(1).next() }
  find(filter) { return new FindCursor(this.client, filter) }
}`,
      'this.find(filter)',
    ],
    'of a copy': [
      `export function wrap(cursor, hydrate) { cursor.next = () => cursor.clone().next().then(hydrate) }`,
      'cursor.clone()',
    ],
  }),
})

const runner = (body: string) => `export class Cache {
  async remove(id, given) {
    ${body}
  }
  runnerOf(runner) {
    if (runner) return runner
    return this.source.createQueryRunner()
  }
}`

test('what a function makes unless it is given one', ['node'], {
  silent: silent({
    'released where it was made': runner(
      `const own = this.runnerOf(given)\n    try { await own.manager.delete(id) } finally { if (!given) await own.release() }`,
    ),
  }),
  likely: dropped({
    'used for a part of it': [
      runner('await this.runnerOf(given).manager.createQueryBuilder().delete(id)'),
      'this.runnerOf(given)',
    ],
    'used for one call': [runner('await this.runnerOf(given).clearTable(id)'), 'this.runnerOf(given)'],
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
