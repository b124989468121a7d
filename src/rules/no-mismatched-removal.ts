import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import { factsOf, type FileFacts } from '../cells/file-facts.js'
import { holderOf } from '../lives/lifetime.js'
import { mismatchedRemovals } from '../losses/mismatched/mismatched-removals.js'
import type { Mismatch } from '../losses/mismatched/mismatch.js'
import type { AddedAtEnd, RemovalMismatch } from '../losses/registrations/removals/mismatch.js'
import { findings } from '../verdict/findings.js'
import type { EventName, Registration } from '../ledger/registrations/registration.js'
import { FLUENT_METHODS } from '../protocols/listeners.js'
import { calleeName } from '../syntax/property-name.js'
import { codeText } from '../syntax/code-text.js'
import { unwrap } from '../syntax/unwrap.js'
import { corrections, type Correction } from '../suggestions/listeners/correct-removal.js'
import { certaintySchema, createRule, type CertaintyOptions } from './create-rule.js'

type Told = Mismatch | RemovalMismatch | AddedAtEnd

type MessageId = Told['kind'] | 'freshFunctionAlone' | 'neverFilledAlone' | Correction['messageId']

export const noMismatchedRemoval = createRule<[CertaintyOptions], MessageId>({
  name: 'no-mismatched-removal',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow removals that cannot take out what was registered',
      recommended: true,
    },
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { ...certaintySchema }, additionalProperties: false }],
    defaultOptions: [{}],
    messages: {
      freshFunction:
        '`{{target}}` keeps the {{event}} listener {{until}}: this removal gets a new function. Give both calls the same one.',
      freshFunctionAlone:
        '`{{target}}` keeps what was added: this removal gets a new function. Give both calls the same one.',
      wrappedHandler:
        '`{{target}}` keeps the {{event}} listener {{until}}: {{at}} makes a new function from `{{handler}}`. Keep that for this removal.',
      otherHandler:
        '`{{target}}` keeps the {{event}} listener {{until}}: this removal gets `{{handler}}`, but {{added}} listens. Remove that one.',
      otherEvent:
        '`{{target}}` keeps `{{handler}}` for {{events}} {{until}}: this removal names {{removedEvent}}. Name the same event.',
      noEvent:
        '`{{target}}` keeps the listener for {{events}} {{until}}: this removal begins with the function. Name the event first.',
      otherCapture:
        '`{{target}}` keeps the {{event}} listener {{until}}: it is added with `capture: {{capture}}`. Repeat that in this removal.',
      otherTarget:
        '`{{target}}` keeps the {{event}} listener {{until}}: this removal is called on something else. Call it on `{{target}}`.',
      otherMediaQuery:
        'Each matchMedia() answers a new list, and the one with the listener keeps it {{until}}. Use one for both calls.',
      neverFilled:
        '`{{target}}` keeps the {{event}} listener {{until}}: nothing here fills `{{handler}}`. Put the listener there.',
      neverFilledAlone:
        '`{{target}}` keeps what was added: nothing here fills `{{handler}}`. Put the function there.',
      notYetAdded:
        '`{{target}}` keeps the listeners of former calls {{until}}: each call makes its own `{{handler}}`. Make it once, outside of this function.',
      noContext:
        '`{{target}}` keeps the {{event}} listener {{until}}, if it compares contexts: this removal lacks the context `{{context}}`. Repeat it.',
      addedAtEnd:
        '`{{target}}` keeps the {{event}} listener {{until}}: {{where}} adds it once more. Call {{remove}}() instead.',
      lostVariable:
        'This removal never gets what {{at}} assigns: each render of {{component}} has a new `{{variable}}`. Keep it in a ref.',
      misspelledTeardown:
        'Nothing calls {{name}}(), so what it releases stays when {{className}} ends. The name is {{right}}().',
      useHandler: 'Remove `{{handler}}`.',
      useEvent: 'Remove it from {{event}}.',
      nameEvent: 'Name the event {{event}}.',
      useCapture: 'Give `{{capture}}` as the capture flag.',
      useTarget: 'Call {{remove}}() on `{{target}}`.',
      giveContext: 'Give `{{context}}` as the context.',
      removeInstead: 'Call {{remove}}() instead.',
      rename: 'Rename it to {{right}}().',
    },
  },
  create(context, [{ likely = false }]) {
    return {
      'Program:exit'() {
        const facts = factsOf(context)
        const losses = findings(facts).flatMap(({ loss, verdict }) =>
          loss.mismatch && (verdict === 'known' || (likely && verdict === 'likely')) ? [loss.mismatch] : [],
        )
        for (const mismatch of [...losses, ...unused(facts, likely)]) {
          context.report({
            ...placeOf(mismatch),
            messageId: messageOf(mismatch),
            data: describe(facts, mismatch),
            suggest: corrections(facts, mismatch).map(({ messageId, data, fix }) => ({
              messageId,
              data,
              fix,
            })),
          } satisfies TSESLint.ReportDescriptor<MessageId>)
        }
      },
    }
  },
})

/** What never runs, or never gets what it should. */
function unused(facts: FileFacts, likely: boolean): readonly Mismatch[] {
  if (!MENTIONS_REMOVAL.test(facts.sourceCode.text)) return []
  return mismatchedRemovals(facts).filter(({ certainty }) => certainty === 'known' || likely)
}

/** A cheap look at the text, for files that cannot have such a removal. */
const MENTIONS_REMOVAL =
  /[lL]istener\b|\b(?:on|off|un|unbind|unsubscribe|disconnect)\b|clear(?:Timeout|Interval|Immediate)|cancel\w+|mount|nDestroy|Callback/

/** What to underline: of a chain such as `a.off(…).off(…)`, the last call of it only. */
function placeOf(mismatch: Told): { node: TSESTree.Node; loc: TSESTree.SourceLocation } {
  const node = nodeOf(mismatch)
  const callee = node.type === 'CallExpression' ? node.callee : undefined
  const isChain = callee?.type === 'MemberExpression' && unwrap(callee.object).type === 'CallExpression'
  const start = isChain && isOnOneMore(callee.object) ? callee.property.loc.start : node.loc.start
  return { node, loc: { start, end: node.loc.end } }
}

function isOnOneMore(object: TSESTree.Node): boolean {
  const call = unwrap(object)
  return call.type === 'CallExpression' && FLUENT_METHODS.has(calleeName(call) ?? '')
}

function nodeOf(mismatch: Told): TSESTree.Node {
  if (mismatch.kind === 'addedAtEnd') return mismatch.registration.node
  return 'removal' in mismatch ? mismatch.removal.node : mismatch.node
}

function messageOf(mismatch: Told): MessageId {
  const isAlone = 'removal' in mismatch && !mismatch.registration
  if (isAlone && mismatch.kind === 'freshFunction') return 'freshFunctionAlone'
  return isAlone && mismatch.kind === 'neverFilled' ? 'neverFilledAlone' : mismatch.kind
}

function describe(facts: FileFacts, mismatch: Told): Record<string, string> {
  switch (mismatch.kind) {
    case 'misspelledTeardown':
      return { name: mismatch.name, right: mismatch.right, className: mismatch.className }
    case 'lostVariable':
      return {
        variable: mismatch.variable,
        component: mismatch.component,
        at: codeText(facts.sourceCode, mismatch.assignment.parent ?? mismatch.assignment),
      }
    case 'addedAtEnd':
      return {
        ...describeRegistration(facts, mismatch.registration),
        where: mismatch.where,
        remove: mismatch.registration.protocol.remove[0] ?? '',
      }
    default:
      return describeRemoval(facts, mismatch)
  }
}

function describeRemoval(facts: FileFacts, mismatch: RemovalMismatch): Record<string, string> {
  const { removal, registration, others } = mismatch
  const { sourceCode } = facts
  const handler = removal.handler ? sourceCode.getText(unwrap(removal.handler)) : ''
  if (!registration) return { target: removal.target.text, handler }
  const added = unwrap(registration.handler)
  const events = [registration, ...others].map(({ event }) => nameOf(event))
  return {
    ...describeRegistration(facts, registration),
    at: codeText(sourceCode, registration.node),
    handler,
    added: addedText(facts, mismatch, added),
    removedEvent: removal.event ? nameOf(removal.event) : '',
    events: [...new Set(events)].join(' and '),
    capture: String(registration.capture),
    context: contextText(facts, registration),
  }
}

/** How a message names the function that listens instead. */
function addedText({ sourceCode }: FileFacts, { removal }: RemovalMismatch, added: TSESTree.Node): string {
  if (added.type !== 'Identifier' && added.type !== 'MemberExpression') return 'another function'
  const text = sourceCode.getText(added)
  const isSameName = removal.handler !== undefined && sourceCode.getText(unwrap(removal.handler)) === text
  return isSameName ? 'another function of that name' : `\`${text}\``
}

function describeRegistration(facts: FileFacts, { target, event }: Registration): Record<string, string> {
  return {
    target: target.text,
    event: nameOf(event),
    until: holderOf(facts, target.node).until ?? 'as long as it lives',
  }
}

function contextText({ sourceCode }: FileFacts, { node, handler }: Registration): string {
  const context = node.arguments[node.arguments.indexOf(handler) + 1]
  return context ? sourceCode.getText(context) : ''
}

function nameOf({ name, text }: EventName): string {
  if (name !== undefined) return `'${name}'`
  return text.startsWith('`') ? text : `\`${text}\``
}
