import type { TSESTree } from '@typescript-eslint/utils'

import {
  ENDLESS_THINGS,
  ENDLESS_WORDS,
  PART_OF_PROGRAM,
  PROGRAM_WORDS,
  VAGUE_WORDS,
} from '../../protocols/keys.js'
import { lastWord } from '../../syntax/last-word.js'
import { calleeName, memberName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'

/** Answers the name that a key goes by: of a variable or of a property. */
export function nameOfKey(key: TSESTree.Node): string | undefined {
  const node = unwrap(key)
  if (node.type === 'Identifier') return node.name
  return node.type === 'MemberExpression' ? memberName(node) : undefined
}

/** Whether a name says that there is always another one: `userId`, `session_token`, but not `grid` or `tooltip`. */
export function isEndlessName(name: string, words: ReadonlySet<string> = ENDLESS_WORDS): boolean {
  return words.has(lastWord(name))
}

/**
 * The same where it is certain: an `id` or a `url` only of something of which there is always another one, by the word
 * before it or by the name of what it is a property of: `userId`, `message.id`, but not `pluginId` or `icon.url`.
 */
export function isSurelyEndlessName(name: string, owner: string | undefined): boolean {
  const word = lastWord(name)
  if (!ENDLESS_WORDS.has(word)) return false
  if (!VAGUE_WORDS.has(word)) return true
  const before = lastWord(name.slice(0, -word.length).replace(/[_$]+$/, ''))
  return ENDLESS_THINGS.has(before === '' ? lastWord(owner ?? '') : before)
}

/**
 * Whether the name of a key says that the program decides how many there are: `eventType`, `locale`. A name that says
 * little, such as `label`, does not: that is for entries that certainly stay.
 */
export function isNamedByProgram(key: TSESTree.Node): boolean {
  const words = nameOfKey(key)?.replace(/Name$/, '')
  return PROGRAM_WORDS.has(lastWord(words ?? ''))
}

/**
 * Whether all that a key is made of is called after a part of the program, of which another file names them all. A name
 * that says little, such as `label`, is taken for one: that is for where few keys do no harm.
 */
export function namesPartOfProgram(key: TSESTree.Node): boolean {
  const node = unwrap(key)
  switch (node.type) {
    case 'Literal':
      return true
    case 'Identifier':
    case 'MemberExpression':
      return PART_OF_PROGRAM.test(nameOfKey(node) ?? '')
    case 'CallExpression': {
      const [only, second] = node.arguments
      if (PART_OF_PROGRAM.test(calleeName(node) ?? '')) return true
      // `toLowerCase(component.name())`
      return only !== undefined && second === undefined && namesPartOfProgram(only)
    }
    case 'TemplateLiteral':
      return node.expressions.every(namesPartOfProgram)
    case 'BinaryExpression':
      return namesPartOfProgram(node.left) && namesPartOfProgram(node.right)
    default:
      return false
  }
}
