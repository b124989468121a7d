import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer, SourceCode } from '@typescript-eslint/utils/ts-eslint'

import type { CallNode } from '../cells/file-facts.js'
import { keyName } from '../syntax/property-name.js'
import { unwrap } from '../syntax/unwrap.js'

/** An option as one writes it: `max`, `1000`. */
export interface OptionText {
  option: string
  value: string
}

/**
 * Gives a call an option: in the object literal at a position of its arguments, in place of what that says of the
 * option, or in a new one. Undefined where the options stand elsewhere, or arguments before them are missing.
 */
export function setOption(
  sourceCode: Readonly<SourceCode>,
  call: CallNode,
  position: number,
  { option, value }: OptionText,
): ((fixer: RuleFixer) => RuleFix) | undefined {
  const argument = call.arguments[position]
  if (!argument)
    return call.arguments.length === position
      ? appendTo(sourceCode, call, `{ ${option}: ${value} }`)
      : undefined
  const object = unwrap(argument)
  if (object.type !== 'ObjectExpression') return undefined
  const present = propertyOf(object, option)
  if (present) return (fixer) => fixer.replaceText(present, `${option}: ${value}`)
  const text = object.properties.length === 0 ? ` ${option}: ${value} ` : ` ${option}: ${value},`
  return (fixer) => fixer.insertTextAfterRange([object.range[0], object.range[0] + 1], text)
}

/** Takes an option out of the object literal that it stands in, with its comma. */
export function removeOption(
  sourceCode: Readonly<SourceCode>,
  property: TSESTree.Property,
): (fixer: RuleFixer) => RuleFix {
  const after = sourceCode.getTokenAfter(property)
  const before = sourceCode.getTokenBefore(property)
  if (after?.value === ',') {
    const gap = /^ */.exec(sourceCode.text.slice(after.range[1]))?.[0].length ?? 0
    return (fixer) => fixer.removeRange([property.range[0], after.range[1] + gap])
  }
  const start = before?.value === ',' ? before.range[0] : property.range[0]
  return (fixer) => fixer.removeRange([start, property.range[1]])
}

function propertyOf(object: TSESTree.ObjectExpression, name: string): TSESTree.Property | undefined {
  return object.properties.find(
    (each): each is TSESTree.Property =>
      each.type === 'Property' && keyName(each.key, each.computed) === name,
  )
}

function appendTo(
  sourceCode: Readonly<SourceCode>,
  call: CallNode,
  text: string,
): (fixer: RuleFixer) => RuleFix {
  const last = sourceCode.getLastToken(call)
  if (last?.value !== ')' || last.range[0] < call.callee.range[1])
    return (fixer) => fixer.insertTextAfter(call, `(${text})`)
  const before = sourceCode.getTokenBefore(last)
  const separator = call.arguments.length === 0 ? '' : before?.value === ',' ? ' ' : ', '
  return (fixer) =>
    before ? fixer.insertTextAfter(before, separator + text) : fixer.insertTextBefore(last, text)
}
