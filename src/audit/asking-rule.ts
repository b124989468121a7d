import type { Rule } from 'eslint'

/**
 * A rule that reports nothing and passes on what is known of a file: so the file is parsed, and gets its types, as in an
 * audit.
 */
export function askingRule<Answer>(
  ask: (context: Rule.RuleContext) => Answer,
  take: (answer: Answer) => void,
): Rule.RuleModule {
  return {
    create: (context) => ({
      'Program:exit'() {
        take(ask(context))
      },
    }),
  }
}
