import type { Rule } from 'eslint'

import type { Retention } from '../retention/retention.js'
import type { Explained } from '../verdict/explained.js'
import type { AuditPlugin } from './select-rules.js'

/** Answers what is known of all that a file begins, given what a rule gets of it. */
export type Explain = (context: Rule.RuleContext) => readonly Explained[]

/** Answers who keeps what, for all that may be reported in a file. */
export type Retain = (context: Rule.RuleContext) => readonly Retention[]

/** What the command runs: a plugin that can explain what its rules say. */
export type Checker = AuditPlugin & { readonly explain: Explain; readonly retentions: Retain }
