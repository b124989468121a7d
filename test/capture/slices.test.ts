import { describe, expect, test } from 'vitest'

import { sharedBy } from '../../src/capture/parts/shared-memory.js'
import { parseFile } from '../parse-file.js'
import { programOf } from '../program-of.js'

const BEFORE = `
import { readFile, readFileSync } from 'node:fs'
import * as promises from 'node:fs/promises'
export async function f(path, at, n) {
  const text = readFileSync(path, 'utf8')
  const data = readFileSync(path)
  const array = new Uint8Array(1 << 20)
  const bytes = new ArrayBuffer(1 << 20)
  const result = `

/** What an expression shares with the large values above it: its kind, and how certain it is a piece. */
function sharedIn(expression: string): string {
  const { facts } = parseFile(`${BEFORE}${expression}\n}`)
  return describeShared(facts)
}

function describeShared(facts: ReturnType<typeof parseFile>['facts']): string {
  const value = facts.sourceCode.ast.body
    .flatMap((each) => (each.type === 'ExportNamedDeclaration' ? [each.declaration] : []))
    .flatMap((each) => (each?.type === 'FunctionDeclaration' ? each.body.body : []))
    .flatMap((each) => (each.type === 'VariableDeclaration' ? each.declarations : []))
    .at(-1)?.init
  const shared = value && sharedBy(facts, value)
  return shared ? `${shared.kind}, ${shared.piece ?? 'all'}` : 'nothing'
}

describe('what shares the memory of a large value', () => {
  test.each([
    // Views.
    ['data.subarray(0, 16)', 'Buffer, known'],
    ['data.slice(0, 16)', 'Buffer, known'],
    ['data.subarray(at, at + 16)', 'Buffer, known'],
    ['data.subarray(at, n)', 'Buffer, likely'],
    ['data.subarray(at)', 'Buffer, likely'],
    ['data.subarray(-16)', 'Buffer, known'],
    ['data.subarray(4)', 'Buffer, all'],
    ['data.subarray()', 'Buffer, all'],
    ['data.subarray(0, Math.min(16, n))', 'Buffer, known'],
    ['data.subarray(0, 1 << 16)', 'Buffer, likely'],
    ['array.subarray(0, 16)', 'typed array, known'],
    ['new Uint8Array(bytes, 0, 16)', 'typed array, known'],
    ['new Uint8Array(bytes)', 'typed array, all'],
    ['new Uint8Array(bytes).subarray(0, 16)', 'typed array, known'],
    ['new DataView(bytes, 0, 16)', 'DataView, known'],
    ['new DataView(array.buffer, 0, 16)', 'DataView, known'],
    ['new DataView(bytes)', 'DataView, all'],
    ['Buffer.from(bytes, 0, 16)', 'Buffer, known'],
    ['structuredClone(data.subarray(0, 16))', 'Buffer, known'],
    ['data.subarray(0, 1000).subarray(0, 16)', 'Buffer, known'],
    // Slices.
    ['text.slice(0, 13)', 'string, known'],
    ['text.substring(0, 40)', 'string, known'],
    ['text.substr(at, 40)', 'string, known'],
    ['text.slice(at, n)', 'string, likely'],
    ['text.slice(1)', 'string, all'],
    ['text.slice(0, -1)', 'string, all'],
    ['text.trim()', 'string, all'],
    ['text.trim().slice(0, 40)', 'string, known'],
    ['text.slice(0, 40).trim()', 'string, known'],
    ['`${text.slice(0, 40)}`', 'string, known'],
    ['String(text.slice(0, 40))', 'string, known'],
    ['text.slice(0, 40).toString()', 'string, known'],
    ['text.slice(0, 40).normalize()', 'string, known'],
    ['text.slice(0, 40).repeat(1)', 'string, known'],
    ['text.slice(0, 40).replace(/a/, "b")', 'string, likely'],
    ['text.split("\\n")', 'pieces, all'],
    ['text.split("\\n")[0]', 'string, known'],
    ['text.split(/\\r?\\n/).at(-1)', 'string, known'],
    ['text.split(",")[n]', 'string, likely'],
    ['text.split("\\n").find((line) => line.length > 20)', 'string, known'],
    ['text.split("\\n").slice(0, 3)', 'pieces, known'],
    ['text.split("\\n").filter((line) => line.length > 20)', 'pieces, likely'],
    ['/title: (.+)/.exec(text)', 'match, known'],
    ['text.match(/title: (.+)/)', 'match, known'],
    ['text.match(/title: (.+)/)[1]', 'string, likely'],
    ['text.match(/title: (.+)/)?.[1]', 'string, likely'],
    ['text.match(/title: (?<title>.+)/).groups', 'groups, known'],
    ['text.match(/title: (?<title>.+)/).groups.title', 'string, likely'],
    ['text.match(/".+"/g)', 'pieces, likely'],
    ['[...text.matchAll(/"(.+)"/g)]', 'matches, known'],
    ['Array.from(text.matchAll(/"(.+)"/g)).map((match) => match[1])', 'pieces, likely'],
    ['[...text.matchAll(/"(.+)"/g)].map(([, name]) => name)', 'pieces, likely'],
    ['new URLSearchParams(text).get("name")', 'string, likely'],
    ['data.toString().slice(0, 40)', 'string, known'],
    ['data.toString("latin1").slice(0, 40)', 'string, known'],
    ['new TextDecoder().decode(data).slice(0, 40)', 'string, known'],
    ['"x".repeat(1e6).slice(0, 40)', 'string, known'],
    ['(await promises.readFile(path, "utf8")).slice(0, 40)', 'string, known'],
    ['(await promises.readFile(path, { encoding: "utf8" })).slice(0, 40)', 'string, known'],
    ['(await promises.readFile(path, { flag: "r" })).subarray(0, 40)', 'Buffer, known'],
    ['(await promises.readFile(path, null)).slice(0, 40)', 'Buffer, known'],
    ['(await response.arrayBuffer()).slice(0, 40)', 'nothing'],
    // Copies, and what is none of it.
    ['Buffer.from(data.subarray(0, 16))', 'nothing'],
    ['array.slice(0, 16)', 'nothing'],
    ['bytes.slice(0, 16)', 'nothing'],
    ['new Uint8Array(data.subarray(0, 16))', 'nothing'],
    ['array.subarray(0, 16).slice()', 'nothing'],
    ['data.subarray(0, 16).toString("hex")', 'nothing'],
    ['data.toString("latin1", 0, 16)', 'nothing'],
    ['text.slice(0, 12)', 'nothing'],
    ['text.slice(at, at + 12)', 'nothing'],
    ['text.substr(at, 12)', 'nothing'],
    ['text.slice(-12)', 'nothing'],
    ['text.slice(8, 20)', 'nothing'],
    ['text.charAt(0)', 'nothing'],
    ['text[0]', 'nothing'],
    ['text.split("")[0]', 'nothing'],
    ['text.split("\\n").length', 'nothing'],
    ['text.split("\\n").join(" ")', 'nothing'],
    ['(" " + text.slice(0, 40)).slice(1)', 'nothing'],
    ['Buffer.from(text.slice(0, 40)).toString()', 'nothing'],
    ['structuredClone(text.slice(0, 40))', 'nothing'],
    ['JSON.parse(JSON.stringify(text.slice(0, 40)))', 'nothing'],
    ['text.slice(0, 40).split("").join("")', 'nothing'],
    ['`file: ${text.slice(0, 40)}`', 'nothing'],
    ['JSON.parse(text).name', 'nothing'],
    ['text.startsWith("#!")', 'nothing'],
    ['text.indexOf("x")', 'nothing'],
    ['Number(text.slice(0, 40))', 'nothing'],
    ['parseInt(text.slice(0, 40), 10)', 'nothing'],
    ['text.slice(0, 40).toLowerCase()', 'nothing'],
    ['text.match(/(\\d+)/)[1]', 'nothing'],
    ['text.match(/<body>([\\s\\S]*)<\\/body>/)[1]', 'nothing'],
    ['text.match(/title: (.+)/).index', 'nothing'],
    ['text.match(pattern)', 'nothing'],
    // Unknown receivers.
    ['path.slice(0, 40)', 'nothing'],
    ['path.subarray(0, 40)', 'nothing'],
    ['response.slice(0, 40)', 'nothing'],
    ['vault.readFile(path).slice(0, 40)', 'nothing'],
    ['readFileSync(path, n).slice(0, 40)', 'nothing'],
    ['Buffer.alloc(10).subarray(0, 4)', 'nothing'],
  ])('%s: %s', (expression, expected) => {
    expect(sharedIn(expression)).toBe(expected)
  })
})

test('types tell what a call with options from outside answers', () => {
  const code = `
declare function readFileSync(path: string, options: object): string
export function f(path: string, options: object) {
  const result = readFileSync(path, options).slice(0, 40)
}`
  const untyped = parseFile(code, { language: 'ts' })
  const typed = parseFile(code, { language: 'ts', program: programOf(code) })
  expect(describeShared(untyped.facts)).toBe('nothing')
  expect(describeShared(typed.facts)).toBe('string, known')
})
