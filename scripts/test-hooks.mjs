/*
 * Commits in temporary git repositories that have each of the hooks which the README shows: a commit that adds a leak is
 * refused, one that does not passes. Everything is installed into a temporary folder: packages of npm, and pre-commit from
 * PyPI, which --npm leaves out. The last lines state the figures.
 */
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { install as installPackages, packPlugin } from './npm/install.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
const readme = readFileSync(path.join(root, 'README.md'), 'utf8')

const TOOLS = ['husky@9.1.7', 'lint-staged@16.3.4', 'lefthook@2.2.2']
const PRE_COMMIT = 'pre-commit==4.6.2'

const CONFIG = `import leaks from 'eslint-plugin-leaks'

export default [leaks.configs.recommended]
`

const CLEAN = `export function greet(name) {
  return 'Hello ' + name
}
`
const LEAKY = `export class Clock {
  start(tick) {
    this.timer = setInterval(tick, 1000)
  }

  stop() {
    this.stopped = true
  }
}
`
const MENDED = LEAKY.replace('this.stopped = true', 'clearInterval(this.timer)')

const folder = mkdtempSync(path.join(tmpdir(), 'leaks-hooks-'))
try {
  install()
  const results = [husky(), lefthook()]
  if (!process.argv.includes('--npm')) results.push(preCommit())
  for (const result of results) console.log(result)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function install() {
  write(folder, 'package.json', '{ "private": true }')
  installPackages(folder, [packPlugin(folder), `eslint@${devDependencies.eslint}`, ...TOOLS])
}

function husky() {
  const repository = makeRepository('husky', {
    'package.json': shown('package.json'),
    '.husky/pre-commit': shown('.husky/pre-commit'),
  })
  run('npx', ['--no-install', 'husky'], repository)
  return `husky and lint-staged: ${tryCommits(repository)}`
}

function lefthook() {
  const repository = makeRepository('lefthook', {
    'package.json': '{ "private": true, "type": "module" }',
    'lefthook.yml': shown('lefthook.yml'),
  })
  run('npx', ['--no-install', 'lefthook', 'install'], repository)
  return `lefthook: ${tryCommits(repository)}`
}

function preCommit() {
  const python = path.join(folder, 'python')
  run('python3', ['-m', 'venv', python], folder)
  run(path.join(python, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', PRE_COMMIT], folder)
  // What the address of this repository is to others.
  const hooks = path.join(folder, 'hooks')
  mkdirSync(hooks)
  cpSync(path.join(root, '.pre-commit-hooks.yaml'), path.join(hooks, '.pre-commit-hooks.yaml'))
  initialize(hooks)
  git(hooks, 'add', '.')
  git(hooks, 'commit', '--quiet', '-m', 'Hooks')
  git(hooks, 'tag', `v${version}`)
  const repository = makeRepository('pre-commit', {
    'package.json': '{ "private": true, "type": "module" }',
    '.pre-commit-config.yaml': shown('.pre-commit-config.yaml').replace(/repo: .*/, `repo: ${hooks}`),
  })
  run(path.join(python, 'bin/pre-commit'), ['install'], repository)
  return `pre-commit: ${tryCommits(repository)}`
}

/** Answers the file of a name as the README shows it: the block of code that begins with its name in a comment. */
function shown(name) {
  const start = readme.indexOf(`<!-- hook: ${name} -->`)
  const block = /```\w*\n([\s\S]*?)```/.exec(readme.slice(start))
  assert(start >= 0 && block, `the README shows no ${name}`)
  return block[1]
}

function makeRepository(name, files) {
  const repository = path.join(folder, `repository-${name}`)
  mkdirSync(repository)
  symlinkSync(path.join(folder, 'node_modules'), path.join(repository, 'node_modules'))
  for (const [file, text] of Object.entries({
    ...files,
    'eslint.config.mjs': CONFIG,
    '.gitignore': 'node_modules\n',
  }))
    write(repository, file, text)
  initialize(repository)
  return repository
}

function initialize(repository) {
  git(repository, 'init', '--quiet', '--initial-branch=main')
  git(repository, 'config', 'user.name', 'Somebody')
  git(repository, 'config', 'user.email', 'somebody@example.com')
}

/** Answers what was tried, in words; throws where a commit goes otherwise than it should. */
function tryCommits(repository) {
  const commits = []
  const tryCommit = (files) => {
    for (const [file, text] of Object.entries(files)) write(repository, file, text)
    git(repository, 'add', '.')
    const start = performance.now()
    const { status, stdout, stderr } = spawnSync('git', ['commit', '-m', 'Work'], {
      cwd: repository,
      encoding: 'utf8',
      env: { ...process.env, COLUMNS: '80' },
    })
    commits.push(performance.now() - start)
    return { isRefused: status !== 0, output: stdout + stderr }
  }
  const clean = tryCommit({ 'greet.js': CLEAN })
  assert(!clean.isRefused, clean.output)
  const first = git(repository, 'rev-parse', 'HEAD')
  const leaky = tryCommit({ 'clock.js': LEAKY })
  assert(leaky.isRefused, leaky.output)
  assert.match(leaky.output, /clock\.js/)
  assert.match(leaky.output, /leaks\/require-timer-cleanup/)
  assert.equal(git(repository, 'rev-parse', 'HEAD'), first)
  const mended = tryCommit({ 'clock.js': MENDED })
  assert(!mended.isRefused, mended.output)
  assert.notEqual(git(repository, 'rev-parse', 'HEAD'), first)
  const seconds = Math.max(...commits) / 1000
  return `a leak refused, what has none committed (2 of 2; the slowest commit took ${seconds.toFixed(1)} s)`
}

function git(repository, ...args) {
  return run('git', args, repository)
}

/** Answers what a command prints; throws with its errors where it fails. */
function run(command, args, cwd) {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

function write(place, name, text) {
  const file = path.join(place, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text, { mode: name.startsWith('.husky/') ? 0o755 : 0o644 })
}
