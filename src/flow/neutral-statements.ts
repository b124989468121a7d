import type { TSESTree } from '@typescript-eslint/utils'

import { perKey, type FileFacts } from '../cells/file-facts.js'
import { firstFrom, isAnyWithin } from '../syntax/first-from.js'
import { CellWalk } from './cell-walk.js'
import { isClosed, type States } from './states.js'
import { effectOnAnything } from './throwing.js'
import { TooDeep, type OpenExit, type Passed, type WalkQuestions } from './walk-questions.js'

/** What a statement means for a cell that it does not name: it leaves it as it is. */
interface Neutral {
  /** Its ways out, of each sort the first: more of them say no more of a cell that is the same at all. */
  readonly exits: readonly Pick<OpenExit, 'kind' | 'node'>[]
  /** Its conditions, which may say something of the cell without naming it. */
  readonly tests: readonly TSESTree.Node[]
}

/**
 * Answers what a statement means for a cell that it does nothing to; undefined where it ends the program, jumps out, or never
 * comes to its end. Each cell of a function meets the same statements, so that they are looked into once for all cells.
 */
const neutralOf = perKey((facts: FileFacts, statement: TSESTree.Node): Neutral | undefined => {
  const tests: TSESTree.Node[] = []
  const doing: TSESTree.Node[] = []
  const walk = new CellWalk({
    stops: true,
    acquisition: undefined,
    effectOf: (node) => {
      const effect = effectOnAnything(facts, node)
      if (effect !== 'throws' && effect !== 'none') doing.push(node)
      return effect
    },
    existsWhen: (test) => {
      tests.push(test)
      return 'either'
    },
  })
  try {
    const exits = walk.run(statement).filter(({ kind }) => kind !== 'end')
    const isPassed = doing.length === 0 && walk.end !== 0 && exits.every(({ kind }) => kind !== 'jump')
    return isPassed ? { exits: firstOfEach(exits), tests } : undefined
  } catch (error) {
    if (error instanceof TooDeep) return undefined
    throw error
  }
})

function firstOfEach(exits: readonly OpenExit[]): readonly OpenExit[] {
  const sorts = new Set<string>()
  return exits.filter((exit) => sorts.size < sorts.add(sortOf(exit)).size)
}

/** Ways out that those who ask tell apart. */
const SORTS = ['return', 'YieldExpression', 'AwaitExpression', 'ThrowStatement', 'throw'] as const

function sortOf({ kind, node }: Pick<OpenExit, 'kind' | 'node'>): (typeof SORTS)[number] {
  if (node.type === 'YieldExpression') return node.type
  if (kind === 'return') return kind
  return node.type === 'AwaitExpression' || node.type === 'ThrowStatement' ? node.type : 'throw'
}

/** Where to go on in a list of statements, by the position to start from; as long as the list itself for nowhere. */
interface ListIndex {
  readonly statements: readonly (Neutral | undefined)[]
  readonly walked: Int32Array
  readonly tested: Int32Array
  /** By {@link SORTS}. */
  readonly exits: readonly Int32Array[]
}

/** A list shorter than this is passed statement by statement. */
const LONG = 32

const indexOf = perKey((facts: FileFacts, list: readonly TSESTree.Node[]): ListIndex => {
  const statements = list.map((each) => neutralOf(facts, each))
  const next = (isOne: (each: Neutral | undefined) => boolean): Int32Array => {
    const found = new Int32Array(list.length + 1).fill(list.length)
    for (let at = list.length - 1; at >= 0; at -= 1)
      found[at] = isOne(statements[at]) ? at : (found[at + 1] ?? at)
    return found
  }
  return {
    statements,
    walked: next((each) => each === undefined),
    tested: next((each) => (each?.tests.length ?? 0) > 0),
    exits: SORTS.map((sort) => next((each) => each?.exits.some((exit) => sortOf(exit) === sort) === true)),
  }
})

/**
 * Answers, for a walk with effects of its own at some nodes, how many statements of a list do nothing to its cell: those without
 * these nodes in them, whose conditions say nothing of it.
 */
export function passingBut(
  facts: FileFacts,
  nodes: Iterable<TSESTree.Node>,
  existsWhen: WalkQuestions['existsWhen'],
): NonNullable<WalkQuestions['passes']> {
  const starts = Float64Array.from(nodes, ({ range: [start] }) => start).sort()
  const saysNothing = ({ tests }: Neutral): boolean => tests.every((test) => existsWhen(test) === 'either')
  return (list, from, states) => {
    if (list.length >= LONG)
      return passedInLong(indexOf(facts, list), list, from, states, starts, saysNothing)
    const exits: Passed['exits'][number][] = []
    let to = from
    for (; to < list.length; to += 1) {
      const statement = list[to] as TSESTree.Node
      if (isAnyWithin(starts, statement)) break
      const neutral = neutralOf(facts, statement)
      if (!neutral || (!isClosed(states) && !saysNothing(neutral))) break
      exits.push(...neutral.exits)
    }
    return { to, exits }
  }
}

/**
 * Answers the same where nothing is open, for a walk that looks at no exceptions but those of `throw`: before the cell is
 * filled, and once all that was in it has been ended. Ways out matter to nobody there, but for what catches them.
 */
export function passingWhereClosed(
  facts: FileFacts,
  nodes: Iterable<TSESTree.Node>,
): NonNullable<WalkQuestions['passes']> {
  const passes = passingBut(facts, nodes, () => 'either')
  return (list, from, states) => {
    if (!isClosed(states)) return { to: from, exits: [] }
    const { to, exits } = passes(list, from, states)
    return { to, exits: exits.filter(({ node }) => node.type === 'ThrowStatement') }
  }
}

function passedInLong(
  index: ListIndex,
  list: readonly TSESTree.Node[],
  from: number,
  states: States,
  starts: Float64Array,
  saysNothing: (neutral: Neutral) => boolean,
): Passed {
  const start = list[from]?.range[0] ?? 0
  const named = starts[firstFrom(starts.length, (at) => (starts[at] ?? start) >= start)]
  const ends =
    named === undefined ? list.length : firstFrom(list.length, (at) => (list[at]?.range[1] ?? 0) > named)
  const limit = Math.min(ends, index.walked[from] ?? ends)
  let to = limit
  if (!isClosed(states)) {
    for (to = from; to < limit; to += 1) {
      to = Math.min(index.tested[to] ?? limit, limit)
      const neutral = index.statements[to]
      if (to < limit && neutral && !saysNothing(neutral)) break
    }
    to = Math.min(to, limit)
  }
  return { to, exits: exitsBetween(index, from, to) }
}

/** Of the ways out of some statements the first of each sort, in their order. */
function exitsBetween({ exits, statements }: ListIndex, from: number, to: number): Passed['exits'] {
  const firsts = exits.map((next) => next[from] ?? to)
  const having = [...new Set(firsts)].filter((at) => at < to).sort((a, b) => a - b)
  return having.flatMap((at) =>
    (statements[at]?.exits ?? []).filter((exit) => firsts[SORTS.indexOf(sortOf(exit))] === at),
  )
}
