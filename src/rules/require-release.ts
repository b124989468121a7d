import type { SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { acquirerName } from '../analysis/acquisitions.js'
import { factsOf } from '../analysis/file-facts.js'
import type { ResourceProtocol } from '../protocols/resources.js'
import { resourceLeaks, type ResourceLeak } from '../analysis/resources.js'
import { releaseInFinally } from './release-in-finally.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

export type MessageId =
  'dropped' | 'neverReleased' | 'openOnThrow' | 'openOnReturn' | 'openOnEnd' | 'releaseInFinally'

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
      neverReleased: '`{{name}}` is a {{noun}} that nothing releases or hands on: {{holder}}. {{advice}}',
      openOnThrow:
        'The {{noun}} `{{name}}` stays open when {{exit}} on line {{line}} throws: {{holder}}. {{advice}}',
      openOnReturn:
        'The {{noun}} `{{name}}` stays open on the way out on line {{line}}: {{holder}}. {{advice}}',
      openOnEnd:
        'The {{noun}} `{{name}}` stays open on a path to the end on line {{line}}: {{holder}}. {{advice}}',
      releaseInFinally: 'Release `{{name}}` in a `finally` block.',
    },
  },
  create(context, [{ likely = false }]) {
    const { sourceCode } = context
    return {
      'Program:exit'() {
        for (const leak of resourceLeaks(factsOf(context))) {
          if (leak.certainty === 'likely' && !likely) continue
          const data = describe(leak, sourceCode)
          const fix = releaseInFinally(leak, sourceCode)
          context.report({
            node: leak.acquisition.node,
            messageId: messageIdOf(leak),
            data,
            suggest: fix ? [{ messageId: 'releaseInFinally', data, fix }] : [],
          })
        }
      },
    }
  },
})

function messageIdOf({ problem, exit }: ResourceLeak): MessageId {
  if (problem !== 'openOnExit') return problem
  if (exit?.kind === 'throw') return 'openOnThrow'
  return exit?.kind === 'end' ? 'openOnEnd' : 'openOnReturn'
}

function describe(leak: ResourceLeak, sourceCode: Readonly<SourceCode>): Record<string, string> {
  const { acquisition, variable, exit } = leak
  const { protocol, node } = acquisition
  const line = exit?.kind === 'end' ? exit.node.loc.end.line : exit?.node.loc.start.line
  const name = variable?.name ?? ''
  const release = releaseText(protocol, name)
  return {
    noun: protocol.noun,
    acquirer: acquirerName(node),
    name,
    line: String(line ?? ''),
    exit: exitText(leak, sourceCode),
    release,
    advice: adviceFor(leak, release),
    holder: HOLDERS[protocol.collected],
  }
}

const HOLDERS: Record<ResourceProtocol['collected'], string> = {
  never: 'it is held until the process ends, whatever the garbage collector does',
  eventually: 'it is held until the garbage collector happens to find it',
  unknown: 'what it holds stays held',
}

/** The release in the words of the code. Of a row in the settings it is open whether it is a method. */
function releaseText({ methods, functions }: ResourceProtocol, name: string): string {
  const [method] = methods
  if (method === undefined) return `${functions[0] ?? ''}(${name})`
  return `${methods === functions ? method : memberText(name, method)}()`
}

/** `handle.close`, `lock[Symbol.dispose]`, or the method alone where the object has no name. */
function memberText(object: string, method: string): string {
  if (method.startsWith('Symbol.')) return `${object}[${method}]`
  return object === '' ? method : `${object}.${method}`
}

/** Where the release belongs. A `finally` block would come before what a callback of the resource still does. */
function adviceFor({ acquisition, exit }: ResourceLeak, release: string): string {
  const { result, noun } = acquisition.protocol
  const isDeferred = result.as === 'callback' || noun.endsWith('stream')
  if (exit?.kind === 'return' || exit?.kind === 'jump') {
    return `Call ${release} there too${isDeferred ? '' : ', or once in a `finally` block'}.`
  }
  return `Call ${release} ${isDeferred ? 'when done, also where something fails' : 'in a `finally` block'}.`
}

const MAX_QUOTED = 40

function exitText({ exit }: ResourceLeak, sourceCode: Readonly<SourceCode>): string {
  const text = exit ? sourceCode.getText(exit.node).replace(/\s+/g, ' ') : ''
  return text.length <= MAX_QUOTED ? `\`${text}\`` : 'what is called'
}
