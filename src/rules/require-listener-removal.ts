import { factsOf } from '../cells/file-facts.js'
import type { ListenerForm, ListenerLoss } from '../losses/registrations/listener-loss.js'
import { findings } from '../verdict/findings.js'
import { describeEnd, type Owner } from '../lives/owner.js'
import type { Registration, Removal } from '../ledger/registrations/registration.js'
import type { Recurrence } from '../losses/registrations/repeated.js'
import type { SignalEnding } from '../lives/signals/signal-endings.js'
import { calleeName } from '../syntax/property-name.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { removalsOf, type SuggestionId } from '../suggestions/listeners/remove-at-end.js'

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
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: nothing removes it when {{owner}} ends. Call {{remove}}() with the same {{arguments}} in {{where}}.',
      siblingRemoved:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: the {{sibling}} beside it is removed on line {{line}}, this one is not. Call {{remove}}() with the same {{arguments}} there too.',
      siblingCollected:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: the subscription beside it is given to {{collector}}() on line {{line}}, to be released when {{owner}} ends, this one is not. Give {{collector}}() something that calls {{remove}}() with the same {{arguments}}.',
      addedAgain:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: {{again}} adds one more, and nothing takes any of them out. {{instead}}',
      addedMoreOften:
        '`{{target}}` keeps this {{event}} listener as often as it is added, {{until}}: {{again}} adds one more, and line {{line}} takes out only one of them. {{instead}}',
      signalStays: '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}: {{signal}}',
      abortLeft:
        "`{{target}}` is the caller's and keeps this listener, and all that it uses, for as long as it lives itself, once more at each call: it may never abort, so that `once` is no removal. Call {{remove}}() with the same {{arguments}} as soon as the work is done, in a `finally` for instance.",
      abortForwarded:
        "`{{target}}` is the caller's and keeps this listener, and with it `{{controller}}` and all that listens to it, for as long as it lives itself: nothing removes it when `{{controller}}` is no longer needed. Let AbortSignal.any() follow both signals, which keeps nothing that nobody listens to, hold the controller in a WeakRef, or call {{remove}}() with the same {{arguments}} when the work is done.",
      signalFollows:
        '`{{target}}` follows signals that outlive this call. While nobody listens it would be collected; with this listener they keep it, and all that the listener uses, until one of them aborts. Call {{remove}}() with the same {{arguments}} as soon as the work is done, in a `finally` for instance.',
      signalWaits:
        '`{{target}}` aborts after a long time only. While nobody listens it would be collected; with this listener it is kept, and all that the listener uses, until then. Call {{remove}}() with the same {{arguments}} as soon as the work is done, in a `finally` for instance.',
      addedPastEnd:
        '`{{target}}` keeps this {{event}} listener, and all that it uses, {{until}}, if {{owner}} ends while line {{line}} waits: {{where}} has found nothing to take out. Set a flag there, and look at it after the wait.',
      losersStay:
        '`{{target}}` outlives this promise and keeps those of its listeners whose event does not come, once more at each call. Remove all of them as soon as one settles the promise.',
      removeAtEnd: 'Call {{remove}}() in {{where}}.',
      removeBeside: 'Call {{remove}}() where the one on line {{line}} is removed.',
      nameAndRemove: 'Name the function `{{name}}`, and call {{remove}}() with it in {{where}}.',
      passSignal: 'Pass `{{controller}}.signal`, which is aborted when the owner ends.',
      returnCleanup: 'Return a cleanup that calls {{remove}}().',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        if (
          !/[oO]n\w*\b\s*\(|[lL]istener\b|subscribe\b|^\W*add[A-Z]|\.add[A-Z]/.test(context.sourceCode.text)
        )
          return
        const facts = factsOf(context)
        for (const { loss, verdict, node } of findings(facts)) {
          const { listener, owner } = loss
          if (!listener || verdict === 'silent' || (verdict === 'likely' && !likely)) continue
          context.report({
            node,
            messageId: listener.form,
            data: describe(listener, owner),
            suggest: removalsOf(facts, listener, owner, context.filename),
          })
        }
      },
    }
  },
})

function describe(
  { registration, holder, sibling, collected, recurrence, ending, wait, controller = '' }: ListenerLoss,
  owner: Owner | undefined,
): Record<string, string> {
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
    line: String((wait ?? sibling?.node ?? collected)?.loc.start.line ?? ''),
    controller,
    signal: describeSignal(ending, owner),
    ...(recurrence && describeRecurrence(recurrence, registration)),
  }
}

/** Which listener a removal takes out; it may be one on another target. */
function describeSibling({ event, target }: Removal, registration: Registration): string {
  const listener = `${event?.text ?? ''} listener`
  return target.text === registration.target.text ? listener : `${listener} of \`${target.text}\``
}

/** Why a signal takes nothing out, and what would let it. */
function describeSignal({ end, controller, abortedAt }: SignalEnding, owner: Owner | undefined): string {
  const abort = `${controller?.handle.text ?? 'its controller'}.abort()`
  const where = describeEnd(owner)
  switch (end) {
    case 'aborted':
      return `its signal is aborted on line ${String(abortedAt?.loc.start.line ?? '')}, but not when ${owner?.name ?? 'its owner'} ends. Call ${abort} in ${where} too.`
    case 'late':
      return 'its signal ends only after a long time. Remove it as soon as the work is done.'
    default:
      return controller
        ? `nothing aborts the signal that is to take it out. Call ${abort} in ${where}.`
        : `nobody can abort its signal, since what would is dropped. Keep the AbortController and abort it in ${where}.`
  }
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
    case 'pooled':
      return {
        again: 'each request that gets this socket from its agent',
        instead: `${removal} when the request is closed.`,
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
