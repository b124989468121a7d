import { expect, test } from 'vitest'

import { failureWithoutRelease } from '../../../src/losses/left/failure-handlers.js'
import { parseFile } from '../../parse-file.js'

/** The text of the handler that does not run `free()`, which the handler of success runs. */
function skippedBy(code: string): string | undefined {
  const { facts } = parseFile(`class A { f(image, other, reject) { ${code} } }`, { language: 'ts' })
  const skipped = failureWithoutRelease(facts, facts.nodes.calls.get('free') ?? [], 'own')
  return skipped && facts.sourceCode.getText(skipped)
}

test.each([
  ['assigned', 'image.onload = () => free(); image.onerror = () => fail()', '() => fail()'],
  ['in the other order', 'image.onerror = () => fail(); image.onload = () => free()', '() => fail()'],
  ['functions', 'image.onload = function () { free() }; image.onerror = function e() {}', 'function e() {}'],
  ['a block within', 'image.onload = () => { if (x) { free() } }; image.onerror = () => {}', '() => {}'],
  ['a callback within', 'image.onload = () => x(() => free()); image.onerror = () => {}', '() => {}'],
  ['aborted', 'image.onload = () => free(); image.onabort = () => fail()', '() => fail()'],
  ['on a field', 'this.i.onload = () => free(); this.i.onerror = () => fail()', '() => fail()'],
  ['listeners', 'image.on("load", () => free()); image.on("error", () => fail())', '() => fail()'],
  [
    'listeners, once',
    'image.once("load", () => free()); image.addListener("error", () => fail())',
    '() => fail()',
  ],
  [
    'DOM listeners',
    'image.addEventListener("load", () => free()); image.addEventListener("error", () => fail(), { once: true })',
    '() => fail()',
  ],
  ['both ways', 'image.onload = () => free(); image.addEventListener("error", () => fail())', '() => fail()'],
  [
    'a function of the file',
    'const fail = () => {}; image.onload = () => free(); image.onerror = fail',
    'fail',
  ],
  [
    'the rejection of a promise',
    'new Promise((done, no) => { image.onload = () => free(); image.onerror = no })',
    'no',
  ],
  [
    'each release in a handler of success',
    'image.onload = () => free(); image.oncanplay = () => free(); image.onerror = () => {}',
    '() => {}',
  ],
])('failureWithoutRelease: %s: %s', (_name, code, skipped) => {
  expect(skippedBy(code)).toBe(skipped)
})

test.each([
  ['it releases', 'image.onload = () => free(); image.onerror = () => free()'],
  ['through a function', 'const end = () => free(); image.onload = () => end(); image.onerror = () => end()'],
  ['one function for both', 'const end = () => free(); image.onload = end; image.onerror = end'],
  ['an unknown handler', 'image.onload = () => free(); image.onerror = other.fail'],
  ['a parameter', 'image.onload = () => free(); image.onerror = reject'],
  ['no handler for the failure', 'image.onload = () => free()'],
  ['taken away', 'image.onload = () => free(); image.onerror = null'],
  ['of another object', 'image.onload = () => free(); other.onerror = () => fail()'],
  ['of any object', 'x().onload = () => free(); y().onerror = () => fail()'],
  ['released outside, too', 'image.onload = () => free(); image.onerror = () => {}; free()'],
  [
    'released by two objects',
    'image.onload = () => free(); other.onload = () => free(); image.onerror = () => {}',
  ],
  ['an event that comes either way', 'image.onloadend = () => free(); image.onerror = () => fail()'],
  ['closed in the end', 'image.on("close", () => free()); image.on("error", () => fail())'],
  ['an event without a name', 'image.on(load, () => free()); image.on("error", () => fail())'],
  ['a property that is no handler', 'image.then = () => free(); image.onerror = () => fail()'],
  ['a computed property', 'image[onload] = () => free(); image.onerror = () => fail()'],
  ['no release at all', 'image.onload = () => {}; image.onerror = () => {}'],
])('silent: %s: %s', (_name, code) => {
  expect(skippedBy(code)).toBeUndefined()
})
