import { nearestWord } from '../syntax/edit-distance.js'

/** A resource of the user's own, from `settings.leaks.protocols`. */
export interface UserProtocol {
  /** The function, method or constructor whose result must be released. */
  acquire: string
  /** The methods of the result, or functions given the result, that release it. */
  release: string[]
  /** The module that `acquire` is imported from; any where it is left out. */
  module?: string
}

/** What users may say in `settings.leaks`, with every default filled in. */
export interface LeakSettings {
  protocols: readonly UserProtocol[]
  teardowns: ReadonlySet<string>
  longLived: ReadonlySet<string>
  collectors: ReadonlySet<string>
  ignoreTypes: ReadonlySet<string>
  largeBytes: number
  types: 'auto' | 'required' | 'off'
  /** Whether other files of the project are asked for what decides a finding. */
  project: 'auto' | 'off'
}

/** From here on a value counts as large: well above what a listener or a timer costs by itself. */
const DEFAULT_LARGE_BYTES = 64 * 1024

const KEYS = [
  'teardowns',
  'longLived',
  'collectors',
  'ignoreTypes',
  'protocols',
  'largeBytes',
  'types',
  'project',
] as const
const ROW_KEYS = ['acquire', 'release', 'module'] as const

/**
 * Reads `settings.leaks`. Answers the settings, with defaults for what is missing or wrong, and each thing
 * that is wrong as a sentence: what is right holds all the same. Never throws.
 */
export function readSettings(value: unknown): { settings: LeakSettings; problems: readonly string[] } {
  if (value === undefined) return NONE_GIVEN
  if (!isRecord(value)) return { ...NONE_GIVEN, problems: ['`settings.leaks` must be an object.'] }
  const problems = unknownKeys(value, KEYS, 'settings.leaks')
  return { settings: settingsOf(value, problems), problems }
}

const NONE_GIVEN = { settings: settingsOf({}, []), problems: [] }

function settingsOf(given: Readonly<Record<string, unknown>>, problems: string[]): LeakSettings {
  const where = (key: (typeof KEYS)[number]) => `settings.leaks.${key}`
  const names = (key: 'teardowns' | 'longLived' | 'collectors' | 'ignoreTypes') =>
    new Set(namesIn(given[key], where(key), problems))
  return {
    protocols: protocolsIn(given['protocols'], where('protocols'), problems),
    teardowns: names('teardowns'),
    longLived: names('longLived'),
    collectors: names('collectors'),
    ignoreTypes: names('ignoreTypes'),
    largeBytes: bytesIn(given['largeBytes'], where('largeBytes'), problems),
    types: oneOf(['auto', 'required', 'off'], given['types'], where('types'), problems),
    project: oneOf(['auto', 'off'], given['project'], where('project'), problems),
  }
}

function unknownKeys(given: object, known: readonly string[], where: string): string[] {
  return Object.keys(given)
    .filter((key) => !known.includes(key))
    .map((key) => `\`${where}.${key}\` is not known${meant(key, known)}`)
}

/** The nearest of what would be right, or all of it. */
function meant(written: string, known: readonly string[]): string {
  const nearest = nearestWord(written, known)
  return nearest === undefined ? `; known are ${known.join(', ')}.` : `; did you mean \`${nearest}\`?`
}

function namesIn(value: unknown, where: string, problems: string[]): string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    problems.push(`\`${where}\` must be a list of strings.`)
    return []
  }
  return value.filter((name: unknown, index): name is string => {
    if (typeof name === 'string') return true
    problems.push(`\`${where}[${String(index)}]\` must be a string.`)
    return false
  })
}

function bytesIn(value: unknown, where: string, problems: string[]): number {
  if (value === undefined) return DEFAULT_LARGE_BYTES
  if (typeof value === 'number' && value > 0) return value
  problems.push(`\`${where}\` must be a number above 0.`)
  return DEFAULT_LARGE_BYTES
}

/** The first choice is the default. */
function oneOf<Choice extends string>(
  choices: readonly [Choice, ...Choice[]],
  value: unknown,
  where: string,
  problems: string[],
): Choice {
  if (value === undefined) return choices[0]
  const choice = choices.find((candidate) => candidate === value)
  if (choice !== undefined) return choice
  const nearest = typeof value === 'string' ? nearestWord(value, choices) : undefined
  const instead = nearest === undefined ? '.' : `; did you mean '${nearest}'?`
  problems.push(`\`${where}\` must be ${choices.map((each) => `'${each}'`).join(' or ')}${instead}`)
  return choices[0]
}

function protocolsIn(value: unknown, where: string, problems: string[]): UserProtocol[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    problems.push(`\`${where}\` must be a list.`)
    return []
  }
  return value.flatMap((row, index) => protocolIn(row, `${where}[${String(index)}]`, problems) ?? [])
}

/** Of a row nothing holds unless all of it is right, but for keys that it does not have. */
function protocolIn(row: unknown, where: string, problems: string[]): UserProtocol | undefined {
  if (!isRecord(row)) {
    problems.push(`\`${where}\` must be an object { acquire, release, module? }.`)
    return undefined
  }
  const before = problems.length
  const { acquire, release, module } = row
  if (typeof acquire !== 'string') problems.push(`\`${where}.acquire\` must be the name of a function.`)
  const isNamed = Array.isArray(release) && release.every((name) => typeof name === 'string')
  if (!isNamed || release.length === 0) problems.push(`\`${where}.release\` must be a list of names.`)
  if (module !== undefined && typeof module !== 'string')
    problems.push(`\`${where}.module\` must be a string.`)
  const isRight = problems.length === before
  problems.push(...unknownKeys(row, ROW_KEYS, where))
  return isRight ? (row as unknown as UserProtocol) : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
