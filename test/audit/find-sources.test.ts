import { mkdirSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'

import { describe, expect, it } from 'vitest'

import { findSources } from '../../src/audit/find-sources.js'
import { temporaryProject } from './temporary-project.js'

function filesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, '']))
}

function find(root: string, ...paths: string[]): { files: string[]; problems: string[] } {
  const { files, problems } = findSources(paths, root)
  return {
    files: files.map((file) => path.relative(root, file).replaceAll(path.sep, '/')),
    problems: problems.map(({ filePath = '', message }) => `${path.relative(root, filePath)} ${message}`),
  }
}

describe('findSources', () => {
  it('finds every kind of source, in order', () => {
    const kinds = ['a.cjs', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.mts', 'a.ts', 'a.tsx']
    const root = temporaryProject(filesOf([...kinds, 'a.json', 'a.html', 'ats', 'a.ts.txt', 'README.md']))
    expect(find(root, '.')).toEqual({ files: kinds, problems: [] })
  })

  it('finds components, whether they can be parsed or not', () => {
    const kinds = ['a.astro', 'a.svelte', 'a.vue']
    expect(find(temporaryProject(filesOf(kinds)), '.')).toEqual({ files: kinds, problems: [] })
  })

  it('passes over what nobody here wrote', () => {
    const foreign = ['node_modules', 'dist', 'build', 'coverage', 'out', 'vendor', '.cache', '.git']
    const root = temporaryProject(
      filesOf([
        ...foreign.map((folder) => `packages/one/${folder}/a.js`),
        'a.min.js',
        'a.min.mjs',
        'a.d.ts',
        'a.d.mts',
        'a.d.cts',
        'distance/kept.js',
        '.kept.js',
      ]),
    )
    expect(find(root, '.')).toEqual({ files: ['.kept.js', 'distance/kept.js'], problems: [] })
  })

  it('takes what is named in any case', () => {
    const root = temporaryProject(
      filesOf(['dist/a.js', 'dist/dist/b.js', 'node_modules/x/a.d.ts', 'bin/tool', 'a.min.js']),
    )
    expect(find(root, 'dist', 'node_modules/x/a.d.ts', 'bin/tool', 'a.min.js')).toEqual({
      files: ['dist/a.js', 'node_modules/x/a.d.ts', 'bin/tool', 'a.min.js'],
      problems: [],
    })
  })

  it('takes a file once however often it is named', () => {
    const root = temporaryProject(filesOf(['src/a.js']))
    expect(find(root, 'src/a.js', '.', path.join(root, 'src')).files).toEqual(['src/a.js'])
  })

  it('says which paths do not exist and goes on', () => {
    const root = temporaryProject(filesOf(['a.js']))
    symlinkSync('gone', path.join(root, 'dangling.js'))
    expect(find(root, 'nope', 'a.js', 'a.js/b.js', 'dangling.js')).toEqual({
      files: ['a.js'],
      problems: ['nope does not exist', 'a.js/b.js does not exist', 'dangling.js does not exist'],
    })
  })

  it('does not follow symbolic links inside a folder, so that circles cannot hold it up', () => {
    const root = temporaryProject(filesOf(['src/a.js', 'elsewhere/b.js']))
    symlinkSync('..', path.join(root, 'src/up'))
    symlinkSync('../elsewhere', path.join(root, 'src/aside'))
    symlinkSync('a.js', path.join(root, 'src/again.js'))
    expect(find(root, 'src')).toEqual({ files: ['src/a.js'], problems: [] })
  })

  it('follows a symbolic link that is named, unless it leads in circles', () => {
    const root = temporaryProject(filesOf(['src/a.js']))
    symlinkSync('src', path.join(root, 'link'))
    symlinkSync('circle', path.join(root, 'circle'))
    expect(find(root, 'link', 'circle')).toEqual({
      files: ['link/a.js'],
      problems: ['circle is a symbolic link that leads in circles'],
    })
  })

  it('says what is neither a file nor a folder', async () => {
    const root = temporaryProject({})
    const server = createServer().listen(path.join(root, 'socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    const found = find(root, 'socket')
    server.close()
    expect(found).toEqual({ files: [], problems: ['socket is neither a file nor a folder'] })
  })

  it('finds nothing in an empty folder', () => {
    const root = temporaryProject({})
    mkdirSync(path.join(root, 'empty'))
    expect(find(root, 'empty')).toEqual({ files: [], problems: [] })
  })
})

describe('a pattern', () => {
  const files = filesOf([
    'src/a.ts',
    'src/deep/b.ts',
    'src/deep/c.js',
    'src/deep/d.d.ts',
    'src/style.css',
    'src/dist/e.ts',
    'src/node_modules/x/f.ts',
    'packages/one/src/g.ts',
    'packages/two/src/h.ts',
    'app/[id].ts',
    'app/i.ts',
  ])

  it.each([
    ['src/**/*.ts', ['src/a.ts', 'src/deep/b.ts']],
    ['src/**', ['src/a.ts', 'src/deep/b.ts', 'src/deep/c.js']],
    ['src/*.{js,ts}', ['src/a.ts']],
    ['packages/*/src', ['packages/one/src/g.ts', 'packages/two/src/h.ts']],
    ['src/dist/*.ts', ['src/dist/e.ts']],
    ['./src/dee?/*.js', ['src/deep/c.js']],
    // Brackets are a pattern, but not where a file has that name.
    ['app/[id].ts', ['app/[id].ts']],
    ['app/[ij].ts', ['app/i.ts']],
  ])('%s is expanded as a folder is searched', (pattern, expected) => {
    expect(find(temporaryProject(files), pattern)).toEqual({ files: expected, problems: [] })
  })

  it('may be absolute', () => {
    const root = temporaryProject(files)
    expect(find(root, `${root.replaceAll('\\', '/')}/src/*.ts`).files).toEqual(['src/a.ts'])
  })

  it('that matches nothing is a problem', () => {
    const { files: found, problems } = findSources(['lib/**/*.ts'], temporaryProject(files))
    expect(found).toEqual([])
    expect(problems).toEqual([
      { filePath: undefined, message: "no file matches 'lib/**/*.ts'", inputLost: true },
    ])
  })
})
