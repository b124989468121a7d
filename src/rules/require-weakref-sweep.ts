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
      neverSwept: '`{{name}}` keeps {{what}} until {{until}}, when the object has long gone. {{removal}}',
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
    what: isKeyed ? 'the key and the empty WeakRef' : 'the empty WeakRef',
    until: lifetime === 'module' ? 'the program ends' : 'it goes itself',
    removal: isKeyed
      ? 'Delete the key by a FinalizationRegistry if `deref()` answers nothing, or go through the entries now and then.'
      : 'Take it out by a FinalizationRegistry, or go through them now and then for those whose `deref()` answers nothing.',
  }
}
