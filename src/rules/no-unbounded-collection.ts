import type { TSESTree } from '@typescript-eslint/utils'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { isHookTable } from '../capture/contexts/async-hook-tables.js'
import { hasVoidedEntries } from '../losses/growth/entries/voided-entries.js'
import { isWeakCandidate } from '../capture/weak/weak-candidates.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import type { Growth, GrowthProblem } from '../losses/growth/growth.js'
import { growthFindings } from '../verdict/growth-findings.js'
import { codeText } from '../syntax/code-text.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export const noUnboundedCollection = createRule<[CertaintyOptions], GrowthProblem>({
  name: 'no-unbounded-collection',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow collections that outlive what their entries are for and only grow',
      recommended: true,
    },
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      neverShrinks: '`{{name}}` gains an entry {{each}}, kept {{until}}. {{bound}}',
      endOnly: '`{{name}}` gains an entry {{each}}, kept until {{detail}}. {{bound}}',
      failureOnly:
        '`{{name}}` keeps this entry when the work goes well, {{until}}: only {{detail}} removes it. Remove it in any case.',
      successOnly:
        '`{{name}}` keeps its entries while what comes before {{at}} fails, {{until}}. Drop the oldest of the {{noun}} then.',
      unreachedDisposer:
        '`{{name}}` keeps this entry when {{at}} throws, {{until}}: what removes it is made after that. Remove it then too.',
      endedHere:
        '`{{name}}` keeps this entry when {{at}} ends what is in it, {{until}}. Remove it there too.',
      skippedRemoval: '`{{name}}` keeps this entry when {{at}} throws, {{until}}. Remove it in `finally`.',
      rejectedRemoval:
        '`{{name}}` keeps this entry when {{at}} is rejected, {{until}}. Remove it in `finally`, not in `then`.',
      settledEntry:
        '`{{name}}` keeps this entry when {{at}} settles the promise and no answer comes, {{until}}. Remove it there too.',
      missedRemoval:
        '`{{name}}` keeps this entry when {{detail}} {{way}}, {{until}}. Remove it on every way out.',
      createdToDelete:
        '`{{name}}` gains an entry here only for {{at}}, kept {{until}}. Delete only from one that is there.',
      comesBack:
        '`{{name}}` gains its entry for `{{key}}` again after {{at}}, kept {{until}}. Delete it last.',
      forgotten:
        '`{{name}}` keeps its entry when `{{detail}}` loses the one of the same key, {{until}}. Delete both there.',
      emptiedEntry:
        '`{{name}}` keeps an empty entry for each `{{key}}` after {{at}}, {{until}}. Delete it when empty.',
      endedEntry: '`{{name}}` keeps this past its end, {{until}}. Remove it in the listener for {{detail}}.',
      failedEntry:
        '`{{name}}` loses this entry on {{detail}}, and then keeps it {{until}}. Remove it there too.',
      keptCount:
        '`{{name}}` keeps a count of nothing for each `{{key}}` {{until}}. Delete the key when its count is zero.',
      firedHandle:
        '`{{name}}` keeps this handle and its callback when the timer has fired, {{until}}. Take it out in the callback.',
      unanswered:
        '`{{name}}` keeps what still waits for an answer when {{detail}} runs, {{until}}. Settle and delete it there.',
      movedHead:
        '`{{name}}` keeps what is taken from it {{until}}, as only `{{detail}}` moves on. Take entries out with `shift()`.',
      countedKey:
        '`{{name}}` gains a key for each `{{key}}`, kept as long as its entry of {{keeper}}. Delete each key after use.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const growth of growthFindings(facts)) {
          if (growth.certainty === 'likely' && !likely) continue
          if (isReportedElsewhere(facts, growth)) continue
          const { node, problem } = growth
          context.report({ node, messageId: problem, data: describe(facts, growth) })
        }
      },
    }
  },
})

/** What a weak collection would mend, or a `delete` where an entry is emptied, other rules speak of. */
function isReportedElsewhere(facts: FileFacts, { collection, certainty, problem }: Growth): boolean {
  const isLikely = certainty === 'likely'
  if (isHookTable(facts, collection, isLikely)) return true
  if (isWeakCandidate(facts, collection, isLikely)) return true
  return problem === 'neverShrinks' && hasVoidedEntries(facts, collection, isLikely)
}

const MAX_QUOTED = 40

/** The key in the words of the code, where it is short enough to stand in a message. */
function quotable(text: string): string | undefined {
  return text.length <= MAX_QUOTED && !text.includes('`') ? text : undefined
}

function describe({ sourceCode }: FileFacts, growth: Growth): Record<string, string> {
  const { collection, problem, related, detail } = growth
  const key = growth.key && quotable(sourceCode.getText(growth.key))
  const data: Record<string, string> = {
    name: collection.name,
    until: collection.lifetime === 'module' ? 'until the program ends' : 'as long as it lives',
  }
  if (WHOLE.has(problem)) {
    data['noun'] = collection.protocol.noun
    data['bound'] =
      BOUNDS[collection.protocol.noun] ?? `Delete each after use, or bound the ${collection.protocol.noun}.`
    data['each'] = key === undefined ? 'each time this runs' : `for each new \`${key}\``
  }
  if (problem === 'countedKey') data['keeper'] = collection.keeper
  if (NAMES_KEY.has(problem)) data['key'] = key ?? 'key'
  if (related) data['at'] = codeText(sourceCode, related)
  if (related && problem === 'missedRemoval') data['way'] = wayPast(sourceCode, related)
  if (detail !== undefined) data['detail'] = detail
  return data
}

/** How a function gets past a removal: it leaves or fails before, or takes another branch. */
function wayPast(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): string {
  const text = codeText(sourceCode, node)
  if (node.type === 'AwaitExpression') return `fails at ${text}`
  return /^(?:Return|Throw)/.test(node.type) ? `ends by ${text} before` : `gets past ${text}`
}

/** What would let entries of a kind of collection go. */
const BOUNDS: Readonly<Record<string, string>> = {
  array: 'Take each out after use, or drop the oldest.',
  string: 'Write it out now and then, or cut off its beginning.',
  collector: 'Take each out after use.',
}

/** Problems of the whole collection. */
const WHOLE: ReadonlySet<GrowthProblem> = new Set<GrowthProblem>(['neverShrinks', 'endOnly', 'successOnly'])

/** Problems whose message names the key. */
const NAMES_KEY: ReadonlySet<GrowthProblem> = new Set<GrowthProblem>([
  'comesBack',
  'emptiedEntry',
  'keptCount',
  'countedKey',
])
