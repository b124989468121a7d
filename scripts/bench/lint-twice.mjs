/*
 * Lints some projects with one candidate, in a process of its own, and prints what that took: the time of parsing and of
 * rules as ESLint counts it, and the memory. The first time all code is new to the engine that runs it, as for a command line;
 * the second time it is compiled, as in an editor or far into a large project. Run by scripts/bench.mjs.
 */
import { statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import * as parser from '@typescript-eslint/parser'
import { ESLint } from 'eslint'

import { TYPED, UNTYPED } from './candidates.mjs'
import { filesOf } from './corpus.mjs'

const { candidate, isTyped, projects, plugin, peers } = JSON.parse(process.argv[2])

const own = new Set(['@eslint/js', 'typescript-eslint'])

async function load(name) {
  if (name === 'eslint-plugin-leaks') return import(pathToFileURL(plugin).href)
  if (own.has(name)) return import(name)
  const installed = await import(pathToFileURL(path.join(peers, 'load.mjs')).href)
  return installed.load(name)
}

const config = await (isTyped ? TYPED : UNTYPED)[candidate](load)
const sizes = projects.flatMap(filesOf).map((file) => statSync(file).size)
const first = await pass()
const second = await pass()
globalThis.gc()
const heap = process.memoryUsage().heapUsed / 2 ** 20
const peak = process.resourceUsage().maxRSS / 2 ** 10
const bytes = sizes.reduce((sum, size) => sum + size, 0)
console.log(JSON.stringify({ files: sizes.length, bytes, first, second, heap, peak }))

/** Lints everything and answers the ms that parsing and rules took, all files together. */
async function pass() {
  const sums = { parse: 0, rules: 0, reports: 0 }
  for (const project of projects) {
    for (const { stats, messages } of await lint(project)) {
      sums.reports += messages.length
      for (const { parse, rules } of stats.times.passes) {
        sums.parse += parse.total
        for (const { total } of Object.values(rules ?? {})) sums.rules += total
      }
    }
  }
  return sums
}

function lint(project) {
  const parserOptions = isTyped ? { projectService: true, tsconfigRootDir: project } : {}
  const eslint = new ESLint({
    cwd: project,
    ignore: false,
    overrideConfigFile: true,
    stats: true,
    overrideConfig: [
      { files: ['**/*.{js,mjs,cjs,ts}'], linterOptions: { reportUnusedDisableDirectives: 'off' } },
      { files: ['**/*.ts'], languageOptions: { parser, parserOptions } },
      ...config,
    ],
  })
  return eslint.lintFiles(filesOf(project))
}
