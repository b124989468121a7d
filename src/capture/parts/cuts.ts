import type { TSESTree } from '@typescript-eslint/utils'

import { COPIED_LENGTH, SLICING_METHODS, type Cut, type Sliceable } from '../../protocols/slices.js'
import { constantString } from '../../syntax/constants.js'
import { isFunction } from '../../syntax/functions.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import { certaintyOfGroups, regexOf, type Regex } from './captured-text.js'
import { takenBy } from './cut-extent.js'
import type { FileFacts } from '../../cells/file-facts.js'
import type { Certainty } from '../../ledger/certainty.js'
import { copyOf, cutFrom, type Shared } from './shared.js'

/**
 * Answers what a member shares with what it is a member of; the name is undefined for an index that is not constant.
 */
export function memberOf(whole: Shared, name: string | undefined, cut: TSESTree.Node): Shared | undefined {
  const isIndex = name === undefined || /^\d+$/.test(name)
  switch (whole.kind) {
    case 'pieces':
      return isIndex ? cutFrom(whole, 'string', pieceOf(whole), cut) : undefined
    case 'matches':
      return isIndex ? { ...whole, kind: 'match' } : undefined
    case 'match':
      if (isIndex) return groupOf(whole, cut)
      return name === 'groups' ? { ...whole, kind: 'groups' } : undefined
    case 'groups':
      return groupOf(whole, cut)
    case 'image':
      return name === 'data' ? { ...whole, kind: 'typed array' } : undefined
    case 'Buffer':
    case 'typed array':
    case 'DataView':
      // All of the memory, also where the value shows a piece of it.
      return name === 'buffer' ? { ...whole, kind: 'ArrayBuffer', piece: undefined } : undefined
    default:
      return undefined
  }
}

/** One of several pieces: of lines it is long enough not to be a copy, of other parts that is not known. */
function pieceOf({ captures, piece }: Shared): Certainty {
  return piece === 'likely' ? 'likely' : (captures ?? 'likely')
}

function groupOf(match: Shared, cut: TSESTree.Node): Shared | undefined {
  return match.captures && cutFrom(match, 'string', match.captures, cut)
}

/** Answers what the result of a method shares with what the method is called on. */
export function ofMethod(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  receiver: Shared,
  name: string,
): Shared | undefined {
  const { kind } = receiver
  const [first] = node.arguments
  if (kind === 'string') {
    if (name === 'match') return first && foundIn(receiver, node, regexOf(facts, first))
    if (name === 'matchAll') {
      const match = first && matchOf(receiver, node, regexOf(facts, first))
      return match && { ...match, kind: 'matches' }
    }
    if (name === 'repeat') return first?.type === 'Literal' && first.value === 1 ? receiver : undefined
  }
  if (kind === 'matches' && name === 'map') return groupsMapped(node, receiver)
  const row = SLICING_METHODS.get(kind)?.get(name)
  if (!row) return undefined
  // `buffer.toString('latin1', 0, 100)` copies a part.
  if (row.cut === 'copy') return node.arguments.length > 1 ? undefined : copyOf(receiver, row.gives, node)
  return ofCut(facts, node, receiver, row.gives, row.cut)
}

function ofCut(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  receiver: Shared,
  gives: Sliceable,
  cut: Cut,
): Shared | undefined {
  const [first] = node.arguments
  switch (cut) {
    case 'whole':
      return { ...receiver, kind: gives }
    case 'perhaps':
      return receiver.piece ? { ...receiver, piece: 'likely' } : receiver
    case 'parts':
      return splitBy(facts, receiver, first)
    case 'few':
      return cutFrom(receiver, gives, pieceOf(receiver), node)
    case 'some':
      return { ...receiver, piece: 'likely', cuts: [...receiver.cuts, node] }
    case 'group':
      return groupOf(receiver, node)
    case 'elements': {
      const taken = takenBy(facts, 'range', node.arguments, 0)
      if (taken === 'all' || taken === 'none') return taken === 'all' ? receiver : undefined
      return {
        ...receiver,
        piece: taken === 'known' ? pieceOf(receiver) : 'likely',
        cuts: [...receiver.cuts, node],
      }
    }
    case 'range':
    case 'length':
      return ranged(facts, receiver, gives, cut, node.arguments, node)
    default:
      return undefined
  }
}

/** Answers a view or slice of a range, given as begin and end, or as begin and length. */
export function ranged(
  facts: FileFacts,
  whole: Shared,
  gives: Sliceable,
  cut: 'range' | 'length',
  bounds: readonly TSESTree.Node[],
  node: TSESTree.Node,
): Shared | undefined {
  const taken = takenBy(facts, cut, bounds, gives === 'string' ? COPIED_LENGTH : 0)
  if (taken === 'none') return undefined
  return taken === 'all' ? { ...whole, kind: gives } : cutFrom(whole, gives, taken, node)
}

/** `text.split(separator)`: pieces that are all of it. Single characters are copies. */
function splitBy(facts: FileFacts, text: Shared, separator: TSESTree.Node | undefined): Shared | undefined {
  const regex = separator && regexOf(facts, separator)
  const by = separator && (regex?.source ?? constantString(separator, facts.bindings))
  if (by === undefined || by === '') return undefined
  return { ...text, kind: 'pieces', captures: SPLITS_LINES.has(by) ? 'known' : 'likely' }
}

/** Lines are longer than what is copied, as a rule; other parts may be anything. */
const SPLITS_LINES: ReadonlySet<string> = new Set(['\n', '\r\n', '\\n', '\\r\\n', '\\r?\\n', '\n\n'])

/** Answers the match of a pattern that is known, which holds the text it was found in however short it is. */
export function matchOf(text: Shared, node: TSESTree.Node, regex: Regex | undefined): Shared {
  const captures = regex && certaintyOfGroups(regex)
  return { ...text, kind: 'match', piece: 'known', cuts: [...text.cuts, node], captures }
}

/** `text.match(pattern)` answers a match, or all that was found as an array of pieces where the pattern is global. */
function foundIn(text: Shared, node: TSESTree.Node, regex: Regex | undefined): Shared | undefined {
  if (!regex) return undefined
  const match = matchOf(text, node, regex)
  if (!regex.flags.includes('g')) return match
  return match.captures && { ...match, kind: 'pieces', piece: 'likely' }
}

/** `matches.map((match) => match[1])`, `matches.map(([, name]) => name)` */
function groupsMapped(
  { arguments: [callback] }: TSESTree.CallExpression,
  matches: Shared,
): Shared | undefined {
  if (!isFunction(callback) || !matches.captures) return undefined
  const [parameter] = callback.params
  const body = unwrap(callback.body)
  const isGroup =
    (parameter?.type === 'Identifier' &&
      body.type === 'MemberExpression' &&
      body.object.type === 'Identifier' &&
      body.object.name === parameter.name &&
      memberName(body) !== 'index') ||
    (parameter?.type === 'ArrayPattern' && body.type === 'Identifier')
  return isGroup ? { ...matches, kind: 'pieces', piece: 'likely', captures: 'likely' } : undefined
}
