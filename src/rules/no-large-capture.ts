import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { capturesByType, largeCaptures, type LargeCapture } from '../capture/captures.js'
import { factsOf, type FileFacts } from '../cells/file-facts.js'
import type { Certainty } from '../ledger/certainty.js'
import { instanceCaptures, type InstanceCapture } from '../capture/instance-captures.js'
import { replacedValues, type ReplacedValue } from '../capture/replaced-values.js'
import { keptErrors, type KeptError } from '../capture/kept-errors.js'

import type { Variable } from '../syntax/bindings.js'
import { capitalized, codeText } from '../syntax/code-text.js'
import { enclosingFunction, functionName, isFunction } from '../syntax/functions.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'
import { hoistPart } from '../suggestions/hoist-part.js'

type FindingId = LargeCapture['problem'] | InstanceCapture['problem'] | KeptError['problem'] | 'chain'

export type MessageId = FindingId | 'readBefore'

/** A finding of any kind, as it is reported. */
interface Report {
  loc: TSESTree.SourceLocation
  certainty: Certainty
  messageId: FindingId
  data: Record<string, string>
  fix?: ReportFixFunction | undefined
}

export const noLargeCapture = createRule<[CertaintyOptions], MessageId>({
  name: 'no-large-capture',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow long-lived functions that keep a large value which they do not need',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      part: '{{keeper}} keeps this function, and with it all of `{{name}}` ({{size}}). Read {{part}} outside of the function.',
      sibling:
        '{{keeper}} keeps this function, and with it `{{name}}` ({{size}}), which {{other}} beside it uses. {{remedy}}',
      whole:
        '{{keeper}} keeps this function, and with it `{{name}}` ({{size}}). Take it out after use, or let it use only a part of `{{name}}`.',
      evaluated:
        '{{keeper}} keeps this function, and with it `{{name}}` ({{size}}), which {{other}} might use. Write `(0, eval)(…)`, which sees only globals.',
      argument:
        '{{keeper}} keeps this function, and with it all arguments of the call, such as `{{name}}` ({{size}}). Name those that it needs, without `arguments`.',
      instance:
        '{{keeper}} keeps this instance, and with it `{{name}}` ({{size}}). Take it out when it ends, or set `this.{{name}}` to null then.',
      instancePart:
        '{{keeper}} keeps this function, and with it `this` and its `{{name}}` ({{size}}). Read {{part}} outside of the function.',
      instanceSibling:
        '{{keeper}} keeps this function, and with it `this` and its `{{name}}` ({{size}}), as {{other}} beside it uses `this`. Make it in a method of its own.',
      chain:
        'Each value of `{{target}}` keeps the one before: {{other}} beside its function uses `{{name}}`. {{remedy}}',
      keptError:
        '{{keeper}} keeps this error, and until its `stack` is read also the `this` of each function on the stack. Keep only its message.',
      causeChain:
        '{{keeper}} keeps each error that was ever put here, as the `cause` of the next. Keep only the message of the former one.',
      readBefore: 'Read {{part}} into a variable outside of the function.',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        for (const { loc, certainty, messageId, data, fix } of reportsOf(factsOf(context), likely)) {
          if (certainty === 'likely' && !likely) continue
          context.report({
            loc,
            messageId,
            data,
            suggest: fix ? [{ messageId: 'readBefore', data, fix }] : [],
          })
        }
      },
    }
  },
})

function reportsOf(facts: FileFacts, isLikelyAsked: boolean): Report[] {
  // What is likely at most is not looked for in vain.
  const byType = isLikelyAsked ? capturesByType(facts) : []
  const errors = isLikelyAsked ? keptErrors(facts) : []
  return [
    ...[...largeCaptures(facts), ...byType].map((found) => reportOfCapture(facts, found)),
    ...instanceCaptures(facts).map((found) => reportOfInstance(facts, found)),
    ...replacedValues(facts).map((found) => reportOfChain(facts, found)),
    ...errors.map(reportOfError),
  ]
}

function reportOfCapture(facts: FileFacts, found: LargeCapture): Report {
  const { keeper, variable, holds, size, uses, parts, certainty, problem } = found
  return {
    loc: startOf(facts.sourceCode, keeper.node),
    certainty,
    messageId: problem,
    data: {
      keeper: capitalized(keeper.keeper),
      name: holds.name,
      size: size.reason,
      other:
        problem === 'evaluated' && uses[0]
          ? codeText(facts.sourceCode, uses[0])
          : otherText(facts.sourceCode, uses),
      part: textsOf(facts.sourceCode, parts),
      remedy: variable === holds ? remedyFor(holds) : 'Use named parameters in place of `arguments`.',
    },
    fix: problem === 'part' ? hoistPart(found, facts) : undefined,
  }
}

function reportOfInstance({ sourceCode }: FileFacts, found: InstanceCapture): Report {
  const { node, keeper, field, certainty, problem, uses } = found
  return {
    loc: startOf(sourceCode, node),
    certainty,
    messageId: problem,
    data: {
      keeper: capitalized(keeper),
      name: field.name,
      size: field.size.reason,
      other: otherText(sourceCode, uses),
      part: textsOf(sourceCode, found.parts),
    },
  }
}

function reportOfChain({ sourceCode }: FileFacts, { target, former, uses }: ReplacedValue): Report {
  const data = {
    target: sourceCode.getText(target),
    name: former.name,
    other: otherText(sourceCode, uses),
    remedy: remedyFor(former),
  }
  return { loc: target.loc, certainty: 'known', messageId: 'chain', data }
}

function reportOfError({ node, keeper, problem }: KeptError): Report {
  return { loc: node.loc, certainty: 'likely', messageId: problem, data: { keeper } }
}

/** What takes a variable out of the scope of a function that is kept: a block has only what is declared in it by `let` or `const`. */
function remedyFor({ name, defs }: Variable): string {
  const declaration = defs[0]?.parent
  return declaration?.type === 'VariableDeclaration' && declaration.kind !== 'var'
    ? `Declare \`${name}\` in a block of its own.`
    : `Set \`${name}\` to null when done.`
}

/** A function is as long as its body: its first word is enough to find it. */
function startOf(sourceCode: Readonly<SourceCode>, node: TSESTree.Node): TSESTree.SourceLocation {
  return sourceCode.getFirstToken(node)?.loc ?? node.loc
}

/** The field of a class whose initialiser a node is in. */
function fieldAround(node: TSESTree.Node): TSESTree.PropertyDefinition | undefined {
  for (let current = node.parent; current && !isFunction(current); current = current.parent)
    if (current.type === 'PropertyDefinition') return current
  return undefined
}

/** What uses a value: the function, or what stands there where it has no name. */
function otherText(sourceCode: Readonly<SourceCode>, [use]: readonly TSESTree.Node[]): string {
  if (!use) return 'another function'
  const field = fieldAround(use)
  if (field) return codeText(sourceCode, field)
  const scope = enclosingFunction(use)
  const name = scope && functionName(scope)
  return name === undefined ? codeText(sourceCode, scope ?? use) : `${name}()`
}

function textsOf(sourceCode: Readonly<SourceCode>, parts: readonly TSESTree.Node[]): string {
  return [...new Set(parts.map((part) => `\`${sourceCode.getText(part)}\``))].join(' and ')
}
