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

const DEFAULT_SETTINGS: LeakSettings = {
  protocols: [],
  teardowns: new Set(),
  longLived: new Set(),
  collectors: new Set(),
  ignoreTypes: new Set(),
  largeBytes: DEFAULT_LARGE_BYTES,
  types: 'auto',
  project: 'auto',
}

const NAME_LISTS = ['teardowns', 'longLived', 'collectors', 'ignoreTypes'] as const
const KNOWN = new Set<string>([...NAME_LISTS, 'protocols', 'largeBytes', 'types', 'project'])

/**
 * Reads `settings.leaks`. Answers the settings, with defaults for what is missing or wrong, and the first
 * thing that is wrong as one sentence. Never throws.
 */
export function readSettings(value: unknown): { settings: LeakSettings; problem: string | undefined } {
  if (value === undefined) return { settings: DEFAULT_SETTINGS, problem: undefined }
  if (!isRecord(value)) return { settings: DEFAULT_SETTINGS, problem: 'settings.leaks must be an object' }
  const problem = problemOf(value)
  if (problem !== undefined) return { settings: DEFAULT_SETTINGS, problem }
  const names = (key: (typeof NAME_LISTS)[number]): ReadonlySet<string> =>
    new Set((value[key] as string[] | undefined) ?? [])
  return {
    problem: undefined,
    settings: {
      protocols: (value['protocols'] as UserProtocol[] | undefined) ?? [],
      teardowns: names('teardowns'),
      longLived: names('longLived'),
      collectors: names('collectors'),
      ignoreTypes: names('ignoreTypes'),
      largeBytes: (value['largeBytes'] as number | undefined) ?? DEFAULT_LARGE_BYTES,
      types: (value['types'] as LeakSettings['types'] | undefined) ?? 'auto',
      project: (value['project'] as LeakSettings['project'] | undefined) ?? 'auto',
    },
  }
}

function problemOf(value: Record<string, unknown>): string | undefined {
  for (const key of Object.keys(value)) {
    if (!KNOWN.has(key)) return `settings.leaks.${key} is not known; known are ${[...KNOWN].join(', ')}`
  }
  for (const key of NAME_LISTS) {
    if (value[key] !== undefined && !isStringList(value[key]))
      return `settings.leaks.${key} must be a list of strings`
  }
  const { largeBytes, types, project, protocols } = value
  if (largeBytes !== undefined && !(typeof largeBytes === 'number' && largeBytes > 0)) {
    return 'settings.leaks.largeBytes must be a number above 0'
  }
  if (types !== undefined && types !== 'auto' && types !== 'required' && types !== 'off') {
    return "settings.leaks.types must be 'auto', 'required' or 'off'"
  }
  if (project !== undefined && project !== 'auto' && project !== 'off') {
    return "settings.leaks.project must be 'auto' or 'off'"
  }
  if (protocols === undefined) return undefined
  if (!Array.isArray(protocols)) return 'settings.leaks.protocols must be a list'
  for (const [index, row] of protocols.entries()) {
    const where = `settings.leaks.protocols[${String(index)}]`
    if (!isRecord(row)) return `${where} must be an object { acquire, release, module? }`
    if (typeof row['acquire'] !== 'string') return `${where}.acquire must be the name of a function`
    if (!isStringList(row['release']) || row['release'].length === 0)
      return `${where}.release must be a list of names`
    if (row['module'] !== undefined && typeof row['module'] !== 'string')
      return `${where}.module must be a string`
  }
  return undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string')
}
