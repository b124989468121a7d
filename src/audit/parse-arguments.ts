import { parseArgs } from 'node:util'

import type { PresetName } from '../configs.js'
import { UsageError } from './usage-error.js'

const PRESETS = ['recommended', 'strict', 'all'] as const satisfies readonly PresetName[]
const FORMATS = ['stylish', 'json', 'sarif', 'html'] as const
const EXPLAIN_FORMATS = ['text', 'json'] as const
type Format = (typeof FORMATS)[number]

export interface AuditRequest {
  task: 'audit'
  paths: string[]
  preset: PresetName
  format: Format
  /** The file to be written, as the command line names it; undefined for stdout. */
  output: string | undefined
  /** As written on the command line; empty means every rule of the preset. */
  rules: string[]
}

export interface ExplainRequest {
  task: 'explain'
  file: string
  /** Undefined for all of the file. */
  line: number | undefined
  format: (typeof EXPLAIN_FORMATS)[number]
}

export type Request = AuditRequest | ExplainRequest | { task: 'help' } | { task: 'version' }

/**
 * What does the command line ask for? `defaultPath` is audited when it names no path.
 * @throws {UsageError} for an unknown option, or a value that its option does not have.
 */
export function parseArguments(argv: readonly string[], defaultPath: string): Request {
  const { values, positionals } = readOptions(argv)
  if (values.help) return { task: 'help' }
  if (values.version) return { task: 'version' }
  if (values.explain !== undefined) return explainRequest(values.explain, values, positionals)
  return {
    task: 'audit',
    paths: positionals.length > 0 ? positionals : [defaultPath],
    preset: oneOf(PRESETS, values.preset ?? 'recommended', '--preset'),
    format: oneOf(FORMATS, values.format ?? 'stylish', '--format'),
    output: values.output,
    rules: values.rule,
  }
}

/** A report is copied with its column as well: `src/feed.ts:42:17`. */
const PLACE = /^(?<file>.+?):(?<line>\d+)(?::\d+)?$/

function explainRequest(
  place: string,
  {
    preset,
    format,
    output,
    rule,
  }: Pick<ReturnType<typeof readOptions>['values'], 'preset' | 'format' | 'output' | 'rule'>,
  positionals: readonly string[],
): ExplainRequest {
  const [other] = positionals
  if (other !== undefined) throw new UsageError(`--explain takes one file; '${other}' is one too many.`)
  if (preset !== undefined || rule.length > 0)
    throw new UsageError(
      '--explain tells the verdict of every preset: --preset and --rule have no place beside it.',
    )
  if (output !== undefined)
    throw new UsageError('--explain prints what it says: --output has no place beside it.')
  const { file = place, line } = PLACE.exec(place)?.groups ?? {}
  return {
    task: 'explain',
    file,
    line: line === undefined ? undefined : Number(line),
    format: oneOf(EXPLAIN_FORMATS, format ?? 'text', '--format'),
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
