import type { TSESTree } from '@typescript-eslint/utils'
import type { ReportFixFunction } from '@typescript-eslint/utils/ts-eslint'

import type { VoidedEntry } from '../losses/growth/entries/voided-entries.js'
import type { FileFacts } from '../cells/file-facts.js'
import { hasDeletableKeys } from '../types/deletable-keys.js'

/** A change that takes a key out of its table, and how that is written. */
export interface Deletion {
  text: string
  fix: ReportFixFunction
}

/**
 * Answers the removal to put in the place of an emptied entry; undefined where its value is used, a comment would
 * be lost, or the type of the table demands the key.
 */
export function deletionOf(facts: FileFacts, { node, key, value }: VoidedEntry): Deletion | undefined {
  const { sourceCode } = facts
  if (node.parent.type !== 'ExpressionStatement') return undefined
  if (node.type === 'AssignmentExpression') {
    const { left } = node
    if (node.operator !== '=' || hasComments(facts, node, left) || left.type !== 'MemberExpression')
      return undefined
    if (facts.types && hasDeletableKeys(facts.types, facts.types.typeOf(left.object)) !== 'yes')
      return undefined
    const text = `delete ${sourceCode.getText(left)}`
    return { text, fix: (fixer) => fixer.replaceText(node, text) }
  }
  const callee = node.callee
  if (callee.type !== 'MemberExpression' || callee.computed || hasComments(facts, node, key)) return undefined
  const { property } = callee
  return {
    text: `${sourceCode.getText(callee.object)}.delete(${sourceCode.getText(key)})`,
    fix: (fixer) => [
      fixer.replaceText(property, 'delete'),
      fixer.removeRange([key.range[1], value.range[1]]),
    ],
  }
}

/** Whether a node has comments outside of the part of it that stays. */
function hasComments({ sourceCode }: FileFacts, node: TSESTree.Node, kept: TSESTree.Node): boolean {
  return sourceCode
    .getCommentsInside(node)
    .some(({ range }) => range[0] < kept.range[0] || range[1] > kept.range[1])
}
