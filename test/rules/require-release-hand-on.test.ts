import { describe } from 'vitest'

import { requireRelease } from '../../src/rules/require-release.js'
import { UNTIL_COLLECTED, leaks, likelyLeaks, silent } from '../protocols/release-cases.js'
import { ruleTester } from '../rule-tester.js'

const withFile = (code: string): string => `
import { open } from 'node:fs/promises'
export async function run(path, given) {
  let file = await open(path)
  ${code}
}`

const inEach = (cases: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(cases).map(([name, code]) => [name, withFile(code)]))

describe('places where a resource is handed on', () => {
  ruleTester('node').run('require-release', requireRelease, {
    valid: silent(
      inEach({
        'an argument of a constructor': 'return new given.Log(file)',
        'a spread argument': 'given.keep(...[file])',
        'the default of a pattern': 'const { log = file } = given; return log',
        'the default of a parameter': 'return (log = file) => log.write(path)',
        'an array that is taken apart': ';[given.file] = [file]',
        'an object that is taken apart': ';({ file: given.file } = { file })',
        'a field of a class': 'return class { file = file }',
        'a computed name of a class': 'return class { [given.name]() { return file.close() } }',
        'a base class': 'return class extends given.Log { close() { return file.close() } }',
        'a static block': 'return class { static { given.keep(file) } }',
        'an exception': 'throw Object.assign(new Error(path), { file })',
        'the last of a sequence': 'return (given.count++, file)',
        'an optional call': 'given?.keep?.(file)',
        'a template with a function': 'return `${given.keep(file)}`',
        'a template tag of its own': 'return given.keep(file)`text`',
        'an async arrow': 'given.later = async () => { await file.close() }',
        'a getter': 'return { get file() { return file } }',
      }),
    ),
    invalid: leaks([
      {
        name: 'a property of it is no hand-on',
        code: withFile('return class { size = file.fd }'),
        messageId: 'neverReleased',
        at: 'open(path)',
      },
      {
        name: 'a text of it is no hand-on',
        code: withFile('given.note(`open: ${file}`)'),
        messageId: 'neverReleased',
        at: 'open(path)',
      },
      {
        name: 'the test of a conditional is no hand-on',
        code: withFile('return file ? given.yes : given.no'),
        messageId: 'neverReleased',
        at: 'open(path)',
      },
      {
        name: 'what is not the last of a sequence is no hand-on',
        code: withFile('return (file, given.note())'),
        messageId: 'neverReleased',
        at: 'open(path)',
      },
    ]),
  })

  const conditional = likelyLeaks([
    {
      name: 'returned under a condition',
      code: withFile('return path ? file : undefined'),
      messageId: 'openOnReturn',
      at: 'open(path)',
      data: {
        name: 'file',
        advice: 'Call file.close() there too, or once in `finally`.',
        until: `,${UNTIL_COLLECTED}`,
        exit: 'on `return path ? file : undefined`',
      },
    },
    {
      name: 'returned where there is no other',
      code: withFile('return given.file ?? file'),
      messageId: 'openOnReturn',
      at: 'open(path)',
    },
  ])
  ruleTester('node').run('require-release', requireRelease, conditional)

  ruleTester('node').run('require-release', requireRelease, {
    valid: silent({
      'a generator hands it out': `
import fs from 'node:fs'
export function* files(path) { const fd = fs.openSync(path); yield fd }`,
      'a test closes it after': `
import { open } from 'node:fs/promises'
export async function run(path, test) { const file = await open(path); test.after(() => file.close()); await file.stat() }`,
    }),
    invalid: [],
  })

  ruleTester('node').run('require-release', requireRelease, {
    valid: silent(
      inEach({
        'an attribute': 'return <Reader file={file} />',
        'a spread attribute': 'return <Reader {...{ file }} />',
        'a child': 'return <Reader>{file}</Reader>',
        'a child of a fragment': 'return <>{file}</>',
        'a callback': 'return <Reader onClose={() => file.close()} />',
      }),
      'react.jsx',
    ),
    invalid: leaks([
      {
        name: 'a property as an attribute is no hand-on',
        code: withFile('return <Reader descriptor={file.fd} />'),
        messageId: 'neverReleased',
        at: 'open(path)',
        filename: 'react.jsx',
      },
    ]),
  })

  ruleTester('untypedTs', 'typedNode').run('require-release', requireRelease, {
    valid: silent(
      {
        'an attribute, in TypeScript': `
import { open, type FileHandle } from 'node:fs/promises'
declare function Reader(props: { file: FileHandle }): null
export async function Page<Path extends string,>(path: Path) {
  const file = (await open(path))!
  return <Reader file={file satisfies FileHandle} />
}`,
      },
      'react.tsx',
    ),
    invalid: [],
  })

  ruleTester('untypedTs', 'typedNode').run('require-release', requireRelease, {
    valid: silent({
      'asserted and returned': `
import { openSync } from 'node:fs'
export function run(path: string) { const fd = openSync(path); return fd as unknown as { id: number } }`,
      'a property of the parameter list': `
import { openSync } from 'node:fs'
export function run(path: string) { const fd = openSync(path); return class { constructor(readonly log: number = fd) {} } }`,
      'an angle assertion': `
import { openSync } from 'node:fs'
export function run(path: string) { const fd = openSync(path); return <unknown>fd }`,
    }),
    invalid: leaks([
      {
        name: 'asserted and compared',
        code: `
import { openSync } from 'node:fs'
export function run(path: string) { const fd = openSync(path) as number; return (fd satisfies number)! > 2 }`,
        messageId: 'neverReleased',
        at: 'openSync(path)',
      },
    ]),
  })
})
