import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../../cells/file-facts.js'
import { soleValue } from '../../../syntax/bindings.js'
import { constantString } from '../../../syntax/constants.js'
import { keyName } from '../../../syntax/property-name.js'

/** Answers the options of a request: its arguments that are object literals, or variables of one. */
export function optionsOf(facts: FileFacts, node: TSESTree.CallExpression): TSESTree.ObjectExpression[] {
  return node.arguments.flatMap((argument) => {
    const variable = argument.type === 'Identifier' ? facts.bindings.variableOf(argument) : undefined
    const options = variable ? soleValue(variable) : argument
    return options?.type === 'ObjectExpression' ? [options] : []
  })
}

/** Answers the text that an option of a request is given; undefined where none has that name, and where it is no constant. */
export function optionText(
  facts: FileFacts,
  node: TSESTree.CallExpression,
  name: string,
): string | undefined {
  for (const options of optionsOf(facts, node)) {
    for (const property of options.properties) {
      if (property.type !== 'Property' || keyName(property.key, property.computed) !== name) continue
      const text = constantString(property.value, facts.bindings)
      if (text !== undefined) return text
    }
  }
  return undefined
}
