import type { TSESTree } from '@typescript-eslint/utils'
import type { RuleFix, RuleFixer } from '@typescript-eslint/utils/ts-eslint'

import type { FileFacts } from '../cells/file-facts.js'
import type { ClassNode } from '../syntax/functions.js'
import { keyName } from '../syntax/property-name.js'
import { remembered } from '../syntax/remembered.js'
import { freeName } from './free-name.js'
import { indentationOf } from './source-lines.js'
import { styleOf } from './source-style.js'

/**
 * Whether a file is JavaScript, by its name: in components of a single file either language may stand, of which their text
 * tells.
 */
export function isJavaScript(filename: string, text?: string): boolean {
  if (!/\.(?:vue|svelte|astro)$/.test(filename)) return !/\.[cm]?tsx?$/.test(filename)
  return text !== undefined && !/<script\b[^>]*\blang=["']?ts/.test(text)
}

/** What a class's new field of its own is called, and what stands before that where it is declared. */
export interface NewField {
  /** `#onResize`, `onResize` */
  readonly name: string
  /** `private readonly `, nothing */
  readonly modifiers: string
}

/**
 * Answers a field for what is a class's own, by a name that is free, and as private as the fields beside it are: `#` where
 * the class has such members, `private` where it says of others who may use them.
 */
export function newField(
  facts: FileFacts,
  home: ClassNode,
  wanted: string,
  { filename, isConstant }: { filename: string; isConstant: boolean },
): NewField {
  const taken = namesOf(home)
  const name = freeName(
    wanted,
    (each) => taken.has(each) || taken.has(`#${each}`) || facts.nodes.members.has(each),
  )
  const fields = fieldsOf(home)
  const isTypeScript = !isJavaScript(filename)
  const isPrivate = isTypeScript && saysWhoMayUse(home)
  // A name of a base class would be overridden; a private one cannot be.
  if (hasHashes(home) || (home.superClass && !isPrivate)) return { name: `#${name}`, modifiers: '' }
  if (!isPrivate) return { name, modifiers: '' }
  const isReadonly = isConstant && fields.some((each) => each.readonly)
  return { name, modifiers: `private ${isReadonly ? 'readonly ' : ''}` }
}

/**
 * Declares a field after those that a class has, or before its first member; nothing where the class need not and
 * does not declare such fields. Undefined where a member has no line of its own.
 */
export function declareField(
  { sourceCode }: FileFacts,
  home: ClassNode,
  { name, modifiers }: NewField,
  { filename, type, mayBeEmpty }: { filename: string; type: string | undefined; mayBeEmpty: boolean },
): ((fixer: RuleFixer) => RuleFix[]) | undefined {
  const fields = fieldsOf(home)
  const isDeclared = !isJavaScript(filename) || name.startsWith('#') || fields.length > 0
  if (!isDeclared) return () => []
  if (!isJavaScript(filename) && type === undefined) return undefined
  const { body } = home.body
  const first = body.find((each) => !(each.type === 'PropertyDefinition' && each.static)) ?? body[0]
  const after = fields.at(-1)
  const margin = first && indentationOf(sourceCode, after ?? first)
  if (!first || margin === undefined) return undefined
  const { semicolon, lineBreak } = styleOf(sourceCode)
  const isTyped = !isJavaScript(filename)
  const text = `${modifiers}${name}${isTyped ? `: ${type ?? ''}${mayBeEmpty ? ' | undefined' : ''}` : ''}${semicolon}`
  if (after) return (fixer) => [fixer.insertTextAfter(after, `${lineBreak}${margin}${text}`)]
  const anchor = sourceCode.getCommentsBefore(first)[0] ?? first
  return (fixer) => [fixer.insertTextBeforeRange(anchor.range, `${text}${lineBreak}${lineBreak}${margin}`)]
}

function fieldsOf(home: ClassNode): TSESTree.PropertyDefinition[] {
  return home.body.body.filter(
    (each): each is TSESTree.PropertyDefinition => each.type === 'PropertyDefinition' && !each.static,
  )
}

/** Whether a class says of any of its members, or of a parameter that is one, who may use it. */
function saysWhoMayUse(home: ClassNode): boolean {
  return home.body.body.some(
    (each) =>
      ('accessibility' in each && each.accessibility !== undefined) ||
      (each.type === 'MethodDefinition' &&
        each.value.params.some(({ type }) => type === 'TSParameterProperty')),
  )
}

function hasHashes(home: ClassNode): boolean {
  return [...namesOf(home)].some((name) => name.startsWith('#'))
}

const namesOf = remembered((home: ClassNode): ReadonlySet<string> => {
  return new Set(
    home.body.body.flatMap((element) =>
      'key' in element ? (keyName(element.key, element.computed) ?? []) : [],
    ),
  )
})
