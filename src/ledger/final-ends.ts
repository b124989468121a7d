import type { TSESTree } from '@typescript-eslint/utils'

import { elementVariableOf } from '../cells/values/array-elements.js'
import { collectionOf } from '../cells/cell-of.js'
import { entriesOf } from '../cells/entries.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { nodesNamed } from '../cells/named-nodes.js'
import { declarations, storesInPlaces } from '../cells/uses/stores.js'
import type { Use } from '../cells/uses/uses.js'
import { usesOfCell } from '../cells/uses/uses-of-cell.js'
import { ENDS_FOR_GOOD, isClosingVerb } from '../protocols/closing-verbs.js'
import { ENDS_A_HANDLE } from '../protocols/ownership.js'
import { RELEASING_NAME } from '../protocols/teardowns.js'
import { TIMER_STOPS } from '../protocols/removals.js'
import { enclosingFunction } from '../syntax/functions.js'
import { lastWord } from '../syntax/last-word.js'
import { isNothing } from '../syntax/nothing.js'
import { calleeName } from '../syntax/property-name.js'
import { rememberedName } from '../syntax/remembered.js'
import { wrapped } from '../syntax/unwrap.js'
import type { Fill } from './fills.js'

/** A use that ends what is in a cell for good, and by what: a method of it, a function that is given it, or itself. */
export interface FinalEnd {
  readonly node: TSESTree.Node
  readonly by: 'method' | 'function' | 'itself'
  readonly name: string
}

/** Answers everything that is done with what a cell holds: of a collection, with its entries. */
export function usesOfContent(facts: FileFacts, { cell, isEntry }: Fill): readonly Use[] {
  return isEntry ? entriesOf(facts, cell).uses : usesOfCell(facts, cell).uses
}

/** Answers where a file ends for good what a cell holds, by what it says itself, whatever made it. */
export const finalEnds = perKey((facts: FileFacts, fill: Fill): readonly FinalEnd[] => {
  if (!endsForGood(facts) && !saysEnd(fill.cell.text)) return NONE
  const found: FinalEnd[] = []
  const uses = usesOfContent(facts, fill)
  for (const use of uses) {
    const each = use.kind === 'stored' ? elementVariableOf(facts, use.target) : undefined
    const ended = each ? usesOfCell(facts, each).uses : [use]
    for (const one of ended) {
      const end = finalEndAt(one)
      if (end) found.push(end)
    }
  }
  // A function that is called between as well is no end: `this.save = debounce(f)`.
  const isFunction = uses.every(({ kind }) => kind === 'other' || kind === 'tested' || kind === 'alias')
  return isFunction && saysEnd(fill.cell.text) ? found : found.filter(({ by }) => by !== 'itself')
})

const NONE: readonly never[] = []

/** Whether a file may end for good anything that it puts into a cell, by the names in it. */
export function mayEndForGood(facts: FileFacts): boolean {
  return (
    endsForGood(facts) ||
    declarations(facts).some(({ target }) => saysEnd(target.name)) ||
    storesInPlaces(facts).some(({ cell }) =>
      saysEnd((cell.kind === 'entry' ? collectionOf(facts, cell) : cell)?.text ?? ''),
    )
  )
}

/** Whether a file calls anything that ends another thing for good by its name: most need no further look. */
const endsForGood = perFile(
  (facts): boolean => finalMembers(facts).length > 0 || closingCalls(facts).length > 0,
)

const finalMembers = nodesNamed('members', isFinal)
const closingCalls = nodesNamed('calls', (name) => isClosingVerb(name) && !TIMER_STOPS.includes(name))

/** Whether a method ends for good what it is called on. */
function isFinal(method: string): boolean {
  return ENDS_FOR_GOOD.has(method) || ENDS_A_HANDLE.test(method) || method === 'return'
}

function finalEndAt(use: Use): FinalEnd | undefined {
  const { node } = use
  switch (use.kind) {
    case 'receiver': {
      const { method = '' } = use
      return isFinal(method) && isPlain(use.call) ? { node, by: 'method', name: method } : undefined
    }
    case 'argument': {
      const name = use.index === 0 ? (calleeName(use.call) ?? '') : ''
      // `request.end(body)`: a last word, and the end of what it is called on.
      return isClosingVerb(name) && name !== 'end' && !TIMER_STOPS.includes(name)
        ? { node, by: 'function', name }
        : undefined
    }
    case 'other': {
      const outer = wrapped(node)
      const call = outer.parent
      const isCall = call?.type === 'CallExpression' && call.callee === outer && call.arguments.length === 0
      const isStatement = isCall && wrapped(call).parent?.type === 'ExpressionStatement'
      return isStatement ? { node, by: 'itself', name: '' } : undefined
    }
    default:
      return undefined
  }
}

/** `close(1000, reason)` may as well send a word to somebody else. */
function isPlain({ arguments: given }: CallNode): boolean {
  return given.length < 2
}

/** Whether a name is that of functions which end something: `stopWatching`, `leftStop`, `unlisteners`, `stopRef.current`. */
const saysEnd = rememberedName((text): boolean => {
  const name = text
    .replace(/(?:Ref)?\.(?:current|value)$/, '')
    .replace(/^.*[.#]/, '')
    .replace(/^_+/, '')
  const [, last = ''] = /^(.*?)s?$/.exec(lastWord(name)) ?? []
  return RELEASING_NAME.test(name) || isClosingVerb(name) || isClosingVerb(last)
})

/** Whether a function fills a cell anew: what it ends before that makes way for the next one. */
export function isRefilledWhere(facts: FileFacts, { cell, isEntry }: Fill, end: TSESTree.Node): boolean {
  const scope = enclosingFunction(end)
  if (isEntry || !scope) return false
  return usesOfCell(facts, cell).writes.some(
    ({ target, value }) => value !== undefined && enclosingFunction(target) === scope && !isNothing(value),
  )
}
