import type { TSESTree } from '@typescript-eslint/utils'

import { isWithin } from '../../syntax/functions.js'
import { perKey, type FileFacts } from '../file-facts.js'
import type { CellWrite } from './uses-of-cell.js'

/** What is done with something, and where. */
interface Placed {
  readonly node: TSESTree.Node
}

/** Answers those of some uses that lie within a part of the file, such as a function, in their order. */
export function usesWithin<U extends Placed>(
  facts: FileFacts,
  uses: readonly U[],
  part: TSESTree.Node,
): readonly U[] {
  if (uses.length < MANY) return uses.filter(({ node }) => isWithin(node, part))
  return lookedUp(uses, startsOfUses(facts, uses), part, ({ node }) => node)
}

/** The same of writes. */
export function writesWithin(
  facts: FileFacts,
  writes: readonly CellWrite[],
  part: TSESTree.Node,
): readonly CellWrite[] {
  if (writes.length < MANY) return writes.filter(({ target }) => isWithin(target, part))
  return lookedUp(writes, startsOfWrites(facts, writes), part, ({ target }) => target)
}

/** Each of n functions that is asked for its part of n uses costs n times n, unless the part is looked up. */
const MANY = 16

/** Where each of a list begins, by which the list is looked up; and where in the list it stands. */
interface Start {
  readonly at: number
  readonly index: number
}

const startsOfUses = perKey((_facts: FileFacts, uses: readonly Placed[]) =>
  startsOf(uses, ({ node }) => node),
)
const startsOfWrites = perKey((_facts: FileFacts, writes: readonly CellWrite[]) =>
  startsOf(writes, ({ target }) => target),
)

function startsOf<T>(list: readonly T[], nodeOf: (each: T) => TSESTree.Node): readonly Start[] {
  return list.map((each, index) => ({ at: nodeOf(each).range[0], index })).sort((a, b) => a.at - b.at)
}

function lookedUp<T>(
  list: readonly T[],
  starts: readonly Start[],
  part: TSESTree.Node,
  nodeOf: (each: T) => TSESTree.Node,
): readonly T[] {
  const [begin, end] = part.range
  let from = 0
  for (let to = starts.length; from < to;) {
    const middle = (from + to) >> 1
    if ((starts[middle] as Start).at < begin) from = middle + 1
    else to = middle
  }
  const found: number[] = []
  for (let start = starts[from]; start && start.at < end; start = starts[++from]) found.push(start.index)
  found.sort((a, b) => a - b)
  return found.map((index) => list[index] as T).filter((each) => isWithin(nodeOf(each), part))
}
