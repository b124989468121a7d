import type { RuleModule } from '@typescript-eslint/utils/ts-eslint'
import { describe } from 'vitest'

import type { CertaintyOptions } from '../src/rules/create-rule.js'
import {
  ruleTester,
  type Environment,
  type EnvironmentSet,
  type ReportedCase,
  type SilentCase,
} from './rule-tester.js'

type Options = [CertaintyOptions]
type Silent = Omit<SilentCase<Options>, 'options'>
type Reported<MessageIds extends string> = Omit<ReportedCase<MessageIds, Options>, 'options'>

/** The cases of one topic, by what the rule is to say of them. */
export interface CertaintyCases<MessageIds extends string> {
  /** Silent, even where likely findings are asked for. */
  readonly silent?: readonly Silent[]
  /** Silent by default; what `likely` makes of it is left open. */
  readonly silentByDefault?: readonly Silent[]
  /** Reported with the default options. */
  readonly known?: readonly Reported<MessageIds>[]
  /** Silent by default, reported where likely findings are asked for. */
  readonly likely?: readonly Reported<MessageIds>[]
}

/** Declares tests of a rule whose findings are known or likely; see {@link ruleTester} for the cases. */
export function certaintyTester<MessageIds extends string>(
  ruleName: string,
  rule: RuleModule<MessageIds, Options>,
) {
  return (
    topic: string,
    environments: readonly (Environment | EnvironmentSet)[],
    { silent = [], silentByDefault = [], known = [], likely = [] }: CertaintyCases<NoInfer<MessageIds>>,
  ): void => {
    describe(topic, () => {
      ruleTester(...environments).run(ruleName, rule, {
        valid: [
          ...silent.map(withLikely),
          ...silentByDefault,
          ...likely.map(({ errors: _, ...rest }) => rest),
        ],
        invalid: [...known, ...likely.map(withLikely)],
      })
    })
  }
}

function withLikely<Case extends object>(each: Case): Case & { options: Options } {
  return { ...each, options: [{ likely: true }] }
}
