import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { ignoredTypes } from '../../ledger/protocol-rows/row-types.js'
import { HAND_RELEASES, NAMES_OF_DISPOSAL } from '../../protocols/hand-releases.js'
import type { ResourceProtocol } from '../../protocols/resources/protocol.js'
import { disposalMethods, hasTypeName, type DisposalMethod } from '../../types/disposable.js'
import { answersPromise, isDisposalByHand } from '../../types/disposal-by-hand.js'
import type { HandRelease } from './hand-releases.js'

/** How a declaration releases what it declares. */
export type UsingKind = 'using' | 'await using'

/** Answers the disposal methods of what a variable holds; empty where it has none, or nobody disposes of it. */
export function disposalOf(
  facts: FileFacts,
  node: TSESTree.Node,
  kind: ResourceProtocol | undefined,
): { methods: readonly DisposalMethod[]; isSure: boolean } {
  const { types } = facts
  const type = types?.typeOf(node)
  const typed = types && type && disposalMethods(types, type)
  if (types && type && typed) {
    const isDisposable = typed.length > 0 && hasTypeName(types, type, ignoredTypes(facts)) === 'no'
    return { methods: isDisposable ? typed : [], isSure: true }
  }
  const known = kind?.methods ?? []
  const methods = (['Symbol.dispose', 'Symbol.asyncDispose'] as const).filter((each) => known.includes(each))
  return { methods, isSure: types === undefined }
}

/** Answers how to declare a variable so that it is released as by hand; undefined where that would differ. */
export function kindOfRelease(
  facts: FileFacts,
  { receiver, call, method, isAwaited }: HandRelease,
  kind: ResourceProtocol | undefined,
  methods: readonly DisposalMethod[],
): UsingKind | undefined {
  const disposal = isAwaited ? 'Symbol.asyncDispose' : 'Symbol.dispose'
  const using = isAwaited ? 'await using' : 'using'
  if (!methods.includes(disposal)) return undefined
  if (method === disposal) return using
  const isOfRow = kind !== undefined && isDisposalOfRow(kind, method)
  const { types } = facts
  if (!types) {
    const isInTime = isAwaited || method.endsWith('Sync') || kind?.awaits === false
    return isOfRow && isInTime ? using : undefined
  }
  if (!isAwaited && answersPromise(types, call) !== 'no') return undefined
  if (NAMES_OF_DISPOSAL.has(method) || isOfRow) return using
  const type = types.typeOf(receiver)
  return isDisposalByHand(types, type, method, disposal, HAND_RELEASES) === 'yes' ? using : undefined
}

/** Whether a row says that disposal does what the method does: it has both, and the method comes first. */
function isDisposalOfRow({ acquire, methods }: ResourceProtocol, method: string): boolean {
  const isRow = acquire.name !== '' && methods.some((each) => each.startsWith('Symbol.'))
  return isRow && methods.includes(method) && method.replace(/Sync$/, '') === methods[0]
}
