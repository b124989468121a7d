import { releaseText } from '../suggestions/release-text.js'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { makerText } from '../ledger/duties.js'
import { describeEnd } from '../lives/owner.js'
import { isOfResource } from '../ledger/duty.js'
import type { Loss } from '../losses/loss.js'
import { findings } from '../verdict/findings.js'
import { factsOf } from '../cells/file-facts.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { usingForDuty, type UsingForDuty } from '../suggestions/using/using-for-duty.js'
import { usingSupport } from '../suggestions/using/using-support.js'
import { releaseInFinally } from '../suggestions/release-in-finally.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { withArticle } from '../suggestions/with-article.js'
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
        'Nothing can release the {{noun}} that {{acquirer}} opens here, since it is not kept: {{holder}}. Keep it in a variable and call {{release}} when done.',
      neverReleased: '`{{name}}` is {{kind}} that nothing releases or hands on: {{holder}}. {{advice}}',
      neverUndone:
        'Nothing undoes what {{acquirer}} does to `{{name}}` here: {{holder}}. Call {{release}} when it is no longer needed.',
      openWhereSettled:
        'The {{noun}} `{{name}}` stays open when the promise is settled on line {{line}}, and who waits for that never gets it: {{holder}}. Call {{release}} there too.',
      openOnThrow:
        'The {{noun}} `{{name}}` stays open when {{exit}} on line {{line}} throws: {{holder}}. {{advice}}',
      openOnRejection:
        'The {{noun}} `{{name}}` stays open when the promise on line {{line}} is rejected: only its success is followed by a release, and {{holder}}. Call {{release}} in `.finally(…)`.',
      openOnFailure:
        'The {{noun}}{{named}} stays when the handler on line {{line}} runs, which does not release it as the one for success does: {{holder}}. Call {{release}} there too.',
      openWithoutEvent:
        'The {{noun}} `{{name}}` stays open where the event of line {{line}} does not come, as it only comes to what succeeds: {{holder}}. Call {{release}} on an event that comes in any case too.',
      openOnReturn:
        'The {{noun}} `{{name}}` stays open on the way out on line {{line}}: {{holder}}. {{advice}}',
      openOnYield:
        'The {{noun}} `{{name}}` stays open when whoever reads this generator stops at the `yield` on line {{line}}: {{holder}}. {{advice}}',
      openOnEnd:
        'The {{noun}} `{{name}}` stays open on a path to the end on line {{line}}: {{holder}}. {{advice}}',
      releaseInFinally: 'Release `{{name}}` in a `finally` block.',
      useUsing: 'Declare `{{name}}` with `{{kind}}`.',
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
          context.report({
            node: loss.node,
            messageId: loss.form,
            data,
            suggest: [
              ...(fix ? [{ messageId: 'releaseInFinally' as const, data, fix }] : []),
              ...(using ? [usingSuggestion(using, sourceCode)] : []),
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

type Form = Exclude<MessageId, 'releaseInFinally' | 'useUsing'>

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
  const { duty, cell, at, form } = loss
  const line = form === 'openOnEnd' ? at?.loc.end.line : at?.loc.start.line
  const name = cell?.text ?? argumentText(loss, sourceCode)
  const release = releaseText(duty.kind, name)
  return {
    noun: duty.kind.noun,
    kind: withArticle(duty.kind.noun),
    acquirer: makerText(duty),
    name,
    named: name === '' ? '' : ` \`${name}\``,
    line: String(line ?? ''),
    exit: exitText(loss, sourceCode),
    release,
    advice: adviceFor(loss, release),
    holder: HOLDERS[duty.kind.collected],
  }
}

function argumentText({ duty: { site, arrival } }: Loss, sourceCode: Readonly<SourceCode>): string {
  const argument = arrival.as === 'argument' ? site.arguments[arrival.index] : undefined
  return argument ? sourceCode.getText(argument) : ''
}

const HOLDERS: Record<ResourceProtocol['collected'], string> = {
  never: 'it is held until the process ends, whatever the garbage collector does',
  eventually: 'it is held until the garbage collector happens to find it',
  unknown: 'what it holds stays held',
}

/** Where the release belongs. A `finally` block would come before what a callback of the resource still does. */
function adviceFor({ duty, form, owner }: Loss, release: string): string {
  if (owner && form === 'neverReleased') return `Call ${release} in ${describeEnd(owner)}.`
  const { kind, arrival } = duty
  const isLater = isDeferred(kind) || arrival.as === 'parameter' || kind.noun.endsWith('stream')
  if (form === 'openOnReturn') {
    return `Call ${release} there too${isLater ? '' : ', or once in a `finally` block'}.`
  }
  return `Call ${release} ${isLater ? 'when done, also where something fails' : 'in a `finally` block'}.`
}

/** Whether a resource is commonly used long after the function that opens it has returned. */
function isDeferred({ isLongLived, exceptions, awaits, completes }: ResourceProtocol): boolean {
  return completes === true || (isLongLived && !exceptions && !awaits)
}

const MAX_QUOTED = 40

function exitText({ form, at }: Loss, sourceCode: Readonly<SourceCode>): string {
  const text = form === 'openOnThrow' && at ? sourceCode.getText(at).replace(/\s+/g, ' ') : ''
  return text !== '' && text.length <= MAX_QUOTED ? `\`${text}\`` : 'what is called'
}
