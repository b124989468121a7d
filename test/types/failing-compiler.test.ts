import { readdirSync, readFileSync } from 'node:fs'

import * as typescriptParser from '@typescript-eslint/parser'
import { Linter } from 'eslint'
import type * as ts from 'typescript'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'

import plugin from '../../src/index.js'
import { saysNothing } from '../../src/types/type-queries.js'
import { pageExamples } from '../page-examples.js'
import { parseFile } from '../parse-file.js'
import { programOf, programOfFiles } from '../program-of.js'

/** A loop: what `page` is depends on itself, and the compiler, which has no error to report of the call, throws. */
const LOOP = `async function watch(observer: MutationObserver) {
  let page = await (await fetch(page.url)).text()
  observer.observe(page, { childList: true })
}`

test('a node on which the compiler fails has a type that says nothing', () => {
  const asked = inLoop()
  expect(() => asked.program.getTypeChecker().getTypeAtLocation(asked.tsNode)).toThrow(
    'Debug Failure. No error for last overload signature',
  )
  const { types, node } = inLoop()
  expect(types && saysNothing(types, types.typeOf(node))).toBe(true)
})

describe('the incorrect examples of all pages, where the compiler fails', () => {
  const examples = new Map<string, string>()
  for (const page of readdirSync(new URL('../../rules-docs', import.meta.url)))
    for (const { claim, code, language, line } of pageExamples(readPage(page)))
      if (claim === 'incorrect')
        examples.set(`${page}-${line}.${language.endsWith('x') ? 'tsx' : 'ts'}`, code)

  let program: ts.Program
  beforeAll(() => {
    program = programOfFiles(Object.fromEntries(examples))
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test('at every question but that for the type of a node', () => {
    expectReports(() => failing(program.getTypeChecker()))
  })

  test('at every question to a type', () => {
    const checker = program.getTypeChecker()
    const prototype = Object.getPrototypeOf(checker.getAnyType()) as ts.Type
    for (const method of QUESTIONS) vi.spyOn(prototype, method).mockImplementation(fail)
    expectReports(() => checker)
  })

  /** No rule throws, and what needs no types is reported. */
  function expectReports(getTypeChecker: () => ts.TypeChecker): void {
    const linter = new Linter()
    let reported = 0
    for (const [name, code] of examples) {
      const messages = linter.verify(code, [configOf({ ...program, getTypeChecker })], name)
      expect(messages.filter(({ fatal }) => fatal)).toEqual([])
      if (messages.length > 0) reported += 1
    }
    expect(reported / examples.size).toBeGreaterThan(0.8)
  }
})

const QUESTIONS = [
  'getProperty',
  'getProperties',
  'getApparentProperties',
  'getCallSignatures',
  'getConstructSignatures',
  'getBaseTypes',
  'getNonNullableType',
] as const

function failing(checker: ts.TypeChecker): ts.TypeChecker {
  const answered = new Set(['getAnyType', 'getTypeAtLocation'])
  return new Proxy(checker, {
    get: (target, name) =>
      typeof name === 'string' && !answered.has(name) ? fail : (Reflect.get(target, name) as unknown),
  })
}

function fail(): never {
  throw new Error('Debug Failure.')
}

function configOf(program: ts.Program): Linter.Config {
  return {
    ...plugin.configs.all,
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: typescriptParser, parserOptions: { programs: [program] } },
  }
}

/** The options of the call, in a program of which nothing has been asked: the compiler fails only once. */
function inLoop() {
  const program = programOf(LOOP)
  const { facts, node } = parseFile(LOOP, { language: 'ts', program })
  const options = node('{ childList: true }')
  const { esTreeNodeToTSNodeMap } = facts.sourceCode.parserServices as {
    esTreeNodeToTSNodeMap: { get(key: object): ts.Node }
  }
  return { program, types: facts.types, node: options, tsNode: esTreeNodeToTSNodeMap.get(options) }
}

function readPage(page: string): string {
  return readFileSync(new URL(`../../rules-docs/${page}`, import.meta.url), 'utf8')
}
