import { isHookTable } from '../capture/contexts/async-hook-tables.js'
import { hasVoidedEntries } from '../losses/growth/entries/voided-entries.js'
import { isWeakCandidate } from '../capture/weak/weak-candidates.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import type { Growth, GrowthProblem } from '../losses/growth/growth.js'
import { growthFindings } from '../verdict/growth-findings.js'
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
      neverShrinks:
        '`{{name}}` gains an entry {{each}} and loses none: {{keeper}} keeps all of them {{until}}. Delete an entry when what it belongs to ends, or bound the {{noun}}: a maximum size, an expiry, a WeakMap for keys that are objects.',
      endOnly:
        '`{{name}}` gains an entry {{each}} and loses all of them only in {{detail}} on line {{line}}: until then {{keeper}} keeps each of them, however long ago it was of use. Delete an entry when what it belongs to ends, or bound the {{noun}}.',
      failureOnly:
        '`{{name}}` loses this entry only on {{detail}}, on line {{line}}: where the work goes well, {{keeper}} keeps it {{until}}. Remove the entry when the work is over in any way.',
      successOnly:
        '`{{name}}` loses its entries on line {{line}} only when what comes before it goes well: for as long as it fails, {{keeper}} keeps them and each new one. Bound the {{noun}}: drop the oldest when there are too many.',
      unreachedDisposer:
        '`{{name}}` keeps this entry when the `await` on line {{line}} throws, since what removes it is put in place only after it: {{keeper}} keeps it {{until}}. Add the entry after the `await`, or remove it where that throws.',
      endedHere:
        '`{{name}}` keeps this entry when line {{line}} ends what is in it and leaves: {{keeper}} keeps it {{until}}. Remove the entry there as well.',
      skippedRemoval:
        '`{{name}}` keeps this entry when the `await` on line {{line}} throws, since that skips the removal: {{keeper}} keeps it {{until}}. Remove the entry in a `finally` block.',
      rejectedRemoval:
        '`{{name}}` keeps this entry when the promise on line {{line}} is rejected, since only `then` removes it: {{keeper}} keeps it {{until}}. Remove the entry in `finally`.',
      settledEntry:
        '`{{name}}` keeps this entry when the promise is settled on line {{line}}, which does not remove it: {{keeper}} keeps it {{until}}, unless the answer still comes. Remove the entry there as well.',
      missedRemoval:
        '`{{name}}` keeps this entry where {{detail}} ends on line {{line}}, before it removes it: {{keeper}} keeps it {{until}}. Remove the entry on every way.',
      createdToDelete:
        '`{{name}}` gets an entry here only for something to be deleted from it on line {{line}}: where the entry was gone already it is back, and {{keeper}} keeps it {{until}}. Delete only from an entry that is there.',
      comesBack:
        '`{{name}}` gets its entry for `{{key}}` back here: line {{line}} has deleted it, and this call puts one in again, which {{keeper}} keeps {{until}}. Delete the entry last.',
      forgotten:
        '`{{name}}` keeps its entry when `{{detail}}` loses the one of the same key on line {{line}}: {{keeper}} keeps it {{until}}. Delete both there.',
      emptiedEntry:
        '`{{name}}` keeps each key after what is in its entry has been taken out on line {{line}}: {{keeper}} keeps an empty entry for each `{{key}}` there ever was {{until}}. Delete the key when its entry is empty.',
      endedEntry:
        '`{{name}}` keeps this after its end: the listener for {{detail}} on line {{line}} does not take it out, and {{keeper}} keeps it {{until}}. Remove it there.',
      failedEntry:
        '`{{name}}` loses this entry on {{detail}}, whose listener on line {{line}} leaves it: where that comes instead, {{keeper}} keeps the entry {{until}}. Remove it there as well.',
      keptCount:
        '`{{name}}` keeps each key after its count has gone down on line {{line}}: {{keeper}} keeps a count of nothing for each `{{key}}` there ever was {{until}}. Delete the key when its count is zero.',
      firedHandle:
        '`{{name}}` gains a handle each time this runs and loses none when its timer fires: a handle that is kept keeps its callback, and {{keeper}} keeps all of them {{until}}. Take the handle out when the callback runs.',
      unanswered:
        '`{{name}}` loses an entry only when its answer comes: those still waiting when {{detail}} runs on line {{line}} stay, and {{keeper}} keeps them {{until}}. Settle and delete them there.',
      movedHead:
        '`{{name}}` keeps what has been taken from it: `{{detail}}` moves on, nothing clears the places behind it, and {{keeper}} keeps each entry that line {{line}} has added {{until}}. Take entries out with `shift()`, or cut off what lies behind now and then: `{{name}}.splice(0, {{detail}})`, and `{{detail}} = 0`.',
      countedKey:
        '`{{name}}` gains a key for each `{{key}}`, of which there is always another one: the entry of {{keeper}} is shared by all that make such keys, and outlives them. Give each its own map, or delete its key when it ends.',
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
          const key = growth.key && quotable(context.sourceCode.getText(growth.key))
          context.report({ node, messageId: problem, data: describe(growth, key) })
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

function describe(growth: Growth, key: string | undefined): Record<string, string> {
  const { collection, problem, related, detail } = growth
  const data: Record<string, string> = {
    name: collection.name,
    keeper: collection.keeper,
    until: collection.lifetime === 'module' ? 'until the program ends' : 'for as long as it lives',
  }
  if (WHOLE.has(problem)) {
    data['noun'] = collection.protocol.noun
    data['each'] = key === undefined ? 'each time this runs' : `for each new \`${key}\``
  }
  if (NAMES_KEY.has(problem)) data['key'] = key ?? 'key'
  if (related) data['line'] = String(related.loc.start.line)
  if (detail !== undefined) data['detail'] = detail
  return data
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
