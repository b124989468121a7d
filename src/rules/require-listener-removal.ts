import { factsOf } from '../analysis/file-facts.js'
import { listenerLeaks, type ListenerLeak } from '../analysis/listeners.js'
import { describeEnd } from '../analysis/owner.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { removalsOf, type SuggestionId } from './remove-at-end.js'

export type MessageId = 'neverRemoved' | 'siblingRemoved' | 'addedAtEnd' | 'losersStay' | SuggestionId

export const requireListenerRemoval = createRule<[CertaintyOptions], MessageId>({
  name: 'require-listener-removal',
  meta: {
    type: 'problem',
    docs: {
      description:
        'require that a listener on a target which outlives its owner is removed when the owner ends',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      neverRemoved:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: nothing removes it when {{owner}} ends. Call {{remove}}() with the same {{arguments}} in {{where}}.',
      siblingRemoved:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: the {{siblingEvent}} listener beside it is removed on line {{line}}, this one is not. Call {{remove}}() with the same {{arguments}} there too.',
      addedAtEnd:
        '`{{target}}` keeps this {{event}} listener {{until}}: it is added once more where {{owner}} ends. Call {{remove}}() here instead.',
      losersStay:
        '`{{target}}` outlives this promise and keeps those of its listeners whose event does not come, once more at each call. Remove all of them as soon as one settles the promise.',
      removeAtEnd: 'Call {{remove}}() in {{where}}.',
      removeBeside: 'Call {{remove}}() where the one on line {{line}} is removed.',
      removeInstead: 'Call {{remove}}() instead.',
      nameAndRemove: 'Name the function `{{name}}`, and call {{remove}}() with it in {{where}}.',
      passSignal: 'Pass `{{controller}}.signal`, which is aborted when the owner ends.',
      returnCleanup: 'Return a cleanup that calls {{remove}}().',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (!/[oO]n\w*\b\s*\(|[lL]istener\b/.test(context.sourceCode.text)) return
        const facts = factsOf(context)
        for (const leak of listenerLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          context.report({
            node: leak.registration.node,
            messageId: leak.problem,
            data: describe(leak),
            suggest: removalsOf(facts, leak, context.filename),
          })
        }
      },
    }
  },
})

function describe({ registration, holder, owner, sibling }: ListenerLeak): Record<string, string> {
  const { name, text } = registration.event
  return {
    target: registration.target.text,
    event: name === undefined ? quoted(text) : `'${name}'`,
    until: holder.until ?? 'for as long as it lives itself',
    owner: owner?.name ?? 'this function',
    remove: registration.protocol.remove[0] ?? '',
    arguments: registration.capture === true ? 'function and capture flag' : 'function',
    where: describeEnd(owner),
    siblingEvent: sibling?.event?.text ?? '',
    line: String(sibling?.node.loc.start.line ?? ''),
  }
}

function quoted(text: string): string {
  return text.startsWith('`') ? text : `\`${text}\``
}
