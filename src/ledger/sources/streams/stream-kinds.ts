import type { TSESTree } from '@typescript-eslint/utils'

import {
  BEFORE_ROW_STREAM,
  FLUENT_METHODS,
  REQUEST_NAME,
  RESPONSE_METHODS,
  RESPONSE_NAME,
  ROW_STREAMS,
  STANDARD_STREAMS,
  STREAM_CALLBACKS,
  STREAM_SOURCES,
  STREAM_TYPES,
  TERMINAL_TYPES,
  WRAPPED_STREAMS,
  type StreamCallback,
  type StreamKindName,
  type StreamSource,
} from '../../../protocols/streams.js'
import { isParameter, soleValue, type Variable } from '../../../syntax/bindings.js'
import { isFunction, type FunctionNode } from '../../../syntax/functions.js'
import { isModuleNamed, moduleOf } from '../../../syntax/module-origin.js'
import type { Place } from '../../../syntax/places.js'
import { calleeName, memberName, receiverOf } from '../../../syntax/property-name.js'
import { unwrap, unwrapAwait, wrapped } from '../../../syntax/unwrap.js'
import { constituents, saysNothing, typeNames } from '../../../types/type-queries.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../../../cells/file-facts.js'
import { localNamesOf, localNamesOfDefault } from '../../../cells/definitions/imported-names.js'
import { remembered } from '../../../syntax/remembered.js'

/** Equal for two expressions that mean the same stream: where it is kept, or the node that makes it. */
export type StreamKey = Place | TSESTree.Node

/** Longer chains of calls are generated code. */
const MAX_LINKS = 100

const MAX_ALIAS_DEPTH = 8

/** Answers the stream inside calls that answer their own stream, `file` of `file.on('error', log)`. */
export function streamBefore(node: TSESTree.Node): TSESTree.Node {
  let current = unwrap(node)
  for (let i = 0; i < MAX_LINKS && current.type === 'CallExpression'; i++) {
    const object = receiverOf(current)
    if (!object || !FLUENT_METHODS.has(calleeName(current) ?? '')) break
    current = unwrap(object)
  }
  return current
}

/** Answers which stream an expression means. `source.pipe(file)` means `file`. */
export function streamKeyOf(facts: FileFacts, node: TSESTree.Node, depth = 0): StreamKey {
  const base = streamBefore(node)
  const destination = destinationOf(base)
  if (destination && depth < MAX_ALIAS_DEPTH) return streamKeyOf(facts, destination, depth + 1)
  if (base.type === 'Identifier') {
    const variable = facts.bindings.variableOf(base)
    const value = variable && soleValue(variable)
    const made = value && streamBefore(value)
    const piped = made && destinationOf(made)
    if (piped && depth < MAX_ALIAS_DEPTH) return streamKeyOf(facts, piped, depth + 1)
    return facts.places.placeOf(base) ?? base
  }
  if (base.type === 'MemberExpression') return facts.places.placeOf(base) ?? base
  return placeKeptIn(facts, base) ?? base
}

/** What a `pipe` call answers: its destination. */
export function destinationOf(node: TSESTree.Node): TSESTree.Node | undefined {
  if (node.type !== 'CallExpression' || calleeName(node) !== 'pipe' || !receiverOf(node)) return undefined
  const [destination] = node.arguments
  return destination?.type === 'SpreadElement' ? undefined : destination
}

/** Answers the outermost of the calls on a stream that answer the stream itself. */
export function streamAfter(node: TSESTree.Node): TSESTree.Node {
  let current = wrapped(node)
  for (let i = 0; i < MAX_LINKS; i++) {
    const { parent } = current
    if (parent?.type !== 'MemberExpression' || parent.object !== current) return current
    const call = wrapped(parent).parent
    if (call?.type !== 'CallExpression' || !FLUENT_METHODS.has(memberName(parent) ?? '')) return current
    current = wrapped(call)
  }
  return current
}

/** `const file = createReadStream(path).on('error', log)`: the place that a new stream is kept in. */
function placeKeptIn(facts: FileFacts, made: TSESTree.Node): Place | undefined {
  const { parent } = streamAfter(made)
  if (parent?.type === 'VariableDeclarator') return facts.places.placeOf(parent.id)
  return parent?.type === 'AssignmentExpression' ? facts.places.placeOf(parent.left) : undefined
}

/** Answers what an expression is known to be: by what makes it, by its type, by whose parameter it is. */
export const streamKindOf = perKey((facts: FileFacts, node: TSESTree.Node): StreamKindName => {
  const base = unwrapAwait(streamBefore(node))
  const made = madeBy(facts, base)
  const kind = made && kindOfCreation(facts, made)
  if (kind) return kind
  if (base.type === 'MemberExpression') {
    const known = kindOfMember(base)
    if (known) return known
  }
  const variable = base.type === 'Identifier' ? facts.bindings.variableOf(base) : undefined
  const named = variable && isParameter(variable) ? kindOfParameter(facts, variable) : undefined
  const typed = kindByType(facts, base)
  // The type does not tell the two sides of a message apart, the parameter does.
  if (typed === 'message' && (named === 'serverRequest' || named === 'clientResponse')) return named
  return typed ?? named ?? 'unknown'
}, 'unknown')

/** The creation of a stream: the expression itself, or what its variable has for its value. */
export function madeBy(facts: FileFacts, node: TSESTree.Node): CallNode | undefined {
  let current = node
  for (let i = 0; i < MAX_ALIAS_DEPTH && current.type === 'Identifier'; i++) {
    const variable = facts.bindings.variableOf(current)
    const value = variable && (soleValue(variable) ?? writtenOnce(variable))
    if (!value) return undefined
    current = unwrapAwait(streamBefore(value))
    const destination = destinationOf(current)
    if (destination) current = unwrapAwait(streamBefore(destination))
  }
  return current.type === 'CallExpression' || current.type === 'NewExpression' ? current : undefined
}

/** `let file; …; file = createReadStream(path)`, which something else may set to null again. */
const writtenOnce = remembered((variable: Variable): TSESTree.Node | undefined => {
  const written = variable.references.flatMap((reference) =>
    reference.writeExpr && reference.writeExpr.type !== 'Literal' ? [reference.writeExpr] : [],
  )
  const [value] = written
  const parent = value?.parent
  const isPlain = parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === value
  return value && written.length === 1 && isPlain && !isParameter(variable) ? unwrap(value) : undefined
})

function kindOfCreation(facts: FileFacts, node: CallNode): StreamKindName | undefined {
  const form = node.type === 'NewExpression' ? 'constructor' : 'function'
  const row = STREAM_SOURCES.find((each) => each.form === form && isCallOf(facts, node, each))
  if (row) return row.kind
  if (isReadableFrom(node)) return 'memory'
  if (isOfQuery(node)) return 'rows'
  return calleeName(node) === 'createReadStream' || calleeName(node) === 'createWriteStream'
    ? 'library'
    : undefined
}

/** `Readable.from(list)` reads what is in memory, as far as anyone can tell. */
function isReadableFrom(node: CallNode): boolean {
  const object = node.type === 'CallExpression' ? receiverOf(node) : undefined
  return calleeName(node) === 'from' && object?.type === 'Identifier' && object.name === 'Readable'
}

/** `connection.query(new QueryStream(sql))`, `pool.query(sql).stream()` */
function isOfQuery(node: CallNode): boolean {
  const object = node.type === 'CallExpression' ? receiverOf(node) : undefined
  const name = calleeName(node) ?? ''
  if (!object) return false
  if (ROW_STREAMS.has(name)) return true
  const before = unwrapAwait(object)
  if (name === 'stream')
    return before.type === 'CallExpression' && BEFORE_ROW_STREAM.has(calleeName(before) ?? '')
  const [query] = node.arguments
  return name === 'query' && query?.type === 'NewExpression' && /Stream$/.test(calleeName(query) ?? '')
}

function isCallOf(facts: FileFacts, node: CallNode, row: StreamSource): boolean {
  const callee = unwrap(node.callee)
  if (callee.type !== 'Identifier' && callee.type !== 'MemberExpression') return false
  const source = moduleOf(callee, facts.bindings)
  if (source === undefined || !isModuleNamed(source, row.modules)) return false
  if (callee.type === 'MemberExpression') return row.names.includes(memberName(callee) ?? '')
  return localNames(facts, row).has(callee.name)
}

const localNames = perKey(
  (facts: FileFacts, { names, modules, isDefault }: StreamSource): ReadonlySet<string> =>
    new Set([
      ...names.flatMap((name) => localNamesOf(facts, name, modules)),
      ...(isDefault ? localNamesOfDefault(facts, modules) : []),
    ]),
)

function kindOfMember(node: TSESTree.MemberExpression): StreamKindName | undefined {
  const name = memberName(node)
  if (name === undefined) return undefined
  if (STANDARD_STREAMS.has(name)) return 'standard'
  const object = unwrap(node.object)
  const owner =
    object.type === 'Identifier'
      ? object.name
      : object.type === 'MemberExpression'
        ? memberName(object)
        : undefined
  return owner === undefined ? undefined : WRAPPED_STREAMS.get(`${owner}.${name}`)
}

/** Undefined without types, and where the type says nothing or is that of no stream. */
function kindByType(facts: FileFacts, node: TSESTree.Node): StreamKindName | undefined {
  if (!facts.types) return undefined
  const parts = constituents(facts.types, facts.types.typeOf(node))
  const [part] = parts
  if (!part || parts.length > 1 || saysNothing(facts.types, part)) return undefined
  const names = typeNames(facts.types, part)
  if (!names) return undefined
  const isTerminal = names.has('Socket') && [...TERMINAL_TYPES].some((name) => names.has(name))
  if (isTerminal) return 'standard'
  return STREAM_TYPES.find(([name]) => names.has(name))?.[1]
}

function kindOfParameter(facts: FileFacts, variable: Variable): StreamKindName | undefined {
  const node = variable.defs[0]?.node as TSESTree.Node | undefined
  if (!isFunction(node)) return undefined
  const index = node.params.findIndex((parameter) => parameter === variable.identifiers[0])
  if (index < 0) return undefined
  return kindInCallback(facts, node, index) ?? kindByName(facts, node, index, variable)
}

function kindInCallback(facts: FileFacts, node: FunctionNode, index: number): StreamKindName | undefined {
  const { parent } = node
  if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return undefined
  return STREAM_CALLBACKS.find((row) => isCallback(facts, parent, row))?.parameters[index]
}

function isCallback(facts: FileFacts, call: CallNode, row: StreamCallback): boolean {
  if (!row.names.includes(calleeName(call) ?? '')) return false
  const [first] = call.arguments
  if (row.event !== undefined) return first?.type === 'Literal' && first.value === row.event
  const source = moduleOf(call.callee, facts.bindings)
  return source !== undefined && isModuleNamed(source, row.modules ?? [])
}

/** `(req, res)`, in this order, and a `res` that is given headers: the parameters of an HTTP handler. */
function kindByName(
  facts: FileFacts,
  node: FunctionNode,
  index: number,
  variable: Variable,
): StreamKindName | undefined {
  if (REQUEST_NAME.test(variable.name)) {
    // Of the two requests that there are, only that of a server can be read.
    const isRead = RESPONSE_NAME.test(parameterName(node, index + 1)) || isPiped(facts, variable)
    return isRead ? 'serverRequest' : undefined
  }
  if (!RESPONSE_NAME.test(variable.name)) return undefined
  const isPair = REQUEST_NAME.test(parameterName(node, index - 1))
  return isPair || responses(facts).has(variable) ? 'serverResponse' : undefined
}

function isPiped(facts: FileFacts, variable: Variable): boolean {
  return (facts.nodes.calls.get('pipe') ?? []).some((call) => {
    const source = receiverOf(call)
    return source !== undefined && facts.bindings.variableOf(streamBefore(source)) === variable
  })
}

function parameterName(node: FunctionNode, index: number): string {
  const parameter = node.params[index]
  return parameter?.type === 'Identifier' ? parameter.name : ''
}

/** The variables on which a method is called that only the response of a server has. */
const responses = perFile((facts): ReadonlySet<Variable> => {
  const found = new Set<Variable>()
  for (const method of RESPONSE_METHODS) {
    for (const call of facts.nodes.calls.get(method) ?? []) {
      const object = receiverOf(call)
      const variable = object && facts.bindings.variableOf(unwrap(object))
      if (variable) found.add(variable)
    }
  }
  return found
})

/** Answers the request that came with a response, where both are parameters of one handler. */
export function requestOf(facts: FileFacts, node: TSESTree.Node): StreamKey | undefined {
  const base = streamBefore(node)
  const variable = base.type === 'Identifier' ? facts.bindings.variableOf(base) : undefined
  const scope = variable?.defs[0]?.node as TSESTree.Node | undefined
  if (!variable || !isFunction(scope)) return undefined
  const index = scope.params.findIndex((parameter) => parameter === variable.identifiers[0])
  const before = scope.params[index - 1]
  return before?.type === 'Identifier' ? facts.places.placeOf(before) : undefined
}
