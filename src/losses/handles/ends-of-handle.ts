import type { TSESTree } from '@typescript-eslint/utils'

import { cellOfTarget } from '../../cells/cell-of.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import { transferOf } from '../../cells/transfer-of.js'
import type { Use } from '../../cells/uses/uses.js'
import { observerProtocolOf } from '../../ledger/sources/registered/observers.js'
import { isCalled, isReleaseOf } from '../../ledger/releases.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { RELEASING_NAME } from '../../protocols/teardowns.js'
import { isDependencyList } from '../../syntax/dependency-lists.js'
import { isWithin } from '../../syntax/functions.js'
import { calleeName } from '../../syntax/property-name.js'
import { isForNow, usesInCallbacks } from '../observers/observer.js'
import type { Handle } from './handle.js'
import { usesOfHandle } from './uses-of-handle.js'

/** What a file does with a handle, as far as it matters to its end. */
export interface EndsOfHandle {
  /** Where it is ended, in the order of the file. */
  readonly ends: readonly TSESTree.Node[]
  /** Where another takes it over, or may, and what that is; undefined where nobody does. */
  readonly taker: { readonly node: TSESTree.Node; readonly reason: string } | undefined
}

/** Answers where a file ends what a handle is of, and who else may. Nothing ends what nobody keeps. */
export const endsOfHandle = perKey((facts: FileFacts, handle: Handle): EndsOfHandle => {
  const uses = usesOfHandle(facts, handle)
  if (!isLikeOthers(handle)) return endsAmong(facts, handle, uses)
  const known = endsByKind(facts, uses)
  const { kind } = handle.duty
  const ends = known.get(kind) ?? endsAmong(facts, handle, uses)
  known.set(kind, ends)
  return ends
})

/** Whether what ends a handle ends all of its kind in that cell: n timers of one field have n ends in common. */
function isLikeOthers({ duty, cells }: Handle): boolean {
  return (
    duty.arrival.as === 'value' &&
    cells.length === 1 &&
    cells[0]?.kind !== 'entry' &&
    !observerProtocolOf(duty)
  )
}

const endsByKind = perKey(
  (_facts: FileFacts, _uses: readonly Use[]) => new Map<ResourceProtocol, EndsOfHandle>(),
)

function endsAmong(facts: FileFacts, handle: Handle, ofCells: readonly Use[]): EndsOfHandle {
  const uses = [...ofCells, ...usesInCallbacks(facts, handle.duty)]
  const ended = new Set(uses.filter((use) => endsIt(facts, handle, use)))
  const taken = uses.find((use) => !ended.has(use) && mayBeTaken(facts, handle, use))
  return {
    ends: [...ended]
      .map(({ node }) => node)
      .filter((node) => !isForNow(facts, handle, node))
      .sort((a, b) => a.range[0] - b.range[0]),
    taker: taken && { node: taken.node, reason: transferOf(facts, taken, handle.duty.kind).reason },
  }
}

/** A release of its kind, or what ends anything by its name. */
function endsIt(facts: FileFacts, { duty }: Handle, use: Use): boolean {
  if (isReleaseOf(facts, duty, use) === 'yes') return true
  const name =
    use.kind === 'receiver' ? use.method : use.kind === 'argument' ? calleeName(use.call) : undefined
  if (name === undefined || !RELEASING_NAME.test(name)) return false
  // `removeEventListener('scroll', debounced)` takes out the listener, and ends no call that waits.
  return duty.kind.fluent?.has(name) !== true && duty.kind.runBy?.test(name) !== true
}

function mayBeTaken(facts: FileFacts, { duty, cells }: Handle, use: Use): boolean {
  if (isReadByHook(use)) return false
  switch (use.kind) {
    case 'tested':
    case 'alias':
      return false
    case 'property':
      // `onCleanup(observer.disconnect)`
      return isReleaseOf(facts, duty, use) === 'maybe'
    case 'receiver':
      return use.method === undefined || !isHarmless(duty.kind.fluent, use.method)
    case 'stored': {
      // `{ resolve, timer }`: the entry or record that it is kept in.
      const stored = cellOfTarget(facts, use.target)
      return !cells.some(
        ({ kind, place, target }) =>
          place === stored?.place || (kind === 'entry' && isWithin(use.node, target.parent ?? target)),
      )
    }
    case 'argument':
      if (cells.some(({ kind, target }) => kind === 'entry' && target === use.call)) return false
      return transferOf(facts, use, duty.kind).effect !== 'borrows'
    case 'other':
      return !isCalled(use) && transferOf(facts, use, duty.kind).effect !== 'borrows'
    default:
      return transferOf(facts, use, duty.kind).effect !== 'borrows'
  }
}

/** `useEffect(…, [observer])` */
function isReadByHook(use: Use): boolean {
  return use.kind === 'stored' && isDependencyList(use.target)
}

function isHarmless(fluent: ReadonlySet<string> | undefined, method: string): boolean {
  return fluent?.has(method) === true || method === 'hasRef' || method === 'takeRecords'
}
