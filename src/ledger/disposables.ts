import type * as ts from 'typescript'

import { IGNORED_DISPOSABLE_TYPES, RESOURCE_PROTOCOLS } from '../protocols/resources.js'
import { resource, type ResourceProtocol } from '../protocols/resources/protocol.js'
import { isWithin, runsAtModuleLoad } from '../syntax/functions.js'
import { receiverOf } from '../syntax/property-name.js'
import { wrapped } from '../syntax/unwrap.js'
import { disposalMethods, hasTypeName, type DisposalMethod } from '../types/disposable.js'
import { isSameType, resultTypes } from '../types/result-type.js'
import type { TypeQueries } from '../types/type-queries.js'
import { perFile, perKey, type CallNode, type FileFacts } from '../cells/file-facts.js'
import { useOf } from '../cells/uses.js'

/** A call whose result is a disposable by its type. */
export interface DisposableAcquisition {
  node: CallNode
  protocol: ResourceProtocol
}

/** Answers the types that are disposable, or look it, but that nobody disposes of by hand. */
export const ignoredTypes = perFile(
  (facts): ReadonlySet<string> => new Set([...IGNORED_DISPOSABLE_TYPES, ...facts.settings.ignoreTypes]),
)

/** Calls that make something new, by their name; any other may hand out what belongs to someone else. */
export const MAKES_NEW =
  /^(?:create|open|acquire|make|spawn|connect|lock|reserve|mkdtemp|begin|start)(?![a-z])/

/**
 * Answers the calls of a file whose result the type checker knows to be disposable. Nothing without types:
 * a name says too little. Asked only of calls that make something new and keep or drop it here.
 */
export const disposables = perFile((facts): readonly DisposableAcquisition[] => {
  if (!facts.types) return []
  const candidates: CallNode[] = []
  for (const [name, calls] of facts.nodes.calls) if (MAKES_NEW.test(name)) candidates.push(...calls)
  for (const calls of facts.nodes.constructions.values()) candidates.push(...calls)
  return candidates
    .filter((node) => isKeptHere(facts, node))
    .flatMap((node) => disposableOf(facts, node) ?? [])
})

/** Whether the result is put into a variable or thrown away; what goes elsewhere is someone else's to release. */
function isKeptHere(facts: FileFacts, node: CallNode): boolean {
  if (runsAtModuleLoad(node)) return false
  const { kind } = useOf(facts, node)
  return kind === 'alias' || (kind === 'tested' && wrapped(node).parent?.type === 'ExpressionStatement')
}

/**
 * Answers the row of the protocols that the result of a call belongs to by the name of its type. Undefined
 * without types, and for types that no row names.
 */
export function rowByType(facts: FileFacts, node: CallNode): ResourceProtocol | undefined {
  const { types } = facts
  if (!types) return undefined
  const [first, ...others] = resultTypesOf(types, node)
  if (!first || others.length > 0 || answersItsReceiver(types, node, [first])) return undefined
  return RESOURCE_PROTOCOLS.find(
    (row) => row.types.length > 0 && hasTypeName(types, first, namesOf(facts, row.types)) === 'yes',
  )
}

/** Answers a list of names as a set, the same one for the same list. */
export const namesOf = perKey(
  (_facts: FileFacts, names: readonly string[]): ReadonlySet<string> => new Set(names),
)

function resultTypesOf(types: TypeQueries, node: CallNode): ts.Type[] {
  const outer = wrapped(node)
  const isAwaited = outer !== node && outer.type === 'AwaitExpression' && isWithin(node, outer)
  return resultTypes(types, node, isAwaited)
}

function disposableOf(facts: FileFacts, node: CallNode): DisposableAcquisition | undefined {
  const { types } = facts
  if (!types) return undefined
  const row = rowByType(facts, node)
  if (row) return { node, protocol: row }
  const results = resultTypesOf(types, node)
  const [first] = results
  if (!first || answersItsReceiver(types, node, results)) return undefined
  const ignored = ignoredTypes(facts)
  const methods = disposalMethods(types, first)
  if (!methods || methods.length === 0) return undefined
  if (
    !results.every(
      (type) => hasTypeName(types, type, ignored) === 'no' && disposalMethods(types, type)?.length,
    )
  ) {
    return undefined
  }
  return {
    node,
    protocol: disposableProtocol(
      types.checker.typeToString(types.checker.getNonNullableType(first)),
      methods,
    ),
  }
}

/** A fluent method hands out what it is called on, which was there before. */
function answersItsReceiver(types: TypeQueries, node: CallNode, results: readonly ts.Type[]): boolean {
  if (node.type !== 'CallExpression') return false
  const receiver = receiverOf(node)
  return receiver !== undefined && results.some((type) => isSameType(types, type, types.typeOf(receiver)))
}

const MAX_NAME = 40

function disposableProtocol(type: string, methods: readonly DisposalMethod[]): ResourceProtocol {
  return resource({
    noun: type.length <= MAX_NAME ? type : 'disposable',
    acquire: { name: '', form: 'function' },
    methods: [...methods, ...OTHER_RELEASES],
    awaits: methods[0] === 'Symbol.asyncDispose',
    exceptions: false,
    example: '',
  })
}

/** Most disposables have had a method of their own for it since before there was a symbol. */
const OTHER_RELEASES = [
  'dispose',
  'close',
  'end',
  'destroy',
  'terminate',
  'stop',
  'release',
  'kill',
  'disconnect',
  'abort',
  'return',
]
