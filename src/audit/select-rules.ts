import type { ESLint, Linter } from 'eslint'

import type { PresetName, Presets } from '../configs.js'
import { nearestWord } from '../syntax/edit-distance.js'
import { UsageError } from './usage-error.js'

/** The plugin whose rules the audit runs: the real one, or a small one in a test. */
export type AuditPlugin = ESLint.Plugin & { configs: Presets }

const PREFIX = 'leaks/'

/**
 * Which rules run, with which options? Those of the preset, or just the named ones: with the preset's
 * options where it has any, with their defaults where it leaves them out.
 * @throws {UsageError} if a named rule does not exist.
 */
export function selectRules(
  plugin: AuditPlugin,
  preset: PresetName,
  named: readonly string[],
): Linter.RulesRecord {
  const ofPreset = plugin.configs[preset].rules ?? {}
  if (named.length === 0) return toRecord(Object.entries(ofPreset))

  const known = Object.keys(plugin.rules ?? {}).sort()
  return toRecord(
    named.map((written) => {
      const name = written.startsWith(PREFIX) ? written.slice(PREFIX.length) : written
      if (!known.includes(name)) throw new UsageError(`There is no rule '${written}'${meant(name, known)}`)
      return [PREFIX + name, ofPreset[PREFIX + name] ?? 'error']
    }),
  )
}

function meant(name: string, known: readonly string[]): string {
  const nearest = nearestWord(name, known)
  return nearest === undefined ? `. The rules are: ${known.join(', ')}.` : `; did you mean '${nearest}'?`
}

function toRecord(entries: [string, Linter.RuleEntry | undefined][]): Linter.RulesRecord {
  const record: Linter.RulesRecord = {}
  for (const [id, entry] of entries) if (entry !== undefined) record[id] = entry
  return record
}
