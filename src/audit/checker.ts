import type { Rule } from 'eslint'

import type { Retention } from '../retention/retention.js'
import type { Explained } from '../verdict/explained.js'
import type { ExplainedCollection } from '../verdict/explained-collection.js'
import type { AuditPlugin } from './select-rules.js'

/** Answers what is known of all that a file begins, and of the collections that it adds to, given what a rule gets of it. */
export interface Explaining {
  readonly explain: (context: Rule.RuleContext) => readonly Explained[]
  readonly explainCollections: (context: Rule.RuleContext) => readonly ExplainedCollection[]
}

/** Answers who keeps what, for all that may be reported in a file. */
export type Retain = (context: Rule.RuleContext) => readonly Retention[]

/** What the command runs: a plugin that can explain what its rules say. */
export type Checker = AuditPlugin & Explaining & { readonly retentions: Retain }
