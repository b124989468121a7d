import type { RuleCreateAndOptions } from '@typescript-eslint/utils/eslint-utils'
import type { RuleContext, RuleMetaData, RuleModule } from '@typescript-eslint/utils/ts-eslint'

import { factsFor } from '../cells/file-facts.js'
import { pageUrl } from './rule-page.js'

/** What a rule says of itself beyond ESLint's own fields. The presets are derived from it, and from `meta.type`. */
export interface LeakRuleDocs {
  description: string
  /** In `recommended`: nine of ten of its reports are real with the default options. */
  recommended: boolean
}

/**
 * The one option every rule shares. `recommended` reports what the analysis knows; with `likely` a rule
 * also reports what it cannot prove but what was a real leak often enough.
 */
export interface CertaintyOptions {
  likely?: boolean
}

/** JSON schema of {@link CertaintyOptions}, to be spread into a rule's own. */
export const certaintySchema = {
  likely: {
    type: 'boolean',
    description: 'Also report what the analysis holds likely but cannot prove.',
  },
} as const

/**
 * Messages about the settings. ESLint lets nobody but a rule speak, and each under its own name: so whichever comes first
 * says once for a file that this is no finding of its own.
 */
const settingsMessages = {
  invalidSettings:
    'Configuration, no finding of this rule: {{problem}} Until it is right it counts as left out.',
  typesRequired:
    "Configuration, no finding of this rule: this file is linted without type information, though `settings.leaks.types` is 'required': without it the rules of this plugin know less. Set `parserOptions.projectService`, or set `types` to 'auto'.",
}

type SettingsMessageId = keyof typeof settingsMessages

type LeakRuleMeta<Options extends readonly unknown[], MessageId extends string> = RuleMetaData<
  MessageId,
  LeakRuleDocs,
  Options
> & { docs: LeakRuleDocs }

interface LeakRule<Options extends readonly unknown[], MessageId extends string> extends RuleCreateAndOptions<
  Options,
  MessageId
> {
  name: string
  meta: LeakRuleMeta<Options, MessageId>
}

/** Creates a rule that, beside its own findings, says when the settings of this plugin are wrong. */
export function createRule<Options extends readonly unknown[], MessageId extends string>(
  rule: LeakRule<Options, MessageId>,
): RuleModule<MessageId | SettingsMessageId, Options, LeakRuleDocs> & { name: string } {
  const { name, meta } = rule
  const { defaultOptions } = meta
  // What the RuleCreator of typescript-eslint does, whose package takes a fifth of the time to load this one.
  return {
    name,
    meta: {
      ...meta,
      docs: { ...meta.docs, url: pageUrl(name) },
      messages: { ...meta.messages, ...settingsMessages },
    },
    // In place of one that clones the defaults for each rule and file; no default has to be merged into options.
    create(context) {
      const options = context.options.length > 0 ? context.options : (defaultOptions ?? context.options)
      reportSettings(context, asksForLikely(options) ? 'all' : 'known')
      return rule.create(context, options)
    },
  }
}

function asksForLikely([first]: readonly unknown[]): boolean {
  return (first as CertaintyOptions | undefined)?.likely === true
}

const reported = new WeakSet()

function reportSettings(
  context: RuleContext<SettingsMessageId, readonly unknown[]>,
  asks: 'all' | 'known',
): void {
  const { ast } = context.sourceCode
  const facts = factsFor(context, asks)
  const { settings, settingsProblems: problems } = facts
  const isUntyped = settings.types === 'required' && !facts.types
  if ((problems.length === 0 && !isUntyped) || reported.has(ast)) return
  reported.add(ast)
  const loc = { line: 1, column: 0 }
  for (const problem of problems) context.report({ loc, messageId: 'invalidSettings', data: { problem } })
  if (isUntyped) context.report({ loc, messageId: 'typesRequired' })
}
