import { join } from 'node:path'

import { expect, test } from 'vitest'

import { resolveImport } from '../../src/project/resolve-import.js'
import { projectOfFiles } from './project-of-files.js'

const FILES = {
  'src/pool.ts': '',
  'src/view.tsx': '',
  'src/plain.js': '',
  'src/both.js': '',
  'src/both.ts': '',
  'src/store/index.ts': '',
  'src/v1.2.ts': '',
  'src/types.d.ts': '',
  'src/view.vue': '',
  'src/style.css': '',
  'src/module.mts': '',
  'node_modules/installed/index.js': '',
}

test.each([
  ['./pool', 'src/pool.ts'],
  ['./pool.js', 'src/pool.ts'],
  ['./pool.ts', 'src/pool.ts'],
  ['./view', 'src/view.tsx'],
  ['./view.jsx', 'src/view.tsx'],
  ['./plain', 'src/plain.js'],
  ['./both', 'src/both.ts'],
  ['./both.js', 'src/both.ts'],
  ['./store', 'src/store/index.ts'],
  ['./v1.2', 'src/v1.2.ts'],
  ['./module.mjs', 'src/module.mts'],
  ['../src/pool', 'src/pool.ts'],
  ['./missing', undefined],
  ['./types', undefined],
  // An index in what is no folder: the system refuses to answer, rather than that there is none.
  ['./view.vue', undefined],
  ['./style.css', undefined],
  ['./pool.ts/deep', undefined],
  ['./store/nothing', undefined],
  ['installed', undefined],
  ['../node_modules/installed', undefined],
  ['node:fs', undefined],
  ['', undefined],
])('an import of %o is the file %o', (specifier, expected) => {
  const { root } = projectOfFiles(FILES)
  const found = resolveImport(specifier, join(root, 'src/file.ts'))
  expect(found).toBe(expected === undefined ? undefined : join(root, expected))
})

test.each<[string, string, string, Record<string, string>?]>([
  ['tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }', '@/pool'],
  ['jsconfig.json', '{ "compilerOptions": { "baseUrl": "./src" } }', 'pool'],
  [
    'tsconfig.json',
    '{ /* as in the base */ "extends": "./base.json", }',
    '~pool',
    { 'base.json': '{ "compilerOptions": { "paths": { "~*": ["./src/*"] } } }' },
  ],
])('%s with %s says where %o is', (name, text, specifier, others = {}) => {
  const { root } = projectOfFiles({ ...FILES, ...others, [name]: text })
  expect(resolveImport(specifier, join(root, 'src/deep/file.ts'))).toBe(join(root, 'src/pool.ts'))
})

test('a configuration that cannot be read says nothing', () => {
  const { root } = projectOfFiles({ ...FILES, 'tsconfig.json': '{ "compilerOptions": ' })
  expect(resolveImport('@/pool', join(root, 'src/file.ts'))).toBeUndefined()
})

test.each([
  ['package.json', '{ "workspaces": ["packages/*"] }'],
  ['package.json', '{ "workspaces": { "packages": ["packages/**"] } }'],
  ['pnpm-workspace.yaml', "packages:\n  - 'packages/*'\n  - '!packages/old'\n"],
  ['lerna.json', '{ "packages": ["packages/*"] }'],
])('%s with %s names the packages of the workspace', (name, text) => {
  const { root } = projectOfFiles({
    [name]: text,
    'packages/app/package.json': '{ "name": "app" }',
    'packages/pool/package.json': '{ "name": "@own/pool", "main": "dist/index.js" }',
    'packages/pool/src/index.ts': '',
    'packages/pool/src/deep/part.ts': '',
    'packages/source/package.json': '{ "name": "source", "source": "lib/main.ts" }',
    'packages/source/lib/main.ts': '',
    'packages/broken/package.json': '{ "name": ',
  })
  const from = join(root, 'packages/app/src/file.ts')
  expect(resolveImport('@own/pool', from)).toBe(join(root, 'packages/pool/src/index.ts'))
  expect(resolveImport('@own/pool/deep/part', from)).toBe(join(root, 'packages/pool/src/deep/part.ts'))
  expect(resolveImport('source', from)).toBe(join(root, 'packages/source/lib/main.ts'))
  expect(resolveImport('broken', from)).toBeUndefined()
  expect(resolveImport('react', from)).toBeUndefined()
})
