import type { ReportFixFunction } from '@typescript-eslint/utils/ts-eslint'

import type { Begun } from './begun.js'

export type EndingId = 'returnCleanup' | 'returnHandle' | 'endAtEnd' | 'keepAndEnd' | 'collectToo'

export const endingSuggestions: Readonly<Record<EndingId, string>> = {
  returnCleanup: 'Return a cleanup that calls {{call}}.',
  returnHandle: 'Return the function, for the effect to call it as its cleanup.',
  endAtEnd: 'Call {{call}} in {{where}}.',
  collectToo: 'Pass the result to {{collector}}().',
  keepAndEnd: 'Keep it as `{{handle}}`, and call {{call}} in {{where}}.',
}

/** A change by which something ends with its owner. */
export interface EndChange {
  readonly messageId: EndingId
  readonly data: Record<string, string>
  readonly fix: ReportFixFunction
}

/** Answers a change with what its text says. */
export function endChange(
  messageId: EndingId,
  begun: Begun,
  { handle, where = '' }: { handle: string; where?: string },
  fix: ReportFixFunction,
): EndChange {
  return { messageId, data: { handle, where, call: begun.end(handle, 'full') }, fix }
}
