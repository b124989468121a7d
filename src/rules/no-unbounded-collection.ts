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
        '`{{name}}` loses this entry on {{detail}} only, and keeps it {{until}} where the work goes well. Remove it when the work is over in any way.',
      successOnly:
        '`{{name}}` keeps its entries {{until}} where what comes before {{at}} fails. Drop the oldest of the {{noun}} when there are too many.',
      unreachedDisposer:
        '`{{name}}` keeps this entry {{until}} when {{at}} throws: what removes it is made after that. Add the entry after the `await`, or remove it where that throws.',
      endedHere:
        '`{{name}}` keeps this entry {{until}} when {{at}} ends what is in it. Remove the entry there too.',
      skippedRemoval:
        '`{{name}}` keeps this entry {{until}} when {{at}} throws. Remove it in a `finally` block.',
      rejectedRemoval:
        '`{{name}}` keeps this entry {{until}} when {{at}} is rejected, as only `then` removes it. Remove the entry in `finally`.',
      settledEntry:
        '`{{name}}` keeps this entry {{until}} when {{at}} settles the promise, unless the answer still comes. Remove the entry there too.',
      missedRemoval:
        '`{{name}}` keeps this entry {{until}} where {{detail}} ends by {{at}} before the removal. Remove the entry on every way.',
      createdToDelete:
        '`{{name}}` gets an entry here only for {{at}}, and keeps it {{until}} where the old one was gone. Delete only from an entry that is there.',
      comesBack:
        '`{{name}}` gets its entry for `{{key}}` back after {{at}}, and keeps it {{until}}. Delete the entry last.',
      forgotten:
        '`{{name}}` keeps its entry {{until}} when `{{detail}}` loses the one of the same key. Delete both there.',
      emptiedEntry:
        '`{{name}}` keeps an empty entry for each `{{key}}` {{until}}, after {{at}}. Delete the key when its entry is empty.',
      endedEntry:
        '`{{name}}` keeps this past its end, {{until}}: the listener for {{detail}} does not take it out. Remove it there.',
      failedEntry:
        '`{{name}}` loses this entry on {{detail}}: then it keeps it {{until}}. Remove it there too.',
      keptCount:
        '`{{name}}` keeps a count of nothing for each `{{key}}` {{until}}. Delete the key when its count is zero.',
      firedHandle:
        '`{{name}}` gains a handle each time this runs, and keeps each with its callback {{until}}, also when its timer has fired. Take the handle out in the callback.',
      unanswered:
        '`{{name}}` keeps what still waits for an answer when {{detail}} runs, {{until}}. Settle and delete it there.',
      movedHead:
        '`{{name}}` keeps what is taken from it {{until}}, as only `{{detail}}` moves on. Take entries out with `shift()`, or now and then with `{{name}}.splice(0, {{detail}})` and `{{detail}} = 0`.',
      countedKey:
        '`{{name}}` gains a key for each `{{key}}`, of which there is always another: the entry of {{keeper}} outlives them. Give each its own map, or delete its key when it ends.',
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
  if (detail !== undefined) data['detail'] = detail
  return data
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
