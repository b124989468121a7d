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
        'The object goes, its entry in `{{name}}` stays: {{keeper}} keeps {{what}} until {{until}}, some 60 to 100 bytes each. That is small, and grows with each object. {{removal}}',
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
  const { name, keeper, lifetime } = collection
  return {
    name,
    keeper,
    what: isKeyed ? 'the key and the empty WeakRef' : 'the empty WeakRef',
    until: lifetime === 'module' ? 'the program ends' : 'it goes itself',
    removal: isKeyed
      ? 'Register the object with a FinalizationRegistry that deletes the key if `deref()` of its WeakRef answers nothing, or go through the entries now and then and delete those.'
      : 'Register the object with a FinalizationRegistry that takes the WeakRef out, or go through them now and then and take out those whose `deref()` answers nothing.',
  }
}
