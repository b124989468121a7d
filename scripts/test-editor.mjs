/*
 * Drives a real ESLint language server over stdio, with the built plugin installed in a project as npm would: what it
 * reports, where, and with which link; the suggestion as a code action, and what is left when that is applied; typing
 * through text that does not parse; how long an edit takes with the plugin and without; and whether edits leave anything in
 * memory. The last lines state the figures; --quick leaves out what is measured. Installs into a temporary folder, with packages
 * of the registry.
 */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'

import { median } from './bench/median.mjs'
import { LanguageServer } from './editor/language-server.mjs'
import { OpenDocument } from './editor/open-document.mjs'
import { typedModule } from './editor/typed-module.mjs'
import { install as installPackages, packPlugin } from './npm/install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const isQuick = process.argv.includes('--quick')
const MAX_RATIO = 1.4
const EDITS_TIMED = 25
const EDITS_BEFORE = 6
const EDITS_FOR_HEAP = 500
const MAX_GROWTH_MB = 1

const LEAKY = `export class Clock {
  private timer: NodeJS.Timeout | undefined

  start(tick: () => void): void {
    this.timer = setInterval(tick, 1000)
  }

  stop(): void {
    console.log('stopped', this.timer)
  }
}
`

/** Projects by what they lint with: the plugin beside the typed rules that many use, those rules alone, and nothing but types. */
const PROJECTS = {
  with: ['tseslint.configs.recommendedTypeChecked', 'leaks.configs.recommended'],
  without: ['tseslint.configs.recommendedTypeChecked'],
  alone: ['tseslint.configs.base', 'leaks.configs.recommended'],
  bare: ['tseslint.configs.base'],
}

const config = (presets) => `import { defineConfig } from 'eslint/config'
import leaks from 'eslint-plugin-leaks'
import tseslint from 'typescript-eslint'

export default defineConfig({
  files: ['**/*.ts'],
  plugins: { leaks },
  extends: [${presets.join(', ')}],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
})
`

/** Answers the size of the heap after a collection, when it is asked by a signal. */
const PROBE = String.raw`const { writeFileSync } = require('node:fs')
process.on('SIGUSR2', () => {
  for (let i = 0; i < 4; i += 1) global.gc()
  writeFileSync(__dirname + '/heap-' + process.pid + '.txt', process.memoryUsage().heapUsed + '\n')
})
`

const folder = mkdtempSync(path.join(tmpdir(), 'leaks-editor-'))
try {
  install()
  const shown = await checkReport()
  const broken = await checkBrokenStates()
  const timed = isQuick ? undefined : await timeEdits()
  const heap = isQuick ? undefined : await measureHeap()
  for (const line of [shown, broken, timed?.text, heap?.text]) if (line) console.log(line)
  assert(!timed || timed.ratio <= MAX_RATIO, 'an edit takes too long with the plugin')
  assert(!heap || heap.growth <= MAX_GROWTH_MB, 'edits leave something in memory')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function install() {
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  write('package.json', '{ "private": true, "type": "module" }')
  write('probe.cjs', PROBE)
  const options = { module: 'NodeNext', target: 'ES2023', strict: true, noEmit: true, types: ['node'] }
  for (const [name, presets] of Object.entries(PROJECTS)) {
    write(`${name}/eslint.config.js`, config(presets))
    write(`${name}/tsconfig.json`, JSON.stringify({ compilerOptions: options, include: ['*.ts'] }))
    write(`${name}/leaky.ts`, LEAKY)
    write(`${name}/large.ts`, typedModule(500))
  }
  const packages = ['eslint', 'typescript', 'typescript-eslint', '@types/node'].map(
    (name) => `${name}@${devDependencies[name] ?? dependencies[name]}`,
  )
  installPackages(folder, [packPlugin(folder), 'vscode-langservers-extracted@4.10.0', ...packages])
}

/** Runs something with a server for each of some projects, and ends the servers. */
async function withServers(names, use) {
  const bin = path.join(folder, 'node_modules/vscode-langservers-extracted/bin/vscode-eslint-language-server')
  const args = ['--expose-gc', '--require', path.join(folder, 'probe.cjs'), bin]
  const projects = names.map((name) => {
    const server = new LanguageServer(path.join(folder, name), args)
    const open = (file) => {
      const place = path.join(folder, name, file)
      return new OpenDocument(server, pathToFileURL(place).href, readFileSync(place, 'utf8'))
    }
    return { name, server, open }
  })
  try {
    for (const { server } of projects) await server.start()
    return await use(projects)
  } finally {
    for (const { server } of projects) await server.stop()
  }
}

function checkReport() {
  return withServers(['with'], async ([{ server, open }]) => {
    const document = open('leaky.ts')
    const [report, ...others] = await document.diagnostics()
    assert.equal(others.length, 0)
    assert.equal(report.code, 'leaks/require-timer-cleanup')
    const start = { line: 4, character: 17 }
    assert.deepEqual(report.range, { start, end: { line: 4, character: 40 } })
    assert.match(report.codeDescription.href, /\/rules-docs\/require-timer-cleanup\.md$/)
    const textDocument = { uri: document.uri }
    const context = { diagnostics: [report] }
    const actions = await server.request('textDocument/codeAction', {
      textDocument,
      range: report.range,
      context,
    })
    const action = actions.find(({ command }) => command?.command === 'eslint.applySuggestion')
    assert.match(action.title, /clearInterval\(this\.timer\)/)
    await server.request('workspace/executeCommand', action.command)
    const [edit] = server.edits
    document.apply(edit.documentChanges?.[0].edits ?? edit.changes[document.uri])
    assert.match(document.text, /stop\(\): void \{\n {4}clearInterval\(this\.timer\)\n/)
    assert.deepEqual(await document.diagnostics(), [])
    return `report, link and suggestion: right; after the suggestion: silent`
  })
}

/** Types the leaky class anew, a character at a time, as far as a line; and takes a large file apart from its end. */
function checkBrokenStates() {
  return withServers(['with'], async ([{ open }]) => {
    const small = open('leaky.ts')
    small.replace(0, small.text.length, '')
    let states = 0
    let reports = 0
    for (const character of LEAKY) {
      small.replace(small.text.length, small.text.length, character)
      const found = await small.diagnostics()
      assertNoCrash(found)
      reports = found.length
      states += 1
    }
    assert.equal(reports, 1)
    const large = open('large.ts')
    for (let i = 0; i < 30; i += 1) {
      const cut = Math.floor(large.text.length * 0.97)
      large.replace(cut, large.text.length, '')
      assertNoCrash(await large.diagnostics())
      states += 1
    }
    return `typing through ${states} states, most of them broken: no crash`
  })
}

/** A rule that throws is told of by a report of ESLint itself, or ends the request; what does not parse has one without a rule. */
function assertNoCrash(found) {
  for (const { code, message, source } of found) {
    assert(
      code?.startsWith?.('leaks/') ||
        code?.startsWith?.('@typescript-eslint/') ||
        /Parsing error/.test(message),
      `${source}: ${message}`,
    )
  }
}

/** The same edits in turn, with the plugin and without, so that what else the machine does meets both. */
async function timeEdits() {
  const times = Object.fromEntries(Object.keys(PROJECTS).map((name) => [name, []]))
  await withServers(Object.keys(PROJECTS), async (projects) => {
    const documents = projects.map(({ name, open }) => ({ name, document: open('large.ts') }))
    for (let i = 0; i < EDITS_TIMED + EDITS_BEFORE; i += 1) {
      for (const { name, document } of documents) {
        const start = performance.now()
        edit(document, i)
        await document.diagnostics()
        // The first ones are compiled while they run.
        if (i >= EDITS_BEFORE) times[name].push(performance.now() - start)
      }
    }
  })
  const ms = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]))
  const ratio = ms.with / ms.without
  const lines = typedModule(500).split('\n').length - 1
  const figures = `${ms.with.toFixed(0)} ms with the plugin, ${ms.without.toFixed(0)} ms without, ${ratio.toFixed(2)} times`
  const bare = `no other rules: ${ms.alone.toFixed(0)} and ${ms.bare.toFixed(0)} ms`
  return {
    ratio,
    text: `an edit of ${lines} typed lines: ${figures} (median of ${EDITS_TIMED}; limit ${MAX_RATIO}; ${bare})`,
  }
}

/** Types a character somewhere in the file, in an identifier or a number. */
function edit(document, i) {
  const places = [...document.text.matchAll(/total|values|1000|\bupdate\b/g)]
  const { index } = places[(i * 7) % places.length]
  document.replace(index + 2, index + 2, '0')
}

/** The compiler keeps something of each edit, with the plugin and without: what the plugin keeps is the difference. */
function measureHeap() {
  return withServers(['with', 'without'], async (projects) => {
    const documents = projects.map(({ open }) => open('leaky.ts'))
    const typeSome = async (count) => {
      for (let i = 0; i < count; i += 1) {
        for (const document of documents) {
          if (i % 2 === 0) document.replace(document.text.length, document.text.length, `// ${i}\n`)
          else document.replace(0, document.text.length, LEAKY)
          await document.diagnostics()
        }
      }
    }
    const sizes = () => Promise.all(projects.map(({ server }) => heapOf(server)))
    await typeSome(200)
    const before = await sizes()
    await typeSome(EDITS_FOR_HEAP)
    const after = await sizes()
    const [own, other] = after.map((size, i) => size - before[i])
    const growth = own - other
    return {
      growth,
      text: `${EDITS_FOR_HEAP} edits: the heap of the server grows by ${own.toFixed(1)} MB with the plugin, by ${other.toFixed(1)} MB without (limit of the difference ${MAX_GROWTH_MB} MB)`,
    }
  })
}

async function heapOf({ pid }) {
  const file = path.join(folder, `heap-${pid}.txt`)
  rmSync(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (;;) {
    await wait(50)
    const text = readIfThere(file)
    if (text.endsWith('\n')) return Number(text) / 2 ** 20
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
