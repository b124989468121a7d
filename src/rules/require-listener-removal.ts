import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { factsOf } from '../cells/file-facts.js'
import type { ListenerForm, ListenerLoss } from '../losses/registrations/listener-loss.js'
import { findings } from '../verdict/findings.js'
import { describeEnd, type Owner } from '../lives/owner.js'
import type { Registration } from '../ledger/registrations/registration.js'
import type { Recurrence } from '../losses/registrations/repeated.js'
import type { SignalEnding } from '../lives/signals/signal-endings.js'
import { codeText, placeText } from '../syntax/code-text.js'
import { calleeName } from '../syntax/property-name.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { corrections } from '../suggestions/listeners/correct-removal.js'
import { describeSibling, removalsOf, type SuggestionId } from '../suggestions/listeners/remove-at-end.js'

export type MessageId = ListenerForm | SuggestionId

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
        '`{{target}}` keeps this {{event}} listener {{until}}. Call {{remove}}() with the same {{arguments}} in {{where}}.',
      siblingRemoved:
        '`{{target}}` keeps this {{event}} listener {{until}}: only the {{sibling}} is removed {{place}}. Remove it there too.',
      siblingCollected:
        '`{{target}}` keeps this {{event}} listener {{until}}: {{collector}}() is given another subscription, but not this one. Give it what calls {{remove}}().',
      addedAgain:
        '`{{target}}` keeps this {{event}} listener {{until}}: {{again}} adds one more. {{instead}}',
      addedMoreOften:
        '`{{target}}` keeps this {{event}} listener {{until}}: {{again}} adds one more than {{at}} takes out. {{instead}}',
      signalStays: '`{{target}}` keeps this {{event}} listener {{until}}: {{signal}}',
      abortLeft:
        '`{{target}}` keeps this listener until it aborts, if ever: each call adds one more. Call {{remove}}() in `finally`.',
      abortForwarded:
        '`{{target}}` keeps this listener, and `{{controller}}` with it, until it aborts, if ever. Use AbortSignal.any() instead.',
      signalFollows:
        '`{{target}}` follows signals that outlive this call: with a listener they keep it until one aborts. Call {{remove}}() in `finally`.',
      signalWaits:
        '`{{target}}` aborts only after a long time: with a listener it is kept until then. Call {{remove}}() in `finally`.',
      addedPastEnd:
        '`{{target}}` keeps this {{event}} listener {{until}}, if {{owner}} ends during {{at}}. Set a flag in {{where}}, and check it after the wait.',
      losersStay:
        '`{{target}}` keeps the listeners whose event does not come: each call adds more. Remove all when one settles the promise.',
      removeAtEnd: 'Call {{remove}}() in {{where}}.',
      removeBeside: 'Call {{remove}}() where the {{sibling}} is removed.',
      nameAndRemove: 'Name the function `{{name}}`, and call {{remove}}() with it in {{where}}.',
      passSignal: 'Pass `{{controller}}.signal`, which is aborted when the owner ends.',
      returnCleanup: 'Return a cleanup that calls {{remove}}().',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        const told = findings(facts).filter(
          ({ verdict }) => verdict === 'known' || (likely && verdict === 'likely'),
        )
        // What takes out the wrong thing is corrected by another rule: a right removal beside it would leave it there.
        const corrected = new Set(
          told.flatMap(({ loss: { mismatch } }) =>
            mismatch && corrections(facts, mismatch).length > 0 ? [mismatch.registration] : [],
          ),
        )
        for (const { loss, node } of told) {
          const { listener, owner } = loss
          if (!listener) continue
          context.report({
            node,
            messageId: listener.form,
            data: describe(context.sourceCode, listener, owner),
            suggest: corrected.has(listener.registration)
              ? []
              : removalsOf(facts, listener, owner, context.filename),
          })
        }
      },
    }
  },
})

function describe(
  sourceCode: Readonly<SourceCode>,
  { registration, holder, sibling, collected, recurrence, ending, wait, controller = '' }: ListenerLoss,
  owner: Owner | undefined,
): Record<string, string> {
  const { name, text } = registration.event
  const at = wait ?? sibling?.node ?? collected
  return {
    target: registration.target.text,
    event: name === undefined ? quoted(text) : `'${name}'`,
    until: holder.until ?? 'as long as it lives',
    owner: owner?.name ?? 'this function',
    remove: registration.protocol.remove[0] ?? '',
    arguments: registration.capture === true ? 'function and capture flag' : 'function',
    where: describeEnd(owner),
    sibling: sibling ? describeSibling(sibling, registration) : '',
    collector: (collected && calleeName(collected)) ?? '',
    at: at ? codeText(sourceCode, at) : '',
    place: at ? placeText(sourceCode, at) : '',
    controller,
    signal: describeSignal(sourceCode, ending, owner),
    ...(recurrence && describeRecurrence(recurrence, registration)),
  }
}

/** Why a signal takes nothing out, and what would let it. */
function describeSignal(
  sourceCode: Readonly<SourceCode>,
  { end, controller, abortedAt }: SignalEnding,
  owner: Owner | undefined,
): string {
  const abort = `${controller?.handle.text ?? 'its controller'}.abort()`
  const where = describeEnd(owner)
  switch (end) {
    case 'aborted':
      return `its signal is aborted only ${abortedAt ? placeText(sourceCode, abortedAt) : 'elsewhere'}. Call ${abort} in ${where} too.`
    case 'late':
      return 'its signal aborts only after a long time. Remove it when done.'
    default:
      return controller
        ? `nothing aborts its signal. Call ${abort} in ${where}.`
        : `nobody can abort its signal. Keep its controller and abort it in ${where}.`
  }
}

function describeRecurrence(
  { kind, name }: Recurrence,
  { protocol: { remove }, target }: Registration,
): { again: string; instead: string } {
  const by = name === undefined ? 'this function' : `${name}()`
  const removal = `Call ${remove[0] ?? ''}()`
  switch (kind) {
    case 'promise':
      return { again: 'each promise made here', instead: `${removal} once the promise is settled.` }
    case 'calls':
      return {
        again: `each call of ${by}`,
        instead: `${removal} when done.`,
      }
    case 'handler':
      return {
        again: `each run of ${by}`,
        instead: `Register it once, outside of ${by}.`,
      }
    case 'request':
      return {
        again: 'each request or connection',
        instead: `${removal} when \`${name ?? ''}\` is closed.`,
      }
    case 'connection':
      return {
        again: 'each request on this connection',
        instead: `${removal} when the response is closed.`,
      }
    case 'pooled':
      return {
        again: 'each request on this socket',
        instead: `${removal} when the request is closed.`,
      }
    case 'entry':
      return {
        again: 'each call that finds it there',
        instead: `Register it where \`${target.text}\` is made.`,
      }
  }
}

function quoted(text: string): string {
  return text.startsWith('`') ? text : `\`${text}\``
}
