import type ts from 'typescript'

import type { Retention } from '../retention/retention.js'
import { askingRule } from './asking-rule.js'
import { lintSource, type LintSettings } from './lint-source.js'

/** Who keeps what in one file? Empty where nobody asks for it, and where the question itself fails. */
export function retentionsOf(
  source: string,
  filePath: string,
  program: ts.Program | undefined,
  settings: LintSettings,
): readonly Retention[] {
  if (!settings.retentions) return []
  let found: readonly Retention[] = []
  const ask = askingRule(settings.retentions, (answer) => {
    found = answer
  })
  const plugin = { rules: { retentions: ask } }
  lintSource(source, filePath, program, { ...settings, plugin, rules: { 'leaks/retentions': 'error' } })
  return found
}
