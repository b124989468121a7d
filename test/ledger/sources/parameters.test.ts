import { expect, test } from 'vitest'

import { dutiesOfParameters } from '../../../src/ledger/sources/parameters.js'
import { dutiesIn } from '../duties-in.js'

const handedOver = (body: string): string[] =>
  dutiesIn(
    dutiesOfParameters,
    `
class Hub {
  closeAll(ids) { this.apply(ids, (socket) => { socket.close() }) }
  tell(ids, text) { this.apply(ids, (socket) => { socket.write(text) }) }
  apply(ids, visit) { ${body} }
}`,
  )

test.each<[string, string, number]>([
  ['makes what it gives', 'for (const id of ids) visit(connect(id))', 2],
  ['keeps what it makes in a variable', 'const socket = connect(ids); visit(socket)', 2],
  ['gives what it makes in one of two places', 'visit(this.sockets.get(ids)); visit(connect(ids))', 2],
  ['gives what it looks up', 'for (const id of ids) visit(this.sockets.get(id))', 0],
  [
    'looks it up first',
    'for (const id of ids) { const socket = this.sockets.get(id); if (socket) visit(socket) }',
    0,
  ],
  ['goes through a list', 'for (const socket of this.sockets) visit(socket)', 0],
  ['gives what it is given', 'visit(ids)', 0],
  ['gives a part of what it has', 'visit(this.socket)', 0],
  ['gives it to another', 'each(ids, visit)', 2],
])('a function that %s', (_, body, count) => {
  expect(handedOver(body)).toHaveLength(count)
})
