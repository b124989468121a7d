import { join } from 'node:path'

import { expect, test } from 'vitest'

import { sourceAt, stampOf } from '../../src/project/read-sources.js'
import { projectOfFiles } from './project-of-files.js'

test('a file is read once for as long as it stays the same', () => {
  const project = projectOfFiles({ 'a.js': 'export const a = 1' })
  const path = join(project.root, 'a.js')
  const first = sourceAt(path)
  expect(first?.text).toBe('export const a = 1')
  expect(sourceAt(path)).toBe(first)
  project.write('a.js', 'export const a = 1000')
  expect(sourceAt(path)?.text).toBe('export const a = 1000')
})

test('it is parsed once', () => {
  const { root } = projectOfFiles({ 'a.js': 'export const a = 1' })
  const source = sourceAt(join(root, 'a.js'))
  const parsed = source?.parsed({ sourceType: 'module' })
  expect(parsed?.ast.body).toHaveLength(1)
  expect(source?.parsed({ sourceType: 'module' })).toBe(parsed)
})

test('those that were asked for least recently are read anew', () => {
  const names = Array.from({ length: 101 }, (_, index) => `file${String(index)}.js`)
  const { root } = projectOfFiles(Object.fromEntries(names.map((name) => [name, '1'])))
  const sources = names.map((name) => sourceAt(join(root, name)))
  expect(sourceAt(join(root, 'file100.js'))).toBe(sources[100])
  expect(sourceAt(join(root, 'file0.js'))).not.toBe(sources[0])
})

test.each([
  ['is not there', {}],
  ['is a folder', { 'a.js/b.js': '1' }],
  ['is a bundle', { 'a.js': `"${'x'.repeat(1_000_001)}"` }],
])('nothing is read of what %s', (_, files) => {
  const { root } = projectOfFiles(files)
  const path = join(root, 'a.js')
  expect(stampOf(path)).toBeUndefined()
  expect(sourceAt(path)).toBeUndefined()
})

test('what is no JavaScript has no syntax tree', () => {
  const { root } = projectOfFiles({ 'a.js': 'export const = 1' })
  expect(sourceAt(join(root, 'a.js'))?.parsed({ sourceType: 'module' })).toBeUndefined()
})
