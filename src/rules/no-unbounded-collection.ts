import { factsOf } from '../analysis/file-facts.js'
import { unboundedGrowth, type Growth } from '../analysis/growth.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'neverShrinks' | 'skippedRemoval'

export const noUnboundedCollection = createRule<[CertaintyOptions], MessageId>({
  name: 'no-unbounded-collection',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow collections that live as long as the module and only grow',
      recommended: true,
    },
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      neverShrinks:
        '`{{name}}` gains an entry {{each}} and loses none: {{keeper}} keeps all of them until the program ends. Delete an entry when what it belongs to ends, or bound the {{noun}}: a maximum size, an expiry, a WeakMap for keys that are objects.',
      skippedRemoval:
        '`{{name}}` keeps this entry when the `await` on line {{line}} throws, since that skips the removal: {{keeper}} keeps it until the program ends. Remove the entry in a `finally` block.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        for (const growth of unboundedGrowth(factsOf(context))) {
          if (growth.certainty === 'likely' && !likely) continue
          context.report({ node: growth.node, messageId: growth.problem, data: describe(growth) })
        }
      },
    }
  },
})

function describe({ collection, key, exit }: Growth): Record<string, string> {
  return {
    name: collection.name,
    noun: collection.protocol.noun,
    keeper: collection.keeper,
    each: key === undefined ? 'each time this runs' : `for each new \`${key}\``,
    line: String(exit?.node.loc.start.line ?? ''),
  }
}
