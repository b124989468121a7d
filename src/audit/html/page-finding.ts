import type { Linter } from 'eslint'

import type { Retention } from '../../retention/retention.js'
import type { AuditedFile } from '../audit-report.js'
import { displayPath } from '../display-path.js'

/** A finding with all that a page shows of it. */
export interface PageFinding {
  readonly message: Linter.LintMessage
  readonly rule: string
  /** As somebody standing in the folder of the audit would write it, with `/` between folders. */
  readonly path: string
  readonly file: AuditedFile
  readonly retention: Retention | undefined
  /** What keeps it, as the page groups by it. */
  readonly holder: string
}

/** Of findings that are no question of who keeps what. */
const NO_HOLDER = 'no single holder'

/** The findings of a report in the order of the files, each with who keeps what as far as that is known. */
export function pageFindings(files: readonly AuditedFile[], cwd: string): PageFinding[] {
  return files.flatMap((file) => {
    const path = displayPath(file.filePath, cwd).replaceAll('\\', '/')
    return file.messages.map((message) => {
      const retention = retentionAt(file.retentions ?? [], message)
      const holder = retention?.path[0]?.text ?? NO_HOLDER
      return { message, rule: message.ruleId ?? '', path, file, retention, holder }
    })
  })
}

function retentionAt(
  retentions: readonly Retention[],
  { line, column }: Linter.LintMessage,
): Retention | undefined {
  return retentions.find(({ reportedAt }) => reportedAt.line === line && reportedAt.column === column)
}
