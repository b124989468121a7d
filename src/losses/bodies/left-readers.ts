import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import type { Effect, OpenExit } from '../../flow/walk-questions.js'
import { openExits } from '../../flow/exits.js'
import { unreadWhen } from '../../flow/conditions/reader-tests.js'
import { abortsIn } from '../../ledger/sources/bodies/aborts.js'
import { readers, type ReaderDuty } from '../../ledger/sources/bodies/readers.js'
import { link, type Link } from '../../ledger/link.js'
import { enclosingFunction, isFunction, isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { wrapped } from '../../syntax/unwrap.js'
import type { Loss } from '../loss.js'

/**
 * Answers the readers that are given up in the middle of a response's body.
 *
 * - `abandonedReader`: a way out of the loop that reads
 * - `lostRace`: another promise may win the race that `read()` takes part in, by a rejection
 * - `neverFinished`: nothing reads to the end
 */
export const leftReaders = perFile((facts): readonly Loss[] =>
  readers(facts).flatMap((reader) => leftBy(facts, reader)),
)

function leftBy(facts: FileFacts, reader: ReaderDuty): Loss[] {
  const { site, variable, reads, releases } = reader
  const block = variable.scope.block as TSESTree.Node
  const region = isFunction(block) ? block.body : block
  const scope = enclosingFunction(site)
  if (!scope || (isFunction(block) ? block : enclosingFunction(block)) !== scope) return []
  // Another function reads on, at a time that is not known here.
  if (reads.length === 0 || reads.some((read) => enclosingFunction(read) !== scope)) return []
  const cancels = (facts.nodes.calls.get('cancel') ?? []).filter((cancel) => isWithin(cancel, region))
  const effects = new Set<TSESTree.Node>(
    [...releases, ...cancels, ...abortsIn(facts, region)].map((node) => partOf(node, scope)),
  )
  const races = new Set<TSESTree.Node>(reads.flatMap((read) => raceOf(read) ?? []))
  const loops = new Set(reads.map((read) => loopAround(read, region)))
  if (loops.has(undefined)) {
    return effects.size === 0 && loops.size === 1
      ? [lossOf(reader, 'neverFinished', site, link('likely', 'it may be at its end after one read()', site))]
      : []
  }
  const questions = {
    effectOf: (node: TSESTree.Node): Effect =>
      effects.has(node) ? 'release' : races.has(node) ? 'throws' : 'none',
    existsWhen: (test: TSESTree.Node) => unreadWhen(facts, test, variable),
  }
  const exits = openExits(region, { ...questions, acquisition: wrapped(site) }) ?? []
  return [...loops].flatMap((loop) => {
    if (!loop) return []
    const leaving = exits.filter(
      ({ kind, node }) =>
        isWithin(node, loop.body) && (kind === 'return' || node.type === 'ThrowStatement' || races.has(node)),
    )
    // What comes after the loop also follows the reading to the end.
    const isEndedAfter = [...effects].some((node) => node.range[0] >= loop.range[1])
    const breaks = isEndedAfter
      ? []
      : (openExits(loop.body, { ...questions, acquisition: undefined }) ?? []).filter(
          ({ node }) => node.type === 'BreakStatement',
        )
    return [...leaving, ...breaks].map((exit) =>
      races.has(exit.node)
        ? lossOf(
            reader,
            'lostRace',
            exit.node,
            link('likely', 'another promise may be rejected first', exit.node),
          )
        : lossOf(reader, 'abandonedReader', exit.node, openOf(exit)),
    )
  })
}

function openOf({ open, node }: OpenExit): Link {
  return open === 'yes'
    ? link('yes', 'the reader is in the middle of the body', node)
    : link('likely', 'the reader may have been cancelled under a condition', node)
}

function lossOf(reader: ReaderDuty, form: string, node: TSESTree.Node, open: Link): Loss {
  return {
    kind: 'left',
    form,
    duty: reader,
    cell: reader.cell,
    node,
    at: node,
    owner: undefined,
    ended: reader.releases,
    links: {
      owed: reader.owed,
      open,
      alone: link('yes', 'nobody else has the reader'),
      lasting: link('yes', 'the connection stays open for good'),
      matters: link('yes', 'there is one connection for each body'),
    },
  }
}

/** `await Promise.race([reader.read(), timeout])`: the call of the race, which another promise may reject. */
function raceOf(read: TSESTree.CallExpression): TSESTree.CallExpression | undefined {
  const list = wrapped(read).parent
  const call = list?.type === 'ArrayExpression' ? list.parent : list
  const isRace = call?.type === 'CallExpression' && calleeName(call) === 'race'
  return isRace && wrapped(call) !== call ? call : undefined
}

/** A function counts from where it is made. */
function partOf(node: TSESTree.Node, scope: TSESTree.Node): TSESTree.Node {
  let result = node
  for (
    let current = enclosingFunction(node);
    current && current !== scope;
    current = enclosingFunction(current)
  ) {
    result = current
  }
  return result
}

type Loop =
  TSESTree.WhileStatement | TSESTree.DoWhileStatement | TSESTree.ForStatement | TSESTree.ForOfStatement

function loopAround(node: TSESTree.Node, region: TSESTree.Node): Loop | undefined {
  let found: Loop | undefined
  for (let current = node.parent; current && isWithin(current, region); current = current.parent) {
    if (
      current.type === 'WhileStatement' ||
      current.type === 'DoWhileStatement' ||
      current.type === 'ForStatement' ||
      current.type === 'ForOfStatement'
    ) {
      found = current
    }
  }
  return found
}
