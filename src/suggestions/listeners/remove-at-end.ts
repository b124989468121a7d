import type { TSESLint } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { isMadeAnew } from '../../ledger/registrations/handlers.js'
import type { Registration, Removal } from '../../ledger/registrations/registration.js'
import type { ListenerForm, ListenerLoss } from '../../losses/registrations/listener-loss.js'
import { describeEnd, mainTeardown, type Owner } from '../../lives/owner.js'
import { enclosingFunction } from '../../syntax/functions.js'
import { insertInTeardown } from '../ends/insert-in-teardown.js'
import { nameAndRemove } from './name-handler.js'
import { passSignal } from './pass-signal.js'
import { isRemovableIn, methodOf, removalText } from './removal-text.js'
import { returnCleanup } from './return-cleanup.js'

export type SuggestionId = 'removeAtEnd' | 'removeBeside' | 'nameAndRemove' | 'passSignal' | 'returnCleanup'

/** Where the end of the owner is not the place to take the listener out. */
const UNPLACED: ReadonlySet<ListenerForm> = new Set([
  'losersStay',
  'addedAgain',
  'addedMoreOften',
  'signalStays',
  'abortLeft',
  'abortForwarded',
  'signalFollows',
  'signalWaits',
  'siblingCollected',
  'addedPastEnd',
])

/** Answers which listener a removal takes out, for a message; it may be one on another target. */
export function describeSibling({ event, target }: Removal, { target: own }: Registration): string {
  const listener = `${event?.text ?? ''} listener`
  return target.text === own.text ? listener : `${listener} of \`${target.text}\``
}

/** Answers the ways to take a listener out that are certainly right where it stands. */
export function removalsOf(
  facts: FileFacts,
  { registration, sibling, form }: ListenerLoss,
  owner: Owner | undefined,
  filename: string,
): TSESLint.ReportSuggestionArray<SuggestionId> {
  const method = methodOf(registration.node)
  const [remove] = registration.protocol.remove
  if (!method || remove === undefined || UNPLACED.has(form)) return []
  const data = {
    remove,
    where: describeEnd(owner),
    sibling: sibling ? describeSibling(sibling, registration) : '',
  }
  const found: TSESLint.ReportSuggestionArray<SuggestionId> = []
  const signal = passSignal(facts, registration, owner)
  if (signal) {
    found.push({ messageId: 'passSignal', data: { ...data, controller: signal.name }, fix: signal.fix })
  }
  const teardown = sibling ? enclosingFunction(sibling.node) : owner && mainTeardown(owner)?.node
  if (!teardown) {
    const fix = returnCleanup(facts, registration, owner, { remove, filename })
    return fix ? [...found, { messageId: 'returnCleanup', data, fix }] : found
  }
  if (isMadeAnew(registration.handler)) {
    const named = nameAndRemove(facts, registration, owner, teardown, { remove, filename })
    const where = sibling ? `the function that removes the ${data.sibling}` : data.where
    if (named)
      found.push({ messageId: 'nameAndRemove', data: { ...data, where, name: named.name }, fix: named.fix })
    return found
  }
  if (!isRemovableIn(facts, registration, teardown)) return found
  const text = removalText(facts, registration, remove)
  const fix: TSESLint.ReportFixFunction = (fixer) => insertInTeardown(fixer, facts, teardown, text)
  return [...found, { messageId: sibling ? 'removeBeside' : 'removeAtEnd', data, fix }]
}
