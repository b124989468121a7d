import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import plugin from '../../src/index.js'
import { runInProcess } from './run-in-process.js'
import { temporaryProject } from './temporary-project.js'

const installed = fileURLToPath(new URL('../../node_modules/', import.meta.url))

/** A project in which the packages are installed. */
function projectWith(files: Record<string, string>, ...packages: string[]): string {
  const root = temporaryProject(files)
  for (const name of packages) {
    mkdirSync(path.join(root, 'node_modules'), { recursive: true })
    symlinkSync(path.join(installed, name), path.join(root, 'node_modules', name))
  }
  return root
}

const LEAK = "window.addEventListener('resize', () => draw())\n"

const components = {
  'a.vue': `<template><p>{{ n as number }}</p></template>\n<script setup lang="ts">\nconst n = <number>f()\n${LEAK}</script>\n`,
  'c.astro': `---\nprocess.on('SIGHUP', () => draw())\n---\n<p>text</p>\n`,
  'b.svelte': `<script>\n  import { onMount } from 'svelte'\n  onMount(() => { ${LEAK} })\n</script>\n<p>text</p>\n`,
}

describe('a component', () => {
  it('is audited where the parser of its framework is installed', async () => {
    const root = projectWith(components, 'vue-eslint-parser', 'svelte-eslint-parser', 'astro-eslint-parser')
    const { exitCode, stdout, stderr } = await runInProcess(root, [], { plugin })
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: '' })
    expect(stdout).toMatch(/^a\.vue:4:1 {2}leaks\/require-listener-removal\n/m)
    expect(stdout).toMatch(/^b\.svelte:3:19 {2}leaks\/require-listener-removal\n/m)
    expect(stdout).toMatch(/^c\.astro:2:1 {2}leaks\/require-listener-removal\n/m)
    expect(stdout).toContain('3 findings in 3 files (types: 0 of 3 files).\n')
  })

  it('is parsed by the parser that a plugin brings along', async () => {
    const root = temporaryProject({
      'a.astro': '---\nleak()\n---\n<p>text</p>\n',
      'node_modules/eslint-plugin-astro/index.js': '',
      'node_modules/eslint-plugin-astro/node_modules/astro-eslint-parser/index.js': `
        const { parse } = require(${JSON.stringify(path.join(installed, 'espree'))})
        exports.parse = (code, options) => parse(code.replace(/^---\\n([^]*?)---[^]*$/, '   \\n$1'), { ...options, range: true, loc: true, tokens: true, comment: true, ecmaVersion: 'latest', sourceType: 'module' })`,
    })
    const { stdout, stderr } = await runInProcess(root, [])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^a\.astro:2:1 {2}leaks\/leak\n/)
  })

  it('is counted where it is not, with what to install', async () => {
    const root = temporaryProject({ ...components, 'd.vue': '', 'e.js': '' })
    expect(await runInProcess(root, [])).toEqual({
      exitCode: 0,
      stderr: `warning: 2 .vue files skipped: vue-eslint-parser is not installed; install vue-eslint-parser to have them audited
warning: 1 .svelte file skipped: svelte-eslint-parser is not installed; install svelte-eslint-parser to have it audited
warning: 1 .astro file skipped: astro-eslint-parser is not installed; install astro-eslint-parser to have it audited
`,
      stdout: 'No findings in 1 file (types: 0 of 1 file), and 4 files skipped, see above.\n',
    })
    const { stdout } = await runInProcess(root, ['--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ summary: { files: 1, skippedFiles: 4 } })
  })

  it('that is named, or of which a project is made, is not passed over', async () => {
    const root = temporaryProject({ ...components, 'e.js': '' })
    expect(await runInProcess(root, ['a.vue', 'e.js'])).toMatchObject({
      exitCode: 2,
      stderr: 'error: a.vue: not audited: vue-eslint-parser is not installed; install vue-eslint-parser\n',
    })
    expect((await runInProcess(temporaryProject(components), [])).exitCode).toBe(2)
  })

  it('can be explained', async () => {
    const root = projectWith(components, 'vue-eslint-parser')
    const { stdout } = await runInProcess(root, ['--explain', 'a.vue:4'], { plugin })
    expect(stdout).toMatch(/^a\.vue:4:1 {2}/)
    expect(
      await runInProcess(temporaryProject(components), ['--explain', 'a.vue'], { plugin }),
    ).toMatchObject({
      exitCode: 2,
      stderr: 'error: a.vue: not audited: vue-eslint-parser is not installed; install vue-eslint-parser\n',
    })
  })

  it('whose parser cannot be loaded says why', async () => {
    const root = temporaryProject({
      'a.svelte': '',
      'b.js': '',
      'node_modules/svelte-eslint-parser/index.js': 'throw new Error("no svelte")',
    })
    expect((await runInProcess(root, [])).stderr).toBe(
      'warning: 1 .svelte file skipped: svelte-eslint-parser cannot be loaded: Error: no svelte; install svelte-eslint-parser to have it audited\n',
    )
  })
})
