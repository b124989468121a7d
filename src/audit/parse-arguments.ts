import { parseArgs } from 'node:util'

import type { PresetName } from '../configs.js'
import { UsageError } from './usage-error.js'

const PRESETS = ['recommended', 'strict', 'all'] as const satisfies readonly PresetName[]
const FORMATS = ['stylish', 'json', 'sarif'] as const
type Format = (typeof FORMATS)[number]

export interface AuditRequest {
  task: 'audit'
  paths: string[]
  preset: PresetName
  format: Format
  /** As written on the command line; empty means every rule of the preset. */
  rules: string[]
}

export type Request = AuditRequest | { task: 'help' } | { task: 'version' }

/**
 * What does the command line ask for? `defaultPath` is audited when it names no path.
 * @throws {UsageError} for an unknown option, or a value that its option does not have.
 */
export function parseArguments(argv: readonly string[], defaultPath: string): Request {
  const { values, positionals } = readOptions(argv)
  if (values.help) return { task: 'help' }
  if (values.version) return { task: 'version' }
  return {
    task: 'audit',
    paths: positionals.length > 0 ? positionals : [defaultPath],
    preset: oneOf(PRESETS, values.preset, '--preset'),
    format: oneOf(FORMATS, values.format, '--format'),
    rules: values.rule,
  }
}

function readOptions(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        preset: { type: 'string', default: 'recommended' },
        format: { type: 'string', default: 'stylish' },
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
