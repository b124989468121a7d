import type { TSESTree } from '@typescript-eslint/utils'

import { isLoop } from '../../syntax/loops.js'
import { FIXED_SIZE_REASONS, UNCHANGING_METHODS } from '../../protocols/large-values.js'
import { COPYING_FUNCTIONS } from '../../protocols/slices.js'
import type { Variable } from '../../syntax/bindings.js'
import { isWithin, type FunctionNode } from '../../syntax/functions.js'
import { wrapped } from '../../syntax/unwrap.js'
import { perKey, type FileFacts } from '../../cells/file-facts.js'
import type { Size } from '../sizes/large-values.js'
import { sharedBy } from './shared-memory.js'
import type { SmallPart } from './small-parts.js'
import { nodesOfVariable, useOf } from '../../cells/uses/uses.js'

/**
 * Whether a small part of a variable's value is the same when a function is made and when it runs, so that the part can
 * be read before: the variable has its last value by then, and nothing may change that part of it.
 */
export function lasts(
  facts: FileFacts,
  part: SmallPart,
  { variable, size, keeper }: { variable: Variable; size: Size; keeper: FunctionNode },
): boolean {
  if (!hasItsValue(variable, keeper)) return false
  const use = nodesOfVariable(variable).find((node) => isWithin(node, part.node))
  const kind = use && sharedBy(facts, use)?.kind
  if (kind === 'string') return true
  if (part.isLength && kind !== undefined && FIXED_LENGTH.has(kind)) return true
  // What is allocated is filled later; what has been read stays as it is, unless somebody writes into it.
  if (!part.isLength && size.basis !== 'input') return false
  return !mayChange(facts, variable)
}

const FIXED_LENGTH: ReadonlySet<string> = new Set([
  'Buffer',
  'typed array',
  'ArrayBuffer',
  'DataView',
  'image',
])

/** Whether the sizes of what a type says that a value is stay as they are: those of an element come and go. */
export function hasFixedSize({ basis, reason }: Size): boolean {
  return basis !== 'type' || FIXED_SIZE_REASONS.has(reason)
}

/** Whether a variable is not written after a function is made, nor again in a loop that makes several. */
function hasItsValue(variable: Variable, keeper: FunctionNode): boolean {
  const [declared] = variable.identifiers
  return variable.references.every((reference) => {
    const { identifier } = reference
    if (!reference.isWrite()) return true
    if (identifier.range[0] > keeper.range[0] && reference.init !== true) return false
    for (let { parent } = keeper as TSESTree.Node; parent; { parent } = parent) {
      if (declared && isWithin(declared, parent)) return true
      if (isLoop(parent) && isWithin(identifier, parent)) return false
    }
    return true
  })
}

/** Whether anything may change the value of a variable: it is handed on, kept, written into, or told to change itself. */
const mayChange = perKey(
  (facts: FileFacts, variable: Variable): boolean =>
    nodesOfVariable(variable).some((node) => {
      const use = useOf(facts, node)
      switch (use.kind) {
        case 'assigned':
        case 'tested':
          return false
        case 'argument': {
          const text = facts.sourceCode.getText(use.call.callee)
          return !text.startsWith('console.') && !COPYING_FUNCTIONS.has(text)
        }
        case 'receiver':
          return !UNCHANGING_METHODS.has(use.method ?? '')
        case 'property':
          return isWritten(use.member)
        default:
          return !isLoopedOver(node) && !isDeclared(node)
      }
    }),
  true,
)

function isWritten(member: TSESTree.MemberExpression): boolean {
  const node = wrapped(member)
  const { parent } = node
  if (parent?.type === 'AssignmentExpression') return parent.left === node
  return (
    parent?.type === 'UpdateExpression' ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'delete') ||
    (parent?.type === 'MemberExpression' && parent.object === node && isWritten(parent))
  )
}

function isLoopedOver(node: TSESTree.Node): boolean {
  const outer = wrapped(node)
  return outer.parent?.type === 'ForOfStatement' && outer.parent.right === outer
}

function isDeclared({ parent }: TSESTree.Node): boolean {
  return parent?.type === 'VariableDeclarator' || parent?.type === 'Property'
}
