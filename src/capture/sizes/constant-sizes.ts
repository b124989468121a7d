import type { TSESTree } from '@typescript-eslint/utils'

import {
  PIXEL_MAKERS,
  SIZED_CONSTRUCTORS,
  SIZED_FUNCTION_NAMES,
  SIZED_FUNCTIONS,
} from '../../protocols/large-values.js'
import { soleValue } from '../../syntax/bindings.js'
import { constantNumber, constantString } from '../../syntax/constants.js'
import { calleeName, keyName } from '../../syntax/property-name.js'
import { unwrap } from '../../syntax/unwrap.js'
import type { FileFacts } from '../../cells/file-facts.js'

const MAX_DEPTH = 12
const BYTES_PER_POINTER = 8
const BYTES_PER_PIXEL = 4

/**
 * Answers how many bytes a value takes where the file says so: `Buffer.alloc(1024)`, `'x'.repeat(1e6)`, a literal.
 * Undefined where anything but constants decides.
 */
export function constantSizeOf(facts: FileFacts, expression: TSESTree.Node, depth = 0): number | undefined {
  if (depth > MAX_DEPTH) return undefined
  const node = unwrap(expression)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value.length : BYTES_PER_POINTER
    case 'TemplateLiteral':
      return constantString(node, facts.bindings)?.length
    case 'Identifier': {
      const variable = facts.bindings.variableOf(node)
      const value = variable && soleValue(variable)
      return value && constantSizeOf(facts, value, depth + 1)
    }
    case 'ArrayExpression':
      return sumOf(facts, node.elements, depth)
    case 'ObjectExpression':
      return sumOf(
        facts,
        node.properties.map((property) => (property.type === 'Property' ? property.value : property)),
        depth,
      )
    case 'NewExpression':
      return sizeOfConstruction(facts, node, depth)
    case 'CallExpression':
      return sizeOfCall(facts, node, depth)
    default:
      return undefined
  }
}

function sumOf(
  facts: FileFacts,
  parts: readonly (TSESTree.Node | null)[],
  depth: number,
): number | undefined {
  let sum = 0
  for (const part of parts) {
    const size = part ? constantSizeOf(facts, part, depth + 1) : 0
    if (size === undefined) return undefined
    sum += size + BYTES_PER_POINTER
  }
  return sum
}

function sizeOfConstruction(
  facts: FileFacts,
  node: TSESTree.NewExpression,
  depth: number,
): number | undefined {
  if (node.callee.type !== 'Identifier') return undefined
  const { name } = node.callee
  if (PIXEL_MAKERS.has(name)) return pixels(facts, node.arguments, name)
  const maker = SIZED_CONSTRUCTORS.get(name)
  if (!maker || !facts.bindings.isGlobal(node.callee)) return undefined
  const [first] = node.arguments
  if (!first) return 0
  if (first.type === 'ArrayExpression') return sumOf(facts, first.elements, depth)
  return scaled(facts, node.arguments[maker.argument], maker.bytesPerUnit)
}

function sizeOfCall(facts: FileFacts, node: TSESTree.CallExpression, depth: number): number | undefined {
  const callee = unwrap(node.callee)
  const name = calleeName(node)
  // The text of a chain of calls may be long.
  const maker = SIZED_FUNCTION_NAMES.has(name ?? '')
    ? SIZED_FUNCTIONS.get(facts.sourceCode.getText(callee))
    : undefined
  if (maker) return scaled(facts, node.arguments[maker.argument], maker.bytesPerUnit)
  if (callee.type !== 'MemberExpression' || name === undefined) return undefined
  const [first] = node.arguments
  switch (name) {
    case 'repeat':
      return scaled(facts, first, constantString(callee.object, facts.bindings)?.length)
    // `new Array(1e6).join('x')` puts the text between the elements.
    case 'join': {
      const bytes = constantSizeOf(facts, callee.object, depth + 1)
      const between = first ? constantString(first, facts.bindings)?.length : 1
      return bytes === undefined || between === undefined ? undefined : (bytes / BYTES_PER_POINTER) * between
    }
    // `new Array(n).fill(x)`, `Buffer.alloc(n).fill(x)`
    case 'fill':
      return constantSizeOf(facts, callee.object, depth + 1)
    case 'from':
      return facts.sourceCode.getText(callee) === 'Array.from' ? lengthOf(facts, first) : undefined
    default:
      return PIXEL_MAKERS.has(name) ? pixels(facts, node.arguments, name) : undefined
  }
}

function scaled(
  facts: FileFacts,
  count: TSESTree.Node | undefined,
  bytesPerUnit: number | undefined,
): number | undefined {
  const units = count && constantNumber(count, facts.bindings)
  return units === undefined || bytesPerUnit === undefined ? undefined : units * bytesPerUnit
}

/** `Array.from({ length: n })` */
function lengthOf(facts: FileFacts, argument: TSESTree.Node | undefined): number | undefined {
  if (argument?.type !== 'ObjectExpression') return undefined
  for (const property of argument.properties) {
    if (property.type === 'Property' && keyName(property.key, property.computed) === 'length') {
      return scaled(facts, property.value, BYTES_PER_POINTER)
    }
  }
  return undefined
}

/** `context.getImageData(x, y, width, height)` */
function pixels(facts: FileFacts, given: readonly TSESTree.Node[], maker: string): number | undefined {
  const first = PIXEL_MAKERS.get(maker) ?? 0
  const [width, height] = [given[first], given[first + 1]].map(
    (side) => side && constantNumber(side, facts.bindings),
  )
  return width === undefined || height === undefined ? undefined : width * height * BYTES_PER_PIXEL
}
