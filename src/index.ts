import type { ESLint, Linter, Rule } from 'eslint'

import { factsFor, type FileFacts } from './cells/file-facts.js'
import { derivePresets, typescript, type Presets } from './configs.js'
import type { Retention } from './retention/retention.js'
import { retentions } from './retention/retentions.js'
import { rules } from './rules/index.js'
import { manifest } from './rules/rule-page.js'
import { explain } from './verdict/explain.js'
import { explainCollections } from './verdict/explain-collections.js'
import type { Explained } from './verdict/explained.js'
import type { ExplainedCollection } from './verdict/explained-collection.js'

/** Written out, since the inferred type would name packages that only ESLint itself depends on. */
interface LeaksPlugin {
  meta: { name: string; version: string; namespace: string }
  rules: NonNullable<ESLint.Plugin['rules']>
  configs: Presets & { typescript: Linter.Config }
  /**
   * What `--explain` prints of a file: for the command, which runs the plugin that ESLint loads. It may change at any time.
   *
   * @internal
   */
  explain: (context: Rule.RuleContext) => readonly Explained[]
  /**
   * What `--explain` prints of the collections of a file. It may change at any time.
   *
   * @internal
   */
  explainCollections: (context: Rule.RuleContext) => readonly ExplainedCollection[]
  /**
   * What the page of `--format html` draws of a file. It may change at any time.
   *
   * @internal
   */
  retentions: (context: Rule.RuleContext) => readonly Retention[]
}

/*
 * A typescript-eslint rule module is not assignable to ESLint 10's rule definition: its context type still
 * lists methods that ESLint 10 removed. No rule here uses one of them.
 */
const pluginRules = rules as unknown as NonNullable<ESLint.Plugin['rules']>

const plugin: LeaksPlugin = {
  meta: { name: manifest.name, version: manifest.version, namespace: 'leaks' },
  rules: pluginRules,
  configs: {} as LeaksPlugin['configs'],
  explain: (context) => explain(allFacts(context)),
  explainCollections: (context) => explainCollections(allFacts(context)),
  retentions: (context) => retentions(allFacts(context)),
}

plugin.configs = { ...derivePresets(plugin), typescript }

function allFacts(context: Rule.RuleContext): FileFacts {
  return factsFor(context as unknown as Parameters<typeof factsFor>[0], 'all')
}

export default plugin
