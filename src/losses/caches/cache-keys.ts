import type { TSESTree } from '@typescript-eslint/utils'

import { CALLBACK_NAME } from '../../protocols/collections.js'
import { ASKS_PROGRAM, PROGRAM_LOADERS } from '../../protocols/caches.js'
import { ENDLESS_ARGUMENTS, PROGRAM_IDENTIFIER } from '../../protocols/keys.js'
import { constantNumber } from '../../syntax/constants.js'
import { functionName, isFunction, type FunctionNode } from '../../syntax/functions.js'
import { unwrap } from '../../syntax/unwrap.js'
import { takesNothing } from '../../types/takes-nothing.js'
import { optionsOf } from './cache-bounds.js'
import type { CacheCall } from './cache-calls.js'
import { functionsMeantBy } from '../../cells/call-targets.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isEndlessKey, isFiniteKey } from '../../lives/collections/growth-keys.js'
import { isEndlessName, nameOfKey } from '../../lives/collections/key-names.js'

/** How many keys a cache may come to have: as many as the program names, without end, or nobody knows. */
export interface Keys {
  many: 'finite' | 'endless' | 'unknown'
  /** What makes an entry a new one, in the words of the code. */
  text: string | undefined
}

const FINITE: Keys = { many: 'finite', text: undefined }
const UNKNOWN: Keys = { many: 'unknown', text: undefined }

/** Answers how many keys a memoized function may come to have, by what it wraps and what makes its keys. */
export function keysOfMemoized(facts: FileFacts, made: CacheCall, name: string | undefined): Keys {
  const resolved = resolverKeys(facts, made)
  if (resolved && resolved.many !== 'unknown') return resolved
  const argument = made.row.wraps === undefined ? undefined : made.node.arguments[made.row.wraps]
  if (!argument) return UNKNOWN
  const targets = functionsMeantBy(facts, argument)
  if (targets.length === 0) return isWithoutArguments(facts, argument) && !resolved ? FINITE : UNKNOWN
  const isOfProgram = targets.some((each) => ASKS_PROGRAM.test(facts.sourceCode.getText(each)))
  const isLoader = [name?.replace(/^.*\./, ''), ...targets.map(functionName)].some(
    (each) => each !== undefined && PROGRAM_LOADERS.test(each),
  )
  const keys = targets.map((target) => parameterKeys(facts, made, target))
  if (!resolved && keys.every(({ many }) => many === 'finite')) return FINITE
  const endless = isLoader || isOfProgram ? undefined : keys.find(({ many }) => many === 'endless')
  return endless ?? keys.find(({ many }) => many === 'unknown') ?? UNKNOWN
}

/** Answers how many keys an argument of a call stands for. */
export function keysOfArgument(facts: FileFacts, argument: TSESTree.Node | undefined): Keys {
  if (!argument || argument.type === 'SpreadElement') return UNKNOWN
  const text = quotable(facts.sourceCode.getText(argument))
  if (argument.type === 'Literal' || isFiniteKey(facts, argument)) return { many: 'finite', text }
  return { many: isEndlessHere(facts, argument) ? 'endless' : 'unknown', text }
}

const MAX_QUOTED = 40

function quotable(text: string): string | undefined {
  return text.length <= MAX_QUOTED && !/[`\n]/.test(text) ? text : undefined
}

/** Whether a key names something of which there is always another one, and not a part of the program. */
function isEndlessHere(facts: FileFacts, key: TSESTree.Node): boolean {
  const node = unwrap(key)
  const name = nameOfKey(node)
  if (name !== undefined && PROGRAM_IDENTIFIER.test(name)) return false
  if (name !== undefined && isEndlessName(name, ENDLESS_ARGUMENTS)) return true
  if (node.type === 'TemplateLiteral') return node.expressions.some((part) => isEndlessHere(facts, part))
  return isEndlessKey(facts, node)
}

/** The keys that a function of this file makes for a memoizer; undefined where the arguments are the keys. */
function resolverKeys(facts: FileFacts, made: CacheCall): Keys | undefined {
  const { resolver } = made.row
  if (resolver === undefined) return undefined
  const options = typeof resolver === 'string' ? optionsOf(facts, made) : undefined
  if (options === 'unknown') return UNKNOWN
  const argument =
    typeof resolver === 'string' ? options?.get(resolver)?.value : made.node.arguments[resolver]
  if (!argument) return undefined
  const returned = functionsMeantBy(facts, argument).flatMap((each) => facts.nodes.returns.get(each) ?? [])
  const keys = returned.map((each) => keysOfArgument(facts, each))
  if (keys.length > 0 && keys.every(({ many }) => many === 'finite')) return FINITE
  return keys.find(({ many }) => many === 'endless') ?? UNKNOWN
}

function parameterKeys(facts: FileFacts, made: CacheCall, target: FunctionNode): Keys {
  // `this` is there for its type, and `done` and the like are no part of a key.
  const isTyped = (parameter: TSESTree.Parameter): boolean =>
    parameter.type === 'Identifier' && (parameter.name === 'this' || CALLBACK_NAME.test(parameter.name))
  const parameters = target.params.filter((parameter) => !isTyped(parameter))
  const counted =
    made.row.keyedBy === 'first' ? parameters.slice(0, 1) : parameters.slice(0, lengthOption(facts, made))
  const keys = counted.map((parameter) => keysOfParameter(facts, parameter))
  if (keys.every(({ many }) => many === 'finite')) return FINITE
  return keys.find(({ many }) => many === 'endless') ?? keys.find(({ many }) => many === 'unknown') ?? UNKNOWN
}

/** `length: 1` of memoizee: how many arguments make the key. */
function lengthOption(facts: FileFacts, made: CacheCall): number | undefined {
  const options = optionsOf(facts, made)
  const length = options === 'unknown' ? undefined : options.get('length')
  return length && constantNumber(length.value, facts.bindings)
}

function keysOfParameter(facts: FileFacts, parameter: TSESTree.Parameter): Keys {
  const name = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  if (name.type !== 'Identifier') return UNKNOWN
  const type = name.typeAnnotation?.typeAnnotation
  if (isFiniteKey(facts, name) || (type?.type === 'TSTypeOperator' && type.operator === 'keyof'))
    return FINITE
  return { many: isEndlessHere(facts, name) ? 'endless' : 'unknown', text: name.name }
}

/** Whether a function that stands elsewhere takes no arguments, as far as types tell. */
function isWithoutArguments({ types }: FileFacts, expression: TSESTree.Node): boolean {
  if (!types || isFunction(expression)) return false
  return takesNothing(types.typeOf(expression)) === 'yes'
}
