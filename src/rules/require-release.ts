import { releaseText } from '../suggestions/release-text.js'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { makerText } from '../ledger/duties.js'
import { describeEnd } from '../lives/owner.js'
import { isInFinally } from '../ledger/sources/evidence-of-ends.js'
import { isOfResource } from '../ledger/duty.js'
import { exitText } from '../losses/left/exit-text.js'
import type { Loss } from '../losses/loss.js'
import { findings } from '../verdict/findings.js'
import { factsOf } from '../cells/file-facts.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { usingForDuty, type UsingForDuty } from '../suggestions/using/using-for-duty.js'
import { codeText } from '../syntax/code-text.js'
import { usingSupport } from '../suggestions/using/using-support.js'
import { endWithOwner } from '../suggestions/ends/end-with-owner.js'
import { endingSuggestions, type EndingId } from '../suggestions/ends/end-change.js'
import { releaseInFinally } from '../suggestions/release-in-finally.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { declareWithUsing } from '../suggestions/using/use-using.js'

export type MessageId =
  | 'dropped'
  | 'neverReleased'
  | 'neverUndone'
  | 'openOnRejection'
  | 'openOnFailure'
  | 'openWithoutEvent'
  | 'openWhereSettled'
  | 'openOnThrow'
  | 'openOnReturn'
  | 'openOnYield'
  | 'openOnEnd'
  | 'releaseInFinally'
  | 'useUsing'
  | EndingId

export const requireRelease = createRule<[CertaintyOptions], MessageId>({
  name: 'require-release',
  meta: {
    type: 'problem',
    docs: {
      description: 'require that files, connections and other resources are released on every way out',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      dropped:
        'The {{noun}} of {{acquirer}} is not kept, and stays open{{until}}. Keep it and call {{release}} when done.',
      neverReleased: 'The {{noun}} `{{name}}` stays open{{until}}: nothing releases it. {{advice}}',
      neverUndone:
        'What {{acquirer}} does to `{{name}}` stays{{until}}: nothing undoes it. Call {{release}} when done.',
      openWhereSettled:
        '`{{name}}` stays open when {{exit}} settles the promise{{until}}. Call {{release}} there too.',
      openOnThrow: '`{{name}}` stays open {{exit}}{{until}}. {{advice}}',
      openOnRejection:
        '`{{name}}` stays open when {{exit}} is rejected{{until}}. Call {{release}} in `.finally(…)`.',
      openOnFailure:
        'The {{noun}}{{named}} stays open when {{exit}} runs{{until}}: only success releases it. Call {{release}} there too.',
      openWithoutEvent:
        '`{{name}}` stays open on failure{{until}}: only success brings the event of {{exit}}. Call {{release}} on failure too.',
      openOnReturn: '`{{name}}` stays open {{exit}}{{until}}. {{advice}}',
      openOnYield:
        '`{{name}}` stays open when the reader of this generator stops at {{exit}}{{until}}. {{advice}}',
      openOnEnd: '`{{name}}` stays open {{exit}}{{until}}. {{advice}}',
      releaseInFinally: 'Release `{{name}}` in a `finally` block.',
      useUsing: 'Declare `{{name}}` with `{{kind}}`.',
      ...endingSuggestions,
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        for (const { loss, verdict } of findings(facts)) {
          if (!KINDS.has(loss.kind) || verdict === 'silent' || (verdict === 'likely' && !likely)) continue
          if (!isForm(loss.form) || !isOfResource(loss.duty)) continue
          const data = describe(loss, sourceCode)
          // What the promise is to bring is open when its executor is done.
          const isLater = isDeferred(loss.duty.kind) || LATER.has(loss.form)
          const fix = isLater ? undefined : releaseInFinally(loss, sourceCode)
          const using =
            ENDED_BY_BLOCK.has(loss.form) && usingSupport(facts.types, context) !== 'no'
              ? usingForDuty(facts, loss.duty, loss.cell?.variable)
              : undefined
          const ending =
            fix || using
              ? undefined
              : endWithOwner(facts, loss, { filename: context.filename, isRepeated: true })
          context.report({
            node: loss.node,
            messageId: loss.form,
            data,
            suggest: [
              ...(fix ? [{ messageId: 'releaseInFinally' as const, data, fix }] : []),
              ...(using ? [usingSuggestion(using, sourceCode)] : []),
              ...(ending ? [ending] : []),
            ],
          })
        }
      },
    }
  },
})

function usingSuggestion(using: UsingForDuty, sourceCode: Readonly<SourceCode>) {
  const { name, kind } = using
  return { messageId: 'useUsing' as const, data: { name, kind }, fix: declareWithUsing(using, sourceCode) }
}

/** The forms of a loss that the end of the block would have ended. */
const ENDED_BY_BLOCK: ReadonlySet<string> = new Set<MessageId>([
  'neverReleased',
  'openOnThrow',
  'openOnReturn',
  'openOnYield',
  'openOnEnd',
])

/** The forms of a loss that comes when the function is done. */
const LATER: ReadonlySet<string> = new Set<MessageId>(['openWhereSettled', 'openWithoutEvent'])

/** The ways to lose a duty that this rule speaks of. */
const KINDS: ReadonlySet<Loss['kind']> = new Set(['dropped', 'left'])

type Form = Exclude<MessageId, 'releaseInFinally' | 'useUsing' | EndingId>

const FORMS: ReadonlySet<string> = new Set<Form>([
  'dropped',
  'neverReleased',
  'neverUndone',
  'openOnRejection',
  'openOnFailure',
  'openWithoutEvent',
  'openWhereSettled',
  'openOnThrow',
  'openOnReturn',
  'openOnYield',
  'openOnEnd',
])

function isForm(form: string): form is Form {
  return FORMS.has(form)
}

function describe(loss: Loss, sourceCode: Readonly<SourceCode>): Record<string, string> {
  const { duty, cell } = loss
  const name = cell?.text ?? argumentText(loss, sourceCode)
  const release = releaseText(duty.kind, name)
  return {
    noun: duty.kind.noun,
    acquirer: makerText(duty),
    name,
    named: name === '' ? '' : ` \`${name}\``,
    exit: placeOfExit(loss, sourceCode),
    release,
    advice: adviceFor(loss, release),
    until: untilText(loss),
  }
}

function argumentText({ duty: { site, arrival } }: Loss, sourceCode: Readonly<SourceCode>): string {
  const argument = arrival.as === 'argument' ? site.arguments[arrival.index] : undefined
  return argument ? sourceCode.getText(argument) : ''
}

/** Until when it stays open; behind the way out on which it does, lest that be read as the end. */
function untilText({ duty, form }: Loss): string {
  const until = UNTIL[duty.kind.collected]
  return until === '' ? '' : form.startsWith('open') ? `, ${until}` : ` ${until}`
}

const UNTIL: Record<ResourceProtocol['collected'], string> = {
  never: 'until the process ends',
  eventually: 'until garbage collection',
  unknown: '',
}

/** Where the release belongs. A `finally` block would come before what a callback of the resource still does. */
function adviceFor({ duty, form, owner, at }: Loss, release: string): string {
  if (owner && form === 'neverReleased') return `Call ${release} in ${describeEnd(owner)}.`
  // There it may be already, behind what fails.
  if (form === 'openOnThrow' && at && isInFinally(at)) return `Call ${release} in a \`finally\` around that.`
  const { kind, arrival } = duty
  const isLater = isDeferred(kind) || arrival.as === 'parameter' || kind.noun.endsWith('stream')
  if (form === 'openOnReturn') {
    return `Call ${release} there too${isLater ? '' : ', or once in `finally`'}.`
  }
  return `Call ${release} ${isLater ? 'when done, also on failure' : 'in `finally`'}.`
}

/** Whether a resource is commonly used long after the function that opens it has returned. */
function isDeferred({ isLongLived, exceptions, awaits, completes }: ResourceProtocol): boolean {
  return completes === true || (isLongLived && !exceptions && !awaits)
}

/** The ways out whose message says itself what happens there. */
const NAMED: ReadonlySet<string> = new Set<MessageId>([
  'openWhereSettled',
  'openOnRejection',
  'openOnFailure',
  'openWithoutEvent',
  'openOnYield',
])

function placeOfExit({ form, at }: Loss, sourceCode: Readonly<SourceCode>): string {
  return at && NAMED.has(form) ? codeText(sourceCode, at) : exitText(sourceCode, at, form)
}
