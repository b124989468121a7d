import type { MessageId } from '../src/rules/no-large-capture.js'
import { locateText } from './locate-text.js'
import type { ExpectedReport, ReportedCase } from './rule-tester.js'

export type Options = [{ likely?: boolean }]
export type Reported = ReportedCase<MessageId, Options>

export const LIKELY: Options = [{ likely: true }]

/** A report at the parenthesis with which an arrow function starts, right after a text. */
export function after(code: string, text: string): Extract<ExpectedReport<MessageId>, { column: number }> {
  const { endLine: line, endColumn: column } = locateText(code, text)
  return { messageId: 'part', line, column, endLine: line, endColumn: column + 1 }
}

export interface PartCase {
  name: string
  /** The code as it leaks. Its long-lived function follows `keeper`, which is `setInterval(` unless given. */
  code: string
  keeper?: string
  data?: Record<string, string>
  /** The code after the suggestion; none where there is no suggestion. */
  output?: string
  part?: string
  settings?: NonNullable<Reported['settings']>
  filename?: string
  options?: Options
}

/** Cases that use only a part of the value. */
export const parts = (cases: readonly PartCase[]): Reported[] =>
  cases.map(({ name, code, keeper = 'setInterval(', data, output, part = 'data.length', ...rest }) => ({
    name,
    code,
    ...rest,
    errors: [
      {
        ...after(code, keeper),
        ...(data ? { data } : {}),
        suggestions:
          output === undefined
            ? []
            : [{ messageId: 'readBefore' as const, data: { part: `\`${part}\`` }, output }],
      },
    ],
  }))
