import type { ESLint, Linter } from 'eslint'

import type { LeakRuleDocs } from './rules/create-rule.js'

export type PresetName = 'recommended' | 'strict' | 'all'
export type Presets = Record<PresetName, Linter.Config>

/**
 * Derives the presets from the plugin's rules, so that a rule and its preset cannot disagree.
 * `recommended` holds the rules that call themselves so, with default options; `strict` and `all` turn on
 * every rule and ask it for likely findings as well.
 */
export function derivePresets(plugin: ESLint.Plugin): Presets {
  const recommended: Linter.RulesRecord = {}
  const strict: Linter.RulesRecord = {}
  for (const [name, rule] of Object.entries(plugin.rules ?? {})) {
    const docs = rule.meta?.docs as LeakRuleDocs | undefined
    if (docs?.recommended === true) recommended[`leaks/${name}`] = 'error'
    strict[`leaks/${name}`] = acceptsLikely(rule.meta?.schema) ? ['error', { likely: true }] : 'error'
  }
  const plugins = { leaks: plugin }
  return {
    recommended: { name: 'leaks/recommended', plugins, rules: recommended },
    strict: { name: 'leaks/strict', plugins, rules: strict },
    all: { name: 'leaks/all', plugins, rules: { ...strict } },
  }
}

function acceptsLikely(schema: unknown): boolean {
  const first: unknown = Array.isArray(schema) ? schema[0] : undefined
  if (typeof first !== 'object' || first === null || !('properties' in first)) return false
  const { properties } = first
  return typeof properties === 'object' && properties !== null && 'likely' in properties
}
