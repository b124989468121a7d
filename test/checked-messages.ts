import type { RuleModule } from '@typescript-eslint/utils/ts-eslint'

/** A message is read in a terminal of 80 columns and in the margin of an editor. */
const LONGEST_MESSAGE = 260

/** Answers what is wrong with a message as it comes out; undefined where nothing is. */
export function problemOfMessage(text: string): string | undefined {
  if (text.length > LONGEST_MESSAGE) return `It has ${String(text.length)} characters`
  // A line moves with every edit above it, and that of a script in a page is another one in the page.
  if (/\blines? \d/.test(text)) return 'It names a line'
  const [unfilled] = /\{\{\s*\w+\s*\}\}/.exec(text) ?? []
  return unfilled === undefined ? undefined : `It leaves ${unfilled} open`
}

/** Answers a rule that throws where a message of its reports or suggestions is not what a message is to be. */
export function withCheckedMessages<MessageIds extends string, Options extends readonly unknown[]>(
  rule: RuleModule<MessageIds, Options>,
): RuleModule<MessageIds, Options> {
  type Context = Parameters<typeof rule.create>[0]
  type Told = {
    readonly messageId: MessageIds
    readonly data?: Readonly<Record<string, unknown>> | undefined
  }
  const check = ({ messageId, data }: Told): void => {
    const text = rule.meta.messages[messageId].replace(/\{\{\s*(\w+)\s*\}\}/g, (placeholder, key: string) =>
      typeof data?.[key] === 'string' ? data[key] : placeholder,
    )
    const problem = problemOfMessage(text)
    if (problem !== undefined) throw new Error(`${problem}: ${text}`)
  }
  return {
    ...rule,
    create(context) {
      const report: Context['report'] = (descriptor) => {
        check(descriptor)
        for (const suggestion of descriptor.suggest ?? []) check(suggestion)
        context.report(descriptor)
      }
      return rule.create(Object.create(context, { report: { value: report } }) as Context)
    },
  }
}
