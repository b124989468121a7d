import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { CLOSED_BY_ERROR } from '../../protocols/handlers.js'
import type { Variable } from '../../syntax/bindings.js'
import { memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { existsWhen, negate, ofLogical, type Existence } from './exists-when.js'

/** Whether a socket is still open where a condition holds, or where it does not. */
export function openWhen(facts: FileFacts, test: TSESTree.Node, socket: Variable): Existence {
  const node = unwrap(test)
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === '!' ? negate(openWhen(facts, node.argument, socket)) : 'either'
    case 'LogicalExpression':
      return ofLogical(node, (part) => openWhen(facts, part, socket))
    case 'MemberExpression':
      return ofState(memberName(node))
    case 'BinaryExpression': {
      const isCode = [node.left, node.right].some(
        (side) => side.type === 'Literal' && CLOSED_BY_ERROR.has(side.value),
      )
      if (!isCode) return 'either'
      return node.operator.startsWith('!') ? 'true' : node.operator.startsWith('==') ? 'false' : 'either'
    }
    default:
      return existsWhen(facts, wrapped(test), socket, undefined)
  }
}

function ofState(name: string | undefined): Existence {
  if (name === 'writable' || name === 'readable') return 'true'
  return name === 'destroyed' || name === 'writableEnded' || name === 'closed' ? 'false' : 'either'
}
