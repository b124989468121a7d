import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { typedModule } from '../editor/typed-module.mjs'

/** Sources, not bundles, of packages that this project installs: a network client, and what a framework runs in the browser. */
const PACKAGES = ['undici/lib', 'svelte/src/internal/client']
const OWN = 'own'
const GENERATED_FILES = 4
const GENERATED_LINES = 500

/** Of its own sources the compiler reads all, and every so many are linted. */
const EVERY = 4

/**
 * Copies what is linted into a folder, and answers the projects that are linted without types, each a package, and the one with:
 * generated modules and some of this project's own sources. Throws where a package is not installed.
 */
export function makeCorpus(root, folder) {
  const modules = path.join(root, 'node_modules')
  const untyped = PACKAGES.map((name) => {
    const [packageName] = name.split('/')
    const project = path.join(folder, packageName)
    if (!existsSync(path.join(modules, name))) throw new Error(`${name} is not installed: run npm ci`)
    cpSync(path.join(modules, name), path.join(project, 'src'), { recursive: true, dereference: true })
    cpSync(path.join(modules, packageName, 'package.json'), path.join(project, 'package.json'))
    return project
  })
  const typed = path.join(folder, OWN)
  // The project service knows what tsconfig.json has: no script of a page.
  cpSync(path.join(root, 'src'), path.join(typed, 'src'), {
    recursive: true,
    filter: (from) => !/\.(?:js|css)$/.test(from),
  })
  mkdirSync(path.join(typed, 'src/generated'))
  for (let i = 0; i < GENERATED_FILES; i += 1)
    writeFileSync(path.join(typed, `src/generated/module-${i}.ts`), typedModule(GENERATED_LINES))
  for (const name of ['package.json', 'tsconfig.json']) cpSync(path.join(root, name), path.join(typed, name))
  symlinkSync(modules, path.join(typed, 'node_modules'))
  return { untyped, typed: [typed] }
}

/** Answers the source files of a project that are linted, sorted. */
export function filesOf(project) {
  const isLinted = (file, i) =>
    path.basename(project) !== OWN || file.includes('generated') || i % EVERY === 0
  return readdirSync(path.join(project, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.(?:[cm]?js|ts)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .filter(isLinted)
}
