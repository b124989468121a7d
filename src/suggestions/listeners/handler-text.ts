import type { TSESTree } from '@typescript-eslint/utils'

import type { FileFacts } from '../../cells/file-facts.js'
import { isFunction, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { typeName } from '../../types/type-name.js'
import { joined, linesOf, reindented, type TextEdit } from '../source-lines.js'
import { marginOf } from '../source-style.js'

/**
 * Answers the source of a handler so that it can stand by itself: where the place it stood in gave its parameters their
 * types, they are written out, unless the file is JavaScript. `indentation` is that of the line it moves to, if it moves to another depth. Undefined
 * where a type cannot be named.
 */
export function handlerText(
  facts: FileFacts,
  expression: TSESTree.Expression,
  isJavaScript: boolean,
  indentation?: string,
): string | undefined {
  const handler = unwrap(expression)
  if (handler !== expression) return undefined
  const edits = isFunction(handler) && !isJavaScript ? annotations(facts, handler) : []
  if (!edits) return undefined
  const lines = linesOf(facts.sourceCode, handler.range, [handler], edits)
  const from = marginOf(facts.sourceCode.lines[handler.loc.start.line - 1])
  const moved = indentation === undefined ? lines : reindented(lines, from, indentation)
  return joined(facts.sourceCode, moved)
}

/** The types that parameters lose when the function stands by itself; undefined where they have no simple name. */
function annotations(facts: FileFacts, handler: FunctionNode): TextEdit[] | undefined {
  // Outside of the call, nobody says what its `this` is.
  if (handler.type === 'FunctionExpression' && /\bthis\b/.test(facts.sourceCode.getText(handler)))
    return undefined
  const edits: TextEdit[] = []
  for (const parameter of handler.params) {
    if (parameter.type === 'Identifier' && parameter.typeAnnotation) continue
    if (parameter.type !== 'Identifier' || parameter.optional) return undefined
    const type = typeNameOf(facts, parameter)
    if (type === undefined) return undefined
    const before = facts.sourceCode.getTokenBefore(parameter)
    const after = facts.sourceCode.getTokenAfter(parameter)
    const isBare = after?.value === '=>' && before?.value !== '('
    const text = `${parameter.name}: ${type}`
    edits.push({ range: parameter.range, text: isBare ? `(${text})` : text })
  }
  return edits
}

function typeNameOf({ types }: FileFacts, parameter: TSESTree.Identifier): string | undefined {
  const name = types && typeName(types, types.typeOf(parameter))
  return name !== undefined && SIMPLE_TYPE.test(name) ? name : undefined
}

/** A class or interface of the platform or the file, which needs no import that is not there. */
const SIMPLE_TYPE = /^(?:[A-Z]\w*Event|Event)$/
