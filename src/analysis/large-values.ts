import type { TSESTree } from '@typescript-eslint/utils'

import { INPUT_SIZED_CALLS, SIZED_CONSTRUCTORS, SIZED_FUNCTIONS } from '../protocols/large-values.js'
import { soleValue, type Variable } from '../syntax/bindings.js'
import { constantNumber } from '../syntax/constants.js'
import { isFunction } from '../syntax/functions.js'
import { calleeName, memberName } from '../syntax/property-name.js'
import { unwrap, unwrapAwait } from '../syntax/unwrap.js'
import { perFile, type FileFacts } from './file-facts.js'

/** Why a value is large. */
export interface Size {
  /** As a message says it: "1 MB", "a whole file". */
  reason: string
  /** How that is known: by a constant, by what decides the size (the input), or by the type alone. */
  basis: 'constant' | 'input' | 'type'
}

/**
 * Answers how large the value of a variable is, where it is known to be large: by a constant size above
 * `settings.leaks.largeBytes`, or because the input decides. Undefined for small and for unknown.
 */
export function largeSizeOf(facts: FileFacts, variable: Variable): Size | undefined {
  const value = soleValue(variable)
  return value ? largeSizeOfValue(facts, value) : sizeOfResult(variable)
}

/** The same for the value of an expression. */
export function largeSizeOfValue(facts: FileFacts, expression: TSESTree.Node): Size | undefined {
  return sizeOfExpression(facts, unwrapAwait(expression))
}

/** `readFile(path, (error, data) => …)` */
function sizeOfResult(variable: Variable): Size | undefined {
  if (variable.references.some((reference) => reference.isWrite())) return undefined
  const callback = variable.defs[0]?.node as TSESTree.Node | undefined
  const call = callback?.parent
  if (!isFunction(callback) || call?.type !== 'CallExpression' || call.arguments.at(-1) !== callback)
    return undefined
  const input = calleeName(call) === 'readFile' && callback.params[1] === variable.identifiers[0]
  return input ? { reason: 'a whole file', basis: 'input' } : undefined
}

const SIZED_NAMES = new Set([
  ...[...SIZED_FUNCTIONS.keys()].map((path) => path.slice(path.lastIndexOf('.') + 1)),
  ...INPUT_SIZED_CALLS.keys(),
  'repeat',
  'fill',
  'from',
])

/** Whether a file makes any value that is known to be large: most files do not, and need no further look. */
export const makesLargeValues = perFile((facts): boolean => {
  const { calls, constructions } = facts.nodes
  const isSized = (node: TSESTree.Node): boolean => sizeOfExpression(facts, node) !== undefined
  for (const name of SIZED_NAMES) if (calls.get(name)?.some(isSized) === true) return true
  for (const name of SIZED_CONSTRUCTORS.keys()) {
    if (constructions.get(name)?.some(isSized) === true) return true
  }
  return calls.get('readFile')?.some((call) => isFunction(call.arguments.at(-1))) === true
})

function sizeOfExpression(facts: FileFacts, node: TSESTree.Node): Size | undefined {
  if (node.type === 'NewExpression') {
    const name = node.callee.type === 'Identifier' ? node.callee.name : undefined
    const maker = name === undefined ? undefined : SIZED_CONSTRUCTORS.get(name)
    return maker && ofConstant(facts, node.arguments[maker.argument], maker.bytesPerUnit)
  }
  if (node.type !== 'CallExpression') return undefined
  const name = calleeName(node)
  if (name === undefined) return undefined
  const callee = unwrap(node.callee)
  const maker = SIZED_FUNCTIONS.get(facts.sourceCode.getText(callee))
  if (maker) return ofConstant(facts, node.arguments[maker.argument], maker.bytesPerUnit)
  if (callee.type === 'MemberExpression') {
    if (name === 'repeat') return ofRepeat(facts, callee.object, node.arguments[0])
    // `new Array(n).fill(x)`, `Buffer.alloc(n).fill(x)`
    if (memberName(callee) === 'fill') return sizeOfExpression(facts, unwrap(callee.object))
    if (facts.sourceCode.getText(callee) === 'Array.from') return ofArrayFrom(facts, node.arguments[0])
  }
  const input = INPUT_SIZED_CALLS.get(name)
  // With a callback the result is no file.
  return input !== undefined && !isFunction(node.arguments.at(-1)) ? { reason: input, basis: 'input' } : undefined
}

function ofConstant(
  facts: FileFacts,
  argument: TSESTree.Node | undefined,
  bytesPerUnit: number,
): Size | undefined {
  const count = argument && constantNumber(argument, facts.bindings)
  if (count === undefined || count * bytesPerUnit < facts.settings.largeBytes) return undefined
  return { reason: formatBytes(count * bytesPerUnit), basis: 'constant' }
}

function ofRepeat(facts: FileFacts, text: TSESTree.Node, times: TSESTree.Node | undefined): Size | undefined {
  const unit = unwrap(text)
  const length = unit.type === 'Literal' && typeof unit.value === 'string' ? unit.value.length : undefined
  return length === undefined ? undefined : ofConstant(facts, times, length)
}

/** `Array.from({ length: n })` */
function ofArrayFrom(facts: FileFacts, argument: TSESTree.Node | undefined): Size | undefined {
  if (argument?.type !== 'ObjectExpression') return undefined
  const BYTES_PER_POINTER = 8
  for (const property of argument.properties) {
    if (
      property.type === 'Property' &&
      property.key.type === 'Identifier' &&
      property.key.name === 'length'
    ) {
      return ofConstant(facts, property.value, BYTES_PER_POINTER)
    }
  }
  return undefined
}

function formatBytes(bytes: number): string {
  const KB = 1024
  const MB = KB * KB
  return bytes >= MB ? `${String(Math.round(bytes / MB))} MB` : `${String(Math.round(bytes / KB))} KB`
}
