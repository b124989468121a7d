import { parseArgs } from 'node:util'

import type { PresetName } from '../configs.js'
import { UsageError } from './usage-error.js'

const PRESETS = ['recommended', 'strict', 'all'] as const satisfies readonly PresetName[]
const FORMATS = ['stylish', 'json', 'sarif', 'html', 'gitlab'] as const
const EXPLAIN_FORMATS = ['text', 'json'] as const
type Format = (typeof FORMATS)[number]

/** Where `settings.leaks` is taken from. */
export interface SettingsRequest {
  /** A file that holds it as JSON. */
  settings: string | undefined
  /** Whether the ESLint configuration of the project is asked. */
  config: boolean
}

/** The file of known findings, and whether it is only read. */
export interface BaselineRequest {
  file: string
  /** `update` writes what is found now, `prune` takes out what is gone. */
  action: 'use' | 'update' | 'prune'
}

export interface AuditRequest extends SettingsRequest {
  task: 'audit'
  paths: string[]
  preset: PresetName
  format: Format
  /** The file to be written, as the command line names it; undefined for stdout. */
  output: string | undefined
  /** As written on the command line; empty means every rule of the preset. */
  rules: string[]
  baseline: BaselineRequest | undefined
  /** How many findings are no failure. */
  maxFindings: number
}

export interface ExplainRequest extends SettingsRequest {
  task: 'explain'
  file: string
  /** Undefined for all of the file. */
  line: number | undefined
  format: (typeof EXPLAIN_FORMATS)[number]
}

export type Request = AuditRequest | ExplainRequest | { task: 'help' } | { task: 'version' }

/**
 * What does the command line ask for? `defaultPath` is audited when it names no path.
 * @throws {UsageError} for an unknown option, a value that its option does not have, or options that exclude each other.
 */
export function parseArguments(argv: readonly string[], defaultPath: string): Request {
  const { values, positionals } = readOptions(argv)
  if (values.help) return { task: 'help' }
  if (values.version) return { task: 'version' }
  const settings = settingsRequest(values, positionals)
  if (values.explain !== undefined)
    return { ...settings, ...explainRequest(values.explain, values, positionals) }
  return {
    ...settings,
    task: 'audit',
    paths: positionals.length > 0 ? positionals : [defaultPath],
    preset: oneOf(PRESETS, values.preset ?? 'recommended', '--preset'),
    format: oneOf(FORMATS, values.format ?? 'stylish', '--format'),
    output: values.output,
    rules: values.rule,
    baseline: baselineRequest(values),
    maxFindings: count(values['max-findings'] ?? '0', '--max-findings'),
  }
}

type Values = ReturnType<typeof readOptions>['values']

function settingsRequest({ settings, config }: Values, positionals: readonly string[]): SettingsRequest {
  if (settings !== undefined && config)
    throw new UsageError('--settings and --config both say where the settings are: take one of them.')
  const file = positionals.find((name) => /(?:^|[/\\])eslint\.config\.[cm]?[jt]s$/.test(name))
  if (config && file !== undefined)
    throw new UsageError(`--config takes no file: '${file}' is found as ESLint finds it, for each file.`)
  return { settings, config }
}

function baselineRequest(values: Values): BaselineRequest | undefined {
  const { baseline: file, 'update-baseline': update, 'prune-baseline': prune } = values
  if (file === undefined) {
    if (update || prune)
      throw new UsageError(`--${update ? 'update' : 'prune'}-baseline needs --baseline FILE.`)
    return undefined
  }
  if (update && prune)
    throw new UsageError('--update-baseline takes out what is gone as well: leave --prune-baseline out.')
  return { file, action: update ? 'update' : prune ? 'prune' : 'use' }
}

/** A report is copied with its column as well: `src/feed.ts:42:17`. */
const PLACE = /^(?<file>.+?):(?<line>\d+)(?::\d+)?$/

const NOT_BESIDE_EXPLAIN = [
  'preset',
  'rule',
  'baseline',
  'update-baseline',
  'prune-baseline',
  'max-findings',
] as const

function explainRequest(
  place: string,
  values: Values,
  positionals: readonly string[],
): Omit<ExplainRequest, keyof SettingsRequest> {
  const [other] = positionals
  if (other !== undefined) throw new UsageError(`--explain takes one file; '${other}' is one too many.`)
  const misplaced = NOT_BESIDE_EXPLAIN.find((name) => {
    const value = values[name]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false
  })
  if (misplaced !== undefined)
    throw new UsageError(
      `--explain tells the verdict of every preset: --${misplaced} has no place beside it.`,
    )
  if (values.output !== undefined)
    throw new UsageError('--explain prints what it says: --output has no place beside it.')
  const { file = place, line } = PLACE.exec(place)?.groups ?? {}
  return {
    task: 'explain',
    file,
    line: line === undefined ? undefined : Number(line),
    format: oneOf(EXPLAIN_FORMATS, values.format ?? 'text', '--format'),
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        preset: { type: 'string' },
        format: { type: 'string' },
        output: { type: 'string', short: 'o' },
        explain: { type: 'string' },
        rule: { type: 'string', multiple: true, default: [] },
        settings: { type: 'string' },
        config: { type: 'boolean', default: false },
        baseline: { type: 'string' },
        'update-baseline': { type: 'boolean', default: false },
        'prune-baseline': { type: 'boolean', default: false },
        'max-findings': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    })
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message.replaceAll('\n', ' ')) : error
  }
}

function oneOf<Choice extends string>(choices: readonly Choice[], value: string, option: string): Choice {
  const choice = choices.find((candidate) => candidate === value)
  if (choice === undefined)
    throw new UsageError(`${option} is ${choices.join(', ')}; '${value}' is none of them.`)
  return choice
}

function count(value: string, option: string): number {
  if (/^\d+$/.test(value)) return Number(value)
  throw new UsageError(`${option} is a number; '${value}' is none.`)
}
