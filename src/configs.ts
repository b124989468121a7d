import type { ESLint, Linter } from 'eslint'

import type { LeakRuleDocs } from './rules/create-rule.js'
import { typescriptParser } from './typescript-parser.js'

export type PresetName = 'recommended' | 'strict' | 'all'
export type Presets = Record<PresetName, Linter.Config>

/**
 * What ESLint neither looks for nor parses by itself: TypeScript, and JSX in files of that name. It has no rules and goes
 * before those of a preset. A configuration that has a parser for these files does without it, or comes after it.
 */
export const typescript: Linter.Config = {
  name: 'leaks/typescript',
  files: ['**/*.ts', '**/*.cts', '**/*.mts', '**/*.tsx', '**/*.jsx'],
  languageOptions: { parser: typescriptParser, parserOptions: { ecmaFeatures: { jsx: true } } },
}

/**
 * Derives the presets from the plugin's rules, so that a rule and its preset cannot disagree.
 *
 * - `recommended`: the rules that call themselves so, with default options
 * - `strict`: every rule that speaks of leaks, which is a `problem` in ESLint's words, asked for likely findings as well
 * - `all`: also those that speak of form, which only make a `suggestion`
 */
export function derivePresets(plugin: ESLint.Plugin): Presets {
  const recommended: Linter.RulesRecord = {}
  const strict: Linter.RulesRecord = {}
  const all: Linter.RulesRecord = {}
  for (const [name, rule] of Object.entries(plugin.rules ?? {})) {
    const { meta } = rule
    const docs = meta?.docs as LeakRuleDocs | undefined
    const id = `leaks/${name}`
    const entry: Linter.RuleEntry = acceptsLikely(meta?.schema) ? ['error', { likely: true }] : 'error'
    if (docs?.recommended === true) recommended[id] = 'error'
    if (meta?.type !== 'suggestion') strict[id] = entry
    all[id] = entry
  }
  const plugins = { leaks: plugin }
  return {
    recommended: { name: 'leaks/recommended', plugins, rules: recommended },
    strict: { name: 'leaks/strict', plugins, rules: strict },
    all: { name: 'leaks/all', plugins, rules: all },
  }
}

function acceptsLikely(schema: unknown): boolean {
  const first: unknown = Array.isArray(schema) ? schema[0] : undefined
  if (typeof first !== 'object' || first === null || !('properties' in first)) return false
  const { properties } = first
  return typeof properties === 'object' && properties !== null && 'likely' in properties
}
