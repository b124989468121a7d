import type { TSESTree } from '@typescript-eslint/utils'

import { SMALL_FILE_NAME } from '../../protocols/collecting.js'
import {
  BODY_METHODS,
  BODY_TYPES,
  CLIENT_RESULTS,
  COMMAND_MODULES,
  COMMAND_RESULTS,
  FETCH_MODULES,
  INPUT_SIZED_CALLS,
} from '../../protocols/large-values.js'
import { isParameter, soleValue } from '../../syntax/bindings.js'
import { isFunction } from '../../syntax/functions.js'
import { moduleOf } from '../../syntax/module-origin.js'
import { calleeName, receiverOf } from '../../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../../syntax/unwrap.js'
import { largeTypeOf } from '../../types/large-type.js'
import type { FileFacts } from '../../cells/file-facts.js'
import { isWholeTable } from './query-results.js'

/** Why a value is large. */
export interface Size {
  /** As a message says it: "1 MB", "a whole file". */
  reason: string
  /** How that is known: by a constant, by what decides the size (the input), or by the type alone. */
  basis: 'constant' | 'input' | 'type'
  /** The properties that hold what is large, where it is not the value itself. */
  members?: readonly string[]
}

/**
 * Answers how large the result of a call is where it is all that a file, a body, a picture or a table holds. What a
 * command prints may be short, so that it is as sure as a type. Undefined for all else.
 */
export function inputSizeOf(facts: FileFacts, call: TSESTree.CallExpression): Size | undefined {
  const name = calleeName(call)
  // With a callback the result is no file.
  if (name === undefined || isFunction(call.arguments.at(-1))) return undefined
  const reason = INPUT_SIZED_CALLS.get(name)
  if (reason !== undefined) return isOfSmallFile(facts, call, name) ? undefined : readBy(reason, name)
  if (BODY_METHODS.has(name)) return sizeOfBody(facts, call)
  const module = moduleOf(call.callee, facts.bindings)
  if (module !== undefined && COMMAND_MODULES.includes(module) && COMMAND_RESULTS.has(name)) {
    return { reason: 'the output of a command', basis: 'type', members: ['stdout', 'stderr', 'output'] }
  }
  const client = CLIENT_RESULTS.find(({ modules }) => module !== undefined && modules.includes(module))
  if (client?.methods.includes(name) === true)
    return { reason: 'a whole body', basis: 'input', members: [client.member] }
  return isWholeTable(facts, call)
    ? { reason: 'a whole table', basis: 'input', members: ['rows', 'recordset', '0'] }
    : undefined
}

function readBy(reason: string, name: string): Size {
  const size: Size = { reason, basis: 'input' }
  return name === 'getImageData' ? { ...size, members: ['data'] } : size
}

/** `readFileSync('config.json')`, and an image that a module draws rather than a canvas. */
function isOfSmallFile(facts: FileFacts, call: TSESTree.CallExpression, name: string): boolean {
  if (name === 'toDataURL') return moduleOf(call.callee, facts.bindings) !== undefined
  const [path] = call.arguments
  return (
    /^read(?:Text)?File/.test(name) &&
    path !== undefined &&
    SMALL_FILE_NAME.test(facts.sourceCode.getText(path))
  )
}

function sizeOfBody(facts: FileFacts, call: TSESTree.CallExpression): Size | undefined {
  const receiver = receiverOf(call)
  if (!receiver) return undefined
  const { types } = facts
  const byType = types && largeTypeOf(types, types.typeOf(receiver), BODY_TYPES)
  if (byType !== undefined) return { reason: byType, basis: 'input' }
  if (isResponse(facts, receiver)) return { reason: 'a whole body', basis: 'input' }
  const maker = unwrapAwait(receiver)
  const isFile = maker.type === 'CallExpression' && facts.places.placeOf(maker.callee) === 'g:Bun.file'
  return isFile ? { reason: 'a whole file', basis: 'input' } : undefined
}

const MAX_ALIAS_DEPTH = 8

/** Whether an expression is what `fetch` answers, or will answer: `await fetch(url)`, and what `.then` is given of it. */
function isResponse(facts: FileFacts, expression: TSESTree.Node, depth = 0): boolean {
  const node = unwrapAwait(expression)
  if (depth > MAX_ALIAS_DEPTH) return false
  if (node.type === 'CallExpression') {
    const module = moduleOf(node.callee, facts.bindings)
    if (module !== undefined) return FETCH_MODULES.includes(module)
    if (facts.places.placeOf(node.callee) === 'g:fetch') return true
    const receiver = calleeName(node) === 'clone' ? receiverOf(node) : undefined
    return receiver !== undefined && isResponse(facts, receiver, depth + 1)
  }
  const variable = node.type === 'Identifier' ? facts.bindings.variableOf(node) : undefined
  if (!variable) return false
  const value = soleValue(variable)
  if (value) return isResponse(facts, value, depth + 1)
  const [declared] = variable.identifiers
  const promise = isParameter(variable) && declared ? promiseBefore(declared) : undefined
  return promise !== undefined && isResponse(facts, promise, depth + 1)
}

/** Answers the promise whose result a parameter is: `promise` of `promise.then((parameter) => …)`. */
export function promiseBefore(parameter: TSESTree.Node): TSESTree.Expression | undefined {
  const callback = parameter.parent
  if (!isFunction(callback) || callback.params[0] !== parameter) return undefined
  const { parent: call } = callback
  if (call.type !== 'CallExpression' || call.arguments[0] !== callback) return undefined
  const callee = unwrap(call.callee)
  return callee.type === 'MemberExpression' && calleeName(call) === 'then' ? callee.object : undefined
}
