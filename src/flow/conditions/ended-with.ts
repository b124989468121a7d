import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'
import type { Duty } from '../../ledger/duty.js'
import { ENDING_METHODS } from '../../protocols/streams.js'
import { keyName, memberName } from '../../syntax/property-name.js'

/**
 * Answers the calls that end what a thing was given and ends with: `input.destroy()` after `createInterface({ input })`,
 * `controller.abort()` after `anySignal([controller.signal])`.
 */
export function callsEndingInput(facts: FileFacts, { site, kind }: Duty): readonly TSESTree.Node[] {
  const { endsWith } = kind
  const [options] = site.arguments
  if (endsWith === undefined || !options) return NONE
  return inputsOf(options, endsWith).flatMap((input) => {
    const variable = input?.type === 'Identifier' ? facts.bindings.variableOf(input) : undefined
    return (variable ? nodesOfVariable(variable) : NONE).flatMap((node) => {
      const use = useOf(facts, node)
      return use.kind === 'receiver' && ENDING_METHODS.has(use.method ?? '') ? [use.call] : []
    })
  })
}

const NONE: readonly never[] = []

/** The input itself, what the options name, or each of a list; of a signal its controller. */
function inputsOf(given: TSESTree.Node, name: string): readonly (TSESTree.Node | undefined)[] {
  switch (given.type) {
    case 'ObjectExpression':
      return [valueOf(given, name)]
    case 'ArrayExpression':
      return given.elements.flatMap((each) => (each ? inputsOf(each, name) : []))
    case 'MemberExpression':
      return memberName(given) === 'signal' ? [given.object] : []
    default:
      return [given]
  }
}

function valueOf({ properties }: TSESTree.ObjectExpression, name: string): TSESTree.Node | undefined {
  const property = properties.find(
    (each) => each.type === 'Property' && keyName(each.key, each.computed) === name,
  )
  return property?.type === 'Property' ? property.value : undefined
}
