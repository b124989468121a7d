import { noRetainedSlice, type MessageId } from '../../src/rules/no-retained-slice.js'
import { certaintyTester } from '../certainty-tester.js'
import type { ExpectedReport } from '../rule-tester.js'

const cases = certaintyTester('no-retained-slice', noRetainedSlice)

const FILES = `import { readFile, readFileSync } from 'node:fs'
const kept = new Map(), list = []
`

/** A function that reads a file as a Buffer, and as a text, for each call. */
const ofBuffer = (statements: string): string => `${FILES}
export function load(id, path) {
  const data = readFileSync(path)
  ${statements}
}`
const ofText = (statements: string): string => `${FILES}
export function load(id, path) {
  const text = readFileSync(path, 'utf8')
  ${statements}
}`

interface Short {
  name?: string
  code: string
  at: string
  line?: number
  messageId: MessageId
  /** What the suggestion puts in, and in the place of what; none where nothing is suggested. */
  copy?: readonly [from: string, to: string, shown?: string]
}

const reported = ({ name, code, at, line, messageId, copy }: Short) => ({
  name: name ?? at,
  code,
  errors: [
    {
      messageId,
      at,
      ...(line === undefined ? {} : { line }),
      suggestions: copy
        ? [
            {
              messageId: 'copy' as const,
              data: { copy: `\`${copy[2] ?? copy[1]}\`` },
              output: code.replace(copy[0], () => copy[1]),
            },
          ]
        : [],
    } satisfies ExpectedReport<MessageId>,
  ],
})

const silent = (codes: readonly string[]) => codes.map((code) => ({ code }))

cases('what the message says', ['everywhere'], {
  known: [
    {
      code: ofBuffer('kept.set(id, data.subarray(0, 16))'),
      errors: [
        {
          messageId: 'view',
          at: 'data.subarray(0, 16)',
          data: {
            keeper: '`kept`',
            until: 'until the program ends',
            whole: '`data`',
            size: 'a whole file',
            copy: '`Buffer.from(view)`',
          },
          suggestions: [
            {
              messageId: 'copy',
              output: ofBuffer('kept.set(id, Buffer.from(data.subarray(0, 16)))'),
            },
          ],
        },
      ],
    },
    {
      code: `const kept = new Map()
export function load(id) {
  kept.set(id, 'abcd'.repeat(1 << 20).slice(0, 40))
}`,
      errors: [
        {
          messageId: 'piece',
          at: "'abcd'.repeat(1 << 20).slice(0, 40)",
          data: {
            keeper: '`kept`',
            until: 'until the program ends',
            whole: 'its source',
            size: '4 MB',
            copy: "`(' ' + text).slice(1)`",
          },
          // Without Node there is no Buffer to copy with.
          suggestions: [],
        },
      ],
    },
  ],
})

cases('views', ['everywhere'], {
  known: [
    reported({
      code: ofBuffer('const head = data.slice(0, 16)\n  kept.set(id, head)'),
      at: 'head',
      line: 7,
      messageId: 'view',
      copy: ['set(id, head)', 'set(id, Buffer.from(head))', 'Buffer.from(head)'],
    }),
    reported({
      name: 'a member of a literal',
      code: ofBuffer('kept.set(id, { path, head: data.subarray(0, 16) })'),
      at: 'data.subarray(0, 16)',
      messageId: 'view',
      copy: ['data.subarray(0, 16)', 'Buffer.from(data.subarray(0, 16))'],
    }),
    reported({
      name: 'a typed array',
      code: `const kept = []
export function start() {
  const samples = new Float32Array(1 << 20)
  fill(samples)
  kept.push(samples.subarray(0, 64))
}`,
      at: 'samples.subarray(0, 64)',
      messageId: 'view',
      copy: ['samples.subarray(0, 64)', 'samples.subarray(0, 64).slice()'],
    }),
    reported({
      name: 'a part of a body',
      code: `const kept = new Map()
export async function load(url) {
  const body = await (await fetch(url)).arrayBuffer()
  kept.set(url, new Uint8Array(body, 0, 16))
}`,
      at: 'new Uint8Array(body, 0, 16)',
      messageId: 'view',
      copy: ['new Uint8Array(body, 0, 16)', 'new Uint8Array(body, 0, 16).slice()'],
    }),
    reported({
      name: 'a DataView',
      code: `const kept = new Map()
export async function load(url) {
  const body = await (await fetch(url)).arrayBuffer()
  kept.set(url, new DataView(body, 0, 16))
}`,
      at: 'new DataView(body, 0, 16)',
      messageId: 'view',
    }),
    reported({
      name: 'a clone, which copies all that is behind the view',
      code: ofBuffer('list.push(structuredClone(data.subarray(0, 16)))'),
      at: 'structuredClone(data.subarray(0, 16))',
      messageId: 'view',
      copy: ['structuredClone(data.subarray(0, 16))', 'Buffer.from(structuredClone(data.subarray(0, 16)))'],
    }),
    reported({
      name: 'in a callback',
      code: `${FILES}
export function load(id, path) {
  readFile(path, (error, data) => {
    if (!error) kept.set(id, data.subarray(0, 16))
  })
}`,
      at: 'data.subarray(0, 16)',
      messageId: 'view',
      copy: ['data.subarray(0, 16)', 'Buffer.from(data.subarray(0, 16))'],
    }),
    reported({
      name: 'in then',
      code: `import { readFile } from 'node:fs/promises'
const kept = new Map()
export const load = (id, path) => readFile(path).then((data) => { kept.set(id, data.subarray(0, 16)) })`,
      at: 'data.subarray(0, 16)',
      messageId: 'view',
      copy: ['data.subarray(0, 16)', 'Buffer.from(data.subarray(0, 16))'],
    }),
    reported({
      name: 'in a cache with a limit, which still keeps each for long',
      code: ofBuffer(`kept.set(id, data.subarray(0, 16))
  if (kept.size > 1000) kept.delete(kept.keys().next().value)`),
      at: 'data.subarray(0, 16)',
      messageId: 'view',
      copy: ['data.subarray(0, 16)', 'Buffer.from(data.subarray(0, 16))'],
    }),
    reported({
      name: 'odd formatting and comments',
      code: ofBuffer('kept . set( id, /* the head */ data\n    .subarray( 0, 16 ) /* of it */ )'),
      at: 'data\n    .subarray( 0, 16 )',
      messageId: 'view',
    }),
  ],
  likely: [
    reported({
      name: 'bounds that are not known',
      code: ofBuffer('kept.set(id, data.subarray(path.begin, path.end))'),
      at: 'data.subarray(path.begin, path.end)',
      messageId: 'view',
      copy: ['data.subarray(path.begin, path.end)', 'Buffer.from(data.subarray(path.begin, path.end))'],
    }),
    reported({
      name: 'the field of an instance',
      code: `${FILES}
export class Store {
  open(path) { const data = readFileSync(path); this.header = data.subarray(0, 16) }
}`,
      at: 'data.subarray(0, 16)',
      messageId: 'view',
      copy: ['data.subarray(0, 16)', 'Buffer.from(data.subarray(0, 16))'],
    }),
    reported({
      name: 'a variable of the module, which keeps the last one',
      code: `${FILES}
let last
export function open(path) { last = readFileSync(path).subarray(0, 16) }
export const header = () => last`,
      at: 'readFileSync(path).subarray(0, 16)',
      messageId: 'view',
      copy: ['readFileSync(path).subarray(0, 16)', 'Buffer.from(readFileSync(path).subarray(0, 16))'],
    }),
    reported({
      name: 'a collection that something empties at another time',
      code: `${ofBuffer('kept.set(id, data.subarray(0, 16))')}
export const drop = (id) => kept.delete(id)`,
      at: 'data.subarray(0, 16)',
      messageId: 'view',
      copy: ['data.subarray(0, 16)', 'Buffer.from(data.subarray(0, 16))'],
    }),
    reported({
      name: 'a shorthand property',
      code: ofBuffer('const head = data.subarray(path.begin, path.end)\n  kept.set(id, { head })'),
      at: 'head',
      line: 7,
      messageId: 'view',
      copy: ['{ head }', '{ head: Buffer.from(head) }', 'Buffer.from(head)'],
    }),
  ],
  silent: silent([
    // Copies.
    ofBuffer('kept.set(id, Buffer.from(data.subarray(0, 16)))'),
    ofBuffer('kept.set(id, new Uint8Array(data.subarray(0, 16)))'),
    ofBuffer("kept.set(id, data.subarray(0, 16).toString('hex'))"),
    ofBuffer('kept.set(id, data.readUInt32LE(0))'),
    'const kept = []; export function f() { const a = new Uint8Array(1 << 20); kept.push(a.slice(0, 64)) }',
    'const kept = []; export function f() { const a = new ArrayBuffer(1 << 20); kept.push(a.slice(0, 64)) }',
    'const kept = []; export function f() { const a = new ArrayBuffer(1 << 20); kept.push(new Uint8Array(a.slice(0, 64))) }',
    // What is sliced is not known, or small, or from the pool.
    'const kept = []; export function f(data) { kept.push(data.slice(0, 64), data.subarray(0, 64)) }',
    'const kept = []; export function f() { kept.push(Buffer.alloc(100).subarray(0, 10)) }',
    "const kept = []; export function f(s) { kept.push(Buffer.from(s)); kept.push(Buffer.from('abc').subarray(0, 2)) }",
    // The whole is kept as well, or most of it.
    ofBuffer('kept.set(id, { data, head: data.subarray(0, 16) })'),
    ofBuffer('kept.set(id, data); list.push(data.subarray(0, 16))'),
    ofBuffer('kept.set(id, data.subarray(4))'),
    ofBuffer('kept.set(id, data.subarray(0, -4))'),
    ofBuffer('path.data = data; kept.set(id, data.subarray(0, 16))'),
    ofBuffer('for (let at = 0; at < data.length; at += 64) list.push(data.subarray(at, at + 64))'),
    ofBuffer('kept.set(id, (at) => list.push(data.subarray(at, at + 64)))'),
    'const data = Buffer.alloc(1 << 20), kept = []; export const f = () => { kept.push(data.subarray(0, 16)) }',
    // It does not escape, or goes again.
    ofBuffer('return data.subarray(0, 16)'),
    ofBuffer('const own = []; own.push(data.subarray(0, 16)); return own'),
    ofBuffer('list.push(data.subarray(0, 16)); run(); list.pop()'),
    `${FILES}
const head = readFileSync('file').subarray(0, 16)
kept.set('file', head)
export { head }`,
    `import { test } from 'vitest'
${ofBuffer('kept.set(id, data.subarray(0, 16))')}`,
  ]),
})

cases('slices of texts', ['everywhere'], {
  known: [
    reported({
      code: ofText('kept.set(id, text.slice(0, 40))'),
      at: 'text.slice(0, 40)',
      messageId: 'piece',
      copy: ['text.slice(0, 40)', 'Buffer.from(text.slice(0, 40)).toString()'],
    }),
    reported({
      name: 'thirteen characters',
      code: ofText('kept.set(id, text.substring(0, 13))'),
      at: 'text.substring(0, 13)',
      messageId: 'piece',
      copy: ['text.substring(0, 13)', 'Buffer.from(text.substring(0, 13)).toString()'],
    }),
    reported({
      name: 'the key of a Map',
      code: ofText('kept.set(text.slice(0, 40), id)'),
      at: 'text.slice(0, 40)',
      messageId: 'piece',
      copy: ['text.slice(0, 40)', 'Buffer.from(text.slice(0, 40)).toString()'],
    }),
    reported({
      name: 'a line',
      code: ofText("kept.set(id, text.split('\\n')[0])"),
      at: "text.split('\\n')[0]",
      messageId: 'piece',
    }),
    reported({
      name: 'a line by a pattern of names',
      code: ofText("const [first] = text.split('\\n')\n  kept.set(id, { title: first })"),
      at: 'first',
      line: 7,
      messageId: 'piece',
    }),
    reported({
      name: 'a match',
      code: ofText('const match = /title: (.)/.exec(text)\n  kept.set(id, match)'),
      at: 'match',
      line: 7,
      messageId: 'match',
    }),
    reported({
      name: 'some lines',
      code: ofText("kept.set(id, text.split('\\n').slice(0, 3))"),
      at: "text.split('\\n').slice(0, 3)",
      messageId: 'pieces',
    }),
    ...['`${text.slice(0, 40)}`', 'String(text.slice(0, 40))', 'text.slice(0, 40).normalize()'].map((at) =>
      reported({
        name: `no copy: ${at}`,
        code: ofText(`kept.set(id, ${at})`),
        at,
        messageId: 'piece',
        copy: [at, `Buffer.from(${at}).toString()`],
      }),
    ),
  ],
  likely: [
    reported({
      name: 'what a pattern found',
      code: ofText('const match = /title: (.+)/.exec(text)\n  kept.set(id, match[1])'),
      at: 'match[1]',
      messageId: 'piece',
    }),
    reported({
      name: 'the names of all groups',
      code: ofText('const { groups } = /title: (?<title>.+)/.exec(text)\n  kept.set(id, groups.title)'),
      at: 'groups.title',
      messageId: 'piece',
    }),
    reported({
      name: 'all that a pattern found',
      code: ofText('kept.set(id, text.match(/"[^"]+"/g))'),
      at: 'text.match(/"[^"]+"/g)',
      messageId: 'pieces',
    }),
    reported({
      name: 'a parameter of a query',
      code: ofText("kept.set(id, new URLSearchParams(text).get('name'))"),
      at: "new URLSearchParams(text).get('name')",
      messageId: 'piece',
    }),
  ],
  silent: silent([
    // A file that somebody writes by hand.
    `${FILES}
export function load(id, configPath) { kept.set(id, readFileSync(configPath, 'utf8').slice(0, 40)) }`,
    ofText('kept.set(id, text.slice(0, 12))'),
    ofText('kept.set(id, text[0])'),
    ofText('kept.set(id, text)'),
    ofText('kept.set(id, text.trim())'),
    ofText('kept.set(id, text.slice(1))'),
    ofText("kept.set(id, text.replace(/\\r/g, ''))"),
    ofText("kept.set(id, (' ' + text.slice(0, 40)).slice(1))"),
    ofText('kept.set(id, Buffer.from(text.slice(0, 40)).toString())'),
    ofText('kept.set(id, structuredClone(text.slice(0, 40)))'),
    ofText('kept.set(id, JSON.parse(JSON.stringify(text.slice(0, 40))))'),
    ofText("kept.set(id, text.slice(0, 40).split('').join(''))"),
    ofText('kept.set(id, `head: ${text.slice(0, 40)}`)'),
    ofText('kept.set(id, JSON.parse(text).title)'),
    ofText("kept.set(id, text.startsWith('#!'))"),
    ofText('kept.set(id, text.length)'),
    ofText('kept.set(id, Number(text.slice(0, 40)))'),
    // The key of a property is a copy.
    `${ofText('table[text.slice(0, 40)] = id')}
const table = {}`,
    // Most of the text is kept anyway.
    ofText("kept.set(id, text.split('\\n'))"),
    ofText("for (const line of text.split('\\n')) list.push(line)"),
    ofText(
      "for (const line of text.split('\\n')) { const [key, value] = line.split('='); kept.set(key, value) }",
    ),
    ofText("text.split('\\n').forEach((line) => list.push(line.trim()))"),
    ofText("const lines = text.split('\\n'); for (let i = 0; i < lines.length; i++) list.push(lines[i])"),
    ofText('kept.set(id, { text, title: text.slice(0, 40) })'),
    ofText('kept.set(id, /<body>([\\s\\S]*)<\\/body>/.exec(text)[1])'),
    // Short.
    ofText('kept.set(id, /version (\\d+)/.exec(text)[1])'),
    // What is read is not known to be a text, or to be large.
    'const kept = new Map(); export function f(text) { kept.set(1, text.slice(0, 40)) }',
    `const kept = new Map(); export function f(vault, path) { kept.set(path, vault.readFile(path).slice(0, 40)) }`,
  ]),
})

cases('TypeScript', ['untypedTs', 'typedNode'], {
  known: [
    reported({
      name: 'assertions',
      code: `import { readFileSync } from 'node:fs'
const kept = new Map<string, Buffer>()
export function load(path: string): void {
  const data = readFileSync(path) as Buffer
  kept.set(path, data!.subarray(0, 16) as Buffer)
}`,
      at: 'data!.subarray(0, 16)',
      messageId: 'view',
      copy: ['data!.subarray(0, 16)', 'Buffer.from(data!.subarray(0, 16))'],
    }),
  ],
})

cases('types tell what is read', ['typedNode'], {
  known: [
    reported({
      code: `import { readFileSync } from 'node:fs'
const kept = new Map<string, Buffer>()
export function load(path: string, options: { flag: string }): void {
  kept.set(path, readFileSync(path, options as null).subarray(0, 16))
}`,
      at: 'readFileSync(path, options as null).subarray(0, 16)',
      messageId: 'view',
      copy: [
        'readFileSync(path, options as null).subarray(0, 16)',
        'Buffer.from(readFileSync(path, options as null).subarray(0, 16))',
      ],
    }),
  ],
})

cases('components', ['untypedTs', 'typedDom'], {
  silent: [
    {
      name: 'a component that comes and goes',
      filename: 'react.tsx',
      code: `import { Component } from 'react'
export class Preview extends Component {
  parts: string[] = []
  componentDidMount() { this.parts.push('x'.repeat(1 << 20).slice(0, 40)) }
  render() { return <p>{this.parts}</p> }
}`,
    },
  ],
})

cases('the whole may stay with what is made of it', ['everywhere'], {
  silentByDefault: silent([
    ofText('kept.set(id, { head: text.slice(0, 100), tokens: lex(text) })'),
    ofText('list.push(new Page(text)); kept.set(id, text.slice(0, 100))'),
    ofText('kept.set(id, { head: text.slice(0, 100), all: () => text })'),
  ]),
})

cases('what a stream brings', ['everywhere'], {
  known: [
    reported({
      code: `const kept = []
export async function load(stream) {
  const chunks = []
  for await (const chunk of stream) chunks.push(chunk)
  kept.push(Buffer.concat(chunks).subarray(0, 16))
}`,
      at: 'Buffer.concat(chunks).subarray(0, 16)',
      messageId: 'view',
      copy: ['Buffer.concat(chunks).subarray(0, 16)', 'Buffer.from(Buffer.concat(chunks).subarray(0, 16))'],
    }),
  ],
})
