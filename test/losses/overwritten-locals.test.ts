import { expect, test } from 'vitest'

import type { Verdict } from '../../src/verdict/finding.js'
import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

const IMPORT =
  "import { open, openSync, closeSync, readSync } from 'node:fs'; import fsp from 'node:fs/promises';"

/** The losses of the kinds `overwritten` and `voided`, each as its form, its text and its verdict. */
function overwritesIn(body: string): string[] {
  const { facts } = parseFile(`${IMPORT} ${body}`)
  return findings(facts)
    .filter(({ loss, verdict }) => /^(?:overwritten|voided)$/.test(loss.kind) && verdict !== 'silent')
    .map(({ loss, node, verdict }) => `${loss.form} ${facts.sourceCode.getText(node)} ${verdict}`)
}

test.each<[string, Verdict | undefined]>([
  ['for (const a of b) { fd = openSync(a) } closeSync(fd)', 'known'],
  ['for (const a in b) { fd = openSync(a); readSync(fd, c) } closeSync(fd)', 'known'],
  ['for (let i = 0; i < 9; i++) { fd = openSync(i) } closeSync(fd)', 'known'],
  ['for (const a of b) { fd = (openSync(a)) } if (fd) closeSync(fd)', 'known'],
  ['for (const a of b) { if (a) fd = openSync(a) } closeSync(fd)', 'likely'],
  ['for (const a of b) { try { fd = openSync(a) } catch {} } closeSync(fd)', 'likely'],
  ['for (const a of b) { switch (a) { case 1: fd = openSync(a) } } closeSync(fd)', 'likely'],
  // what is given it is seen to leave the last one to this function
  ['for (const a of b) { fd = openSync(a); keep(fd) } closeSync(fd)', 'likely'],
  // released, or somebody else's
  ['for (const a of b) { fd = openSync(a); closeSync(fd) }', undefined],
  ['for (const a of b) { fd = openSync(a); closeSync(fd) } closeSync(fd)', undefined],
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
  const found = overwritesIn(`function f(a, b, c) { let fd; ${body} }`)
  expect(found.map((each) => each.split(' ')[0])).toEqual(expected ? ['overwrittenInLoop'] : [])
  expect(found.map((each) => each.split(' ').at(-1))).toEqual(expected ? [expected] : [])
})

test.each<[string, string[]]>([
  ['let x = await fsp.open(a); x = b; await x.close()', ['overwritten x = b known']],
  [
    'let x = await fsp.open(a); await x.read(); x = await fsp.open(b); await x.close()',
    ['overwritten x = await fsp.open(b) known'],
  ],
  ['let x; x = await fsp.open(a); x = null; await x.close()', ['voided x = null known']],
  ['let x = await findFile(a); x = await findFile(b); x.close()', []],
  ['let x = await openSession(a); x = b; x.close()', ['overwritten x = b likely']],
  ['let x = await fsp.open(a); x = b', []],
  ['let x = await fsp.open(a); await x.close(); x = b', []],
  ['let x = await fsp.open(a); keep(x); x = b; await x.close()', []],
  ['let x = await fsp.open(a); x.close().then(c); x = b; await x.close()', []],
  ['let x = await fsp.open(a); c(() => { x = b }); await x.close()', []],
  ['let x = b; x = await fsp.open(a); await x.close()', []],
  ['let x = new WebSocket(a); x = b; x.close()', ['overwritten x = b likely']],
])('assigned again: %s: %j', (body, expected) => {
  expect(overwritesIn(`async function f(a, b, c) { ${body} }`)).toEqual(expected)
})
