import path from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Linter } from 'eslint'
import type { Location, Log, Notification, ReportingDescriptor, Result } from 'sarif'

import type { AuditReport, Problem } from './audit-report.js'
import type { AuditPlugin } from './select-rules.js'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const ROOT = '%SRCROOT%'

/**
 * The report as SARIF 2.1.0, which code scanning services read. Files below `cwd` are given relative to it,
 * so that a report made on one machine fits a checkout on another.
 */
export function formatSarif(
  report: AuditReport,
  plugin: AuditPlugin,
  rules: Linter.RulesRecord,
  cwd: string,
): string {
  const ruleIds = Object.keys(rules).sort()
  const version = plugin.meta?.version ?? '0.0.0'
  const locate = (place: Place) => location(place, cwd)
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
            rules: ruleIds.map((id) => describeRule(id, plugin)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { uri: folderUri(cwd) } },
        invocations: [
          {
            executionSuccessful: !report.problems.some(({ inputLost }) => inputLost),
            toolExecutionNotifications: report.problems.map((problem) => notification(problem, locate)),
          },
        ],
        results: report.files.flatMap(({ filePath, messages }) =>
          messages.map((message) => result(message, ruleIds, locate({ ...message, filePath }))),
        ),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function describeRule(id: string, { rules }: AuditPlugin): ReportingDescriptor {
  const docs = rules?.[id.slice(id.indexOf('/') + 1)]?.meta?.docs
  return {
    id,
    shortDescription: { text: docs?.description ?? id },
    ...(docs?.url === undefined ? {} : { helpUri: docs.url }),
  }
}

function result(
  { ruleId, message, severity }: Linter.LintMessage,
  ruleIds: readonly string[],
  where: Location,
): Result {
  return {
    ruleId: ruleId ?? '',
    ruleIndex: ruleIds.indexOf(ruleId ?? ''),
    level: severity === 2 ? 'error' : 'warning',
    message: { text: message },
    locations: [where],
  }
}

function notification(problem: Problem, locate: (place: Place) => Location): Notification {
  const { filePath, message, inputLost } = problem
  return {
    level: inputLost ? 'error' : 'warning',
    message: { text: message },
    ...(filePath === undefined ? {} : { locations: [locate({ ...problem, filePath })] }),
  }
}

interface Place {
  filePath: string
  line?: number
  column?: number
  endLine?: number | undefined
  endColumn?: number | undefined
}

function location({ filePath, line, column, endLine, endColumn }: Place, cwd: string): Location {
  const region = {
    ...(line === undefined ? {} : { startLine: line }),
    ...(column === undefined ? {} : { startColumn: column }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  }
  return {
    physicalLocation: {
      artifactLocation: artifact(filePath, cwd),
      ...(line === undefined ? {} : { region }),
    },
  }
}

function artifact(filePath: string, cwd: string) {
  const uri = pathToFileURL(filePath).href
  const root = folderUri(cwd)
  return uri.startsWith(root) ? { uri: uri.slice(root.length), uriBaseId: ROOT } : { uri }
}

function folderUri(folder: string): string {
  return pathToFileURL(folder + path.sep).href
}
