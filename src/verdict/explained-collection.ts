import type { GrowthProblem } from '../losses/growth/growth.js'
import type { ExplainedLink, Position } from './explained.js'
import type { Verdict } from './finding.js'

/** Code that adds to a collection, or takes out of it. */
export interface ExplainedAccess {
  readonly at: Position
  readonly code: string
}

/** A collection that outlives the calls which fill it, and all that is known of it: no nodes, only text and places. */
export interface ExplainedCollection {
  readonly site: Position
  readonly name: string
  /** `Map`, `object`. */
  readonly noun: string
  /** What keeps it: "this module", a class, a singleton. */
  readonly keeper: string
  readonly gains: readonly ExplainedAccess[]
  readonly loses: readonly ExplainedAccess[]
  /** Why nothing is asked of it; null where something is. */
  readonly spared: string | null
  /** How it comes to keep what it should not; null where it does not. */
  readonly problem: GrowthProblem | null
  /** The same as a sentence without a full stop. */
  readonly because: string | null
  /** Where a report of it stands; null where there is none. */
  readonly reportedAt: Position | null
  /** The five links of what it gains; empty where it is told by something else than their answers, or not asked. */
  readonly links: readonly ExplainedLink[]
  /** Null where it loses what it gains, and where nothing is asked of it. */
  readonly verdict: Verdict | null
}
