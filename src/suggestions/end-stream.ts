import type { TSESLint, TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'
import { mainTeardown } from '../lives/owner.js'
import { isVisibleIn } from '../cells/uses/visibility.js'
import { HANDS_ON } from '../protocols/rxjs.js'
import { enclosingFunction } from '../syntax/functions.js'
import { calleeName, keyName, receiverOf } from '../syntax/property-name.js'
import { endingOperator } from '../losses/subscriptions/endings.js'
import { insertAtStart } from './insert-statement.js'
import { indentationOf } from './source-lines.js'
import { styleOf } from './source-style.js'
import type { UnendedStream } from './unended-streams.js'

/** A change that ends a stream with its owner. */
export type StreamSuggestionId = 'moveEndingToEnd' | 'fireAtEnd' | 'countSubscribers' | 'endLikeSibling'

export const streamSuggestions: Readonly<Record<StreamSuggestionId, string>> = {
  moveEndingToEnd: 'Move {{ending}}() to the end of the pipe().',
  fireAtEnd: 'Call {{subject}}.next() in {{where}}.',
  countSubscribers: 'Give shareReplay() {{options}}.',
  endLikeSibling: 'End it as {{sibling}} is ended.',
}

interface Change {
  messageId: StreamSuggestionId
  fix: TSESLint.ReportFixFunction
}

/** Answers the change of the stream itself that certainly ends it with its owner; undefined where there is none. */
export function endOfStream(facts: FileFacts, unended: UnendedStream): Change | undefined {
  switch (unended.messageId) {
    case 'streamDropped':
    case 'streamSiblingEnded':
      return endLikeSibling(facts, unended)
    case 'streamNotEnded':
    case 'streamEndedElsewhere':
      return undefined
    case 'takeUntilNotLast':
      return moveToEnd(facts, unended)
    case 'neverFires':
    case 'neverFiresBut':
      return fireAtEnd(facts, unended)
    case 'replayStays':
      return countSubscribers(facts, unended.node)
  }
}

/** The arguments change places, and what stands between them stays: commas, line breaks, comments. */
function moveToEnd({ sourceCode }: FileFacts, { node }: UnendedStream): Change | undefined {
  const { parent } = node
  if (parent.type !== 'CallExpression' || calleeName(parent) !== 'pipe') return undefined
  const moved = parent.arguments.slice(parent.arguments.indexOf(node))
  const last = moved.at(-1)
  const after = moved.slice(1)
  if (!last || !after.every(handsOn)) return undefined
  const texts = [...after, node].map((each) => sourceCode.getText(each))
  const separators = after.map((each, i) => sourceCode.text.slice(moved[i]?.range[1], each.range[0]))
  return {
    messageId: 'moveEndingToEnd',
    fix: (fixer) =>
      fixer.replaceTextRange(
        [node.range[0], last.range[1]],
        texts.map((text, i) => text + (separators[i] ?? '')).join(''),
      ),
  }
}

function handsOn(operator: TSESTree.Node): boolean {
  return operator.type === 'CallExpression' && HANDS_ON.has(calleeName(operator) ?? '')
}

function fireAtEnd(facts: FileFacts, { owner, stream, subject }: UnendedStream): Change | undefined {
  const teardown = owner && mainTeardown(owner)?.node
  const notifier = stream.ending?.notifier
  const value = subject && valueOf(facts, subject.made)
  if (!teardown || !subject || !notifier || value === undefined) return undefined
  if (!isVisibleIn(facts, notifier, teardown)) return undefined
  return {
    messageId: 'fireAtEnd',
    fix: (fixer) => insertAtStart(fixer, facts.sourceCode, teardown, `${subject.name}.next(${value})`),
  }
}

/** What a subject can be fired with, by what it is declared to give: nothing, or whatever suits it. */
function valueOf({ sourceCode }: FileFacts, made: TSESTree.NewExpression): string | undefined {
  const { parent } = made
  const annotation =
    parent.type === 'PropertyDefinition'
      ? parent.typeAnnotation
      : parent.type === 'VariableDeclarator'
        ? parent.id.typeAnnotation
        : undefined
  const declared = annotation?.typeAnnotation
  const given =
    made.typeArguments ?? (declared?.type === 'TSTypeReference' ? declared.typeArguments : undefined)
  switch (given?.params[0]?.type) {
    case 'TSVoidKeyword':
      return ''
    case 'TSBooleanKeyword':
      return 'true'
    case 'TSUndefinedKeyword':
    case 'TSAnyKeyword':
    case 'TSUnknownKeyword':
      return 'undefined'
    case undefined:
      // TypeScript takes `new Subject()` for one of `unknown`, which it wants to be given.
      return sourceCode.parserServices?.esTreeNodeToTSNodeMap ? 'undefined' : ''
    default:
      return undefined
  }
}

function countSubscribers(facts: FileFacts, call: TSESTree.CallExpression): Change | undefined {
  const { sourceCode } = facts
  const options = replayOptions(facts, call)
  const opening = sourceCode.getTokenAfter(call.typeArguments ?? call.callee)
  if (options === undefined || opening?.value !== '(' || sourceCode.getCommentsInside(call).length > 0) {
    return undefined
  }
  const range: [number, number] = [opening.range[1], call.range[1] - 1]
  return { messageId: 'countSubscribers', fix: (fixer) => fixer.replaceTextRange(range, options) }
}

/** Answers the options of a `shareReplay()` with the one by which it counts its subscribers. */
export function replayOptions({ sourceCode }: FileFacts, call: TSESTree.CallExpression): string | undefined {
  const [first, second, ...others] = call.arguments
  if (first?.type !== 'ObjectExpression') {
    if (!first || others.length > 0) return undefined
    const window = second ? `, windowTime: ${sourceCode.getText(second)}` : ''
    return `{ bufferSize: ${sourceCode.getText(first)}${window}, refCount: true }`
  }
  const kept = first.properties.filter(
    (each) => each.type !== 'Property' || keyName(each.key, each.computed) !== 'refCount',
  )
  return `{ ${[...kept.map((each) => sourceCode.getText(each)), 'refCount: true'].join(', ')} }`
}

/** Puts the ending of another stream of the same owner last in the pipe, where it means the same. */
function endLikeSibling(facts: FileFacts, { node, stream, sibling }: UnendedStream): Change | undefined {
  const ending = sibling && endingOperator(facts, sibling.duty)
  const source = receiverOf(node)
  if (!ending || !source || !meansTheSame(facts, ending, node)) return undefined
  const { sourceCode } = facts
  const text = sourceCode.getText(ending)
  if (source.type === 'CallExpression' && calleeName(source) === 'pipe') {
    const last = source.arguments.at(-1)
    if (!last || source.arguments.some((each) => each.type === 'SpreadElement')) return undefined
    // In brackets, what is added would be a part of a comma expression.
    const next = sourceCode.getTokenAfter(last)
    if (next?.value !== ',' && next?.range[1] !== source.range[1]) return undefined
    const indentation = indentationOf(sourceCode, last)
    const separator = indentation === undefined ? ', ' : `,${styleOf(sourceCode).lineBreak}${indentation}`
    return { messageId: 'endLikeSibling', fix: (fixer) => fixer.insertTextAfter(last, separator + text) }
  }
  // In brackets, or `?.`, it is left to its author; what is no stream for certain may have no pipe().
  const isPlain =
    source.type === 'MemberExpression' || source.type === 'Identifier' || source.type === 'CallExpression'
  if (!isPlain || sourceCode.getTokenAfter(source)?.value !== '.') return undefined
  if (stream.ends !== 'never' && !sourceCode.getText(source).endsWith('$')) return undefined
  return { messageId: 'endLikeSibling', fix: (fixer) => fixer.insertTextAfter(source, `.pipe(${text})`) }
}

/** Whether an operator that ends another stream can be written here as it stands. */
function meansTheSame(facts: FileFacts, ending: TSESTree.CallExpression, node: TSESTree.Node): boolean {
  const scope = enclosingFunction(node)
  if (!scope || ending.callee.type !== 'Identifier') return false
  // Without an argument it asks where it is called who is being made.
  if (ending.arguments.length === 0) return enclosingFunction(ending) === scope
  return [ending.callee, ...ending.arguments].every((each) => isVisibleIn(facts, each, scope))
}
