/*
 * Measures what the built plugin costs: the time of its rules beside that of parsing and of other plugins' rules, with types
 * beside the commonest typed rule, how long it takes to load, and the memory. Every figure is a median of rounds in
 * which the candidates take turns, each in a process of its own. `npm run bench -- --rounds 5`; the last lines state the figures.
 * Installs the other plugins into a temporary folder.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

import { PEERS, PEER_NAMES, TYPED, UNTYPED } from './bench/candidates.mjs'
import { makeCorpus } from './bench/corpus.mjs'
import { importTimes } from './bench/import-times.mjs'
import { median } from './bench/median.mjs'
import { install } from './npm/install.mjs'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const rounds = Number(values.rounds)
const root = fileURLToPath(new URL('..', import.meta.url))
const plugin = path.join(root, 'dist/index.js')
const { devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

/** Imports, and is asked for the place of, what is installed beside it. */
const LOAD = `export const load = (name) => import(name)
export const resolve = (name) => import.meta.resolve(name)
`

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leaks-bench-')))
try {
  const peers = path.join(folder, 'peers')
  mkdirSync(peers)
  writeFileSync(path.join(peers, 'package.json'), '{ "private": true }')
  writeFileSync(path.join(peers, 'load.mjs'), LOAD)
  install(peers, ['--legacy-peer-deps', ...PEERS, `eslint@${devDependencies.eslint}`])
  const corpus = makeCorpus(root, folder)

  const untyped = measure(Object.keys(UNTYPED), { isTyped: false, projects: corpus.untyped, peers })
  const typed = measure(Object.keys(TYPED), { isTyped: true, projects: corpus.typed, peers })
  const { resolve } = await import(pathToFileURL(path.join(peers, 'load.mjs')).href)
  const addresses = PEER_NAMES.map((name) => [name, resolve(name)])
  const loads = importTimes({ plugin: pathToFileURL(plugin).href, ...Object.fromEntries(addresses) }, 7)

  for (const line of [
    `Node ${process.version}, ESLint ${devDependencies.eslint}, ${cpus().length} cores of ${cpus()[0]?.model.trim()}; ${rounds} rounds, medians`,
    ...linesOfUntyped(untyped),
    ...linesOfTyped(typed),
    `load: ${Object.entries(loads)
      .map(([name, times]) => `${name} ${median(times).toFixed(0)} ms`)
      .join(', ')}`,
    memoryLine(untyped),
  ])
    console.log(line)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Answers the medians of what each candidate took, by name. */
function measure(names, task) {
  const results = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (const candidate of names) {
      const script = fileURLToPath(new URL('bench/lint-twice.mjs', import.meta.url))
      const args = ['--expose-gc', script, JSON.stringify({ ...task, candidate, plugin })]
      const result = JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }))
      results[candidate].push(result)
      const { first, second } = result
      const shown = ({ parse, rules }) => `parse ${parse.toFixed(0)} ms, rules ${rules.toFixed(0)} ms`
      const types = task.isTyped ? 'typed' : 'untyped'
      console.log(`round ${round + 1}, ${types}, ${candidate}: ${shown(first)}; again: ${shown(second)}`)
    }
  }
  return Object.fromEntries(Object.entries(results).map(([name, all]) => [name, mediansOf(all)]))
}

function mediansOf(all) {
  const middle = (of) => median(all.map(of))
  const pass = (name) => ({
    parse: middle(({ [name]: { parse } }) => parse),
    rules: middle(({ [name]: { rules } }) => rules),
    share: middle(({ [name]: { parse, rules } }) => (100 * rules) / parse),
  })
  const [{ files, bytes }] = all
  const heap = middle((each) => each.heap)
  return {
    files,
    bytes,
    first: pass('first'),
    second: pass('second'),
    heap,
    peak: middle(({ peak }) => peak),
  }
}

function sizeOf({ files, bytes }) {
  return `${files} files, ${(bytes / 1e6).toFixed(1)} MB`
}

function linesOfUntyped({ nothing, recommended, ...others }) {
  const shown = ([name, { first, second }]) =>
    `${name} ${first.share.toFixed(0)} and ${second.share.toFixed(0)} %`
  const { first, second } = recommended
  return [
    `untyped, ${sizeOf(nothing)}: rules of recommended take ${first.share.toFixed(0)} % of the time of parsing at first (${first.rules.toFixed(0)} of ${first.parse.toFixed(0)} ms), ${second.share.toFixed(0)} % once compiled (${second.rules.toFixed(0)} of ${second.parse.toFixed(0)} ms)`,
    `others in the same rounds: ${Object.entries(others).map(shown).join(', ')}`,
  ]
}

function linesOfTyped({ recommended, 'no-floating-promises': peer }) {
  const times = (name) => (recommended[name].rules / peer[name].rules).toFixed(2)
  return [
    `typed, ${sizeOf(recommended)}: rules of recommended take ${recommended.first.rules.toFixed(0)} ms, no-floating-promises alone ${peer.first.rules.toFixed(0)} ms: ${times('first')} times at first, ${times('second')} times once compiled and its types known`,
  ]
}

/** What a candidate adds to the heap that is left after a collection, and to the most that the process had. */
function memoryLine({ nothing, ...others }) {
  const added = ([name, { heap, peak }]) =>
    `${name} ${(heap - nothing.heap).toFixed(0)} and ${(peak - nothing.peak).toFixed(0)} MB`
  return `memory added to the heap and to the peak, of ${nothing.heap.toFixed(0)} and ${nothing.peak.toFixed(0)} MB: ${Object.entries(others).map(added).join(', ')}`
}
