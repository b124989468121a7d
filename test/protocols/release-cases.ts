import type { MessageId } from '../../src/rules/require-release.js'
import type { ExpectedReport, ReportedCase } from '../rule-tester.js'

type Options = [{ likely?: boolean }]
type Reported = ReportedCase<MessageId, Options>

const LIKELY: Options = [{ likely: true }]

export const FOREVER = ' until the process ends'
export const UNTIL_COLLECTED = ' until garbage collection'
export const UNKNOWN = ''

export interface LeakCase {
  name: string
  code: string
  messageId: MessageId
  /** The acquisition, which is underlined. */
  at: string
  /** The line on which that starts, where the code has it more than once. */
  line?: number
  data?: Record<string, string>
  /** The code with a `finally` block; none where it is not suggested. */
  output?: string
  /** The code with `using`; none where it is not suggested. */
  usingOutput?: string
  /** What returning a cleanup from the effect leads to. */
  cleanupOutput?: string
  filename?: string
  /** Whether it is reported without `likely` as well: what it was opened for has been waited for. */
  known?: true
}

/** Answers the cases, by name, as ones that stay silent, even with `likely`. */
export function silent(cases: Record<string, string>, filename?: string): Pick<Reported, 'name' | 'code'>[] {
  return Object.entries(cases).map(([name, code]) => ({
    name,
    code,
    options: LIKELY,
    ...(filename === undefined ? {} : { filename }),
  }))
}

/** Answers the cases as ones with one report. */
export function leaks(cases: readonly LeakCase[], options: Options = [{}]): Reported[] {
  return cases.map(({ messageId, at, line, data, output, usingOutput, cleanupOutput, known, ...rest }) => {
    const error: ExpectedReport<MessageId> = {
      messageId,
      at,
      ...(line === undefined ? {} : { line }),
      ...(data ? { data } : {}),
      suggestions: [
        ...(output === undefined ? [] : [{ messageId: 'releaseInFinally' as const, output }]),
        ...(usingOutput === undefined ? [] : [{ messageId: 'useUsing' as const, output: usingOutput }]),
        ...(cleanupOutput === undefined
          ? []
          : [{ messageId: 'returnCleanup' as const, output: cleanupOutput }]),
      ],
    }
    return { ...rest, options: known ? [{}] : options, errors: [error] }
  })
}

/** Answers the cases as ones that are reported with `likely`, and, unless they are known, as ones that are silent without. */
export function likelyLeaks(cases: readonly LeakCase[]): {
  valid: Pick<Reported, 'name' | 'code'>[]
  invalid: Reported[]
} {
  return {
    valid: cases
      .filter(({ known }) => !known)
      .map(({ name, code, filename }) => ({
        name: `${name}: not without likely`,
        code,
        ...(filename === undefined ? {} : { filename }),
      })),
    invalid: leaks(cases, LIKELY),
  }
}
