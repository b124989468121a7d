import { releaseText } from './release-text.js'
import { factsOf } from '../cells/file-facts.js'
import { overwrites, type Overwrite } from '../analysis/overwrites.js'
import { enclosingFunction } from '../syntax/functions.js'
import type { Finding } from '../verdict/finding.js'
import { findings } from '../verdict/findings.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { insertBefore } from '../suggestions/insert-statement.js'
import { withArticle } from './with-article.js'

export type MessageId =
  'overwrittenAgain' | 'overwrittenInLoop' | 'overwritten' | 'releasedTooLate' | 'releaseFirst'

export const noOverwrittenResource = createRule<[CertaintyOptions], MessageId>({
  name: 'no-overwritten-resource',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow overwriting a field or variable that still holds something open',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      overwrittenAgain:
        'When {{method}} runs again, `{{name}}` still holds the {{noun}} of the run before, which nothing can release once it is overwritten here. Call {{release}} first.',
      overwrittenInLoop:
        'Each turn of the loop puts {{kind}} into `{{name}}`, and only the last one is released: the others stay open. Call {{release}} before the next turn.',
      overwritten:
        '`{{name}}` still holds {{kind}} when it is overwritten here, and nothing can release that any more. Call {{release}} first.',
      releasedTooLate:
        'The release that follows ends the new {{noun}} in `{{name}}`: the former one is overwritten here and stays open. Call {{release}} before.',
      releaseFirst: 'Release what `{{name}}` holds first.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        const found = [...overwrites(facts), ...findings(facts).flatMap(overwriteIn)]
        for (const overwrite of found) {
          if (overwrite.certainty === 'likely' && !likely) continue
          const data = describe(overwrite)
          const { statement } = overwrite
          const fix = overwrite.cause === 'tooLate' ? undefined : suggestedRelease(overwrite)
          context.report({
            node: overwrite.node,
            messageId: MESSAGES[overwrite.cause],
            data,
            suggest:
              statement && fix !== undefined
                ? [
                    {
                      messageId: 'releaseFirst',
                      data,
                      fix: (fixer) => insertBefore(fixer, sourceCode, statement, fix),
                    },
                  ]
                : [],
          })
        }
      },
    }
  },
})

/** What is said of a field that is overwritten, or of a local. */
type Overwritten = Omit<Overwrite, 'cause'> & { cause: Cause }

type Cause = Overwrite['cause'] | 'loop' | 'assigned'

/** A local that is overwritten or set to nothing, as this rule reports it. */
function overwriteIn({ loss, verdict, node }: Finding): Overwritten[] {
  if (verdict === 'silent' || loss.cell?.kind !== 'local') return []
  const cause = CAUSES.get(loss.form)
  if (!cause) return []
  const { parent } = node
  const statement = cause === 'assigned' && parent?.type === 'ExpressionStatement' ? parent : undefined
  return [
    {
      node,
      name: loss.cell.text,
      protocol: loss.duty.kind,
      certainty: verdict,
      cause,
      method: '',
      statement,
    },
  ]
}

const CAUSES: ReadonlyMap<string, Cause> = new Map([
  ['overwrittenInLoop', 'loop'],
  ['overwritten', 'assigned'],
  ['voided', 'assigned'],
])

const MESSAGES: Record<Cause, MessageId> = {
  again: 'overwrittenAgain',
  loop: 'overwrittenInLoop',
  assigned: 'overwritten',
  tooLate: 'releasedTooLate',
}

function describe({ name, protocol, method }: Overwritten): Record<string, string> {
  return {
    name,
    method,
    noun: protocol.noun,
    kind: withArticle(protocol.noun),
    release: releaseText(protocol, name),
  }
}

/**
 * The statement that releases what a field or variable holds, which may be nothing yet; undefined where that takes
 * more than one call.
 */
function suggestedRelease({ name, protocol, statement, cause }: Overwritten): string | undefined {
  const [method] = protocol.methods
  if (statement?.parent?.type !== 'BlockStatement' || method?.startsWith('Symbol.') === true) return undefined
  // An empty field is nothing to a timer's functions, and a mistake to others.
  if (method === undefined && !protocol.functions.every((each) => /^clear[A-Z]/.test(each))) return undefined
  const wait = protocol.awaits && enclosingFunction(statement)?.async === true ? 'await ' : ''
  return `${wait}${releaseText(protocol, name, cause === 'again')};`
}
