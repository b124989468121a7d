import type { TSESTree } from '@typescript-eslint/utils'

import type { Cell } from '../../cells/cell.js'
import { cellOfTarget } from '../../cells/cell-of.js'
import { perFile, type FileFacts, type CallNode } from '../../cells/file-facts.js'
import { nodesNamed } from '../../cells/named-nodes.js'
import { memberWrites, type MemberWrite } from '../../cells/uses/member-writes.js'
import { useOf } from '../../cells/uses/uses.js'
import { usesOfCell } from '../../cells/uses/uses-of-cell.js'
import { endsByName } from '../../ledger/ended-cells.js'
import { keptDuties, keptDutiesByCell } from '../../ledger/kept-duties.js'
import type { KeptDuty } from '../../ledger/kept-duty.js'
import { doubted } from '../../ledger/link.js'
import { runsWithin, teardownsOfHome } from '../../lives/ends/teardown.js'
import { resource } from '../../protocols/resources/protocol.js'
import { CLOSING_METHODS } from '../../protocols/closing-verbs.js'
import { COLLECTORS, LIST_ADDERS } from '../../protocols/teardowns.js'
import { groupedBy } from '../../syntax/grouping.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** A field that is made as another one is which its instance ends. */
interface Sibling {
  readonly write: MemberWrite
  readonly other: MemberWrite
  /** How the other is ended: by a method, or by the collector that is given it. */
  readonly method: string
}

/**
 * Answers the fields that are no duty by themselves, while another field with the same maker is ended at the end of
 * the instance: one of N is forgotten.
 */
export const withSiblings = perFile((facts): readonly KeptDuty[] =>
  siblings(facts).flatMap(({ write, other, method }) => {
    const cell = cellOfTarget(facts, write.target)
    const isKnown = keptDutiesByCell(facts)
      .get(write.place)
      ?.some(({ made }) => made === write.made)
    if (!cell || isKnown === true) return []
    const kind = resource({
      noun: calleeName(write.made) ?? 'object',
      acquire: { name: '', form: 'constructor' },
      methods: [method],
      example: '',
    })
    const owed = doubted('meant', 'likely', `${other.text} is made in the same way`, other.target)
    const duty = { site: write.made, kind, source: 'learned', arrival: { as: 'value' }, owed } as const
    const { target, value, made, scope } = write
    return [{ duty, cell, target, value, made, scope }]
  }),
)

/** `toDispose.push(x)`: whether a cell is one of two collections, and things are put into the other only: this one holds nothing. */
export function isLeftEmpty(facts: FileFacts, cell: Cell, other: Cell): boolean {
  if (usesOfCell(facts, cell).uses.length > 0) return false
  return usesOfCell(facts, other).uses.some(
    (use) => use.kind === 'receiver' && LIST_ADDERS.has(use.method ?? ''),
  )
}

/** Answers the sibling of a field that the instance ends, though not the field. */
export function siblingEnded(facts: FileFacts, { target }: KeptDuty): KeptDuty | undefined {
  const found = siblingsByTarget(facts).get(target)?.[0]
  if (!found) return undefined
  const known = keptByTarget(facts).get(found.other.target)?.[0]
  if (known) return known
  const cell = cellOfTarget(facts, found.other.target)
  const own = keptByTarget(facts).get(target)?.[0]
  return cell && own && { ...own, cell, target: found.other.target, value: found.other.value }
}

/** Answers the fields of an instance that are made as one is and are missed as it is, itself among them. */
export function missedWith(facts: FileFacts, { target }: Pick<KeptDuty, 'target'>): readonly MemberWrite[] {
  const found = siblingsByTarget(facts).get(target)?.[0]
  return found ? (siblingsByOther(facts).get(found.other) ?? []).map(({ write }) => write) : []
}

const siblingsByTarget = perFile((facts): ReadonlyMap<TSESTree.Node, Sibling[]> =>
  groupedBy(siblings(facts), ({ write }) => write.target),
)
const siblingsByOther = perFile((facts) => groupedBy(siblings(facts), ({ other }) => other))
const keptByTarget = perFile((facts): ReadonlyMap<TSESTree.Node, KeptDuty[]> =>
  groupedBy([...keptDuties(facts), ...withSiblings(facts)], ({ target }) => target),
)

const siblings = perFile((facts): readonly Sibling[] => {
  // Where nothing ends a field, nothing is said of another one.
  if (endingCalls(facts).length === 0) return []
  const byMaker = groupedBy(
    memberWrites(facts).filter(({ made }) => !isBuiltIn(facts, madeBy(made))),
    ({ home, made }) => `${home} ${facts.sourceCode.getText(madeBy(made).callee)}`,
  )
  return [...byMaker.values()].flatMap((writes) => {
    if (writes.length < 2) return []
    const ended = writes.flatMap((write) => {
      const method = methodThatEnds(facts, write)
      return method === undefined ? [] : [{ write, method }]
    })
    const places = new Set(ended.map(({ write }) => write.place))
    return writes.flatMap((write) => {
      const isItself = places.has(write.place)
      const found = isItself ? undefined : ended[0]
      return found && !isItself && madeBy(write.made) === write.made
        ? [{ write, other: found.write, method: found.method }]
        : []
    })
  })
})

const endingCalls = nodesNamed('calls', (name) => CLOSING_METHODS.includes(name) || COLLECTORS.has(name))

/** `this._register(new Emitter())`: what a collector is given, and answers. */
function madeBy(made: CallNode): CallNode {
  const [first] = made.arguments
  return COLLECTORS.has(calleeName(made) ?? '') && first?.type === 'NewExpression' ? first : made
}

/** How a field is ended at the end of its instance, by a method that closes for good; undefined where it is not. */
function methodThatEnds(facts: FileFacts, write: MemberWrite): string | undefined {
  if (madeBy(write.made) !== write.made) return 'dispose'
  const cell = cellOfTarget(facts, write.target)
  const teardowns = teardownsOfHome(facts, write.home)
  const end = cell
    ? usesOfCell(facts, cell).uses.find(
        (use) =>
          use.kind === 'receiver' &&
          endsByName(facts, use) &&
          CLOSING_METHODS.includes(use.method ?? '') &&
          runsWithin(facts, use.node, teardowns),
      )
    : undefined
  return end?.kind === 'receiver' ? end.method : undefined
}

/** Maps, dates, observers and the like: other rules speak of these, or their methods empty what needs no end. */
function isBuiltIn(facts: FileFacts, made: CallNode): boolean {
  if (made.type !== 'NewExpression')
    return useOf(facts, made).kind === 'other' || !OPENS.test(calleeName(made) ?? '')
  const callee = unwrap(made.callee)
  return callee.type === 'Identifier' && facts.bindings.isGlobal(callee)
}

/** Calls that make what is closed again, by their name: of siblings one says what becomes of the other. */
const OPENS = /^(?:create|open|make|connect|spawn|launch|start|new|build|acquire|fork)(?![a-z])/
