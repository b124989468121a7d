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
      settings: undefined,
      config: false,
      baseline: undefined,
      maxFindings: 0,
    })
  })

  it('takes paths and options in any order', () => {
    const argv = ['a', '--rule', 'x', '--format=json', 'b', '--preset', 'strict', '--rule', 'leaks/y']
    expect(parseArguments(argv, '.')).toMatchObject({
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
      settings: undefined,
      config: false,
      ...expected,
    })
  })

  it.each([
    [['--settings', 's.json'], { settings: 's.json', config: false }],
    [['--config'], { settings: undefined, config: true }],
    [['--max-findings', '12'], { maxFindings: 12 }],
    [['--baseline', 'b.json'], { baseline: { file: 'b.json', action: 'use' } }],
    [['--baseline', 'b.json', '--update-baseline'], { baseline: { file: 'b.json', action: 'update' } }],
    [['--prune-baseline', '--baseline', 'b.json'], { baseline: { file: 'b.json', action: 'prune' } }],
    [['--explain', 'a.js', '--settings', 's.json'], { task: 'explain', settings: 's.json' }],
    [['--explain', 'a.js', '--config'], { task: 'explain', config: true }],
  ])('understands %s', (argv, expected) => {
    expect(parseArguments(argv, '.')).toMatchObject(expected)
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
      "--format is stylish, json, sarif, html, gitlab; 'xml' is none of them.",
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
    ['a baseline to explain', ['--explain', 'a', '--baseline', 'b'], '--baseline has no place beside it.'],
    [
      'a number of findings to explain',
      ['--explain', 'a', '--max-findings', '1'],
      '--max-findings has no place beside it.',
    ],
    ['a number that is none', ['--max-findings', 'few'], "--max-findings is a number; 'few' is none."],
    ['a negative number', ['--max-findings=-1'], "--max-findings is a number; '-1' is none."],
    ['two places of the settings', ['--settings', 's.json', '--config'], '--settings and --config both say'],
    [
      'a file of --config',
      ['--config', 'conf/eslint.config.mjs', 'src'],
      "--config takes no file: 'conf/eslint.config.mjs' is found as ESLint finds it",
    ],
    ['an update of nothing', ['--update-baseline'], '--update-baseline needs --baseline FILE.'],
    ['a pruning of nothing', ['--prune-baseline'], '--prune-baseline needs --baseline FILE.'],
    [
      'an update that prunes',
      ['--baseline', 'b', '--update-baseline', '--prune-baseline'],
      '--update-baseline takes out what is gone as well',
    ],
    ['an option without its value', ['--rule'], "Option '--rule <value>' argument missing"],
  ])('refuses %s', (_, argv, message) => {
    expect(() => parseArguments(argv, '.')).toThrow(UsageError)
    expect(() => parseArguments(argv, '.')).toThrow(message)
  })
})
