import type { Linter } from 'eslint'
import type { Log, Notification, Result } from 'sarif'

import { manifest } from '../../rules/rule-page.js'
import type { AuditedFile, AuditReport, Problem } from '../audit-report.js'
import { fingerprints } from '../identity/fingerprint.js'
import type { AuditPlugin } from '../select-rules.js'
import { locate, ROOT, type Place } from './location.js'
import { describeRule } from './rule-descriptor.js'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/** The report as SARIF 2.1.0, which code scanning services read. It names no place on this machine. */
export function formatSarif(
  report: AuditReport,
  plugin: AuditPlugin,
  rules: Linter.RulesRecord,
  cwd: string,
): string {
  const ruleIds = Object.keys(rules).sort()
  const version = plugin.meta?.version ?? '0.0.0'
  const { homepage } = manifest
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: plugin.meta?.name ?? 'eslint-plugin-leaks',
            version,
            semanticVersion: version,
            ...(homepage !== undefined && { informationUri: homepage }),
            rules: ruleIds.map((id) => describeRule(id, plugin)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { description: { text: 'The folder that was audited from.' } } },
        invocations: [
          {
            executionSuccessful: !report.problems.some(({ inputLost }) => inputLost),
            toolExecutionNotifications: report.problems.map((problem) => notification(problem, cwd)),
          },
        ],
        results: report.files.flatMap((file) => resultsOf(file, ruleIds, cwd)),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultsOf({ filePath, messages, source }: AuditedFile, ruleIds: readonly string[], cwd: string) {
  const names = fingerprints(messages, filePath, cwd)
  return messages.map((finding): Result => {
    const ruleId = finding.ruleId ?? ''
    const { line, column, endLine, endColumn } = finding
    const place: Place = { filePath, line, column, endLine, endColumn, source }
    return {
      ruleId,
      ruleIndex: ruleIds.indexOf(ruleId),
      level: finding.severity === 2 ? 'error' : 'warning',
      message: { text: finding.message },
      locations: [locate(place, cwd)],
      partialFingerprints: { 'leaksFinding/v1': names.get(finding) ?? '' },
    }
  })
}

function notification({ filePath, line, column, message, inputLost }: Problem, cwd: string): Notification {
  const place = {
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
  }
  return {
    level: inputLost ? 'error' : 'warning',
    message: { text: message },
    ...(filePath !== undefined && { locations: [locate({ filePath, ...place }, cwd)] }),
  }
}
