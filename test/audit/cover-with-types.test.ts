import path from 'node:path'

import ts from 'typescript'
import { describe, expect, it } from 'vitest'

import { coverWithTypes } from '../../src/audit/cover-with-types.js'
import { temporaryProject } from './temporary-project.js'

/** The batches as `config: files`, and the problems, all relative to the project. */
function cover(files: Record<string, string>, sources: readonly string[]) {
  const root = temporaryProject(files)
  const relative = (file: string) => path.relative(root, file).replaceAll(path.sep, '/')
  const { batches, problems } = coverWithTypes(
    ts,
    sources.map((source) => path.join(root, source)),
  )
  return {
    batches: Object.fromEntries(
      batches.map((batch) => [
        batch.project === undefined ? 'untyped' : relative(batch.project.configPath),
        batch.files.map(relative),
      ]),
    ),
    problems: problems.map(({ filePath = '', message }) =>
      `${relative(filePath)}: ${message}`.replaceAll(`${root}/`, ''),
    ),
  }
}

describe('coverWithTypes', () => {
  it('takes the nearest tsconfig that lists the file', () => {
    const files = {
      'tsconfig.json': '{}',
      'a.ts': '',
      'packages/one/tsconfig.json': '{ "include": ["src"] }',
      'packages/one/src/b.ts': '',
      'packages/one/test/c.ts': '',
    }
    const sources = ['a.ts', 'packages/one/src/b.ts', 'packages/one/test/c.ts']
    expect(cover(files, sources)).toEqual({
      batches: {
        'tsconfig.json': ['a.ts', 'packages/one/test/c.ts'],
        'packages/one/tsconfig.json': ['packages/one/src/b.ts'],
      },
      problems: [],
    })
  })

  it('leaves files without types that no tsconfig lists', () => {
    expect(cover({ 'a.ts': '', 'b.js': '' }, ['a.ts', 'b.js'])).toEqual({
      batches: { untyped: ['a.ts', 'b.js'] },
      problems: [],
    })
  })

  it('follows extends', () => {
    const files = {
      'base.json': '{ "compilerOptions": { "allowJs": true } }',
      'tsconfig.json': '{ "extends": "./base.json", "include": ["src"] }',
      'src/a.js': '',
    }
    expect(cover(files, ['src/a.js']).batches).toEqual({ 'tsconfig.json': ['src/a.js'] })
  })

  it('follows references, also in circles', () => {
    const files = {
      'tsconfig.json':
        '{ "files": [], "references": [{ "path": "./tsconfig.app.json" }, { "path": "lib" }] }',
      'tsconfig.app.json': '{ "include": ["src"] }',
      'src/a.ts': '',
      'lib/tsconfig.json': '{ "references": [{ "path": ".." }], "include": ["*.ts", "../tools"] }',
      'lib/b.ts': '',
      'tools/c.ts': '',
    }
    expect(cover(files, ['src/a.ts', 'lib/b.ts', 'tools/c.ts'])).toEqual({
      batches: { 'tsconfig.app.json': ['src/a.ts'], 'lib/tsconfig.json': ['lib/b.ts', 'tools/c.ts'] },
      problems: [],
    })
  })

  it('types JavaScript where allowJs or a jsconfig says so', () => {
    const files = {
      'one/tsconfig.json': '{}',
      'one/a.js': '',
      'one/a.ts': '',
      'two/jsconfig.json': '{}',
      'two/b.js': '',
    }
    expect(cover(files, ['one/a.js', 'two/b.js']).batches).toEqual({
      untyped: ['one/a.js'],
      'two/jsconfig.json': ['two/b.js'],
    })
  })

  it('lets a project that may import a file try', () => {
    const files = { 'tsconfig.json': '{ "files": ["a.ts"] }', 'a.ts': 'import "./b.js"', 'b.ts': '' }
    expect(cover(files, ['b.ts']).batches).toEqual({ 'tsconfig.json': ['b.ts'] })
  })

  it('bears with a tsconfig without inputs and with options of another TypeScript', () => {
    const files = {
      'empty/tsconfig.json': '{ "include": ["nothing"] }',
      'empty/a.ts': '',
      'newer/tsconfig.json': '{ "compilerOptions": { "futureOption": true, "module": "Future" } }',
      'newer/b.ts': '',
    }
    expect(cover(files, ['empty/a.ts', 'newer/b.ts'])).toEqual({
      batches: { untyped: ['empty/a.ts'], 'newer/tsconfig.json': ['newer/b.ts'] },
      problems: [],
    })
  })

  it.each([
    ['is no JSON', '{', "line 1: '}' expected."],
    ['extends what is not there', '{ "extends": "./gone.json" }', "Cannot read file 'one/gone.json'."],
    ['extends itself', '{ "extends": "./tsconfig.json" }', 'Circularity detected'],
  ])('gives the files of a tsconfig that %s no types, and says so once', (_, text, reason) => {
    const files = { 'tsconfig.json': '{}', 'one/tsconfig.json': text, 'one/a.ts': '', 'one/b.ts': '' }
    const { batches, problems } = cover(files, ['one/a.ts', 'one/b.ts'])
    expect(batches).toEqual({ untyped: ['one/a.ts', 'one/b.ts'] })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('one/tsconfig.json: its files are audited without types: ')
    expect(problems[0]).toContain(reason)
  })
})
