import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction } from '@typescript-eslint/utils/ts-eslint'

import { argumentAfterHandler } from '../../ledger/registrations/contexts.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isFreshFunction } from '../../ledger/registrations/fresh-functions.js'
import type { Mismatch, MisspelledRemoval } from '../../losses/mismatched/mismatch.js'
import type { AddedAtEnd, RemovalMismatch } from '../../losses/registrations/removals/mismatch.js'
import type { Registration, Removal } from '../../ledger/registrations/registration.js'
import { isVisibleIn } from '../../cells/uses/visibility.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { calleeName, keyName, receiverOf } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** What to write instead of a removal that takes nothing out. */
export interface Correction {
  messageId:
    | 'useHandler'
    | 'useEvent'
    | 'nameEvent'
    | 'useCapture'
    | 'useTarget'
    | 'giveContext'
    | 'removeInstead'
    | 'rename'
  data: Record<string, string>
  fix: ReportFixFunction
}

/** Answers the corrections that are certain to take out what was meant. */
export function corrections(
  facts: FileFacts,
  mismatch: Mismatch | RemovalMismatch | AddedAtEnd,
): readonly Correction[] {
  switch (mismatch.kind) {
    case 'freshFunction':
    case 'otherHandler':
      return [...useHandler(facts, mismatch), ...useEvent(facts, mismatch)]
    case 'otherEvent':
      return useEvent(facts, mismatch)
    case 'noEvent':
      return nameEvent(facts, mismatch)
    case 'otherCapture':
      return useCapture(facts, mismatch)
    case 'otherTarget':
      return useTarget(facts, mismatch)
    case 'noContext':
      return giveContext(facts, mismatch)
    case 'addedAtEnd':
      return removeInstead(mismatch)
    case 'misspelledTeardown':
      return rename(mismatch)
    case 'wrappedHandler':
    case 'otherMediaQuery':
    case 'neverFilled':
    case 'notYetAdded':
    case 'lostVariable':
      return []
  }
}

function useHandler(facts: FileFacts, { kind, removal, registration }: RemovalMismatch): Correction[] {
  const handler = registration && unwrap(registration.handler)
  if (!handler || (kind === 'otherHandler' && registration.event.text !== removal.event?.text)) return []
  if (handler.type !== 'Identifier' && handler.type !== 'MemberExpression') return []
  if (isFreshFunction(facts, handler) !== 'no' || !isVisible(facts, handler, removal)) return []
  return replace('useHandler', 'handler', removal.handler, facts.sourceCode.getText(handler))
}

function useEvent(facts: FileFacts, { kind, removal, registration, others }: RemovalMismatch): Correction[] {
  if (kind === 'freshFunction') return []
  const candidates = [registration, ...others].filter(
    (each) => each && each.event.text !== removal.event?.text,
  )
  return candidates.flatMap((each) => {
    const event = each && eventOf(each)
    if (!event || !isVisible(facts, event, removal)) return []
    return replace('useEvent', 'event', eventOf(removal), facts.sourceCode.getText(event))
  })
}

function nameEvent(facts: FileFacts, { removal, registration, others }: RemovalMismatch): Correction[] {
  const event = registration && others.length === 0 ? eventOf(registration) : undefined
  const { handler } = removal
  if (!event || !handler || !isVisible(facts, event, removal)) return []
  const text = facts.sourceCode.getText(event)
  return [
    {
      messageId: 'nameEvent',
      data: { event: text },
      fix: (fixer) => fixer.insertTextBefore(handler, `${text}, `),
    },
  ]
}

function useCapture(_facts: FileFacts, { removal, registration }: RemovalMismatch): Correction[] {
  const { handler } = removal
  if (!handler || registration?.capture === undefined) return []
  const text = String(registration.capture)
  const given = argumentAfterHandler(removal)
  if (given) return replace('useCapture', 'capture', flagIn(given), text)
  return [
    {
      messageId: 'useCapture',
      data: { capture: text },
      fix: (fixer) => fixer.insertTextAfter(handler, `, ${text}`),
    },
  ]
}

/** The literal that says whether to capture. */
function flagIn(options: TSESTree.Node): TSESTree.Node | undefined {
  if (options.type === 'Literal') return options
  if (options.type !== 'ObjectExpression') return undefined
  for (const property of options.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === 'capture')
      return property.value.type === 'Literal' ? property.value : undefined
  }
  return undefined
}

function useTarget(facts: FileFacts, { removal, registration }: RemovalMismatch): Correction[] {
  const receiver = receiverOf(removal.node)
  if (!registration || !receiver || receiver !== removal.target.node) return []
  if (registration.target.place?.startsWith('g:') !== true || registration.target.text.includes('('))
    return []
  return replace('useTarget', 'target', receiver, registration.target.text).map((correction) => ({
    ...correction,
    data: { ...correction.data, remove: calleeName(removal.node) ?? '' },
  }))
}

function giveContext(facts: FileFacts, { removal, registration }: RemovalMismatch): Correction[] {
  const { handler } = removal
  const context = registration && argumentAfterHandler(registration)
  if (!handler || !context || !isVisible(facts, context, removal)) return []
  const text = facts.sourceCode.getText(context)
  return [
    {
      messageId: 'giveContext',
      data: { context: text },
      fix: (fixer) => fixer.insertTextAfter(handler, `, ${text}`),
    },
  ]
}

function removeInstead({ registration }: AddedAtEnd): Correction[] {
  const { callee } = registration.node
  const [remove] = registration.protocol.remove
  const method =
    callee.type === 'MemberExpression' && !callee.computed
      ? callee.property
      : callee.type === 'Identifier'
        ? callee
        : undefined
  return remove === undefined ? [] : replace('removeInstead', 'remove', method, remove)
}

function rename({ node, right }: MisspelledRemoval): Correction[] {
  return node.type === 'Identifier' ? replace('rename', 'right', node, right) : []
}

function replace(
  messageId: Correction['messageId'],
  name: string,
  node: TSESTree.Node | undefined,
  text: string,
): Correction[] {
  if (!node) return []
  return [{ messageId, data: { [name]: text }, fix: (fixer) => fixer.replaceText(node, text) }]
}

/** The argument before the function. */
function eventOf({ node, handler }: Removal | Registration): TSESTree.Node | undefined {
  const index = node.arguments.findIndex((argument) => argument === handler)
  return index > 0 ? node.arguments[index - 1] : undefined
}

function isVisible(facts: FileFacts, expression: TSESTree.Node, { node }: Removal): boolean {
  const scope = enclosingFunction(node)
  return !scope || isVisibleIn(facts, expression, scope)
}
