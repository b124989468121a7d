import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { nodesOfVariable, useOf } from '../../cells/uses.js'
import type { Duty } from '../../ledger/duty.js'
import { ENDING_METHODS } from '../../protocols/streams.js'
import { keyName } from '../../syntax/property-name.js'

/**
 * Answers the calls that end what a thing was given and ends with: `input.destroy()` after
 * `createInterface({ input })`.
 */
export function callsEndingInput(facts: FileFacts, { site, kind }: Duty): readonly TSESTree.Node[] {
  const { endsWith } = kind
  const [options] = site.arguments
  if (endsWith === undefined || !options) return NONE
  const input = options.type === 'ObjectExpression' ? valueOf(options, endsWith) : options
  const variable = input?.type === 'Identifier' ? facts.bindings.variableOf(input) : undefined
  return (variable ? nodesOfVariable(variable) : NONE).flatMap((node) => {
    const use = useOf(facts, node)
    return use.kind === 'receiver' && ENDING_METHODS.has(use.method ?? '') ? [use.call] : []
  })
}

const NONE: readonly never[] = []

function valueOf({ properties }: TSESTree.ObjectExpression, name: string): TSESTree.Node | undefined {
  const property = properties.find(
    (each) => each.type === 'Property' && keyName(each.key, each.computed) === name,
  )
  return property?.type === 'Property' ? property.value : undefined
}
