import { factsOf } from '../cells/file-facts.js'
import { unsweptCollections, type UnsweptCollection } from '../capture/weak/weak-references.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId = 'neverSwept'

export const requireWeakrefSweep = createRule<[CertaintyOptions], MessageId>({
  name: 'require-weakref-sweep',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that collections of WeakRefs lose the entries whose objects are gone',
      recommended: true,
    },
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      neverSwept:
        '`{{name}}` keeps {{what}} of each collected object {{until}}. Delete those whose `deref()` answers nothing.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (!context.sourceCode.text.includes('WeakRef')) return
        for (const found of unsweptCollections(factsOf(context))) {
          if (found.certainty === 'likely' && !likely) continue
          context.report({ node: found.node, messageId: 'neverSwept', data: describe(found) })
        }
      },
    }
  },
})

function describe({ collection, isKeyed }: UnsweptCollection): Record<string, string> {
  const { name, lifetime } = collection
  return {
    name,
    what: isKeyed ? 'the key and empty WeakRef' : 'the empty WeakRef',
    until: lifetime === 'module' ? 'until the program ends' : 'as long as it lives',
  }
}
