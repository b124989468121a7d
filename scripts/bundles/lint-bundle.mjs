/*
 * Lints one file with every rule, in a process of its own, and prints what that took: the ms of parsing and of rules as ESLint
 * counts them, and how much was reported. Fails where the file cannot be parsed or a rule throws. Run by scripts/test-bundles.mjs.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'

import { ESLint } from 'eslint'
import globals from 'globals'

import plugin from '../../dist/index.js'

const [file] = process.argv.slice(2)
const code = readFileSync(file, 'utf8')
const result = (await lint('module')) ?? (await lint('script'))
if (!result) throw new Error('the bundle does not parse, as a module or as a script')
console.log(JSON.stringify(result))

/** Answers what it took, or undefined where the file is of another kind. */
async function lint(sourceType) {
  const eslint = new ESLint({
    cwd: path.dirname(file),
    overrideConfigFile: true,
    stats: true,
    overrideConfig: {
      ...plugin.configs.all,
      files: ['**'],
      languageOptions: { sourceType, globals: { ...globals.browser, ...globals.node } },
      linterOptions: { noInlineConfig: true },
    },
  })
  const [{ messages, stats }] = await eslint.lintText(code, { filePath: 'bundle.js' })
  if (messages.some(({ fatal }) => fatal)) return undefined
  const [{ parse, rules }] = stats.times.passes
  const byRule = Object.entries(rules).map(([rule, { total }]) => [rule, total])
  const sum = byRule.reduce((total, [, ms]) => total + ms, 0)
  const [slowest] = byRule.toSorted(([, a], [, b]) => b - a)
  return { parse: parse.total, rules: sum, slowest, reports: messages.length }
}
