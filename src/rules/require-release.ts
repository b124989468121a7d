import { releaseText } from './release-text.js'
import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { acquirerName } from '../ledger/acquisitions.js'
import { dutyAt } from '../ledger/duties.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import type { ResourceProtocol } from '../protocols/resources/protocol.js'
import { resourceLeaks } from '../analysis/resources.js'
import type { ResourceLeak } from '../analysis/resource-lifetimes.js'
import { usingForDuty, type UsingForDuty } from '../suggestions/using/using-for-duty.js'
import { usingSupport } from '../types/using-support.js'
import { releaseInFinally } from './release-in-finally.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { withArticle } from '../suggestions/with-article.js'
import { declareWithUsing } from '../suggestions/using/use-using.js'

export type MessageId =
  | 'dropped'
  | 'neverReleased'
  | 'neverUndone'
  | 'openOnRejection'
  | 'openOnFailure'
  | 'openOnThrow'
  | 'openOnReturn'
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
      openOnThrow:
        'The {{noun}} `{{name}}` stays open when {{exit}} on line {{line}} throws: {{holder}}. {{advice}}',
      openOnRejection:
        'The {{noun}} `{{name}}` stays open when the promise on line {{line}} is rejected: only its success is followed by a release, and {{holder}}. Call {{release}} in `.finally(…)`.',
      openOnFailure:
        'The {{noun}}{{named}} stays when the handler on line {{line}} runs, which does not release it as the one for success does: {{holder}}. Call {{release}} there too.',
      openOnReturn:
        'The {{noun}} `{{name}}` stays open on the way out on line {{line}}: {{holder}}. {{advice}}',
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
        const mayUse = usingSupport(facts.types, context) !== 'no'
        for (const leak of resourceLeaks(facts)) {
          if (leak.certainty === 'likely' && !likely) continue
          const data = describe(leak, sourceCode)
          const fix = isDeferred(leak.acquisition.protocol) ? undefined : releaseInFinally(leak, sourceCode)
          const using = mayUse ? usingFor(facts, leak) : undefined
          context.report({
            node: leak.acquisition.node,
            messageId: messageIdOf(leak),
            data,
            suggest: [
              ...(using ? [usingSuggestion(using, sourceCode)] : []),
              ...(fix ? [{ messageId: 'releaseInFinally' as const, data, fix }] : []),
            ],
          })
        }
      },
    }
  },
})

function usingFor(facts: FileFacts, { acquisition, problem, variable }: ResourceLeak) {
  const duty = dutyAt(facts, acquisition.node)
  const isOfDeclaration = problem === 'neverReleased' || problem === 'openOnExit'
  return duty && isOfDeclaration ? usingForDuty(facts, duty, variable) : undefined
}

function usingSuggestion(using: UsingForDuty, sourceCode: Readonly<SourceCode>) {
  const { name, kind } = using
  return { messageId: 'useUsing' as const, data: { name, kind }, fix: declareWithUsing(using, sourceCode) }
}

function messageIdOf({ problem, exit }: ResourceLeak): MessageId {
  if (problem !== 'openOnExit') return problem
  if (exit?.kind === 'throw') return 'openOnThrow'
  return exit?.kind === 'end' ? 'openOnEnd' : 'openOnReturn'
}

function describe(leak: ResourceLeak, sourceCode: Readonly<SourceCode>): Record<string, string> {
  const { acquisition, variable, exit } = leak
  const { protocol, node } = acquisition
  const line = exit?.kind === 'end' ? exit.node.loc.end.line : (exit?.node ?? leak.skipped)?.loc.start.line
  const name = variable?.name ?? leak.text ?? argumentText(leak, sourceCode)
  const release = releaseText(protocol, name)
  return {
    noun: protocol.noun,
    kind: withArticle(protocol.noun),
    acquirer: acquirerName(node),
    name,
    named: name === '' ? '' : ` \`${name}\``,
    line: String(line ?? ''),
    exit: exitText(leak, sourceCode),
    release,
    advice: adviceFor(leak, release),
    holder: HOLDERS[protocol.collected],
  }
}

function argumentText(
  { acquisition: { node, protocol } }: ResourceLeak,
  sourceCode: Readonly<SourceCode>,
): string {
  const argument = protocol.result.as === 'argument' ? node.arguments[protocol.result.index] : undefined
  return argument ? sourceCode.getText(argument) : ''
}

const HOLDERS: Record<ResourceProtocol['collected'], string> = {
  never: 'it is held until the process ends, whatever the garbage collector does',
  eventually: 'it is held until the garbage collector happens to find it',
  unknown: 'what it holds stays held',
}

/** Where the release belongs. A `finally` block would come before what a callback of the resource still does. */
function adviceFor({ acquisition, exit, problem, end }: ResourceLeak, release: string): string {
  if (end !== undefined && problem === 'neverReleased') return `Call ${release} in ${end}.`
  const { protocol } = acquisition
  const isLater =
    isDeferred(protocol) || protocol.result.as === 'callback' || protocol.noun.endsWith('stream')
  if (exit?.kind === 'return' || exit?.kind === 'jump') {
    return `Call ${release} there too${isLater ? '' : ', or once in a `finally` block'}.`
  }
  return `Call ${release} ${isLater ? 'when done, also where something fails' : 'in a `finally` block'}.`
}

/** Whether a resource is commonly used long after the function that opens it has returned. */
function isDeferred({ isLongLived, exceptions, awaits, completes }: ResourceProtocol): boolean {
  return completes === true || (isLongLived && !exceptions && !awaits)
}

const MAX_QUOTED = 40

function exitText({ exit }: ResourceLeak, sourceCode: Readonly<SourceCode>): string {
  const text = exit ? sourceCode.getText(exit.node).replace(/\s+/g, ' ') : ''
  return text.length <= MAX_QUOTED ? `\`${text}\`` : 'what is called'
}
