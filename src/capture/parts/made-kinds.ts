import type { TSESTree } from '@typescript-eslint/utils'

import { FILE_MODULES } from '../../protocols/collecting.js'
import {
  ARRAY_BUFFERS,
  MADE_BY,
  MAKES_BUFFER,
  READS_FILE,
  TYPED_ARRAYS,
  type Sliceable,
} from '../../protocols/slices.js'
import { constantString } from '../../syntax/constants.js'
import { isFunction } from '../../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../../syntax/module-origin.js'
import { isNothing } from '../../syntax/nothing.js'
import { calleeName, keyName, memberName } from '../../syntax/property-name.js'
import { unwrap, wrapped } from '../../syntax/unwrap.js'
import { memoryTypeOf } from '../../types/memory-type.js'
import type { CallNode, FileFacts } from '../../cells/file-facts.js'

/** Answers what a call that answers much makes, where that can be told: by what it calls, or by its type. */
export function kindMadeBy(facts: FileFacts, node: CallNode): Sliceable | undefined {
  return kindBySyntax(facts, node) ?? kindByType(facts, node)
}

function kindBySyntax(facts: FileFacts, node: CallNode): Sliceable | undefined {
  const name = calleeName(node) ?? ''
  if (node.type === 'NewExpression') return kindOfClass(name)
  const callee = unwrap(node.callee)
  if (callee.type === 'MemberExpression' && facts.sourceCode.getText(callee.object) === 'Buffer') {
    return MAKES_BUFFER.has(memberName(callee) ?? '') ? 'Buffer' : undefined
  }
  return READS_FILE.has(name) ? kindOfFile(facts, node) : MADE_BY.get(name)
}

function kindOfClass(name: string): Sliceable | undefined {
  if (TYPED_ARRAYS.has(name)) return 'typed array'
  return ARRAY_BUFFERS.has(name) ? 'ArrayBuffer' : undefined
}

/** What a call that reads a file answers: functions of that name elsewhere may answer text without being told to. */
function kindOfFile(facts: FileFacts, { callee, arguments: [, options] }: CallNode): Sliceable | undefined {
  const encoding = encodingOf(facts, options)
  if (encoding === 'text') return 'string'
  const module = moduleOf(callee, facts.bindings)
  const isOfNode = module !== undefined && isModuleNamed(module, FILE_MODULES)
  return encoding === 'none' && isOfNode ? 'Buffer' : undefined
}

/** Answers what a call that reads a file gives a parameter of its callback: `readFile(path, 'utf8', (error, text) => …)`. */
export function kindOfFileGiven(
  facts: FileFacts,
  call: TSESTree.CallExpression,
  parameter: TSESTree.Identifier,
): Sliceable | undefined {
  if (!READS_FILE.has(calleeName(call) ?? '')) return undefined
  return kindOfFile(facts, call) ?? kindByType(facts, parameter)
}

function encodingOf(facts: FileFacts, options: TSESTree.Node | undefined): 'text' | 'none' | 'unknown' {
  if (!options || isFunction(options) || isNothing(options)) return 'none'
  const name = constantString(options, facts.bindings)
  if (name !== undefined) return name === 'buffer' ? 'none' : 'text'
  const node = unwrap(options)
  if (node.type !== 'ObjectExpression') return 'unknown'
  let found: 'text' | 'none' | 'unknown' = 'none'
  for (const property of node.properties) {
    if (property.type !== 'Property') return 'unknown'
    if (keyName(property.key, property.computed) !== 'encoding') continue
    found = property.value.type === 'ObjectExpression' ? 'unknown' : encodingOf(facts, property.value)
  }
  return found
}

function kindByType({ types }: FileFacts, node: TSESTree.Node): Sliceable | undefined {
  const name = types && memoryTypeOf(types, types.typeOf(wrapped(node)))
  if (name === 'string' || name === 'Buffer') return name
  return name === undefined ? undefined : kindOfClass(name)
}
