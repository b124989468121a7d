/*
 * Lints the largest file of each of ten well-known packages with every rule: `npm run test:bundles`. What a bundler has put
 * into one file, or a minifier into one line, is what no rule expects: none may throw, and the time has to grow with the size.
 * Installs into a temporary folder. The last lines state the figures; a bundle over the limit is an error.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { median } from './bench/median.mjs'
import { install } from './npm/install.mjs'

const PACKAGES = [
  '@angular/compiler@22.2.6',
  '@babel/standalone@8.0.6',
  'echarts@6.1.0',
  'hls.js@1.7.4',
  'mermaid@12.3.0',
  'pdfjs-dist@6.5.438',
  'react-dom@19.3.1',
  'three@0.187.0',
  'video.js@8.24.1',
  'vue@3.5.45',
]
/** How many times as long as its parsing the rules may take for one bundle. */
const LIMIT = 10
const TIMEOUT = 300_000

const script = fileURLToPath(new URL('bundles/lint-bundle.mjs', import.meta.url))
const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'leaks-bundles-')))
try {
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }')
  install(folder, ['--legacy-peer-deps', ...PACKAGES])
  const results = []
  for (const bundle of PACKAGES.map(largestOf).sort((a, b) => a.bytes - b.bytes)) {
    results.push({ ...bundle, ...lint(bundle.file) })
    console.log(lineOf(results.at(-1)))
  }
  const linted = results.filter(({ error }) => !error)
  const ratios = linted.map(({ rules, parse }) => rules / parse)
  const megabytes = results.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6
  if (linted.length > 0)
    console.log(
      `${linted.length} of ${results.length} bundles, ${megabytes.toFixed(1)} MB: no exception; rules take ${median(ratios).toFixed(2)} times the time of parsing (median), ${Math.max(...ratios).toFixed(2)} at most (limit ${LIMIT})`,
    )
  if (linted.length < results.length || Math.max(...ratios) > LIMIT) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Answers the largest JavaScript file of an installed package. */
function largestOf(versioned) {
  const name = versioned.slice(0, versioned.lastIndexOf('@'))
  const home = path.join(folder, 'node_modules', name)
  const [largest] = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: versioned, file, bytes: statSync(file).size }))
    .sort((a, b) => b.bytes - a.bytes)
  return largest
}

function lint(file) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [script, file], {
    encoding: 'utf8',
    timeout: TIMEOUT,
  })
  if (status === 0) return JSON.parse(stdout)
  return { error: error?.message ?? stderr.trim() }
}

function lineOf({ name, file, bytes, parse, rules, slowest, reports, error }) {
  const megabytes = bytes / 1e6
  const place = `${name}, ${path.basename(file)}, ${megabytes.toFixed(2)} MB`
  if (error) return `${place}: ${error}`
  const perMegabyte = `${(parse / megabytes).toFixed(0)} and ${(rules / megabytes).toFixed(0)} ms per MB`
  const [rule, ms] = slowest
  return `${place}: parse ${parse.toFixed(0)} ms, rules ${rules.toFixed(0)} ms (${perMegabyte}), ${(rules / parse).toFixed(2)} times; ${reports} reports; most in ${rule}, ${ms.toFixed(0)} ms`
}
