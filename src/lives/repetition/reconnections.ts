import type { TSESTree } from '@typescript-eslint/utils'

import { perFile, type FileFacts } from '../../cells/file-facts.js'
import { valuesByPlace } from '../../cells/values/written-values.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { registrations } from '../../ledger/registrations/registrations.js'
import { RECONNECTING, TELLS_OF_RECONNECTION } from '../../protocols/reconnecting.js'
import { soleValue, writesOf } from '../../syntax/bindings.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { calleeName } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'

/**
 * Answers whether an event that says that its target has connected comes again each time that it connects anew: the target is made by a
 * client that does so by itself, or the file listens for its attempts to.
 */
export function comesWithEachConnection(
  facts: FileFacts,
  { event: { name }, target }: Registration,
): boolean {
  if (name === undefined || !CONNECTED.has(name)) return false
  return (
    toldOfAttempts(facts).has(target.text) ||
    valuesAt(facts, target.node).some((value) => isReconnecting(facts, value, name))
  )
}

/** The targets of which the file hears that they connect again. */
const toldOfAttempts = perFile(
  (facts): ReadonlySet<string> =>
    new Set(
      registrations(facts)
        .filter(({ event: { name } }) => name !== undefined && TELLS_OF_RECONNECTION.test(name))
        .map(({ target }) => target.text),
    ),
)

const CONNECTED: ReadonlySet<string> = new Set(RECONNECTING.flatMap(({ events }) => events))

/** What is put into the variable or field that names a target. */
function valuesAt(facts: FileFacts, target: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(target)
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (variable) {
    const sole = soleValue(variable)
    return sole ? [sole] : writesOf(variable).flatMap(({ writeExpr }) => writeExpr ?? [])
  }
  const place = facts.places.placeOf(node)
  const values = (place === undefined ? undefined : valuesByPlace(facts).get(place)) ?? []
  return values.filter((value) => value !== 'parameter')
}

function isReconnecting({ bindings }: FileFacts, value: TSESTree.Node, event: string): boolean {
  const made = unwrapAwait(value)
  if (made.type !== 'CallExpression' && made.type !== 'NewExpression') return false
  const source = moduleOf(made.callee, bindings)
  const name = calleeName(made) ?? ''
  return RECONNECTING.some(
    ({ makers, modules, events }) =>
      source !== undefined && modules.includes(source) && makers.includes(name) && events.includes(event),
  )
}
