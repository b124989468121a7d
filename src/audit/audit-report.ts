import type { Finding } from './identity/identity.js'

import type { Retention } from '../retention/retention.js'

/** One linted file. */
export interface AuditedFile {
  /** Absolute. */
  filePath: string
  typed: boolean
  messages: Finding[]
  /** For the code frames; empty where there is nothing to show. */
  source: string
  /** Who keeps what, where that is asked for. */
  retentions?: readonly Retention[]
}

/** Something that stood in the way of the audit. Other files are audited all the same. */
export interface Problem {
  /** Absolute; undefined where it concerns no single path. */
  filePath: string | undefined
  line?: number
  column?: number
  message: string
  /** Whether some code was not looked at. It was if only its types are missing. */
  inputLost: boolean
}

export interface AuditReport {
  files: AuditedFile[]
  problems: Problem[]
  /** How many components were passed over, as nothing that is installed can parse them. */
  skipped: number
  /** Undefined where every finding is reported. */
  baseline: BaselineOutcome | undefined
}

/** What became of the findings that a baseline knows. */
export interface BaselineOutcome {
  /** As the command line calls it. */
  file: string
  action: 'use' | 'update' | 'prune'
  /** Findings that are not reported, as it knows them. */
  known: number
  /** Those it knows that are no longer found. */
  gone: number
}
