import { describe, expect, it } from 'vitest'

import { parseArguments } from '../../src/audit/parse-arguments.js'
import { UsageError } from '../../src/audit/usage-error.js'

describe('parseArguments', () => {
  it('audits the default path with the recommended rules when told nothing', () => {
    expect(parseArguments([], '.')).toEqual({
      task: 'audit',
      paths: ['.'],
      preset: 'recommended',
      format: 'stylish',
      rules: [],
    })
  })

  it('takes paths and options in any order', () => {
    const argv = ['a', '--rule', 'x', '--format=json', 'b', '--preset', 'strict', '--rule', 'leaks/y']
    expect(parseArguments(argv, '.')).toEqual({
      task: 'audit',
      paths: ['a', 'b'],
      preset: 'strict',
      format: 'json',
      rules: ['x', 'leaks/y'],
    })
  })

  it('takes everything after -- as a path', () => {
    expect(parseArguments(['--', '--odd-name'], '.')).toMatchObject({ paths: ['--odd-name'] })
  })

  it.each([['--help'], ['-h'], ['src', '--help', '--version']])('answers help: %s', (...argv) => {
    expect(parseArguments(argv, '.')).toEqual({ task: 'help' })
  })

  it.each([['--version'], ['-v']])('answers version: %s', (option) => {
    expect(parseArguments([option], '.')).toEqual({ task: 'version' })
  })

  it.each([
    ['src/feed.ts', { file: 'src/feed.ts', line: undefined }],
    ['src/feed.ts:42', { file: 'src/feed.ts', line: 42 }],
    ['src/feed.ts:42:17', { file: 'src/feed.ts', line: 42 }],
    [String.raw`C:\feed.ts:42`, { file: String.raw`C:\feed.ts`, line: 42 }],
    [String.raw`C:\feed.ts`, { file: String.raw`C:\feed.ts`, line: undefined }],
  ])('explains %s', (place, expected) => {
    expect(parseArguments(['--explain', place], '.')).toEqual({
      task: 'explain',
      format: 'text',
      ...expected,
    })
  })

  it('explains in JSON when told so', () => {
    expect(parseArguments(['--format', 'json', '--explain', 'a.js'], '.')).toMatchObject({ format: 'json' })
  })

  it.each([
    [
      'an unknown preset',
      ['--preset', 'lax'],
      "--preset is recommended, strict, all; 'lax' is none of them.",
    ],
    [
      'an unknown format',
      ['--format', 'xml'],
      "--format is stylish, json, sarif, html; 'xml' is none of them.",
    ],
    ['an unknown option', ['--fix'], "Unknown option '--fix'."],
    ['another format to explain', ['--explain', 'a', '--format', 'sarif'], "--format is text, json; 'sarif'"],
    ['a second file to explain', ['--explain', 'a', 'b'], "--explain takes one file; 'b' is one too many."],
    [
      'a preset to explain',
      ['--explain', 'a', '--preset', 'all'],
      '--explain tells the verdict of every preset',
    ],
    ['a rule to explain', ['--explain', 'a', '--rule', 'x'], '--explain tells the verdict of every preset'],
    ['an option without its value', ['--rule'], "Option '--rule <value>' argument missing"],
  ])('refuses %s', (_, argv, message) => {
    expect(() => parseArguments(argv, '.')).toThrow(UsageError)
    expect(() => parseArguments(argv, '.')).toThrow(message)
  })
})
