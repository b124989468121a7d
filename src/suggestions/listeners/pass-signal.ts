import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import { controllers, type Controller } from '../../lives/signals/controllers.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { runsAtAnyEnd, type Owner } from '../../lives/owner.js'
import type { Registration } from '../../ledger/registrations/registration.js'
import { undoesStart } from '../../protocols/teardowns.js'
import { isModuleVariable } from '../../syntax/bindings.js'
import { enclosingFunction } from '../../syntax/functions.js'

/**
 * Passes the signal of a controller that the owner has, and aborts when it ends and at no other time. Only where it is
 * certain that the signal has not been aborted when the listener is added.
 */
export function passSignal(
  facts: FileFacts,
  registration: Registration,
  owner: Owner | undefined,
): { name: string; fix: ReportFixFunction } | undefined {
  if (!owner || registration.protocol.add !== 'addEventListener' || registration.signal) return undefined
  const controller = controllers(facts).find((each) => servesFor(facts, each, registration, owner))
  const edit = controller && optionsWith(facts.sourceCode, registration, `${controller.handle.text}.signal`)
  if (!edit) return undefined
  return { name: controller.handle.text, fix: (fixer) => fixer.replaceTextRange(edit.range, edit.text) }
}

function servesFor(
  facts: FileFacts,
  { handle, made, aborts, boundAborts }: Controller,
  { node }: Registration,
  owner: Owner,
): boolean {
  if (aborts.length === 0 || boundAborts.length > 0) return false
  if (!aborts.every((abort) => runsAtAnyEnd(facts, abort, [owner]))) return false
  if (handle.variable) {
    // Of the call that registers as well, before it does.
    return (
      !isModuleVariable(handle.variable) &&
      enclosingFunction(made) === enclosingFunction(node) &&
      handle.variable.defs[0]?.node === made.parent &&
      handle.variable.scope === facts.sourceCode.getScope(node) &&
      made.range[1] <= node.range[0]
    )
  }
  // Made once for an instance that ends once; what can start again may find its signal aborted.
  return (
    handle.target.type === 'PropertyDefinition' &&
    !handle.target.static &&
    handle.place.startsWith(`${owner.home ?? ''}.`) &&
    facts.places.thisPlaceAt(node) === owner.home &&
    !owner.teardowns.some(({ name }) => undoesStart(name) || RESTARTED.test(name))
  )
}

/** Teardowns after which some frameworks start the same instance again. */
const RESTARTED = /^(?:componentWillUnmount|disconnectedCallback)/

function optionsWith(
  sourceCode: Readonly<SourceCode>,
  { node, capture }: Registration,
  signal: string,
): { range: readonly [number, number]; text: string } | undefined {
  const [, , options, ...rest] = node.arguments
  if (rest.length > 0) return undefined
  const property = `signal: ${signal}`
  if (!options) return atEnd(sourceCode.getLastToken(node), `{ ${property} }`)
  if (options.type === 'Literal' && typeof options.value === 'boolean') {
    return {
      range: options.range,
      text: capture === true ? `{ capture: true, ${property} }` : `{ ${property} }`,
    }
  }
  if (options.type !== 'ObjectExpression') return undefined
  if (options.properties.some(({ type }) => type === 'SpreadElement')) return undefined
  if (options.properties.length > 0) return atEnd(sourceCode.getLastToken(options), property)
  return { range: options.range, text: `{ ${property} }` }

  /** Behind the last element of a list, whether or not it ends in a comma. */
  function atEnd(
    close: TSESTree.Token | null,
    text: string,
  ): { range: readonly [number, number]; text: string } | undefined {
    const last = close && sourceCode.getTokenBefore(close)
    if (!last) return undefined
    return { range: [last.range[1], last.range[1]], text: last.value === ',' ? ` ${text}` : `, ${text}` }
  }
}
