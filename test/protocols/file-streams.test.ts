import { expect, test } from 'vitest'

import { findings } from '../../src/verdict/findings.js'
import { parseFile } from '../parse-file.js'

/** The verdict on the first thing that a function opens, and how it is lost. */
function verdictOn(body: string): string | undefined {
  const { facts } = parseFile(`import { createReadStream, createWriteStream } from 'node:fs'
    import { createInterface } from 'node:readline'
    export async function f(path, x) { ${body} }`)
  const found = findings(facts).find(({ verdict }) => verdict !== 'silent')
  return found && `${found.verdict} ${found.loss.form}`
}

test.each([
  ['const file = createReadStream(path); file.once("open", () => x())', 'known neverReleased'],
  ['const file = createReadStream(path); file.on("error", (error) => x(error))', 'known neverReleased'],
  ['const file = createReadStream(path); file.on("data", (part) => x(part))', undefined],
  ['const file = createReadStream(path); file.on("open", function () { this.pipe(x) })', undefined],
  ['const file = createReadStream(path); file.on(x, () => x())', undefined],
  ['const file = createReadStream(path); file.once("open", () => file.pipe(process.stdout))', undefined],
])('a listener of a read stream, %s: %s', (body, expected) => {
  expect(verdictOn(body)).toBe(expected)
})

test.each([
  ['const file = createWriteStream(path); file.write(await x()); file.end()', 'likely openOnThrow'],
  ['const file = createWriteStream(path); file.write(x()); file.end()', undefined],
  ['const file = createWriteStream(path); try { file.write(await x()) } finally { file.end() }', undefined],
])('a failure before a write stream ends, %s: %s', (body, expected) => {
  expect(verdictOn(body)).toBe(expected)
})

test.each([
  [
    'const lines = createInterface({ input: x }); if (await path) return 1; lines.close()',
    'known openOnReturn',
  ],
  [
    'const lines = createInterface({ input: x }); if (await path) { x.destroy(); return } lines.close()',
    undefined,
  ],
  ['const lines = createInterface(x); if (await path) { x.destroy(); return } lines.close()', undefined],
])('a readline interface ends with its input, %s: %s', (body, expected) => {
  expect(verdictOn(body)).toBe(expected)
})
