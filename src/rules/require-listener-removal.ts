import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../analysis/file-facts.js'
import { isMadeAnew } from '../analysis/listener-matching.js'
import { listenerLeaks, type ListenerLeak } from '../analysis/listeners.js'
import { describeEnd, mainTeardown } from '../analysis/owner.js'
import type { Registration, Removal } from '../analysis/registrations.js'
import type { Recurrence } from '../analysis/repeated-registrations.js'
import { isVisibleIn } from '../analysis/visibility.js'
import { enclosingFunction } from '../syntax/functions.js'
import { calleeName, keyName } from '../syntax/property-name.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { insertAtStart } from './insert-statement.js'

export type MessageId =
  | 'neverRemoved'
  | 'siblingRemoved'
  | 'siblingCollected'
  | 'addedAgain'
  | 'losersStay'
  | 'removeAtEnd'
  | 'removeBeside'

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
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: the {{sibling}} beside it is removed on line {{line}}, this one is not. Call {{remove}}() with the same {{arguments}} there too.',
      siblingCollected:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: the subscription beside it is given to {{collector}}() on line {{line}}, to be released when {{owner}} ends, this one is not. Give {{collector}}() something that calls {{remove}}() with the same {{arguments}}.',
      addedAgain:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: {{again}} adds one more, and nothing takes any of them out. {{instead}}',
      losersStay:
        '`{{target}}` outlives this promise and keeps those of its listeners whose event does not come, once more at each call. Remove all of them as soon as one settles the promise.',
      removeAtEnd: 'Call {{remove}}() in {{where}}.',
      removeBeside: 'Call {{remove}}() where the one on line {{line}} is removed.',
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
            suggest: suggest(facts, leak),
          })
        }
      },
    }
  },
})

function describe({
  registration,
  holder,
  owner,
  sibling,
  collected,
  recurrence,
}: ListenerLeak): Record<string, string> {
  const { name, text } = registration.event
  return {
    target: registration.target.text,
    event: name === undefined ? quoted(text) : `'${name}'`,
    until: holder.until ?? 'for as long as it lives itself',
    owner: owner?.name ?? 'this function',
    remove: registration.protocol.remove[0] ?? '',
    arguments: registration.capture === true ? 'function and capture flag' : 'function',
    where: describeEnd(owner),
    sibling: sibling ? describeSibling(sibling, registration) : '',
    collector: (collected && calleeName(collected)) ?? '',
    line: String((sibling?.node ?? collected)?.loc.start.line ?? ''),
    ...(recurrence && describeRecurrence(recurrence, registration)),
  }
}

/** Which listener a removal takes out; it may be one on another target. */
function describeSibling({ event, target }: Removal, registration: Registration): string {
  const listener = `${event?.text ?? ''} listener`
  return target.text === registration.target.text ? listener : `${listener} of \`${target.text}\``
}

function describeRecurrence(
  { kind, name }: Recurrence,
  { protocol: { remove }, target }: Registration,
): { again: string; instead: string } {
  const by = name === undefined ? 'this function' : `${name}()`
  const removal = `Call ${remove[0] ?? ''}() with the same function`
  switch (kind) {
    case 'promise':
      return { again: 'each promise made here', instead: `${removal} once the promise is settled.` }
    case 'calls':
      return {
        again: `each call of ${by}`,
        instead: `${removal} when its work is done, or register one listener outside of ${by}.`,
      }
    case 'handler':
      return {
        again: `each run of ${by}`,
        instead: `Register it once, outside of ${by}, or call ${remove[0] ?? ''}() with the same function before.`,
      }
    case 'request':
      return {
        again: 'each request or connection that this function serves',
        instead: `${removal} when \`${name ?? ''}\` is closed.`,
      }
    case 'connection':
      return {
        again: 'each request on this connection',
        instead: `${removal} when the response is closed, or listen to the response instead.`,
      }
    case 'entry':
      return {
        again: `each call, whether \`${target.text}\` was there before or not,`,
        instead: 'Register it where that is made.',
      }
  }
}

function quoted(text: string): string {
  return text.startsWith('`') ? text : `\`${text}\``
}

function suggest(facts: FileFacts, leak: ListenerLeak): TSESLint.ReportSuggestionArray<MessageId> {
  const { registration } = leak
  const method = methodOf(registration.node)
  const [remove] = registration.protocol.remove
  if (!method || remove === undefined) return []
  const teardown = leak.sibling
    ? enclosingFunction(leak.sibling.node)
    : leak.owner && mainTeardown(leak.owner)?.node
  if (
    !teardown ||
    leak.problem === 'losersStay' ||
    leak.problem === 'addedAgain' ||
    isMadeAnew(registration.handler)
  )
    return []
  const parts = [registration.target.node, objectOf(registration), ...argumentsOfRemoval(registration)]
  if (!parts.every((part) => !part || isVisibleIn(facts, part, teardown))) return []
  return [
    {
      messageId: leak.sibling ? 'removeBeside' : 'removeAtEnd',
      data: describe(leak),
      fix: (fixer) =>
        insertAtStart(fixer, facts.sourceCode, teardown, removalText(facts, registration, remove)),
    },
  ]
}

/** The name of the method that registers, where the call is on the target itself. */
function methodOf(node: TSESTree.CallExpression): TSESTree.Node | undefined {
  if (node.callee.type === 'Identifier') return node.callee
  return node.callee.type === 'MemberExpression' && !node.callee.computed ? node.callee.property : undefined
}

function removalText({ sourceCode }: FileFacts, registration: Registration, remove: string): string {
  const { callee, arguments: given } = registration.node
  const object = objectOf(registration)
  const dot = callee.type === 'MemberExpression' && callee.optional ? '?.' : '.'
  const texts = argumentsOfRemoval(registration).map((argument) =>
    given.includes(argument) ? sourceCode.getText(argument) : `{ capture: ${sourceCode.getText(argument)} }`,
  )
  return `${object ? sourceCode.getText(object) + dot : ''}${remove}(${texts.join(', ')});`
}

/** What the method is called on: in a chain, what the first call is on. */
function objectOf({ node: { callee }, target }: Registration): TSESTree.Node | undefined {
  if (callee.type !== 'MemberExpression') return undefined
  return callee.object.type === 'CallExpression' ? target.node : callee.object
}

/** The first three arguments; of options that are written out, the value of the only one a removal takes. */
function argumentsOfRemoval({ node, protocol }: Registration): TSESTree.CallExpressionArgument[] {
  const [first, second, third] = node.arguments
  const isWrittenOut = protocol.takesOptions && third?.type === 'ObjectExpression'
  return [first, second, isWrittenOut ? valueOf(third, 'capture') : third].filter(
    (each) => each !== undefined,
  )
}

function valueOf(object: TSESTree.ObjectExpression, name: string): TSESTree.Expression | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property' || keyName(property.key, property.computed) !== name) continue
    // In an expression the value of a property is one as well.
    return property.value as TSESTree.Expression
  }
  return undefined
}
