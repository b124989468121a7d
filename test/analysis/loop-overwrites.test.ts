import { expect, test } from 'vitest'

import { acquisitions } from '../../src/ledger/acquisitions.js'
import { overwriteInLoop, reassignmentsOf } from '../../src/analysis/loop-overwrites.js'
import { parseFile } from '../parse-file.js'

const IMPORT =
  "import { open, openSync, closeSync, readSync } from 'node:fs'; import fsp from 'node:fs/promises';"

test.each<[string, 'known' | 'likely' | undefined]>([
  ['for (const a of b) { fd = openSync(a) } closeSync(fd)', 'known'],
  ['for (const a in b) { fd = openSync(a); readSync(fd, c) } closeSync(fd)', 'known'],
  ['for (let i = 0; i < 9; i++) { fd = openSync(i) } closeSync(fd)', 'known'],
  ['for (const a of b) { fd = (openSync(a)) } if (fd) closeSync(fd)', 'known'],
  ['for (const a of b) { if (a) fd = openSync(a) } closeSync(fd)', 'likely'],
  ['for (const a of b) { try { fd = openSync(a) } catch {} } closeSync(fd)', 'likely'],
  ['for (const a of b) { switch (a) { case 1: fd = openSync(a) } } closeSync(fd)', 'likely'],
  // released, or somebody else's
  ['for (const a of b) { fd = openSync(a); closeSync(fd) }', undefined],
  ['for (const a of b) { fd = openSync(a); closeSync(fd) } closeSync(fd)', undefined],
  ['for (const a of b) { fd = openSync(a); keep(fd) } closeSync(fd)', undefined],
  ['for (const a of b) { fd = openSync(a); c[a] = fd } closeSync(fd)', undefined],
  ['for (const a of b) { c = fd = openSync(a) } closeSync(fd)', undefined],
  ['for (const a of b) { fd = openSync(a) }', undefined],
  ['closeSync(fd); for (const a of b) { fd = openSync(a) }', undefined],
  // once only
  ['for (const a of b) { fd ??= openSync(a) } closeSync(fd)', undefined],
  ['for (const a of b) { if (!fd) fd = openSync(a) } closeSync(fd)', undefined],
  ['for (const a of b) { fd = openSync(a); break } closeSync(fd)', undefined],
  ['for (const a of b) { fd = openSync(a); if (c) break } closeSync(fd)', undefined],
  ['for (const a of b) { fd = openSync(a); if (c) throw c } closeSync(fd)', undefined],
  ['while (c) { fd = openSync(a) } closeSync(fd)', undefined],
  ['do { fd = openSync(a) } while (c); closeSync(fd)', undefined],
  ['for (;;) { fd = openSync(a) } closeSync(fd)', undefined],
  ['for (; !fd; ) { fd = openSync(a) } closeSync(fd)', undefined],
  // no loop of its own
  ['fd = openSync(a); closeSync(fd)', undefined],
  ['for (const a of b) { let fd = openSync(a); readSync(fd) } closeSync(fd)', undefined],
  ['for (const a of b) { let fd; fd = openSync(a) } closeSync(fd)', undefined],
  ['for (const a of b) { c(() => { fd = openSync(a) }) } closeSync(fd)', undefined],
  ['for (const a of b) { c.fd = openSync(a) } closeSync(c.fd)', undefined],
  ['for (const a of b) { open(a, (error, fd) => {}) } closeSync(fd)', undefined],
])('in a loop: %s: %s', (body, expected) => {
  const { facts } = parseFile(`${IMPORT} function f(a, b, c) { let fd; ${body} }`)
  const found = acquisitions(facts).flatMap((acquisition) => overwriteInLoop(facts, acquisition) ?? [])
  expect(found).toEqual(expected ? [{ name: 'fd', certainty: expected }] : [])
})

test.each<[string, string[]]>([
  ['let x = await fsp.open(a); x = b; await x.close()', ['x = b known']],
  [
    'let x = await fsp.open(a); await x.read(); x = await fsp.open(b); await x.close()',
    ['x = await fsp.open(b) known'],
  ],
  ['let x; x = await fsp.open(a); x = null; await x.close()', ['x = null known']],
  ['let x = await findFile(a); x = await findFile(b); x.close()', []],
  ['let x = await openSession(a); x = b; x.close()', ['x = b likely']],
  ['let x = await fsp.open(a); x = b', []],
  ['let x = await fsp.open(a); await x.close(); x = b', []],
  ['let x = await fsp.open(a); keep(x); x = b; await x.close()', []],
  ['let x = await fsp.open(a); x.close().then(c); x = b; await x.close()', []],
  ['let x = await fsp.open(a); c(() => { x = b }); await x.close()', []],
  ['let x = b; x = await fsp.open(a); await x.close()', []],
  ['let x = new WebSocket(a); x = b; x.close()', []],
])('assigned again: %s: %j', (body, expected) => {
  const { facts } = parseFile(`${IMPORT} async function f(a, b, c) { ${body} }`)
  const found = acquisitions(facts).flatMap((acquisition) => reassignmentsOf(facts, acquisition))
  expect(
    found.map(({ name, write, certainty }) => {
      expect(name).toBe('x')
      return `${facts.sourceCode.getText(write)} ${certainty}`
    }),
  ).toEqual(expected)
})
