import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../cells/file-facts.js'

/** Answers a variable or field as one writes it: `this.subscription`. */
export function keptText({ sourceCode }: FileFacts, node: TSESTree.Node): string {
  return node.type === 'PropertyDefinition'
    ? `this.${sourceCode.getText(node.key)}`
    : sourceCode.getText(node)
}
